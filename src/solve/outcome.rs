use super::certified::Certificate;
use super::flexible_sites::FlexibleSites;
use super::gap::gap;
use super::why_whole::WhyWhole;
use crate::domain::{Layout, Stage};
use crate::plan::{Audit, Screening};
use crate::units::{Seconds, Share};
use std::time::Instant;

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
    /// The built-in solver; HiGHS if both are.
    fn default() -> Self {
        Backend::built_in_default().unwrap_or(Backend::Highs)
    }
}

/// Limits of a solve.
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
    /// Stop after this time, for all stages together. Results then depend on the machine; the status shows it.
    pub time: Option<Seconds>,
    /// Threads that the caller allows, for the record: a solver is always given one, so that its answer depends on
    /// nothing else. Travel uses them ([`crate::travel::Arcs::build_on`]).
    pub threads: usize,
    /// Which solver.
    pub backend: Backend,
    /// Whether a plan is solved part by part.
    pub parts: Parts,
}

/// Whether a plan of one period is solved part by part: see "Large plans" in `docs/model.md`. Value and bound are as valid either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Parts {
    /// Where it falls into many small parts, a gap of 0.1 % or more is allowed, and HiGHS is built in.
    #[default]
    WhereMany,
    /// Wherever it can be, however few parts there are.
    Always,
    /// As a whole.
    Never,
}

/// With a smaller gap the last search over the parts' patterns was measured to take longer than the model as a whole: 150 s and
/// more instead of 58 s on a region of Chongqing's size to 0.05 %.
#[cfg(feature = "highs")]
const LEAST_GAP: f64 = 0.001;

#[cfg(feature = "highs")]
impl Parts {
    /// Whether a plan to be solved to this gap may be solved so.
    pub(super) fn may_serve(self, gap: Share) -> bool {
        match self {
            Self::WhereMany => gap.fraction() >= LEAST_GAP,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl Default for Limits {
    /// Gap 0, no time limit, all threads of the machine and the built-in solver; part by part where there are many.
    fn default() -> Self {
        Self {
            gap: Share::default(),
            time: None,
            threads: all_threads(),
            backend: Backend::default(),
            parts: Parts::default(),
        }
    }
}

impl Limits {
    /// The limits with this gap.
    pub fn with_gap(self, gap: Share) -> Self {
        Self { gap, ..self }
    }

    /// The limits with this time.
    pub fn with_time(self, time: Seconds) -> Self {
        let time = Some(time);
        Self { time, ..self }
    }

    /// The limits with what is left of the time since `begun`.
    pub fn left_since(self, begun: Instant) -> Self {
        let left = |time: Seconds| (time.seconds() - begun.elapsed().as_secs_f64()).max(0.0);
        Self { time: self.time.map(|time| Seconds::new(left(time)).unwrap_or_default()), ..self }
    }

    /// The limits with this number of threads.
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// The limits with plans solved part by part or not.
    pub fn with_parts(self, parts: Parts) -> Self {
        Self { parts, ..self }
    }

    /// The limits with this solver.
    pub fn with_backend(self, backend: Backend) -> Self {
        Self { backend, ..self }
    }
}

/// The number of threads of the machine.
pub(super) fn all_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Why a solve ended before it was complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The time limit was reached.
    TimeLimit,
    /// It was interrupted: [`Progress::is_stopped`](super::Progress::is_stopped).
    Interrupted,
    /// Neither: the solver ended without a proof.
    Undecided,
}

impl Stop {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Stop::TimeLimit => "time-limit",
            Stop::Interrupted => "stopped",
            Stop::Undecided => "undecided",
        }
    }

    /// Why a solve ended that is not proved, by how its parts ended.
    pub(crate) fn of(parts: impl IntoIterator<Item = Termination>) -> Self {
        let mut parts = parts.into_iter();
        match parts.any(|termination| termination == Termination::Stopped) {
            true => Stop::Interrupted,
            false => Stop::TimeLimit,
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
    /// Interrupted; the value is the best found so far.
    Stopped,
    /// Not begun: the solve ended in an earlier stage.
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
    /// The parts by which it was solved; none where it was solved as a whole.
    pub parts: Option<usize>,
    /// Why it was solved as a whole, where it was one that could have been solved by parts.
    pub whole: Option<WhyWhole>,
}

/// The report on a stage. Units of value and bound: shortfall in weighted shares of the targets missed; coverage in
/// weighted people covered; money in yuan; travel in person-kilometres.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StageReport {
    /// Which stage.
    pub stage: Stage,
    /// Why it ended.
    pub termination: Termination,
    /// The value of the layout that it ended with.
    pub value: Option<f64>,
    /// The proved bound for layouts that keep the earlier stages.
    pub bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// What proves a bound without a solver; none where the bound is the solver's word.
    pub certificate: Option<Certificate>,
    /// The value that it ended with, which later stages keep but for the plan's `keep`; none where no stage has a certificate.
    pub kept: Option<f64>,
    /// The model's size.
    pub size: ModelSize,
    /// Wall time.
    pub time: Seconds,
}

impl StageReport {
    /// How much better than what its certificate proves the bound is, over max(|bound|, 1): so far it is the solver's word.
    pub fn on_word(&self) -> Option<f64> {
        let (bound, certificate) = (self.bound?, self.certificate.as_ref()?);
        Some(gap(self.stage.sense(), bound, certificate.bound))
    }
}

/// The verdict on a solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Every stage is proved best: gap 0.
    Proved,
    /// Every stage is proved to be within the gap asked for, or within what `keep` lets later ones give up.
    ProvedToGap,
    /// There is a plan, but some stage is not proved.
    StoppedWithPlan(Stop),
    /// Proved: no layout meets the binding targets and rules.
    Infeasible,
    /// No plan was found before the solve ended.
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

    /// The word for people, which differs between interrupted runs and those that ran out of time.
    pub fn verdict(self) -> &'static str {
        match self {
            Status::StoppedWithPlan(Stop::Interrupted) => "interrupted-with-plan",
            Status::StoppedWithoutPlan(Stop::Interrupted) => "interrupted-without-plan",
            other => other.word(),
        }
    }
}

/// The solver that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SolverRecord {
    /// Its name.
    pub name: &'static str,
    /// Threads that the caller allowed; the solver itself uses one.
    pub threads: usize,
}

/// The outcome of solving a plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// The verdict.
    pub status: Status,
    /// The result of screening before the solve.
    pub screening: Screening,
    /// The layout, when there is one.
    pub layout: Option<Layout>,
    /// Its audit, from the data alone.
    pub audit: Option<Audit>,
    /// The stages, in the plan's order.
    pub stages: Vec<StageReport>,
    /// What the plans have in common that are as good at every stage; none where they were not sought, see
    /// [`crate::inquiry::ties`].
    pub ties: Option<FlexibleSites>,
    /// Pairs of demand unit and tier, and how many are left: pairs that the same sites could serve count once, those that
    /// every layout or none covers not at all.
    pub merged_units: (usize, usize),
    /// Candidates dropped because another is never worse, by site id.
    pub dropped_sites: Vec<String>,
    /// Which solver.
    pub solver: SolverRecord,
}
