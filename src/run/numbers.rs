//! How figures are written for people: those of the domain, and gaps.

pub use crate::domain::numbers::*;

/// What a column of gaps holds; see [`crate::solve::gap`].
pub(crate) const GAP_ABOUT: &str =
    "how much better than the value the bound is, over max(|value|, 1); 0 below a millionth";

/// A relative gap in percent: `0 %`, `0.01 %`.
pub fn gap(gap: f64) -> String {
    if gap < 1e-9 { "0 %".into() } else { format!("{} %", visible(gap * 100.0, 2)) }
}
