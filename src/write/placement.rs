//! A placement to bytes, one file a format.

use super::about::geojson_about;
use super::layers::LayerError;
use super::tables::{codes_csv, codes_csv_as_given};
use crate::domain::crs::Crs;
use crate::run::Output;
use crate::run::outputs::{PLACEMENT, names};
use crate::run::placement::{
    MOST_LINKS, MOST_POINTS, PlacementReport, assignment_table, demand_layer, further_tables,
    links_layer, placement_json, sites_table, status_text,
};
use crate::run::plan::to_bytes;
use crate::run::table::Table;
use serde_json::json;

/// All outputs of a run, in the order in which they are to be written, maps in `crs`: `placement.json` last.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn placement_outputs(
    report: &PlacementReport<'_>,
    crs: Crs,
) -> Result<Vec<Output>, LayerError> {
    let [placement, demand, links, sites, assignment, further @ .., timing, json, _] =
        names(PLACEMENT);
    let mut outputs = Vec::new();
    if let Some(audit) = report.audit {
        let points = report.instance.points();
        let own = sites_table(*report, audit);
        if own.is_layer() {
            outputs.push(Output::new(placement, layer(report, &own, crs)?));
        }
        if report.has_demand_places() && points <= MOST_POINTS {
            let own = demand_layer(*report, audit);
            outputs.push(Output::new(demand, layer(report, &own, crs)?));
        }
        if report.has_site_places() && report.has_demand_places() && points <= MOST_LINKS {
            let own = links_layer(*report, audit);
            outputs.push(Output::new(links, layer(report, &own, crs)?));
        }
        outputs.push(Output::new(sites, codes_csv_as_given(&own)));
        let own = assignment_table(*report, audit);
        outputs.push(Output::new(assignment, codes_csv_as_given(&own)));
    }
    for own in further_tables(report) {
        let name = further.iter().find(|name| name.strip_suffix(".csv") == Some(own.kind.name));
        outputs.extend(name.map(|name| Output::new(*name, codes_csv(&own))));
    }
    outputs.push(Output::new(timing, to_bytes(&report.run.timing)));
    outputs.push(Output::new(json, to_bytes(&placement_json(report))));
    Ok(outputs)
}

fn layer(report: &PlacementReport<'_>, layer: &Table<'_>, crs: Crs) -> Result<Vec<u8>, LayerError> {
    let name = layer.kind.name;
    let about = json!({
        "version": report.run.version,
        "layer": name,
        "about": layer.about,
        "problem": report.question.word(),
        "status": report.status(),
        "verdict": status_text(report),
    });
    geojson_about(layer, &format!("{}: {name}", report.instance.name()), about, crs)
}
