//! p-median (Hakimi 1964): exactly p sites besides existing ones, least weighted distance.

use super::service::{Charge, Limit, Terms};
use super::solution::{Run, Solution};
use crate::domain::location::Instance;
use crate::solve::error::SolveError;

/// Answers the p-median of `count` sites.
pub(super) fn solve(
    instance: &Instance,
    count: usize,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let terms = Terms {
        instance,
        charge: Charge::Distance,
        limit: Limit::Exactly(count),
        fixed: false,
        total: 0.0,
    };
    terms.solve(run)
}
