use super::outcome::{ModelSize, StageReport};
use crate::domain::Stage;
use std::time::Instant;

/// Events while a plan is solved.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// The problem has been made smaller without changing its answer.
    Reduced {
        /// The number of pairs of unit and tier that need cover.
        needs: usize,
        /// The number of distinct ones.
        distinct_needs: usize,
        /// Candidates dropped because another is never worse.
        dropped_sites: usize,
    },
    /// A stage begins.
    StageStarted {
        /// Which stage.
        stage: Stage,
        /// Its position, from 0.
        position: usize,
        /// The number of stages.
        stages: usize,
        /// The model's size.
        size: ModelSize,
    },
    /// A stage is over.
    StageEnded(StageReport),
    /// For comparison with a schedule, a period is planned alone.
    PeriodAlone {
        /// Its year.
        year: i32,
    },
    /// For comparison with a schedule, a period is planned with earlier decisions kept.
    PeriodKept {
        /// Its year.
        year: i32,
    },
    /// Nothing is possible; what clashes, and what would mend it, is being sought.
    Explaining,
    /// The plan is solved; others that are as good are being sought.
    Ties,
    /// The arcs of many scenarios are being built.
    Travel,
    /// Some scenarios have been solved by themselves.
    ScenariosAlone {
        /// The number of solved scenarios.
        over: usize,
        /// The number of all scenarios.
        all: usize,
    },
    /// The layout for all scenarios is being sought.
    OneForAll,
    /// Some of the best placements have been found.
    Ranked {
        /// The number found.
        over: usize,
        /// The number asked for.
        all: usize,
    },
    /// No layout is feasible in all scenarios; the conflict is being sought.
    Conflict,
}

/// A progress callback, which receives events of a solve and can stop it.
///
/// Every solve that takes a `Progress` can be stopped by it. It then ends like at a time limit, with the best result so
/// far, its bound and [`Stop::Interrupted`](super::Stop).
///
/// ```
/// use std::path::Path;
/// use std::sync::atomic::{AtomicBool, Ordering};
/// use yike::solve::{Backend, Event, Limits, Progress, Status, Stop, solve};
/// use yike::{read, travel::Arcs};
///
/// /// Stops after the first stage; another thread may set the flag as well.
/// struct FirstStage(AtomicBool);
///
/// impl Progress for FirstStage {
///     fn event(&self, event: &Event) {
///         if let Event::StageEnded(_) = event {
///             self.0.store(true, Ordering::Relaxed);
///         }
///     }
///
///     fn is_stopped(&self) -> bool {
///         self.0.load(Ordering::Relaxed)
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # if Backend::built_in_default().is_none() { return Ok(()) }
/// let problem = read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let outcome = solve(&problem, &arcs, &Limits::default(), &FirstStage(AtomicBool::new(false)))?;
/// assert_eq!(outcome.status, Status::StoppedWithPlan(Stop::Interrupted));
/// assert!(outcome.stages[0].termination.is_proved() && !outcome.stages[1].termination.is_proved());
/// # Ok(())
/// # }
/// ```
pub trait Progress: Sync {
    /// Receives an event.
    fn event(&self, _event: &Event) {}

    /// Whether the solve should stop. Called thousands of times a second, from any thread, so it should only read a
    /// flag. Once true it must stay true.
    fn is_stopped(&self) -> bool {
        false
    }

    /// The time by which limits of time are kept: the machine's, unless a caller has a clock of its own, which tests have. Called
    /// as often as `is_stopped`; it must never go back.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// Ignores all events and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}

/// The progress of one of many solves: stops with the whole, but passes no events on.
pub(crate) struct Muted<'a>(pub(crate) &'a dyn Progress);

impl Progress for Muted<'_> {
    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }

    fn now(&self) -> Instant {
        self.0.now()
    }
}
