//! How the people of a village or community can be reached at each tier: the nearest sites, what stands in the way, and the best
//! plans in which they are covered.

use super::super::asking::{Answer, Asking, Posed};
use super::super::comparison::Cover;
use super::super::nearest::nearest;
use super::super::new_site::{building_cost, new_site};
use super::super::obstacle::Obstacle;
use super::super::requirement::Requirement;
use crate::domain::words::words;
use crate::domain::{Problem, Reach, Setting, SiteIdx, TierIdx, UnitIdx};
use crate::solve::{Restriction, SolveError};
use crate::travel::{Arc, Arcs};
use crate::units::{Metres, Seconds, Yuan};
use std::borrow::Cow;

words! {
    /// A way to cover people.
    pub enum Way {
        /// By the plan as it is, with other decisions.
        WithinPlan = "within-plan",
        /// By a longer reach of the tier, for all of its setting, up to the nearest site that could serve them.
        LongerReach = "longer-reach",
        /// By a new site in the village itself, of the tier's cheapest size; where no size has a cost, at that of the plan's
        /// cheapest such work.
        NewSite = "new-site",
    }
}

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

/// What became of a way to cover people.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WayTried {
    /// The way.
    pub way: Way,
    /// The reach that it takes; none but of [`Way::LongerReach`].
    pub reach: Option<Reach>,
    /// What a new site costs; none but of [`Way::NewSite`].
    pub cost: Option<Yuan>,
    /// What became of it.
    pub answer: Answer,
}

/// How people of a unit are served at a tier.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TierAnswer {
    /// The tier.
    pub tier: TierIdx,
    /// The people of its group.
    pub people: f64,
    /// How far they go.
    pub reach: Reach,
    /// How the best plan serves them.
    pub cover: Cover,
    /// The nearest site that serves the tier in the best plan.
    pub standing: Option<NearSite>,
    /// The nearest site that could serve the tier by some decision about it.
    pub possible: Option<NearSite>,
    /// Ways to cover all of them; none where all are.
    pub ways: Vec<WayTried>,
}

/// How a unit is served.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct UnitAnswer {
    /// The unit.
    pub unit: UnitIdx,
    /// The tiers that are for it and have people there, in the plan's order.
    pub tiers: Vec<TierAnswer>,
}

pub(super) fn answer(asking: &Asking<'_>, unit: UnitIdx) -> Result<UnitAnswer, SolveError> {
    let problem = asking.problem;
    let near = nearest(problem, unit);
    let mut tiers = Vec::new();
    for (tier, own) in problem.tiers.iter_enumerated() {
        let data = &problem.units[unit];
        let people = data.people_of(own.group);
        let Some(reach) = own.reach(data.setting).filter(|_| people > 0.0) else { continue };
        let cover = Cover::of(&asking.best.audit.assignment, unit, tier);
        let choice = |site: SiteIdx| asking.best.layout.choices[site];
        let has_places = |site: SiteIdx, choice| {
            let data = &problem.sites[site];
            let places = problem.places_at(data, choice, tier);
            problem.serves(data, choice, tier) && places.is_none_or(|places| places > 0.0)
        };
        let first = |serves: &dyn Fn(SiteIdx) -> bool| {
            let found = near[tier].iter().find(|arc| serves(arc.site));
            found.map(|arc| NearSite {
                arc: *arc,
                beyond: beyond(problem, tier, data.setting, reach, arc),
            })
        };
        let standing = first(&|site| has_places(site, choice(site)));
        let possible =
            first(&|site| problem.sites[site].choices().any(|choice| has_places(site, choice)));
        let asked = AtTier { asking, unit, tier };
        let ways = match cover.share < 1.0 - 1e-9 {
            true => asked.ways(possible)?,
            false => Vec::new(),
        };
        tiers.push(TierAnswer { tier, people, reach, cover, standing, possible, ways });
    }
    Ok(UnitAnswer { unit, tiers })
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

struct AtTier<'a, 'b> {
    asking: &'b Asking<'a>,
    unit: UnitIdx,
    tier: TierIdx,
}

impl AtTier<'_, '_> {
    fn ways(&self, possible: Option<NearSite>) -> Result<Vec<WayTried>, SolveError> {
        let problem = self.asking.problem;
        let mut obstacles = Obstacle::of_plan(problem);
        if possible.is_none_or(|own| own.beyond.is_some()) {
            // Only sites and places that there are not could help where none is within reach.
            obstacles.retain(|own| {
                matches!(own, Obstacle::AllSites | Obstacle::One(Requirement::Places(_)))
            });
        }
        let within =
            self.asking.ask(&|problem, arcs| Some(self.covered(problem, arcs)), &obstacles)?;
        let is_within = matches!(within, Answer::Plan(_));
        let mut ways =
            vec![WayTried { way: Way::WithinPlan, reach: None, cost: None, answer: within }];
        if is_within {
            return Ok(ways);
        }
        if possible.is_some_and(|own| own.beyond.is_none()) {
            return Ok(ways);
        }
        if let Some(arc) = possible.map(|own| own.arc)
            && let Some((reach, _)) = self.longer(problem, &arc)
        {
            let answer = self.tried(&|problem| Some(self.longer(problem, &arc)?.1))?;
            ways.push(WayTried { way: Way::LongerReach, reach: Some(reach), cost: None, answer });
        }
        if let Some((cost, _)) = self.with_site(problem) {
            let answer = self.tried(&|problem| Some(self.with_site(problem)?.1))?;
            ways.push(WayTried { way: Way::NewSite, reach: None, cost: Some(cost), answer });
        }
        Ok(ways)
    }

    /// The best plan of those as `changed` makes them in which the people are covered.
    fn tried(
        &self,
        changed: &(dyn Fn(&Problem) -> Option<Problem> + Sync),
    ) -> Result<Answer, SolveError> {
        let terms = |problem: Cow<'_, Problem>, _: Cow<'_, Arcs>| {
            let changed = changed(&problem)?;
            let arcs = Arcs::build(&changed);
            Some(self.covered(Cow::Owned(changed), Cow::Owned(arcs)))
        };
        self.asking.ask(&terms, &Obstacle::of_plan(self.asking.problem))
    }

    fn covered<'c>(&self, problem: Cow<'c, Problem>, arcs: Cow<'c, Arcs>) -> Posed<'c> {
        let restrictions = vec![Restriction::Covered { unit: self.unit, tier: self.tier }];
        Posed { problem, arcs, restrictions }
    }

    /// The plan whose tier has the least whole number of minutes, or of hundreds of metres, as its reach that takes the way in.
    fn longer(&self, problem: &Problem, arc: &Arc) -> Option<(Reach, Problem)> {
        const MINUTE: f64 = 60.0;
        const HUNDRED_M: f64 = 100.0;
        let mut parts = problem.clone().into_parts();
        let tier = &mut parts.tiers[self.tier];
        let own = match parts.units[self.unit].setting {
            Setting::Urban => &mut tier.reach_urban,
            Setting::Rural => &mut tier.reach_rural,
        };
        // A way just at the edge of a whole number is within it: less than a thousandth more is rounding.
        let up = |value: f64, step: f64| ((value - 1e-3) / step).ceil() * step;
        let reach = match (*own)? {
            Reach::Time(_) => Reach::Time(Seconds::new(up(arc.time.seconds(), MINUTE)).ok()?),
            Reach::Distance(_) => {
                Reach::Distance(Metres::new(up(arc.distance.metres(), HUNDRED_M)).ok()?)
            }
            Reach::Anywhere => return None,
        };
        *own = Some(reach);
        Some((reach, Problem::new(parts).ok()?))
    }

    /// The plan with a place in the village where the tier's cheapest size may be built; none where nothing says what it costs.
    fn with_site(&self, problem: &Problem) -> Option<(Yuan, Problem)> {
        let cost = building_cost(problem, self.tier)?;
        let mut parts = problem.clone().into_parts();
        let site = new_site(&parts, self.tier, self.unit, cost)?;
        parts.add_site(site);
        Some((cost, Problem::new(parts).ok()?))
    }
}
