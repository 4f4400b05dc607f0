//! Outputs: from a problem, a layout and its audit to bytes, one file a format. Nothing here reads the clock,
//! iterates a hash table or opens a file ([`write_all`] apart), so equal inputs give equal bytes.
//!
//! | file | for | what |
//! |---|---|---|
//! | `layout.geojson` | GIS, `yike audit` | every site and what is decided about it |
//! | `coverage.geojson` | GIS | every demand unit, covered or not at each tier |
//! | `links.geojson` | GIS | who is served where, who leads whom |
//! | `towns.geojson` | GIS | every town: people, coverage today and by the plan, works, money |
//! | `uncovered.geojson` | GIS | who is not covered, at which tier, and why |
//! | `reach.geojson` | GIS | the circles from which facilities are reached, where travel is the straight line |
//! | `plan.gpkg` | GIS | all layers and tables, with styles for QGIS: see [`package`] |
//! | `plan.xlsx` | planners | targets, works, sites, coverage, money and the run as sheets |
//! | `network.geojson`, `network.csv` | GIS, planners | where the plan travels over roads: what is on them, what is not |
//! | `plan.json` | programs | everything, with the run's record; the same bytes on every machine |
//! | `timing.json` | programs | what depends on the machine: seconds, threads |
//! | `summary.md`, `summary.zh.md` | planners | what was decided and how sure it is, in English and in Chinese |
//!
//! [`page`] makes one HTML file of them.
//!
//! Of a plan over several periods each period has these in a folder of its own; beside them see [`schedule`].

mod collection;
mod coverage_geojson;
pub mod diff;
pub mod forecast;
mod frontier;
pub mod layers;
mod layout_geojson;
mod links_geojson;
pub mod location;
mod matrix_csv;
mod matrix_parquet;
pub mod network;
pub mod package;
pub mod page;
pub mod picture;
mod reach_areas;
mod reach_geojson;
pub mod robust;
pub mod schedule;
mod summary;
pub mod sweep;
pub mod tables;
mod towns_geojson;
mod uncovered_geojson;
pub mod verify;

use crate::run::package as packing;
use crate::run::{Language, Output, Report, plan as plan_json};

pub use coverage_geojson::coverage_geojson;
pub use frontier::{FRONTIER_NAMES, FrontierJson, frontier_outputs};
pub use layout_geojson::layout_geojson;
pub use links_geojson::links_geojson;
pub use matrix_csv::{MatrixValue, long_matrix, wide_matrix};
pub use matrix_parquet::parquet_matrix;
pub use reach_areas::reach_areas_geojson;
pub use reach_geojson::reach_geojson;
pub use summary::{foresight_rows, schedule_reasons, schedule_verdict, summary, verdict_text};
pub use towns_geojson::towns_geojson;
pub use uncovered_geojson::uncovered_geojson;

/// The names of all outputs, in the order in which they are written; `network` ones where the plan travels over roads,
/// `reach.geojson` where it does not.
pub const NAMES: [&str; 14] = [
    "layout.geojson",
    "coverage.geojson",
    "links.geojson",
    "towns.geojson",
    "uncovered.geojson",
    "reach.geojson",
    packing::GEOPACKAGE,
    packing::WORKBOOK,
    "network.geojson",
    "network.csv",
    "summary.md",
    "summary.zh.md",
    "timing.json",
    "plan.json",
];

/// Whether a run may write a file of this name.
pub fn is_name(name: &str) -> bool {
    NAMES.contains(&name) || package::is_name(name)
}

/// The map layers among them: those that only a run with a layout writes.
pub const LAYERS: [&str; 6] = [NAMES[0], NAMES[1], NAMES[2], NAMES[3], NAMES[4], NAMES[5]];

/// All outputs of a run, in the order in which they are to be written, with those of its package among them and maps in
/// its system: `plan.json` last, so that it never speaks of layers that are not there. What could not be written in a format
/// is said in [`package::Packed::losses`].
///
/// # Errors
///
/// When a position has no place in the system asked for: see [`layers::check_plan`], which tells beforehand.
pub fn packed_outputs(report: &Report<'_>) -> Result<package::Packed, layers::LayerError> {
    let mut made = outputs(report);
    let Some(wanted) = &report.run.package else {
        return Ok(package::Packed {
            outputs: made,
            losses: Vec::new(),
        });
    };
    let packed = package::package(report, &made, wanted);
    layers::outputs_in(&mut made, wanted.crs)?;
    let maps = made
        .iter()
        .take_while(|output| LAYERS.contains(&&*output.name));
    let place = maps.count();
    made.splice(place..place, packed.outputs);
    Ok(package::Packed {
        outputs: made,
        losses: packed.losses,
    })
}

/// The outputs of a run without its package, maps in WGS84, in the order in which they are to be written. Without a
/// layout: no layers.
pub fn outputs(report: &Report<'_>) -> Vec<Output> {
    let [
        layout,
        coverage,
        links,
        towns,
        uncovered,
        reach,
        _,
        _,
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
        outputs.push(Output::new(towns, towns_geojson(report, &decided)));
        outputs.push(Output::new(uncovered, uncovered_geojson(report, &decided)));
        if let Some(bytes) = reach_areas_geojson(report, &decided) {
            outputs.push(Output::new(reach, bytes));
        }
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
