//! The four files.

use crate::Result;
use crate::site::Site;
use crate::towns::{Kind, Town};
use crate::units::Unit;
use serde_json::{Map, Value, json};
use std::path::Path;

/// Writes `text` to a file in `folder`, which is made when missing.
pub fn write(folder: &Path, file: &str, text: &str) -> Result<()> {
    let path = folder.join(file);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&path, text))
        .map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The towns with the figures of their units.
pub fn towns(towns: &[Town], units: &[Unit]) -> String {
    let mut sums = vec![(0, 0, 0); towns.len()];
    for unit in units {
        let (persons, aged, urban) = &mut sums[unit.town];
        *persons += unit.persons;
        *aged += unit.aged_60;
        *urban += if unit.urban { unit.persons } else { 0 };
    }
    let features = towns.iter().zip(sums).map(|(town, (persons, aged, urban))| {
        let share = |part: usize| part as f64 / persons.max(1) as f64;
        let setting = if town.kind == Kind::Township { "rural" } else { "urban" };
        let properties = json!({
            "id": town.id,
            "name": town.name,
            "population": persons,
            "ageing_rate": share(aged),
            "urban_share": share(urban),
            "setting": setting,
            "origin": "modelled",
            "position_origin": "modelled",
            "method": "a rectangle of a made-up map; figures: the sum of its units",
        });
        let geometry = json!({ "type": "Polygon", "coordinates": [town.ground.ring()] });
        feature(properties, geometry)
    });
    layer("towns", features)
}

/// The villages and communities.
pub fn villages(towns: &[Town], units: &[Unit]) -> String {
    let features = units.iter().map(|unit| {
        let properties = json!({
            "id": unit.id,
            "name": unit.name,
            "town": towns[unit.town].id,
            "setting": if unit.urban { "urban" } else { "rural" },
            "persons": unit.persons,
            "aged_60": unit.aged_60,
            "aged_65": unit.aged_65,
            "aged_80": unit.aged_80,
            "origin": "modelled",
            "position_origin": "modelled",
            "method": "drawn by lot about the averages of Chongqing",
        });
        feature(properties, point(unit.at.degrees()))
    });
    layer("villages and communities", features)
}

/// The sites.
pub fn sites(towns: &[Town], units: &[Unit], sites: &[Site]) -> String {
    let features = sites.iter().map(|site| {
        let unit = site.unit.map(|unit| units[unit].id.as_str());
        let properties: Map<String, Value> = site.properties(&towns[site.town].id, unit);
        feature(Value::Object(properties), point(site.at.degrees()))
    });
    layer("care facilities and places for them", features)
}

fn point(at: [f64; 2]) -> Value {
    json!({ "type": "Point", "coordinates": at })
}

fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

fn layer(name: &str, features: impl Iterator<Item = Value>) -> String {
    let lines: Vec<String> = features.map(|feature| feature.to_string()).collect();
    format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"name\": {},\n\"features\": [\n{}\n]\n}}\n",
        json!(format!("a synthetic region: {name}")),
        lines.join(",\n")
    )
}
