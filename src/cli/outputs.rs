//! Writing outputs, and saying where they are.

use super::failure::Failure;
use super::terminal::Terminal;
use crate::domain::{Text, text};
use crate::run::plan::{PlanJson, to_bytes};
use crate::run::tables::{layers, tables};
use crate::run::{FolderWriter, IssueRecord, Output, Report, RunKind, VERSION, WrittenRecord};
use crate::write::each_output;
use std::path::Path;

/// Writes all outputs of `report`, packed as its run says, and says where they are.
pub(crate) fn write(
    folder: &Path,
    report: &Report<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let writer = stage(folder, report, terminal)?;
    finish(writer, folder, terminal)
}

/// Hands the layers and tables of a plan to a program that calls.
pub(crate) fn hand(report: &Report<'_>, terminal: &mut Terminal<'_>) {
    terminal.tables(|put| {
        if let Some(decided) = report.decided() {
            layers(report, decided).iter().for_each(&mut *put);
            tables(report, &PlanJson::new(report)).iter().for_each(put);
        }
    });
}

/// Writes all outputs of `report` beside their places; tells what a format could not hold.
pub(crate) fn stage(
    folder: &Path,
    report: &Report<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<FolderWriter, Failure> {
    hand(report, terminal);
    let mut writer = FolderWriter::begin(folder, RunKind::Plan)?;
    let losses = each_output(report, &mut |output| Ok::<_, Failure>(writer.put(&output)?))?;
    for loss in &losses {
        terminal.warning(loss)?;
    }
    Ok(writer)
}

/// For programs, says what was written to `file`.
pub(crate) fn say_written(
    command: &'static str,
    file: &Path,
    counts: impl IntoIterator<Item = (&'static str, usize)>,
    warnings: Vec<IssueRecord>,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    if terminal.style.json {
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

/// That a model was written to `file`.
pub(crate) fn wrote_model(file: &Path) -> Text {
    let file = file.display();
    text!("wrote the model to {file}", "模型已写入 {file}")
}

/// That files of these names were written to `folder`.
pub(crate) fn wrote(folder: &Path, names: &[String]) -> Text {
    let (names, shown) = (Text::names(names), folder.display());
    text!("wrote {names} to {shown}", "已写入 {shown}：{names}"; names)
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
    terminal.note(wrote(folder, &written.names))?;
    if !written.removed.is_empty() {
        let removed = Text::names(&written.removed);
        terminal.note(text!(
            "removed {removed} of an earlier run from {shown}",
            "已从 {shown} 删除上一次运行的 {removed}";
            removed
        ))?;
    }
    if !written.kept.is_empty() {
        let kept = Text::names(&written.kept);
        terminal.warning(text!(
            "{kept} in {shown} are of an earlier run, not of this one, and were changed since",
            "{shown} 中的 {kept} 属于上一次运行而非本次，且此后被改动过，予以保留";
            kept
        ))?;
    }
    Ok(())
}
