use super::outcome::{ModelSize, StageReport};
use crate::domain::Stage;

/// What happens while a plan is solved.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// The problem has been made smaller without changing its answer.
    Reduced {
        /// Pairs of unit and tier that ask for cover.
        needs: usize,
        /// Those that differ.
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
        /// How many stages there are.
        stages: usize,
        /// The model's size.
        size: ModelSize,
    },
    /// A stage is over.
    StageEnded(StageReport),
    /// Beside a schedule: a period is planned alone.
    PeriodAlone {
        /// Its year.
        year: i32,
    },
    /// Beside a schedule: a period is planned over what was decided before it.
    PeriodKept {
        /// Its year.
        year: i32,
    },
    /// The plan is infeasible; what would mend it is being found out.
    Explaining,
    /// Of many scenarios: who can get where is being worked out.
    Travel,
    /// What each scenario alone reaches is known for some of them.
    ScenariosAlone {
        /// How many.
        over: usize,
        /// Of how many.
        all: usize,
    },
    /// One layout for all scenarios is being found.
    OneForAll,
    /// No layout holds in all scenarios; which of them clash is being found out.
    Conflict,
}

/// Told of what happens while something is solved, and asked whether it is to go on.
///
/// Everything that takes a `Progress` can be stopped by it: it then ends as if its time were used up, with the best so far,
/// its bound and [`Stop::Interrupted`](super::Stop).
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
/// assert!(outcome.stages[0].termination.is_proved() && outcome.stages[1].bound.is_none());
/// # Ok(())
/// # }
/// ```
pub trait Progress: Sync {
    /// Something happened.
    fn event(&self, _event: &Event) {}

    /// Whether nobody waits for the answer any more. Asked thousands of times a second, from any thread, so it should only
    /// look at a flag; once true it must stay so.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Tells nobody, and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}

/// For one of many solves: stops with the whole, and tells nothing.
pub(crate) struct Muted<'a>(pub(crate) &'a dyn Progress);

impl Progress for Muted<'_> {
    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}
