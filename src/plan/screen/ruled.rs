//! Why a rule of the plan cannot hold: the sites at which it is not possible (or not to be avoided), and what says so there.

use super::prospects::Prospects;
use super::words;
use crate::domain::numbers::count;

use crate::domain::vocabulary::DECIDED;
use crate::domain::{Decided, Direction, Language, Name, Rule, SiteIdx, Target};
use Language::{Chinese, English};
use std::collections::BTreeMap;

/// A rule whose limit no layout meets.
pub(super) struct Ruled<'a> {
    pub(super) target: &'a Target,
    pub(super) rule: Rule<'a>,
}

impl Ruled<'_> {
    /// The text, and the ids of the sites at which the rule fails; `best` of its sites is as near as it gets.
    pub(super) fn contradicted(&self, prospects: &Prospects<'_>, best: f64) -> (Name, Vec<String>) {
        let fails = |site: SiteIdx| {
            let data = &prospects.problem.sites[site];
            !prospects.options[site].iter().any(|&own| self.rule.takes(data, own))
        };
        let failing: Vec<SiteIdx> =
            self.rule.sites.iter().copied().filter(|&site| fails(site)).collect();
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
        prospects.problem.targets[other].rule().is_some_and(|other| {
            data.choices().any(|choice| self.rule.takes(data, choice) && !other.takes(data, choice))
        })
    }

    /// What the rule asks, and how near it gets.
    fn asked(&self, best: f64, language: Language) -> String {
        let rule = named(self.target, language);
        let what = decided(self.rule.decided, language);
        let limit = count(self.rule.limit as usize);
        let best = count(best.round() as usize);
        let all = count(self.rule.sites.len());
        match (language, self.rule.direction) {
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
    let ids: Vec<String> = sites.iter().map(|&site| prospects.id(site)).collect();
    let at = words::named(problem, &ids, language);
    let rules: Vec<String> = rules
        .iter()
        .map(|&position| {
            let target = &problem.targets[position];
            let name = named(target, language);
            let Some(rule) = target.rule() else { return name };
            let own = decided(rule.decided, language);
            match (language, rule.direction) {
                (English, Direction::AtLeast) => format!("{name} asks “{own}” of it"),
                (English, Direction::AtMost) => format!("{name} does not allow “{own}”"),
                (Chinese, Direction::AtLeast) => format!("{name}要求“{own}”"),
                (Chinese, Direction::AtMost) => format!("{name}不允许“{own}”"),
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
    format!("{at}{}{why}", language.colon())
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
