//! The borders of a run's towns: its own layer of towns, or else the one that the plan was made from, if that still is as it
//! was.

use super::RunFeature;
use super::layers::read_layer;
use crate::read::catalogue::Code;
use crate::read::issue::{Issue, Place};
use crate::read::sink::Sink;
use crate::read::source::{Role, open_text};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The borders; none, with a warning, where they are not to be had.
pub(super) fn read_borders(
    sink: &Sink,
    folder: &Path,
    years: &[String],
    record: &Value,
    warnings: &mut Vec<Issue>,
) -> Vec<RunFeature> {
    let own = std::iter::once(folder.to_owned()).chain(years.iter().map(|year| folder.join(year)));
    let mut own = own.map(|folder| folder.join("towns.geojson"));
    if let Some(path) = own.find(|path| path.is_file()) {
        return read_layer(sink, &path, warnings).unwrap_or_default();
    }
    let quiet = Sink::default();
    let towns = of_inputs(record).and_then(|path| read_layer(&quiet, &path, &mut Vec::new()));
    towns.unwrap_or_else(|| {
        let name = folder.display().to_string();
        let cause = "neither the folder has towns.geojson, nor is the plan's layer of towns where it was and as it was";
        let action = "nothing, if a map without borders will do; otherwise make the run again";
        sink.push(Code::RUN_WITHOUT_BORDERS, Place::file(&name), cause, action);
        Vec::new()
    })
}

/// The layer of towns that the run's record names, when its bytes are those of the record and the plan says nothing about
/// how to read it.
fn of_inputs(record: &Value) -> Option<PathBuf> {
    let inputs = record
        .get("inputs")
        .or_else(|| record.get("run")?.get("inputs"))?;
    let input = |role: &str| {
        let inputs = inputs.as_array()?;
        inputs.iter().find(|input| input["role"] == role)
    };
    let path = |input: &Value| input["path"].as_str().map(PathBuf::from);
    let plan = path(input("plan")?)?;
    let towns = input("towns")?;
    let path = plan.parent()?.join(path(towns)?);
    let unchanged = |sha256: &Value, path: &Path, role| {
        let quiet = Sink::default();
        let source = open_text(&quiet, path, "", role)?;
        (sha256 == &source.record.sha256[..]).then_some(source.text)
    };
    let text = unchanged(&input("plan")?["sha256"], &plan, Role::Plan)?;
    let table: toml::Table = text.parse().ok()?;
    table.get("data")?.get("towns")?.as_str()?;
    unchanged(&towns["sha256"], &path, Role::Towns)?;
    Some(path)
}
