//! The files that a run read: where they are now.

use super::super::args::VerifyArgs;
use super::super::engine;
use super::super::failure::Failure;
use crate::domain::{phrase, text};
use crate::read::{Code, Issue, Place};
use crate::run::{EditsRecord, InputRecord, IssueRecord, RunFolder, VERSION};
use crate::write::verify::{Claims, Finding, Sort, Verification};
use std::path::{Path, PathBuf};

/// What the run's `file` claims, or what is wrong with it.
pub(super) fn claimed<T>(
    folder: &RunFolder,
    file: &str,
    read: fn(&[u8]) -> Result<T, Box<Finding>>,
) -> Result<T, Box<Verification>> {
    let cause = phrase(
        "the file is not there: nothing says what the run was made from",
        "文件不存在：无从得知运行依据",
    );
    let missing = || Box::new(Finding::of_file(Sort::Missing, file, cause));
    let read = folder.bytes_as_found(file).ok_or_else(missing).and_then(|bytes| read(&bytes));
    read.map_err(|finding| Box::new(Verification::of(VERSION, vec![*finding])))
}

/// The plan that a run was made from, read again under the name that the run gives it; none where the run names none.
pub(super) fn plan(typed: &VerifyArgs, claims: &Claims) -> Result<Option<engine::Loaded>, Failure> {
    let Some(recorded) = claims.inputs.iter().find(|input| input.role == "plan") else {
        return Ok(None);
    };
    let path = plan_path(typed, recorded)?;
    let mut loaded = engine::read_plan(&path, &EditsRecord::edits(claims.edits.as_ref()))?;
    let (inputs, warnings) = (&mut loaded.inputs, &mut loaded.warnings);
    rename(&path, &recorded.path, inputs, warnings);
    Ok(Some(loaded))
}

/// Where the plan file is now.
pub(super) fn plan_path(typed: &VerifyArgs, recorded: &InputRecord) -> Result<PathBuf, Failure> {
    match &typed.plan {
        Some(path) => Ok(path.clone()),
        None => found(typed, &recorded.path),
    }
}

/// Where a file that the run read is now.
pub(super) fn found(typed: &VerifyArgs, recorded: &str) -> Result<PathBuf, Failure> {
    let recorded = Path::new(recorded);
    let places = match &typed.inputs {
        None => vec![recorded.to_owned()],
        Some(folder) => {
            let own = recorded.file_name().map(|name| folder.join(name));
            [Some(folder.join(recorded)), own].into_iter().flatten().collect()
        }
    };
    places.iter().find(|path| path.is_file()).cloned().ok_or_else(|| moved(typed, recorded))
}

/// A file that the run read is not where it was.
pub(super) fn moved(typed: &VerifyArgs, recorded: &Path) -> Failure {
    let recorded = recorded.display();
    let issue = Issue::new(
        Code::RUN_INPUT_MOVED,
        Place {
            file: typed.run.display().to_string(),
            field: Some("run.inputs".into()),
            ..Place::default()
        },
        text!(
            "the run was made from {recorded}, which is not there",
            "运行依据的 {recorded} 已不在原处"
        ),
        phrase(
            "say where its files are: --inputs DIR, or --plan FILE",
            "请说明文件所在：--inputs DIR，或 --plan FILE",
        ),
    );
    issue.into()
}

/// Calls a file that was read from `path` as the run calls it.
pub(super) fn rename(
    path: &Path,
    recorded: &str,
    inputs: &mut [InputRecord],
    warnings: &mut [IssueRecord],
) {
    let path = path.display().to_string();
    let inputs = inputs.iter_mut().map(|input| &mut input.path);
    let warnings = warnings.iter_mut().map(|warning| &mut warning.file);
    for name in inputs.chain(warnings).filter(|name| **name == path) {
        *name = recorded.into();
    }
}
