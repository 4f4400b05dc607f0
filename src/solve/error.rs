use crate::domain::location::QuestionError;
use thiserror::Error;

/// Failures of solving. That a plan is infeasible is not an error but an [`super::Outcome`].
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum SolveError {
    /// The solver asked for is not built in. Repair: build with its feature, or ask for the other one.
    #[error("the solver `{solver}` is not built into this program; {hint}")]
    NotBuiltIn {
        /// The solver's word.
        solver: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// The question cannot be asked of the instance. Repair: each says what.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Question(Vec<QuestionError>),
    /// The worst-off tenth is no linear aim where places are limited. Repair: ask for the Kolm-Pollak equivalent, or leave the
    /// capacities out.
    #[error(
        "the worst-off tenth cannot be an aim where places of a tier to which people travel are limited; `kolm-pollak` can"
    )]
    WorstDecileOfLimited,
    /// The solver reported a failure of its own. Repair: report it with the model (`--lp-file`).
    #[error("the solver failed: {0}")]
    Solver(String),
    /// The audit, which knows no solver, does not agree with the solver's answer. Repair: report it with the model.
    #[error("the audit does not agree with the solver: {0}")]
    Audit(String),
}
