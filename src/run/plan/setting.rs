//! What the plan is set in, so that figures by id can be read without the plan's own files: tiers, towns, travel; and who
//! stays uncovered, and why.

use super::NameJson;
use crate::domain::numbers::rounded;
use crate::domain::{
    Language, Problem, Reach, Setting, StraightWay, TierIdx, TierTravel, TravelMethod,
};
use crate::run::figures::{straight_reach, uncovered};
use crate::run::report::Decided;
use serde::{Deserialize, Serialize};

/// A tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TierJson {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: NameJson,
    /// The group that it is for.
    pub group: String,
    /// The tiers whose people its facilities serve, by id: itself first, then lower ones.
    pub serves: Vec<String>,
    /// How far urban people go; none: the tier is not for them.
    pub reach_urban: Option<ReachJson>,
    /// How far rural people go.
    pub reach_rural: Option<ReachJson>,
    /// How people get to its facilities; none: as the plan says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<TierTravelJson>,
}

/// How people get to the facilities of a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierTravelJson {
    /// By what urban people travel: `walk`, `cycle`, `drive`, `bus`; none where that is not said.
    pub mode_urban: Option<String>,
    /// By what rural people travel.
    pub mode_rural: Option<String>,
    /// Travelled over straight-line distance; none over roads.
    pub detour: Option<f64>,
    /// How fast urban people go along straight lines.
    pub speed_urban_km_h: Option<f64>,
    /// How fast rural people go along straight lines.
    pub speed_rural_km_h: Option<f64>,
}

impl TierJson {
    /// Whether people travel to it.
    pub fn is_travelled_to(&self) -> bool {
        self.reach_urban.is_some() || self.reach_rural.is_some()
    }
}

/// How far people go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReachJson {
    /// Travel time, where that is the limit.
    pub time_s: Option<f64>,
    /// Travelled distance, where that is the limit.
    pub distance_m: Option<f64>,
    /// As the crow flies, where travel is along straight lines.
    pub radius_m: Option<f64>,
}

/// A town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TownJson {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// People who are not covered at a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UncoveredJson {
    /// The tier's id.
    pub tier: String,
    /// The unit's id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its town's id.
    pub town: String,
    /// How many of the tier's group.
    pub people: f64,
    /// `no-way`: no way leads from there; `out-of-reach`: no site that may serve them is within reach; `not-built`: one is, but the layout has no such
    /// facility there; `full`: a facility is, but its places are taken.
    pub why: String,
    /// The nearest such site; none when all are out of reach.
    pub nearest: Option<String>,
    /// How far it is.
    pub distance_m: Option<f64>,
    /// How long it takes.
    pub time_s: Option<f64>,
}

pub(crate) fn tiers(problem: &Problem) -> Vec<TierJson> {
    let tier = |(index, tier): (TierIdx, &crate::domain::Tier)| {
        let travel = problem.travel_to(index);
        let of = |setting| tier.reach(setting).map(|own| reach(travel, setting, own));
        TierJson {
            id: tier.id.clone(),
            name: (&tier.name).into(),
            group: problem.groups[tier.group].id.clone(),
            serves: tier.serves.iter().map(|&tier| problem.tiers[tier].id.clone()).collect(),
            reach_urban: of(Setting::Urban),
            reach_rural: of(Setting::Rural),
            travel: tier.travel.as_ref().map(tier_travel),
        }
    };
    problem.tiers.iter_enumerated().map(tier).collect()
}

fn tier_travel(own: &TierTravel) -> TierTravelJson {
    let [mode_urban, mode_rural] =
        Setting::ALL.map(|setting| own.mode(setting).map(|mode| mode.word().to_owned()));
    let [urban, rural] = Setting::ALL.map(|setting| own.method.straight_way(setting));
    let km_h = |way: StraightWay| rounded(way.speed.metres_per_second() * 3.6, 6);
    TierTravelJson {
        mode_urban,
        mode_rural,
        detour: urban.map(|way| way.detour),
        speed_urban_km_h: urban.map(km_h),
        speed_rural_km_h: rural.map(km_h),
    }
}

fn reach(travel: &TravelMethod, setting: Setting, reach: Reach) -> ReachJson {
    let (time, distance) = match reach {
        Reach::Time(time) => (Some(time), None),
        Reach::Distance(distance) => (None, Some(distance)),
        Reach::Anywhere => (None, None),
    };
    let radius = straight_reach(travel, setting, reach);
    ReachJson {
        time_s: time.map(|time| time.seconds()),
        distance_m: distance.map(|distance| distance.metres()),
        radius_m: radius.map(|radius| radius.metres()),
    }
}

pub(crate) fn towns(problem: &Problem) -> Vec<TownJson> {
    let town =
        |town: &crate::domain::Town| TownJson { id: town.id.clone(), name: town.name.clone() };
    problem.towns.iter().map(town).collect()
}

/// How people get about, in words.
pub fn travel_json(problem: &Problem) -> NameJson {
    NameJson { en: Language::English.travel(problem), zh: Some(Language::Chinese.travel(problem)) }
}

/// By tier, then most people first.
pub(crate) fn uncovered_list(decided: &Decided<'_>) -> Vec<UncoveredJson> {
    let problem = decided.problem;
    let row = |row: crate::run::figures::Uncovered| {
        let unit = &problem.units[row.unit];
        let arc = row.why.nearest();
        UncoveredJson {
            tier: problem.tiers[row.tier].id.clone(),
            unit: unit.id.clone(),
            name: unit.name.clone(),
            town: problem.towns[unit.town].id.clone(),
            people: row.people,
            why: row.why.word().into(),
            nearest: arc.map(|arc| problem.sites[arc.site].id.clone()),
            distance_m: arc.map(|arc| arc.distance.metres()),
            time_s: arc.map(|arc| arc.time.seconds()),
        }
    };
    uncovered(decided).into_iter().map(row).collect()
}
