//! The ways of everybody for whom a tier is, whether served or not.

use super::kolm_pollak::{AVERSION, kappa};
use super::portion::{Portion, Worth};
use crate::domain::{
    DemandUnit, Problem, Reach, Setting, StraightWay, TierIdx, TravelMethod, UnitIdx,
};
use crate::plan::service::Assignment;
use crate::plan::today::assigned_today;
use crate::travel::{Arc, Arcs};
use crate::units::{Metres, Seconds};
use typed_index_collections::TiVec;

/// The way of a part of a unit's people at a tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// The share of the unit's people who have it, above 0.
    pub share: f64,
    /// How far they go; for those not served the end of their reach, than which no service is farther.
    pub distance: Metres,
    /// How long that takes.
    pub time: Seconds,
    /// Whether they are served.
    pub served: bool,
}

/// The ways of each unit, by tier and unit, their shares adding up to 1; none where the tier is not for the unit, or its
/// people move in and have no daily way.
pub type Ways = TiVec<TierIdx, TiVec<UnitIdx, Vec<Way>>>;

/// Smaller shares of a unit are rounding.
const ROUNDING: f64 = 1e-9;

/// The ways by an assignment. Who is not served counts at the end of the reach R:
///
/// ```text
/// d[i,k] = distance to the site that serves i     for those served
///        = R[k, setting]                          for those not served
/// ```
///
/// so that an unserved person is never better off than a served one, and covering more never makes the ways longer. Where R
/// is a time, it is the distance gone in it: in a straight line at the unit's speed; over roads the longest way within reach
/// of anybody of that setting (as far as on foot where there is none). True ways of those not served are longer.
pub fn ways(problem: &Problem, arcs: &Arcs, assignment: &Assignment) -> Ways {
    problem
        .tiers
        .keys()
        .map(|tier| {
            let ends = Ends::new(problem, arcs, tier);
            let of_unit = |(index, unit): (UnitIdx, &DemandUnit)| {
                let Some(end) = ends.of(index, unit) else {
                    return Vec::new();
                };
                let served = assignment[tier][index].iter().map(|own| Way {
                    share: own.share,
                    distance: own.distance,
                    time: own.time,
                    served: true,
                });
                let mut ways: Vec<Way> = served.collect();
                let share = 1.0 - ways.iter().map(|own| own.share).sum::<f64>();
                if share > ROUNDING {
                    ways.push(Way { share, ..end });
                }
                ways
            };
            problem.units.iter_enumerated().map(of_unit).collect()
        })
        .collect()
}

/// The ways of today.
pub fn ways_today(problem: &Problem, arcs: &Arcs) -> Ways {
    ways(problem, arcs, &assigned_today(problem, arcs))
}

/// The ways of nobody served: everybody's end of reach.
pub(crate) fn ways_unserved(problem: &Problem, arcs: &Arcs) -> Ways {
    ways(
        problem,
        arcs,
        &problem.tiers.iter().map(|_| vec![Vec::new(); problem.units.len()].into()).collect(),
    )
}

/// The kilometres of the people of each tier's own group, tier by tier: one portion for each way.
pub fn way_portions(problem: &Problem, ways: &Ways) -> Vec<Portion> {
    let tiers = ways.iter_enumerated().flat_map(|(tier, units)| {
        let group = problem.tiers[tier].group;
        units.iter_enumerated().flat_map(move |(unit, own)| {
            let people = problem.units[unit].people_of(group);
            own.iter().map(move |way| way.kilometres(people))
        })
    });
    tiers.filter(|own| own.people > 0.0).collect()
}

/// κ for the ways of all tiers: told by today's, and where those all have no length by the ends of the reaches, so that it is
/// the same for every layout. None where these have no length either.
pub fn way_kappa(problem: &Problem, arcs: &Arcs) -> Option<f64> {
    let of = |ways| kappa(&way_portions(problem, &ways), Worth::Burden, AVERSION);
    of(ways_today(problem, arcs)).or_else(|| of(ways_unserved(problem, arcs)))
}

impl Way {
    /// The kilometres of this part of `people`.
    pub(super) fn kilometres(&self, people: f64) -> Portion {
        Portion { value: self.distance.metres() / 1000.0, people: people * self.share }
    }

    /// Its minutes.
    pub(super) fn minutes(&self, people: f64) -> Portion {
        Portion { value: self.time.minutes(), people: people * self.share }
    }
}

/// The ends of the reach of a tier.
struct Ends<'a> {
    problem: &'a Problem,
    arcs: &'a Arcs,
    tier: TierIdx,
    /// Of any way within reach the longest and the slowest, by setting.
    longest: [(Metres, Seconds); 2],
}

impl<'a> Ends<'a> {
    fn new(problem: &'a Problem, arcs: &'a Arcs, tier: TierIdx) -> Self {
        let mut longest = [(Metres::default(), Seconds::default()); 2];
        for (index, unit) in problem.units.iter_enumerated() {
            let own = &mut longest[usize::from(unit.setting == Setting::Rural)];
            *own = furthest(*own, arcs.within_reach(tier, index));
        }
        Self { problem, arcs, tier, longest }
    }

    /// The way of a unit's people who are not served; none where they have none at this tier.
    fn of(&self, index: UnitIdx, unit: &DemandUnit) -> Option<Way> {
        let reach = self.problem.tiers[self.tier].reach(unit.setting)?;
        let end = match self.problem.straight_way(self.tier, unit) {
            Some(way) => straight_end(way, reach)?,
            None => self.road_end(unit.setting, reach)?,
        };
        // Arcs are within reach to a rounding: none of the unit's own is beyond this.
        let (distance, time) = furthest(end, self.arcs.within_reach(self.tier, index));
        Some(Way { share: 1.0, distance, time, served: false })
    }

    fn road_end(&self, setting: Setting, reach: Reach) -> Option<(Metres, Seconds)> {
        let TravelMethod::Roads(roads) = self.problem.travel_to(self.tier) else {
            return None;
        };
        let walk = roads.profile(setting).walk();
        let (distance, time) = self.longest[usize::from(setting == Setting::Rural)];
        match reach {
            Reach::Time(limit) if distance > Metres::default() => Some((distance, limit)),
            Reach::Time(limit) => Some((walk.distance_in(limit), limit)),
            Reach::Distance(limit) if time > Seconds::default() => Some((limit, time)),
            Reach::Distance(limit) => Some((limit, walk.time_for(limit))),
            Reach::Anywhere => None,
        }
    }
}

fn straight_end(way: StraightWay, reach: Reach) -> Option<(Metres, Seconds)> {
    match reach {
        Reach::Time(limit) => Some((way.speed.distance_in(limit), limit)),
        Reach::Distance(limit) => Some((limit, way.speed.time_for(limit))),
        Reach::Anywhere => None,
    }
}

/// The longest distance and the longest time of `end` and the arcs.
fn furthest(end: (Metres, Seconds), arcs: &[Arc]) -> (Metres, Seconds) {
    arcs.iter().fold(end, |(distance, time), arc| {
        let longer = if arc.distance > distance { arc.distance } else { distance };
        (longer, if arc.time > time { arc.time } else { time })
    })
}
