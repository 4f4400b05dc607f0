//! `yike verify` of runs that are not computed again: their record and their inputs.

use super::super::args::VerifyArgs;
use super::super::failure::Failure;
use super::inputs::{found, moved, plan_path};
use crate::domain::phrase;
use crate::run::{InputRecord, RunFolder, folder::sha256};
use crate::write::verify::{Finding, Sort, Verification, verify_record};
use std::path::{Path, PathBuf};

pub(super) fn verification(
    typed: &VerifyArgs,
    folder: &RunFolder,
) -> Result<Verification, Failure> {
    let answer = folder.kind().answer();
    let Ok(recorded) = folder.inputs() else {
        // What is wrong with the file is said by the record.
        let verification = verify_record(folder, &[], &[]);
        return Ok(match verification.is_good() {
            true => Verification::of(
                folder.version(),
                vec![Finding::of_file(
                    Sort::Unreadable,
                    answer,
                    phrase("no inputs are named", "未列出输入文件"),
                )],
            ),
            false => verification,
        });
    };
    let plan = recorded.iter().find(|input| input.role == "plan");
    let plan = plan.map(|plan| plan_path(typed, plan)).transpose()?;
    let read: Vec<InputRecord> = recorded
        .iter()
        .map(|input| as_it_is(typed, plan.as_deref(), input))
        .collect::<Result<_, _>>()?;
    Ok(verify_record(folder, &recorded, &read))
}

/// The record of a file as it is now. Layers of a plan are named from its folder, all else from where the run was made.
fn as_it_is(
    typed: &VerifyArgs,
    plan: Option<&Path>,
    input: &InputRecord,
) -> Result<InputRecord, Failure> {
    let path: PathBuf = match (input.role.as_str(), plan) {
        ("plan", Some(plan)) => plan.to_owned(),
        ("sweep", _) | (_, None) => found(typed, &input.path)?,
        (_, Some(plan)) => plan.parent().unwrap_or(Path::new("")).join(&input.path),
    };
    let bytes = std::fs::read(&path).map_err(|_| moved(typed, &path))?;
    Ok(InputRecord { bytes: bytes.len() as u64, sha256: sha256(&bytes), ..input.clone() })
}
