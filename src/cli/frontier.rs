//! `yike frontier`: read, solve point after point, write, show.

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::ended::{MORE_TIME, NO_LAYOUT, more_time, say_impossible, say_none_found, why_stopped};
use super::engine::{self, Loaded};
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::limits::{LimitArgs, settings_record};
use super::outputs;
use super::package::words;
use super::page::{LANGUAGE, Page, Paper};
use super::paths;
use super::progress::Drawn;
use super::terminal::Terminal;
use crate::domain::Stage;
use crate::domain::{phrase, text};
use crate::run::frontier::{FrontierJson, points_table};
use crate::run::numbers::{decimals, gap, or_dash};
use crate::run::plan::to_bytes;
use crate::run::{RunKind, TextTable};
use crate::scenario::{Points, frontier};
use crate::travel::Arcs;
use crate::write::frontier_outputs;
use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Of `yike frontier`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop a solve after this time with the best so far; points then depend on the machine [default: no limit]"
)))]
pub(crate) struct FrontierArgs {
    /// The plan file (TOML)
    plan: PathBuf,
    /// What is made large
    #[arg(long, value_enum, default_value = "coverage")]
    of: Of,
    /// What it is traded off against
    #[arg(long, value_parser = aims())]
    against: Stage,
    /// How many points, the ends among them; "all" finds every one
    #[arg(long, value_name = "N", default_value = "11")]
    points: String,
    #[command(flatten)]
    edits: EditArgs,
    /// Folder for the outputs; nothing is written without it
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    csv: CsvArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

/// What is made large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// Weighted people covered
    Coverage,
}

fn aims() -> impl TypedValueParser<Value = Stage> {
    words([
        (Stage::Money, "money", "What works cost"),
        (Stage::Travel, "travel", "Person-kilometres of the people covered"),
        (Stage::WorstTown, "worst-town", "The share covered in the worst-served town"),
        (Stage::WorstDecile, "worst-decile", "The mean way of the tenth with the longest"),
        (Stage::KolmPollak, "kolm-pollak", "The Kolm-Pollak equivalent of the ways"),
    ])
}

/// At most so many points of a whole frontier.
const MOST: usize = 10_000;

pub(crate) fn run(typed: FrontierArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.csv.check(typed.out.as_deref())?;
    let Of::Coverage = typed.of;
    let limits = typed.limits.limits()?;
    let points = points(&typed.points)?;
    let only = "a frontier is of one";
    let Loaded { problem, warnings, inputs, .. } =
        engine::read_one_year(&typed.plan, &typed.edits.edits(), only)?;
    if typed.against == Stage::WorstDecile && problem.has_limited_ways() {
        return refuse(
            format!(
                "{}: places are limited, so that `worst-decile` is no aim",
                typed.plan.display()
            ),
            "choose `--against kolm-pollak`, or leave the capacities out",
        );
    }
    let read = engine::input_paths(&typed.plan, &inputs);
    let writes = |name: &str| RunKind::Frontier.writes(name);
    paths::refuse_to_overwrite(typed.out.as_deref(), writes, &read)?;
    terminal.issues(&warnings)?;
    typed.limits.note(terminal)?;
    let arcs = Arcs::build_on(&problem, limits.threads);
    let progress = Drawn::new(terminal.style, "finding the points");
    let found = frontier(&problem, &arcs, &limits, typed.against, points, &progress);
    progress.finish();
    let found = found?;
    let settings = settings_record(&limits);
    let made = FrontierJson::new(&problem, &found, typed.edits.said(), inputs, settings);
    if let Some(out) = &typed.out {
        outputs::put(out, RunKind::Frontier, &typed.csv.of(frontier_outputs(&made)), terminal)?;
    }
    terminal.tables(|put| put(&points_table(&made)));
    terminal.answer(|| to_bytes(&made), |width| text(&made, width))?;
    if let Some(stop) = found.stopped {
        if made.points.is_empty() {
            return say_none_found(phrase("point", "前沿点"), stop, MORE_TIME, terminal);
        }
        let why = why_stopped(stop);
        let cause = text!("{why}: points are missing", "{why}：前沿点不全"; why);
        terminal.error(&cause, more_time(stop).as_ref())?;
        return Ok(Exit::NoPlan);
    }
    if made.points.len() == 1 {
        terminal.note(text!(
            "one point is best in both; where a binding target leaves no choice, try --set \"target.1.kind=expected\"",
            "同一个点在两方面都最好；若约束性指标使其别无选择，可试 --set \"target.1.kind=expected\""
        ))?;
    }
    if made.points.is_empty() {
        return say_impossible(NO_LAYOUT, terminal);
    }
    Ok(Exit::Done)
}

fn points(text: &str) -> Result<Points, Failure> {
    if text.trim() == "all" {
        return Ok(Points::All(MOST));
    }
    match text.trim().parse::<usize>() {
        Ok(count) if (2..=MOST).contains(&count) => Ok(Points::Spread(count)),
        _ => refuse(
            format!("--points: `{text}` is not a number of points"),
            format!("give a number from 2 to {MOST}, or \"all\""),
        ),
    }
}

fn text(made: &FrontierJson, paper: Paper) -> String {
    let stage = Stage::from_word(&made.against);
    let head = stage.map_or("", |stage| LANGUAGE.stage_head(stage));
    let head = format!(">{head}");
    let against =
        |value: f64| stage.map_or_else(String::new, |stage| LANGUAGE.stage_figure(stage, value));
    let rows = made.points.iter().map(|point| {
        [
            point.point.to_string(),
            decimals(point.coverage_weighted_people, 1),
            or_dash(point.coverage_gap, gap),
            against(point.against),
            or_dash(point.against_gap, gap),
            if point.knee { "knee" } else { "" }.into(),
        ]
    });
    let heads = [">Point", ">Coverage", ">Gap", &head, ">Gap", ""];
    let mut page = Page::new(paper.width);
    page.line(&made.plan);
    page.heading(&format!("Coverage (weighted people) against {}", made.against));
    page.rows(&TextTable::new(heads).with(rows));
    page.text
}
