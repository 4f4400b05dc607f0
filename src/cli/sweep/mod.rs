//! `yike sweep`: reads, solves the scenarios that the journal does not have, makes the tables.

mod args;
mod bar;
mod part;
mod table;

pub(crate) use args::SweepArgs;

use super::engine;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::journal::{journal_failed, open_journal};
use super::limits::settings_record;
use super::outputs;
use super::paths;
use super::terminal::Terminal;
use crate::domain::{Text, phrase, text};
use crate::read::sweep::{PlanTemplate, SweepFile, read_sweep, read_variations};
use crate::run::plan::to_bytes;
use crate::run::sweep::{SweepRecord, SweepRow, key, scenarios_table};
use crate::run::tables::tally_layer;
use crate::run::{RunKind, VERSION};
use crate::scenario::{Part, RowStatus, Running, Scenario, Scenarios, run as run_all};
use crate::solve::{Limits, Silent, solve};
use crate::travel::Arcs;
use crate::units::Seconds;
use crate::write::sweep::{Journal, Kept, TablesError, write_tables};
use bar::Bar;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

/// From so many scenarios on a sweep is run only when it is confirmed.
const MANY: u64 = 10_000;

pub(crate) fn run(typed: SweepArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let limits = typed.limits.limits()?;
    let shard = part::shard(typed.shard.as_deref())?;
    typed.limits.note(terminal)?;
    let begun = Instant::now();
    let plan = PlanTemplate::open_with(&typed.plan, &typed.edits.edits())?;
    let varies = typed.sweep.is_some() || !typed.variations.is_empty();
    let file = read_what_varies(typed.sweep.as_deref(), &typed.variations, varies, &plan)?;
    let inputs = engine::inputs(plan.files().inputs.iter().chain(&file.input));
    let read = engine::input_paths(&typed.plan, &inputs);
    paths::refuse_to_overwrite(Some(&typed.out), |name| RunKind::Sweep.writes(name), &read)?;
    let warnings = plan.files().warnings.iter().chain(&file.warnings);
    let warnings = issues(warnings);
    terminal.issues(&warnings)?;
    let scenarios = Scenarios::new(&file.sweep).ok_or_else(|| {
        Failure::usage(
            phrase("the sweep has too many scenarios", "情景过多"),
            phrase("take fewer values", "请减少取值"),
        )
    })?;
    let (part, said) = part::part(shard, scenarios.count())?;
    let own = part.len(scenarios.count());
    if own > MANY && !typed.yes && typed.merge.is_empty() {
        return Err(too_many(&plan, &limits, &said, own));
    }
    let record = SweepRecord {
        version: VERSION.into(),
        plan: plan.files().problem.name.english().to_owned(),
        inputs,
        changes: typed.edits.said(),
        settings: settings_record(&limits),
        seed: file.sweep.seed,
        draws: file.sweep.draws,
        scenarios: scenarios.count(),
    };
    let mut journal =
        open_journal(&typed.out, typed.restart, &key(&record, &file.sweep), scenarios.count())?;
    let over = |journal: &Journal| own - journal.missing(part).count() as u64;
    if over(&journal) > 0 {
        let over = over(&journal);
        terminal.note(text!(
            "{over} of {own} scenarios are done already",
            "{own} 个情景中已有 {over} 个完成"
        ))?;
    }
    if typed.merge.is_empty() {
        solve_rest(&plan, (scenarios, part), limits, &mut journal, terminal)?;
        if over(&journal) < own {
            let over = over(&journal);
            let cause = text!(
                "stopped: {over} of {own} scenarios are over, and kept",
                "已中止：{own} 个情景中已完成并保存 {over} 个"
            );
            let help = text!(
                "run the same words again to go on with the rest",
                "再次运行同一命令即可继续其余情景"
            );
            terminal.error(&cause, Some(&help))?;
            return Ok(Exit::NoPlan);
        }
    } else {
        part::merge(&typed.merge, &mut journal, terminal)?;
        if part::tell_missing(&journal, scenarios.count(), terminal)? {
            return Ok(Exit::NoPlan);
        }
    }
    let (problem, with_mark) = (&plan.files().problem, typed.csv.csv_bom);
    if terminal.is_called() {
        let row = |kept: Kept| SweepRow { scenario: scenarios.get(kept.row.number), row: kept.row };
        let rows: Result<Vec<_>, _> = journal.all().map(|kept| kept.map(row)).collect();
        let rows = rows.map_err(journal_failed)?;
        terminal.tables(|put| put(&scenarios_table(problem, &file.sweep, rows)));
    }
    if shard.is_some() {
        return part::end_shard(
            problem,
            (&said, part),
            (own, scenarios.count()),
            &journal,
            terminal,
        );
    }
    let written = write_tables(&typed.out, &journal, problem, &file.sweep, &record, with_mark)
        .map_err(tables_failed)?;
    let names =
        written.files.iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
    let wrote = outputs::wrote(&typed.out, &names.collect::<Vec<_>>());
    let seconds = begun.elapsed().as_secs_f64();
    terminal.note(text!(
        "{wrote} ({seconds:.1} s in all)",
        "{wrote}（共用 {seconds:.1} 秒）";
        wrote
    ))?;
    terminal.tables(|put| put(&tally_layer(problem, &written.tally)));
    let summary = table::Summary::new(problem, &written, scenarios.count());
    terminal.answer(|| to_bytes(&summary), |width| summary.text(width))?;
    let infeasible = RowStatus::Solved(crate::solve::Status::Infeasible);
    Ok(match (written.tally.plans, &written.statuses[..]) {
        (0, [(status, _)]) if *status == infeasible => Exit::Infeasible,
        (0, _) => Exit::NoPlan,
        _ => Exit::Done,
    })
}

/// The scenarios of a sweep file and of options; `varies`: something does.
pub(super) fn read_what_varies(
    sweep: Option<&Path>,
    options: &[String],
    varies: bool,
    plan: &PlanTemplate,
) -> Result<SweepFile, Failure> {
    if !varies {
        let parameters = plan.parameters();
        let parameters = Text::names(&parameters);
        return refuse(
            phrase(
                "nothing is varied: neither --sweep nor --vary is given",
                "没有变动的参数：--sweep 和 --vary 均未给出",
            ),
            text!("the parameters of this plan are {parameters}", "本规划的参数有 {parameters}";
                parameters),
        );
    }
    Ok(match sweep {
        Some(path) => read_sweep(path, options, plan)?,
        None => read_variations(options, plan)?,
    })
}

/// What so many scenarios would take, by the time of one; `said`: the sweep or a shard.
fn too_many(plan: &PlanTemplate, limits: &Limits, said: &Text, count: u64) -> Failure {
    let begun = Instant::now();
    let problem = &plan.files().problem;
    // The time alone is of interest.
    let _ = solve(problem, &Arcs::build(problem), limits, &Silent);
    let seconds = begun.elapsed().as_secs_f64() * count as f64 / limits.threads as f64;
    let time = Seconds::new(seconds).unwrap_or_default();
    let count = crate::run::numbers::count(usize::try_from(count).unwrap_or(usize::MAX));
    let (time, threads) = (bar::long_time(time), limits.threads);
    Failure::usage(
        text!(
            "{said} has {count} scenarios, about {time} on {threads} threads by the time of the plan itself",
            "{said}：共 {count} 个情景，按规划本身的求解时间估计，{threads} 个线程约需 {time}";
            said, time
        ),
        phrase(
            "take fewer values, draw at random, or give --yes to run it; it can be interrupted and resumed",
            "请减少取值、改用随机抽取，或加 --yes 运行；可随时中断并继续",
        ),
    )
}

fn tables_failed(error: TablesError) -> Failure {
    match error {
        TablesError::Journal(error) => journal_failed(error),
        TablesError::Write(error) => Failure::Write(error),
    }
}

fn solve_rest(
    plan: &PlanTemplate,
    (scenarios, part): (Scenarios<'_>, Part),
    limits: Limits,
    journal: &mut Journal,
    terminal: &Terminal<'_>,
) -> Result<(), Failure> {
    let over = journal.which_are_over();
    let own = part.len(scenarios.count());
    let bar = Bar::new(terminal.style, own, own - journal.missing(part).count() as u64);
    let running = Running {
        scenarios,
        is_over: &|number| !part.contains(number) || over.get(number as usize) == Some(&true),
        maker: &|scenario: &Scenario| plan.of_scenario(&scenario.changes),
        limits,
        threads: limits.threads,
        progress: &bar,
    };
    let ended = run_all(&running, &mut |ended| match journal.add(&ended.into()) {
        Ok(()) => {
            bar.step();
            ControlFlow::Continue(())
        }
        Err(error) => ControlFlow::Break(error),
    });
    bar.finish();
    match ended {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(error) => Err(journal_failed(error)),
    }
}
