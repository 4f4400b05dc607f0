//! Parts that the covering problems share.

use crate::domain::location::{Instance, SiteRule};
use crate::solve::search::Outcome;

/// The sites that are open whatever is decided, existing and required ones, and what the required ones cost.
pub(super) fn always_open(instance: &Instance, costs: &[f64]) -> (Vec<u32>, f64) {
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
pub(super) fn proved(outcome: &Outcome, enough: f64) -> f64 {
    match outcome.value {
        Some(value) if outcome.finished && enough == 0.0 => value,
        _ => outcome.bound,
    }
}
