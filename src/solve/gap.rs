//! How far a value is from what is proved of the best one: one formula for solving, refuting and showing.

use crate::domain::location::Sense;

/// A smaller gap is the solver's arithmetic.
pub(super) const NO_GAP: f64 = 1e-6;

/// The gap between a value and its bound, relative to the value or to 1; 0 where it is the solver's arithmetic.
pub fn gap(sense: Sense, value: f64, bound: f64) -> f64 {
    let gap = improvement(sense, value, bound);
    if gap < NO_GAP { 0.0 } else { gap }
}

/// How much better than the value the bound allows, relative to [`scale`]; negative where the value is better than its
/// bound.
pub(super) fn improvement(sense: Sense, value: f64, bound: f64) -> f64 {
    let better = match sense {
        Sense::Minimise => value - bound,
        Sense::Maximise => bound - value,
    };
    better / scale(value)
}

/// What differences from a value are measured against: its size, or 1 for smaller ones.
pub(super) fn scale(value: f64) -> f64 {
    value.abs().max(1.0)
}
