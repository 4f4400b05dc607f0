//! `yike frontier`: read, solve point after point, write, show.

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::ended::{MORE_TIME, NO_LAYOUT, more_time, say_impossible, say_none_found, why_stopped};
use super::engine::{self, Loaded};
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::journal::{journal_failed, open_journal};
use super::limits::{LimitArgs, settings_record, time_limit};
use super::outputs;
use super::package::words;
use super::page::{Page, Paper};
use super::paths;
use super::progress::Drawn;
use super::terminal::Terminal;
use crate::domain::Language::{Chinese, English};
use crate::domain::{Name, Phrase, Stage, phrase, text};
use crate::run::frontier::{FrontierJson, key, points_table};
use crate::run::numbers::{decimals, gap, or_dash};
use crate::run::plan::to_bytes;
use crate::run::words::AIM_VALUES;
use crate::run::{RunKind, TextTable};
use crate::scenario::{FrontierRequest, Points};
use crate::travel::Arcs;
use crate::write::frontier::{Journal, KeptAnswer, frontier_outputs};
use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
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
    /// Stop after this time in all, with the points found by then
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    total_time: Option<String>,
    /// Begin again: throw away the journal in the folder, from which a frontier that was stopped goes on
    #[arg(long, requires = "out")]
    restart: bool,
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

/// What finds the points that are missing, where the others were kept.
const GO_ON: Phrase = phrase(
    "run the same words again to go on from these points",
    "再次运行同一命令即可从已有前沿点继续",
);

/// At most so many points of a whole frontier.
const MOST: usize = 10_000;

pub(crate) fn run(typed: FrontierArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.csv.check(typed.out.as_deref())?;
    let Of::Coverage = typed.of;
    let limits = typed.limits.limits()?;
    let time = time_limit("--total-time", typed.total_time.as_deref())?;
    let points = points(&typed.points)?;
    let only = phrase("a frontier is of one", "前沿只能就单一年份计算");
    let Loaded { problem, warnings, inputs, .. } =
        engine::read_one_year(&typed.plan, &typed.edits.edits(), only)?;
    if typed.against == Stage::WorstDecile && problem.has_limited_ways() {
        let plan = typed.plan.display();
        return refuse(
            text!(
                "{plan}: places are limited, so that `worst-decile` is no aim",
                "{plan}：设施名额有限，`worst-decile` 不能作为目标"
            ),
            phrase(
                "choose `--against kolm-pollak`, or leave the capacities out",
                "请改用 `--against kolm-pollak`，或去掉容量",
            ),
        );
    }
    let read = engine::input_paths(&typed.plan, &inputs);
    let writes = |name: &str| RunKind::Frontier.writes(name);
    paths::refuse_to_overwrite(typed.out.as_deref(), writes, &read)?;
    terminal.issues(&warnings)?;
    typed.limits.note(terminal)?;
    let (against, settings) = (typed.against, settings_record(&limits));
    let mut journal: Option<Journal> = match &typed.out {
        Some(out) => {
            let key = key(&inputs, &typed.edits.said(), &settings, (against, points));
            Some(open_journal(out, typed.restart, &key, FrontierRequest::solves(points))?)
        }
        None => None,
    };
    let known = journal.iter().flat_map(Journal::all);
    let known: Result<BTreeMap<_, _>, _> =
        known.map(|kept| kept.map(|own| (own.number, own.answer))).collect();
    let known = known.map_err(journal_failed)?;
    if !known.is_empty() {
        let solved = known.len();
        terminal.note(text!("{solved} solves are done already", "已有 {solved} 次求解完成"))?;
    }
    let arcs = Arcs::build_on(&problem, limits.threads);
    let progress = Drawn::new(terminal.style, phrase("finding the points", "正在求前沿点"));
    let (problem, arcs) = (&problem, &arcs);
    let found = FrontierRequest {
        problem,
        arcs,
        limits,
        against,
        points,
        time,
        known,
        progress: &progress,
    }
    .find(&mut |number, answer| match &mut journal {
        Some(journal) => {
            journal.add(&KeptAnswer { number, answer: answer.clone() }).map_err(journal_failed)
        }
        None => Ok(()),
    });
    progress.finish();
    let found = found?;
    let made = FrontierJson::new(problem, &found, typed.edits.said(), inputs, settings);
    if let Some(out) = &typed.out {
        outputs::put(out, RunKind::Frontier, &typed.csv.of(frontier_outputs(&made)), terminal)?;
    }
    if let Some(journal) = journal.filter(|_| found.stopped.is_none()) {
        journal.remove().map_err(journal_failed)?;
    }
    terminal.tables(|put| put(&points_table(&made)));
    terminal.answer(|| to_bytes(&made), |paper| page(&made, paper))?;
    if let Some(stop) = found.stopped {
        if made.points.is_empty() {
            return say_none_found(phrase("point", "前沿点"), stop, MORE_TIME, terminal);
        }
        let why = why_stopped(stop);
        let cause = text!("{why}: points are missing", "{why}：前沿点不全"; why);
        let help = match typed.out {
            Some(_) => Some(GO_ON.into()),
            None => more_time(stop),
        };
        terminal.error(&cause, help.as_ref())?;
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
            text!("--points: `{text}` is not a number of points", "--points：`{text}` 不是点数"),
            text!(
                "give a number from 2 to {MOST}, or \"all\"",
                "请给出 2 至 {MOST} 的数，或 `all`"
            ),
        ),
    }
}

fn page(made: &FrontierJson, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let language = page.language;
    let stage = Stage::from_word(&made.against);
    let head = stage.map_or("", |stage| language.stage_head(stage));
    let against =
        |value: f64| stage.map_or_else(String::new, |stage| language.stage_figure(stage, value));
    let rows = made.points.iter().map(|point| {
        [
            point.point.to_string(),
            decimals(point.coverage_weighted_people, 1),
            or_dash(point.coverage_gap, gap),
            against(point.against),
            or_dash(point.against_gap, gap),
            if point.knee { language.say("knee", "拐点") } else { "" }.into(),
        ]
    });
    let head = format!(">{head}");
    let heads = match language {
        English => [">Point", ">Coverage", ">Gap", &head, ">Gap", ""],
        Chinese => [">序号", ">加权覆盖人数", ">差距", &head, ">差距", ""],
    };
    match &made.name {
        Some(name) => page.line(language.short(&Name::from(name))),
        None => page.line(&made.plan),
    }
    page.heading(&match language {
        English => format!("Coverage (weighted people) against {}", made.against),
        Chinese => format!("加权覆盖人数与{}的权衡", AIM_VALUES.say(language, &made.against)),
    });
    page.rows(&TextTable::new(heads).with(rows));
    page.text
}
