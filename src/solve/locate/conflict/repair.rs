//! The least change of each kind that lets a question have an answer, with that answer.

use super::super::answer::judge;
use super::super::outcome::LocateStatus;
use super::change::LocateChange;
use super::condition::LocateCondition;
use super::found::LocateConflict;
use super::oracle::{Oracle, anywhere, covered, sites_where, wanting};
use crate::domain::location::{
    Capacity, Decay, Distance, Goal, Instance, Opening, Question, Radius, SiteRule, Unit,
};
use crate::plan::location::Ledger;
use crate::solve::error::SolveError;
use crate::travel::{Distances, Nearest};
use crate::units::Share;
use rayon::prelude::*;

/// A change with which the question has an answer, and that answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LocateRepair {
    /// What is given up.
    pub change: LocateChange,
    /// Whether it is proved that nothing less of its kind would do.
    pub least: bool,
    /// The verdict on the question with it.
    pub status: LocateStatus,
    /// The objective with it; none where no placement was found in time.
    pub objective: Option<f64>,
    /// No placement is better than this with it.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1); 0 below a millionth.
    pub gap: Option<f64>,
}

/// Capacities are raised to so many percent at most.
const MOST_PERCENT: usize = 10_000;

/// The repairs of one kind each. Each must resolve the first conflict, so that it gives up a member of that one.
pub(super) fn repairs(
    oracle: &Oracle<'_>,
    first: &LocateConflict,
    lost: &[u32],
) -> Result<Vec<LocateRepair>, SolveError> {
    let points = (!first.points.is_empty()).then_some(None);
    let conditions = first.conditions.iter().copied().map(Some);
    let members: Vec<Option<LocateCondition>> = conditions.chain(points).collect();
    let repair = |member: Option<LocateCondition>| {
        let change = match member {
            Some(condition) => change_of(oracle, condition, lost)?,
            None => without(oracle, lost)?,
        };
        change.map(|(change, least)| solved(oracle, change, least)).transpose()
    };
    let repairs: Vec<_> = members.into_par_iter().map(repair).collect::<Result<_, _>>()?;
    Ok(repairs.into_iter().flatten().collect())
}

/// The answer to the question with a change.
fn solved(
    oracle: &Oracle<'_>,
    change: LocateChange,
    least: bool,
) -> Result<LocateRepair, SolveError> {
    let (instance, question) = change.apply(oracle.instance, oracle.question);
    question.check(&instance).map_err(SolveError::Question)?;
    let located = judge(&instance, &question, oracle.limits, oracle.run)?;
    if located.status == LocateStatus::Infeasible {
        return Err(SolveError::Audit(format!("the repair `{}` repairs nothing", change.word())));
    }
    Ok(LocateRepair {
        change,
        least,
        status: located.status,
        objective: located.objective,
        bound: located.bound,
        gap: located.gap,
    })
}

/// The least change that gives up a condition, and whether that is proved; none where no such change is enough.
fn change_of(
    oracle: &Oracle<'_>,
    condition: LocateCondition,
    lost: &[u32],
) -> Result<Option<(LocateChange, bool)>, SolveError> {
    let (instance, question) = (oracle.instance, oracle.question);
    let is_enough = |change: &LocateChange| {
        let (instance, question) = change.apply(instance, question);
        Oracle { instance: &instance, question: &question, ..*oracle }.is_possible()
    };
    let whole =
        |change: LocateChange| Ok((is_enough(&change)? == Some(true)).then_some((change, true)));
    let within = |reach: Option<Radius>| match reach {
        Some(reach) => whole(LocateChange::Reach(reach)),
        None => Ok(None),
    };
    let allowed = || sites_where(instance.rules(), |rule| rule != SiteRule::Forbidden);
    match (condition, &question.goal) {
        (LocateCondition::Reach, Goal::SetCover { reach, times, .. }) => {
            within(least_reach(instance, lost, *reach, *times))
        }
        (LocateCondition::Reach, Goal::PartialCover { reach, share, .. }) => {
            within(least_reach_of_share(instance, &allowed(), *reach, *share))
        }
        (LocateCondition::Share, Goal::PartialCover { reach, .. }) => {
            let total: f64 = instance.weights().iter().sum();
            let covered = covered(instance, &allowed(), Some(*reach)) / total;
            // In hundredths of a percent, so that what people read of it is enough.
            let share = Share::new((covered * 1e4).floor() / 1e4).ok();
            match share.filter(|share| share.fraction() > 0.0) {
                Some(share) => whole(LocateChange::Share(share)),
                None => Ok(None),
            }
        }
        (LocateCondition::Twice, _) => whole(LocateChange::Once),
        (LocateCondition::OneSite, _) => whole(LocateChange::Split),
        (LocateCondition::Required(site), _) => whole(LocateChange::NotRequired(site)),
        (LocateCondition::Forbidden(site), _) => whole(LocateChange::Allowed(site)),
        (LocateCondition::Count, _) => {
            let counts = |rule| matches!(rule, SiteRule::Free | SiteRule::Required);
            let most = sites_where(instance.rules(), counts).len();
            least(question.count().unwrap_or(most), most, |count| {
                is_enough(&LocateChange::Count(count))
            })
            .map(|found| found.map(|(count, proved)| (LocateChange::Count(count), proved)))
        }
        (LocateCondition::Capacities, _) => {
            let of = |percent: usize| LocateChange::Capacities(percent as u32);
            least(100, MOST_PERCENT, |percent| is_enough(&of(percent)))
                .map(|found| found.map(|(percent, proved)| (of(percent), proved)))
        }
        _ => Ok(None),
    }
}

/// The least number above `low`, which is not enough, up to `high` that is; and whether that is proved. What is enough
/// stays so for greater ones.
fn least(
    mut low: usize,
    mut high: usize,
    is_enough: impl Fn(usize) -> Result<Option<bool>, SolveError>,
) -> Result<Option<(usize, bool)>, SolveError> {
    if high <= low || is_enough(high)? != Some(true) {
        return Ok(None);
    }
    let mut proved = true;
    while high - low > 1 {
        let middle = low.midpoint(high);
        let known = is_enough(middle)?;
        proved &= known.is_some();
        match known {
            Some(true) => high = middle,
            _ => low = middle,
        }
    }
    Ok(Some((high, proved)))
}

/// The least reach within which so many allowed sites are of each of `lost`; none where there are not so many.
fn least_reach(instance: &Instance, lost: &[u32], reach: Radius, times: u8) -> Option<Radius> {
    let between = Distances::new(instance);
    let needed = |&point: &u32| {
        let row = between.row(point as usize).into_iter();
        let allowed = |site: u32| instance.rules()[site as usize] != SiteRule::Forbidden;
        let mut row: Vec<f64> =
            row.filter(|&(site, _)| allowed(site)).map(|(_, distance)| distance).collect();
        row.sort_unstable_by(f64::total_cmp);
        row.get(usize::from(times) - 1).copied()
    };
    let needed: Option<Vec<f64>> = lost.iter().map(needed).collect();
    needed?.into_iter().reduce(f64::max).map(|distance| up_to(distance, reach))
}

/// The least reach within which the sites cover the share; none where there is none.
fn least_reach_of_share(
    instance: &Instance,
    sites: &[u32],
    reach: Radius,
    share: Share,
) -> Option<Radius> {
    let nearest = Nearest::new(instance, sites);
    let points = wanting(instance).into_iter();
    let mut needed: Vec<f64> = points
        .filter_map(|point| nearest.from(point as usize).map(|(_, distance)| distance))
        .collect();
    needed.sort_unstable_by(f64::total_cmp);
    needed.dedup();
    let wanted = share.fraction() * instance.weights().iter().sum::<f64>() * (1.0 - 1e-9);
    let is_short =
        |&distance: &f64| covered(instance, sites, Some(up_to(distance, reach))) < wanted;
    let at = needed.partition_point(is_short);
    needed.get(at).map(|&distance| up_to(distance, reach))
}

/// The least reach that holds `distance`, as strict as another, in millimetres or thousandths of a minute, so that what
/// people read of it is enough; of plain numbers in millionths.
fn up_to(distance: f64, like: Radius) -> Radius {
    let unit = like.distance.unit();
    let parts = if unit == Unit::Plain { 1e6 } else { 1e3 };
    let reach = |value: f64| Radius { distance: Distance::new(value, unit), ..like };
    let rounded = [(distance * parts).ceil(), (distance * parts).floor() + 1.0];
    let mut rounded = rounded.into_iter().map(|value| reach(value / parts));
    // Of numbers too large for such parts the next one is taken.
    rounded.find(|own| own.holds(distance)).unwrap_or_else(|| reach(distance.next_up()))
}

/// The demand of the least weight without which the question has an answer, and whether that is proved; none where all
/// would be left out.
fn without(oracle: &Oracle<'_>, lost: &[u32]) -> Result<Option<(LocateChange, bool)>, SolveError> {
    let (instance, question) = (oracle.instance, oracle.question);
    let (out, proved) = match question.goal {
        Goal::SetCover { .. } => (lost.to_vec(), true),
        Goal::PartialCover { .. } => return Ok(None),
        _ => match unserved(oracle)? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    if out.is_empty() || out.len() == wanting(instance).len() {
        return Ok(None);
    }
    let change = LocateChange::Without(out);
    let (instance, question) = change.apply(instance, question);
    let enough = Oracle { instance: &instance, question: &question, ..*oracle }.is_possible()?;
    Ok((enough == Some(true)).then_some((change, proved)))
}

/// Who is not served where as much as possible is; none where that is not known, or demand would be left out in parts.
fn unserved(oracle: &Oracle<'_>) -> Result<Option<(Vec<u32>, bool)>, SolveError> {
    let (instance, question) = (oracle.instance, oracle.question);
    let Some(reach) = anywhere(instance).filter(|_| question.capacity != Capacity::Split) else {
        return Ok(None);
    };
    let opening = Opening::Count(question.count().unwrap_or(instance.sites()));
    let goal = Goal::MaximalCover { decay: Decay::Step(reach), times: 1, opening };
    let served = Question::new(goal, question.capacity);
    let located = judge(instance, &served, oracle.limits, oracle.run)?;
    let Some(audit) = located.audit else { return Ok(None) };
    let ledger = Ledger::new(instance, &served, &audit.assignment);
    let is_served = |point: u32| {
        ledger
            .parts(point as usize)
            .filter(|part| part.cover > 0.0)
            .map(|part| part.share)
            .sum::<f64>()
            > 0.5
    };
    let out = wanting(instance).into_iter().filter(|&point| !is_served(point)).collect();
    Ok(Some((out, located.status == LocateStatus::Optimal)))
}
