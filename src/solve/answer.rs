//! What a solve of a model answers.

use super::certified::Certificate;
use super::milp::{Expr, Milp};
use super::outcome::Termination;
use super::why_whole::WhyWhole;

/// The answer of a solve. `bound` and `value` are of the minimised objective.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) termination: Termination,
    /// A value for each column; integers are exact.
    pub(super) point: Option<Vec<f64>>,
    pub(super) value: Option<f64>,
    pub(super) bound: Option<f64>,
    /// The parts by which it was found; none where the model was solved as a whole.
    pub(super) parts: Option<usize>,
    /// Why the model was solved as a whole, where that was a question.
    pub(super) whole: Option<WhyWhole>,
    /// What proves a bound without a solver, in the unit of the objective.
    pub(super) certificate: Option<Certificate>,
}

impl Answer {
    pub(super) fn without_point(termination: Termination) -> Self {
        Self {
            termination,
            point: None,
            value: None,
            bound: None,
            parts: None,
            whole: None,
            certificate: None,
        }
    }

    /// The answer at a point of the solver, whose integers are whole within a tolerance.
    #[cfg_attr(
        not(any(feature = "highs", feature = "microlp")),
        allow(dead_code, reason = "without a solver built in nobody writes answers")
    )]
    pub(super) fn with_point(
        milp: &Milp,
        objective: &Expr,
        mut point: Vec<f64>,
        bound: Option<f64>,
        termination: Termination,
    ) -> Self {
        for (value, column) in point.iter_mut().zip(milp.columns()) {
            if column.integer {
                *value = value.round();
            }
        }
        let value = Some(objective.value(&point));
        Self { value, bound, point: Some(point), ..Self::without_point(termination) }
    }
}
