//! The rules on who is served where, when capacities hold.

use super::fault::{Named, PlacementFault};
use crate::domain::location::{Allocation, Capacity, Instance, Question};
use crate::travel::Distances;

/// Relative tolerance of shares and loads, for the rounding of solvers.
pub(super) const ROUNDING: f64 = 1e-6;

/// The parts of `served` that refer to existing points, in order.
pub(super) fn known(
    instance: &Instance,
    served: &[Allocation],
    faults: &mut Vec<PlacementFault>,
) -> Vec<Allocation> {
    let place = |part: &Allocation| (part.demand, part.site);
    let is_known = |part: &Allocation| {
        (part.demand as usize) < instance.points()
            && (part.site as usize) < instance.sites()
            && part.share.is_finite()
    };
    let sound = served.windows(2).all(|pair| place(&pair[0]) < place(&pair[1]));
    let mut known: Vec<Allocation> = served.iter().copied().filter(is_known).collect();
    if !sound || known.len() < served.len() {
        faults.push(PlacementFault::ServedList);
        known.sort_by_key(place);
        known.dedup_by_key(|part| place(part));
    }
    known
}

/// Every rule on capacities and shares that `served`, in order, breaks.
pub(super) fn check(
    instance: &Instance,
    question: &Question,
    open: &[u32],
    served: &[Allocation],
    faults: &mut Vec<PlacementFault>,
) {
    let between = Distances::new(instance);
    let decay = super::reach::decay_of(question);
    let reaches = |part: &Allocation| {
        let distance = between.distance(part.demand as usize, part.site as usize);
        match &decay {
            Some(decay) => decay.cover(distance) > 0.0,
            None => distance != f64::INFINITY,
        }
    };
    let (mut wrong, mut divided, mut beyond) =
        (Named::default(), Named::default(), Named::default());
    let ids = instance.demand_ids();
    for parts in served.chunk_by(|a, b| a.demand == b.demand) {
        let demand = parts[0].demand as usize;
        if instance.weights()[demand] == 0.0 {
            continue;
        }
        let total: f64 = parts.iter().map(|part| part.share).sum();
        if total > 1.0 + ROUNDING || parts.iter().any(|part| part.share <= 0.0) {
            wrong.add(ids, demand);
        }
        if question.capacity == Capacity::SingleSource
            && (parts.len() > 1 || total < 1.0 - ROUNDING)
        {
            divided.add(ids, demand);
        }
        if !parts.iter().all(reaches) {
            beyond.add(ids, demand);
        }
    }
    let is_closed = |site: &usize| open.binary_search(&(*site as u32)).is_err();
    let mut sites: Vec<usize> = served.iter().map(|part| part.site as usize).collect();
    sites.sort_unstable();
    sites.dedup();
    let sites = Named::of(instance.site_ids(), sites.into_iter().filter(is_closed));
    for (named, fault) in [
        (wrong, (|demand| PlacementFault::Shares { demand }) as fn(_) -> _),
        (divided, |demand| PlacementFault::Divided { demand }),
        (beyond, |demand| PlacementFault::ServedBeyondReach { demand }),
        (sites, |sites| PlacementFault::ServedAtClosed { sites }),
    ] {
        if !named.is_empty() {
            faults.push(fault(named));
        }
    }
    loads(instance, served, faults);
}

fn loads(instance: &Instance, served: &[Allocation], faults: &mut Vec<PlacementFault>) {
    let Some(capacities) = instance.capacities() else {
        return;
    };
    let mut loads = vec![0.0; instance.sites()];
    for part in served {
        loads[part.site as usize] += part.share * instance.weights()[part.demand as usize];
    }
    for (site, (&load, &capacity)) in loads.iter().zip(capacities).enumerate() {
        if load > capacity + ROUNDING * capacity.max(1.0) {
            faults.push(PlacementFault::OverCapacity {
                site: instance.site_ids().label(site).into_owned(),
                load,
                capacity,
            });
        }
    }
}
