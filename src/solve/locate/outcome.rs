//! What a solve of a location problem gives.

use super::solution::Method;
use crate::domain::location::Placement;
use crate::plan::location::LocationAudit;
use crate::solve::effort::Effort;
use crate::solve::outcome::Stop;
use crate::units::Seconds;

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
