//! Whether a plan can be met at all: screening, then the rows of the model without an aim.

use super::backend::{SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::{Formulation, Relaxed};
use super::in_order::StagedModel;
use super::milp::Expr;
use super::outcome::{Limits, Parts, Stop, Termination};
use super::progress::{Muted, Progress};
use super::scale::Scale;
use super::stages::{AuditedLayout, OnePeriod};
use crate::domain::Problem;
use crate::plan;
use crate::travel::Arcs;
use std::collections::HashSet;

/// Whether some layout meets all that is binding.
#[derive(Debug, Clone, PartialEq)]
pub enum Possible {
    /// This one does, by its audit.
    Yes(Box<AuditedLayout>),
    /// Proved: none does.
    No,
    /// The solve ended before.
    Undecided(Stop),
}

/// Finds whether some layout meets all that is binding, whatever it is worth. `progress` can stop it, but gets no events.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::solve::{Limits, Possible, Silent, possible};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let found = possible(&problem, &Arcs::build(&problem), &Limits::default(), &Silent)?;
/// assert!(matches!(found, Possible::Yes(_)));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver fails.
pub fn possible(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Possible, SolveError> {
    let progress = Muted(progress);
    let limits = SolveLimits::new(limits, &progress);
    if let Some(stop) = limits.clock.stop() {
        return Ok(Possible::Undecided(stop));
    }
    if !plan::screen(problem, arcs).contradictions.is_empty() {
        return Ok(Possible::No);
    }
    let formulation = Formulation::new(problem, arcs, &HashSet::new(), Relaxed::Nothing);
    let scale = Scale::of(problem, arcs, &problem.objective.order);
    let (parts, threads) = (Parts::Never, 1);
    let model = OnePeriod { problem, arcs, scale, formulation, parts, threads };
    let answer = minimise(model.milp(), &Expr::default(), None, limits)?;
    Ok(match (answer.termination, answer.point) {
        (Termination::Infeasible, _) => Possible::No,
        (_, Some(point)) => match model.decided(&point) {
            Ok(decided) => Possible::Yes(Box::new(decided)),
            // Within the tolerance of a solver only: neither is proved.
            Err(SolveError::Audit(_)) => Possible::Undecided(Stop::Undecided),
            Err(other) => return Err(other),
        },
        (other, None) => Possible::Undecided(Stop::of([other])),
    })
}
