//! Maximal covering (MCLP; Church and ReVelle 1974), gradual covering and attendance: the most weighted cover, which
//! is all weight less the least weight left uncovered.

use super::service::{Charge, Limit, Terms};
use super::solution::{Run, Solution};
use crate::domain::location::{Decay, Instance, Opening, SiteRule};
use crate::solve::error::SolveError;

/// Answers maximal cover, each covered once.
pub(super) fn solve(
    instance: &Instance,
    decay: &Decay,
    opening: Opening,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let terms = terms(instance, decay, opening, run.pairs);
    let total = terms.total;
    let mut found = terms.solve(run)?;
    found.bound = found.bound.map(|uncovered| total - uncovered);
    Ok(found)
}

/// The least weight left uncovered.
fn terms<'a>(
    instance: &'a Instance,
    decay: &'a Decay,
    opening: Opening,
    pairs: usize,
) -> Terms<'a> {
    let limit = match opening {
        // Opening more sites never covers less.
        Opening::Count(count) => {
            let may = |rule: &&SiteRule| matches!(rule, SiteRule::Free | SiteRule::Required);
            Limit::Exactly(count.min(instance.rules().iter().filter(may).count()))
        }
        Opening::Budget(budget) => Limit::Budget(budget),
    };
    let total: f64 = instance.weights().iter().sum();
    Terms { instance, charge: Charge::Uncovered(decay), limit, fixed: false, total, pairs }
}
