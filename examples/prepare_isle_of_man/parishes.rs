//! Towns, villages and parishes of their own administration: the layer of towns.

use crate::Result;
use crate::extract::Extract;
use crate::ground::{Degrees, area, inside, round6};
use crate::output::{SOURCE, feature, properties};
use crate::places::Place;
use crate::units::Unit;
use geo::{Coord, Orient, Polygon, orient::Direction};
use serde_json::{Value, json};

/// A town, a village district or a parish.
#[derive(Debug)]
pub struct Parish {
    /// Its name as an id: `port-erin`.
    pub id: String,
    pub name: String,
    pub name_manx: Option<String>,
    pub osm: String,
    /// A built-up place: OpenStreetMap calls it a town, a city or a village, or counts its residents.
    pub urban: bool,
    /// Residents, where OpenStreetMap has them.
    pub residents: Option<u64>,
    pub polygons: Vec<Polygon<f64>>,
}

impl Parish {
    pub fn holds(&self, at: Degrees) -> bool {
        self.polygons.iter().any(|polygon| inside(polygon, at))
    }

    fn area(&self) -> f64 {
        self.polygons.iter().map(area).sum()
    }
}

/// The relations of `admin_level` 8, by id.
pub fn make(extract: &Extract) -> Result<Vec<Parish>> {
    let mut parishes = Vec::new();
    for (id, relation) in &extract.relations {
        let tag = |key: &str| relation.tags.get(key).map(String::as_str);
        if tag("boundary") != Some("administrative") || tag("admin_level") != Some("8") {
            continue;
        }
        let name = tag("name").ok_or_else(|| format!("relation/{id} has no name"))?;
        let polygons = extract.rings(relation);
        if polygons.is_empty() {
            return Err(format!("{name}: the border does not close").into());
        }
        parishes.push(Parish {
            id: name.to_lowercase().replace(' ', "-"),
            name: name.to_string(),
            name_manx: tag("name:gv").map(str::to_string),
            osm: format!("relation/{id}"),
            urban: tag("place").or(tag("population")).is_some(),
            residents: tag("population").and_then(|text| text.parse().ok()),
            polygons,
        });
    }
    parishes.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(parishes)
}

/// The parish that holds `at`; where two do, the smaller one.
pub fn around(parishes: &[Parish], at: Degrees) -> Option<usize> {
    (0..parishes.len())
        .filter(|&parish| parishes[parish].holds(at))
        .min_by(|&a, &b| parishes[a].area().total_cmp(&parishes[b].area()))
}

/// The layer of towns.
pub fn features(parishes: &[Parish], units: &[Unit], places: &[Place]) -> Vec<Value> {
    let layer = parishes.iter().enumerate().map(|(index, parish)| {
        let own = || units.iter().filter(|unit| unit.parish == index);
        let persons: u64 = own().map(|unit| unit.persons).sum();
        let aged_60: u64 = own().map(|unit| unit.aged[0]).sum();
        let method = match parish.residents {
            Some(_) => "residents: OpenStreetMap; age: one share for the island, an assumption",
            None => "residents: the island's that are left, by dwellings; age: one share for the island, an assumption",
        };
        let seat = places
            .iter()
            .find(|place| place.name == parish.name && parish.holds(place.at));
        let properties = properties([
            ("id", json!(parish.id)),
            ("name", json!(parish.name)),
            ("name_manx", json!(parish.name_manx)),
            ("population", json!(persons)),
            ("ageing_rate", json!(round6(aged_60 as f64 / persons.max(1) as f64))),
            ("setting", json!(if parish.urban { "urban" } else { "rural" })),
            ("seat", json!(seat.map(|place| [place.at.x, place.at.y]))),
            ("osm", json!(parish.osm)),
            ("origin", json!("modelled")),
            ("position_origin", json!("given")),
            ("method", json!(method)),
            ("source", json!(format!("{SOURCE}: name, border, residents"))),
        ]);
        feature(properties, &geometry(parish))
    });
    layer.collect()
}

fn geometry(parish: &Parish) -> Value {
    let ring = |polygon: &Polygon<f64>| -> Vec<[f64; 2]> {
        let polygon = polygon.orient(Direction::Default);
        let mut ring: Vec<Coord<f64>> = polygon.exterior().coords().copied().collect();
        ring.dedup();
        ring.iter().map(|at| [at.x, at.y]).collect()
    };
    match parish.polygons.as_slice() {
        [one] => json!({ "type": "Polygon", "coordinates": [ring(one)] }),
        many => {
            let parts: Vec<_> = many.iter().map(|polygon| [ring(polygon)]).collect();
            json!({ "type": "MultiPolygon", "coordinates": parts })
        }
    }
}
