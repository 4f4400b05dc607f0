//! GeoJSON files, one feature a line.

use crate::Result;
use crate::ground::Degrees;
use serde_json::{Map, Value, json};
use std::path::Path;

/// Who is to be named for the data; the licence is in `data/isle-of-man/README.md`.
const ATTRIBUTION: &str = "© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright), extract of 2020-03-14. \
People, ages, beds and costs are modelled: see each feature and data/isle-of-man/README.md";

/// Beginning of every feature's source, so that what Yike writes names it too.
pub const SOURCE: &str = "© OpenStreetMap contributors, ODbL 1.0";

/// A file to be written.
pub struct Layer {
    file: &'static str,
    text: String,
    features: usize,
}

/// A FeatureCollection of `features`, in their order.
pub fn layer(file: &'static str, name: &str, features: Vec<Value>) -> Layer {
    let lines: Vec<String> = features.iter().map(Value::to_string).collect();
    let text = format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"name\": {},\n\"attribution\": {},\n\"features\": [\n{}\n]\n}}\n",
        json!(format!("Isle of Man {name}")),
        json!(ATTRIBUTION),
        lines.join(",\n")
    );
    Layer { file, text, features: features.len() }
}

impl Layer {
    /// The file and its number of features.
    pub fn count(&self) -> String {
        format!("{} {}", self.features, self.file)
    }

    /// Writes the file into `folder`.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(self.file);
        std::fs::write(&path, &self.text)
            .map_err(|error| format!("{}: {error}", path.display()).into())
    }

    /// Errors when the file in `folder` is not what would be written.
    pub fn compare(&self, folder: &Path) -> Result<()> {
        let path = folder.join(self.file);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        if text == self.text {
            return Ok(());
        }
        let lines = text.lines().zip(self.text.lines());
        let line = lines.take_while(|(there, here)| there == here).count() + 1;
        Err(format!("{}:{line}: not what prepare_isle_of_man writes", path.display()).into())
    }
}

/// A feature with a point.
pub fn point(at: Degrees, properties: Map<String, Value>) -> Value {
    let geometry = json!({ "type": "Point", "coordinates": [at.x, at.y] });
    feature(properties, &geometry)
}

pub fn feature(properties: Map<String, Value>, geometry: &Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// Properties in the order given; null values are left out.
pub fn properties<const N: usize>(entries: [(&str, Value); N]) -> Map<String, Value> {
    entries
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.to_string(), value))
        .collect()
}
