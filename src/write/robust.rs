//! A robust plan to bytes: see [`run::robust`](crate::run::robust).

use super::about::layer_geojson;
use super::layers::LayerError;
use super::summary::robust_summary;
use super::tables::codes_csv_as_given;
use crate::domain::crs::Crs;
use crate::run::outputs::{ROBUST, names};
use crate::run::plan::to_bytes;
use crate::run::robust::{RobustJson, RobustReport, scenarios_table};
use crate::run::tables::sites_layer;
use crate::run::{Language, Output};

/// All outputs, the map in `crs`; without a layout: no map of it.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn robust_outputs(report: &RobustReport<'_>, crs: Crs) -> Result<Vec<Output>, LayerError> {
    let [layout, table, english, chinese, timing, all, _] = names(ROBUST);
    let mut outputs = Vec::new();
    if let Some((own, decided)) = report.layout.as_ref().and_then(|own| Some((own, own.decided()?)))
    {
        outputs.push(Output::new(layout, layer_geojson(own, &sites_layer(decided), crs)?));
    }
    let record = RobustJson::new(report);
    let json = to_bytes(&record);
    let scenarios = scenarios_table(record.scenarios);
    outputs.push(Output::new(table, codes_csv_as_given(&scenarios)));
    let summary = |language| robust_summary(report, language);
    outputs.push(Output::new(english, summary(Language::English)));
    outputs.push(Output::new(chinese, summary(Language::Chinese)));
    outputs.push(Output::new(timing, to_bytes(&report.run.timing)));
    outputs.push(Output::new(all, json));
    Ok(outputs)
}

/// The bytes of `robust.json`.
pub fn robust_json(report: &RobustReport<'_>) -> Vec<u8> {
    to_bytes(&RobustJson::new(report))
}
