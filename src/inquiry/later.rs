//! Of a period that cannot be met: demands that hold from the next period on only.
//!
//! Where the period can be met without some of its targets, rules and required works (see [`super::Conflicts::lifts`]), and the
//! next one alone with all of them, a later date mends the period. Both plans are solved.

use super::concession::Concession;
use super::mend::{Repair, Seeking};
use super::repair::{Clashes, ranked};
use super::requirement::Requirement;
use super::trial::{Trials, Verdict};
use crate::domain::{Aim, Horizon, Measure, PeriodIdx, Problem};
use crate::solve::{Clock, Limits, Progress, SolveError};
use crate::travel::on_threads;
use rayon::prelude::*;
use std::sync::atomic::AtomicBool;

/// Adds the repairs of a period by a later date to those of its plan alone. `limits.time` is for the whole; `progress` can stop it.
///
/// # Errors
///
/// When the solver fails.
pub fn add_later_dates(
    horizon: &Horizon,
    period: PeriodIdx,
    limits: &Limits,
    clashes: &mut Clashes,
    progress: &dyn Progress,
) -> Result<(), SolveError> {
    let periods = horizon.periods();
    let (problem, after) = (&periods[period].problem, usize::from(period) + 1);
    if clashes.conflicts.possible != Some(false) || after >= periods.len() {
        return Ok(());
    }
    let next = PeriodIdx::from(after);
    let (year, left) = (periods[next].year, (periods.len() - usize::from(period)) as u32);
    let clock = Clock::new(limits.time, progress);
    let sets = clashes.conflicts.lifts.iter().filter(|own| own.iter().all(|own| has_date(*own)));
    let sets: Vec<&Vec<Requirement>> = sets.collect();
    let found = on_threads(limits.threads, || {
        let trials = Trials::new(problem, limits, progress, clock);
        let seeking =
            Seeking { trials, conflicts: &clashes.conflicts, is_cut: AtomicBool::new(false) };
        let found = sets.par_iter().map(|set| -> Result<Option<Repair>, SolveError> {
            let Some(then) = demanding(horizon, (period, next), set) else {
                return Ok(None);
            };
            if seeking.trials.verdict_of(&then)? != Verdict::Yes {
                return Ok(None);
            }
            let later =
                |&requirement: &Requirement| Concession::Later { requirement, year, periods: left };
            seeking.verified(set.iter().map(later).collect(), true)
        });
        found.collect::<Vec<Result<Option<Repair>, SolveError>>>()
    });
    let mut repairs = std::mem::take(&mut clashes.repairs.found);
    for own in found {
        repairs.extend(own?);
    }
    clashes.repairs.found = ranked(problem, repairs);
    clashes.repairs.complete &= !clock.is_over();
    Ok(())
}

/// Whether a demand is one of a date: something that is to be reached or done by then.
fn has_date(own: Requirement) -> bool {
    matches!(own, Requirement::Target(_) | Requirement::Works(_) | Requirement::Required(_))
}

/// The plan of the next of two periods, in which demands of the one before hold too.
fn demanding(
    horizon: &Horizon,
    (period, next): (PeriodIdx, PeriodIdx),
    set: &[Requirement],
) -> Option<Problem> {
    let problem = &horizon.periods()[period].problem;
    let mut parts = horizon.periods()[next].problem.clone().into_parts();
    for own in set {
        match *own {
            Requirement::Target(position) => {
                let id = &problem.targets[position].id;
                if parts.targets.iter().any(|other| other.id == *id) {
                    continue;
                }
                let mut target = horizon.plan().targets.iter().find(|own| own.id == *id)?.clone();
                if let Aim::Sited(aim) = &mut target.aim
                    && let Measure::FundingShare { funding, whole } = &mut aim.measure
                {
                    // Of the money that there is by then, where nothing else is stated.
                    whole.get_or_insert(parts.funding[*funding].amount);
                }
                parts.targets.push(target);
            }
            Requirement::Works(site) => {
                let required = problem.sites[site].works.iter().map(|work| work.required);
                let works = parts.sites[site].works.iter_mut().zip(required);
                works.for_each(|(work, required)| work.required |= required);
            }
            Requirement::Required(site) => parts.sites[site].required = true,
            _ => {}
        }
    }
    Problem::new(parts).ok()
}
