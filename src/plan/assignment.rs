use super::flow::{FlowArc, MOST_COST, Transport};
use super::service::{Assignment, Service};
use crate::domain::{Allocation, Choice, Problem, SiteIdx, TierIdx, UnitIdx};
use crate::travel::{Arc, Arcs};
use std::collections::BTreeMap;
use typed_index_collections::{TiVec, ti_vec};

/// Who is served where under `choices`.
///
/// At a tier whose places are not limited, all people of a unit go to the nearest site that serves the tier (the first
/// by position among equally near ones). At a tier with limited places, `allocations` state who has a place where; if
/// they state none for the tier, [`allocate`] assigns its places. An allocation to a site that does not serve the tier
/// under `choices`, or that is out of reach, serves nobody; shares beyond the whole unit serve nobody either
/// ([`idle_allocations`] names both). Whether a site serves more people than it has places is not checked here.
///
/// Cost: O(arcs) where places are not limited.
pub fn assign(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
    allocations: &[Allocation],
) -> Assignment {
    problem
        .tiers
        .keys()
        .map(|tier| {
            let open = serving(problem, choices, tier);
            if !problem.has_limited_places(tier) {
                return nearest(problem, arcs, tier, &open);
            }
            let stated: Vec<Allocation> =
                allocations.iter().filter(|allocation| allocation.tier == tier).copied().collect();
            if stated.is_empty() {
                let best = allocate_tier(problem, arcs, choices, tier, &open);
                assign_limited(problem, arcs, tier, &open, &best)
            } else {
                assign_limited(problem, arcs, tier, &open, &stated)
            }
        })
        .collect()
}

/// Which sites serve `tier` under `choices`.
fn serving(
    problem: &Problem,
    choices: &TiVec<SiteIdx, Choice>,
    tier: TierIdx,
) -> TiVec<SiteIdx, bool> {
    problem
        .sites
        .iter_enumerated()
        .map(|(site, data)| problem.serves(data, choices[site], tier))
        .collect()
}

fn nearest(
    problem: &Problem,
    arcs: &Arcs,
    tier: TierIdx,
    open: &TiVec<SiteIdx, bool>,
) -> TiVec<UnitIdx, Vec<Service>> {
    problem
        .units
        .keys()
        .map(|unit| {
            let row = arcs.within_reach(tier, unit);
            let arc = row.iter().find(|arc| open[arc.site]);
            arc.map(|arc| service(arc, 1.0)).into_iter().collect()
        })
        .collect()
}

fn assign_limited(
    problem: &Problem,
    arcs: &Arcs,
    tier: TierIdx,
    open: &TiVec<SiteIdx, bool>,
    allocations: &[Allocation],
) -> TiVec<UnitIdx, Vec<Service>> {
    let mut served: TiVec<UnitIdx, Vec<Service>> = ti_vec![Vec::new(); problem.units.len()];
    for allocation in allocations {
        let services = &mut served[allocation.unit];
        let left = 1.0 - services.iter().map(|service| service.share).sum::<f64>();
        let mut row = arcs.within_reach(tier, allocation.unit).iter();
        let arc = row.find(|arc| arc.site == allocation.site && open[arc.site]);
        let share = allocation.share.clamp(0.0, left.max(0.0));
        if let Some(arc) = arc.filter(|_| share > 0.0) {
            services.push(service(arc, share));
        }
    }
    served
}

/// The allocations of tiers with limited places that serve nobody under `choices`, each with the share that is not
/// served: the site does not serve the tier, is out of reach, or earlier allocations serve the whole unit.
pub fn idle_allocations(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
    allocations: &[Allocation],
) -> Vec<Allocation> {
    let served = assign(problem, arcs, choices, allocations);
    let mut used: BTreeMap<(TierIdx, UnitIdx, SiteIdx), f64> = BTreeMap::new();
    for (tier, units) in served.iter_enumerated() {
        for (unit, services) in units.iter_enumerated() {
            for service in services {
                *used.entry((tier, unit, service.site)).or_default() += service.share;
            }
        }
    }
    allocations
        .iter()
        .filter(|allocation| problem.has_limited_places(allocation.tier))
        .filter_map(|allocation| {
            let used = used.entry((allocation.tier, allocation.unit, allocation.site));
            let used = used.or_default();
            let share = allocation.share - used.min(allocation.share);
            *used -= used.min(allocation.share);
            (share > ROUNDING).then_some(Allocation { share, ..*allocation })
        })
        .collect()
}

/// Tolerance of sums of shares.
const ROUNDING: f64 = 1e-9;

fn service(arc: &Arc, share: f64) -> Service {
    Service { site: arc.site, share, distance: arc.distance, time: arc.time }
}

/// The best allocation under `choices` at the tiers whose places are limited: it serves the most people of the tier's
/// group, then minimises their travel. Ordered by tier, unit and distance.
///
/// A site has its state's capacity in full for each tier that it serves, so each tier is a transportation problem of
/// its own (see `plan::flow`). People and places are counted in units of 2⁻²⁰ of a person, people rounded up and places
/// down, so that no site exceeds its capacity. Deterministic.
///
/// Cost: seconds for ten thousand units where places are scarce; little where they are not.
pub fn allocate(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
) -> Vec<Allocation> {
    let limited = problem.tiers.keys().filter(|&tier| problem.has_limited_places(tier));
    limited
        .flat_map(|tier| {
            let open = serving(problem, choices, tier);
            allocate_tier(problem, arcs, choices, tier, &open)
        })
        .collect()
}

/// Units of a person: a power of two, so that scaling is exact.
pub(super) const PARTS: f64 = 1_048_576.0;

fn allocate_tier(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
    tier: TierIdx,
    open: &TiVec<SiteIdx, bool>,
) -> Vec<Allocation> {
    let group = problem.tiers[tier].group;
    let rows: Vec<Vec<FlowArc>> = problem
        .units
        .keys()
        .map(|unit| {
            let row = arcs.within_reach(tier, unit).iter();
            row.filter(|arc| open[arc.site])
                .map(|arc| (usize::from(arc.site), millimetres(arc)))
                .collect()
        })
        .collect();
    let supply: Vec<i64> =
        problem.units.iter().map(|unit| (unit.people_of(group) * PARTS).ceil() as i64).collect();
    let capacity: Vec<Option<i64>> = problem
        .sites
        .iter_enumerated()
        .map(|(site, data)| {
            let state = data.state_after(choices[site]);
            state.capacity.map(|capacity| (capacity.number() * PARTS).floor() as i64)
        })
        .collect();
    let flow = Transport { arcs: &rows, supply: &supply, capacity: &capacity }.solve();
    let mut allocations = Vec::new();
    for unit in problem.units.keys() {
        let row = usize::from(unit);
        for (&(site, _), &over) in rows[row].iter().zip(&flow.over[row]) {
            if over > 0 {
                allocations.push(Allocation {
                    tier,
                    unit,
                    site: SiteIdx::from(site),
                    share: over as f64 / supply[row] as f64,
                });
            }
        }
    }
    allocations
}

/// Travelled distance in whole millimetres, the precision of arcs.
pub(super) fn millimetres(arc: &Arc) -> i64 {
    ((arc.distance.metres() * 1000.0).round() as i64).min(MOST_COST)
}
