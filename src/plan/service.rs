//! The assignment of people to sites.

use crate::domain::{SiteIdx, TierIdx, UnitIdx};
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

/// The services of each unit, by tier and unit; empty where nobody is served.
pub type Assignment = TiVec<TierIdx, TiVec<UnitIdx, Vec<Service>>>;

/// The share of a unit's people that are served at a tier.
pub fn covered_share(assignment: &Assignment, unit: UnitIdx, tier: TierIdx) -> f64 {
    assignment[tier][unit].iter().map(|service| service.share).sum()
}
