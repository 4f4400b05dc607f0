//! Layers as the page holds them: a list a property instead of an object a feature, and for words that come again and again
//! the words once and for each row which of them. A region's layers take a quarter of their GeoJSON so.

use crate::domain::{Feature, LonLat, PropertyValue};
use crate::run::folder::{LinkRow, PlacedRow, own_value};
use crate::run::tables::names;
use crate::write::frame::polygons;
use geo::{Coord, CoordsIter, LineString, Polygon};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Positions are kept to a tenth of a metre, as layers have them.
const POSITION_PLACES: i32 = 6;
/// Borders to a metre.
const BORDER_PLACES: i32 = 5;
/// With more positions than these, borders to ten metres.
const MANY_POSITIONS: usize = 60_000;

/// Features with their positions and properties; a property that no feature has a value of is left out.
/// `place`: a row's id, where its mark stands, and what its file says of it.
pub(super) fn places<R>(rows: &[R], place: fn(&R) -> (&str, LonLat, &Feature)) -> Value {
    let places: Vec<_> = rows.iter().map(place).collect();
    let at = |of: fn(LonLat) -> f64| -> Value {
        places.iter().map(|(_, at, _)| rounded(of(*at), POSITION_PLACES)).collect()
    };
    let mut names: Vec<&str> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut values: Vec<Vec<Value>> = Vec::new();
    for (row, (.., feature)) in places.iter().enumerate() {
        for (name, value) in feature.properties.iter() {
            if name == "id" || value.is_null() {
                continue;
            }
            let position = *positions.entry(name).or_insert_with(|| {
                names.push(name);
                values.push(vec![Value::Null; places.len()]);
                names.len() - 1
            });
            values[position][row] = value.to_json();
        }
    }
    let ids = places.iter().map(|(id, ..)| json!(id)).collect();
    let mut columns = serde_json::Map::new();
    columns.insert("id".into(), ids);
    for (name, values) in names.into_iter().zip(&values) {
        columns.insert(name.into(), column(values));
    }
    json!({
        "count": places.len(),
        "lon": at(LonLat::lon_deg),
        "lat": at(LonLat::lat_deg),
        "columns": columns,
    })
}

/// A column: the values, or the words and which of them each row has, whichever is shorter.
fn column(values: &[Value]) -> Value {
    let simple = |value: &Value| value.is_null() || value.is_number() || value.is_boolean();
    if values.iter().all(simple) {
        return values.iter().map(short).collect();
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
        return values.to_vec().into();
    }
    json!({ "words": words, "rows": rows })
}

/// A whole number without `.0`.
fn short(value: &Value) -> Value {
    match value.as_f64() {
        Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => json!(number as i64),
        _ => value.clone(),
    }
}

/// Who is served where: the rows of both ends, and what the layer says of the way.
pub(super) fn links(links: &[LinkRow]) -> Value {
    let mut tiers: Vec<&str> = Vec::new();
    let tier_rows: Vec<Value> = links
        .iter()
        .map(|link| match link.tier.as_deref() {
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
        let value = |link: &LinkRow| {
            let own = link.feature.properties.get(name);
            own.map_or(Value::Null, |value| short(&value.to_json()))
        };
        links.iter().map(value).collect()
    };
    let number = |of: fn(&LinkRow) -> usize| -> Vec<usize> { links.iter().map(of).collect() };
    json!({
        "count": links.len(),
        "tiers": tiers,
        "leads": number(|link| usize::from(link.leads)),
        "tier": tier_rows,
        "from": number(|link| link.from),
        "to": number(|link| link.to),
        "persons": of(names::PERSONS),
        "share": of(names::SHARE),
        "km": of(names::KM),
        "minutes": of(names::MINUTES),
    })
}

/// Borders: of each town its parts, of each part its rings, of each ring longitude and latitude one after another.
pub(super) fn borders(towns: &[PlacedRow]) -> Value {
    let parts = || towns.iter().map(|town| polygons(&town.feature));
    let positions: usize = parts().flatten().map(CoordsIter::coords_count).sum();
    let places = if positions > MANY_POSITIONS { BORDER_PLACES - 1 } else { BORDER_PLACES };
    let scale = 10f64.powi(places);
    let ring = |ring: &LineString| -> Value {
        let short = |at: &Coord| [at.x, at.y].map(|deg| (deg * scale).round() as i64);
        let mut kept: Vec<[i64; 2]> = ring.coords().map(short).collect();
        kept.dedup();
        kept.into_iter().flatten().map(|number| json!(number as f64 / scale)).collect()
    };
    let part = |part: &Polygon| -> Value {
        std::iter::once(part.exterior()).chain(part.interiors()).map(ring).collect()
    };
    let rings: Value = parts().map(|town| -> Value { town.iter().map(part).collect() }).collect();
    // A layer of towns that is not of our making has no such property: the page knows the names otherwise.
    let name = |town: &PlacedRow| {
        let own = own_value(&town.feature.properties, names::NAME);
        json!(own.and_then(PropertyValue::as_str))
    };
    json!({
        "count": towns.len(),
        "id": towns.iter().map(|town| &town.id).collect::<Vec<_>>(),
        "name": towns.iter().map(name).collect::<Vec<_>>(),
        "rings": rings,
    })
}

fn rounded(value: f64, places: i32) -> Value {
    let scale = 10f64.powi(places);
    json!((value * scale).round() / scale)
}
