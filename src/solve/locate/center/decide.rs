//! Can the budget of sets cover all rows? Decided by a solver, or by the linear bound alone.
//!
//! (1) minimise Σ y\[j\] over y ∈ \[0, 1\], Σ_{j ∈ I(i)} y\[j\] ≥ 1 for each row i. A value above the budget proves
//! that it cannot.

use super::cover::Cover;
use crate::solve::backend::{self, SolveLimits};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;
use crate::solve::milp::{Col, Expr, Label, Milp};

/// A solver's answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// These sets cover all rows.
    Yes(Vec<u32>),
    /// It is proved that no choice within the budget does.
    No,
    /// Undecided.
    Unknown,
}

/// A bound may exceed the budget by this much through rounding.
const TOLERANCE: f64 = 1e-5;

/// The answer of (1).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Linear {
    /// It is proved that no choice within the budget covers all rows.
    No,
    /// y, of which the sum is within the budget up to rounding.
    Shares(Vec<f64>),
    /// Undecided.
    Unknown,
}

/// Solves (1) within the time.
pub(super) fn by_linear_bound(cover: &Cover, clock: Clock<'_>) -> Result<Linear, SolveError> {
    let Some(budget) = cover.budget else {
        return Ok(Linear::No);
    };
    let mut milp = Milp::default();
    let label = |j| Label("open", j, 0);
    let columns: Vec<Col> =
        (0..cover.sets.len()).map(|j| milp.column(0.0, 1.0, label(j))).collect();
    let total = state(cover, &columns, &mut milp);
    let answer = backend::minimise(&milp, &total, None, SolveLimits::exact(clock)?)?;
    let is_above = |bound: f64| bound > budget as f64 + TOLERANCE;
    Ok(if answer.bound.is_some_and(is_above) {
        Linear::No
    } else {
        answer.point.map_or(Linear::Unknown, Linear::Shares)
    })
}

/// Adds the rows and returns the sum of all columns.
fn state(cover: &Cover, columns: &[Col], milp: &mut Milp) -> Expr {
    for (i, row) in cover.rows.iter().enumerate() {
        let mut sum = Expr::default();
        for &j in row {
            sum.add(columns[j as usize], 1.0);
        }
        milp.at_least(sum, 1.0, Label("covered", i, 0));
    }
    let mut total = Expr::default();
    for &col in columns {
        total.add(col, 1.0);
    }
    total
}
