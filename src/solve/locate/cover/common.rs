//! Functions shared by the covering problems.

use crate::domain::location::{Instance, SiteRule};
use crate::solve::search::Outcome;

/// The sites that are always open (existing and required ones) and the cost of the required ones.
pub(super) fn always_open(instance: &Instance, costs: &[f64]) -> (Vec<u32>, f64) {
    let with = |wanted: SiteRule| {
        let rules = instance.rules().iter().enumerate();
        rules.filter(move |&(_, &rule)| rule == wanted)
    };
    let spent = with(SiteRule::Required).map(|(site, _)| costs[site]).sum();
    let open = with(SiteRule::Required).chain(with(SiteRule::Existing));
    (open.map(|(site, _)| site as u32).collect(), spent)
}

/// The bound that a search without a gap proves: if it ran to its end, the value of the set found, because the master's
/// bound may be below that value by rounding.
pub(super) fn proved(outcome: &Outcome, enough: f64) -> f64 {
    match outcome.value {
        Some(value) if outcome.finished && enough == 0.0 => value,
        _ => outcome.bound,
    }
}
