//! Outputs: from a problem, a layout and its audit to bytes, one file a format. Nothing here reads the clock,
//! iterates a hash table or opens a file, so equal inputs give equal bytes.
//!
//! Which files a run has, and what each is for, is told by [`outputs::files`](crate::run::outputs::files) and in
//! `docs/outputs.md`. [`page`] makes one HTML file of them.
//!
//! Of a plan over several periods each period has these in a folder of its own; beside them see [`schedule`].

mod about;
pub mod answers;
#[cfg(feature = "serve")]
pub mod archive;
pub mod diff;
#[cfg(feature = "cli")]
pub mod docx;
pub mod forecast;
mod frame;
pub mod frontier;
pub mod journal;
pub mod layers;
mod markup;
mod matrix_csv;
mod matrix_parquet;
pub mod package;
pub mod page;
mod parquet;
pub mod picture;
pub mod placement;
pub mod robust;
pub mod schedule;
mod summary;
pub mod sweep;
pub mod tables;
pub mod verify;

pub use about::{layer_geojson, network_outputs, reach_geojson};
pub use frontier::frontier_outputs;
pub use matrix_csv::{MatrixValue, long_matrix, wide_matrix};
pub use matrix_parquet::parquet_matrix;
pub use placement::placement_outputs;
pub use summary::{
    foresight_rows, period_rows, schedule_reasons, schedule_verdict, spending_note, summary,
    verdict_text,
};

use crate::domain::Text;
use crate::domain::crs::Crs;
use crate::run::folder::TIMING;
use crate::run::outputs::{SUMMARY, SUMMARY_ZH};
use crate::run::plan::{PlanJson, to_bytes};
use crate::run::record::Format;
use crate::run::tables as run_tables;
use crate::run::{Language, Output, Report};

/// Hands every output of a run to `put`, one after the other in the order in which they are to be written, maps in the
/// system that the run asks for: `plan.json` last, so that it never speaks of layers that are not there. Without a layout
/// there are no layers. Returns what could not be written in a format, a sentence each.
///
/// No more than one output is in memory at a time, unless `put` keeps them.
///
/// # Errors
///
/// When a position has no place in the system asked for (see [`layers::check_plan`], which tells beforehand), or `put` fails.
pub fn each_output<E: From<layers::LayerError>>(
    report: &Report<'_>,
    put: &mut dyn FnMut(Output) -> Result<(), E>,
) -> Result<Vec<Text>, E> {
    let crs = report.run.package.as_ref().map_or(Crs::Wgs84, |package| package.crs);
    let with_mark = report.run.package.as_ref().is_some_and(|package| package.csv_bom);
    let put = &mut |output| put(if with_mark { tables::marked(output) } else { output });
    let plan = PlanJson::new(report);
    let network = run_tables::network_of(report.problem, report.arcs);
    let mut losses = Vec::new();
    if let Some(decided) = report.decided() {
        let layers = run_tables::layers(report, decided);
        for layer in &layers {
            let name = format!("{}.geojson", layer.kind.file);
            put(Output::new(name, layer_geojson(report, layer, crs)?))?;
        }
        if let Some(wanted) = &report.run.package {
            let network =
                network.as_ref().map(|(roads, points)| run_tables::network_layer(roads, points));
            let layers: Vec<_> = layers.iter().chain(&network).collect();
            let tables = run_tables::tables(report, &plan);
            losses = package::package(&decided, &layers, &tables, wanted, put)?;
        }
    }
    if let Some((roads, points)) = &network {
        network_outputs(roads, points, crs)?.into_iter().try_for_each(&mut *put)?;
    }
    put(Output::new(SUMMARY.name, summary(report, Language::English)))?;
    put(Output::new(SUMMARY_ZH.name, summary(report, Language::Chinese)))?;
    put(Output::new(TIMING, to_bytes(&report.run.timing)))?;
    put(Output::new(PlanJson::FILE, to_bytes(&plan)))?;
    Ok(losses)
}

/// Every output of a run: see [`each_output`].
///
/// # Errors
///
/// When a position has no place in the system asked for.
pub fn outputs(report: &Report<'_>) -> Result<Vec<Output>, layers::LayerError> {
    let mut outputs = Vec::new();
    each_output(report, &mut |output| {
        outputs.push(output);
        Ok::<_, layers::LayerError>(())
    })?;
    Ok(outputs)
}
