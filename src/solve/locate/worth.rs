//! What a step more or less of what a question allows is worth: the question solved again, exactly, at each step.

use super::answer::judge;
use super::limits::LocateLimits;
use super::outcome::{LocateOutcome, LocateStatus};
use super::solution::Run;
use crate::domain::location::{Decay, Distance, Goal, Instance, Opening, Question, Radius};
use crate::domain::words::words;
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;
use crate::solve::progress::{Muted, Progress};
use crate::units::Share;
use rayon::prelude::*;

words! {
    /// What is allowed or asked for, in steps.
    pub enum WorthOf {
        /// The number of sites; a step is one site.
        Sites = "sites",
        /// The budget; a step is a tenth of it.
        Budget = "budget",
        /// The reach; a step is a tenth of it.
        Reach = "reach",
        /// The share to be covered; a step is five points of a hundred.
        Share = "share",
    }
}

/// A question with a step more or less, and its answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LocateWorth {
    /// What is changed.
    pub of: WorthOf,
    /// By how many steps; 0 as asked.
    pub step: i32,
    /// To what: a number of sites, a budget, a distance in the instance's unit or a share.
    pub amount: f64,
    /// The verdict.
    pub status: LocateStatus,
    /// The objective then; none without a placement.
    pub objective: Option<f64>,
    /// No placement is better than this then.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// The objective minus that of the question as asked; none where one of the two has no placement.
    pub change: Option<f64>,
}

/// Solves `question` again with up to `steps` steps more and less of each thing that it allows or asks for; `best` is the
/// answer to it as asked. By thing, then step, the question as asked between. Steps that make no question are left out.
/// Facility location without a number of sites is asked with fewer than are open. The same at any number of threads.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Table};
/// use yike::solve::{LocateLimits, Silent, locate, locate_worth};
///
/// let table = Table::from_rows([vec![(0, 0.0), (1, 5.0)], vec![(0, 4.0), (1, 0.0)]]);
/// let instance = Instance::new(InstanceParts::new("two", Metric::Table(table)))?;
/// let question = Goal::Median { count: 1 }.into();
/// let limits = LocateLimits::default();
/// let best = locate(&instance, &question, &limits, None, &Silent)?;
/// let worth = locate_worth(&instance, &question, 1, &limits, &best, &Silent)?;
/// let changes: Vec<_> = worth.iter().map(|worth| (worth.amount, worth.change)).collect();
/// // No site serves nobody; a second one saves all travel.
/// assert_eq!(changes, [(0.0, None), (1.0, Some(0.0)), (2.0, Some(-4.0))]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`locate`](super::locate()).
pub fn locate_worth(
    instance: &Instance,
    question: &Question,
    steps: usize,
    limits: &LocateLimits,
    best: &LocateOutcome,
    progress: &dyn Progress,
) -> Result<Vec<LocateWorth>, SolveError> {
    question.check(instance).map_err(SolveError::Question)?;
    let muted = Muted(progress);
    let run = Run {
        gap: limits.gap,
        clock: Clock::new(limits.time, &muted),
        pairs: limits.pairs,
        start: None,
        most_nodes: None,
    };
    let steps = i32::try_from(steps).unwrap_or(i32::MAX);
    let asked = things(question, best)
        .into_iter()
        .flat_map(|of| {
            (-steps..=steps)
                .filter_map(move |step| Some((of, step, step_of(of, question, best, step)?)))
        })
        .filter(|(_, step, (_, asked))| {
            *step == 0 || asked.check(instance).is_ok() && asked.lacks_sites(instance).is_none()
        });
    let asked: Vec<(WorthOf, i32, (f64, Question))> = asked.collect();
    let worth = |(of, step, (amount, asked)): (WorthOf, i32, (f64, Question))| {
        let solved;
        let located = match step {
            0 => best,
            _ => {
                solved = judge(instance, &asked, limits, &run)?;
                &solved
            }
        };
        Ok(LocateWorth {
            of,
            step,
            amount,
            status: located.status,
            objective: located.objective,
            bound: located.bound,
            gap: located.gap,
            change: located.objective.zip(best.objective).map(|(then, now)| then - now),
        })
    };
    limits.on_threads(|| asked.into_par_iter().map(worth).collect())
}

/// What the question allows or asks for.
fn things(question: &Question, best: &LocateOutcome) -> Vec<WorthOf> {
    match &question.goal {
        Goal::SetCover { .. } => vec![WorthOf::Reach],
        Goal::PartialCover { .. } => vec![WorthOf::Reach, WorthOf::Share],
        Goal::MaximalCover { decay, opening, .. } => {
            let opening = match opening {
                Opening::Count(_) => WorthOf::Sites,
                Opening::Budget(_) => WorthOf::Budget,
            };
            let reach = matches!(decay, Decay::Step(_)).then_some(WorthOf::Reach);
            std::iter::once(opening).chain(reach).collect()
        }
        Goal::FixedCharge { count: None } if best.audit.is_none() => Vec::new(),
        _ => vec![WorthOf::Sites],
    }
}

/// The amount and the question at a step; none where there is no such step.
fn step_of(
    of: WorthOf,
    question: &Question,
    best: &LocateOutcome,
    step: i32,
) -> Option<(f64, Question)> {
    let mut asked = question.clone();
    let tenths = |amount: f64| {
        let amount = amount * (10.0 + f64::from(step)) / 10.0;
        (amount > 0.0).then_some(amount)
    };
    let more = |count: usize| usize::try_from(i64::try_from(count).ok()? + i64::from(step)).ok();
    let amount = match (of, &mut asked.goal) {
        (
            WorthOf::Sites,
            Goal::MaximalCover { opening: Opening::Count(count), .. }
            | Goal::Median { count }
            | Goal::Center { count }
            | Goal::Dispersion { count }
            | Goal::FixedCharge { count: Some(count) },
        ) => {
            *count = more(*count)?;
            *count as f64
        }
        (WorthOf::Sites, Goal::FixedCharge { count: count @ None }) => {
            let opened = best.audit.as_ref()?.figures.opened;
            let fewer = more(opened).filter(|&fewer| fewer <= opened)?;
            *count = Some(fewer);
            fewer as f64
        }
        (WorthOf::Budget, Goal::MaximalCover { opening: Opening::Budget(budget), .. }) => {
            *budget = tenths(*budget)?;
            *budget
        }
        (
            WorthOf::Reach,
            Goal::SetCover { reach, .. }
            | Goal::PartialCover { reach, .. }
            | Goal::MaximalCover { decay: Decay::Step(reach), .. },
        ) => {
            let distance = tenths(reach.distance.value())?;
            *reach = Radius { distance: Distance::new(distance, reach.distance.unit()), ..*reach };
            distance
        }
        (WorthOf::Share, Goal::PartialCover { share, .. }) => {
            let asked = share.fraction();
            let at = |step: i32| ((asked * 20.0 + f64::from(step)) / 20.0).clamp(0.0, 1.0);
            // A step beyond everything or nothing ends there, once.
            if step != 0 && (at(step) - at(step - step.signum())).abs() < 1e-9 {
                return None;
            }
            if step != 0 {
                *share = Share::new(at(step)).ok()?;
            }
            share.fraction()
        }
        _ => return None,
    };
    Some((amount, asked))
}
