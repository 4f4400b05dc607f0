//! What init wrote last, so that it can tell what was edited since.

use super::findings::PLAN;
use super::made::Made;
use crate::domain::crs::Crs;
use crate::run::folder::{FileRecord, sha256};
use crate::run::{Output, VERSION};
use crate::write::layers::{LayerError, LayerOut, geojson};
use serde::{Deserialize, Serialize};

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
}

/// The file of a layer.
pub fn layer_file(name: &str) -> String {
    format!("{name}.geojson")
}

/// The files of what was made, `plan` being the plan's text with its edits; the record is the last of them.
///
/// # Errors
///
/// When a layer cannot be written.
pub fn outputs(made: &Made, plan: &str) -> Result<Vec<Output>, LayerError> {
    let mut outputs = Vec::new();
    for (name, features) in &made.layers {
        let layer = LayerOut { name, features, crs: Crs::Wgs84 };
        outputs.push(Output::new(layer_file(name), geojson(&layer, &Default::default())?));
    }
    let files = outputs.iter().map(|output| FileRecord {
        name: output.name.to_string(),
        sha256: Some(sha256(&output.bytes)),
    });
    let record = InitRecord {
        format: FORMAT.into(),
        version: VERSION.into(),
        files: files.collect(),
        plan: made.plan.clone(),
    };
    outputs.push(Output::new(PLAN, plan));
    let text = serde_json::to_string_pretty(&record).unwrap_or_default() + "\n";
    outputs.push(Output::new(RECORD, text));
    Ok(outputs)
}
