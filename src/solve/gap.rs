//! Gaps between values and proved bounds, by one formula for solving, verifying and reporting.

use crate::domain::location::Sense;

/// Smaller gaps are rounding errors of the solver.
pub(super) const NO_GAP: f64 = 1e-6;

/// The gap between a value and its bound, relative to the value or to 1; 0 where it is a rounding error.
pub fn gap(sense: Sense, value: f64, bound: f64) -> f64 {
    let gap = improvement(sense, value, bound);
    if gap < NO_GAP { 0.0 } else { gap }
}

/// The improvement that the bound allows, relative to [`scale`]; negative where the value is better than its bound.
pub(super) fn improvement(sense: Sense, value: f64, bound: f64) -> f64 {
    let better = match sense {
        Sense::Minimise => value - bound,
        Sense::Maximise => bound - value,
    };
    better / scale(value)
}

/// The scale of differences from a value: its magnitude, at least 1.
pub(super) fn scale(value: f64) -> f64 {
    value.abs().max(1.0)
}
