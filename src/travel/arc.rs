use super::earth::rounded;
use crate::domain::{Problem, Reach, Setting, SiteIdx, StraightWay, TierIdx};
use crate::units::{Metres, Seconds};

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
    /// Whether this way to a facility of `tier` is within `reach` for those of `setting`, who travel as the tier says.
    /// Over roads times are compared as times. Elsewhere a time is compared as the distance that it allows, in whole
    /// millimetres, so that a point exactly at the edge of a round reach is within it.
    pub fn is_within(
        &self,
        problem: &Problem,
        tier: TierIdx,
        setting: Setting,
        reach: Reach,
    ) -> bool {
        match problem.travel_to(tier).straight_way(setting) {
            Some(way) => self.distance.metres() <= furthest(way, reach),
            None => self.is_within_over_roads(reach),
        }
    }

    /// [`Arc::is_within`] over roads, to half a millisecond or millimetre.
    pub(super) fn is_within_over_roads(&self, reach: Reach) -> bool {
        match reach {
            Reach::Time(time) => self.time.seconds() <= time.seconds() + 0.000_5,
            Reach::Distance(distance) => self.distance.metres() <= distance.metres() + 0.000_5,
            Reach::Anywhere => true,
        }
    }

    /// The way to `site`, so many metres away as the crow flies.
    pub(super) fn straight(site: SiteIdx, straight_m: f64, way: StraightWay) -> Self {
        let distance = rounded(straight_m * way.detour);
        Self { site, distance, time: way.speed.time_for(distance) }
    }
}

/// No way is longer; the bound keeps a typing error from overflowing.
const LONGEST_M: f64 = 1e12;

/// The longest travelled distance within `reach`, in metres.
pub(super) fn furthest(way: StraightWay, reach: Reach) -> f64 {
    let distance = match reach {
        Reach::Time(time) => way.speed.distance_in(time),
        Reach::Distance(distance) => distance,
        Reach::Anywhere => return LONGEST_M,
    };
    rounded(distance.metres().min(LONGEST_M)).metres()
}
