//! The classical location problems, solved: reductions, the search of [`super::search`] over the open sites, or the
//! compact model. There is one file or folder for each family of problems.

mod answer;
#[cfg(feature = "highs")]
mod capacity;
#[cfg(feature = "highs")]
mod center;
mod compact;
mod conflict;
#[cfg(feature = "highs")]
mod cover;
#[cfg(feature = "highs")]
mod dispersion;
mod fewest;
#[cfg(feature = "highs")]
mod fixed_charge;
mod limits;
#[cfg(feature = "highs")]
mod maximal_cover;
#[cfg(feature = "highs")]
mod median;
mod outcome;
mod rank;
#[cfg(feature = "highs")]
mod reduce;
mod room;
#[cfg(feature = "highs")]
mod service;
mod solution;
mod trivial;
mod worth;

pub use compact::{compact_lp, compact_mps};
pub use conflict::{
    Infeasibility, LocateChange, LocateCondition, LocateConflict, LocateRepair, explain_infeasible,
};
pub use limits::LocateLimits;
pub use outcome::{LocateOutcome, LocateStatus};
pub use rank::{RankedPlacement, Ranking, Ranks, locate_common, rank};
pub use solution::Method;
pub use worth::{LocateWorth, WorthOf, locate_worth};

use super::clock::Clock;
use super::error::SolveError;
use super::progress::{Muted, Progress};
use crate::domain::location::{Instance, Placement, Question};
use answer::judge;
use fewest::fewest;
use solution::Run;

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
        pairs: limits.pairs,
        start: start.map(|placement| {
            let there = |&&site: &&u32| (site as usize) < instance.sites();
            placement.open.iter().filter(there).copied().collect()
        }),
        most_nodes: None,
    };
    let muted = Muted(progress);
    let work = || {
        let located = judge(instance, question, limits, &run)?;
        fewest(instance, question, limits, clock.telling(&muted), located)
    };
    let located = limits.on_threads(work)?;
    Ok(LocateOutcome { time: clock.elapsed(), ..located })
}
