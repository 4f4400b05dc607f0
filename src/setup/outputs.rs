//! The files of what was made.

use super::findings::PLAN;
use super::made::Made;
use super::record::{InitRecord, RECORD, layer_file};
use crate::domain::crs::Crs;
use crate::run::Output;
use crate::run::folder::{FileRecord, sha256};
use crate::write::layers::{LayerError, LayerOut, geojson};

/// The files of what was made, `plan` being the plan's text with its edits, `choices` the options with which it was made; the
/// record is the last of them.
///
/// # Errors
///
/// When a layer cannot be written.
pub fn outputs(
    made: &Made,
    plan: &str,
    choices: Vec<(String, String)>,
) -> Result<Vec<Output>, LayerError> {
    let mut outputs = Vec::new();
    for (name, features) in &made.layers {
        let layer = LayerOut { name, features, crs: Crs::Wgs84 };
        outputs.push(Output::new(layer_file(name), geojson(&layer, &Default::default())?));
    }
    let files = outputs.iter().map(|output| FileRecord {
        name: output.name.to_string(),
        sha256: Some(sha256(&output.bytes)),
    });
    let record = InitRecord::new(files.collect(), &made.plan, choices);
    outputs.push(Output::new(PLAN, plan));
    let text = serde_json::to_string_pretty(&record).unwrap_or_default() + "\n";
    outputs.push(Output::new(RECORD, text));
    Ok(outputs)
}
