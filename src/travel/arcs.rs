use super::arc::Arc;
use super::roads::NetworkReport;
#[cfg(doc)]
use crate::domain::Problem;
use crate::domain::{SiteIdx, TierIdx, UnitIdx};
use crate::units::Metres;
use typed_index_collections::TiVec;

/// All arcs of a problem. Rows are sorted by distance, then by site.
///
/// Travelled distances are geodesic distances times the detour factor, in whole millimetres; times are distances over the
/// speed: both of the tier and the traveller's setting, or the unit's own ([`Problem::straight_way`]). Over roads both belong to the quickest route where the reach is a time,
/// and to the shortest where it is a distance. Only pairs within reach are kept: an arc takes 24 bytes, and a row 24
/// more.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arcs {
    /// By tier and unit: the sites within the tier's reach that could serve the tier.
    pub(super) within_reach: TiVec<TierIdx, TiVec<UnitIdx, Vec<Arc>>>,
    /// By leading tier and led site, empty for tiers that lead none: see [`Arcs::leaders`].
    pub(super) leaders: TiVec<TierIdx, TiVec<SiteIdx, Vec<Arc>>>,
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

    /// The sites that could lead `site` as facilities of the tier `leading` if it were of the led tier, nearest first
    /// (中心带站点). Empty for sites that cannot be of it. [`crate::plan::may_lead`] decides for the states chosen. Each
    /// tier has ways of its own: over roads the quickest where it leads within a time, the shortest within a distance.
    pub fn leaders(&self, leading: TierIdx, site: SiteIdx) -> &[Arc] {
        let row = self.leaders.get(leading).and_then(|rows| rows.get(site));
        row.map_or(&[], Vec::as_slice)
    }

    /// [`Arcs::leaders`] of every leading tier, each with its tier.
    pub fn all_leaders(&self, site: SiteIdx) -> impl Iterator<Item = (TierIdx, &Arc)> {
        let tiers = self.leaders.keys();
        tiers.flat_map(move |leading| {
            self.leaders(leading, site).iter().map(move |arc| (leading, arc))
        })
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
