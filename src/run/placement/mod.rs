//! What a location problem says: an instance, a question and what came of it.
//!
//! Maps are written where there is geography. Without a placement there is nothing to map or list: `timing.json` and
//! `placement.json` alone.
//!
//! CSV is comma-separated UTF-8, quoted where needed. Ids are written as they were given, also those that begin with
//! `=`, `+`, `-` or `@`, so that they can be joined to the caller's own tables; import them into spreadsheets as text.

mod alternatives;
mod infeasible;
mod question;
mod record;
mod report;
mod tables;
mod words;
mod worth;

pub use alternatives::{AlternativesJson, RankedJson, alternatives_text};
pub use infeasible::{ConditionJson, ConflictJson, RepairJson};
#[cfg_attr(
    not(feature = "cli"),
    expect(unused_imports, reason = "the terminal alone names them")
)]
pub(crate) use infeasible::{conflict_text, repair_text};
pub use question::{DecayJson, QuestionJson, ReachJson, StepJson};
pub use record::{
    FaultJson, FiguresJson, InstanceJson, NamedJson, PlacementJson, ReasonJson, SitesByRule,
    SpreadJson, placement_json,
};
pub use report::{
    LocateSettings, PlacementReport, PlacementRun, PlacementTiming, Proof, SourceRecord, Subject,
};
pub use tables::{
    MOST_LINKS, MOST_POINTS, assignment_table, demand_layer, further_tables, links_layer,
    sites_table, specs,
};
#[cfg_attr(
    not(feature = "cli"),
    expect(unused_imports, reason = "the terminal alone names them")
)]
pub(crate) use words::{distance_in, metric_in, objective_in, status_in};
pub use words::{
    distance_text, method_text, metric_text, objective_text, question_in, question_text,
    status_text,
};
pub use worth::WorthJson;
