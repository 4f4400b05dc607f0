//! `yike solve` on a plan over several periods.

use super::clashes::clashes_of;
use super::ended::{MORE_TIME, Sought, say_status};
use super::engine::{self, Loaded};
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::outputs;
use super::page::{Page, Paper, without_unit};
use super::paths;
use super::progress::{Drawn, SCREENING};
use super::settings::SolveSettings;
use super::terminal::Terminal;
use crate::domain::Language::{Chinese, English};
use crate::domain::{Horizon, Text, TierIdx, phrase, text};
use crate::run::schedule::{ScheduleReport, period_figures, screenings, works_table};
use crate::run::text_table::{certainty_table, stage_row};
use crate::run::{FolderWriter, RunKind, TextTable};
use crate::solve::{SolveError, Status, solve_schedule};
use crate::travel::Arcs;
use crate::write::layers::check_plan;
use crate::write::schedule::{schedule_json, schedule_outputs};
use crate::write::{
    foresight_rows, period_rows, schedule_reasons, schedule_verdict, spending_note,
};
use std::collections::BTreeMap;
use std::time::Instant;

/// Solves the horizon of a plan that was read since `begun`, writes and shows what came of it.
pub(crate) fn run(
    settings: &SolveSettings,
    loaded: Loaded,
    horizon: &Horizon,
    begun: Instant,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let Loaded { warnings, inputs, .. } = loaded;
    if settings.lp_file.is_some() {
        return refuse(
            phrase(
                "--lp-file: the plan has periods, and their model is not written",
                "--lp-file：规划分期，不写出分期模型",
            ),
            phrase("leave it out, or solve a plan of one period", "请去掉此选项，或求解单期规划"),
        );
    }
    let read = engine::input_paths(&settings.plan, &inputs);
    paths::refuse_to_overwrite(Some(&settings.out), |name| RunKind::Schedule.writes(name), &read)?;
    for period in horizon.periods() {
        let folder = settings.out.join(period.year.to_string());
        paths::refuse_to_overwrite(Some(&folder), |name| settings.package.writes(name), &read)?;
    }
    check_plan(horizon.plan(), settings.package.crs)?;
    terminal.issues(&warnings)?;
    let arcs = Arcs::build_on(horizon.plan(), settings.limits.threads);
    engine::tell_network(horizon.plan(), &arcs, settings.strict_network, terminal)?;
    let read_s = begun.elapsed().as_secs_f64();
    let progress = Drawn::new(terminal.style, SCREENING);
    let begun = Instant::now();
    let answer = solve_schedule(horizon, &arcs, &settings.limits, settings.comparison, &progress)
        .and_then(|scheduled| {
            let without = scheduled.hindsight.iter_enumerated().filter(|(_, own)| {
                own.as_ref().is_some_and(|own| own.status == Status::Infeasible)
            });
            let clashes = without.map(|(period, _)| {
                let left = settings.limits.left_since(begun);
                Ok((period, clashes_of(&horizon.periods()[period].problem, &left, &progress)?))
            });
            let clashes = clashes.collect::<Result<BTreeMap<_, _>, SolveError>>()?;
            Ok((scheduled, clashes))
        });
    progress.finish();
    let (scheduled, clashes) = answer?;
    let ended = (scheduled.solver.threads, &scheduled.stages[..]);
    let run = settings.record((inputs, warnings), read_s, begun, ended);
    let screenings = screenings(horizon, &arcs);
    let report = ScheduleReport {
        horizon,
        arcs: &arcs,
        scheduled: &scheduled,
        screenings: &screenings,
        clashes: &clashes,
        run: &run,
    };
    write(settings, &report, terminal)?;
    terminal.answer(|| schedule_json(&report), |width| page(&report, width))?;
    let sought = Sought {
        what: phrase("schedule", "分期方案"),
        impossible: phrase(
            "no schedule meets all that is binding in every period",
            "没有分期方案能在各期满足全部约束性要求",
        ),
        help: MORE_TIME,
    };
    say_status(scheduled.status, &sought, terminal)
}

/// The periods' folders first, so that `schedule.json` never speaks of layouts that are not there.
fn write(
    settings: &SolveSettings,
    report: &ScheduleReport<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let mut writer = FolderWriter::begin(&settings.out, RunKind::Schedule)?;
    let mut years = Vec::new();
    for (index, period) in report.horizon.periods().iter_enumerated() {
        if let Some(own) = report.of_period(index) {
            let year = period.year.to_string();
            terminal.within(Some(&year));
            writer.nest(&year, outputs::stage(&settings.out.join(&year), &own, terminal)?);
            years.push(year);
        }
    }
    terminal.within(None);
    if !years.is_empty() {
        let years = Text::names(&years);
        terminal.note(text!("wrote the layouts of {years}", "已写出 {years} 年的布局"; years))?;
    }
    if let Some(schedule) = &report.scheduled.schedule {
        terminal.tables(|put| put(&works_table(report.horizon, schedule)));
    }
    for output in schedule_outputs(report) {
        writer.put(&output)?;
    }
    outputs::finish(writer, &settings.out, terminal)
}

/// The schedule for the terminal.
fn page(report: &ScheduleReport<'_>, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let plan = report.horizon.plan();
    page.line(&page.name(&plan.name));
    page.line(schedule_verdict(report.scheduled.status, page.language));
    if report.scheduled.schedule.is_some() {
        periods(report, &mut page);
    } else {
        for reason in schedule_reasons(report, page.language) {
            page.item(&reason);
        }
    }
    if report.scheduled.myopic.is_some() {
        foresight(report, &mut page);
    }
    stages(report, &mut page);
    page.text
}

fn periods(report: &ScheduleReport<'_>, page: &mut Page) {
    let language = page.language;
    page.heading(language.say("Period by period", "分期情况"));
    let plan = report.horizon.plan();
    let figures = period_figures(report);
    let mut heads: Vec<String> =
        vec![language.say("By", "期末").into(), format!(">{}", plan.groups[plan.served].id)];
    let all: Vec<TierIdx> =
        figures.first().iter().flat_map(|own| own.covered.iter().map(|(tier, _)| *tier)).collect();
    // Names of tiers are long: they stand below. Services of beds have no room.
    let is_shown = |tier: &TierIdx| plan.tiers[*tier].places.is_none();
    let tiers: Vec<TierIdx> = all.iter().copied().filter(is_shown).collect();
    heads.extend(tiers.iter().map(|&tier| format!(">{}", plan.tiers[tier].id)));
    let last = match language {
        English => [">Works", ">万元", ">Binding", ">Expected"],
        Chinese => [">任务", ">万元", ">约束性", ">预期性"],
    };
    heads.extend(last.map(String::from));
    let rows = period_rows(report).into_iter().map(|row| -> Vec<String> {
        let shown = |at: usize| match at.checked_sub(2).and_then(|at| all.get(at)) {
            Some(tier) => is_shown(tier),
            None => true,
        };
        let cells = row.into_iter().enumerate().filter(|(at, _)| shown(*at));
        cells.map(|(_, cell)| cell.trim_end_matches(" 万元").to_owned()).collect()
    });
    let table = TextTable::new(heads).with(rows);
    page.rows(&table);
    let named = tiers.iter().map(|&tier| {
        let tier = &plan.tiers[tier];
        format!("{}{}{}", tier.id, language.colon(), language.short(&tier.name))
    });
    page.line(&named.collect::<Vec<_>>().join(language.say(", ", "，")));
}

fn foresight(report: &ScheduleReport<'_>, page: &mut Page) {
    let language = page.language;
    page.heading(language.say("What foresight is worth", "统筹各期的价值"));
    let mut heads: Vec<String> =
        vec![language.say("~Aim, and who plans", "~目标与规划方式").into()];
    let years = report.horizon.periods().iter();
    heads.extend(years.map(|period| format!(">{}", period.year)));
    heads.push(language.say(">Over all", ">合计").into());
    let mut table = TextTable::new(heads);
    for row in foresight_rows(report, language) {
        let [aim, way, values @ ..] = row.as_slice() else {
            continue;
        };
        if !aim.is_empty() {
            let blank = vec![String::new(); values.len()];
            table.push([vec![aim.clone()], blank].concat());
        }
        table.push([&[format!("  {way}")], values].concat());
    }
    page.rows(&without_unit(table));
    page.line(language.say(
        "Money in 万元 (10,000 yuan), spent by then.",
        "金额单位：万元，为截至当期的累计投入。",
    ));
    if let Some(text) = spending_note(report, language) {
        page.line(&text);
    }
}

fn stages(report: &ScheduleReport<'_>, page: &mut Page) {
    let language = page.language;
    page.heading(language.say("How sure, over all periods", "把握程度（各期合计）"));
    let rows = report.scheduled.stages.iter();
    let rows = rows.map(|stage| stage_row(stage, language));
    page.rows(&certainty_table(rows, language));
}
