//! Where outputs go, and that they go over nothing they should not.

use super::failure::Failure;
use super::settings::same_file;
use super::terminal::Terminal;
use std::path::{Path, PathBuf};
use yike::write::{LAYERS, NAMES, Report, outputs, write_all};

/// Errors when an output would take the place of one of the files that the run reads.
pub(crate) fn spare_inputs(folder: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    for name in NAMES {
        let help = "name another folder, so that what the run reads stays";
        spare_input("--out", &folder.join(name), inputs, help)?;
    }
    Ok(())
}

/// Errors when `output`, which `option` asks for, is one of the files that the run reads.
pub(crate) fn spare_input(
    option: &str,
    output: &Path,
    inputs: &[PathBuf],
    help: &str,
) -> Result<(), Failure> {
    match inputs.iter().find(|input| same_file(input, output)) {
        Some(input) => Err(Failure::usage(
            format!("{option}: {} would be written over", input.display()),
            help,
        )),
        None => Ok(()),
    }
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
