//! The nearest sites of a unit, and by how much they are too far.

use crate::domain::{Choice, Layout, Problem, Reach, Setting, SiteIdx, TierIdx, UnitIdx};
use crate::travel::Arc;
use crate::units::{Metres, Seconds};

/// The part of a way that is beyond a reach. Where the reach is a time the distance is the same part of the way, at its mean
/// speed, and so the time where it is a distance.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Beyond {
    /// The distance.
    pub distance: Metres,
    /// The time.
    pub time: Seconds,
}

/// A site near a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct NearSite {
    /// The way there.
    pub arc: Arc,
    /// By how much it is too far; none where it is within reach.
    pub beyond: Option<Beyond>,
}

/// The first site of `ways`, from the nearest on, for which `serves` holds; how far the unit's people go to the tier tells
/// whether it is too far.
pub(super) fn near_site(
    problem: &Problem,
    (unit, tier): (UnitIdx, TierIdx),
    ways: &[Arc],
    serves: impl Fn(SiteIdx) -> bool,
) -> Option<NearSite> {
    let setting = problem.units[unit].setting;
    let reach = problem.tiers[tier].reach(setting)?;
    let arc = *ways.iter().find(|arc| serves(arc.site))?;
    Some(NearSite { arc, beyond: beyond(problem, tier, setting, reach, &arc) })
}

/// The nearest site of `ways`, from the nearest on, that stands in the layout and serves the tier with a place for somebody.
pub(crate) fn near_standing(
    problem: &Problem,
    layout: &Layout,
    (unit, tier): (UnitIdx, TierIdx),
    ways: &[Arc],
) -> Option<NearSite> {
    let serves = |site| has_places(problem, site, layout.choices[site], tier);
    near_site(problem, (unit, tier), ways, serves)
}

/// Whether some decision about the site makes it serve the tier, with a place for somebody.
pub(super) fn could_serve(problem: &Problem, site: SiteIdx, tier: TierIdx) -> bool {
    problem.sites[site].choices().any(|choice| has_places(problem, site, choice, tier))
}

/// Whether the site serves the tier after the choice, with a place for somebody.
pub(super) fn has_places(problem: &Problem, site: SiteIdx, choice: Choice, tier: TierIdx) -> bool {
    let site = &problem.sites[site];
    let places = problem.places_at(site, choice, tier);
    problem.serves(site, choice, tier) && places.is_none_or(|places| places > 0.0)
}

/// By how much a way is longer than the reach; none where it is within it.
fn beyond(
    problem: &Problem,
    tier: TierIdx,
    setting: Setting,
    reach: Reach,
    arc: &Arc,
) -> Option<Beyond> {
    if arc.is_within(problem, tier, setting, reach) {
        return None;
    }
    let (distance, time) = (arc.distance.metres(), arc.time.seconds());
    let part = match reach {
        Reach::Time(reach) => 1.0 - reach.seconds() / time,
        Reach::Distance(reach) => 1.0 - reach.metres() / distance,
        Reach::Anywhere => return None,
    };
    Some(Beyond {
        distance: Metres::new(distance * part.max(0.0)).unwrap_or_default(),
        time: Seconds::new(time * part.max(0.0)).unwrap_or_default(),
    })
}
