//! Runs that are not computed again: the folder is held against its record, and the files that the run read against what the
//! run says of them.

use super::finding::Finding;
use super::{Verification, changed_inputs};
use crate::domain::{Phrase, phrase};
use crate::run::folder::{Altered, RunFolder, RunKind};
use crate::run::record::InputRecord;

/// What is not computed again, of the kinds of runs that are held against their record alone.
pub const NOT_CHECKED: &[(RunKind, Phrase)] = &[
    (
        RunKind::Sweep,
        phrase(
            "the scenarios: each is a plan of its own, of whose layout the folder has the figures alone",
            "各情景：每个情景自成方案，文件夹中只有其布局的数值",
        ),
    ),
    (
        RunKind::Frontier,
        phrase(
            "the points: the folder has their works and figures, not who is served where",
            "各前沿点：文件夹中有其建设任务和数值，没有服务对应关系",
        ),
    ),
    (
        RunKind::Alternatives,
        phrase(
            "that no other plan is better: `yike audit` computes each of the layouts again",
            "是否没有更好的方案：可用 `yike audit` 重新审核各布局",
        ),
    ),
    (
        RunKind::Robust,
        phrase(
            "the layout in each scenario, regrets and bounds: they need each scenario's best layout",
            "布局在各情景中的表现、后悔值和界限：须先有各情景的最优布局",
        ),
    ),
    (
        RunKind::Conflicts,
        phrase(
            "the conflicts and repairs: each is a verdict of many solves; `yike conflicts` finds them again",
            "冲突与解决办法：均由多次求解得出；可用 `yike conflicts` 重新查找",
        ),
    ),
    (
        RunKind::Why,
        phrase(
            "the answers: each is the best plan on other terms; `yike why` finds them again",
            "各项解答：均为另设条件下的最优方案；可用 `yike why` 重新求得",
        ),
    ),
    (
        RunKind::Worth,
        phrase(
            "the steps: each is a plan of its own; `yike worth` finds them again",
            "各档取值：每档自成方案；可用 `yike worth` 重新求得",
        ),
    ),
    (
        RunKind::Placement,
        phrase(
            "the placement: `yike locate --audit` audits it",
            "布点：可用 `yike locate --audit` 审核",
        ),
    ),
    (
        RunKind::Forecast,
        phrase(
            "the forecast: make it again from the same files, and compare",
            "人口预测：请用相同文件重新预测并比较",
        ),
    ),
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
