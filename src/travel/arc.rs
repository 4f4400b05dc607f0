use super::earth::rounded;
use crate::domain::{Problem, Reach, Setting, SiteIdx, TravelMethod};
use crate::units::{Metres, Seconds, Speed};

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
    /// Whether this way is within `reach` for people of `setting`. Over roads times are compared as times. Elsewhere a
    /// time is compared as the distance that it allows, in whole millimetres, so that a point exactly at the edge of a
    /// round reach is within it.
    pub fn is_within(&self, problem: &Problem, setting: Setting, reach: Reach) -> bool {
        match &problem.travel {
            TravelMethod::StraightLine { .. } => {
                self.distance.metres() <= furthest(&problem.travel, setting, reach)
            }
            TravelMethod::Roads(_) => self.is_within_over_roads(reach),
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
}

/// No way is longer; the bound keeps a typing error from overflowing.
const LONGEST_M: f64 = 1e12;

/// The detour and the speed of straight-line travel.
pub(super) fn straight_line(travel: &TravelMethod, setting: Setting) -> (f64, Speed) {
    match *travel {
        TravelMethod::StraightLine { detour, speed_urban, speed_rural } => match setting {
            Setting::Urban => (detour, speed_urban),
            Setting::Rural => (detour, speed_rural),
        },
        TravelMethod::Roads(_) => unreachable!("roads have arcs of their own"),
    }
}

/// The longest travelled distance within `reach`, in metres, where travel is in straight lines times a detour.
pub(super) fn furthest(travel: &TravelMethod, setting: Setting, reach: Reach) -> f64 {
    let distance = match reach {
        Reach::Time(time) => straight_line(travel, setting).1.distance_in(time),
        Reach::Distance(distance) => distance,
        Reach::Anywhere => return LONGEST_M,
    };
    rounded(distance.metres().min(LONGEST_M)).metres()
}
