use crate::domain::{SiteIdx, TierIdx, UnitIdx};
use crate::units::{Metres, Seconds};
use typed_index_collections::TiVec;

/// A way from a demand unit (or a led site) to a site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc {
    /// The site reached.
    pub site: SiteIdx,
    /// Travelled distance.
    pub distance: Metres,
    /// Travel time.
    pub time: Seconds,
}

/// All arcs of a problem. Rows are sorted by distance, then by site.
#[derive(Debug, Clone, Default)]
pub struct Arcs {
    /// By tier and unit: the sites within the tier's reach that could serve the tier.
    pub(super) within_reach: TiVec<TierIdx, TiVec<UnitIdx, Vec<Arc>>>,
    /// By led site and leading tier: see [`Arcs::leaders`].
    pub(super) leaders: TiVec<SiteIdx, Vec<Arc>>,
    /// By site: the nearest medical facility and its straight-line distance.
    pub(super) medical: TiVec<SiteIdx, Option<(usize, Metres)>>,
}

impl Arcs {
    /// N_k(i): the sites within reach of `unit` that could, by some allowed choice, serve `tier`; nearest first.
    pub fn within_reach(&self, tier: TierIdx, unit: UnitIdx) -> &[Arc] {
        &self.within_reach[tier][unit]
    }

    /// The sites that could lead `site`, were it of the tier led, nearest first (中心带站点).
    pub fn leaders(&self, site: SiteIdx) -> &[Arc] {
        &self.leaders[site]
    }

    /// The medical facility nearest to `site`, as its position in the problem, and its straight-line distance.
    pub fn nearest_medical(&self, site: SiteIdx) -> Option<(usize, Metres)> {
        self.medical[site]
    }
}
