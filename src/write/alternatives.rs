//! Alternatives to bytes: see [`run::alternatives`](crate::run::alternatives).

use super::about::layer_geojson;
use super::layers::LayerError;
use super::summary::alternatives_summary;
use super::tables::{codes_csv, codes_csv_as_given};
use crate::domain::crs::Crs;
use crate::run::alternatives::{AlternativesJson, alternatives_table, changes_table, common_table};
use crate::run::outputs::{ALTERNATIVES, names};
use crate::run::plan::to_bytes;
use crate::run::tables::sites_layer;
use crate::run::{Language, Output, Report};

/// The tables, the summaries, `alternatives.json`, and of each plan its layout in `crs`, as `yike audit` reads it: the best plan is `plan-0`.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn alternatives_outputs(
    found: &AlternativesJson,
    layouts: &[Report<'_>],
    crs: Crs,
) -> Result<Vec<Output>, LayerError> {
    let [plans, sites, changes, _, english, chinese, json, _] = names(ALTERNATIVES);
    let mut outputs = vec![
        Output::new(plans, codes_csv(&alternatives_table(found))),
        Output::new(sites, codes_csv_as_given(&common_table(found))),
        Output::new(changes, codes_csv_as_given(&changes_table(found))),
    ];
    for (number, report) in layouts.iter().enumerate() {
        if let Some(decided) = report.decided() {
            let bytes = layer_geojson(report, &sites_layer(decided), crs)?;
            outputs.push(Output::new(format!("plan-{number}.geojson"), bytes));
        }
    }
    outputs.push(Output::new(english, alternatives_summary(found, Language::English)));
    outputs.push(Output::new(chinese, alternatives_summary(found, Language::Chinese)));
    outputs.push(Output::new(json, to_bytes(found)));
    Ok(outputs)
}
