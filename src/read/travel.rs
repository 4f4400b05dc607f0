//! `[travel]`: how people travel.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::near::{closest, list};
use super::raster::HeightFile;
use super::register::Register;
use super::roads::{UNUSABLE, check_heights, read_network, unusable};
use super::source::InputFile;
use crate::domain::roads::{Mode, Profile, RoadClass, RoadNetwork, RoadTravel};
use crate::domain::{DemandUnit, TierTravel, TravelMethod, UnitTravel, text};
use crate::units::{Metres, Speed};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// 120 km/h.
const ABSURD_M_PER_S: f64 = 120.0 / 3.6;

/// Above this factor a detour is likely an error.
const UNLIKELY_DETOUR: f64 = 3.0;

/// The largest detour; above it distances around the Earth would exceed the longest length.
const MOST_DETOUR: f64 = 20.0;

const STRAIGHT_LINE: &[&str] = &["method", "detour", "speed", "units"];
const TIER_STRAIGHT_LINE: &[&str] = &["detour", "speed", "mode"];
/// What a unit's ways may have of their own.
pub(super) const UNIT_WAYS: &[&str] = &["detour", "speed", "no_way"];
const TIER_ROADS: &[&str] = &["profile"];
const ROADS: &[&str] =
    &["method", "network", "profile", "walk", "speeds", "snap", "slopes", "heights", "closed"];

/// `[travel]`.
#[derive(Debug, Default)]
pub(super) struct ReadTravel<'s> {
    /// How people travel, unless the tier says otherwise.
    pub(super) method: Option<TravelMethod>,
    /// What profiles are made of, over roads.
    profiles: Option<Profiles<'s>>,
    /// `[travel.units]` with the ids in it, in straight lines.
    units: Option<(Fields<'s>, Vec<String>)>,
}

/// What `[travel]` says of profiles.
#[derive(Debug)]
struct Profiles<'s> {
    travel: Fields<'s>,
    /// Of urban and rural people.
    modes: [Mode; 2],
    walk: Option<Speed>,
    slopes: bool,
}

/// `[travel]`, and the network and heights that it names, from the folder `base`; a network that is `known` is not read
/// again.
pub(super) fn read_travel<'s>(
    root: &Fields<'s>,
    base: &Path,
    known: Option<&TravelMethod>,
) -> (ReadTravel<'s>, Vec<InputFile>) {
    let keys: Vec<&str> = STRAIGHT_LINE.iter().chain(ROADS).copied().collect();
    let Some(travel) = root.required("travel", |root, field| root.table(field, &keys)) else {
        return (ReadTravel::default(), Vec::new());
    };
    let methods = [("straight-line", false), ("roads", true)];
    let by_roads = travel.required("method", |travel, field| travel.word(field, &methods));
    let by_roads = by_roads.unwrap_or_else(|| travel.has("network"));
    let keys = if by_roads { ROADS } else { STRAIGHT_LINE };
    let Some(travel) = root.table("travel", keys) else {
        return (ReadTravel::default(), Vec::new());
    };
    let read = match by_roads {
        true => read_roads(&travel, base, known),
        false => {
            let method = read_straight_line(&travel);
            let units = travel.table_by("units");
            (ReadTravel { method, profiles: None, units }, Vec::new())
        }
    };
    travel.refuse_unknown();
    read
}

fn read_straight_line(travel: &Fields<'_>) -> Option<TravelMethod> {
    let detour = travel.required("detour", check_p5005_detour);
    let [speed_urban, speed_rural] =
        travel.required("speed", |travel, field| travel.by_setting(field, read_speed))?;
    Some(TravelMethod::StraightLine { detour: detour?, speed_urban, speed_rural })
}

fn read_roads<'s>(
    travel: &Fields<'s>,
    base: &Path,
    known: Option<&TravelMethod>,
) -> (ReadTravel<'s>, Vec<InputFile>) {
    let file = travel.required("network", Fields::text);
    let modes = travel.required("profile", |travel, field| travel.by_setting(field, read_mode));
    let walk = travel.has("walk").then(|| read_speed(travel, "walk")).flatten();
    let heights = travel.text("heights");
    let slopes = travel.flag("slopes").unwrap_or(heights.is_some());
    let snap = match travel.has("snap") {
        true => travel.quantity("snap", Metres::parse),
        false => Some(RoadTravel::default_snap()),
    };
    let profiles = modes.map(|modes| Profiles { travel: travel.clone(), modes, walk, slopes });
    let own = profiles.as_ref().map(|profiles| profiles.modes.map(|mode| profiles.of(mode)));
    let known = known.and_then(|known| match known {
        TravelMethod::Roads(roads)
            if Some(&roads.file) == file.as_ref() && roads.heights == heights =>
        {
            Some(&roads.network)
        }
        _ => None,
    });
    let (network, records) = match known {
        Some(network) => (Arc::clone(network), Vec::new()),
        None => {
            let path = heights.as_ref().map(|name| base.join(name));
            let raster = path.as_deref().zip(heights.as_deref());
            let raster = raster.map(|(path, name)| HeightFile { path, name });
            let read = file
                .as_ref()
                .and_then(|file| read_network(travel.sink, &base.join(file), file, raster));
            let Some((network, records)) = read else {
                return (ReadTravel::default(), Vec::new());
            };
            (Arc::new(network), records)
        }
    };
    let Some([urban, rural]) = own else {
        return (ReadTravel::default(), records);
    };
    let closed = read_closed(travel, &network);
    let open = match closed[..] {
        [] => Cow::Borrowed(&*network),
        _ => Cow::Owned(network.without(&closed)),
    };
    for profile in [&urban, &rural] {
        check_usable(travel, &open, profile);
    }
    if let Some(file) = &file {
        check_heights(travel.sink, file, &network, &[&urban, &rural]);
    }
    let roads = snap.zip(file).map(|(snap, file)| {
        TravelMethod::Roads(Box::new(RoadTravel {
            network,
            file,
            heights,
            closed,
            urban,
            rural,
            snap,
        }))
    });
    (ReadTravel { method: roads, profiles, units: None }, records)
}

/// `fields` is where the profile is named.
fn check_usable(fields: &Fields<'_>, open: &RoadNetwork, profile: &Profile) {
    if let Some(cause) = unusable(open, profile) {
        fields.push(Code::NO_ROADS, "profile", cause, UNUSABLE);
    }
}

/// The ways of the unit `fields`, where they are not those of its setting.
pub(super) fn read_unit_travel(fields: &Fields<'_>) -> UnitTravel {
    let detour = fields.figure("detour");
    UnitTravel {
        detour: detour.and_then(|detour| check_detour(fields, "detour", detour)),
        speed: fields.has("speed").then(|| read_speed(fields, "speed")).flatten(),
        no_way: fields.flag("no_way").unwrap_or(false),
    }
}

/// Gives units the ways that `[travel.units]` states for them.
pub(super) fn change_ways(
    plan: &ReadTravel<'_>,
    register: &Register,
    units: &mut [Option<DemandUnit>],
) {
    let Some((table, ids)) = &plan.units else { return };
    for id in ids {
        let unit: Option<usize> = table.look_up(id, id, register);
        let Some(stated) = table.table(id, UNIT_WAYS) else { continue };
        let ways = read_unit_travel(&stated);
        stated.refuse_unknown();
        if let Some(unit) = unit.and_then(|unit| units.get_mut(unit)?.as_mut()) {
            unit.travel.detour = ways.detour.or(unit.travel.detour);
            unit.travel.speed = ways.speed.or(unit.travel.speed);
            if stated.has("no_way") {
                unit.travel.no_way = ways.no_way;
            }
        }
    }
}

/// `travel` of the tier `table`: the plan's travel with what the tier says instead.
pub(super) fn read_tier_travel(table: &Fields<'_>, plan: &ReadTravel<'_>) -> Option<TierTravel> {
    let usual = plan.method.clone()?;
    let keys = match usual {
        TravelMethod::Roads(_) => TIER_ROADS,
        TravelMethod::StraightLine { .. } => TIER_STRAIGHT_LINE,
    };
    let own = table.table("travel", keys)?;
    let travel = match usual.clone() {
        TravelMethod::StraightLine { detour: of_plan, speed_urban, speed_rural } => {
            let detour = own.has("detour").then(|| check_p5005_detour(&own, "detour"));
            let [urban, rural] = own.partly_by_setting("speed", read_speed);
            let modes = own.partly_by_setting("mode", read_mode);
            let method = TravelMethod::StraightLine {
                detour: detour.flatten().unwrap_or(of_plan),
                speed_urban: urban.unwrap_or(speed_urban),
                speed_rural: rural.unwrap_or(speed_rural),
            };
            TierTravel { modes, ..TierTravel::new(method) }
        }
        TravelMethod::Roads(mut roads) => {
            let modes = own.partly_by_setting("profile", read_mode);
            let profiles = modes.map(|mode| Some(plan.profiles.as_ref()?.of(mode?)));
            for profile in profiles.iter().flatten() {
                check_usable(&own, &roads.open_network(), profile);
                check_heights(own.sink, &roads.file, &roads.network, &[profile]);
            }
            let [urban, rural] = profiles;
            roads.urban = urban.unwrap_or(roads.urban);
            roads.rural = rural.unwrap_or(roads.rural);
            TierTravel::new(TravelMethod::Roads(roads))
        }
    };
    own.refuse_unknown();
    own.if_sound(travel).filter(|own| !own.is_usual(&usual))
}

impl Profiles<'_> {
    /// The profile of `mode`, with the plan's speeds.
    fn of(&self, mode: Mode) -> Profile {
        let profile = Profile::of(mode).with_slopes(self.slopes);
        let profile = match self.walk {
            Some(walk) => profile.walking_at(walk),
            None => profile,
        };
        self.with_speeds(profile)
    }

    /// Speeds by class of road; under the name of the mode where the plan has several.
    fn with_speeds(&self, profile: Profile) -> Profile {
        let classes = RoadClass::ALL.map(RoadClass::word);
        let keys: Vec<&str> = Mode::ALL.map(Mode::word).into_iter().chain(classes).collect();
        let Some(speeds) = self.travel.table("speeds", &keys) else {
            return profile;
        };
        speeds.refuse_unknown();
        let of_classes = |mut profile: Profile, speeds: &Fields<'_>| {
            for class in RoadClass::ALL {
                if speeds.has(class.word())
                    && let Some(speed) = read_speed(speeds, class.word())
                {
                    profile = profile.with_speed(class, speed);
                }
            }
            profile
        };
        let mode = profile.mode();
        let first = self.modes[0];
        let other = self.modes.into_iter().chain([mode]).find(|&other| other != first);
        if let (true, Some(other)) = (classes.iter().any(|class| speeds.has(class)), other) {
            let cause = text!(
                "speeds are given by class of road, and the plan travels by `{first}` and by `{other}`",
                "速度按道路等级给出，而规划有 `{first}` 和 `{other}` 两种出行方式"
            );
            let action = text!(
                "write them as speeds = {{ {first} = {{ … }} }}",
                "写成 `speeds = {{ {first} = {{ … }} }}`"
            );
            self.travel.push(Code::PROFILE_UNCLEAR, "speeds", cause, action);
        }
        let profile = of_classes(profile, &speeds);
        match speeds.table(mode.word(), &classes) {
            Some(own) => {
                own.refuse_unknown();
                of_classes(profile, &own)
            }
            None => profile,
        }
    }
}

/// Closed roads, each known in the network.
fn read_closed(travel: &Fields<'_>, network: &RoadNetwork) -> Vec<String> {
    let mut closed = travel.words("closed").unwrap_or_default();
    for name in &closed {
        if network.called(name).is_empty() {
            let near = closest(name, network.names(), 3);
            let cause = text!(
                "no road of the network is called `{name}`",
                "路网中没有名为 `{name}` 的道路"
            );
            let action = match near[..] {
                [] => text!(
                    "roads of this network have no names: number them in a property `id`",
                    "该路网的道路没有名称：用字段 `id` 为其编号"
                ),
                _ => {
                    let near = list(&near);
                    text!(
                        "write an id, a number or a name of the network, for instance {near}",
                        "写路网中的编号、路线号或名称，例如 {near}";
                        near
                    )
                }
            };
            travel.push(Code::ROAD_UNKNOWN, "closed", cause, action);
        }
    }
    closed.sort_unstable();
    closed.dedup();
    closed
}

fn check_p5005_detour(travel: &Fields<'_>, field: &str) -> Option<f64> {
    let detour = travel.figure(field)?;
    if detour > UNLIKELY_DETOUR && detour <= MOST_DETOUR {
        let cause = text!(
            "a detour of {detour} is more than that of roads and paths, even in mountains",
            "绕行系数 {detour} 大于道路和小径的实际情况，山区也不会如此"
        );
        let action = text!(
            "check the factor, usually 1.2 to 1.5; percent are not meant here",
            "核对系数，通常为 1.2 至 1.5；此处不是百分数"
        );
        travel.push(Code::UNLIKELY_FIGURE, field, cause, action);
    }
    check_detour(travel, field, detour)
}

/// A detour that is possible; around a lake or a hill it may be long.
fn check_detour(fields: &Fields<'_>, field: &str, detour: f64) -> Option<f64> {
    if detour > MOST_DETOUR {
        let cause = text!(
            "the detour is {detour:e}; no way is {MOST_DETOUR} times the straight line",
            "绕行系数为 {detour:e}；没有路程达到直线距离的 {MOST_DETOUR} 倍"
        );
        let action = text!(
            "write a factor of 1 or more, usually 1.2 to 1.5",
            "写不小于 1 的系数，通常为 1.2 至 1.5"
        );
        return fields.refuse(Code::QUANTITY_OUT_OF_RANGE, field, cause, action);
    }
    if detour >= 1.0 {
        return Some(detour);
    }
    let cause = text!(
        "the detour is {detour}; no way is shorter than the straight line",
        "绕行系数为 {detour}；路程不会短于直线距离"
    );
    fields.refuse(Code::DETOUR_BELOW_ONE, field, cause, Usual)
}

fn read_mode(fields: &Fields<'_>, field: &str) -> Option<Mode> {
    fields.word(field, &Mode::WORDS)
}

/// A speed, with the warning P5006 above 120 km/h.
fn read_speed(fields: &Fields<'_>, field: &str) -> Option<Speed> {
    let speed = fields.quantity(field, Speed::parse)?;
    if speed.metres_per_second() > ABSURD_M_PER_S {
        let cause = text!(
            "a speed of {speed} is faster than anybody travels to care",
            "速度 {speed} 过快，没有人这样前往接受服务"
        );
        let action = text!("check the unit: `km/h` or `m/s`", "核对单位：`km/h` 或 `m/s`");
        fields.push(Code::SPEED_ABSURD, field, cause, action);
    }
    Some(speed)
}
