//! Facility location without capacities (UFLP; Balinski 1965): least fixed costs plus weighted distance.

use super::service::{Charge, Limit, Terms};
use super::solution::{Run, Solution};
use crate::domain::location::Instance;
use crate::solve::error::SolveError;

/// Answers the UFLP, with at most `count` sites besides existing ones where given.
pub(super) fn solve(
    instance: &Instance,
    count: Option<usize>,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let terms = Terms {
        instance,
        charge: Charge::Distance,
        limit: count.map_or(Limit::Free, Limit::AtMost),
        fixed: true,
        total: 0.0,
    };
    terms.solve(run)
}
