use super::flow::{FlowArc, Transport, millimetres};
use super::moving::displaced;
use super::service::{Assignment, Service};
use super::settling::{Claims, ways_to_beds};
use crate::domain::{Allocation, Choice, Layout, Move, Problem, SiteIdx, TierIdx, UnitIdx};
use crate::travel::Arcs;
use std::collections::BTreeMap;
use typed_index_collections::{TiVec, ti_vec};

/// Who is served where in `layout`.
///
/// At a tier whose places are not limited, all people of a unit go to the nearest site that serves the tier (the first
/// by position among equally near ones). At a tier with limited places, allocations state who has a place where; if
/// the layout states none for the tier and does not say all, [`share`] shares its places out. An allocation to a site that does
/// not serve the tier, or that is out of reach, serves nobody; shares beyond the whole unit serve nobody either
/// ([`idle_allocations`] names both). Whether a site serves more people than it has places is not checked here.
///
/// Cost: O(arcs) where places are not limited.
pub fn assign(problem: &Problem, arcs: &Arcs, layout: &Layout) -> Assignment {
    let choices = &layout.choices;
    problem
        .tiers
        .keys()
        .map(|tier| {
            let open = serving(problem, choices, tier);
            if !problem.has_limited_places(tier) {
                return nearest(problem, arcs, tier, &open);
            }
            let stated = layout.allocations.iter().filter(|allocation| allocation.tier == tier);
            let mut stated: Vec<Allocation> = stated.copied().collect();
            if stated.is_empty() && !layout.is_shared {
                let moves = (!layout.moves.is_empty()).then_some(&layout.moves[..]);
                let beside = Stated { moves, allocations: None };
                let best = share_tier(problem, arcs, choices, tier, beside);
                stated = best.allocations;
            }
            assign_limited(problem, arcs, tier, &open, &stated)
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
            arc.map(|arc| Service::whole(*arc)).into_iter().collect()
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
            services.push(Service { share, ..Service::whole(*arc) });
        }
    }
    served
}

/// The allocations of tiers with limited places that serve nobody in `layout`, each with the share that is not
/// served: the site does not serve the tier, is out of reach, or earlier allocations serve the whole unit.
pub fn idle_allocations(problem: &Problem, arcs: &Arcs, layout: &Layout) -> Vec<Allocation> {
    let served = assign(problem, arcs, layout);
    let mut used: BTreeMap<(TierIdx, UnitIdx, SiteIdx), f64> = BTreeMap::new();
    for (tier, units) in served.iter_enumerated() {
        for (unit, services) in units.iter_enumerated() {
            for service in services {
                *used.entry((tier, unit, service.site)).or_default() += service.share;
            }
        }
    }
    layout
        .allocations
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

/// Who has places where: people of units, and residents who move.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Sharing {
    /// Of people, ordered by tier, unit and distance.
    pub allocations: Vec<Allocation>,
    /// Of residents, ordered by tier and site.
    pub moves: Vec<Move>,
}

/// The best sharing under `choices` at the tiers whose places are limited: as many displaced residents as possible get a bed
/// elsewhere; then the most people of the tier's group are served; then their travel is least.
///
/// A site has its places in full for each tier that it serves, so each tier is a transportation problem of its own (see
/// `plan::flow`), in which residents come before people: a set of rows that can be served together can be extended to a
/// largest flow, so that none of them costs more than is gained. People and places are counted in units of 2⁻²⁰ of a
/// person, people rounded up and places down, so that no site exceeds its places. Deterministic.
///
/// Cost: seconds for ten thousand units where places are scarce; little where they are not.
pub fn share(problem: &Problem, arcs: &Arcs, choices: &TiVec<SiteIdx, Choice>) -> Sharing {
    share_beside(problem, arcs, choices, Stated::default())
}

/// [`share`] of the places that what is stated leaves: allocations and moves are kept where there are any.
pub(crate) fn share_beside(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
    stated: Stated<'_>,
) -> Sharing {
    let mut all = Sharing::default();
    for tier in problem.tiers.keys().filter(|&tier| problem.has_limited_places(tier)) {
        let own = share_tier(problem, arcs, choices, tier, stated);
        all.allocations.extend(own.allocations);
        all.moves.extend(own.moves);
    }
    all.allocations.extend(stated.allocations.unwrap_or_default());
    all.moves.extend(stated.moves.unwrap_or_default());
    all
}

/// What a layout states of who has places; none: nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stated<'a> {
    pub(crate) allocations: Option<&'a [Allocation]>,
    pub(crate) moves: Option<&'a [Move]>,
}

/// Who of `units` goes where at `tier` when each site takes at most so many persons of them: as many as can be, by the least
/// person-travel. Ordered by unit and distance.
pub(crate) fn share_among(
    problem: &Problem,
    arcs: &Arcs,
    tier: TierIdx,
    units: &[UnitIdx],
    persons: &BTreeMap<SiteIdx, f64>,
) -> Vec<Allocation> {
    let rows: Vec<Vec<FlowArc>> = units
        .iter()
        .map(|&unit| {
            let row = arcs.within_reach(tier, unit).iter();
            let row = row.filter(|arc| persons.contains_key(&arc.site));
            row.map(|arc| (usize::from(arc.site), millimetres(arc.distance))).collect()
        })
        .collect();
    let group = problem.tiers[tier].group;
    let people = units.iter().map(|&unit| problem.units[unit].people_of(group));
    let supply: Vec<i64> = people.map(|people| (people * FINE_PARTS).ceil() as i64).collect();
    let capacity: Vec<Option<i64>> = problem
        .sites
        .keys()
        .map(|site| Some((persons.get(&site).unwrap_or(&0.0) * FINE_PARTS).round() as i64))
        .collect();
    let flow = Transport { arcs: &rows, supply: &supply, capacity: &capacity }.solve();
    // What is kept of a unit by rounding alone goes with the rest.
    let rounding = (units.len() + persons.len()) as i64;
    let whole = supply.iter().zip(&flow.kept).map(|(supply, kept)| match kept <= &rounding {
        true => (supply - kept) as f64,
        false => *supply as f64,
    });
    let sent = units.iter().zip(&rows).zip(&flow.over).zip(whole);
    sent.flat_map(|(((&unit, row), over), whole)| {
        let over = row.iter().zip(over).filter(|(_, over)| **over > 0);
        over.map(move |(&(site, _), &over)| {
            let share = over as f64 / whole;
            Allocation { tier, unit, site: site.into(), share }
        })
    })
    .collect()
}

/// Units of a person: a power of two, so that scaling is exact.
pub(super) const PARTS: f64 = 1_048_576.0;

/// Units of a person where no sum may be lost by rounding; a thousand million people are below the greatest whole number.
const FINE_PARTS: f64 = 4_294_967_296.0;

/// A millionth of a person in such units.
const FINE_SLACK: i64 = 4_295;

/// Of places, relative: less than what the audit takes for too many.
const ROUNDING_OF_PLACES: f64 = 9e-7;

/// Shares the places of a tier out beside what is stated: allocations alone, moves alone, or nothing.
pub(crate) fn share_tier(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
    tier: TierIdx,
    stated: Stated<'_>,
) -> Sharing {
    let open = serving(problem, choices, tier);
    let group = problem.tiers[tier].group;
    let mut taken: TiVec<SiteIdx, f64> = vec![0.0; problem.sites.len()].into();
    for own in stated.moves.unwrap_or_default().iter().filter(|own| own.tier == tier) {
        taken[own.to] += own.persons;
    }
    for own in stated.allocations.unwrap_or_default().iter().filter(|own| own.tier == tier) {
        taken[own.site] += own.share * problem.units[own.unit].people_of(group);
    }
    let displaced = match stated.moves {
        None => displaced(problem, choices, tier),
        Some(_) => Vec::new(),
    };
    let parts = |persons: f64| (persons * PARTS).ceil() as i64;
    let supply = problem.units.iter().map(|unit| match stated.allocations {
        None => parts(unit.people_of(group)),
        Some(_) => 0,
    });
    let capacity = problem.sites.iter_enumerated().map(|(site, data)| {
        let free = problem.free_places(data, choices[site], tier);
        // Allocations that a solver found may exceed the places by rounding.
        let rounding = if taken[site] > 0.0 { ROUNDING_OF_PLACES } else { 0.0 };
        free.map(|free| {
            let left = free * (1.0 + rounding) - taken[site];
            (left.max(0.0) * PARTS).floor() as i64
        })
    });
    let claims = Claims {
        homes: ways_to_beds(problem, arcs, choices, tier, &displaced),
        residents: displaced.iter().map(|&(_, residents)| residents).collect(),
        people: problem.units.keys().map(|unit| ways(arcs, tier, unit, &open)).collect(),
        supply: supply.collect(),
        capacity: capacity.collect(),
        parts: PARTS,
        slack: 0,
    };
    let settled = claims.settle();
    let mut shared = Sharing { allocations: Vec::new(), moves: settled.moves(tier, &displaced) };
    for unit in problem.units.keys() {
        let row = usize::from(unit);
        let sent = settled.of_people(row).map(|(site, over)| Allocation {
            tier,
            unit,
            site,
            share: over as f64 / claims.supply[row] as f64,
        });
        shared.allocations.extend(sent);
    }
    shared
}

/// What a solver allocates at `tier`, with the moves of residents. People who move in, however far it is, may have their place
/// elsewhere than it says, so that residents come first. Where it says how many residents move to each site (`moved`), no site
/// has more of all of them then, or fewer.
pub(crate) fn share_with_residents(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
    (tier, allocations): (TierIdx, Vec<Allocation>),
    moved: Option<&TiVec<SiteIdx, f64>>,
) -> Sharing {
    let displaced = displaced(problem, choices, tier);
    if displaced.is_empty() {
        return Sharing { allocations, moves: Vec::new() };
    }
    let data = &problem.tiers[tier];
    let persons =
        |own: &Allocation| own.share * problem.units[own.unit].people_of(data.group) * FINE_PARTS;
    let (movable, fixed): (Vec<Allocation>, Vec<Allocation>) =
        allocations.iter().partition(|own| data.is_moved_into(problem.units[own.unit].setting));
    let mut shares: BTreeMap<UnitIdx, f64> = BTreeMap::new();
    for own in &movable {
        *shares.entry(own.unit).or_default() += own.share;
    }
    let taken = |allocations: &[Allocation], site: SiteIdx| -> f64 {
        allocations.iter().filter(|own| own.site == site).map(persons).sum()
    };
    let capacity = problem.sites.iter_enumerated().map(|(site, home)| {
        let places = match moved {
            Some(moved) => taken(&movable, site) + moved[site] * FINE_PARTS,
            None => {
                let free = problem.free_places(home, choices[site], tier)?;
                free * FINE_PARTS - taken(&fixed, site)
            }
        };
        Some(places.max(0.0).round() as i64)
    });
    let open = serving(problem, choices, tier);
    let supply = shares.iter().map(|(&unit, &share)| {
        persons(&Allocation { tier, unit, share, site: SiteIdx::from(0) }).round() as i64
    });
    let claims = Claims {
        homes: ways_to_beds(problem, arcs, choices, tier, &displaced),
        residents: displaced.iter().map(|&(_, residents)| residents).collect(),
        people: shares.keys().map(|&unit| ways(arcs, tier, unit, &open)).collect(),
        supply: supply.collect(),
        capacity: capacity.collect(),
        parts: FINE_PARTS,
        slack: FINE_SLACK,
    };
    let settled = claims.settle();
    if settled.keeps_more_than_rounding() {
        let stated = Stated { allocations: Some(&allocations), moves: None };
        let moves = share_tier(problem, arcs, choices, tier, stated).moves;
        return Sharing { allocations, moves };
    }
    let mut shared = Sharing { allocations: fixed, moves: settled.moves(tier, &displaced) };
    for (row, (&unit, share)) in shares.iter().enumerate() {
        let sent: i64 = settled.of_people(row).map(|(_, over)| over).sum();
        let sites = settled.of_people(row).map(|(site, over)| Allocation {
            tier,
            unit,
            site,
            share: share * (over as f64 / sent as f64),
        });
        shared.allocations.extend(sites);
    }
    shared.allocations.sort_by_key(|own| own.unit);
    shared
}

/// Where people of `unit` may go at `tier`, of the `open` sites.
fn ways(arcs: &Arcs, tier: TierIdx, unit: UnitIdx, open: &TiVec<SiteIdx, bool>) -> Vec<FlowArc> {
    let row = arcs.within_reach(tier, unit).iter().filter(|arc| open[arc.site]);
    row.map(|arc| (usize::from(arc.site), millimetres(arc.distance))).collect()
}
