//! Answers to questions about a plan, to bytes: see [`run::asked`](crate::run::asked).

use super::about::layer_geojson;
use super::layers::LayerError;
use super::summary::answer_summary;
use super::tables::{codes_csv, codes_csv_as_given};
use crate::domain::crs::Crs;
use crate::run::alternatives::AlternativesJson;
use crate::run::asked::Answered;
use crate::run::outputs::{SUMMARY, SUMMARY_ZH};
use crate::run::plan::to_bytes;
use crate::run::table::Table;
use crate::run::tables::sites_layer;
use crate::run::{Language, Output, Report};

/// The tables of an answer, its summaries and its record.
pub fn answer_outputs<T: Answered>(made: &T) -> Vec<Output> {
    outputs(made, codes_csv, Vec::new())
}

/// The same of alternatives, and of each plan its layout in `crs`, as `yike audit` reads it: the best plan is `plan-0`.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn alternatives_outputs(
    found: &AlternativesJson,
    layouts: &[Report<'_>],
    crs: Crs,
) -> Result<Vec<Output>, LayerError> {
    let decided = layouts.iter().enumerate();
    let decided = decided.filter_map(|(number, report)| Some((number, report, report.decided()?)));
    let layouts = decided.map(|(number, report, decided)| {
        let bytes = layer_geojson(report, &sites_layer(decided), crs)?;
        Ok(Output::new(format!("plan-{number}.geojson"), bytes))
    });
    Ok(outputs(found, codes_csv_as_given, layouts.collect::<Result<_, LayerError>>()?))
}

fn outputs<T: Answered>(
    made: &T,
    csv: fn(&Table<'_>) -> Vec<u8>,
    layouts: Vec<Output>,
) -> Vec<Output> {
    let tables = made.tables();
    let tables = tables.iter().map(|own| Output::new(format!("{}.csv", own.kind.file), csv(own)));
    let summary = |name, language| Output::new(name, answer_summary(made, language));
    let last = [
        summary(SUMMARY.name, Language::English),
        summary(SUMMARY_ZH.name, Language::Chinese),
        Output::new(T::FILE, to_bytes(made)),
    ];
    tables.chain(layouts).chain(last).collect()
}
