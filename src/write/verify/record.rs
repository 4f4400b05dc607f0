//! Runs that are not computed again: the folder is held against its record, and the files that the run read against what the
//! run says of them.

use super::finding::Finding;
use super::{Verification, changed_inputs};
use crate::run::folder::{Altered, RunFolder, RunKind};
use crate::run::record::InputRecord;

/// What is not computed again, of the kinds of runs that are held against their record alone.
pub const NOT_CHECKED: &[(RunKind, &str)] = &[
    (
        RunKind::Sweep,
        "the scenarios: each is a plan of its own, of whose layout the folder has the figures alone",
    ),
    (
        RunKind::Frontier,
        "the points: the folder has their works and figures, not who is served where",
    ),
    (
        RunKind::Alternatives,
        "that no other plan is better: `yike audit` computes each of the layouts again",
    ),
    (
        RunKind::Robust,
        "the layout in each scenario, regrets and bounds: they need each scenario's best layout",
    ),
    (
        RunKind::Conflicts,
        "the conflicts and repairs: each is a verdict of many solves; `yike conflicts` finds them again",
    ),
    (
        RunKind::Why,
        "the answers: each is the best plan on other terms; `yike why` finds them again",
    ),
    (RunKind::Worth, "the steps: each is a plan of its own; `yike worth` finds them again"),
    (RunKind::Placement, "the placement: `yike locate --audit` audits it"),
    (RunKind::Forecast, "the forecast: make it again from the same files, and compare"),
];

/// Holds `folder` against its record, and the files read, as they are now, against `recorded`.
pub fn verify_record(
    folder: &RunFolder,
    recorded: &[InputRecord],
    read: &[InputRecord],
) -> Verification {
    let kind = folder.kind();
    let mut findings = changed_inputs(kind.answer(), recorded, read);
    findings.extend(folder.altered().into_iter().map(|altered| match altered {
        Altered::Missing(name) => Finding::missing(&name),
        Altered::Changed(name) => Finding::altered(&name),
    }));
    findings.extend(folder.others().iter().map(|name| Finding::stranger(name)));
    let not_checked = NOT_CHECKED.iter().filter(|(own, _)| *own == kind);
    let verification = Verification::of(folder.version(), findings);
    Verification {
        kind,
        status: match verification.is_good() {
            true => "as-written",
            false => verification.status,
        },
        files: folder.names().map(String::from).collect(),
        inputs: read.len(),
        not_checked: not_checked.map(|(_, what)| (*what).into()).collect(),
        ..verification
    }
}
