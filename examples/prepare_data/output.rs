//! GeoJSON files, one feature a line.

use crate::Result;
use crate::geometry::Degrees;
use serde_json::{Map, Value, json};
use std::path::Path;

/// Who is to be named for the data; licences are in `data/README.md`.
const ATTRIBUTION: &str = "GeoNames (geonames.org, CC BY 4.0); census figures: github leiii/census (MIT), Dong, Du, Liu \
2022; names and codes: china-division (WTFPL); facts: the districts' published plans. Much is modelled: see each \
feature and data/README.md";

/// A file to be written.
pub struct Layer {
    file: &'static str,
    text: String,
}

/// A FeatureCollection of `features`, in their order.
pub fn layer(file: &'static str, name: &str, features: Vec<Value>) -> Layer {
    let lines: Vec<String> = features.iter().map(Value::to_string).collect();
    let text = format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"name\": {},\n\"attribution\": {},\n\"features\": [\n{}\n]\n}}\n",
        json!(name),
        json!(ATTRIBUTION),
        lines.join(",\n")
    );
    Layer { file, text }
}

/// A table with this text.
pub fn table(file: &'static str, text: String) -> Layer {
    Layer { file, text }
}

impl Layer {
    /// Writes the file into `folder`.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(self.file);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, &self.text))
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
        let line = text
            .lines()
            .zip(self.text.lines())
            .position(|(there, here)| there != here)
            .map_or(1, |line| line + 1);
        Err(format!("{}:{line}: not what prepare_data writes", path.display()).into())
    }
}

/// A feature with a point.
pub fn point(at: Degrees, properties: Map<String, Value>) -> Value {
    let geometry = json!({ "type": "Point", "coordinates": [at.x, at.y] });
    feature(properties, geometry)
}

/// A feature with a polygon of one ring.
pub fn polygon(ring: &[Degrees], properties: Map<String, Value>) -> Value {
    let ring: Vec<[f64; 2]> = ring.iter().map(|point| [point.x, point.y]).collect();
    let geometry = json!({ "type": "Polygon", "coordinates": [ring] });
    feature(properties, geometry)
}

fn feature(properties: Map<String, Value>, geometry: Value) -> Value {
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
