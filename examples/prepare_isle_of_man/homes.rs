//! Buildings that people live in.

use crate::extract::{Extract, Thing};
use crate::ground::{Degrees, area, inside};
use crate::parishes::{Parish, around};
use geo::{BoundingRect, Polygon, Rect};

/// Buildings that are one dwelling each.
const ONE: [&str; 6] = ["house", "detached", "semidetached_house", "bungalow", "farm", "cabin"];
/// Buildings that are as many dwellings as they have room for.
const ROOM: [&str; 5] = ["yes", "residential", "apartments", "terrace", "multiple"];
/// What says of a building that it serves something else.
const OTHER_USE: [&str; 13] = [
    "amenity",
    "shop",
    "tourism",
    "office",
    "leisure",
    "craft",
    "industrial",
    "man_made",
    "power",
    "railway",
    "aeroway",
    "military",
    "emergency",
];
/// Land where nobody is at home.
const WORK_LAND: [(&str, &[&str]); 3] = [
    ("landuse", &["industrial", "commercial", "retail", "railway", "military", "quarry"]),
    ("amenity", &["school", "college", "university", "hospital", "prison", "place_of_worship"]),
    ("aeroway", &["aerodrome"]),
];
/// Floor of a dwelling, square metres.
const FLOOR_M2: f64 = 150.0;
/// Storeys of a building that does not say.
const STOREYS: f64 = 2.0;
/// Smaller ones are sheds and garages, larger ones halls and barns, unless they say that people live there.
const FOOTPRINT_M2: std::ops::RangeInclusive<f64> = 30.0..=1500.0;

/// A building with dwellings, or a place on a street where one is taken to be.
#[derive(Debug)]
pub struct Home {
    pub at: Degrees,
    /// The parish's position.
    pub parish: usize,
    pub dwellings: u64,
    /// It is a building of the map.
    pub drawn: bool,
}

/// All homes within a parish, in the order of the extract.
pub fn find(extract: &Extract, parishes: &[Parish]) -> Vec<Home> {
    let work_land = extract.things(|tags| {
        let says = |key: &str, values: &[&str]| {
            tags.get(key).is_some_and(|value| values.contains(&value.as_str()))
        };
        WORK_LAND.iter().any(|(key, values)| says(key, values))
    });
    let land: Vec<(Rect<f64>, Polygon<f64>)> = work_land
        .into_iter()
        .filter_map(|thing| thing.outline)
        .filter_map(|outline| Some((outline.bounding_rect()?, outline)))
        .collect();
    let at_work = |at: Degrees| {
        land.iter().any(|(bounds, outline)| {
            let (low, high) = (bounds.min(), bounds.max());
            low.x <= at.x
                && at.x <= high.x
                && low.y <= at.y
                && at.y <= high.y
                && inside(outline, at)
        })
    };
    extract
        .things(|tags| tags.contains_key("building"))
        .iter()
        .filter(|building| !at_work(building.at))
        .filter_map(|building| {
            let dwellings = dwellings(building)?;
            let parish = around(parishes, building.at)?;
            Some(Home { at: building.at, parish, dwellings, drawn: true })
        })
        .collect()
}

/// How many dwellings a building has; none where nobody is taken to live there.
fn dwellings(building: &Thing<'_>) -> Option<u64> {
    let kind = building.tag("building");
    if OTHER_USE.iter().any(|key| building.has(key)) {
        return None;
    }
    if ONE.contains(&kind) {
        return Some(1);
    }
    if !ROOM.contains(&kind) {
        return None;
    }
    let footprint = building.outline.as_ref().map(area)?;
    if kind == "yes" && !FOOTPRINT_M2.contains(&footprint) {
        return None;
    }
    let storeys = building.tag("building:levels").parse().unwrap_or(STOREYS).clamp(1.0, 12.0);
    Some(((footprint * storeys / FLOOR_M2).floor() as u64).max(1))
}
