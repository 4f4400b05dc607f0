//! What init wrote last, so that it can tell what was edited since.

use super::findings::PLAN;
use crate::run::VERSION;
use crate::run::folder::FileRecord;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The name of the record.
pub const RECORD: &str = "init.json";

/// What stands in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InitRecord {
    /// The word of the format.
    pub format: String,
    /// The version of Yike that wrote it.
    pub version: String,
    /// The layers as they were written.
    pub files: Vec<FileRecord>,
    /// The plan as init made it, without edits.
    pub plan: String,
    /// The options with which it was made, and their values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<(String, String)>,
}

/// The word of the record's format.
const FORMAT: &str = "yike-init-record-1";
/// The word that version 0.2 wrote, which is that of the answer of `--json`.
const FORMAT_BEFORE: &str = "yike-init-1";

impl InitRecord {
    /// Reads a record; none where it is not one of this format.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text)
            .ok()
            .filter(|own: &Self| [FORMAT, FORMAT_BEFORE].contains(&own.format.as_str()))
    }

    /// That of a folder; none where init made nothing there.
    pub fn in_folder(folder: &Path) -> Option<Self> {
        Self::read(&std::fs::read_to_string(folder.join(RECORD)).ok()?)
    }

    /// Whether a file of this name beside the record is init's: written by it, or an edited layer that it kept.
    pub fn has_made(&self, name: &str) -> bool {
        let is_kept = |layer: &FileRecord| {
            let stem = layer.name.trim_end_matches(ENDING);
            name.strip_prefix(stem).is_some_and(|rest| rest.starts_with(EDITED))
        };
        [PLAN, RECORD].contains(&name)
            || self.files.iter().any(|layer| layer.name == name || is_kept(layer))
    }
}

/// What the names of layers end in.
const ENDING: &str = ".geojson";
/// What stands before it where a layer was edited and is kept.
const EDITED: &str = ".edited";

/// The name under which a layer that was edited is kept.
pub fn kept_name(name: &str, number: usize) -> String {
    let number = if number > 1 { format!("-{number}") } else { String::new() };
    format!("{}{EDITED}{number}{ENDING}", name.trim_end_matches(ENDING))
}

/// The file of a layer.
pub fn layer_file(name: &str) -> String {
    format!("{name}{ENDING}")
}

impl InitRecord {
    /// Of these layers, made with this plan.
    pub(super) fn new(files: Vec<FileRecord>, plan: &str, choices: Vec<(String, String)>) -> Self {
        let (format, version) = (FORMAT.into(), VERSION.into());
        Self { format, version, files, plan: plan.into(), choices }
    }
}
