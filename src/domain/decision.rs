//! What may be decided about a site, in words.

use super::language::Language;
use super::numbers::money;
use super::problem::Problem;
use super::site::{Choice, Site, WorkKind};
use super::vocabulary::WORKS;

impl Problem {
    /// Every choice that `site` has, in the order stay, works as given, each with words that tell it from the others of the
    /// site.
    pub fn decisions(&self, site: &Site, language: Language) -> Vec<(Choice, String)> {
        let works = (0..site.works.len()).filter_map(|at| u16::try_from(at).ok());
        let choices = std::iter::once(Choice::Stay).chain(works.map(Choice::Work));
        let mut told: Vec<(Choice, String)> =
            choices.map(|choice| (choice, self.told(site, choice, language))).collect();
        let words: Vec<String> = told.iter().map(|(_, words)| words.clone()).collect();
        for (choice, own) in &mut told {
            if words.iter().filter(|other| *other == own).count() > 1 {
                own.push_str(&language.bracketed(site.decision(*choice)));
            }
        }
        told
    }

    /// A choice: what is done, what the site then is, what that costs.
    fn told(&self, site: &Site, choice: Choice, language: Language) -> String {
        let what = WORKS.say(language, site.done(choice));
        let Some(work) = site.work(choice) else { return what.into() };
        let after = site.state_after(choice);
        let what = work.name.as_deref().unwrap_or(what);
        let mut parts: Vec<String> = Vec::new();
        if let (WorkKind::Merge, Some(into)) = (work.kind, work.into) {
            let into = &self.sites[into].name;
            parts.push(match language {
                Language::English => format!("into {into}"),
                Language::Chinese => format!("并入{into}"),
            });
        }
        parts.extend(after.tier.map(|tier| language.short(&self.tiers[tier].name).into()));
        if after.beds > 0 {
            parts.push(match language {
                Language::English => format!("{} beds", after.beds),
                Language::Chinese => format!("{} 张床位", after.beds),
            });
        }
        parts.extend(after.operator.clone());
        parts.push(money(work.cost));
        format!("{what}{}{}", language.colon(), parts.join(language.say(", ", "，")))
    }
}
