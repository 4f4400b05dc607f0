//! What would mend an infeasible plan, in words: the same in the summary, on the terminal and in `plan.json`.

use crate::domain::Language::{self, Chinese, English};
use crate::domain::Problem;
use crate::inquiry::Concession;
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
    let more = || Yuan::new(row.feasible_at.round() as i64);
    let target = row.target.filter(|&target| target < problem.targets.len());
    match (target, row.source) {
        (Some(target), _) => {
            Concession::Limit { target, limit: row.feasible_at }.told(problem, language)
        }
        (None, Some(source)) if usize::from(source) < problem.funding.len() => {
            Concession::Money { source, more: more() }.told(problem, language)
        }
        // As runs of earlier versions say it.
        (None, _) => {
            let missing = numbers::money(more());
            match language {
                English => format!("all sources together: {missing} more"),
                Chinese => format!("各资金来源合计再增加 {missing}"),
            }
        }
    }
}
