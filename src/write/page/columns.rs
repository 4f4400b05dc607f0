//! Layers as the page holds them: a list a property instead of an object a feature, and for words that come again and again
//! the words once and for each row which of them. A region's layers take a quarter of their GeoJSON so.

use super::{PageLink, PagePlace, object};
use crate::domain::LonLat;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Positions are kept to a tenth of a metre, as layers have them.
const POSITION_PLACES: i32 = 6;
/// Borders to a metre.
const BORDER_PLACES: i32 = 5;
/// With more positions than these, borders to ten metres.
const MANY_POSITIONS: usize = 60_000;

/// Features with their positions and properties; a property that no feature has a value of is left out.
pub(super) fn places(places: &[PagePlace<'_>]) -> Value {
    let at = |of: fn(LonLat) -> f64| -> Value {
        places.iter().map(|place| rounded(of(place.at), POSITION_PLACES)).collect()
    };
    let mut names: Vec<&str> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut values: Vec<Vec<&Value>> = Vec::new();
    for (row, place) in places.iter().enumerate() {
        for (name, value) in &place.feature.properties {
            if name == "id" || value.is_null() {
                continue;
            }
            let position = *positions.entry(name).or_insert_with(|| {
                names.push(name);
                values.push(vec![&Value::Null; places.len()]);
                names.len() - 1
            });
            values[position][row] = value;
        }
    }
    let ids = places.iter().map(|place| json!(place.id)).collect();
    let mut columns = serde_json::Map::new();
    columns.insert("id".into(), ids);
    for (name, values) in names.into_iter().zip(&values) {
        columns.insert(name.into(), column(values));
    }
    object([
        ("count", json!(places.len())),
        ("lon", at(LonLat::lon_deg)),
        ("lat", at(LonLat::lat_deg)),
        ("columns", Value::Object(columns)),
    ])
}

/// A column: the values, or the words and which of them each row has, whichever is shorter.
fn column(values: &[&Value]) -> Value {
    let simple = |value: &&Value| value.is_null() || value.is_number() || value.is_boolean();
    if values.iter().all(simple) {
        return values.iter().map(|value| short(value)).collect();
    }
    let mut words: Vec<&Value> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let rows: Vec<usize> = values
        .iter()
        .map(|value| {
            *known.entry(value.to_string()).or_insert_with(|| {
                words.push(value);
                words.len() - 1
            })
        })
        .collect();
    if words.len() * 2 > values.len() {
        return values.iter().map(|&value| value.clone()).collect();
    }
    object([("words", json!(words)), ("rows", json!(rows))])
}

/// A whole number without `.0`.
fn short(value: &Value) -> Value {
    match value.as_f64() {
        Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => json!(number as i64),
        _ => value.clone(),
    }
}

/// Who is served where: the rows of both ends, and what the layer says of the way.
pub(super) fn links(links: &[PageLink<'_>]) -> Value {
    let mut tiers: Vec<&str> = Vec::new();
    let tier_rows: Vec<Value> = links
        .iter()
        .map(|link| match link.tier {
            None => Value::Null,
            Some(tier) => match tiers.iter().position(|known| *known == tier) {
                Some(position) => json!(position),
                None => {
                    tiers.push(tier);
                    json!(tiers.len() - 1)
                }
            },
        })
        .collect();
    let of = |name: &str| -> Value {
        let value =
            |link: &PageLink<'_>| link.feature.properties.get(name).map_or(Value::Null, short);
        links.iter().map(value).collect()
    };
    let leads: Value = links.iter().map(|link| json!(u8::from(link.leads))).collect();
    let end = |of: fn(&PageLink<'_>) -> usize| -> Value {
        links.iter().map(|link| json!(of(link))).collect()
    };
    object([
        ("count", json!(links.len())),
        ("tiers", json!(tiers)),
        ("leads", leads),
        ("tier", Value::Array(tier_rows)),
        ("from", end(|link| link.from)),
        ("to", end(|link| link.to)),
        ("persons", of("persons")),
        ("share", of("share")),
        ("km", of("km")),
        ("minutes", of("minutes")),
    ])
}

/// Borders: of each town its parts, of each part its rings, of each ring longitude and latitude one after another.
pub(super) fn borders(towns: &[PagePlace<'_>]) -> Value {
    let parts: Vec<Vec<Vec<Vec<[f64; 2]>>>> = towns.iter().map(|town| town_parts(town)).collect();
    let positions: usize = parts.iter().flatten().flatten().map(Vec::len).sum();
    let places = if positions > MANY_POSITIONS { BORDER_PLACES - 1 } else { BORDER_PLACES };
    let ring = |ring: &Vec<[f64; 2]>| -> Value {
        let scale = 10f64.powi(places);
        let mut kept: Vec<[i64; 2]> =
            ring.iter().map(|at| at.map(|deg| (deg * scale).round() as i64)).collect();
        kept.dedup();
        kept.into_iter().flatten().map(|number| json!(number as f64 / scale)).collect()
    };
    let part = |part: &Vec<Vec<[f64; 2]>>| -> Value { part.iter().map(ring).collect() };
    let rings: Value =
        parts.iter().map(|town| -> Value { town.iter().map(part).collect() }).collect();
    // A layer of towns that is not of our making has no such property: the page knows the names otherwise.
    let name = |town: &PagePlace<'_>| match town.feature.properties.get("plan_name") {
        Some(Value::String(name)) => json!(name),
        _ => Value::Null,
    };
    object([
        ("count", json!(towns.len())),
        ("id", towns.iter().map(|town| json!(town.id)).collect()),
        ("name", towns.iter().map(name).collect()),
        ("rings", rings),
    ])
}

/// The parts of a town's border; none where it is no polygon.
fn town_parts(town: &PagePlace<'_>) -> Vec<Vec<Vec<[f64; 2]>>> {
    let geometry = geojson::GeometryValue::from(&town.feature.geometry);
    let ring = |ring: Vec<geojson::Position>| -> Vec<[f64; 2]> {
        ring.iter().map(|at| [at[0], at[1]]).collect()
    };
    let part = |rings: Vec<Vec<geojson::Position>>| rings.into_iter().map(ring).collect();
    match geometry {
        geojson::GeometryValue::Polygon { coordinates } => vec![part(coordinates)],
        geojson::GeometryValue::MultiPolygon { coordinates } => {
            coordinates.into_iter().map(part).collect()
        }
        _ => Vec::new(),
    }
}

fn rounded(value: f64, places: i32) -> Value {
    let scale = 10f64.powi(places);
    json!((value * scale).round() / scale)
}
