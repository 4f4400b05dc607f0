use super::declared::Declared;
use crate::read::source::InputFile;

/// A layer's features as GeoJSON objects, in the file's own coordinates; of a table made one at a time.
#[derive(Debug)]
pub(in crate::read) struct Items<Features = Vec<serde_json::Value>> {
    pub(in crate::read) features: Features,
    pub(in crate::read) declared: Declared,
    pub(in crate::read) record: InputFile,
}

/// A GeoJSON feature.
pub(super) fn feature(
    properties: crate::domain::Properties,
    geometry: serde_json::Value,
) -> serde_json::Value {
    let mut feature = serde_json::Map::new();
    feature.insert("type".into(), "Feature".into());
    feature.insert("properties".into(), serde_json::Value::Object(properties));
    feature.insert("geometry".into(), geometry);
    serde_json::Value::Object(feature)
}
