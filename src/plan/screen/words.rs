//! The texts of contradictions.

use crate::domain::{
    Direction, Locality, Measure, MeasureUnit, Problem, Scope, SitedAim, Target, TierIdx,
};
use crate::units::Yuan;

/// The number of ids that a text names; the others are counted.
const NAMED: usize = 5;

/// `a, b, c, d, e and 12 more`.
pub(super) fn named(ids: &[String]) -> String {
    let first = ids[..ids.len().min(NAMED)].join(", ");
    match ids.len().saturating_sub(NAMED) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// `1 facility`, `3 facilities`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `indicator 1 (coverage): coverage by station in Town (T1) must be at least 100 %, but at most 93.2 % is possible`.
pub(super) fn missed(
    problem: &Problem,
    target: &Target,
    aim: &SitedAim,
    part: Option<Locality>,
    best: f64,
) -> String {
    let (asked, had) = match aim.direction {
        Direction::AtLeast => ("at least", "at most"),
        Direction::AtMost => ("at most", "at least"),
    };
    // The best is rounded away from the limit, so that the two do not look the same.
    let rounded = match aim.direction {
        Direction::AtLeast => f64::floor,
        Direction::AtMost => f64::ceil,
    };
    format!(
        "{}: {}{} must be {asked} {}, but {had} {} is possible",
        named_target(target),
        measured(problem, &aim.measure),
        within(problem, aim.scope, part),
        value(&aim.measure, aim.limit.number(), |value| value),
        value(&aim.measure, best, rounded),
    )
}

/// The target by its indicator and name.
fn named_target(target: &Target) -> String {
    match target.indicator {
        Some(indicator) => format!("indicator {indicator} ({})", target.name),
        None => format!("target `{}`", target.name),
    }
}

/// ` in Town (T1)`, ` (rural)`, or nothing.
fn within(problem: &Problem, scope: Scope, part: Option<Locality>) -> String {
    let part = match scope {
        Scope::Town(town) => Some(Locality::Town(town)),
        Scope::Area(area) => Some(Locality::Area(area)),
        _ => part,
    };
    match (scope, part) {
        (_, Some(part)) => format!(" in {} ({})", part.name(problem), part.id(problem)),
        (Scope::Setting(setting), None) => format!(" ({setting})"),
        _ => String::new(),
    }
}

fn measured(problem: &Problem, measure: &Measure) -> String {
    let tiers = |tiers: &[TierIdx]| {
        let ids: Vec<&str> = tiers.iter().map(|&tier| problem.tiers[tier].id.as_str()).collect();
        match ids[..] {
            [] => "any tier".into(),
            _ => ids.join(", "),
        }
    };
    let facts = measure.facts();
    let group = facts.group.map_or("", |group| &problem.groups[group].id);
    let funding = facts.funding.map_or("", |funding| &problem.funding[funding].id);
    let phrase = facts.phrase.replace("{tiers}", &tiers(facts.tiers));
    phrase.replace("{group}", group).replace("{funding}", funding)
}

/// A value in the measure's unit, with two decimals rounded by `rounded`.
fn value(measure: &Measure, value: f64, rounded: impl Fn(f64) -> f64) -> String {
    let short = |value: f64| {
        // Removes rounding errors from whole numbers.
        let hundredths = value * 100.0;
        let nearest = hundredths.round();
        let hundredths =
            if (hundredths - nearest).abs() < 1e-6 { nearest } else { rounded(hundredths) };
        let text = format!("{:.2}", hundredths / 100.0);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        text.to_string()
    };
    match measure.unit() {
        MeasureUnit::Share => format!("{} %", short(value * 100.0)),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => Yuan::new(rounded(value) as i64).to_string(),
        MeasureUnit::Number | MeasureUnit::Per1000 => short(value),
        MeasureUnit::SquareMetres | MeasureUnit::SquareMetresPer1000 => {
            format!("{} m²", short(value))
        }
    }
}
