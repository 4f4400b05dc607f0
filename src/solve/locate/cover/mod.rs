//! Covering problems, solved: set cover, partial cover and backup coverage.

mod backup;
mod core;
mod dual;
mod estimates;
mod greedy;
mod lscp;
mod psclp;
mod state;
mod weighting;

use super::found::{Found, Run};
use crate::domain::location::{Instance, Opening, Radius, SiteRule};
use crate::solve::error::SolveError;
use crate::solve::search::Outcome;
use crate::units::Share;

/// LSCP: the cheapest sites that cover all demand `times` times.
pub(super) fn set_cover(
    instance: &Instance,
    (reach, times): (Radius, u8),
    by_cost: bool,
    run: &Run<'_>,
) -> Result<Found, SolveError> {
    lscp::solve(instance, (reach, times), &costs(instance, by_cost), run)
}

/// PSCLP: the cheapest sites that cover a share of the demand.
pub(super) fn partial_cover(
    instance: &Instance,
    (reach, share): (Radius, Share),
    by_cost: bool,
    run: &Run<'_>,
) -> Result<Found, SolveError> {
    psclp::solve(instance, (reach, share), &costs(instance, by_cost), run)
}

/// Backup coverage: the most demand within reach of two open sites.
pub(super) fn backup_cover(
    instance: &Instance,
    reach: Radius,
    opening: Opening,
    run: &Run<'_>,
) -> Result<Found, SolveError> {
    backup::solve(instance, (reach, opening), run)
}

fn costs(instance: &Instance, by_cost: bool) -> Vec<f64> {
    if by_cost {
        instance.fixed_costs().to_vec()
    } else {
        vec![1.0; instance.sites()]
    }
}

/// The sites that are open whatever is decided, existing and required ones, and what the required ones cost.
fn always_open(instance: &Instance, costs: &[f64]) -> (Vec<u32>, f64) {
    let with = |wanted: SiteRule| {
        let rules = instance.rules().iter().enumerate();
        rules.filter(move |&(_, &rule)| rule == wanted)
    };
    let spent = with(SiteRule::Required).map(|(site, _)| costs[site]).sum();
    let open = with(SiteRule::Required).chain(with(SiteRule::Existing));
    (open.map(|(site, _)| site as u32).collect(), spent)
}

/// What a search without room for a gap proves: that no open set is better than the one found, when it ran to its
/// end. The master may then lie a rounding below that set's value.
fn proved(outcome: &Outcome, enough: f64) -> f64 {
    match outcome.value {
        Some(value) if outcome.finished && enough == 0.0 => value,
        _ => outcome.bound,
    }
}
