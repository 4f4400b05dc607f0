//! A forecast to bytes: `forecast.csv` and `forecast.json` for figures by area, a demand layer for each year and variant.

use super::layers::{LayerOut, geojson};
use super::tables::codes_csv_as_given;
use crate::domain::Feature;
use crate::domain::crs::Crs;
use crate::domain::forecast::Variant;
use crate::run::forecast::{ForecastJson, ForecastReport, Persons, figures_table};
use crate::run::plan::to_bytes;
use serde_json::{Map, json};

/// The bytes of `forecast.json`.
pub fn forecast_json(report: &ForecastReport<'_>) -> Vec<u8> {
    to_bytes(&ForecastJson::new(report))
}

/// The bytes of `forecast.csv`.
pub fn forecast_csv(report: &ForecastReport<'_>) -> Vec<u8> {
    codes_csv_as_given(&figures_table(report))
}

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
            let mut properties = feature.properties.to_json();
            for (field, people) in units.fields.iter().zip(people) {
                properties.insert(field.clone(), json!(Persons(*people)));
            }
            properties.insert("year".into(), year.into());
            properties.insert("variant".into(), variant.to_string().into());
            properties.insert("origin".into(), "modelled".into());
            properties.insert("method".into(), method.clone().into());
            (id.clone(), Feature::new(feature.geometry.clone(), properties))
        })
        .collect();
    let layer = LayerOut {
        name: &format!("people in {year}, {variant}, modelled"),
        features: &features,
        crs: Crs::Wgs84,
    };
    geojson(&layer, &Map::new()).ok()
}
