//! Outputs of a location problem, from an instance, a question and what came of it to bytes.
//!
//! | file | for | what |
//! |---|---|---|
//! | `sites.csv` | everyone | every site: whether it is open, whom it serves |
//! | `assignment.csv` | everyone | where every demand point goes, by share |
//! | `placement.geojson` | GIS | the sites on the map, the caller's properties kept |
//! | `demand.geojson` | GIS | the demand on the map; up to [`MOST_POINTS`] points |
//! | `links.geojson` | GIS | lines from demand to the sites that serve it; up to [`MOST_LINKS`] demand points |
//! | `timing.json` | programs | what depends on the machine: seconds, threads |
//! | `placement.json` | programs | everything, with the run's record |
//!
//! Maps are written where there is geography. Without a placement there is nothing to map or list: `timing.json` and
//! `placement.json` alone.
//!
//! CSV is comma-separated UTF-8, quoted where needed. Ids are written as they were given, also those that begin with
//! `=`, `+`, `-` or `@`, so that they can be joined to the caller's own tables; import them into spreadsheets as text.

mod assignment_csv;
mod maps;
mod placement_json;
mod question_json;
mod report;
mod sites_csv;
mod words;

pub use assignment_csv::assignment_csv;
pub use maps::{MOST_LINKS, MOST_POINTS, demand_geojson, links_geojson, placement_geojson};
pub use placement_json::{PLACEMENT_FORMAT, PlacementJson, placement_json};
pub use report::{
    LocateSettings, PlacementReport, PlacementRun, PlacementTiming, Proof, SourceRecord, Subject,
};
pub use sites_csv::sites_csv;
pub use words::{
    distance_text, method_text, metric_text, objective_text, question_text, status_text,
};

use crate::run::files::Output;
use crate::run::plan::to_bytes;

/// The names of all outputs, in the order in which they are written.
pub const NAMES: [&str; 7] = [
    "placement.geojson",
    "demand.geojson",
    "links.geojson",
    "sites.csv",
    "assignment.csv",
    "timing.json",
    "placement.json",
];

/// Those among them that only a run with a placement writes.
pub const LAYERS: [&str; 5] = [NAMES[0], NAMES[1], NAMES[2], NAMES[3], NAMES[4]];

/// All outputs of a run, in the order in which they are to be written: `placement.json` last.
pub fn outputs(report: &PlacementReport<'_>) -> Vec<Output> {
    let [placement, demand, links, sites, assignment, timing, json] = NAMES;
    let mut outputs = Vec::new();
    if let Some(audit) = report.audit {
        let points = report.instance.points();
        if report.has_site_places() {
            outputs.push(Output::new(placement, placement_geojson(report, audit)));
        }
        if report.has_demand_places() && points <= MOST_POINTS {
            outputs.push(Output::new(demand, demand_geojson(report, audit)));
        }
        if report.has_site_places() && report.has_demand_places() && points <= MOST_LINKS {
            outputs.push(Output::new(links, links_geojson(report, audit)));
        }
        outputs.push(Output::new(sites, sites_csv(report, audit)));
        outputs.push(Output::new(assignment, assignment_csv(report, audit)));
    }
    outputs.push(Output::new(timing, to_bytes(&report.run.timing)));
    outputs.push(Output::new(json, to_bytes(&placement_json(report))));
    outputs
}
