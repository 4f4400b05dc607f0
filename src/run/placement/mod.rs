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

mod question;
mod record;
mod report;
mod tables;
mod words;

pub use question::{DecayJson, QuestionJson, ReachJson, StepJson};
pub use record::{
    FaultJson, FiguresJson, InstanceJson, NamedJson, PlacementJson, ReasonJson, SitesByRule,
    placement_json,
};
pub use report::{
    LocateSettings, PlacementReport, PlacementRun, PlacementTiming, Proof, SourceRecord, Subject,
};
pub use tables::{
    MOST_LINKS, MOST_POINTS, assignment_table, demand_layer, links_layer, sites_table, specs,
};
pub use words::{
    distance_text, method_text, metric_text, objective_text, question_text, status_text,
};
