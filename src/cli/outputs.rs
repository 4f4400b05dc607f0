//! Where outputs go, and that they go over nothing they should not.

use super::args::{Format, Lang};
use super::convert::file_of;
use super::failure::Failure;
use super::page::LANGUAGE;
use super::settings::same_file;
use super::terminal::Terminal;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use yike::domain::crs::Crs;
use yike::run::package::{Package, PackageFormat};
use yike::run::plan::to_bytes;
use yike::run::{FolderWriter, IssueRecord, Output, Report, RunKind, VERSION, WrittenRecord};
use yike::write::each_output;

/// Errors when a run would write over one of its inputs; `writes` tells the names that it may write to `folder`.
pub(crate) fn refuse_to_overwrite(
    folder: &Path,
    writes: impl Fn(&str) -> bool,
    inputs: &[PathBuf],
) -> Result<(), Failure> {
    let is_output = |input: &&PathBuf| is_output(folder, &writes, &file_of(input));
    refuse(
        "--out",
        inputs.iter().filter(is_output),
        "name another folder, so that what the run reads stays",
    )
}

/// Errors when `output`, which `option` asks for, is one of the inputs.
pub(crate) fn refuse_to_overwrite_with(
    option: &str,
    output: &Path,
    inputs: &[PathBuf],
    help: &str,
) -> Result<(), Failure> {
    let is_it = |input: &&PathBuf| same_file(&file_of(input), output);
    refuse(option, inputs.iter().filter(is_it), help)
}

fn refuse<'a>(
    option: &str,
    inputs: impl Iterator<Item = &'a PathBuf>,
    help: &str,
) -> Result<(), Failure> {
    let names: Vec<String> = inputs.map(|input| input.display().to_string()).collect();
    match names.is_empty() {
        true => Ok(()),
        false => Err(Failure::usage(
            format!("{option}: {} would be written over", names.join(", ")),
            help,
        )),
    }
}

/// Whether `file` is one that may be written to `folder`, where `writes` tells the names.
pub(crate) fn is_output(folder: &Path, writes: impl Fn(&str) -> bool, file: &Path) -> bool {
    let is_output = |file: &Path| {
        let within = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let name = file.file_name().and_then(|name| name.to_str());
        name.is_some_and(&writes) && same_file(within, folder)
    };
    is_output(file) || file.canonicalize().is_ok_and(|file| is_output(&file))
}

/// Writes all outputs of `report`, packed as its run says, and says where they are.
pub(crate) fn write(
    folder: &Path,
    report: &Report<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let writer = stage(folder, report, terminal)?;
    finish(writer, folder, terminal)
}

/// Writes all outputs of `report` beside their places; tells what a format could not hold.
pub(crate) fn stage(
    folder: &Path,
    report: &Report<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<FolderWriter, Failure> {
    let mut writer = FolderWriter::begin(folder, RunKind::Plan)?;
    let losses = each_output(report, &mut |output| Ok::<_, Failure>(writer.put(&output)?))?;
    for loss in &losses {
        terminal.warning(loss)?;
    }
    Ok(writer)
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

/// Writes `outputs` and says where they are.
pub(crate) fn put(
    folder: &Path,
    kind: RunKind,
    outputs: &[Output],
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let mut writer = FolderWriter::begin(folder, kind)?;
    for output in outputs {
        writer.put(output)?;
    }
    finish(writer, folder, terminal)
}

/// Puts what was staged in its place and says where that is, and what became of the files of an earlier run that this one
/// does not write.
pub(crate) fn finish(
    writer: FolderWriter,
    folder: &Path,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let written = writer.finish()?;
    let shown = folder.display();
    terminal.note(&format!("wrote {} to {shown}", written.names.join(", ")))?;
    if !written.removed.is_empty() {
        let removed = written.removed.join(", ");
        terminal.note(&format!("removed {removed} of an earlier run from {shown}"))?;
    }
    if !written.kept.is_empty() {
        let kept = written.kept.join(", ");
        terminal.warning(&format!(
            "{kept} in {shown} are of an earlier run, not of this one, and were changed since"
        ))?;
    }
    Ok(())
}
