//! What would mend an infeasible plan, in words: the same in the summary, on the terminal and in `plan.json`.

use crate::domain::{Aim, Direction, MeasureUnit, Problem, SitedAim};
use crate::plan::Screening;
use crate::run::language::Language::{self, Chinese, English};
use crate::run::numbers;
use crate::solve::{Outcome, Relaxation, Status};
use crate::units::Yuan;

/// What is listed: relaxations that each suffice alone, or that are needed together.
pub fn relaxations_heading(outcome: &Outcome, language: Language) -> &'static str {
    if outcome.relaxations.iter().all(|row| row.alone) {
        language.say("What would mend it, each one alone", "放宽以下任一项即可行")
    } else {
        language.say("What would mend it, all of these together", "须同时放宽以下各项方可行")
    }
}

/// What the list does not say: that not everything was tried, or why there is none.
pub fn relaxations_note(outcome: &Outcome, language: Language) -> Option<&'static str> {
    let Screening { contradictions, .. } = &outcome.screening;
    if outcome.status != Status::Infeasible {
        None
    } else if !outcome.relaxations_complete {
        Some(language.say(
            "Not everything was tried before the solve ended. There may be other ways to mend it.",
            "求解结束时未能逐项试完，可能还有其他放宽办法。",
        ))
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
    let name = language.short(&target.name);
    match (language, aim.direction) {
        (English, Direction::AtLeast) => {
            format!("target {name}: ask for at least {enough} instead of {asked}")
        }
        (English, Direction::AtMost) => {
            format!("target {name}: ask for at most {enough} instead of {asked}")
        }
        (Chinese, Direction::AtLeast) => {
            format!("指标“{name}”：由不低于 {asked} 改为不低于 {enough}")
        }
        (Chinese, Direction::AtMost) => {
            format!("指标“{name}”：由不高于 {asked} 改为不高于 {enough}")
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

/// A limit with no useless decimals, rounded to the side on which it can be met.
fn limit(aim: &SitedAim, value: f64) -> String {
    let unit = aim.measure.unit();
    let (scale, behind) = match unit {
        MeasureUnit::Share => (100.0, " %"),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => (1e-4, " 万元"),
        MeasureUnit::Number | MeasureUnit::Per1000 => (1.0, ""),
        MeasureUnit::SquareMetres | MeasureUnit::SquareMetresPer1000 => (1.0, " m²"),
    };
    let hundredths = value * scale * 100.0;
    // What is a round number but for its last bits is that number.
    let whole = if (hundredths - hundredths.round()).abs() < 1e-6 {
        hundredths.round()
    } else if aim.direction == Direction::AtLeast {
        hundredths.floor()
    } else {
        hundredths.ceil()
    };
    numbers::decimals(whole / 100.0, 2) + behind
}
