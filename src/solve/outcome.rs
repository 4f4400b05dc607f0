use crate::domain::{Layout, Stage};
use crate::plan::{Audit, Screening};
use crate::units::{Seconds, Share};

/// The solvers that can be built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Backend {
    /// HiGHS (feature `highs`, the default).
    Highs,
    /// microlp, in pure Rust and slower (feature `microlp`).
    Microlp,
}

impl Backend {
    /// The word used on the command line and in files.
    pub fn word(self) -> &'static str {
        match self {
            Backend::Highs => "highs",
            Backend::Microlp => "microlp",
        }
    }
}

impl Default for Backend {
    /// The one that is built in, HiGHS before microlp.
    fn default() -> Self {
        Backend::built_in_default().unwrap_or(Backend::Highs)
    }
}

/// How far to go.
///
/// ```
/// use yike::{solve::Limits, units::Seconds};
///
/// # fn main() -> Result<(), yike::units::UnitError> {
/// let limits = Limits::default().with_time(Seconds::parse("1 min")?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// Stop a stage when value and bound are this near, relative to the value.
    pub gap: Share,
    /// Stop all stages together after this time; results then depend on the machine, and say so.
    pub time: Option<Seconds>,
    /// Threads that the caller allows, for the record: a solver is always given one, so that its answer depends on
    /// nothing else. Travel uses them ([`crate::travel::Arcs::build_on`]).
    pub threads: usize,
    /// Which solver.
    pub backend: Backend,
}

impl Default for Limits {
    /// To a proof, however long it takes, with all of the machine's threads and the solver that is built in.
    fn default() -> Self {
        Self {
            gap: Share::default(),
            time: None,
            threads: all_threads(),
            backend: Backend::default(),
        }
    }
}

impl Limits {
    /// The same, stopping at this gap.
    pub fn with_gap(self, gap: Share) -> Self {
        Self { gap, ..self }
    }

    /// The same, stopping after this time.
    pub fn with_time(self, time: Seconds) -> Self {
        let time = Some(time);
        Self { time, ..self }
    }

    /// The same with so many threads.
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// The same with this solver.
    pub fn with_backend(self, backend: Backend) -> Self {
        Self { backend, ..self }
    }
}

/// As many threads as the machine has.
pub(super) fn all_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Why something ended before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The time that it was allowed was used up.
    TimeLimit,
    /// It was told to stop: [`Progress::is_stopped`](super::Progress::is_stopped).
    Interrupted,
}

impl Stop {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Stop::TimeLimit => "time-limit",
            Stop::Interrupted => "stopped",
        }
    }
}

/// Why a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Termination {
    /// Proved: no better value exists (gap 0 within the solver's tolerance).
    Optimal,
    /// Proved to be within the gap asked for.
    GapReached,
    /// Out of time; the value is the best found so far.
    TimeLimit,
    /// Proved: no layout meets the constraints.
    Infeasible,
    /// Told to stop; the value is the best found so far.
    Stopped,
    /// Not begun: it ended in an earlier stage.
    NotStarted,
}

impl Termination {
    /// All of them.
    pub const ALL: [Termination; 6] = [
        Termination::Optimal,
        Termination::GapReached,
        Termination::TimeLimit,
        Termination::Stopped,
        Termination::Infeasible,
        Termination::NotStarted,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Termination::Optimal => "optimal",
            Termination::GapReached => "gap-reached",
            Termination::TimeLimit => "time-limit",
            Termination::Infeasible => "infeasible",
            Termination::Stopped => "stopped",
            Termination::NotStarted => "not-started",
        }
    }

    /// Whether the value is proved, to the gap asked for.
    pub fn is_proved(self) -> bool {
        matches!(self, Termination::Optimal | Termination::GapReached)
    }
}

/// Size of the model that a solver was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ModelSize {
    /// Columns.
    pub columns: usize,
    /// Of them integer.
    pub integers: usize,
    /// Rows.
    pub rows: usize,
    /// Nonzeros.
    pub nonzeros: usize,
}

/// What became of a stage. Units of value and bound: shortfall in weighted shares of the targets missed;
/// coverage in weighted people covered; money in yuan; travel in person-kilometres.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StageReport {
    /// Which stage.
    pub stage: Stage,
    /// Why it ended.
    pub termination: Termination,
    /// The value of the layout that it ended with.
    pub value: Option<f64>,
    /// No layout that keeps the earlier stages can be better than this.
    pub bound: Option<f64>,
    /// |value − bound| / max(|value|, 1).
    pub gap: Option<f64>,
    /// The model's size.
    pub size: ModelSize,
    /// Wall time.
    pub time: Seconds,
}

impl Stop {
    /// Why a solve ended that is not proved, by how its parts ended.
    pub(crate) fn of(parts: impl IntoIterator<Item = Termination>) -> Self {
        let mut parts = parts.into_iter();
        match parts.any(|termination| termination == Termination::Stopped) {
            true => Stop::Interrupted,
            false => Stop::TimeLimit,
        }
    }
}

/// The verdict on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Every stage is proved best: gap 0.
    Proved,
    /// Every stage is proved to be within the gap asked for, or within what `keep` lets later ones give up.
    ProvedToGap,
    /// A plan is there, but some stage is not proved.
    StoppedWithPlan(Stop),
    /// Proved: no layout meets what is binding.
    Infeasible,
    /// No plan was found before it ended.
    StoppedWithoutPlan(Stop),
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 7] = [
        Status::Proved,
        Status::ProvedToGap,
        Status::StoppedWithPlan(Stop::TimeLimit),
        Status::StoppedWithPlan(Stop::Interrupted),
        Status::Infeasible,
        Status::StoppedWithoutPlan(Stop::TimeLimit),
        Status::StoppedWithoutPlan(Stop::Interrupted),
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Status::Proved => "proved",
            Status::ProvedToGap => "proved-to-gap",
            Status::StoppedWithPlan(_) => "stopped-with-plan",
            Status::Infeasible => "infeasible",
            Status::StoppedWithoutPlan(_) => "stopped-without-plan",
        }
    }

    /// The word by which people are told: of a run that was told to stop another than of one whose time was up.
    pub fn verdict(self) -> &'static str {
        match self {
            Status::StoppedWithPlan(Stop::Interrupted) => "interrupted-with-plan",
            Status::StoppedWithoutPlan(Stop::Interrupted) => "interrupted-without-plan",
            other => other.word(),
        }
    }
}

/// One thing that, relaxed alone or together with the others listed, makes an infeasible plan feasible.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Relaxation {
    /// What is relaxed and to what, in the planner's words.
    pub text: String,
    /// The target relaxed, by position; none: a source of money or a site rule.
    pub target: Option<usize>,
    /// The limit at which the plan becomes feasible, in the measure's unit or yuan.
    pub feasible_at: f64,
    /// Whether `feasible_at` is proved to be the least relaxation.
    pub proved: bool,
    /// Whether it suffices alone; else all relaxations of the outcome are needed together.
    pub alone: bool,
}

/// Which solver answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SolverRecord {
    /// Its name.
    pub name: &'static str,
    /// Threads that the caller allowed; the solver itself uses one.
    pub threads: usize,
}

/// The answer to a plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// The verdict.
    pub status: Status,
    /// What was known before the solver ran.
    pub screening: Screening,
    /// The layout, when there is one.
    pub layout: Option<Layout>,
    /// Its audit, from the data alone.
    pub audit: Option<Audit>,
    /// The stages, in the plan's order.
    pub stages: Vec<StageReport>,
    /// Infeasible: each target or source of money that, relaxed alone, would make it feasible; where none does,
    /// what does together. Empty: neither was found (a site's rules are never relaxed), or it ended first.
    pub relaxations: Vec<Relaxation>,
    /// Infeasible: whether everything that could be relaxed was tried before time ran out or it was told to stop.
    pub relaxations_complete: bool,
    /// Demand units before and after merging those that no layout can tell apart.
    pub merged_units: (usize, usize),
    /// Candidates dropped because another is never worse, by site id.
    pub dropped_sites: Vec<String>,
    /// Which solver.
    pub solver: SolverRecord,
}
