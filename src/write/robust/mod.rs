//! A robust plan to bytes.
//!
#![doc = include_str!("format.md")]

mod csv;
mod json;
mod text;

pub use json::robust_json;
pub use text::{
    aim_rows, comparison_lines, criterion_text, people_line, reasons, robust_verdict,
    scenario_heads, scenario_rows, varied,
};

use super::about::layer_geojson;
use super::layers::LayerError;
use super::summary::robust_summary;
use crate::domain::crs::Crs;
use crate::domain::{Change, Problem};
use crate::run::Language;
use crate::run::folder::Output;
use crate::run::plan::to_bytes;
use crate::run::record::RunRecord;
use crate::run::report::Report;
use crate::run::tables::sites_layer;
use crate::scenario::Robust;

/// Everything that the outputs of a robust plan are made from.
#[derive(Debug, Clone, Copy)]
pub struct RobustReport<'a> {
    /// The plan as written.
    pub problem: &'a Problem,
    /// What is the same in all scenarios though the plan has it otherwise.
    pub fixed: &'a [Change],
    /// The answer.
    pub robust: &'a Robust,
    /// The layout in the plan as written; none without a layout.
    pub layout: Option<Report<'a>>,
    /// How it came to be.
    pub run: &'a RunRecord,
}

/// The names of all outputs, in the order in which they are written.
pub const ROBUST_NAMES: [&str; 6] = [
    "layout.geojson",
    "robust.csv",
    "summary.md",
    "summary.zh.md",
    "timing.json",
    "robust.json",
];

/// All outputs, the map in `crs`; without a layout: no map of it.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn robust_outputs(report: &RobustReport<'_>, crs: Crs) -> Result<Vec<Output>, LayerError> {
    let [layout, table, english, chinese, timing, all] = ROBUST_NAMES;
    let mut outputs = Vec::new();
    if let Some((own, decided)) = report
        .layout
        .as_ref()
        .and_then(|own| Some((own, own.decided()?)))
    {
        outputs.push(Output::new(
            layout,
            layer_geojson(own, &sites_layer(decided), crs)?,
        ));
    }
    outputs.push(Output::new(table, csv::robust_csv(report)));
    let summary = |language| robust_summary(report, language);
    outputs.push(Output::new(english, summary(Language::English)));
    outputs.push(Output::new(chinese, summary(Language::Chinese)));
    outputs.push(Output::new(timing, to_bytes(&report.run.timing)));
    outputs.push(Output::new(all, robust_json(report)));
    Ok(outputs)
}
