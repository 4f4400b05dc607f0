//! Why a question has no answer: smallest sets of named demands that clash, and what it would take to have one.
//!
//! Points that no site can serve are found one by one, without a solver. Whether the others can all be served is one
//! exact solve, of a set cover over all pairs that are known or, with capacities, of the question without costs; from a
//! clash members are left out by halves as long as it remains (QuickXplain, Junker 2004).

mod alone;
mod change;
mod condition;
mod found;
mod oracle;
mod repair;

pub use change::LocateChange;
pub use condition::LocateCondition;
pub use found::LocateConflict;
pub use repair::LocateRepair;

use super::limits::LocateLimits;
use super::solution::Run;
use crate::domain::location::{Goal, Instance, Question, SiteRule};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;
use crate::solve::minimal::minimal;
use crate::solve::outcome::Stop;
use crate::solve::progress::{Event, Muted, Progress};
use crate::travel::Nearest;
use crate::units::Share;
use alone::alone;
use condition::conditions;
use oracle::{Oracle, sites_where, wanting};
use repair::repairs;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Infeasibility {
    /// What clashes, points by themselves first, each kind by weight; no point is in two of them.
    pub conflicts: Vec<LocateConflict>,
    /// Single changes with which the question has an answer.
    pub repairs: Vec<LocateRepair>,
    /// Why there may be others, where the work did not come to its end.
    pub stop: Option<Stop>,
}

/// So many conflicts of several points are sought.
const MOST_TOGETHER: usize = 5;

/// A member of a conflict.
#[derive(Debug, Clone, Copy)]
enum Member {
    Point(u32),
    Condition(LocateCondition),
}

/// Finds what clashes in a question that has no answer, and single changes with which it has one. `progress` can stop it;
/// what is known so far is then the result. Empty for a question that has an answer. The same at any number of threads.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Table};
/// use yike::solve::{LocateChange, LocateCondition, LocateLimits, Silent, explain_infeasible};
///
/// // Two points, each with a site of its own that the other does not reach, and one site to open.
/// let table = Table::from_rows([vec![(0, 1.0)], vec![(1, 1.0)]]);
/// let instance = Instance::new(InstanceParts::new("two", Metric::Table(table)))?;
/// let question = Goal::Center { count: 1 }.into();
/// let found = explain_infeasible(&instance, &question, &LocateLimits::default(), &Silent)?;
/// assert_eq!(found.conflicts[0].points, [0, 1]);
/// assert_eq!(found.conflicts[0].conditions, [LocateCondition::Count]);
/// assert_eq!(found.repairs[0].change, LocateChange::Count(2));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`locate`](super::locate()).
pub fn explain_infeasible(
    instance: &Instance,
    question: &Question,
    limits: &LocateLimits,
    progress: &dyn Progress,
) -> Result<Infeasibility, SolveError> {
    question.check(instance).map_err(SolveError::Question)?;
    progress.event(&Event::Explaining);
    let muted = Muted(progress);
    let clock = Clock::new(limits.time, &muted);
    let run =
        Run { gap: Share::default(), clock, pairs: limits.pairs, start: None, most_nodes: None };
    let oracle = Oracle { instance, question, limits, run: &run };
    let found = limits.on_threads(|| explained(&oracle))?;
    Ok(Infeasibility { stop: clock.stop().or(found.stop), ..found })
}

fn explained(oracle: &Oracle<'_>) -> Result<Infeasibility, SolveError> {
    let (instance, question) = (oracle.instance, oracle.question);
    let mut found = Infeasibility::default();
    let mut lost = Vec::new();
    if question.lacks_sites(instance).is_some() {
        return Ok(found);
    }
    match question.goal {
        Goal::MaximalCover { .. } | Goal::Dispersion { .. } => return Ok(found),
        Goal::PartialCover { reach, .. } => {
            let all = conditions(instance, question);
            if oracle.can_hold(&[], &all)? != Some(false) {
                return Ok(found);
            }
            let (conditions, minimal) = minimal(&all, |some| oracle.can_hold(&[], some))?;
            let allowed = sites_where(instance.rules(), |rule| rule != SiteRule::Forbidden);
            let nearest = Nearest::new(instance, &allowed);
            let is_lost = |&point: &u32| nearest.count_within(point as usize, reach, 1) == 0;
            let points = wanting(instance).into_iter().filter(is_lost).collect();
            found.conflicts.push(LocateConflict { points, each: false, conditions, minimal });
        }
        _ => {
            let (groups, others) = alone(instance, question);
            let weight = |points: &[u32]| -> f64 {
                points.iter().map(|&point| instance.weights()[point as usize]).sum()
            };
            let mut groups: Vec<_> = groups.into_iter().collect();
            groups.sort_by(|(_, a), (_, b)| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
            for (conditions, points) in groups {
                lost.extend(&points);
                found.conflicts.push(LocateConflict {
                    points,
                    each: true,
                    conditions,
                    minimal: true,
                });
            }
            together(oracle, others, &mut found)?;
        }
    }
    lost.sort_unstable();
    if let Some(first) = found.conflicts.first() {
        found.repairs = repairs(oracle, first, &lost)?;
    }
    Ok(found)
}

/// Adds conflicts of several of `points`, each of which some site can serve.
fn together(
    oracle: &Oracle<'_>,
    mut points: Vec<u32>,
    found: &mut Infeasibility,
) -> Result<(), SolveError> {
    let conditions = conditions(oracle.instance, oracle.question);
    for _ in 0..MOST_TOGETHER {
        match oracle.can_hold(&points, &conditions)? {
            Some(true) => break,
            Some(false) => {}
            None => {
                found.stop = Some(Stop::Undecided);
                break;
            }
        }
        let members = points.iter().map(|&point| Member::Point(point));
        let members: Vec<Member> =
            members.chain(conditions.iter().copied().map(Member::Condition)).collect();
        let (members, minimal) = minimal(&members, |some| {
            let (points, conditions) = parted(some);
            oracle.can_hold(&points, &conditions)
        })?;
        let (clashing, conditions) = parted(&members);
        points.retain(|point| !clashing.contains(point));
        let is_of_points = !clashing.is_empty();
        found.conflicts.push(LocateConflict { points: clashing, each: false, conditions, minimal });
        if !is_of_points {
            break;
        }
    }
    Ok(())
}

/// The points and the conditions among members.
fn parted(members: &[Member]) -> (Vec<u32>, Vec<LocateCondition>) {
    let points = members.iter().filter_map(|member| match member {
        Member::Point(point) => Some(*point),
        Member::Condition(_) => None,
    });
    let conditions = members.iter().filter_map(|member| match member {
        Member::Condition(condition) => Some(*condition),
        Member::Point(_) => None,
    });
    (points.collect(), conditions.collect())
}
