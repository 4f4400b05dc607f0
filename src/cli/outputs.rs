//! Where outputs go, and that they go over nothing they should not.

use super::failure::Failure;
use super::settings::same_file;
use super::terminal::Terminal;
use std::path::{Path, PathBuf};
use yike::write::{LAYERS, Report, outputs, write_all};

/// The names of all outputs.
pub(crate) const NAMES: [&str; 6] = [
    LAYERS[0],
    LAYERS[1],
    LAYERS[2],
    "summary.md",
    "summary.zh.md",
    "plan.json",
];

/// Errors when an output would take the place of one of the files that the run reads.
pub(crate) fn spare_inputs(folder: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    for name in NAMES {
        let output = folder.join(name);
        if let Some(input) = inputs.iter().find(|input| same_file(input, &output)) {
            return Err(Failure::usage(
                format!("--out: {} would be written over", input.display()),
                "name another folder, so that what the run reads stays",
            ));
        }
    }
    Ok(())
}

/// Writes all outputs of `report` and says where they are.
pub(crate) fn write(
    folder: &Path,
    report: &Report<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let outputs = outputs(report);
    write_all(folder, &outputs)?;
    let names: Vec<&str> = outputs.iter().map(|output| output.name).collect();
    terminal.note(&format!(
        "wrote {} to {}",
        names.join(", "),
        folder.display()
    ))?;
    if report.decided().is_none() {
        let stale: Vec<&str> = LAYERS
            .into_iter()
            .filter(|name| folder.join(name).exists())
            .collect();
        if !stale.is_empty() {
            terminal.warning(&format!(
                "{} in {} are of an earlier run, not of this one",
                stale.join(", "),
                folder.display()
            ))?;
        }
    }
    Ok(())
}
