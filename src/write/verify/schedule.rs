//! The folder of a plan over several periods: what stands beside the folders of the periods.
//!
//! What begins when comes from `schedule.json`, the layouts from the periods' folders; who pays, money by period, values,
//! figures and rules are computed. Terminations, bounds, the sizes of the linked models and what other ways of planning reach
//! are claims.

use super::claimed::{gap, of_stages};
use super::claims::{Claims, object, of_value};
use super::files::{Folder, compare};
use super::finding::{Finding, Sort};
use super::{Verification, about_version, changed_inputs, doubts, once_each, record, timing};
use crate::domain::{Horizon, Layout, PeriodIdx, SiteIdx, Start, Starts};
use crate::plan::schedule::{audit_schedule, paid, schedule_value, summed};
use crate::run::record::{InputRecord, IssueRecord};
use crate::solve::{Compared, Myopic, Scheduled, SolverRecord, StageReport, Termination, restate};
use crate::travel::Arcs;
use crate::units::Seconds;
use crate::write::schedule::{SCHEDULE_NAMES, ScheduleReport, schedule_outputs, screenings};
use serde_json::Value;
use typed_index_collections::{TiVec, ti_vec};

/// The file that claims are read from.
const FILE: &str = "schedule.json";
/// So many broken rules are listed.
const RULES: usize = 20;

/// What `schedule.json` says of its run.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleClaims {
    /// As of any run.
    pub run: Claims,
    /// Whether it has works, or says that it needs none.
    pub has_schedule: bool,
    value: Value,
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
/// One finding when the file is no JSON object.
pub fn schedule_claims(bytes: &[u8]) -> Result<ScheduleClaims, Box<Finding>> {
    let value = object(FILE, bytes)?;
    let run = of_value(FILE, &value);
    Ok(ScheduleClaims {
        has_schedule: run.has_layout,
        run,
        value,
    })
}

/// Holds the files of `folder`, which stand beside the periods' folders, against `evidence`.
pub fn verify_schedule(
    evidence: &ScheduleEvidence<'_>,
    claims: &ScheduleClaims,
    folder: &Folder,
) -> Verification {
    let ScheduleEvidence { horizon, arcs, .. } = *evidence;
    let run = &claims.run;
    let mut findings = about_version(FILE, run);
    findings.extend(changed_inputs(FILE, &run.inputs, &evidence.inputs));
    findings.extend(run.findings.iter().cloned());
    let starts = starts(horizon, &claims.value, &mut findings);
    let schedule = paid(horizon, starts, evidence.layouts.clone());
    let audit = audit_schedule(horizon, arcs, &schedule);
    for violation in audit.violations.iter().take(RULES) {
        let cause = format!("{} {}", violation.kind.code(), violation.text);
        findings.push(Finding::at(Sort::Differs, FILE, "", cause));
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
            let bound = claim.and_then(|claim| claim.bound);
            StageReport {
                stage,
                termination: claim
                    .and_then(|claim| claim.termination)
                    .unwrap_or(Termination::NotStarted),
                value: Some(value),
                bound,
                gap: bound.map(|bound| gap(stage, value, bound)),
                size: claim.map(|claim| claim.size).unwrap_or_default(),
                time: Seconds::default(),
            }
        })
        .collect();
    findings.extend(doubts::of_claims(FILE, &plan.objective, &stages, true, run));
    let timing = timing::timing(folder);
    if let Some(timing) = &timing {
        findings.extend(timing::doubts(timing, Some(stages.len())));
    }
    let compared: Vec<Compared> = plan
        .objective
        .order
        .iter()
        .enumerate()
        .map(|(at, &stage)| {
            let of = |way: &str| claimed_values(horizon, &claims.value["foresight"][at][way]);
            Compared {
                stage,
                schedule: values(stage).into_iter().map(Some).collect(),
                myopic: of("myopic"),
                hindsight: of("hindsight"),
            }
        })
        .collect();
    // Where time ran out there are no values: that they were asked for shows in the summary alone.
    let summary = folder
        .get("summary.md")
        .map(|bytes| String::from_utf8_lossy(bytes));
    let is_compared = summary.is_some_and(|text| text.contains("## What foresight is worth"))
        || compared
            .iter()
            .any(|row| row.myopic.iter().chain(&row.hindsight).any(Option::is_some));
    let count = |name: &str| {
        claims.value["reductions"][name]
            .as_u64()
            .unwrap_or_default() as usize
    };
    let record = record(
        run,
        &evidence.inputs,
        &evidence.warnings,
        timing.unwrap_or_default(),
    );
    let scheduled = Scheduled {
        status: of_stages(&stages),
        myopic: is_compared.then(|| Myopic {
            outcomes: TiVec::new(),
            schedule: schedule.clone(),
        }),
        schedule: Some(schedule),
        audit: Some(audit),
        stages,
        compared,
        hindsight: ti_vec![None; horizon.periods().len()],
        missing_money: None,
        merged_units: (count("units_before"), count("units_after")),
        dropped_sites: restate(plan, arcs, &[]).dropped_sites,
        solver: SolverRecord {
            name: run.solver.word(),
            threads: record.timing.threads,
        },
    };
    let screenings = screenings(horizon, arcs);
    let report = ScheduleReport {
        horizon,
        arcs,
        scheduled: &scheduled,
        screenings: &screenings,
        run: &record,
    };
    let mut computed = schedule_outputs(&report);
    computed.sort_by_key(|output| output.name != FILE);
    findings.extend(compare(folder, &computed, |name| {
        SCHEDULE_NAMES.contains(&name)
    }));
    let bounds = scheduled
        .stages
        .iter()
        .filter(|stage| stage.bound.is_some());
    Verification {
        files: computed
            .iter()
            .filter(|output| folder.contains_key(&*output.name))
            .map(|output| output.name.to_string())
            .collect(),
        inputs: evidence.inputs.len(),
        bounds_claimed: bounds.count(),
        ..Verification::of(&run.version, once_each(findings))
    }
}

/// What begins when, as the file says.
fn starts(horizon: &Horizon, value: &Value, findings: &mut Vec<Finding>) -> Starts {
    let plan = horizon.plan();
    let mut starts: Starts = ti_vec![None; plan.sites.len()];
    let works = value["works"].as_array();
    for (at, row) in works.into_iter().flatten().enumerate() {
        let site = plan
            .sites
            .iter()
            .position(|site| Some(site.id.as_str()) == row["site"].as_str());
        let period = horizon
            .periods()
            .iter()
            .position(|period| Some(i64::from(period.year)) == row["begins"].as_i64());
        let start = site.zip(period).and_then(|(site, period)| {
            let site = SiteIdx::from(site);
            let works = &plan.sites[site].works;
            let work = works
                .iter()
                .position(|work| Some(work.id.as_str()) == row["work"].as_str())?;
            let work = u16::try_from(work).ok()?;
            let period = PeriodIdx::from(period);
            Some((site, Start { work, period }))
        });
        match start {
            Some((site, start)) => starts[site] = Some(start),
            None => findings.push(Finding::at(
                Sort::Unreadable,
                FILE,
                &format!("works[{at}]"),
                "the plan has no such site, work or period",
            )),
        }
    }
    starts
}

/// Values by year that the file claims.
fn claimed_values(horizon: &Horizon, value: &Value) -> TiVec<PeriodIdx, Option<f64>> {
    let by_year = &value["by_year"];
    let periods = horizon.periods().iter();
    periods
        .map(|period| by_year[period.year.to_string()].as_f64())
        .collect()
}
