//! `[travel]`: how people travel.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::near::{closest, list};
use super::raster::HeightFile;
use super::roads::{UNUSABLE, check_heights, read_network, unusable};
use super::source::InputFile;
use crate::domain::TravelMethod;
use crate::domain::roads::{Mode, Profile, RoadClass, RoadNetwork, RoadTravel};
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

const STRAIGHT_LINE: &[&str] = &["method", "detour", "speed"];
const ROADS: &[&str] =
    &["method", "network", "profile", "walk", "speeds", "snap", "slopes", "heights", "closed"];

/// `[travel]`, and the network and heights that it names, from the folder `base`; a network that is `known` is not read
/// again.
pub(super) fn read_travel(
    root: &Fields<'_>,
    base: &Path,
    known: Option<&TravelMethod>,
) -> (Option<TravelMethod>, Vec<InputFile>) {
    let keys: Vec<&str> = STRAIGHT_LINE.iter().chain(ROADS).copied().collect();
    let Some(travel) = root.required("travel", |root, field| root.table(field, &keys)) else {
        return (None, Vec::new());
    };
    let methods = [("straight-line", false), ("roads", true)];
    let by_roads = travel.required("method", |travel, field| travel.word(field, &methods));
    let by_roads = by_roads.unwrap_or_else(|| travel.has("network"));
    let keys = if by_roads { ROADS } else { STRAIGHT_LINE };
    let Some(travel) = root.table("travel", keys) else {
        return (None, Vec::new());
    };
    let read = match by_roads {
        true => read_roads(&travel, base, known),
        false => (read_straight_line(&travel), Vec::new()),
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

fn read_roads(
    travel: &Fields<'_>,
    base: &Path,
    known: Option<&TravelMethod>,
) -> (Option<TravelMethod>, Vec<InputFile>) {
    let file = travel.required("network", Fields::text);
    let modes = travel.required("profile", |travel, field| {
        travel.by_setting(field, |table, field| table.word(field, &Mode::WORDS))
    });
    let walk = travel.has("walk").then(|| read_speed(travel, "walk"));
    let heights = travel.text("heights");
    let slopes = travel.flag("slopes").unwrap_or(heights.is_some());
    let snap = match travel.has("snap") {
        true => travel.quantity("snap", Metres::parse),
        false => Some(RoadTravel::default_snap()),
    };
    let profiles = modes.map(|modes| {
        let own = modes.map(|mode| {
            let profile = Profile::of(mode).with_slopes(slopes);
            match walk {
                Some(Some(walk)) => profile.walking_at(walk),
                _ => profile,
            }
        });
        with_speeds(travel, modes, own)
    });
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
                return (None, Vec::new());
            };
            (Arc::new(network), records)
        }
    };
    let Some([urban, rural]) = profiles else {
        return (None, records);
    };
    let closed = read_closed(travel, &network);
    let open = match closed[..] {
        [] => Cow::Borrowed(&*network),
        _ => Cow::Owned(network.without(&closed)),
    };
    for profile in [&urban, &rural] {
        if let Some(cause) = unusable(&open, profile) {
            travel.push(Code::NO_ROADS, "profile", cause, UNUSABLE);
        }
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
    (roads, records)
}

/// Closed roads, each known in the network.
fn read_closed(travel: &Fields<'_>, network: &RoadNetwork) -> Vec<String> {
    let mut closed = travel.words("closed").unwrap_or_default();
    for name in &closed {
        if network.called(name).is_empty() {
            let near = closest(name, network.names(), 3);
            let cause = format!("no road of the network is called `{name}`");
            let action = match near[..] {
                [] => "roads of this network have no names: number them in a property `id`".into(),
                _ => format!(
                    "write an id, a number or a name of the network, for instance {}",
                    list(&near)
                ),
            };
            travel.push(Code::ROAD_UNKNOWN, "closed", cause, action);
        }
    }
    closed.sort_unstable();
    closed.dedup();
    closed
}

/// Speeds by class of road; under the name of the profile where there are two.
fn with_speeds(travel: &Fields<'_>, modes: [Mode; 2], profiles: [Profile; 2]) -> [Profile; 2] {
    let classes = RoadClass::ALL.map(RoadClass::word);
    let keys: Vec<&str> = Mode::ALL.map(Mode::word).into_iter().chain(classes).collect();
    let Some(speeds) = travel.table("speeds", &keys) else {
        return profiles;
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
    let has_bare = classes.iter().any(|class| speeds.has(class));
    if has_bare && modes[0] != modes[1] {
        let cause = format!(
            "speeds are given by class of road, and the plan travels by `{}` and by `{}`",
            modes[0], modes[1]
        );
        let action = format!("write them as speeds = {{ {} = {{ … }} }}", modes[0]);
        travel.push(Code::PROFILE_UNCLEAR, "speeds", cause, action);
    }
    profiles.map(|profile| {
        let word = profile.mode().word();
        let profile = of_classes(profile, &speeds);
        match speeds.table(word, &classes) {
            Some(own) => {
                own.refuse_unknown();
                of_classes(profile, &own)
            }
            None => profile,
        }
    })
}

fn check_p5005_detour(travel: &Fields<'_>, field: &str) -> Option<f64> {
    let detour = travel.figure(field)?;
    if detour > MOST_DETOUR {
        let cause =
            format!("the detour is {detour:e}; no way is {MOST_DETOUR} times the straight line");
        let action = "write a factor of 1 or more, usually 1.2 to 1.5";
        return travel.refuse(Code::QUANTITY_OUT_OF_RANGE, field, cause, action);
    }
    if detour > UNLIKELY_DETOUR {
        let cause =
            format!("a detour of {detour} is more than that of roads and paths, even in mountains");
        let action = "check the factor, usually 1.2 to 1.5; percent are not meant here";
        travel.push(Code::UNLIKELY_FIGURE, field, cause, action);
    }
    if detour >= 1.0 {
        return Some(detour);
    }
    let cause = format!("the detour is {detour}; no way is shorter than the straight line");
    travel.refuse(Code::DETOUR_BELOW_ONE, field, cause, Usual)
}

/// A speed, with the warning P5006 above 120 km/h.
fn read_speed(fields: &Fields<'_>, field: &str) -> Option<Speed> {
    let speed = fields.quantity(field, Speed::parse)?;
    if speed.metres_per_second() > ABSURD_M_PER_S {
        let cause = format!("a speed of {speed} is faster than anybody travels to care");
        fields.push(Code::SPEED_ABSURD, field, cause, "check the unit: `km/h` or `m/s`");
    }
    Some(speed)
}
