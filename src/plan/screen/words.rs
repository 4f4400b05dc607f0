//! The texts of contradictions.

use crate::domain::numbers::{count, rounded_by};
use crate::domain::{
    Direction, Language, Locality, Measure, Problem, Scope, SitedAim, Target, TierIdx,
};
use Language::{Chinese, English};

/// The number of places that a text names; the others are counted.
const NAMED: usize = 5;

/// The places of these ids by their names, sites, units or towns: `a, b, c, d, e and 12 more`.
pub(super) fn named(problem: &Problem, ids: &[String], language: Language) -> String {
    let first: Vec<&str> = ids.iter().take(NAMED).map(|id| name_of(problem, id)).collect();
    language.and_more(&first, ids.len())
}

fn name_of<'a>(problem: &'a Problem, id: &'a str) -> &'a str {
    let site = problem.sites.iter().find(|own| own.id == id).map(|own| &own.name);
    let unit = || problem.units.iter().find(|own| own.id == id).map(|own| &own.name);
    let town = || problem.towns.iter().find(|own| own.id == id).map(|own| &own.name);
    site.or_else(unit).or_else(town).map_or(id, String::as_str)
}

/// `1 facility`, `3 facilities`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// That more towns miss the target too; nothing where none do.
pub(super) fn more_towns(more: usize, language: Language) -> String {
    match (language, more) {
        (_, 0) => String::new(),
        (English, more) => format!(" {} more miss it too.", counted(more, "place", "places")),
        (Chinese, more) => format!("另有 {} 处也不能达标。", count(more)),
    }
}

/// `indicator 1 (coverage): coverage by station in Town (T1) must be at least 100 %, but at most 93.2 % is possible`.
pub(super) fn missed(
    problem: &Problem,
    target: &Target,
    aim: &SitedAim,
    part: Option<Locality>,
    best: f64,
    language: Language,
) -> String {
    let ends = [("at least", "不低于"), ("at most", "不超过")];
    // The best is rounded away from the limit, so that the two do not look the same.
    let ([asked, had], rounded) = match aim.direction {
        Direction::AtLeast => (ends, f64::floor as fn(f64) -> f64),
        Direction::AtMost => ([ends[1], ends[0]], f64::ceil as fn(f64) -> f64),
    };
    let (asked, had) = (language.say(asked.0, asked.1), language.say(had.0, had.1));
    let target = named_target(target, language);
    let limit = rounded_by(aim.measure.unit(), aim.limit.number(), |value| value);
    let best = rounded_by(aim.measure.unit(), best, rounded);
    let within = within(problem, aim.scope, part, language);
    match language {
        English => {
            let measured = measured(problem, &aim.measure);
            format!(
                "{target}: {measured}{within} must be {asked} {limit}, but {had} {best} is possible"
            )
        }
        Chinese => format!("{target}{within}：要求{asked} {limit}，而可能值{had} {best}"),
    }
}

/// The target by its indicator and name.
fn named_target(target: &Target, language: Language) -> String {
    let (called, name) = (target.called(language), language.short(&target.name));
    match (language, target.indicator) {
        (English, Some(indicator)) => format!("indicator {indicator} ({name})"),
        (English, None) => format!("{called} `{name}`"),
        (Chinese, Some(indicator)) => format!("指标 {indicator}“{name}”"),
        (Chinese, None) => format!("{called}“{name}”"),
    }
}

/// ` in Town (T1)`, ` (rural)`, or nothing.
fn within(problem: &Problem, scope: Scope, part: Option<Locality>, language: Language) -> String {
    let part = match scope {
        Scope::Town(town) => Some(Locality::Town(town)),
        Scope::Area(area) => Some(Locality::Area(area)),
        _ => part,
    };
    match (scope, part) {
        (_, Some(part)) => {
            let name = problem.name_of(part);
            format!("{}{}", language.say(" in ", "，"), language.short(&name))
                + &language.bracketed(problem.id_of(part))
        }
        (Scope::Setting(setting), None) => language.bracketed(language.setting(setting)),
        _ => String::new(),
    }
}

fn measured(problem: &Problem, measure: &Measure) -> String {
    let tiers = |tiers: &[TierIdx]| {
        let names: Vec<_> = tiers.iter().map(|&tier| problem.tiers[tier].name.english()).collect();
        match names[..] {
            [] => "any tier".into(),
            _ => names.join(", "),
        }
    };
    let facts = measure.facts();
    let group = facts.group.map_or("", |group| &problem.groups[group].id);
    let funding = facts.funding.map_or("", |funding| &problem.funding[funding].id);
    let phrase = facts.phrase.replace("{tiers}", &tiers(facts.tiers));
    phrase.replace("{group}", group).replace("{funding}", funding)
}
