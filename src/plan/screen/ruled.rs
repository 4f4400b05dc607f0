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
        let mut by_reason: BTreeMap<&[usize], Vec<SiteIdx>> = BTreeMap::new();
        for &site in &failing {
            by_reason.entry(&prospects.ruled_by[site]).or_default().push(site);
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

    /// What the rule asks, and how near it gets.
    fn asked(&self, best: f64, language: Language) -> String {
        let rule = named(self.target, language);
        let what = decided(self.decided, language);
        let sites = self.sites.len();
        let limit = count(self.limit.number() as usize);
        let best = count(best.round() as usize);
        match (language, self.direction) {
            (English, Direction::AtLeast) => format!(
                "{rule}: of its sites ({}) at least {limit} must be “{what}”, but at most {best} can be",
                count(sites)
            ),
            (English, Direction::AtMost) => format!(
                "{rule}: of its sites ({}) at most {limit} may be “{what}”, but at least {best} must be",
                count(sites)
            ),
            (Chinese, Direction::AtLeast) => format!(
                "{rule}：所列 {} 个点位中至少 {limit} 个应“{what}”，而至多 {best} 个可行",
                count(sites)
            ),
            (Chinese, Direction::AtMost) => format!(
                "{rule}：所列 {} 个点位中至多 {limit} 个可“{what}”，而至少 {best} 个必然如此",
                count(sites)
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
            match &target.aim {
                Aim::Sited(SitedAim {
                    measure: Measure::Sites { decided: own, .. },
                    direction,
                    ..
                }) => {
                    let not = match direction {
                        Direction::AtLeast => "",
                        Direction::AtMost => language.say("not ", "不得"),
                    };
                    rule + &language.bracketed(&format!("{not}“{}”", decided(own, language)))
                }
                _ => rule,
            }
        })
        .collect();
    match (language, rules.is_empty()) {
        (English, true) => format!(
            "{at}: the works that the sites have, and what they state themselves, leave no other choice"
        ),
        (English, false) => format!("{at}: {} says otherwise", rules.join(" and ")),
        (Chinese, true) => format!("{at}：点位自身的规定及可选任务不允许"),
        (Chinese, false) => format!("{at}：与{}相抵触", rules.join("、")),
    }
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
