//! Where outputs go, and that they go over nothing they should not.

use super::args::{Format, Lang};
use super::convert::file_of;
use super::crs::refused;
use super::failure::Failure;
use super::page::LANGUAGE;
use super::settings::same_file;
use super::terminal::Terminal;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use yike::domain::crs::Crs;
use yike::run::package::{Package, PackageFormat};
use yike::run::plan::to_bytes;
use yike::run::{IssueRecord, Output, Report, VERSION, WrittenRecord, write_all};
use yike::write::{NAMES, packed_outputs};

/// Errors when an output would take the place of one of the files that the run reads.
pub(crate) fn spare_inputs(folder: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    spare(folder, &NAMES, inputs)
}

/// The same for outputs of these names.
pub(crate) fn spare(folder: &Path, names: &[&str], inputs: &[PathBuf]) -> Result<(), Failure> {
    for name in names {
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
    let is_it = |input: &&PathBuf| same_file(&file_of(input), output);
    match inputs.iter().find(is_it) {
        Some(input) => Err(Failure::usage(
            format!("{option}: {} would be written over", input.display()),
            help,
        )),
        None => Ok(()),
    }
}

/// Writes all outputs of `report`, packed as its run says, and where they are.
pub(crate) fn write(
    folder: &Path,
    report: &Report<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let made = packed(report, terminal)?;
    let written = |name: &&str| made.iter().any(|output| output.name == *name);
    let absent: Vec<&str> = NAMES.into_iter().filter(|name| !written(name)).collect();
    put(folder, &made, &absent, terminal)
}

/// All outputs of `report`, packed as its run says; tells what a format could not hold.
pub(crate) fn packed(
    report: &Report<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<Output>, Failure> {
    let packed = packed_outputs(report).map_err(|error| refused(&error))?;
    for loss in &packed.losses {
        terminal.warning(loss)?;
    }
    Ok(packed.outputs)
}

/// The package that is asked for.
pub(crate) fn package(crs: Crs, formats: &[Format], lang: Option<Lang>) -> Package {
    let formats: BTreeSet<PackageFormat> = formats.iter().map(|format| format.means()).collect();
    Package {
        crs,
        language: lang.map_or(LANGUAGE, Lang::means),
        formats: formats.into_iter().collect(),
    }
}

/// With `--json`, says what was written to `file`.
pub(crate) fn say_written(
    json: bool,
    command: &'static str,
    file: &Path,
    counts: impl IntoIterator<Item = (&'static str, usize)>,
    warnings: Vec<IssueRecord>,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    if json {
        let written = WrittenRecord {
            version: VERSION.into(),
            command: command.into(),
            file: file.display().to_string(),
            counts: counts.into_iter().map(|(name, count)| (name.into(), count)).collect(),
            warnings,
        };
        terminal.data(&to_bytes(&written))?;
    }
    Ok(())
}

/// Writes `outputs` and says where they are; also which of `absent`, which this run does not write, an earlier run
/// left behind.
pub(crate) fn put(
    folder: &Path,
    outputs: &[Output],
    absent: &[&str],
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    write_all(folder, outputs)?;
    let names: Vec<&str> = outputs.iter().map(|output| &*output.name).collect();
    terminal.note(&format!(
        "wrote {} to {}",
        names.join(", "),
        folder.display()
    ))?;
    let stale: Vec<&str> = absent
        .iter()
        .copied()
        .filter(|name| folder.join(name).exists())
        .collect();
    if !stale.is_empty() {
        terminal.warning(&format!(
            "{} in {} are of an earlier run, not of this one",
            stale.join(", "),
            folder.display()
        ))?;
    }
    Ok(())
}
