//! Why a rule of the plan cannot hold: the sites at which it is not possible (or not to be avoided), and what says so there.

use super::prospects::Prospects;
use crate::domain::numbers::count;
use crate::domain::vocabulary::DECIDED;
use crate::domain::{
    Aim, Decided, Direction, Language, Measure, MeasureValue, Name, SiteIdx, SitedAim, Target,
};
use Language::{Chinese, English};
use std::collections::BTreeMap;

/// Sites that a text names for one reason; the others are counted.
const NAMED: usize = 5;

/// A rule whose limit no layout meets.
pub(super) struct Rule<'a> {
    pub(super) target: &'a Target,
    pub(super) sites: &'a [SiteIdx],
    pub(super) decided: &'a Decided,
    pub(super) direction: Direction,
    pub(super) limit: MeasureValue,
}

impl Rule<'_> {
    /// The text, and the ids of the sites at which the rule fails; `best` of its sites is as near as it gets.
    pub(super) fn contradicted(&self, prospects: &Prospects<'_>, best: f64) -> (Name, Vec<String>) {
        let fails = |site: SiteIdx| {
            let data = &prospects.problem.sites[site];
            let mut options = prospects.options[site].iter();
            match self.direction {
                Direction::AtLeast => !options.any(|&own| self.decided.holds(data, own)),
                Direction::AtMost => options.all(|&own| self.decided.holds(data, own)),
            }
        };
        let failing: Vec<SiteIdx> =
            self.sites.iter().copied().filter(|&site| fails(site)).collect();
        // Sites by the rules that leave them no other choice; under none what they state themselves does.
        let mut by_reason: BTreeMap<Vec<usize>, Vec<SiteIdx>> = BTreeMap::new();
        for &site in &failing {
            let rules = prospects.ruled_by[site].iter().copied();
            let rules = rules.filter(|&rule| self.is_kept_out_by(prospects, rule, site));
            by_reason.entry(rules.collect()).or_default().push(site);
        }
        let text = Language::both(|language| {
            let reasons =
                by_reason.iter().map(|(rules, sites)| reason(prospects, rules, sites, language));
            let reasons: Vec<String> = reasons.collect();
            let asked = self.asked(best, language);
            match language {
                English => format!(
                    "{asked}. {}. Change or lift one of the rules (`--lift ID`), or make it expected.",
                    reasons.join("; ")
                ),
                Chinese => format!(
                    "{asked}。{}。请修改或取消（`--lift ID`）其中一项规则，或改为预期性。",
                    reasons.join("；")
                ),
            }
        });
        let ids = failing.iter().map(|&site| prospects.id(site));
        (text, ids.collect())
    }

    /// Whether the rule at the position `other` does not allow a choice of the site that this rule would take.
    fn is_kept_out_by(&self, prospects: &Prospects<'_>, other: usize, site: SiteIdx) -> bool {
        let data = &prospects.problem.sites[site];
        let Aim::Sited(SitedAim { measure: Measure::Sites { decided, .. }, direction, .. }) =
            &prospects.problem.targets[other].aim
        else {
            return false;
        };
        let takes = |decided: &Decided, direction: Direction, choice| {
            decided.holds(data, choice) == (direction == Direction::AtLeast)
        };
        data.choices().any(|choice| {
            takes(self.decided, self.direction, choice) && !takes(decided, *direction, choice)
        })
    }

    /// What the rule asks, and how near it gets.
    fn asked(&self, best: f64, language: Language) -> String {
        let rule = named(self.target, language);
        let what = decided(self.decided, language);
        let limit = count(self.limit.number() as usize);
        let best = count(best.round() as usize);
        let all = count(self.sites.len());
        match (language, self.direction) {
            (English, Direction::AtLeast) => format!(
                "{rule} asks “{what}” of at least {limit} of its sites ({all} in all), but that is possible at {best} at most"
            ),
            (English, Direction::AtMost) => format!(
                "{rule} allows “{what}” at {limit} of its sites at most ({all} in all), but it cannot be avoided at {best}"
            ),
            (Chinese, Direction::AtLeast) => format!(
                "{rule}要求所列 {all} 个点位中至少 {limit} 个“{what}”，而至多 {best} 个可行"
            ),
            (Chinese, Direction::AtMost) => format!(
                "{rule}规定所列 {all} 个点位中至多 {limit} 个“{what}”，而至少 {best} 个无法避免"
            ),
        }
    }
}

/// Why the rule fails at `sites`: `rules` hold there, or what the sites state themselves.
fn reason(
    prospects: &Prospects<'_>,
    rules: &[usize],
    sites: &[SiteIdx],
    language: Language,
) -> String {
    let problem = prospects.problem;
    let shown = sites.iter().take(NAMED).map(|&site| {
        let site = &problem.sites[site];
        site.name.clone() + &language.bracketed(&site.id)
    });
    let shown: Vec<String> = shown.collect();
    let mut at = shown.join(language.say(", ", "、"));
    if sites.len() > NAMED {
        at += &match language {
            English => format!(" and {} more", count(sites.len() - NAMED)),
            Chinese => format!("等 {} 处", count(sites.len())),
        };
    }
    let rules: Vec<String> = rules
        .iter()
        .map(|&position| {
            let target = &problem.targets[position];
            let rule = named(target, language);
            let Aim::Sited(SitedAim {
                measure: Measure::Sites { decided: own, .. },
                direction,
                ..
            }) = &target.aim
            else {
                return rule;
            };
            let own = decided(own, language);
            match (language, direction) {
                (English, Direction::AtLeast) => format!("{rule} asks “{own}” of it"),
                (English, Direction::AtMost) => format!("{rule} does not allow “{own}”"),
                (Chinese, Direction::AtLeast) => format!("{rule}要求“{own}”"),
                (Chinese, Direction::AtMost) => format!("{rule}不允许“{own}”"),
            }
        })
        .collect();
    let why = match rules.is_empty() {
        true => language
            .say(
                "no other choice is left by the works that it has and what it states itself",
                "点位自身的规定及可选任务别无选择",
            )
            .into(),
        false => rules.join(language.say(" and ", "，")),
    };
    format!("{at}{}{why}", language.say(": ", "："))
}

/// A rule by its name, id and source.
fn named(target: &Target, language: Language) -> String {
    let name = language.short(&target.name);
    let id = &target.id;
    match (language, &target.source) {
        (English, Some(source)) => format!("rule `{name}` ({id}; source: {source})"),
        (English, None) => format!("rule `{name}` ({id})"),
        (Chinese, Some(source)) => format!("规则“{name}”（{id}，来源：{source}）"),
        (Chinese, None) => format!("规则“{name}”（{id}）"),
    }
}

fn decided(decided: &Decided, language: Language) -> String {
    DECIDED.say(language, &decided.to_string()).into()
}
