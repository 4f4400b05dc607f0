//! `yike audit`: a layout, scored from the data alone.

use super::args::AuditArgs;
use super::engine::{self, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::terminal::Terminal;
use super::{outputs, paths, tables};
use crate::plan::{audit, screen};
use crate::run::plan::plan_json;
use crate::run::{EditsRecord, Report, RunRecord, Subject, Timing, VERSION};
use crate::travel::Arcs;
use crate::write::layers::check_plan;
use std::time::Instant;

pub(crate) fn run(typed: AuditArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    score(&typed, terminal, |report, terminal| {
        Ok(terminal.answer(|| plan_json(report), |width| tables::report(report, width))?)
    })
}

/// Audits a layout, writes what came of it and hands it to `show`.
pub(crate) fn score(
    typed: &AuditArgs,
    terminal: &mut Terminal<'_>,
    show: impl FnOnce(&Report<'_>, &mut Terminal<'_>) -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let package = typed.package.package(terminal)?;
    let edits = typed.edits.edits();
    let begun = Instant::now();
    let Loaded { problem, mut warnings, mut inputs, .. } = engine::read_plan(&typed.plan, &edits)?;
    let layout = engine::read_layout(&typed.layout, &problem)?;
    warnings.extend(layout.warnings);
    inputs.push(layout.input);
    let read = engine::input_paths(&typed.plan, &inputs);
    paths::refuse_to_overwrite(typed.out.as_deref(), |name| package.writes(name), &read)?;
    check_plan(&problem, package.crs)?;
    terminal.issues(&warnings)?;
    let arcs = Arcs::build(&problem);
    engine::tell_network(&problem, &arcs, false, terminal)?;
    let screening = screen(&problem, &arcs);
    let layout = crate::plan::complete(&problem, &arcs, layout.stated);
    let audit = audit(&problem, &arcs, &layout);
    let run = RunRecord {
        version: VERSION.into(),
        command: "audit".into(),
        inputs,
        warnings,
        edits: EditsRecord::of(&edits),
        settings: None,
        package: typed.out.is_some().then_some(package),
        timing: Timing { read_s: begun.elapsed().as_secs_f64(), ..Timing::default() },
    };
    let report = Report {
        problem: &problem,
        arcs: &arcs,
        clashes: None,
        subject: Subject::Audited { layout: &layout, audit: &audit, screening: &screening },
        run: &run,
    };
    if let Some(out) = &typed.out {
        outputs::write(out, &report, terminal)?;
    } else {
        outputs::hand(&report, terminal);
    }
    show(&report, terminal)?;
    Ok(if audit.violations.is_empty() { Exit::Done } else { Exit::Violations })
}
