//! The demand layer of a year and variant.

use super::ForecastReport;
use crate::domain::Feature;
use crate::domain::crs::Crs;
use crate::domain::forecast::Variant;
use crate::write::layers::{LayerFormat, LayerOut, layer_files};
use serde_json::{Value, json};

/// The layer as GeoJSON in WGS84, with every property of today's but the people of that year, `year`, `variant`, `origin`
/// and `method`. None where the year and variant were not shared out.
pub fn demand_layer(report: &ForecastReport<'_>, year: i32, variant: Variant) -> Option<Vec<u8>> {
    let (units, people) = (report.units?, report.shared.get(&(year, variant))?);
    let method = report.method_text(year);
    let features: Vec<(Option<String>, Feature)> = units
        .features
        .iter()
        .zip(people)
        .map(|((id, feature), people)| {
            let mut feature = feature.clone();
            let properties = &mut feature.properties;
            for (field, people) in units.fields.iter().zip(people) {
                properties.insert(field.clone(), whole(*people));
            }
            properties.insert("year".into(), year.into());
            properties.insert("variant".into(), variant.to_string().into());
            properties.insert("origin".into(), "modelled".into());
            properties.insert("method".into(), method.clone().into());
            (id.clone(), feature)
        })
        .collect();
    let layer = LayerOut {
        name: &format!("people in {year}, {variant}, modelled"),
        features: &features,
        crs: Crs::Wgs84,
    };
    let files = layer_files(&layer, LayerFormat::GeoJson).ok()?;
    files.into_iter().next().map(|file| file.bytes)
}

/// A whole number as JSON writes them.
pub(super) fn whole(people: f64) -> Value {
    match people.fract() == 0.0 && people.abs() < 9e15 {
        true => json!(people as i64),
        false => json!(people),
    }
}
