use super::build::furthest;
use super::roads::{NetworkReport, plan};
use crate::domain::{Problem, Reach, Setting, SiteIdx, TierIdx, TravelMethod, UnitIdx};
use crate::units::{Metres, Seconds};
use typed_index_collections::TiVec;

/// A way from a demand unit (or a led site) to a site.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Arc {
    /// The site reached.
    pub site: SiteIdx,
    /// Travelled distance.
    pub distance: Metres,
    /// Travel time.
    pub time: Seconds,
}

impl Arc {
    /// Whether someone of `setting` who goes this way goes no further than `reach`. Over roads times are compared as
    /// times. Elsewhere a time is compared as the distance that it allows, in whole millimetres, so that a round reach includes who is exactly at its edge.
    pub fn is_within(&self, problem: &Problem, setting: Setting, reach: Reach) -> bool {
        match &problem.travel {
            TravelMethod::StraightLine { .. } => {
                self.distance.metres() <= furthest(&problem.travel, setting, reach)
            }
            TravelMethod::Roads(_) => plan::is_within(self, reach),
        }
    }
}

/// All arcs of a problem. Rows are sorted by distance, then by site.
///
/// Travelled distances are geodesic distances times the plan's detour factor, in whole millimetres; times are
/// distances over the speed of the traveller's setting. Over roads both are of the quickest way where the reach is a
/// time, and of the shortest where it is a distance. Only pairs within reach are kept: an arc takes 24 bytes,
/// and a row 24 more.
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

    /// The sites that could lead `site`, were it of the tier led, nearest first (中心带站点). Empty for sites that
    /// can be of no led tier. Where several tiers lead, a site is here when it may lead as one of them at least:
    /// [`crate::plan::may_lead`] says whether it may in the states chosen.
    pub fn leaders(&self, site: SiteIdx) -> &[Arc] {
        &self.leaders[site]
    }

    /// What of the demand and the sites is on the roads, where the plan travels over roads. Units off the road and
    /// stranded ones have no arcs: they stay in all denominators.
    pub fn network(&self) -> Option<&NetworkReport> {
        self.network.as_ref()
    }

    /// The medical facility nearest to `site`, as its position in the problem, and its straight-line distance.
    pub fn nearest_medical(&self, site: SiteIdx) -> Option<(usize, Metres)> {
        self.medical[site]
    }
}
