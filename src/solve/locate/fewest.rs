//! The fewest sites of those placements of maximal cover that cover as much.
//!
//! Where more sites may open than help, the most cover leaves open which of the rest are open. Of all placements of the
//! same cover the one with the fewest opened sites is given, the cheapest one where a budget limits them:
//!
//! - If every demand point is covered as well as by all sites that may open, these are a set cover (LSCP), each demand
//!   point by the sites that cover it best; that search ends after so many nodes.
//! - If not, a site more would cover more, and the best placement opens as many as it may; with a budget, with cover by
//!   two sites and where nothing was proved, it may have sites that are open for nobody: these are closed.

use super::answer::judge;
use super::limits::LocateLimits;
use super::outcome::LocateOutcome;
use super::solution::Run;
use crate::domain::location::{
    Allocation, Capacity, Decay, Distance, Goal, Instance, Metric, Opening, Placement, Question,
    Radius, SiteRule, Table,
};
use crate::plan::location::{Ledger, LocationAudit, allowed, audit};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;
use crate::travel::{Distances, Nearest};

/// So many nodes of a component are searched: whoever asks for the most cover does not wait for the least set cover.
const MOST_NODES: u64 = 1000;

/// The outcome with a placement that covers as much with fewer sites, where one is found in what is left of the time.
pub(super) fn fewest(
    instance: &Instance,
    question: &Question,
    limits: &LocateLimits,
    clock: Clock<'_>,
    mut located: LocateOutcome,
) -> Result<LocateOutcome, SolveError> {
    let Goal::MaximalCover { decay, times, opening } = &question.goal else { return Ok(located) };
    let by_cost = matches!(opening, Opening::Budget(_));
    let (Some(placement), Some(held)) = (&located.placement, &located.audit) else {
        return Ok(located);
    };
    let run = Run {
        gap: limits.gap,
        clock,
        pairs: limits.pairs,
        start: None,
        most_nodes: Some(MOST_NODES),
    };
    let mut fewer = None;
    if !run.is_over()
        && question.capacity == Capacity::Ignored
        && let Some((demand, reach)) = covering(instance, (decay, *times), placement, held)
    {
        let goal = Goal::SetCover { reach, times: *times, by_cost };
        let cover = judge(&demand, &goal.into(), limits, &run)?;
        located.effort += cover.effort;
        fewer = cover.placement.map(|cover| Placement { open: cover.open, served: None });
    }
    let busy = (*times == 1).then(|| busy(instance, question, placement, held));
    for other in fewer.into_iter().chain(busy) {
        let own = audit(instance, question, &other);
        let spent = |audit: &LocationAudit| match by_cost {
            true => audit.figures.cost,
            false => audit.figures.opened as f64,
        };
        let is_better = located.audit.as_ref().is_some_and(|held| {
            own.objective == held.objective
                && own.faults.is_empty()
                && (spent(&own), own.figures.opened) < (spent(held), held.figures.opened)
        });
        if is_better {
            (located.placement, located.audit) = (Some(other), Some(own));
        }
    }
    Ok(located)
}

/// Without the sites that are open for nobody.
fn busy(
    instance: &Instance,
    question: &Question,
    placement: &Placement,
    audit: &LocationAudit,
) -> Placement {
    let mut is_busy: Vec<bool> =
        instance.rules().iter().map(|rule| *rule != SiteRule::Free).collect();
    let ledger = Ledger::new(instance, question, &audit.assignment);
    for demand in (0..instance.points()).filter(|&demand| instance.weights()[demand] > 0.0) {
        for part in ledger.parts(demand).filter(|part| part.cover > 0.0) {
            is_busy[part.site as usize] = true;
        }
    }
    let is_busy = |site: &u32| is_busy[*site as usize];
    let open = placement.open.iter().copied().filter(is_busy).collect();
    let served = placement.served.as_ref().map(|served| {
        let of_busy = |part: &&Allocation| is_busy(&part.site);
        served.iter().filter(of_busy).copied().collect()
    });
    Placement { open, served }
}

/// The instance and the reach at which a set cover covers all demand as well as this placement does; none unless that is
/// as well as all sites do together. Demand that no site covers has no weight in it.
fn covering(
    instance: &Instance,
    (decay, times): (&Decay, u8),
    placement: &Placement,
    audit: &LocationAudit,
) -> Option<(Instance, Radius)> {
    let all = Nearest::new(instance, &allowed(instance));
    let open = Nearest::new(instance, &placement.open);
    let weights = instance.weights();
    let asking = (0..instance.points()).filter(|&demand| weights[demand] > 0.0);
    let mut parts = instance.clone().into_parts();
    if let Decay::Step(reach) = decay {
        if audit.figures.unserved.count != audit.figures.unreachable.count {
            return None;
        }
        let covered = open.counts_within(*reach, times);
        for (weight, covered) in parts.weights.iter_mut().zip(covered) {
            if covered < times {
                *weight = 0.0;
            }
        }
        return Some((Instance::new(parts).ok()?, *reach));
    }
    let cover = |near: &Nearest<'_>, demand| {
        near.from(demand).map_or(0.0, |(_, distance)| decay.cover(distance))
    };
    let mut rows = vec![Vec::new(); instance.points()];
    let between = Distances::new(instance);
    for demand in asking {
        let most = cover(&all, demand);
        if most > cover(&open, demand) {
            return None;
        }
        let row = between.row(demand).into_iter();
        let best = row.take_while(|&(_, distance)| decay.cover(distance) >= most);
        match most > 0.0 {
            true => rows[demand] = best.map(|(site, _)| (site, 0.0)).collect(),
            false => parts.weights[demand] = 0.0,
        }
    }
    parts.metric = Metric::Table(Table::from_rows(rows));
    parts.unit = instance.unit();
    parts.same_points = false;
    let reach = Radius::within(Distance::new(0.0, instance.unit()));
    Some((Instance::new(parts).ok()?, reach))
}
