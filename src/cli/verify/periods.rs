//! `yike verify` of a plan over several periods: each period's folder, then what stands beside them.

use super::super::args::VerifyArgs;
use super::super::engine;
use super::super::failure::Failure;
use super::inputs::{claimed, plan};
use super::plan::{NO_PLAN_NAMED, verification as of_period};
use crate::domain::{Layout, Text, phrase, text};
use crate::plan::as_stated;
use crate::read::{Code, Issue, Place};
use crate::run::outputs::LAYOUT;
use crate::run::record::Format;
use crate::run::schedule::ScheduleJson;
use crate::run::{RunFolder, RunKind};
use crate::travel::Arcs;
use crate::write::verify::{
    Finding, ScheduleEvidence, Sort, Verification, schedule_claims, verify_schedule,
};

const SCHEDULE: &str = ScheduleJson::FILE;

pub(super) fn verification(
    typed: &VerifyArgs,
    folder: &RunFolder,
) -> Result<Verification, Failure> {
    let of = |finding| Verification::of(crate::run::VERSION, vec![finding]);
    let claims = match claimed(folder, SCHEDULE, schedule_claims) {
        Ok(claims) => claims,
        Err(verification) => return Ok(*verification),
    };
    if !claims.has_schedule {
        return Err(without_schedule(typed));
    }
    let Some(mut loaded) = plan(typed, &claims.run)? else {
        let place = Text::same("run.inputs");
        return Ok(of(Finding::at(Sort::Unreadable, SCHEDULE, place, NO_PLAN_NAMED)));
    };
    let Some(horizon) = loaded.horizon.take() else {
        let cause = phrase("the plan has no periods", "规划未分期");
        return Ok(of(Finding::at(Sort::Differs, SCHEDULE, Text::same("periods"), cause)));
    };
    let arcs = Arcs::build(horizon.plan());
    let mut layouts: Vec<Layout> = Vec::new();
    let mut all = Vec::new();
    for period in horizon.periods() {
        let year = period.year.to_string();
        let own = VerifyArgs { run: typed.run.join(&year), ..typed.clone() };
        if !own.run.is_dir() {
            let cause = phrase("the folder of the period is not there", "该期文件夹不存在");
            all.push(of(Finding::of_file(Sort::Missing, &year, cause)));
            continue;
        }
        let files = RunFolder::open_of(&own.run, &[RunKind::Plan])?;
        let mut verified = of_period(&own, &files)?;
        for name in &mut verified.files {
            *name = format!("{year}/{name}");
        }
        for what in &mut verified.not_checked {
            *what = text!("{year}/{what}", "{year}/{what}"; what);
        }
        for found in &mut verified.findings {
            found.file = format!("{year}/{}", found.file);
        }
        all.push(verified);
        match engine::read_run_layout(&own.run, &period.problem) {
            Ok(layout) => layouts.push(as_stated(&period.problem, &arcs, layout.stated)),
            Err(_) => {
                let cause = phrase(
                    "the layout cannot be read as one of this plan",
                    "无法将布局作为本规划的布局读取",
                );
                let file = format!("{year}/{LAYOUT}");
                all.push(of(Finding::of_file(Sort::Differs, &file, cause)));
            }
        }
    }
    if layouts.len() == horizon.periods().len() {
        let evidence = ScheduleEvidence {
            horizon: &horizon,
            arcs: &arcs,
            layouts: layouts.into(),
            inputs: loaded.inputs,
            warnings: loaded.warnings,
        };
        all.insert(0, verify_schedule(&evidence, &claims, folder));
    }
    Ok(together(&claims.run.version, all))
}

/// The answers of all folders as one.
fn together(made_by: &str, all: Vec<Verification>) -> Verification {
    let inputs = all.iter().map(|own| own.inputs).max().unwrap_or_default();
    let bounds_claimed = all.iter().map(|own| own.bounds_claimed).sum();
    let files = all.iter().flat_map(|own| own.files.clone()).collect();
    let not_checked = all.iter().flat_map(|own| own.not_checked.clone()).collect();
    let findings = all.into_iter().flat_map(|own| own.findings).collect();
    Verification {
        kind: RunKind::Schedule,
        files,
        not_checked,
        inputs,
        bounds_claimed,
        ..Verification::of(made_by, findings)
    }
}

fn without_schedule(typed: &VerifyArgs) -> Failure {
    let issue = Issue::new(
        Code::RUN_WITHOUT_LAYOUT,
        Place { file: typed.run.join(SCHEDULE).display().to_string(), ..Place::default() },
        phrase(
            "the run found no schedule, and why there is none cannot be verified yet",
            "该运行未得分期方案，其原因尚不能核验",
        ),
        phrase("verify a run that has one", "请核验已得分期方案的运行"),
    );
    issue.into()
}
