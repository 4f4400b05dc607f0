//! Can the budget of sets cover all rows? Decided by a linear bound, then by the compact model.
//!
//! (1) minimise Σ y\[j\] over y ∈ \[0, 1\], Σ_{j ∈ I(i)} y\[j\] ≥ 1 for each row i. A value above the budget says no.
//!
//! (2) minimise s over y ∈ {0, 1}, whole s ≥ 0, the rows of (1) and Σ y\[j\] ≤ budget + s. The answer is yes when s is
//! 0, no when its bound is above 0. The excess s keeps the model feasible: a solver proves a bound with less doubt
//! than that there is no point at all.

use super::cover::Cover;
use crate::solve::backend::{self, SolveLimits};
use crate::solve::error::SolveError;
use crate::solve::milp::{Col, Expr, Label, Milp};
use crate::solve::outcome::Backend;
use crate::units::{Seconds, Share};

/// What a solver says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// These sets cover all rows.
    Yes(Vec<u32>),
    /// No budget of sets does: proved.
    No,
    /// It was not found out.
    Unknown,
}

/// Slack below which a bound above the budget is taken for rounding.
const TOLERANCE: f64 = 1e-5;

/// Decides by (1): never yes.
pub(super) fn by_linear_bound(cover: &Cover, left_s: Option<f64>) -> Result<Verdict, SolveError> {
    let Some(budget) = cover.budget else {
        return Ok(Verdict::No);
    };
    let mut milp = Milp::default();
    let label = |j| Label("open", j, 0);
    let columns: Vec<Col> = (0..cover.sets.len())
        .map(|j| milp.column(0.0, 1.0, label(j)))
        .collect();
    let total = state(cover, &columns, &mut milp);
    let answer = backend::minimise(&milp, &total, None, limits(left_s)?)?;
    let is_above = |bound: f64| bound > budget as f64 + TOLERANCE;
    Ok(if answer.bound.is_some_and(is_above) {
        Verdict::No
    } else {
        Verdict::Unknown
    })
}

/// Decides by (2), within the time.
pub(super) fn by_model(cover: &Cover, left_s: Option<f64>) -> Result<Verdict, SolveError> {
    let Some(budget) = cover.budget else {
        return Ok(Verdict::No);
    };
    let mut milp = Milp::default();
    let columns: Vec<Col> = (0..cover.sets.len())
        .map(|j| milp.binary(Label("open", j, 0)))
        .collect();
    let mut total = state(cover, &columns, &mut milp);
    let start = greedy(cover);
    let most = start.len().saturating_sub(budget);
    // Whole by what it is the excess of: the solver need not branch on it, but may round its bound up.
    let excess: Vec<Col> = (0..most)
        .map(|k| milp.binary(Label("excess", k, 0)))
        .collect();
    let mut objective = Expr::default();
    for &col in &excess {
        total.add(col, -1.0);
        objective.add(col, 1.0);
    }
    milp.at_most(total, budget as f64, Label("budget", 0, 0));
    let mut point = vec![0.0; milp.columns().len()];
    for &j in &start {
        point[j as usize] = 1.0;
    }
    for &col in &excess {
        point[col.position()] = 1.0;
    }
    let answer = backend::minimise(&milp, &objective, Some(&point), limits(left_s)?)?;
    if let (Some(point), Some(value)) = (&answer.point, answer.value)
        && value < 0.5
    {
        let open = columns.iter().enumerate();
        let open = open.filter(|(_, col)| point[col.position()] > 0.5);
        return Ok(Verdict::Yes(open.map(|(j, _)| j as u32).collect()));
    }
    Ok(if answer.bound.is_some_and(|bound| bound > TOLERANCE) {
        Verdict::No
    } else {
        Verdict::Unknown
    })
}

/// Adds the rows; the sum of all columns.
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

/// Sets that cover all rows, each the one with most rows still uncovered.
fn greedy(cover: &Cover) -> Vec<u32> {
    let mut covered = vec![false; cover.rows.len()];
    let mut gain: Vec<usize> = cover.sets.iter().map(Vec::len).collect();
    let mut chosen = Vec::new();
    while let Some((best, _)) = gain
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|&(_, &gain)| gain)
        .filter(|&(_, &gain)| gain > 0)
    {
        chosen.push(best as u32);
        for &i in &cover.sets[best] {
            if !std::mem::replace(&mut covered[i as usize], true) {
                for &j in &cover.rows[i as usize] {
                    gain[j as usize] -= 1;
                }
            }
        }
    }
    chosen
}

fn limits(left_s: Option<f64>) -> Result<SolveLimits, SolveError> {
    let backend = Backend::built_in_default().ok_or(SolveError::NotBuiltIn {
        solver: Backend::Highs.word(),
        hint: "build with the feature `highs` or `microlp`",
    })?;
    Ok(SolveLimits {
        backend,
        gap: Share::new(0.0).expect("0 is a share"),
        absolute_gap: 0.0,
        time: left_s.map(|left| Seconds::new(left.max(0.0)).expect("not negative")),
    })
}
