//! How people get about, in words: in the whole plan, to each tier that they reach otherwise, from units with ways of
//! their own.

use crate::domain::Language::{self, Chinese, English};
use crate::domain::roads::RoadTravel;
use crate::domain::{Problem, Setting, Tier, TierTravel, TravelMethod};
use crate::run::words::MODES;

impl Language {
    /// How people get about.
    pub(crate) fn travel(self, problem: &Problem) -> String {
        let plan = match &problem.travel {
            TravelMethod::StraightLine { detour, speed_urban, speed_rural } => match self {
                English => format!(
                    "straight-line distance × {detour}, {speed_urban} in urban and {speed_rural} in rural places"
                ),
                Chinese => {
                    format!("直线距离 × {detour}，城镇 {speed_urban}，农村 {speed_rural}")
                }
            },
            TravelMethod::Roads(roads) => self.over_roads(roads),
        };
        let tiers = problem.tiers.iter();
        let tiers = tiers.filter_map(|tier| Some(self.travel_to(tier, tier.travel.as_ref()?)));
        let parts: Vec<String> =
            std::iter::once(plan).chain(tiers).chain(self.own_ways(problem)).collect();
        parts.join(self.say("; ", "；"))
    }

    fn over_roads(self, roads: &RoadTravel) -> String {
        let [urban, rural] =
            [&roads.urban, &roads.rural].map(|profile| MODES.say(self, profile.mode().word()));
        let (file, snap) = (&roads.file, roads.snap);
        let closed = self.list(&roads.closed);
        let closed = match self {
            _ if closed.is_empty() => String::new(),
            English => format!("; closed: {closed}"),
            Chinese => format!("；封闭：{closed}"),
        };
        match self {
            English => format!(
                "over the roads of `{file}`, {urban} in urban and {rural} in rural places; at most {snap} to the road{closed}"
            ),
            Chinese => format!(
                "按 `{file}` 的道路网络，城镇{urban}，农村{rural}；到道路的距离不超过 {snap}{closed}"
            ),
        }
    }

    fn travel_to(self, tier: &Tier, own: &TierTravel) -> String {
        let name = self.short(&tier.name);
        let of = |setting: Setting| {
            let mode = own.mode(setting).map(|mode| MODES.say(self, mode.word()));
            match (self, mode, own.method.speed(setting)) {
                (English, Some(mode), Some(speed)) => format!("{mode} at {speed}"),
                (English, None, Some(speed)) => speed.to_string(),
                (Chinese, mode, Some(speed)) => format!("{} {speed}", mode.unwrap_or_default()),
                (_, mode, None) => mode.unwrap_or_default().to_owned(),
            }
        };
        let [urban, rural] = Setting::ALL.map(of);
        let detour = match (&own.method, self) {
            (TravelMethod::StraightLine { detour, .. }, English) => format!(" × {detour},"),
            (TravelMethod::StraightLine { detour, .. }, Chinese) => format!(" × {detour}"),
            (TravelMethod::Roads(_), _) => String::new(),
        };
        match self {
            English => format!("to a {name}{detour} {urban} in urban and {rural} in rural places"),
            Chinese => format!("前往{name}{detour}，城镇{urban}，农村{rural}"),
        }
    }

    /// How many units have ways of their own, and no way; none where straight lines are not ways.
    fn own_ways(self, problem: &Problem) -> Option<String> {
        if let TravelMethod::Roads(_) = problem.travel {
            return None;
        }
        let own = problem.units.iter().filter(|unit| !unit.travel.is_usual());
        let (none, own): (Vec<_>, Vec<_>) = own.partition(|unit| unit.travel.no_way);
        let (none, own) = (none.len(), own.len());
        match (self, own, none) {
            (_, 0, 0) => None,
            (English, own, 0) => {
                Some(format!("places with a detour or a speed of their own: {own}"))
            }
            (English, 0, none) => Some(format!("places without a way to others: {none}")),
            (English, own, none) => Some(format!(
                "places with a detour or a speed of their own: {own}; without a way to others: {none}"
            )),
            (Chinese, own, 0) => Some(format!("{own} 个村（社区）另定绕行系数或速度")),
            (Chinese, 0, none) => Some(format!("{none} 个村（社区）不通外路")),
            (Chinese, own, none) => {
                Some(format!("{own} 个村（社区）另定绕行系数或速度，{none} 个村（社区）不通外路"))
            }
        }
    }
}
