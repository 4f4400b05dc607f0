//! Care facilities that stand, public buildings that could hold one, and medical facilities.

use crate::extract::{Extract, Tags, Thing};
use crate::ground::{apart, area};
use crate::output::{SOURCE, point, properties};
use crate::parishes::{Parish, around};
use crate::places::{Place, nearest};
use serde_json::{Value, json};

/// Floor for one bed, square metres, and how many beds a home has at least and at most; those without an outline.
const FLOOR_PER_BED_M2: f64 = 40.0;
const BEDS: (u64, u64, u64) = (10, 80, 30);
/// Beds that an extension adds, and its cost for each bed in yuan.
const EXTENSION: (u64, u64) = (20, 200_000);
/// Buildings of one kind nearer than this (kilometres) are one place, drawn twice.
const SAME_KM: f64 = 0.08;

/// What a public building is, by tags.
fn public_kind(tags: &Tags) -> Option<&'static str> {
    let tag = |key: &str| tags.get(key).map_or("", String::as_str);
    match (tag("amenity"), tag("building")) {
        ("townhall" | "local_government", _) => Some("town-hall"),
        ("community_centre" | "community_hall" | "public_building", _) => Some("community-hall"),
        ("", "hall" | "public") if tags.contains_key("name") => Some("community-hall"),
        ("library", _) => Some("library"),
        ("school", _) => Some("school"),
        ("place_of_worship", _) => Some("place-of-worship"),
        _ => None,
    }
}

/// What a residential facility is, by tags and, where there are none for it, by name.
fn care_kind(tags: &Tags) -> Option<&'static str> {
    let tag = |key: &str| tags.get(key).map_or("", String::as_str);
    let for_seniors =
        tag("social_facility:for") == "senior" || tag("social_amenity:for") == "senior";
    let named = |part: &str| tags.contains_key("building") && tag("name").contains(part);
    match tag("amenity") {
        "nursing_home" => Some("nursing-home"),
        "social_facility" if for_seniors => Some("sheltered-housing"),
        "" if named("Nursing Home") || named("Elderly and Mentally Infirm") => Some("nursing-home"),
        _ => None,
    }
}

fn medical_kind(tags: &Tags) -> Option<&'static str> {
    let tag = |key: &str| tags.get(key).map_or("", String::as_str);
    match (tag("amenity"), tag("healthcare")) {
        _ if tag("name").contains("Osteopathic") => None,
        ("hospital", _) => Some("hospital"),
        ("doctors" | "clinic", _) | ("", "clinic" | "doctor") => Some("clinic"),
        _ => None,
    }
}

/// A thing with its kind, its parish and what to call it.
struct Found<'a> {
    thing: Thing<'a>,
    kind: &'static str,
    parish: usize,
    name: String,
}

/// All of a kind within a parish; of those of one kind at one place the first named one, else the first.
fn found<'a>(
    extract: &'a Extract,
    parishes: &[Parish],
    places: &[Place],
    kind: impl Fn(&Tags) -> Option<&'static str>,
) -> Vec<Found<'a>> {
    let mut things: Vec<(&'static str, Thing<'a>)> = extract
        .things(|tags| kind(tags).is_some())
        .into_iter()
        .filter_map(|thing| Some((kind(thing.tags)?, thing)))
        .collect();
    things.sort_by_key(|(_, thing)| !thing.has("name"));
    let mut found: Vec<Found<'a>> = Vec::new();
    for (kind, thing) in things {
        let again = found
            .iter()
            .any(|other| other.kind == kind && apart(other.thing.at, thing.at) < SAME_KM);
        let Some(parish) = around(parishes, thing.at).filter(|_| !again) else {
            continue;
        };
        let name = match thing.tag("name") {
            "" => format!("{} near {}", kind.replace('-', " "), nearest(places, thing.at)),
            name => name.to_string(),
        };
        found.push(Found { thing, kind, parish, name });
    }
    found
}

/// The layer of sites, by id.
pub fn facilities(extract: &Extract, parishes: &[Parish], places: &[Place]) -> Vec<Value> {
    let standing = found(extract, parishes, places, care_kind);
    let public = found(extract, parishes, places, public_kind);
    let standing = standing.iter().map(|home| institution(home, parishes));
    let public = public.iter().map(|building| candidate(building, parishes));
    standing.chain(public).collect()
}

/// A residential facility that stands.
fn institution(home: &Found<'_>, parishes: &[Parish]) -> Value {
    let (least, most, unknown) = BEDS;
    let storeys = home.thing.tag("building:levels").parse().unwrap_or(2.0);
    let beds = home.thing.outline.as_ref().map_or(unknown, |outline| {
        ((area(outline) * storeys / FLOOR_PER_BED_M2) as u64).clamp(least, most)
    });
    let nursing = home.kind == "nursing-home";
    let nursing_beds = if nursing { beds } else { 0 };
    let (more, cost) = EXTENSION;
    let extension = json!([{
        "id": "extend", "work": "upgrade", "name": "extension",
        "beds": beds + more, "nursing_beds": nursing_beds + more,
        "cost": format!("{} yuan", more * cost), "cost_origin": "modelled",
    }]);
    let properties = properties([
        ("id", json!(id(&home.thing))),
        ("name", json!(home.name)),
        ("kind", json!(home.kind)),
        ("town", json!(parishes[home.parish].id)),
        ("standing", json!(true)),
        ("tier", json!("institution")),
        ("tiers", json!(["institution"])),
        ("beds", json!(beds)),
        ("nursing_beds", json!(nursing_beds)),
        ("operator", json!("public")),
        ("works", if nursing { extension } else { Value::Null }),
        ("osm", json!(home.thing.osm)),
        ("origin", json!("modelled")),
        ("position_origin", json!("given")),
        (
            "method",
            json!(
                "beds: one for each 40 m² of floor (two storeys unless OpenStreetMap says), 10 to 80, 30 where only a point is known; in a \
             nursing home all are nursing beds; operator: an assumption"
            ),
        ),
        ("source", json!(format!("{SOURCE}: name, kind, position"))),
    ]);
    point(home.thing.at, properties)
}

/// A public building that could hold a centre, a station or a point.
fn candidate(building: &Found<'_>, parishes: &[Parish]) -> Value {
    let parish = &parishes[building.parish];
    let own = if parish.urban { "station" } else { "point" };
    let tiers = match building.kind {
        "town-hall" | "community-hall" | "library" => vec!["centre", own],
        _ => vec![own],
    };
    let properties = properties([
        ("id", json!(id(&building.thing))),
        ("name", json!(building.name)),
        ("kind", json!(building.kind)),
        ("town", json!(parish.id)),
        ("standing", json!(false)),
        ("tiers", json!(tiers)),
        ("osm", json!(building.thing.osm)),
        ("origin", json!("modelled")),
        ("position_origin", json!("given")),
        ("method", json!("that it has room for care is an assumption")),
        ("source", json!(format!("{SOURCE}: name, kind, position"))),
    ]);
    point(building.thing.at, properties)
}

/// The layer of medical facilities.
pub fn medical(extract: &Extract, parishes: &[Parish], places: &[Place]) -> Vec<Value> {
    let all = found(extract, parishes, places, medical_kind);
    let layer = all.iter().map(|facility| {
        let properties = properties([
            ("id", json!(id(&facility.thing))),
            ("name", json!(facility.name)),
            ("kind", json!(facility.kind)),
            ("town", json!(parishes[facility.parish].id)),
            ("osm", json!(facility.thing.osm)),
            ("origin", json!("given")),
            ("position_origin", json!("given")),
            ("source", json!(format!("{SOURCE}: name, kind, position"))),
        ]);
        point(facility.thing.at, properties)
    });
    layer.collect()
}

/// `w123` for `way/123`.
fn id(thing: &Thing<'_>) -> String {
    let (kind, number) = thing.osm.split_once('/').unwrap_or(("", &thing.osm));
    format!("{}{number}", kind.get(..1).unwrap_or_default())
}
