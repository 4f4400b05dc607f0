//! Layers of a run as GeoJSON, with what they are about.

use super::layers::{LayerError, LayerOut, geojson};
use super::tables::codes_csv;
use crate::domain::crs::Crs;
use crate::run::Output;
use crate::run::about::LayerAbout;
use crate::run::outputs::NETWORK;
use crate::run::record::VERSION;
use crate::run::report::Report;
use crate::run::table::Table;
use crate::run::tables::{NetworkPoints, network_layer, reached_layer};
use crate::travel::roads::{NetworkReport, ReachableArea};
use serde::Serialize;
use serde_json::{Map, json};

/// A layer of a run, named after the plan, with the foreign member `yike` that says what it is.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn layer_geojson(
    report: &Report<'_>,
    layer: &Table<'_>,
    crs: Crs,
) -> Result<Vec<u8>, LayerError> {
    let name = format!("{}: {}", report.problem.name.english(), layer.kind.file);
    geojson_about(layer, &name, LayerAbout::new(report, layer), crs)
}

/// A layer under this name, with what it is about.
pub(super) fn geojson_about(
    layer: &Table<'_>,
    name: &str,
    about: impl Serialize,
    crs: Crs,
) -> Result<Vec<u8>, LayerError> {
    let out = LayerOut { name, features: layer, crs };
    let about = serde_json::to_value(about).expect("our own structs have text keys");
    geojson(&out, &Map::from_iter([("yike".into(), about)]))
}

/// The bytes of [`reached_layer`] in `crs`: what can be reached over roads.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn reach_geojson(
    sites: &[(String, ReachableArea)],
    all: &ReachableArea,
    how: &str,
    crs: Crs,
) -> Result<Vec<u8>, LayerError> {
    let layer = reached_layer(sites, all, how);
    let about = json!({
        "version": VERSION,
        "layer": layer.kind.file,
        "about": how,
        "modelled": "the areas are what lies beside the roads reached",
    });
    geojson_about(&layer, layer.kind.file, about, crs)
}

/// `network.geojson` and `network.csv`: what of the demand and the sites is on the roads.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn network_outputs(
    report: &NetworkReport,
    points: &NetworkPoints,
    crs: Crs,
) -> Result<[Output; 2], LayerError> {
    let layer = network_layer(report, points);
    let first = |sizes: &[u32]| sizes.iter().take(10).copied().collect::<Vec<u32>>();
    let mut about = json!({
        "version": VERSION,
        "layer": layer.kind.file,
        "about": layer.about,
        "snap_m": points.snap.metres(),
        "component_junctions": first(&report.components),
        "components": report.components.len(),
    });
    if let Some(rural) = &report.rural_components {
        about["rural_component_junctions"] = first(rural).into();
        about["rural_components"] = rural.len().into();
    }
    Ok([
        Output::new("network.geojson", geojson_about(&layer, layer.kind.file, about, crs)?),
        Output::new(NETWORK, codes_csv(&layer)),
    ])
}
