//! The classical location problems, solved: reductions, the search of [`super::search`] over the open sites, or the
//! compact model. There is one file or folder for each family of problems.

#[cfg(feature = "highs")]
mod capacity;
#[cfg(feature = "highs")]
mod center;
mod compact;
#[cfg(feature = "highs")]
mod cover;
#[cfg(feature = "highs")]
mod dispersion;
#[cfg(feature = "highs")]
mod fixed_charge;
#[cfg(feature = "highs")]
mod maximal_cover;
#[cfg(feature = "highs")]
mod median;
#[cfg(feature = "highs")]
mod reduce;
#[cfg(feature = "highs")]
mod service;
mod solution;
mod trivial;

pub use compact::{compact_lp, compact_mps};
pub use solution::Method;

use super::clock::Clock;
use super::effort::Effort;
use super::error::SolveError;
use super::gap::{NO_GAP, improvement};
use super::outcome::{Backend, Stop, all_threads};
use super::progress::Progress;
use crate::domain::location::{Instance, Placement, Question, Sense};
use crate::plan::location::{LocationAudit, audit};
use crate::units::{Seconds, Share};
use solution::{Run, Solution};

/// The greatest relative gap that counts as proved, because rounding explains it.
const PROVED: f64 = 1e-9;

/// When a solve of a location problem stops, and how it is done.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LocateLimits {
    /// Stop when the gap between objective and bound, relative to the objective, is at most this.
    pub gap: Share,
    /// Stop after this time with the best so far; the result then depends on the machine.
    pub time: Option<Seconds>,
    /// Threads, at least 1; the answer is the same at any number.
    pub threads: usize,
    /// Give the compact model to a solver instead of searching.
    pub compact: bool,
    /// The solver of the compact model.
    pub backend: Backend,
}

impl Default for LocateLimits {
    /// Searches until optimality is proved, without a time limit, with all of the machine's threads.
    fn default() -> Self {
        Self {
            gap: Share::default(),
            time: None,
            threads: all_threads(),
            compact: false,
            backend: Backend::default(),
        }
    }
}

impl LocateLimits {
    /// Sets the gap to stop at.
    pub fn with_gap(self, gap: Share) -> Self {
        Self { gap, ..self }
    }

    /// Sets the time to stop after.
    pub fn with_time(self, time: Seconds) -> Self {
        let time = Some(time);
        Self { time, ..self }
    }

    /// Sets the number of threads.
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// Sets the solver of the compact model.
    pub fn with_backend(self, backend: Backend) -> Self {
        Self { backend, ..self }
    }

    /// Sets whether the compact model is solved instead of searching.
    pub fn with_compact(self, compact: bool) -> Self {
        Self { compact, ..self }
    }
}

/// The verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocateStatus {
    /// Proved: no placement is better.
    Optimal,
    /// Proved to be within the gap asked for.
    GapReached,
    /// Not proved, with a placement.
    Stopped(Stop),
    /// Proved: there is no placement.
    Infeasible,
    /// Stopped without a placement.
    StoppedWithout(Stop),
}

impl LocateStatus {
    /// All of them.
    pub const ALL: [LocateStatus; 9] = [
        LocateStatus::Optimal,
        LocateStatus::GapReached,
        LocateStatus::Stopped(Stop::TimeLimit),
        LocateStatus::Stopped(Stop::Interrupted),
        LocateStatus::Stopped(Stop::Undecided),
        LocateStatus::Infeasible,
        LocateStatus::StoppedWithout(Stop::TimeLimit),
        LocateStatus::StoppedWithout(Stop::Interrupted),
        LocateStatus::StoppedWithout(Stop::Undecided),
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            LocateStatus::Optimal => "optimal",
            LocateStatus::GapReached => "gap-reached",
            LocateStatus::Stopped(_) => "stopped",
            LocateStatus::Infeasible => "infeasible",
            LocateStatus::StoppedWithout(_) => "stopped-without-placement",
        }
    }

    /// The word shown to users; unlike [`word`](Self::word) it tells apart why a solve stopped.
    pub fn verdict(self) -> &'static str {
        match self {
            LocateStatus::Stopped(Stop::Interrupted) => "interrupted",
            LocateStatus::Stopped(Stop::Undecided) => "undecided",
            LocateStatus::StoppedWithout(Stop::Interrupted) => "interrupted-without-placement",
            LocateStatus::StoppedWithout(Stop::Undecided) => "undecided-without",
            other => other.word(),
        }
    }
}

/// The answer to a location problem.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LocateOutcome {
    /// The verdict.
    pub status: LocateStatus,
    /// Which sites are open and who is served where.
    pub placement: Option<Placement>,
    /// Its audit, from the instance alone.
    pub audit: Option<LocationAudit>,
    /// The objective, as audited.
    pub objective: Option<f64>,
    /// No placement is better than this.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// Where nothing is proved and memory holds only the nearest sites of each demand point: how many. The bound may then
    /// be far from the best; the objective is by all sites.
    pub listed: Option<usize>,
    /// How it was found.
    pub method: Method,
    /// Work done.
    pub effort: Effort,
    /// Wall time.
    pub time: Seconds,
}

/// Answers `question` about `instance`, from the placement `start` if given. `progress` can stop the solve; the result
/// is then the best placement so far with its bound.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::LonLat;
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric};
/// use yike::solve::{LocateLimits, LocateStatus, Silent, locate};
///
/// let at = |lon_deg| LonLat::new(lon_deg, 29.5);
/// let homes = vec![at(106.60)?, at(106.61)?, at(106.70)?];
/// let metric = Metric::geodesic(homes.clone(), homes);
/// let instance = Instance::new(InstanceParts::new("homes", metric))?;
/// let question = Goal::Median { count: 2 }.into();
/// let located = locate(&instance, &question, &LocateLimits::default(), None, &Silent)?;
/// assert_eq!(located.status, LocateStatus::Optimal);
/// assert_eq!(located.bound, located.objective);
/// assert_eq!(located.placement.ok_or("none")?.open, [0, 2]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// A question that is invalid for the instance, a failure of the solver, or an audit that disagrees with the solver. A
/// question without a feasible placement is not an error.
pub fn locate(
    instance: &Instance,
    question: &Question,
    limits: &LocateLimits,
    start: Option<&Placement>,
    progress: &dyn Progress,
) -> Result<LocateOutcome, SolveError> {
    question.check(instance).map_err(SolveError::Question)?;
    let clock = Clock::new(limits.time, progress);
    let run = Run {
        gap: limits.gap,
        clock,
        start: start.map(|placement| {
            let there = |&&site: &&u32| (site as usize) < instance.sites();
            placement.open.iter().filter(there).copied().collect()
        }),
    };
    let work = || judge(instance, question, limits, &run);
    // If the threads cannot be created, rayon's global pool is used.
    let threads = rayon::ThreadPoolBuilder::new().num_threads(limits.threads.max(1));
    let located = match threads.build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }?;
    Ok(LocateOutcome { time: clock.elapsed(), ..located })
}

/// Audits the answer.
fn judge(
    instance: &Instance,
    question: &Question,
    limits: &LocateLimits,
    run: &Run<'_>,
) -> Result<LocateOutcome, SolveError> {
    let mut found = answer(instance, question, run, limits)?;
    if found.open.is_none() && !found.infeasible {
        let all = trivial::placement(instance, question);
        found.open = all.and_then(|open| kept(instance, question, &open)).map(|kept| kept.0);
    }
    if !found.infeasible {
        found.bound = tighter(question.sense(), found.bound, trivial::bound(instance, question));
    }
    let mut placement = found.open.map(|open| Placement { open, served: found.served });
    let mut audit = placement.as_ref().map(|placement| audit(instance, question, placement));
    if let Some(fault) = audit.as_ref().and_then(|audit| audit.faults.first()) {
        return Err(SolveError::Audit(fault.to_string()));
    }
    let mut objective = audit.as_ref().and_then(|audit| audit.objective);
    // A start is never lost.
    if let Some((open, own)) = run.start.as_ref().and_then(|open| kept(instance, question, open))
        && let Some(value) = own.objective
        && objective.is_none_or(|found| {
            // Less is rounding; a placement that was solved also says who is served.
            improvement(question.sense(), found, value) > 1e-9
        })
        && !found.infeasible
    {
        (placement, objective) = (Some(Placement { open, served: None }), Some(value));
        audit = Some(own);
    }
    // If the placement is better than the bound by more than rounding, one of the two is wrong.
    if let Some((objective, bound)) = objective.zip(found.bound)
        && improvement(question.sense(), objective, bound) < -NO_GAP
    {
        let why = format!("the placement is worth {objective}, the bound is {bound}");
        return Err(SolveError::Audit(why));
    }
    let gap = objective
        .zip(found.bound)
        .map(|(objective, bound)| improvement(question.sense(), objective, bound).abs());
    let stop = run.clock.stop().unwrap_or(Stop::Undecided);
    let status = match (objective, gap) {
        (Some(_), Some(gap)) if gap <= PROVED => LocateStatus::Optimal,
        (Some(_), Some(gap)) if gap <= limits.gap.fraction() + PROVED => LocateStatus::GapReached,
        (Some(_), _) => LocateStatus::Stopped(stop),
        (None, _) if found.infeasible => LocateStatus::Infeasible,
        (None, _) => LocateStatus::StoppedWithout(stop),
    };
    Ok(LocateOutcome {
        status,
        placement,
        audit,
        objective,
        bound: found.bound,
        gap,
        listed: match status {
            LocateStatus::Stopped(_) | LocateStatus::StoppedWithout(_) => {
                listed(instance, question, found.method)
            }
            _ => None,
        },
        method: found.method,
        effort: found.effort,
        time: Seconds::default(),
    })
}

/// How many of the nearest sites the rows of the search list, where not all that matter.
fn listed(instance: &Instance, question: &Question, method: Method) -> Option<usize> {
    #[cfg(feature = "highs")]
    if method != Method::Compact {
        return families::listed(instance, question);
    }
    let _ = (instance, question, method);
    None
}

/// The tighter of two bounds.
fn tighter(sense: Sense, a: Option<f64>, b: Option<f64>) -> Option<f64> {
    let of_two = match sense {
        Sense::Minimise => f64::max,
        Sense::Maximise => f64::min,
    };
    // Adding 0 makes a negative zero positive.
    a.zip(b).map(|(a, b)| of_two(a, b)).or(a).or(b).map(|bound| bound + 0.0)
}

/// Some sites with their audit, if they are a valid placement.
fn kept(
    instance: &Instance,
    question: &Question,
    open: &[u32],
) -> Option<(Vec<u32>, LocationAudit)> {
    let mut open = open.to_vec();
    open.sort_unstable();
    open.dedup();
    let placement = Placement { open, served: None };
    let audit = audit(instance, question, &placement);
    let is_valid = audit.faults.is_empty() && audit.objective.is_some();
    is_valid.then_some((placement.open, audit))
}

/// Solves the question with the method of its family, or by the compact model if that is requested or if HiGHS, which
/// the search needs, is not built in.
fn answer(
    instance: &Instance,
    question: &Question,
    run: &Run<'_>,
    limits: &LocateLimits,
) -> Result<Solution, SolveError> {
    #[cfg(feature = "highs")]
    if !limits.compact {
        return families::solve(instance, question, run);
    }
    compact::solve(instance, question, run, limits.backend)
}

/// Dispatches to the method of each family.
#[cfg(feature = "highs")]
mod families {
    use super::super::error::SolveError;
    use super::solution::{Run, Solution};
    use super::{capacity, center, cover, dispersion, fixed_charge, maximal_cover, median};
    use crate::domain::location::{Capacity, Decay, Goal, Instance, Question};

    pub(super) fn solve(
        instance: &Instance,
        question: &Question,
        run: &Run<'_>,
    ) -> Result<Solution, SolveError> {
        if question.capacity != Capacity::Ignored {
            return capacity::solve(instance, question, run);
        }
        match &question.goal {
            &Goal::SetCover { reach, times, by_cost } => {
                cover::set_cover(instance, (reach, times), by_cost, run)
            }
            &Goal::PartialCover { reach, share, by_cost } => {
                cover::partial_cover(instance, (reach, share), by_cost, run)
            }
            &Goal::MaximalCover { decay: Decay::Step(reach), times: 2, opening } => {
                cover::backup_cover(instance, reach, opening, run)
            }
            Goal::MaximalCover { decay, opening, .. } => {
                maximal_cover::solve(instance, decay, *opening, run)
            }
            &Goal::Median { count } => median::terms(instance, count).solve(run),
            &Goal::FixedCharge { count } => fixed_charge::terms(instance, count).solve(run),
            Goal::Center { .. } => center::solve(instance, question, run),
            Goal::Dispersion { .. } => dispersion::solve(instance, question, run),
        }
    }

    /// How many of the nearest sites the rows list, where memory allows no more.
    pub(super) fn listed(instance: &Instance, question: &Question) -> Option<usize> {
        if question.capacity != Capacity::Ignored {
            return None;
        }
        match &question.goal {
            &Goal::Median { count } => median::terms(instance, count).cut_short(),
            &Goal::FixedCharge { count } => fixed_charge::terms(instance, count).cut_short(),
            Goal::MaximalCover { decay, times: 1, opening } => {
                maximal_cover::terms(instance, decay, *opening).cut_short()
            }
            _ => None,
        }
    }
}
