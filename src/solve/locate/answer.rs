//! A question answered by the method of its family and audited.

use super::limits::LocateLimits;
use super::outcome::{LocateOutcome, LocateStatus};
use super::solution::{Method, Run, Solution};
use super::{compact, trivial};
use crate::domain::location::{Capacity, Instance, Placement, Question, Sense};
use crate::plan::location::{Assignment, LocationAudit, audit};
use crate::solve::error::SolveError;
use crate::solve::gap::{NO_GAP, improvement};
use crate::solve::outcome::Stop;
use crate::units::Seconds;

/// The greatest relative gap that counts as proved, because rounding explains it.
pub(super) const PROVED: f64 = 1e-9;

/// Answers the question and audits the answer.
pub(super) fn judge(
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
    if let Some((placement, audit)) = placement.as_mut().zip(audit.as_mut()) {
        split_exactly(instance, question, placement, audit);
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
    // What is better than its bound by rounding leaves no gap.
    let gap = objective
        .zip(found.bound)
        .map(|(objective, bound)| improvement(question.sense(), objective, bound).max(0.0));
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
        // Where nothing but rounding lies between the two, they are shown as one.
        bound: if status == LocateStatus::Optimal { objective } else { found.bound },
        gap,
        listed: match status {
            LocateStatus::Stopped(_) | LocateStatus::StoppedWithout(_) => found.listed,
            _ => None,
        },
        method: found.method,
        effort: found.effort,
        time: Seconds::default(),
    })
}

/// So many pairs of demand points and open sites are split again.
const MOST_SPLIT: usize = 200_000;

/// Gives the placement the best split of demand over its sites, where that can be computed in whole numbers: the one of a
/// solver serves more than all of a demand point, or more than a site can, by as much as solvers round.
fn split_exactly(
    instance: &Instance,
    question: &Question,
    placement: &mut Placement,
    audit: &mut LocationAudit,
) {
    let pairs = instance.points().saturating_mul(placement.open.len());
    if question.capacity != Capacity::Split || placement.served.is_none() || pairs > MOST_SPLIT {
        return;
    }
    let Some((_, own)) = kept(instance, question, &placement.open) else { return };
    let is_as_good = own
        .objective
        .zip(audit.objective)
        .is_some_and(|(own, solved)| improvement(question.sense(), own, solved) <= PROVED);
    if let (true, Assignment::Shares(shares)) = (is_as_good, &own.assignment) {
        placement.served = Some(shares.clone());
        *audit = own;
    }
}

/// The tighter of two bounds.
pub(super) fn tighter(sense: Sense, a: Option<f64>, b: Option<f64>) -> Option<f64> {
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
    if question.lacks_sites(instance).is_some() {
        return Ok(Solution { infeasible: true, ..Solution::nothing(Method::Reductions) });
    }
    #[cfg(feature = "highs")]
    if !limits.compact {
        return families::solve(instance, question, run);
    }
    compact::solve(instance, question, &[], run, limits.backend)
}

/// Dispatches to the method of each family.
#[cfg(feature = "highs")]
mod families {
    use super::super::room::as_facility_location;
    use super::super::solution::{Run, Solution};
    use super::super::{capacity, center, cover, dispersion, fixed_charge, maximal_cover, median};
    use crate::domain::location::{Capacity, Decay, Goal, Instance, Question};
    use crate::solve::error::SolveError;

    pub(super) fn solve(
        instance: &Instance,
        question: &Question,
        run: &Run<'_>,
    ) -> Result<Solution, SolveError> {
        if let Some((instance, question)) = as_facility_location(instance, question) {
            return capacity::solve(&instance, &question, run);
        }
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
            &Goal::Median { count } => median::terms(instance, count, run.pairs).solve(run),
            &Goal::FixedCharge { count } => {
                fixed_charge::terms(instance, count, run.pairs).solve(run)
            }
            Goal::Center { .. } => center::solve(instance, question, run),
            Goal::Dispersion { .. } => dispersion::solve(instance, question, run),
        }
    }
}
