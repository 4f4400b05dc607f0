//! How often each site is chosen, as a map.

use crate::domain::Problem;
use crate::domain::crs::Crs;
use crate::run::sweep::SweepRecord;
use crate::run::tables::tally_layer;
use crate::scenario::SiteTally;
use crate::write::about::geojson_about;
use crate::write::layers::LayerError;
use serde_json::json;

/// The bytes of [`tally_layer`].
pub(super) fn sites_geojson(
    problem: &Problem,
    tally: &SiteTally,
    record: &SweepRecord,
) -> Result<Vec<u8>, LayerError> {
    let layer = tally_layer(problem, tally);
    let about = json!({
        "version": record.version,
        "layer": layer.kind.file,
        "about": layer.about,
        "scenarios": record.scenarios,
        "plans": tally.plans,
    });
    geojson_about(&layer, &format!("{}: {}", record.plan, layer.kind.file), about, Crs::Wgs84)
}
