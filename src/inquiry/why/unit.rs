//! How the people of a village or community can be reached at each tier: the nearest sites, what stands in the way, and the best
//! plans in which they are covered.

use super::super::asking::{Answer, Asking, Posed, arcs_of};
use super::super::comparison::Cover;
use super::super::nearest::nearest;
use super::super::new_site::{building_cost, new_site};
use super::super::obstacle::Obstacle;
use super::super::requirement::Requirement;
use super::near::{NearSite, could_serve, near_site, near_standing};
use crate::domain::words::words;
use crate::domain::{Problem, Reach, Setting, TierIdx, UnitIdx};
use crate::solve::{Restriction, SolveError};
use crate::travel::{Arc, Arcs};
use crate::units::{Metres, Seconds, Yuan};
use rayon::prelude::*;
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
    let near = nearest(problem, &[unit]);
    let tiers: Vec<TierIdx> = problem.tiers.keys().collect();
    let tiers = tiers.into_par_iter().map(|tier| at_tier(asking, unit, tier, &near[0][tier]));
    let tiers: Vec<Result<Option<TierAnswer>, SolveError>> = tiers.collect();
    let tiers = tiers.into_iter().filter_map(Result::transpose).collect::<Result<_, _>>()?;
    Ok(UnitAnswer { unit, tiers })
}

/// How the unit is served at the tier; none where the tier is not for it or has no people there. `near` are the sites that could
/// serve it, nearest first.
fn at_tier(
    asking: &Asking<'_>,
    unit: UnitIdx,
    tier: TierIdx,
    near: &[Arc],
) -> Result<Option<TierAnswer>, SolveError> {
    let (problem, own) = (asking.problem, &asking.problem.tiers[tier]);
    let data = &problem.units[unit];
    let people = data.people_of(own.group);
    let Some(reach) = own.reach(data.setting).filter(|_| people > 0.0) else { return Ok(None) };
    let cover = Cover::of(&asking.best.audit.assignment, unit, tier);
    let standing = near_standing(problem, &asking.best.layout, (unit, tier), near);
    let possible = near_site(problem, (unit, tier), near, |site| could_serve(problem, site, tier));
    let ways = match cover.share < 1.0 - 1e-9 {
        true => AtTier { asking, unit, tier }.ways(possible)?,
        false => Vec::new(),
    };
    Ok(Some(TierAnswer { tier, people, reach, cover, standing, possible, ways }))
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
        let is_in_reach = possible.is_some_and(|own| own.beyond.is_none());
        if !is_in_reach {
            // Only sites and places that there are not could help where none is within reach.
            obstacles.retain(|own| {
                matches!(own, Obstacle::AllSites | Obstacle::One(Requirement::Places(_)))
            });
        }
        let within = || {
            let terms = |problem, known| Some(self.covered(problem, known));
            let answer = self.asking.ask(&terms, &obstacles)?;
            Ok(WayTried { way: Way::WithinPlan, reach: None, cost: None, answer })
        };
        if is_in_reach {
            return Ok(vec![within()?]);
        }
        let (within, (longer, new_site)) = rayon::join(within, || {
            rayon::join(|| self.by_longer_reach(possible), || self.by_new_site())
        });
        let (within, longer, new_site): (WayTried, _, _) = (within?, longer?, new_site?);
        Ok(match within.answer {
            Answer::Plan(_) => vec![within],
            _ => [Some(within), longer, new_site].into_iter().flatten().collect(),
        })
    }

    /// By a reach up to the nearest site that could serve them.
    fn by_longer_reach(&self, possible: Option<NearSite>) -> Result<Option<WayTried>, SolveError> {
        let Some(arc) = possible.map(|own| own.arc) else { return Ok(None) };
        let Some((reach, changed)) = self.longer(self.asking.problem, &arc) else {
            return Ok(None);
        };
        let answer = self.tried(&changed)?;
        Ok(Some(WayTried { way: Way::LongerReach, reach: Some(reach), cost: None, answer }))
    }

    /// By a site in the village.
    fn by_new_site(&self) -> Result<Option<WayTried>, SolveError> {
        let Some((cost, changed)) = self.with_site(self.asking.problem) else { return Ok(None) };
        let answer = self.tried(&changed)?;
        Ok(Some(WayTried { way: Way::NewSite, reach: None, cost: Some(cost), answer }))
    }

    /// The best layout of the plan so changed in which the people are covered.
    fn tried(&self, changed: &Problem) -> Result<Answer, SolveError> {
        let arcs = Arcs::build(changed);
        let asking = Asking { problem: changed, arcs: &arcs, ..*self.asking };
        let terms = |problem, known| Some(self.covered(problem, known));
        asking.ask(&terms, &Obstacle::of_plan(self.asking.problem))
    }

    fn covered<'c>(&self, problem: Cow<'c, Problem>, known: Option<&'c Arcs>) -> Posed<'c> {
        let arcs = arcs_of(&problem, known);
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
