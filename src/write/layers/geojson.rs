//! GeoJSON.

use super::placed::{self, Placed};
use crate::domain::Feature;
use crate::domain::crs::Crs;
use geojson::{FeatureCollection, GeometryValue};
use serde_json::{Map, Value, json};

/// One feature a line.
pub(super) fn write(placed: &Placed<'_>) -> Vec<u8> {
    let features = placed.rows.iter().map(|row| geojson::Feature {
        geometry: Some(geojson::Geometry::new(GeometryValue::from(&row.geometry))),
        properties: Some(row.properties.clone()),
        ..geojson::Feature::default()
    });
    let collection = FeatureCollection {
        features: features.collect(),
        ..FeatureCollection::default()
    };
    let mut head = Map::new();
    head.insert("type".into(), "FeatureCollection".into());
    head.insert("name".into(), placed.name.into());
    if placed.crs != Crs::Wgs84 {
        head.insert("crs".into(), crs_member(placed.crs));
    }
    let head = Value::Object(head).to_string();
    let lines: Vec<String> = collection
        .features
        .iter()
        .map(ToString::to_string)
        .collect();
    format!(
        "{},\"features\":[\n{}\n]}}\n",
        &head[..head.len() - 1],
        lines.join(",\n")
    )
    .into_bytes()
}

/// The features of a collection as this program writes them, with their ids; none of what is no such collection.
pub fn layer_features(bytes: &[u8]) -> Vec<(Option<String>, Feature)> {
    let Ok(collection) = serde_json::from_slice::<FeatureCollection>(bytes) else {
        return Vec::new();
    };
    let features = collection.features.into_iter().filter_map(|feature| {
        let geometry = geo::Geometry::try_from(feature.geometry?).ok()?;
        let id = feature.id.map(|id| match id {
            geojson::feature::Id::String(id) => id,
            geojson::feature::Id::Number(id) => id.to_string(),
        });
        let properties = feature.properties.unwrap_or_default();
        Some((
            id,
            Feature {
                geometry,
                properties,
            },
        ))
    });
    features.collect()
}

/// The OGC word of a feature's type of geometry.
pub fn geometry_word(feature: &Feature) -> &'static str {
    placed::kind(&feature.geometry)
}

/// The member `crs` of GeoJSON from before RFC 7946, which GIS programs still heed.
pub(super) fn crs_member(crs: Crs) -> Value {
    let name = match crs.epsg() {
        Some(code) => format!("urn:ogc:def:crs:EPSG::{code}"),
        None => crs.to_string(),
    };
    json!({"type": "name", "properties": {"name": name}})
}
