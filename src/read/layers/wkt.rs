//! Reads well-known text as GeoJSON geometry.

use crate::domain::said;
use crate::domain::{Text, text};
use geojson::GeometryValue;
use serde_json::{Value, json};
use std::str::FromStr;
use wkt::Wkt;

/// The geometry of `text`, and the EPSG code where it begins with `SRID=…;`.
pub(super) fn read(text: &str) -> Result<(Value, Option<u32>), Text> {
    let text = text.trim();
    let (code, text) = match text.strip_prefix("SRID=").and_then(|rest| rest.split_once(';')) {
        Some((code, rest)) => {
            let no_number = |_| text!("its SRID is not a number", "SRID 不是数字");
            (Some(code.trim().parse().map_err(no_number)?), rest)
        }
        None => (None, text),
    };
    // The parser recurses for each bracket.
    if text.matches('(').count() > 1_000_000 || deepest(text) > 16 {
        return Err(text!("its brackets are nested too deeply", "括号嵌套过深"));
    }
    let parsed: Wkt<f64> = Wkt::from_str(text).map_err(said)?;
    if let Wkt::LineString(line) = &parsed {
        return Ok((with_heights(line), code));
    }
    let shape = geo::Geometry::<f64>::try_from(parsed).map_err(said)?;
    let geometry = geojson::Geometry::new(GeometryValue::from(&shape));
    let made = serde_json::to_value(geometry);
    made.map(|value| (value, code)).map_err(said)
}

/// A line with heights; those of other geometries are not read.
fn with_heights(line: &wkt::types::LineString<f64>) -> Value {
    let position = |at: &wkt::types::Coord<f64>| match at.z {
        Some(height) => json!([at.x, at.y, height]),
        None => json!([at.x, at.y]),
    };
    let positions: Vec<Value> = line.coords().iter().map(position).collect();
    json!({"type": "LineString", "coordinates": positions})
}

fn deepest(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut most = 0;
    for letter in text.bytes() {
        match letter {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}
