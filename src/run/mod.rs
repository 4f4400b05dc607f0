//! What a run says, defined once: the typed records of its files, its tables and layers as columns, the words and numbers that
//! people read, colours and symbols, and the folder that all of it stands in.
//!
//! [`write`](mod@crate::write) renders these definitions: GeoJSON, GeoPackage, workbook, CSV, Parquet, pages, pictures and
//! text. Nothing outside this room looks into a run's files by key.

pub mod about;
pub mod alternatives;
pub mod asked;
pub mod brief;
mod cell;
pub mod census;
mod columns;
pub mod conflicts;
pub mod figures;
pub mod folder;
pub mod forecast;
pub mod frontier;
pub mod looks;
pub mod members;
pub mod numbers;
pub mod outputs;
pub mod package;
pub mod period;
pub mod phrases;
pub mod placement;
pub mod plan;
pub mod record;
pub mod report;
pub mod robust;
pub mod schedule;
#[cfg(feature = "schema")]
pub mod schema;
pub mod section;
mod stage_columns;
pub mod sweep;
pub mod table;
pub mod tables;
pub mod target_text;
pub mod text_table;
mod verdicts;
mod visible;
mod ways;
pub mod why;
pub mod words;
pub mod worth;

pub use crate::domain::Language;
pub use folder::{
    FolderWriter, Output, RunFolder, RunKind, WriteError, write_folder, write_one, write_together,
};
pub use phrases::scope_text;
pub use record::{
    EditsRecord, InputRecord, IssueRecord, RunRecord, SettingsRecord, Timing, VERSION,
    WrittenRecord,
};
pub use report::{Decided, Report, Subject, Verdict};
pub use target_text::{ResultText, TargetText, target_texts};
pub use text_table::TextTable;
pub use visible::visible;
