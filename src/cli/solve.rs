//! `yike solve`: read, solve, write, show.

use super::args::SolveArgs;
use super::clashes::clashes_of;
use super::ended::{MORE_TIME, NO_LAYOUT, PLAN, Sought, say_status};
use super::engine::{self, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::progress::{Drawn, SCREENING};
use super::settings::SolveSettings;
use super::terminal::Terminal;
use super::{outputs, paths, schedule, tables};
use crate::inquiry::ties;
use crate::run::plan::plan_json;
use crate::run::{Report, Subject, write_one};
use crate::solve::{Event, Outcome, Progress, Status, first_stage_lp, solve};
use crate::travel::Arcs;
use crate::write::layers::check_plan;
use std::time::Instant;

pub(crate) fn run(typed: SolveArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let settings = SolveSettings::resolve(typed, terminal)?;
    settings.limit_args.note(terminal)?;
    let begun = Instant::now();
    let mut loaded = engine::read_plan(&settings.plan, &settings.edits.edits())?;
    if let Some(horizon) = loaded.horizon.take() {
        return schedule::run(&settings, loaded, &horizon, begun, terminal);
    }
    find(&settings, loaded, begun, terminal, |report, terminal| {
        Ok(terminal.answer(|| plan_json(report), |width| tables::report(report, width))?)
    })
}

/// Up to so many integer columns other plans as good are sought: of larger models each of some ten solves takes long.
const FEW_INTEGERS: usize = 5_000;

/// Whether other plans as good are sought beside a plan: where it is proved, and that is soon done.
fn are_sought(outcome: &Outcome) -> bool {
    let is_small = outcome.stages.iter().all(|stage| stage.size.integers <= FEW_INTEGERS);
    matches!(outcome.status, Status::Proved | Status::ProvedToGap) && is_small
}

/// Solves a plan of one year that was read since `begun`, writes what came of it and hands it to `show`.
pub(crate) fn find(
    settings: &SolveSettings,
    loaded: Loaded,
    begun: Instant,
    terminal: &mut Terminal<'_>,
    show: impl FnOnce(&Report<'_>, &mut Terminal<'_>) -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let Loaded { problem, warnings, inputs, .. } = loaded;
    let read = engine::input_paths(&settings.plan, &inputs);
    paths::refuse_to_overwrite(Some(&settings.out), |name| settings.package.writes(name), &read)?;
    if let Some(file) = &settings.lp_file {
        paths::refuse_to_overwrite_with("--lp-file", file, &read, paths::OTHER_MODEL)?;
    }
    check_plan(&problem, settings.package.crs)?;
    terminal.issues(&warnings)?;
    let arcs = Arcs::build_on(&problem, settings.limits.threads);
    engine::tell_network(&problem, &arcs, settings.strict_network, terminal)?;
    let read_s = begun.elapsed().as_secs_f64();
    if let Some(path) = &settings.lp_file {
        write_one(path, first_stage_lp(&problem, &arcs).as_bytes())?;
        terminal.note(outputs::wrote_model(path))?;
    }
    let progress = Drawn::new(terminal.style, SCREENING);
    let begun = Instant::now();
    let answer = solve(&problem, &arcs, &settings.limits, &progress).and_then(|mut outcome| {
        let left = settings.limits.left_since(begun);
        let clashes = match outcome.status {
            Status::Infeasible => Some(clashes_of(&problem, &left, &progress)?),
            _ => None,
        };
        // Within a gap layouts that are no worse may be better.
        let is_exact = settings.limits.gap.fraction() == 0.0;
        if settings.comparison && is_exact && are_sought(&outcome) {
            progress.event(&Event::Ties);
            outcome.ties = ties(&problem, &arcs, &left, &outcome, &progress)?;
        }
        Ok((outcome, clashes))
    });
    progress.finish();
    let (outcome, clashes) = answer?;
    let ended = (outcome.solver.threads, &outcome.stages[..]);
    let run = settings.record((inputs, warnings), read_s, begun, ended);
    let report = Report {
        problem: &problem,
        arcs: &arcs,
        subject: Subject::Solved(&outcome),
        clashes: clashes.as_ref(),
        run: &run,
    };
    outputs::write(&settings.out, &report, terminal)?;
    let sought = Sought { what: PLAN, impossible: NO_LAYOUT, help: MORE_TIME };
    let exit = say_status(outcome.status, &sought, terminal)?;
    show(&report, terminal)?;
    Ok(exit)
}
