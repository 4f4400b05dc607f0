//! What can be reached over roads, as a map.

use super::about::geojson_about;
use super::layers::LayerError;
use crate::domain::crs::Crs;
use crate::run::record::VERSION;
use crate::run::tables::reached_layer;
use crate::travel::roads::ReachableArea;
use serde_json::json;

/// The bytes of [`reached_layer`] in `crs`.
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
