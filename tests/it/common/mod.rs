//! Tiny plans for tests, built by hand: everything lies on the equator, at so many metres east of the origin,
//! where distances are exact; nobody makes a detour and everybody walks a metre a second.
//!
//! ```ignore
//! let problem = TinyPlan::new()
//!     .tier("station", 1000.0)
//!     .unit("village", 0.0, 100.0)
//!     .candidate("hall", 500.0, "station", 300_000)
//!     .target(coverage("station"), Scope::All, Direction::AtLeast, 1.0)
//!     .problem();
//! ```
//!
//! Units and sites belong to the town named last, works and changes to the site (unit, tier, …) named last.

pub(crate) mod answers;
pub(crate) mod chinese;
pub(crate) mod draws;
pub(crate) mod layouts;
pub(crate) mod location;
pub(crate) mod lp;
pub(crate) mod program;
mod sites;

use yike::domain::*;
use yike::units::{Metres, Persons, Share, Speed, SquareMetres, Yuan};

/// Metres of a radian of the equator: the WGS84 ellipsoid's.
const EQUATOR_M: f64 = 6_378_137.0;

/// The place so many metres east of the origin, on the equator.
pub(crate) fn at(metres_east: f64) -> LonLat {
    LonLat::new((metres_east / EQUATOR_M).to_degrees(), 0.0).expect("less than half the equator")
}

/// So many metres.
pub(crate) fn metres(metres: f64) -> Metres {
    Metres::new(metres).expect("a length")
}

/// So many persons.
pub(crate) fn persons(number: f64) -> Persons {
    Persons::new(number).expect("a number of people")
}

/// A plan under construction.
#[derive(Debug, Clone)]
pub(crate) struct TinyPlan {
    parts: ProblemParts,
    setting: Setting,
}

impl TinyPlan {
    /// A plan with the group `60+` and nothing else.
    pub(crate) fn new() -> Self {
        let walk = Speed::parse("1 m/s").expect("a speed");
        Self {
            parts: ProblemParts::new("tiny", TravelMethod::straight_line(1.0, walk)),
            setting: Setting::Urban,
        }
    }

    /// From here on towns, units and sites are rural.
    pub(crate) fn rural(mut self) -> Self {
        self.setting = Setting::Rural;
        self
    }

    /// From here on towns, units and sites are urban again.
    pub(crate) fn urban(mut self) -> Self {
        self.setting = Setting::Urban;
        self
    }

    /// Another group of people, none of them anywhere yet.
    pub(crate) fn group(mut self, id: &str) -> Self {
        self.parts.add_group(Group::new(id));
        self
    }

    /// A town; without any, the first unit or site stands in the town `T1`.
    pub(crate) fn town(mut self, id: &str) -> Self {
        self.parts.add_town(Town::new(id, self.setting));
        self
    }

    /// A unit with so many people aged 60 and over.
    pub(crate) fn unit(mut self, id: &str, metres_east: f64, people: f64) -> Self {
        let town = self.last_town();
        let mut by_group = vec![Persons::default(); self.parts.groups.len()];
        by_group[0] = persons(people);
        let mut unit = DemandUnit::new(id, town, self.setting, at(metres_east), by_group);
        unit.residents = persons(people * 4.0);
        self.parts.add_unit(unit);
        self
    }

    /// A tier for both settings within so many metres, serving itself and the tiers named in `also`.
    pub(crate) fn tier_serving(mut self, id: &str, reach_m: f64, also: &[&str]) -> Self {
        let also: Vec<TierIdx> = also.iter().map(|id| self.tier_idx(id)).collect();
        let tier = Tier::new(id, Reach::Distance(metres(reach_m)));
        self.parts.add_tier(tier.serving(also));
        self
    }

    /// A tier that serves only itself.
    pub(crate) fn tier(self, id: &str, reach_m: f64) -> Self {
        self.tier_serving(id, reach_m, &[])
    }

    /// The last tier leads `led`, within so many metres, so many at most.
    pub(crate) fn leads(self, led: &str, within_m: Option<f64>, at_most: Option<u32>) -> Self {
        let tier = self.tier_idx(led);
        self.edit_tier(|last| {
            let mut leads = Leads::new(tier);
            leads.within = within_m.map(|within| Reach::Distance(metres(within)));
            leads.at_most = at_most;
            last.leads = Some(leads);
        })
    }

    /// A source of money that may pay for everything.
    pub(crate) fn funding(mut self, id: &str, yuan: i64) -> Self {
        self.parts.add_funding(Funding::new(id, Yuan::new(yuan)));
        self
    }

    /// A binding target; `limit` in the unit of the measure.
    pub(crate) fn target(
        mut self,
        measure: Measure,
        scope: Scope,
        direction: Direction,
        limit: f64,
    ) -> Self {
        let limit = if measure.is_share() {
            Share::new(limit).expect("a share").into()
        } else if measure.is_money() {
            Yuan::new(limit as i64).into()
        } else if measure.unit() == MeasureUnit::SquareMetres {
            SquareMetres::new(limit).expect("an area").into()
        } else {
            MeasureValue::Number(limit)
        };
        let aim = match direction {
            Direction::AtLeast => measure.at_least(limit),
            Direction::AtMost => measure.at_most(limit),
        };
        let name = format!("target {}", self.parts.targets.len() + 1);
        self.parts.targets.push(Target::binding(name, aim.over(scope)));
        self
    }

    /// Changes the last site.
    pub(crate) fn edit_site(mut self, edit: impl FnOnce(&mut Site)) -> Self {
        edit(self.parts.sites.last_mut().expect("a site"));
        self
    }

    /// Changes the last unit.
    pub(crate) fn edit_unit(mut self, edit: impl FnOnce(&mut DemandUnit)) -> Self {
        edit(self.parts.units.last_mut().expect("a unit"));
        self
    }

    /// Changes the last tier.
    pub(crate) fn edit_tier(mut self, edit: impl FnOnce(&mut Tier)) -> Self {
        edit(self.parts.tiers.last_mut().expect("a tier"));
        self
    }

    /// Changes anything.
    pub(crate) fn edit(mut self, edit: impl FnOnce(&mut ProblemParts)) -> Self {
        edit(&mut self.parts);
        self
    }

    /// The position of a tier named before.
    pub(crate) fn tier_idx(&self, id: &str) -> TierIdx {
        let found = self.parts.tiers.position(|tier| tier.id == id);
        found.expect("a tier named before")
    }

    /// The problem.
    pub(crate) fn problem(self) -> Problem {
        Problem::new(self.parts).expect("a sound plan")
    }

    /// Why it is none.
    #[cfg(feature = "highs")]
    pub(crate) fn refused(self) -> ProblemError {
        Problem::new(self.parts).expect_err("a plan that is refused")
    }

    fn last_town(&mut self) -> TownIdx {
        if self.parts.towns.is_empty() {
            *self = self.clone().town("T1");
        }
        TownIdx::from(self.parts.towns.len() - 1)
    }
}

/// The position of a site by its id.
pub(crate) fn site_idx(problem: &Problem, id: &str) -> SiteIdx {
    problem.sites.position(|site| site.id == id).expect("a site")
}

/// A sentence is Chinese: names and ids in it may be anything, but no word that joins English ones stands there.
#[track_caller]
pub(crate) fn is_chinese(sentence: &str) {
    let han = sentence.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter)).count();
    let english = [" a ", " and ", " at ", " but ", " is ", " may ", " of ", " or ", " the "];
    let words: Vec<_> = english.iter().filter(|word| sentence.contains(**word)).collect();
    assert!(han > 1 && words.is_empty(), "{sentence}");
}
