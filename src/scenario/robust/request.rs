//! The request of a robust plan, and the limits of its solves.

use crate::domain::{Change, CoverageUnit, Criterion, Problem, Text};
use crate::plan::ScenarioSetError;
use crate::scenario::expand::Scenario;
use crate::solve::{Clock, Limits, Progress, RobustOutcome, SolveError, Status, Stop};
use thiserror::Error;

/// The request of a robust plan.
pub struct RobustRequest<'a> {
    /// The scenarios, each with its problem.
    pub scenarios: &'a [(Scenario, Problem)],
    /// The relative probability of each scenario, above 0.
    pub weights: &'a [f64],
    /// The criterion of the layout.
    pub criterion: Criterion,
    /// The unit of coverage.
    pub unit: CoverageUnit,
    /// The mean-value plan: its changes, and its problem or why there is none. None if no comparison is asked for.
    pub mean: Option<(Vec<Change>, Result<Problem, String>)>,
    /// Limits; the time is for all solves together.
    pub limits: Limits,
    /// Progress callback, which can stop the solves.
    pub progress: &'a dyn Progress,
}

/// Errors of robust plans.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RobustError {
    /// The scenarios cannot have a common layout. Repair: as the message says.
    #[error(transparent)]
    ScenarioSet(#[from] ScenarioSetError),
    /// The solver or an audit failed.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

impl RobustError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            Self::ScenarioSet(error) => error.text(),
            Self::Solve(error) => error.text(),
        }
    }
}

/// A request that is being answered.
pub(super) struct Run<'a> {
    pub(super) request: &'a RobustRequest<'a>,
    pub(super) clock: Clock<'a>,
}

impl<'a> Run<'a> {
    pub(super) fn new(request: &'a RobustRequest<'a>) -> Self {
        Self { request, clock: Clock::new(request.limits.time, request.progress) }
    }

    /// The limits of the next solve, which must leave this part of all time; or why there must be none.
    pub(super) fn limits(&self, part: f64) -> Result<Limits, Stop> {
        let clock = self.clock.leaving(part);
        match clock.stop() {
            Some(stop) => Err(stop),
            None => Ok(Limits { time: clock.left(), ..self.request.limits }),
        }
    }
}

/// An outcome without a layout.
pub(super) fn nothing(status: Status) -> RobustOutcome {
    RobustOutcome { status, layout: None, held: Vec::new(), aims: Vec::new(), dropped_sites: 0 }
}
