//! What would mend an infeasible plan, in words: the same in the summary, on the terminal and in `plan.json`.

use crate::domain::Language::{self, Chinese, English};
use crate::domain::{Aim, Direction, Problem, SitedAim};
use crate::plan::Screening;
use crate::run::numbers;
use crate::run::words::MENDS;
use crate::solve::{Outcome, Relaxation, Status};
use crate::units::Yuan;

/// What is listed: relaxations that each suffice alone, or that are needed together.
pub fn relaxations_heading(outcome: &Outcome, language: Language) -> &'static str {
    let alone = outcome.relaxations.iter().all(|row| row.alone);
    MENDS.say(language, if alone { "each" } else { "all" })
}

/// What the list does not say: that not everything was tried, or why there is none.
pub fn relaxations_note(outcome: &Outcome, language: Language) -> Option<&'static str> {
    let Screening { contradictions, .. } = &outcome.screening;
    if outcome.status != Status::Infeasible {
        None
    } else if !outcome.relaxations_complete {
        Some(MENDS.say(language, "incomplete"))
    } else if outcome.relaxations.is_empty() && contradictions.is_empty() {
        Some(language.say(
            "Relaxing targets and sources of money, even all together, makes no plan possible: it is the sites' own rules that cannot all be kept.",
            "即使同时放宽全部约束性指标和资金来源也不能得到可行方案：各点位自身的规则无法同时满足。",
        ))
    } else {
        None
    }
}

/// One relaxation.
pub fn relaxation_text(problem: &Problem, row: &Relaxation, language: Language) -> String {
    let target = row.target.and_then(|position| problem.targets.get(position));
    let Some((target, Aim::Sited(aim))) = target.map(|target| (target, &target.aim)) else {
        return more_money(problem, row, language);
    };
    let (asked, enough) = (limit(aim, aim.limit.number()), limit(aim, row.feasible_at));
    let (called, name) = (target.called(language), language.short(&target.name));
    match (language, aim.direction) {
        (English, Direction::AtLeast) => {
            format!("{called} {name}: ask for at least {enough} instead of {asked}")
        }
        (English, Direction::AtMost) => {
            format!("{called} {name}: ask for at most {enough} instead of {asked}")
        }
        (Chinese, Direction::AtLeast) => {
            format!("{called}“{name}”：由不低于 {asked} 改为不低于 {enough}")
        }
        (Chinese, Direction::AtMost) => {
            format!("{called}“{name}”：由不高于 {asked} 改为不高于 {enough}")
        }
    }
}

/// Money that is missing.
fn more_money(problem: &Problem, row: &Relaxation, language: Language) -> String {
    // Amounts of money are whole.
    let missing = numbers::money(Yuan::new(row.feasible_at.round() as i64));
    let source = row.source.and_then(|source| problem.funding.get(source));
    match (language, source) {
        (English, Some(source)) => {
            let (name, has) = (language.short(&source.name), numbers::money(source.amount));
            format!("source {name}: {missing} more than its {has}")
        }
        (Chinese, Some(source)) => {
            let (name, has) = (language.short(&source.name), numbers::money(source.amount));
            format!("资金来源“{name}”：在现有 {has} 之外再增加 {missing}")
        }
        (English, None) => format!("all sources together: {missing} more"),
        (Chinese, None) => format!("各资金来源合计再增加 {missing}"),
    }
}

/// A limit, rounded to the side on which it can be met.
fn limit(aim: &SitedAim, value: f64) -> String {
    let side = match aim.direction {
        Direction::AtLeast => f64::floor,
        Direction::AtMost => f64::ceil,
    };
    numbers::rounded_by(aim.measure.unit(), value, side)
}
