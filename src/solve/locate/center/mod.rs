//! Vertex p-center (Hakimi 1964): the least greatest distance of demand to its nearest open site.
//!
//! For a radius δ, let I(i) be the sites within δ of demand i. p sites that meet every I(i) exist exactly when the
//! optimum is at most δ (Minieka 1970), so the optimum is bracketed by covering problems. Three things keep them
//! small:
//!
//! - Only a sample of the demand is covered (Chen and Chen 2009; Contardo, Iori, Kramer 2019). If the sample cannot be
//!   covered, neither can all demand. A cover of the sample is evaluated on all demand, and the points farthest from it
//!   join the sample, as do points that a linear answer of the sample covers too little. So a bound proved on the
//!   sample is valid, and an answer is always one for all demand.
//! - The problem is reduced ([`cover`]).
//! - Linear bounds, then a search prove that there is no answer ([`Level`]).
//!
//! Answers come from swaps over all demand if its pairs with sites fit in memory ([`descent`]), else over the sample.
//!
//! Distances are computed from coordinates when needed; nothing of the size of demand × sites is stored.

mod bracket;
mod classes;
mod cover;
mod decide;
mod descent;
mod field;
mod radii;
mod search;
mod tabu;
mod zoom;

use super::solution::{Run, Solution};
use crate::domain::location::{Goal, Instance, Question};
use crate::solve::error::SolveError;
use bracket::Bracket;
use descent::Descent;
use field::Field;

/// Elementary steps of the first descent: per pair of demand and site, and at most.
const STEPS_A_PAIR: usize = 10_000;
const MOST_STEPS: usize = 5_000_000_000;
/// Nodes of the first search.
const NODES: u64 = 200;
/// Factor by which steps and nodes grow from one descent and search to the next, while the bounds have not met.
const MORE: usize = 4;
/// If the bounds are farther apart than this, relative to the upper one, a search would take long: a descent comes
/// first.
const WIDE: f64 = 0.02;

/// Answers a p-center question.
///
/// # Errors
///
/// A failure of the solver.
pub(super) fn solve(
    instance: &Instance,
    question: &Question,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let Goal::Center { count } = question.goal else {
        return Err(SolveError::Solver("p-center was not asked for".into()));
    };
    let mut bracket = Bracket::new(Field::new(instance, count), run);
    bracket.raise_by_chords();
    bracket.begin();
    bracket.raise_by_sharing();
    if !bracket.field.tabulate(run) {
        return Ok(bracket.found());
    }
    let mut descent = None;
    if bracket.upper.is_finite() && !bracket.is_done() {
        descent = Descent::new(&bracket.field, bracket.upper, run);
    }
    if descent.is_none() {
        bracket.zoom();
    }
    let pairs = descent.as_ref().map_or(0, Descent::pairs);
    let mut steps = pairs.saturating_mul(STEPS_A_PAIR).min(MOST_STEPS);
    let mut nodes = NODES;
    bracket.descend(descent.as_mut(), steps);
    bracket.raise_linearly(descent.is_some())?;
    while !bracket.is_done() && !run.is_over() {
        let is_wide = bracket.upper - bracket.lower > WIDE * bracket.upper;
        steps = steps.saturating_mul(MORE);
        if is_wide {
            bracket.descend(descent.as_mut(), steps);
        }
        bracket.close(nodes)?;
        if !is_wide {
            bracket.descend(descent.as_mut(), steps);
        }
        nodes = nodes.saturating_mul(MORE as u64);
    }
    Ok(bracket.found())
}
