//! A run's folder, held against the files that the run read: everything is computed again without a solver, written again
//! by the same writers, and compared with what is there, place by place.
//!
//! From the inputs come the travel, the assignment, coverage, capacities, targets, money, rules and screening; from
//! `layout.geojson` the decisions (of an audit: from the layout that was drawn); from `plan.json` alone what only a solver
//! can know (terminations, bounds, what would mend an infeasible plan) and what was asked of it. These claims are compared
//! with each other and with what can be proved without a solver (`consistency.rs`). Where a bound has a certificate, it is proved
//! again as far as that goes (`certificates.rs`). Beyond that a bound that is false but possible is not found.
//!
//! Words for people are not compared: of them the record's hashes say whether they are as the run wrote them (`files.rs`).
//! Runs of other kinds are held against their record and their inputs alone (`record.rs`).

mod certificates;
mod claimed;
mod claims;
mod consistency;
mod files;
mod finding;
mod lines;
mod maps;
mod newer;
mod record;
mod schedule;
mod spelling;
mod timing;
mod trees;

pub use certificates::Reproved;
pub use claims::{Claims, claims};
pub use finding::{Finding, Sort};
pub use record::{NOT_CHECKED, verify_record};
pub use schedule::{ScheduleClaims, ScheduleEvidence, schedule_claims, verify_schedule};

use super::each_output;
use super::layers::LayerError;
use crate::domain::{Layout, Problem, Text, phrase, text};
use crate::plan::{audit, screen};
use crate::run::folder::{RunFolder, RunKind};
use crate::run::outputs::LAYOUT;
use crate::run::plan::PlanJson;
use crate::run::record::{
    Format, InputRecord, IssueRecord, RunRecord, SettingsRecord, Timing, VERSION,
};
use crate::run::report::{Report, Subject};
use crate::run::tables::{Dimensions, specs};
use crate::travel::Arcs;
use files::Comparison;
use serde::Serialize;
use std::collections::BTreeSet;

const PLAN: &str = PlanJson::FILE;

/// What was read again, to hold a run against.
#[derive(Debug, Clone)]
pub struct Evidence<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// Its arcs.
    pub arcs: &'a Arcs,
    /// The layout, whole: of a solve as `layout.geojson` says, of an audit as it was drawn; none where there is none.
    pub layout: Option<Layout>,
    /// The files read, under the paths that the run gives them.
    pub inputs: Vec<InputRecord>,
    /// What reading them warned about.
    pub warnings: Vec<IssueRecord>,
    /// The layout is one period's: the proof is the whole schedule's.
    pub of_schedule: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verification {
    /// The version of this answer.
    pub format: &'static str,
    /// What the folder holds.
    pub kind: RunKind,
    /// `verified`: computed again, and the same; `as-written`: not computed again, but every file is the one that the run
    /// wrote, from inputs that still are as they were; `differs`.
    pub status: &'static str,
    /// The version of Yike that made the run.
    pub made_by: String,
    /// The version that verifies it.
    pub version: &'static str,
    /// The files that were compared.
    pub files: Vec<String>,
    /// How many input files were read again.
    pub inputs: usize,
    /// How many bounds are the solver's word, checked for what can be refuted alone.
    pub bounds_claimed: usize,
    /// Those that were proved again as far as their certificates go.
    pub reproved: Vec<Reproved>,
    /// What was not computed again or not compared, a sentence each.
    #[serde(serialize_with = "finding::all_english")]
    pub not_checked: Vec<Text>,
    /// Everything found; notes among them.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Of these findings of a run of `solve` or `audit`, with nothing compared.
    pub fn of(made_by: &str, findings: Vec<Finding>) -> Self {
        let differs = findings.iter().any(Finding::is_mismatch);
        Self {
            format: "yike-verify-1",
            kind: RunKind::Plan,
            not_checked: Vec::new(),
            status: if differs { "differs" } else { "verified" },
            made_by: made_by.into(),
            version: VERSION,
            files: Vec::new(),
            inputs: 0,
            bounds_claimed: 0,
            reproved: Vec::new(),
            findings,
        }
    }

    /// Whether nothing was found that is not as it should be.
    pub fn is_good(&self) -> bool {
        !self.findings.iter().any(Finding::is_mismatch)
    }
}

/// Holds the files of `folder` against `evidence`. Cost: that of reading, auditing and writing the plan once.
pub fn verify(evidence: &Evidence<'_>, claims: &Claims, folder: &RunFolder) -> Verification {
    let mut findings = about_version(PLAN, claims);
    findings.extend(changed_inputs(PLAN, &claims.inputs, &evidence.inputs));
    findings.extend(claims.findings.iter().cloned());
    let solved = !claims.is_audit && !evidence.of_schedule;
    let timing = timing::timing(folder);
    if claims.has_layout && evidence.layout.is_none() && !claims.is_audit {
        findings.push(Finding::of_file(
            Sort::Missing,
            LAYOUT,
            phrase(
                "there is no layout that could be read, so that nothing can be computed from it",
                "没有可读取的布局，无从审核",
            ),
        ));
        return Verification {
            inputs: evidence.inputs.len(),
            ..Verification::of(&claims.version, findings)
        };
    }
    let layout = evidence.layout.as_ref().filter(|_| claims.has_layout || claims.is_audit);
    let Evidence { problem, arcs, .. } = *evidence;
    let run =
        record(claims, &evidence.inputs, &evidence.warnings, timing.clone().unwrap_or_default());
    let outcome =
        solved.then(|| claimed::outcome(problem, arcs, layout, claims, run.timing.threads));
    let (outcome, worst) = outcome.unzip();
    if let Some((outcome, worst)) = outcome.as_ref().zip(worst) {
        findings.extend(certificates::inconsistencies(outcome, &worst, claims));
        findings.extend(consistency::inconsistencies(problem, arcs, outcome, claims));
    }
    if timing.is_some() {
        // Of a schedule, the stages are the whole's.
        let stages = match (&outcome, evidence.of_schedule) {
            (Some(outcome), _) => Some(outcome.stages.len()),
            (None, true) => Some(run.timing.stages_s.len()),
            (None, false) => None,
        };
        findings.extend(timing::inconsistencies(&run.timing, stages));
    }
    let audited = layout.filter(|_| !solved).map(|layout| audit(problem, arcs, layout));
    let screening = screen(problem, arcs);
    let subject = match (&outcome, layout, &audited) {
        (Some(outcome), ..) => Subject::Solved(outcome),
        (None, Some(layout), Some(audit)) => {
            Subject::Audited { layout, audit, screening: &screening }
        }
        (None, ..) => {
            return Verification {
                inputs: evidence.inputs.len(),
                ..Verification::of(&claims.version, findings)
            };
        }
    };
    let report = Report { problem, arcs, subject, clashes: claims.clashes.as_ref(), run: &run };
    let tables = specs(&Dimensions::of(problem));
    let mut comparison = Comparison::new(folder, &claims.version, tables);
    let written = each_output(&report, &mut |output| {
        comparison.file(&output);
        Ok::<_, LayerError>(())
    });
    if let Err(error) = written {
        let place = Text::same("run.package.crs");
        findings.push(Finding::at(Sort::Differs, PLAN, place, error.text()));
    }
    let (files, not_checked, found) = comparison.finish(RunKind::Plan);
    findings.extend(found);
    let bounds = outcome.iter().flat_map(|outcome| &outcome.stages);
    let (reproved, claimed): (Vec<_>, Vec<_>) =
        bounds.filter(|stage| stage.bound.is_some()).partition(|own| own.certificate.is_some());
    Verification {
        files,
        not_checked,
        inputs: evidence.inputs.len(),
        bounds_claimed: claimed.len(),
        reproved: reproved.into_iter().filter_map(Reproved::of).collect(),
        ..Verification::of(&claims.version, once_each(findings))
    }
}

/// The record of the run: what was asked for as it says, the rest as it was read.
fn record(
    claims: &Claims,
    inputs: &[InputRecord],
    warnings: &[IssueRecord],
    timing: Timing,
) -> RunRecord {
    RunRecord {
        version: claims.version.clone(),
        command: if claims.is_audit { "audit" } else { "solve" }.into(),
        inputs: inputs.to_vec(),
        warnings: warnings.to_vec(),
        edits: claims.edits.clone(),
        settings: (!claims.is_audit).then(|| {
            claims.settings.clone().unwrap_or(SettingsRecord {
                solver: claims.solver.word().into(),
                gap: 0.0,
                time_limit_s: None,
            })
        }),
        package: claims.package.clone(),
        timing,
    }
}

/// Where a run says which version of Yike made it.
pub const MADE_BY: &str = "run.version";

fn about_version(file: &str, claims: &Claims) -> Vec<Finding> {
    if claims.version == VERSION {
        return Vec::new();
    }
    let version = &claims.version;
    let cause = text!(
        "made by another version of Yike, {version}; this is {VERSION}, and may write otherwise",
        "由 Yike 另一版本 {version} 生成；本程序为 {VERSION} 版，写法可能不同"
    );
    vec![Finding::at(Sort::Note, file, Text::same(MADE_BY), cause)]
}

/// The files that are not what the run read. What else their records say is compared with `plan.json` as a whole.
fn changed_inputs(file: &str, recorded: &[InputRecord], read: &[InputRecord]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, (recorded, read)) in recorded.iter().zip(read).enumerate() {
        if recorded.sha256 != read.sha256 {
            let (path, then, now) = (&read.path, recorded.bytes, read.bytes);
            let cause = text!(
                "{path} is not the file that the run read ({then} bytes then, {now} now)",
                "{path} 不是运行时读取的文件（当时 {then} 字节，现为 {now} 字节）"
            );
            let place = Text::same(format!("run.inputs[{at}] ({}).sha256", read.role));
            found.push(Finding {
                there: Some(Text::same(recorded.sha256.as_str())),
                computed: Some(Text::same(read.sha256.as_str())),
                ..Finding::at(Sort::InputChanged, file, place, cause)
            });
        }
    }
    found
}

/// The findings with each place named once: the first says most.
fn once_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut named = BTreeSet::new();
    findings
        .into_iter()
        .filter(|found| {
            found.is_of_file() || named.insert((found.file.clone(), found.place.clone()))
        })
        .collect()
}
