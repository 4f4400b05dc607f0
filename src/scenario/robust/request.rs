//! The request of a robust plan, and the limits of its solves.

use crate::domain::{Change, CoverageUnit, Criterion, Problem};
use crate::plan::ScenarioSetError;
use crate::scenario::expand::Scenario;
use crate::solve::{Clock, Limits, Progress, RobustOutcome, SolveError, Status, Stop};
use thiserror::Error;

/// What a robust plan is asked for.
pub struct RobustRequest<'a> {
    /// The scenarios, each with the plan that has its figures.
    pub scenarios: &'a [(Scenario, Problem)],
    /// How likely each is against the others, above 0.
    pub weights: &'a [f64],
    /// What the layout is chosen by.
    pub criterion: Criterion,
    /// What coverage is counted in.
    pub unit: CoverageUnit,
    /// The plan with mean figures: its changes, and the plan or why there is none. None: no comparison is asked for.
    pub mean: Option<(Vec<Change>, Result<Problem, String>)>,
    /// The time is for everything together.
    pub limits: Limits,
    /// Hears how far things are, and can stop them.
    pub progress: &'a dyn Progress,
}

/// Why there is no answer at all.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RobustError {
    /// The scenarios cannot have one layout. Repair: each says what.
    #[error(transparent)]
    ScenarioSet(#[from] ScenarioSetError),
    /// The solver or an audit failed.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

/// A request that is being answered.
pub(super) struct Run<'a> {
    pub(super) request: &'a RobustRequest<'a>,
    pub(super) clock: Clock<'a>,
}

impl<'a> Run<'a> {
    pub(super) fn new(request: &'a RobustRequest<'a>) -> Self {
        Self {
            request,
            clock: Clock::new(request.limits.time, request.progress),
        }
    }

    /// The limits of the next solve, when this part of all time has to be left over; why there is none.
    pub(super) fn limits(&self, part: f64) -> Result<Limits, Stop> {
        let clock = self.clock.leaving(part);
        match clock.stop() {
            Some(stop) => Err(stop),
            None => Ok(Limits {
                time: clock.left(),
                ..self.request.limits
            }),
        }
    }
}

/// An outcome without a layout.
pub(super) fn nothing(status: Status) -> RobustOutcome {
    RobustOutcome {
        status,
        layout: None,
        held: Vec::new(),
        aims: Vec::new(),
        dropped_sites: 0,
    }
}
