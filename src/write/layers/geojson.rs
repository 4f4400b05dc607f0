//! GeoJSON, one feature a line, so that two versions can be compared line by line.

use super::LayerError;
use super::LayerOut;
use super::placed::Placed;
use crate::domain::crs::Crs;
use geojson::GeometryValue;
use serde_json::{Map, Value, json};

/// The bytes of a layer as a collection, with these members between its name and its features. In another system than
/// WGS84 it has the older member `crs`.
///
/// # Errors
///
/// When a position has no place in the layer's system.
pub fn geojson(layer: &LayerOut<'_>, members: &Map<String, Value>) -> Result<Vec<u8>, LayerError> {
    Ok(write(&Placed::new(layer)?, members))
}

pub(super) fn write(placed: &Placed<'_>, members: &Map<String, Value>) -> Vec<u8> {
    let mut head = Map::new();
    head.insert("type".into(), "FeatureCollection".into());
    if placed.crs() != Crs::Wgs84 {
        head.insert("crs".into(), crs_member(placed.crs()));
    }
    head.insert("name".into(), placed.name().into());
    head.extend(members.clone());
    let mut text = String::from("{");
    for (name, value) in &head {
        text += &format!("{}:{value},\n", json!(name));
    }
    text += "\"features\":[";
    for (number, row) in placed.rows().enumerate() {
        let id = placed.layer.features.id(number);
        let feature = geojson::Feature {
            id: id.map(|id| geojson::feature::Id::String(id.into_owned())),
            geometry: Some(geojson::Geometry::new(GeometryValue::from(&row.geometry))),
            properties: Some(row.properties),
            ..geojson::Feature::default()
        };
        text += if number == 0 { "\n" } else { ",\n" };
        text += &feature.to_string();
    }
    text += if placed.count() == 0 { "" } else { "\n" };
    text += "]}\n";
    text.into_bytes()
}

/// The member `crs` of GeoJSON from before RFC 7946, which GIS programs still heed.
fn crs_member(crs: Crs) -> Value {
    let name = match crs.epsg() {
        Some(code) => format!("urn:ogc:def:crs:EPSG::{code}"),
        None => crs.to_string(),
    };
    json!({"type": "name", "properties": {"name": name}})
}
