//! `yike verify` of a plan's run: everything is computed again.

use super::super::args::VerifyArgs;
use super::super::engine;
use super::super::failure::Failure;
use super::inputs::{claimed, found, plan, rename};
use crate::domain::{Phrase, Problem, Text, phrase};
use crate::plan::{as_stated, complete};
use crate::read::Code;
use crate::run::outputs::LAYOUT;
use crate::run::plan::PlanJson;
use crate::run::record::Format;
use crate::run::{InputRecord, IssueRecord, RunFolder, VERSION};
use crate::travel::Arcs;
use crate::write::verify::{Claims, Evidence, Finding, Sort, Verification, claims, verify};

const PLAN: &str = PlanJson::FILE;

pub(super) const NO_PLAN_NAMED: Phrase = phrase("no plan file is named", "未指明规划文件");

pub(super) fn verification(
    typed: &VerifyArgs,
    folder: &RunFolder,
) -> Result<Verification, Failure> {
    let of = |finding| Verification::of(VERSION, vec![finding]);
    let claims = match claimed(folder, PLAN, claims) {
        Ok(claims) => claims,
        Err(verification) => return Ok(*verification),
    };
    let Some(loaded) = plan(typed, &claims)? else {
        let place = Text::same("run.inputs");
        return Ok(of(Finding::at(Sort::Unreadable, PLAN, place, NO_PLAN_NAMED)));
    };
    let engine::Loaded { problem, horizon, inputs, warnings, .. } = loaded;
    let read = (inputs, warnings);
    let Some(horizon) = horizon.filter(|_| !claims.is_audit) else {
        let arcs = Arcs::build(&problem);
        return held(typed, &claims, folder, read, &problem, &arcs, false);
    };
    drop(problem);
    let period = horizon.periods().iter().find(|period| Some(period.year) == claims.period);
    let Some(period) = period else {
        let cause = phrase("the plan has no such period", "规划中没有该规划期");
        return Ok(of(Finding::at(Sort::Differs, PLAN, Text::same("period"), cause)));
    };
    let arcs = Arcs::build(horizon.plan());
    held(typed, &claims, folder, read, &period.problem, &arcs, true)
}

/// Holds the files against a plan that was read again.
fn held(
    typed: &VerifyArgs,
    claims: &Claims,
    folder: &RunFolder,
    (mut inputs, mut warnings): (Vec<InputRecord>, Vec<IssueRecord>),
    problem: &Problem,
    arcs: &Arcs,
    of_schedule: bool,
) -> Result<Verification, Failure> {
    let mut unreadable = Vec::new();
    let layout = if claims.is_audit {
        let recorded = claims.inputs.iter().find(|input| input.role == "layout");
        let Some(recorded) = recorded else {
            let cause = phrase(
                "no layout is named, though the run is an audit",
                "该运行为审核，却未指明布局",
            );
            let place = Text::same("run.inputs");
            let finding = Finding::at(Sort::Unreadable, PLAN, place, cause);
            return Ok(Verification::of(VERSION, vec![finding]));
        };
        let path = found(typed, &recorded.path)?;
        let mut drawn = engine::read_layout(&path, problem)?;
        let input = std::slice::from_mut(&mut drawn.input);
        rename(&path, &recorded.path, input, &mut drawn.warnings);
        inputs.push(drawn.input);
        warnings.extend(drawn.warnings);
        Some(complete(problem, arcs, drawn.stated))
    } else if claims.has_layout && folder.path().join(LAYOUT).is_file() {
        match engine::read_run_layout(&typed.run, problem) {
            Ok(read) => {
                // No run writes a layout that contradicts itself.
                let contradicted = Code::WORK_CONTRADICTED.to_string();
                let of_work = read.warnings.iter().filter(|issue| issue.code == contradicted);
                unreadable = of_work.map(of_issue).collect();
                Some(as_stated(problem, arcs, read.stated))
            }
            Err(Failure::Input(issues)) => {
                unreadable = issues.iter().map(of_issue).collect();
                None
            }
            Err(other) => return Err(other),
        }
    } else {
        None
    };
    let evidence = Evidence { problem, arcs, layout, inputs, warnings, of_schedule };
    let mut verification = verify(&evidence, claims, folder);
    if evidence.layout.is_none() && !unreadable.is_empty() {
        // What is wrong with the layout is the cause of its being missing.
        verification.findings.retain(|found| found.sort != Sort::Missing);
    }
    if !unreadable.is_empty() {
        verification.status = "differs";
    }
    verification.findings.extend(unreadable);
    Ok(verification)
}

/// What is wrong with the folder's own layout.
fn of_issue(issue: &IssueRecord) -> Finding {
    let place = Text::both(|language| {
        let place = issue.place(language);
        let place = place.strip_prefix(&issue.file).unwrap_or(&place);
        place.trim_start_matches([',', ':', ' ', '，', '：']).to_owned()
    });
    let cause =
        Text::both(|language| issue.cause(language).to_owned() + &language.bracketed(&issue.code));
    Finding::at(Sort::Unreadable, LAYOUT, place, cause)
}
