use super::arc::Arc;
use super::roads::NetworkReport;
use crate::domain::{SiteIdx, TierIdx, UnitIdx};
use crate::units::Metres;
use typed_index_collections::TiVec;

/// All arcs of a problem. Rows are sorted by distance, then by site.
///
/// Travelled distances are geodesic distances times the plan's detour factor, in whole millimetres; times are distances
/// over the speed of the traveller's setting. Over roads both belong to the quickest route where the reach is a time,
/// and to the shortest where it is a distance. Only pairs within reach are kept: an arc takes 24 bytes, and a row 24
/// more.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arcs {
    /// By tier and unit: the sites within the tier's reach that could serve the tier.
    pub(super) within_reach: TiVec<TierIdx, TiVec<UnitIdx, Vec<Arc>>>,
    /// By led site: see [`Arcs::leaders`].
    pub(super) leaders: TiVec<SiteIdx, Vec<Arc>>,
    /// By site: the nearest medical facility and its straight-line distance.
    pub(super) medical: TiVec<SiteIdx, Option<(usize, Metres)>>,
    /// See [`Arcs::network`].
    pub(super) network: Option<NetworkReport>,
}

impl Arcs {
    /// N_k(i): the sites within reach of `unit` that could, by some allowed choice, serve `tier`, or serve it
    /// today; nearest first. Empty where the tier is not for the unit's setting.
    pub fn within_reach(&self, tier: TierIdx, unit: UnitIdx) -> &[Arc] {
        &self.within_reach[tier][unit]
    }

    /// The sites that could lead `site` if it were of a led tier, nearest first (中心带站点). Empty for sites that cannot be
    /// of one. Where several tiers lead, a site is listed if it could lead as one of them; [`crate::plan::may_lead`]
    /// decides for the states chosen.
    pub fn leaders(&self, site: SiteIdx) -> &[Arc] {
        &self.leaders[site]
    }

    /// Which demand units and sites are on the roads, where the plan travels over roads. Units off the roads and
    /// stranded units have no arcs, but stay in all denominators.
    pub fn network(&self) -> Option<&NetworkReport> {
        self.network.as_ref()
    }

    /// The medical facility nearest to `site`, as its position in the problem, and its straight-line distance.
    pub fn nearest_medical(&self, site: SiteIdx) -> Option<(usize, Metres)> {
        self.medical[site]
    }
}
