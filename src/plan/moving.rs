//! Residents of institutions that go, or that have too few beds then: where they may get a bed.

use crate::domain::{Choice, Layout, Move, Problem, SiteIdx, TierIdx};
use crate::travel::Arcs;
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

/// The residents for whom there is no bed left under `choices` at the service `tier`, by site, where there are any.
pub fn displaced(
    problem: &Problem,
    choices: &TiVec<SiteIdx, Choice>,
    tier: TierIdx,
) -> Vec<(SiteIdx, f64)> {
    let sites = problem.sites.iter_enumerated();
    let displaced = sites.map(|(site, data)| (site, problem.displaced(data, choices[site], tier)));
    displaced.filter(|&(_, residents)| residents > 0.0).collect()
}

/// The other sites that may take residents of `from` at `tier` by some choice, in their order: those that serve its town,
/// where the service is of named towns or of the whole plan; those within reach of its village or community, else those of
/// its town, where the service has a reach.
pub fn takers(problem: &Problem, arcs: &Arcs, from: SiteIdx, tier: TierIdx) -> Vec<SiteIdx> {
    let home = &problem.sites[from];
    let has_reach = !problem.tiers[tier].is_of_area();
    let near = |to: SiteIdx| match home.unit.filter(|_| has_reach) {
        Some(unit) => arcs.within_reach(tier, unit).iter().any(|arc| arc.site == to),
        None if has_reach => problem.sites[to].town == home.town,
        None => problem.takes_from(&problem.sites[to], home.town, tier),
    };
    let sites = problem.sites.iter_enumerated().filter(|(to, site)| {
        *to != from && site.choices().any(|choice| problem.serves(site, choice, tier))
    });
    sites.map(|(to, _)| to).filter(|&to| near(to)).collect()
}

/// The residents who have no bed in a layout, by tier and site, where there are any: those displaced beyond those who move
/// to a site that may take them.
pub fn without_bed(
    problem: &Problem,
    arcs: &Arcs,
    layout: &Layout,
) -> Vec<(TierIdx, SiteIdx, f64)> {
    let mut found = Vec::new();
    for tier in problem.tiers.keys() {
        for (site, residents) in displaced(problem, &layout.choices, tier) {
            let moves = layout.moves.iter().filter(|own| own.tier == tier && own.from == site);
            let taken = moves.filter(|own| gives_a_bed(problem, arcs, layout, own));
            let left = residents - taken.map(|own| own.persons).sum::<f64>();
            if left > LEAST {
                found.push((tier, site, left));
            }
        }
    }
    found
}

/// Whether the site to which a move leads serves such residents then, and may take them.
fn gives_a_bed(problem: &Problem, arcs: &Arcs, layout: &Layout, own: &Move) -> bool {
    problem.serves(&problem.sites[own.to], layout.choices[own.to], own.tier)
        && takers(problem, arcs, own.from, own.tier).contains(&own.to)
}

/// The moves of a layout that give nobody a bed: of residents who do not have to move, or to a site that does not serve them
/// or may not take them; each with how many.
pub fn idle_moves(problem: &Problem, arcs: &Arcs, layout: &Layout) -> Vec<Move> {
    let mut found = Vec::new();
    for tier in problem.tiers.keys() {
        let mut left: BTreeMap<SiteIdx, f64> =
            displaced(problem, &layout.choices, tier).into_iter().collect();
        for own in layout.moves.iter().filter(|own| own.tier == tier) {
            let takes = gives_a_bed(problem, arcs, layout, own);
            let left = left.entry(own.from).or_default();
            let moved = if takes { own.persons.min(*left) } else { 0.0 };
            *left -= moved;
            if own.persons - moved > LEAST {
                found.push(Move { persons: own.persons - moved, ..*own });
            }
        }
    }
    found
}

/// Parts of a person below it are rounding.
pub(super) const LEAST: f64 = 1e-3;
