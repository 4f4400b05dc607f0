//! Interprets tags of OpenStreetMap, or properties of the same names, of a way.

use crate::domain::roads::{Access, Direction, Mode, Passage, RoadClass};
use crate::units::{Seconds, Speed};

/// Properties for the class of a road, the first present one counts.
pub(super) const CLASS_NAMES: [&str; 4] = ["highway", "class", "fclass", "type"];

/// The properties of a way from its tags.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WayTags {
    pub(super) class: RoadClass,
    pub(super) passages: [Passage; 4],
    pub(super) speed_limit: Option<Speed>,
    pub(super) duration: Option<Seconds>,
}

impl WayTags {
    /// A copy for each piece of the way; the duration of the whole is divided by length.
    pub(super) fn shared_by(&self, lengths: &[f64]) -> Vec<Self> {
        let whole: f64 = lengths.iter().sum();
        let share = |&length: &f64| Self {
            duration: match lengths.len() {
                1 => self.duration,
                _ => self
                    .duration
                    .and_then(|all| Seconds::new(all.seconds() * length / whole).ok())
                    .filter(|own| own.seconds() > 0.0),
            },
            ..self.clone()
        };
        lengths.iter().map(share).collect()
    }
}

/// Reads tags of a way of `class` by key.
pub(super) fn read<'a>(class: RoadClass, tag: impl Fn(&str) -> Option<&'a str>) -> WayTags {
    WayTags {
        class,
        passages: Mode::ALL.map(|mode| Passage {
            access: access(mode, &tag),
            direction: direction(mode, class, &tag),
        }),
        speed_limit: tag("maxspeed").and_then(|text| match limit(text) {
            Limit::At(speed) => Some(speed),
            Limit::Free | Limit::Unread => None,
        }),
        duration: (class == RoadClass::Ferry).then(|| tag("duration").and_then(duration)).flatten(),
    }
}

/// The names of a way: its ids, its numbers and its names.
pub(super) type Names = Vec<Box<str>>;

/// The names of a way: its ids in the source, its numbers and its names, each once.
pub(super) fn names<'a>(id: Option<String>, tag: impl Fn(&str) -> Option<&'a str>) -> Names {
    let ids = id
        .into_iter()
        .chain(["id", "osm_id", "@id"].into_iter().filter_map(|key| tag(key).map(str::to_owned)));
    let of_tags = ["ref", "name", "name:en", "name:zh"];
    let texts = of_tags.into_iter().filter_map(&tag);
    let texts = texts.flat_map(|text| text.split(';')).map(str::to_owned);
    let mut names = Names::new();
    for name in ids.chain(texts) {
        let name = name.trim();
        if !name.is_empty() && names.iter().all(|own| **own != *name) {
            names.push(name.into());
        }
    }
    names
}

/// The class of a way of OpenStreetMap; none where it is not a road.
pub(super) fn class<'a>(tag: impl Fn(&str) -> Option<&'a str>) -> Option<RoadClass> {
    match tag("highway") {
        Some(word) => RoadClass::from_tag(word),
        None => (tag("route") == Some("ferry")).then_some(RoadClass::Ferry),
    }
}

/// The most specific key present decides.
fn access<'a>(mode: Mode, tag: &impl Fn(&str) -> Option<&'a str>) -> Access {
    let keys: &[&str] = match mode {
        Mode::Walk => &["foot", "access"],
        Mode::Cycle => &["bicycle", "vehicle", "access"],
        Mode::Drive => &["motorcar", "motor_vehicle", "vehicle", "access"],
        Mode::Bus => &["bus", "psv", "motor_vehicle", "vehicle", "access"],
    };
    // A road for motor vehicles only is closed to others, unless it names them.
    let general = tag(keys[0]).is_none() && matches!(mode, Mode::Walk | Mode::Cycle);
    if general && tag("motorroad") == Some("yes") {
        return Access::No;
    }
    match keys.iter().find_map(|key| tag(key)) {
        Some("yes" | "permissive" | "designated" | "official" | "public" | "1" | "true") => {
            Access::Yes
        }
        Some(
            "no" | "private" | "agricultural" | "forestry" | "military" | "emergency"
            | "restricted" | "use_sidepath" | "dismount" | "0" | "false",
        ) => Access::No,
        Some(_) | None => Access::Unsaid,
    }
}

/// One-way rules; only those that name walkers apply to them. `F`, `T` and `B` are Geofabrik's words.
fn direction<'a>(
    mode: Mode,
    class: RoadClass,
    tag: &impl Fn(&str) -> Option<&'a str>,
) -> Direction {
    let of_word = |word: &str| match word {
        "yes" | "1" | "true" | "F" | "FT" => Some(Direction::Forward),
        "-1" | "reverse" | "T" | "TF" => Some(Direction::Backward),
        "no" | "0" | "false" | "B" => Some(Direction::Both),
        _ => None,
    };
    let own: &[&str] = match mode {
        Mode::Walk => &["oneway:foot", "foot:oneway"],
        Mode::Cycle => &["oneway:bicycle", "bicycle:oneway"],
        Mode::Drive => &["oneway:motorcar", "oneway:motor_vehicle"],
        Mode::Bus => &["oneway:bus", "oneway:psv"],
    };
    if let Some(direction) = own.iter().find_map(|key| tag(key)).and_then(of_word) {
        return direction;
    }
    if mode == Mode::Walk {
        return Direction::Both;
    }
    let lanes = ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"];
    let against = |key: &&str| tag(key).is_some_and(|word| word.starts_with("opposite"));
    if mode == Mode::Cycle && lanes.iter().any(against) {
        return Direction::Both;
    }
    let round = matches!(tag("junction"), Some("roundabout" | "circular"));
    match tag("oneway").and_then(of_word) {
        Some(direction) => direction,
        None if round || (class == RoadClass::Motorway && !is_link(tag)) => Direction::Forward,
        None => Direction::Both,
    }
}

/// Links are one-way only where tags; motorways are one-way by default.
fn is_link<'a>(tag: &impl Fn(&str) -> Option<&'a str>) -> bool {
    let mut words = CLASS_NAMES.into_iter().filter_map(tag);
    words.any(|word| word.ends_with("_link"))
}

/// What a text says of a speed limit.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Limit {
    At(Speed),
    /// None, or one that changes.
    Free,
    /// Nothing that is understood.
    Unread,
}

/// `50`, `30 mph`, `5 knots`, `walk`; of several (`50;30`) the lowest. A zone counts by its number (`DE:zone:30`).
fn limit(text: &str) -> Limit {
    let mut lowest = Limit::Free;
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match (one_limit(part), lowest) {
            (Limit::Unread, _) => return Limit::Unread,
            (Limit::At(own), Limit::At(known)) if known <= own => {}
            (Limit::At(own), _) => lowest = Limit::At(own),
            (Limit::Free, _) => {}
        }
    }
    lowest
}

fn one_limit(text: &str) -> Limit {
    /// Walking pace, as GraphHopper reads it.
    const WALK_KM_H: f64 = 6.0;
    const KM_H_OF: [(&str, f64); 5] =
        [("mph", 1.609_344), ("knots", 1.852), ("km/h", 1.0), ("kmh", 1.0), ("kph", 1.0)];
    let km_h = match text {
        // 0 is what Geofabrik's Shapefiles have where nothing is known.
        "none" | "signals" | "variable" | "unlimited" | "0" => return Limit::Free,
        "walk" => Some(WALK_KM_H),
        _ => {
            let number = text.rsplit_once(':').map_or(text, |(_, number)| number);
            let unit = KM_H_OF.into_iter().find(|(unit, _)| number.ends_with(unit));
            let (unit, factor) = unit.unwrap_or(("", 1.0));
            let number = number[..number.len() - unit.len()].trim().parse::<f64>();
            number.ok().map(|number| number * factor)
        }
    };
    let km_h = km_h.filter(|km_h| (1.0..=300.0).contains(km_h));
    let speed = km_h.and_then(|km_h| Speed::parse(&format!("{km_h} km/h")).ok());
    speed.map_or(Limit::Unread, Limit::At)
}

/// The keys of a way whose values are not understood, with these.
pub(super) fn unread<'a>(
    class: RoadClass,
    tag: impl Fn(&str) -> Option<&'a str>,
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let limit = tag("maxspeed").filter(|text| limit(text) == Limit::Unread);
    let time = tag("duration").filter(|text| class == RoadClass::Ferry && duration(text).is_none());
    let limit = limit.map(|text| ("maxspeed", text));
    limit.into_iter().chain(time.map(|text| ("duration", text)))
}

/// `1:30` and `01:30:00` start with hours, a bare number is minutes.
fn duration(text: &str) -> Option<Seconds> {
    let parts: Option<Vec<f64>> = text.trim().split(':').map(|part| part.parse().ok()).collect();
    let seconds = match parts?[..] {
        [minutes] => minutes * 60.0,
        [hours, minutes] => hours * 3600.0 + minutes * 60.0,
        [hours, minutes, seconds] => hours * 3600.0 + minutes * 60.0 + seconds,
        _ => return None,
    };
    const LONGEST_S: f64 = 7.0 * 86_400.0;
    (seconds > 0.0 && seconds <= LONGEST_S).then(|| Seconds::new(seconds).ok()).flatten()
}
