//! Outputs: from a problem, a layout and its audit to bytes, one file a format. Nothing here reads the clock,
//! iterates a hash table or opens a file ([`write_all`] apart), so equal inputs give equal bytes.
//!
//! | file | for | what |
//! |---|---|---|
//! | `layout.geojson` | GIS, `yike audit` | every site and what is decided about it |
//! | `coverage.geojson` | GIS | every demand unit, covered or not at each tier |
//! | `links.geojson` | GIS | who is served where, who leads whom |
//! | `network.geojson`, `network.csv` | GIS, planners | where the plan travels over roads: what is on them, what is not |
//! | `plan.json` | programs | everything, with the run's record; the same bytes on every machine |
//! | `timing.json` | programs | what depends on the machine: seconds, threads |
//! | `summary.md`, `summary.zh.md` | planners | two pages, in English and in Chinese |
//!
//! [`page`] makes one HTML file of them.
//!
//! Of a plan over several periods each period has these in a folder of its own; beside them see [`schedule`].

mod collection;
mod coverage_geojson;
pub mod figures;
mod files;
pub mod forecast;
mod frontier;
pub mod layers;
mod layout_geojson;
mod links_geojson;
pub mod location;
mod matrix_csv;
mod matrix_parquet;
pub mod network;
pub mod page;
pub mod people;
pub mod plan_json;
mod reach_geojson;
mod relaxation;
mod report;
mod run;
pub mod schedule;
mod summary;
pub mod sweep;
mod target_text;

pub use coverage_geojson::coverage_geojson;
pub use files::{Output, WriteError, write_all, write_named, write_one};
pub use frontier::{FRONTIER_NAMES, FrontierJson, frontier_outputs};
pub use layout_geojson::layout_geojson;
pub use links_geojson::links_geojson;
pub use matrix_csv::{MatrixValue, long_matrix, wide_matrix};
pub use matrix_parquet::parquet_matrix;
pub use reach_geojson::reach_geojson;
pub use relaxation::{relaxation_text, relaxations_heading, relaxations_note};
pub use report::{Decided, Report, Subject, Verdict};
pub use run::{
    InputRecord, IssueRecord, RunRecord, SettingsRecord, Timing, VERSION, WrittenRecord,
};
pub use summary::{
    Language, foresight_rows, schedule_reasons, schedule_verdict, scope_text, summary, verdict_text,
};
pub use target_text::{ResultText, TargetText, target_texts};

/// The names of all outputs, in the order in which they are written; `network` ones where the plan travels over roads.
pub const NAMES: [&str; 9] = [
    "layout.geojson",
    "coverage.geojson",
    "links.geojson",
    "network.geojson",
    "network.csv",
    "summary.md",
    "summary.zh.md",
    "timing.json",
    "plan.json",
];

/// The map layers among them: those that only a run with a layout writes.
pub const LAYERS: [&str; 3] = [NAMES[0], NAMES[1], NAMES[2]];

/// All outputs of a run, in the order in which they are to be written: `plan.json` last, so that it never
/// speaks of layers that are not there. Without a layout: no layers.
pub fn outputs(report: &Report<'_>) -> Vec<Output> {
    let [
        layout,
        coverage,
        links,
        map,
        table,
        english,
        chinese,
        timing,
        plan,
    ] = NAMES;
    let mut outputs = Vec::new();
    if let Some(decided) = report.decided() {
        outputs.push(Output::new(layout, layout_geojson(report, &decided)));
        outputs.push(Output::new(coverage, coverage_geojson(report, &decided)));
        outputs.push(Output::new(links, links_geojson(report, &decided)));
    }
    if let Some((network, points)) = network::of_plan(report.problem, report.arcs) {
        outputs.push(Output::new(map, network::network_geojson(network, &points)));
        outputs.push(Output::new(table, network::network_csv(network, &points)));
    }
    outputs.push(Output::new(english, summary(report, Language::English)));
    outputs.push(Output::new(chinese, summary(report, Language::Chinese)));
    let seconds = plan_json::to_bytes(&report.run.timing);
    outputs.push(Output::new(timing, seconds));
    outputs.push(Output::new(plan, plan_json::plan_json(report)));
    outputs
}
