//! The folder of a plan over several periods: what stands beside the folders of the periods.
//!
//! What begins when comes from `schedule.json`, the layouts from the periods' folders; who pays, money by period, values,
//! figures and rules are computed. Terminations, bounds, the sizes of the linked models and what other ways of planning reach
//! are claims.

use super::claimed::{of_stages, stage_report};
use super::claims::{self, Claims, record as record_of};
use super::files::Comparison;
use super::finding::{Finding, Sort};
use super::{Verification, about_version, changed_inputs, consistency, once_each, record, timing};
use crate::domain::{Horizon, Layout, PeriodIdx, SiteIdx, Start, Starts, Text, phrase, text};
use crate::plan::schedule::{audit_schedule, paid, schedule_value, summed};
use crate::run::folder::{RunFolder, RunKind};
use crate::run::record::{Format, InputRecord, IssueRecord};
use crate::run::schedule::{ScheduleJson, ValuesJson};
use crate::solve::{Myopic, ScheduleOutcome, SolverRecord, StageComparison, StageReport, restate};
use crate::travel::Arcs;
use crate::write::schedule::{ScheduleReport, schedule_outputs, screenings};
use std::collections::BTreeMap;
use typed_index_collections::{TiVec, ti_vec};

/// The file that claims are read from.
const FILE: &str = ScheduleJson::FILE;
/// So many broken rules are listed.
const RULES: usize = 20;

/// What `schedule.json` says of its run.
#[derive(Debug, Clone)]
pub struct ScheduleClaims {
    /// As of any run.
    pub run: Claims,
    /// Whether it has works, or says that it needs none.
    pub has_schedule: bool,
    json: ScheduleJson,
}

/// What was read again, to hold a schedule against.
#[derive(Debug, Clone)]
pub struct ScheduleEvidence<'a> {
    /// The periods.
    pub horizon: &'a Horizon,
    /// The arcs of all of them.
    pub arcs: &'a Arcs,
    /// The layout of each period, as its folder says.
    pub layouts: TiVec<PeriodIdx, Layout>,
    /// The files read, under the paths that the run gives them.
    pub inputs: Vec<InputRecord>,
    /// What reading them warned about.
    pub warnings: Vec<IssueRecord>,
}

/// Reads the claims in the bytes of `schedule.json`.
///
/// # Errors
///
/// One finding when the file is not what Yike writes.
pub fn schedule_claims(bytes: &[u8]) -> Result<ScheduleClaims, Box<Finding>> {
    let json: ScheduleJson = record_of(bytes)?;
    let run = claims::schedule_claims(&json);
    Ok(ScheduleClaims { has_schedule: run.has_layout, run, json })
}

/// Holds the files of `folder`, which stand beside the periods' folders, against `evidence`.
pub fn verify_schedule(
    evidence: &ScheduleEvidence<'_>,
    claims: &ScheduleClaims,
    folder: &RunFolder,
) -> Verification {
    let ScheduleEvidence { horizon, arcs, .. } = *evidence;
    let run = &claims.run;
    let mut findings = about_version(FILE, run);
    findings.extend(changed_inputs(FILE, &run.inputs, &evidence.inputs));
    findings.extend(run.findings.iter().cloned());
    let starts = starts(horizon, &claims.json, &mut findings);
    let schedule = paid(horizon, starts, evidence.layouts.clone());
    let audit = audit_schedule(horizon, arcs, &schedule);
    for violation in audit.violations.iter().take(RULES) {
        let (code, broken) = (violation.kind.code(), Text::from(&violation.text));
        let cause = text!("{code} {broken}", "{code} {broken}"; broken);
        findings.push(Finding::of_file(Sort::Differs, FILE, cause));
    }
    let values = |stage| {
        let assignments = audit.periods.iter().map(|audit| &audit.assignment);
        let layouts = schedule.layouts.iter().zip(assignments);
        schedule_value(horizon, arcs, layouts, stage)
    };
    let plan = horizon.plan();
    let stages: Vec<StageReport> = plan
        .objective
        .order
        .iter()
        .enumerate()
        .map(|(at, &stage)| {
            let claim = run.stages.get(at);
            let value = summed(horizon, stage, &values(stage));
            let size = claim.map(|claim| claim.size).unwrap_or_default();
            stage_report(stage, claim, Some(value), size)
        })
        .collect();
    findings.extend(consistency::of_claims(FILE, &plan.objective, &stages, true, run));
    let timing = timing::timing(folder);
    if let Some(timing) = &timing {
        findings.extend(timing::inconsistencies(timing, Some(stages.len())));
    }
    let compared: Vec<StageComparison> = plan
        .objective
        .order
        .iter()
        .enumerate()
        .map(|(at, &stage)| {
            let claimed = claims.json.foresight.get(at);
            StageComparison {
                stage,
                schedule: values(stage).into_iter().map(Some).collect(),
                myopic: by_period(horizon, claimed.map(|row| &row.myopic)),
                hindsight: by_period(horizon, claimed.map(|row| &row.hindsight)),
            }
        })
        .collect();
    let record = record(run, &evidence.inputs, &evidence.warnings, timing.unwrap_or_default());
    let reductions = &claims.json.reductions;
    let scheduled = ScheduleOutcome {
        status: of_stages(&stages),
        myopic: claims
            .json
            .compared
            .then(|| Myopic { outcomes: TiVec::new(), schedule: schedule.clone() }),
        schedule: Some(schedule),
        audit: Some(audit),
        stages,
        compared,
        hindsight: ti_vec![None; horizon.periods().len()],
        missing_money: None,
        merged_units: (reductions.units_before, reductions.units_after),
        dropped_sites: restate(plan, arcs, &[], &[]).dropped_sites,
        solver: SolverRecord { name: run.solver.word(), threads: record.timing.threads },
    };
    let screenings = screenings(horizon, arcs);
    let report = ScheduleReport {
        horizon,
        arcs,
        scheduled: &scheduled,
        screenings: &screenings,
        clashes: &BTreeMap::new(),
        run: &record,
    };
    let mut comparison = Comparison::new(folder, &run.version, Vec::new());
    for output in schedule_outputs(&report) {
        comparison.file(&output);
    }
    let (files, not_checked, found) = comparison.finish(RunKind::Schedule);
    findings.extend(found);
    let bounds = scheduled.stages.iter().filter(|stage| stage.bound.is_some());
    Verification {
        kind: RunKind::Schedule,
        files,
        not_checked,
        inputs: evidence.inputs.len(),
        bounds_claimed: bounds.count(),
        ..Verification::of(&run.version, once_each(findings))
    }
}

/// What begins when, as the file says.
fn starts(horizon: &Horizon, schedule: &ScheduleJson, findings: &mut Vec<Finding>) -> Starts {
    let plan = horizon.plan();
    let mut starts: Starts = ti_vec![None; plan.sites.len()];
    for (at, row) in schedule.works.iter().enumerate() {
        let site = plan.sites.iter().position(|site| site.id == row.site);
        let mut periods = horizon.periods().iter();
        let period = periods.position(|period| period.year == row.begins);
        let start = site.zip(period).and_then(|(site, period)| {
            let site = SiteIdx::from(site);
            let mut works = plan.sites[site].works.iter();
            let work = u16::try_from(works.position(|work| work.id == row.work)?).ok()?;
            let period = PeriodIdx::from(period);
            Some((site, Start { work, period }))
        });
        match start {
            Some((site, start)) => starts[site] = Some(start),
            None => findings.push(Finding::at(
                Sort::Unreadable,
                FILE,
                Text::same(format!("works[{at}]")),
                phrase(
                    "the plan has no such site, work or period",
                    "规划中没有这样的点位、任务或规划期",
                ),
            )),
        }
    }
    starts
}

/// Values that the file claims, by period.
fn by_period(horizon: &Horizon, values: Option<&ValuesJson>) -> TiVec<PeriodIdx, Option<f64>> {
    let periods = horizon.periods().iter();
    periods.map(|period| *values?.by_year.get(&period.year)?).collect()
}
