//! The assignment of people to sites.

use crate::domain::{Layout, Problem, SiteIdx, TierIdx, UnitIdx};
use crate::travel::Arc;
use crate::units::{Metres, Seconds};
use typed_index_collections::TiVec;

/// The service of a part of a unit's people at a tier.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Service {
    /// The site.
    pub site: SiteIdx,
    /// The share of the unit's people, above 0 and at most 1.
    pub share: f64,
    /// Travelled distance.
    pub distance: Metres,
    /// Travel time.
    pub time: Seconds,
}

impl Service {
    /// The service of all of a unit's people by a site.
    pub(crate) fn whole(way: Arc) -> Self {
        Self { site: way.site, share: 1.0, distance: way.distance, time: way.time }
    }
}

/// The services of each unit, by tier and unit; empty where nobody is served.
pub type Assignment = TiVec<TierIdx, TiVec<UnitIdx, Vec<Service>>>;

/// The share of a unit's people that are served at a tier.
pub fn covered_share(assignment: &Assignment, unit: UnitIdx, tier: TierIdx) -> f64 {
    assignment[tier][unit].iter().map(|service| service.share).sum()
}

/// The people of the tier's group whom each site serves at `tier`, residents who stay or move there among them.
pub fn served_at_sites(
    problem: &Problem,
    layout: &Layout,
    assignment: &Assignment,
    tier: TierIdx,
) -> TiVec<SiteIdx, f64> {
    let mut served: TiVec<SiteIdx, f64> =
        problem.sites.keys().map(|site| residents_at(problem, layout, site, tier)).collect();
    let group = problem.tiers[tier].group;
    for (unit, services) in assignment[tier].iter_enumerated() {
        for service in services {
            served[service.site] += service.share * problem.units[unit].people_of(group);
        }
    }
    served
}

/// The residents who stay at `site` or move there at `tier`.
pub fn residents_at(problem: &Problem, layout: &Layout, site: SiteIdx, tier: TierIdx) -> f64 {
    let stay = problem.staying(&problem.sites[site], layout.choices[site], tier);
    let moves = layout.moves.iter().filter(|own| own.tier == tier && own.to == site);
    // Summing from 0, because the empty sum of floats is -0.
    moves.fold(stay + 0.0, |sum, own| sum + own.persons)
}
