//! Covering problems, solved: set cover, partial cover and backup coverage.

mod backup;
mod common;
mod core;
mod dual;
mod estimates;
mod greedy;
mod lscp;
mod psclp;
mod state;
mod weighting;

use super::solution::{Run, Solution};
use crate::domain::location::{Instance, Opening, Radius};
use crate::solve::error::SolveError;
use crate::units::Share;

/// LSCP: the cheapest sites that cover all demand `times` times.
pub(super) fn set_cover(
    instance: &Instance,
    (reach, times): (Radius, u8),
    by_cost: bool,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    lscp::solve(instance, (reach, times), &costs(instance, by_cost), run)
}

/// PSCLP: the cheapest sites that cover a share of the demand.
pub(super) fn partial_cover(
    instance: &Instance,
    (reach, share): (Radius, Share),
    by_cost: bool,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    psclp::solve(instance, (reach, share), &costs(instance, by_cost), run)
}

/// Backup coverage: the most demand within reach of two open sites.
pub(super) fn backup_cover(
    instance: &Instance,
    reach: Radius,
    opening: Opening,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    backup::solve(instance, (reach, opening), run)
}

fn costs(instance: &Instance, by_cost: bool) -> Vec<f64> {
    if by_cost { instance.fixed_costs().to_vec() } else { vec![1.0; instance.sites()] }
}
