//! What there is for each head within reach of a tier.

use super::catchment::{Catchment, floating_catchment};
use crate::domain::location::{Decay, Distance, Radius};
use crate::domain::words::words;
use crate::domain::{Choice, Problem, Reach, Site, SiteIdx, TierIdx, UnitIdx};
use crate::travel::{Arc, Arcs};
use crate::units::Share;
use typed_index_collections::TiVec;

words! {
    /// What of a tier's facilities is counted as supply.
    pub enum Supplied {
        /// Their places, where all have a number of them.
        Places = "places",
        /// The beds of all that serve it, where facilities of the tier itself have some.
        Beds = "beds",
        /// The facilities, each once.
        Facilities = "facilities",
    }
}

/// The supply of a tier a head, by unit: the 2SFCA and the E2SFCA of [`floating_catchment`].
#[derive(Debug, Clone, PartialEq)]
pub struct Supply {
    /// All within reach count alike.
    pub plain: TiVec<UnitIdx, f64>,
    /// The farther, the less: by the zones of Luo & Qi (2009): see `zones`.
    pub decayed: TiVec<UnitIdx, f64>,
}

/// What is counted at `tier`: the same for every layout of the plan.
pub fn supplied(problem: &Problem, tier: TierIdx) -> Supplied {
    let any = |counts: &dyn Fn(&Site, Choice) -> bool| {
        problem.sites.iter().any(|site| {
            let mut choices = site.choices().chain([Choice::Stay]);
            choices.any(|choice| problem.serves(site, choice, tier) && counts(site, choice))
        })
    };
    let is_open = |site: &Site, choice| problem.places_at(site, choice, tier).is_none();
    let has_beds = |site: &Site, choice| {
        let state = site.state_after(choice);
        state.beds > 0 && state.tier == Some(tier)
    };
    match problem.has_limited_places(tier) && !any(&is_open) {
        true => Supplied::Places,
        false if any(&has_beds) => Supplied::Beds,
        false => Supplied::Facilities,
    }
}

/// The supply of `tier` a head of the tier's group when sites are as `choices` say; none of a tier that nobody reaches.
pub fn supply(
    problem: &Problem,
    arcs: &Arcs,
    tier: TierIdx,
    choices: &TiVec<SiteIdx, Choice>,
) -> Option<Supply> {
    let data = &problem.tiers[tier];
    if !data.has_reach() {
        return None;
    }
    let counted = supplied(problem, tier);
    let at_site = problem.sites.iter_enumerated().map(|(index, site)| {
        let choice = choices[index];
        match counted {
            _ if !problem.serves(site, choice, tier) => 0.0,
            Supplied::Places => problem.places_at(site, choice, tier).unwrap_or(0.0),
            Supplied::Beds => f64::from(site.state_after(choice).beds),
            Supplied::Facilities => 1.0,
        }
    });
    let at_site: Vec<f64> = at_site.collect();
    let people: Vec<f64> = problem.units.iter().map(|unit| unit.people_of(data.group)).collect();
    let zones = zones();
    let (mut alike, mut by_zone) = (Vec::new(), Vec::new());
    for (unit, own) in problem.units.iter_enumerated() {
        let Some(reach) = data.reach(own.setting) else {
            continue;
        };
        for arc in
            arcs.within_reach(tier, unit).iter().filter(|arc| at_site[usize::from(arc.site)] > 0.0)
        {
            let catchment = |weight| Catchment { unit: unit.into(), site: arc.site.into(), weight };
            let part = part_of_reach(problem, tier, unit, reach, arc);
            alike.push(catchment(1.0));
            by_zone.push(catchment(part.map_or(1.0, |part| zones.cover(part))));
        }
    }
    let a_head = |within: &[Catchment]| floating_catchment(&people, &at_site, within).into();
    Some(Supply { plain: a_head(&alike), decayed: a_head(&by_zone) })
}

/// The zones of Luo & Qi (2009), as parts of the reach: 1 in the first third, 0.68 in the second, 0.22 in the last (a Gaussian in
/// steps; 10, 20 and 30 minutes in their study).
pub(super) fn zones() -> Decay {
    let zones = [(1.0 / 3.0, 1.0), (2.0 / 3.0, 0.68), (1.0, 0.22)];
    let zone = |(edge, weight): (f64, f64)| {
        // A way at a third of the reach is in the first zone, whatever its division leaves.
        let radius = Radius::within(Distance::from(edge + 1e-12));
        (radius, Share::new(weight).unwrap_or_default())
    };
    Decay::Steps(zones.map(zone).to_vec())
}

/// How much of the reach a way takes, 0 to 1; none where people move in, however far it is.
fn part_of_reach(
    problem: &Problem,
    tier: TierIdx,
    unit: UnitIdx,
    reach: Reach,
    arc: &Arc,
) -> Option<f64> {
    let part = match (reach, problem.straight_way(tier, &problem.units[unit])) {
        (Reach::Anywhere, _) => return None,
        (Reach::Distance(limit), _) => arc.distance.metres() / limit.metres(),
        (Reach::Time(limit), Some(way)) => {
            arc.distance.metres() / way.speed.distance_in(limit).metres()
        }
        (Reach::Time(limit), None) => arc.time.seconds() / limit.seconds(),
    };
    // At a reach of 0 only the place itself is within it.
    Some(if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 })
}
