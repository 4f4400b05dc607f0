//! The classical location problems, solved: reductions, the search of [`super::search`] over the open sites, or the
//! compact model. One file a family of problems.

mod compact;
mod fixed_charge;
mod found;
mod maximal_cover;
mod median;
mod service;

pub use compact::{compact_lp, compact_mps};
pub use found::{Effort, Method};

use super::error::SolveError;
use super::outcome::Backend;
use crate::domain::location::{Capacity, Goal, Instance, Placement, Question};
use crate::plan::location::{LocationAudit, audit};
use crate::units::{Seconds, Share};
use found::{Found, Run};
use std::time::{Duration, Instant};

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocateLimits {
    /// Stop when objective and bound are this near, relative to the objective.
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

/// The verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocateStatus {
    /// Proved: no placement is better.
    Optimal,
    /// Proved to be within the gap asked for.
    GapReached,
    /// Out of time, with a placement.
    Stopped,
    /// Proved: there is no placement.
    Infeasible,
    /// Out of time without a placement.
    StoppedWithout,
}

impl LocateStatus {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            LocateStatus::Optimal => "optimal",
            LocateStatus::GapReached => "gap-reached",
            LocateStatus::Stopped => "stopped",
            LocateStatus::Infeasible => "infeasible",
            LocateStatus::StoppedWithout => "stopped-without-placement",
        }
    }
}

/// The answer to a location problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
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
    /// |objective − bound| / max(|objective|, 1).
    pub gap: Option<f64>,
    /// How it was found.
    pub method: Method,
    /// Work done.
    pub effort: Effort,
    /// Wall time.
    pub time: Seconds,
}

/// Answers `question` about `instance`, from `start` where a placement is given.
///
/// # Errors
///
/// A failure of the machine, or an audit that disagrees; what cannot be done is an answer.
pub fn locate(
    instance: &Instance,
    question: &Question,
    limits: &LocateLimits,
    start: Option<&Placement>,
) -> Result<Located, SolveError> {
    let begun = Instant::now();
    let run = Run {
        gap: limits.gap,
        deadline: limits
            .time
            .map(|time| begun + Duration::from_secs_f64(time.seconds())),
        start: start.map(|placement| placement.open.clone()),
    };
    let found = answer(instance, question, &run, limits)?;
    let placement = found.open.map(|open| Placement {
        open,
        served: found.served,
    });
    let audit = placement
        .as_ref()
        .map(|placement| audit(instance, question, placement));
    let objective = audit.as_ref().and_then(|audit| audit.objective);
    let gap = objective
        .zip(found.bound)
        .map(|(objective, bound)| (objective - bound).abs() / objective.abs().max(1.0));
    let status = match (objective, gap) {
        (Some(_), Some(gap)) if gap <= 1e-9 => LocateStatus::Optimal,
        (Some(_), Some(gap)) if gap <= limits.gap.fraction() => LocateStatus::GapReached,
        (Some(_), _) => LocateStatus::Stopped,
        (None, _) if found.infeasible => LocateStatus::Infeasible,
        (None, _) => LocateStatus::StoppedWithout,
    };
    Ok(Located {
        status,
        placement,
        audit,
        objective,
        bound: found.bound,
        gap,
        method: found.method,
        effort: found.effort,
        time: Seconds::new(begun.elapsed().as_secs_f64()).expect("not negative"),
    })
}

/// Gives the question to the family that it belongs to; the compact model answers what no family does, and all
/// where it is asked for or HiGHS, which the search needs, is not built in.
fn answer(
    instance: &Instance,
    question: &Question,
    run: &Run,
    limits: &LocateLimits,
) -> Result<Found, SolveError> {
    let compact = || compact::solve(instance, question, run, limits.backend);
    if limits.compact || !Backend::Highs.is_built_in() {
        return compact();
    }
    match (&question.goal, question.capacity) {
        (_, Capacity::Split | Capacity::SingleSource) => compact(),
        (Goal::SetCover { .. }, _) => compact(),
        (
            Goal::MaximalCover {
                decay,
                times: 1,
                opening,
            },
            _,
        ) => maximal_cover::solve(instance, decay, *opening, run),
        (Goal::MaximalCover { .. }, _) => compact(),
        (Goal::PartialCover { .. }, _) => compact(),
        (&Goal::Median { count }, _) => median::solve(instance, count, run),
        (&Goal::FixedCharge { count }, _) => fixed_charge::solve(instance, count, run),
        (Goal::Center { .. }, _) => compact(),
        (Goal::Dispersion { .. }, _) => compact(),
    }
}
