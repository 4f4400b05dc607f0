//! `yike alternatives`: read, solve, solve again for other plans, write, show.

use super::crs::of_maps;
use super::ended::{MORE_TIME, NO_LAYOUT, PLAN, Sought, say_conflicts, say_status, say_unanswered};
use super::engine;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::progress::Drawn;
use super::question::{QuestionArgs, in_sections};
use super::terminal::Terminal;
use crate::domain::{Layout, Problem, Stage, Text, phrase, text};
use crate::inquiry::{
    Alternatives, AlternativesRequest, Difference, Differing, Ended, Losses, NearTo, alternatives,
};
use crate::plan::{Screening, complete, screen};
use crate::run::alternatives::{AlternativesJson, AlternativesReport};
use crate::run::{Report, RunKind, RunRecord, Subject};
use crate::solve::AuditedLayout;
use crate::travel::Arcs;
use crate::units::{Share, Yuan};
use crate::write::answers::alternatives_outputs;
use crate::write::layers::check_places;
use clap::Args;
use std::path::PathBuf;

/// Of `yike alternatives`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop a solve after this time with the best so far; plans then depend on the machine [default: no limit]"
)))]
pub(crate) struct AlternativesArgs {
    /// How many plans are sought beside the best one
    #[arg(long, value_name = "N", default_value_t = 5)]
    count: usize,
    /// How much any two plans differ at least: "3 sites" (where a facility stands), "2 works" or an amount of money
    #[arg(long, value_name = "AMOUNT", default_value = "1 work")]
    differ: String,
    /// What a plan may lose of each aim, for instance "2 %", or of one aim: "money=5 %"; may be repeated
    #[arg(long, value_name = "[AIM=]SHARE", default_value = "0 %")]
    lose: Vec<String>,
    /// Only plans few moves from a layout: a file as `yike audit` takes it, or "today" for the network as it is
    #[arg(long, value_name = "FILE", requires = "moves")]
    near: Option<PathBuf>,
    /// At most so many sites are decided otherwise than in the layout of --near
    #[arg(long, value_name = "N", requires = "near")]
    moves: Option<u32>,
    /// The coordinate system of the layouts, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS")]
    crs: Option<String>,
    #[command(flatten)]
    question: QuestionArgs,
}

/// The word for today's network where a layout is named.
const TODAY: &str = "today";
/// At most so many plans.
const MOST: usize = 1_000;

pub(crate) fn run(typed: AlternativesArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let crs = of_maps(typed.crs.as_deref())?;
    if typed.crs.is_some() && typed.question.out.is_none() {
        return refuse(
            phrase("--crs: no layout is written", "--crs：不写出布局"),
            phrase("leave it out, or give --out DIR too", "请去掉此选项，或同时给出 --out DIR"),
        );
    }
    let mut request = request(&typed)?;
    let mut question =
        typed.question.read(phrase("alternatives are of one", "备选方案只能就其中一期查找"))?;
    let arcs = Arcs::build_on(&question.problem, question.limits.threads);
    let mut near_file = None;
    if let (Some(file), Some(moves)) = (&typed.near, typed.moves) {
        let layout = if file.as_os_str() == TODAY {
            Layout::today(&question.problem)
        } else {
            let read = engine::read_layout(file, &question.problem)?;
            question.warnings.extend(read.warnings);
            near_file = Some(read.input.path.clone());
            question.inputs.push(read.input);
            complete(&question.problem, &arcs, read.stated)
        };
        request.near = Some(NearTo::new(layout, moves));
    }
    let (problem, limits) = (&question.problem, &question.limits);
    check_places(problem.places(), crs)?;
    typed.question.begin(&question, RunKind::Alternatives, terminal)?;
    let progress = Drawn::new(terminal.style, phrase("finding plans", "正在查找方案"));
    let found = alternatives(problem, &arcs, limits, &request, &progress);
    progress.finish();
    let found = found?;
    let asked = typed.question.asked::<AlternativesJson>(&question);
    let made = AlternativesJson::new(&AlternativesReport {
        problem,
        request: &request,
        near_file,
        found: &found,
        asked,
    });
    let run = typed.question.run(&question, RunKind::Alternatives);
    let screening = screen(problem, &arcs);
    let layouts = layouts(problem, &arcs, &found, &screening, &run);
    let outputs = (RunKind::Alternatives, alternatives_outputs(&made, &layouts, crs)?);
    typed.question.tell(&made, outputs, terminal, |page| in_sections(&made, page))?;
    let sought = Sought {
        what: PLAN,
        impossible: match request.near.is_some() {
            true => phrase(
                "no layout so near meets all that is binding",
                "没有如此接近的布局能满足全部约束性要求",
            ),
            false => NO_LAYOUT,
        },
        help: MORE_TIME,
    };
    if let Some(Ended::Stopped(stop)) = found.ended {
        return say_unanswered(phrase("every alternative was", "备选方案"), Some(stop), terminal);
    }
    let exit = say_status(found.best.status, &sought, terminal)?;
    match request.near.is_some() {
        true => Ok(exit),
        false => say_conflicts(exit, terminal),
    }
}

/// The layouts of all plans, as audits show them.
fn layouts<'a>(
    problem: &'a Problem,
    arcs: &'a Arcs,
    found: &'a Alternatives,
    screening: &'a Screening,
    run: &'a RunRecord,
) -> Vec<Report<'a>> {
    let others = found.found.iter().map(|own| &own.decided);
    let all = found.best.decided.iter().chain(others);
    let report = |own: &'a AuditedLayout| {
        let (layout, audit) = (&own.layout, &own.audit);
        let subject = Subject::Audited { layout, audit, screening };
        Report { problem, arcs, subject, clashes: None, run }
    };
    all.map(report).collect()
}

fn request(typed: &AlternativesArgs) -> Result<AlternativesRequest, Failure> {
    if !(1..=MOST).contains(&typed.count) {
        let count = typed.count;
        return refuse(
            text!("--count: {count} plans cannot be sought", "--count：不能查找 {count} 个方案"),
            text!("give a number from 1 to {MOST}", "请给出 1 至 {MOST} 的数"),
        );
    }
    Ok(AlternativesRequest {
        count: typed.count,
        differing: differing(&typed.differ)?,
        losses: losses(&typed.lose)?,
        near: None,
    })
}

fn differing(text: &str) -> Result<Differing, Failure> {
    let text = text.trim();
    let (number, unit) =
        text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let by = match unit.trim() {
        "site" | "sites" | "处设施" => Some(Difference::Sites),
        "work" | "works" | "项任务" => Some(Difference::Works),
        _ => None,
    };
    if let (Some(by), Some(least)) = (by, number.parse::<u32>().ok().filter(|&own| own > 0)) {
        return Ok(Differing::new(by, f64::from(least)));
    }
    match Yuan::parse(text).ok().filter(|own| *own > Yuan::ZERO) {
        Some(least) => Ok(Differing::new(Difference::Money, least.yuan() as f64)),
        None => refuse(
            text!(
                "--differ: `{text}` is not how much plans differ",
                "--differ：`{text}` 不能表示方案之间的差别"
            ),
            phrase(
                "give a number of sites or works, or an amount of money: \"3 sites\", \"2 works\", \"100 万元\"",
                "请给出点位数、任务数或金额：\"3 处设施\"、\"2 项任务\"、\"100 万元\"",
            ),
        ),
    }
}

fn losses(texts: &[String]) -> Result<Losses, Failure> {
    let mut losses = Losses::none();
    for text in texts {
        let (stage, share) = match text.split_once('=') {
            Some((word, share)) => {
                let word = word.trim();
                let stage = Stage::from_word(word).ok_or_else(|| {
                    let words = Stage::ALL.map(|stage| stage.word().to_owned());
                    let words = Text::names(&words);
                    Failure::usage(
                        text!("--lose: `{word}` is not an aim", "--lose：`{word}` 不是目标"),
                        text!(
                            "name one of {words}, or give a share alone, for every aim",
                            "可选：{words}；或只写比例，适用于每个目标";
                            words
                        ),
                    )
                })?;
                (Some(stage), share)
            }
            None => (None, text.as_str()),
        };
        let share = Share::parse(share).map_err(|error| Failure::option("--lose", &error))?;
        match stage {
            Some(stage) => losses.of.push((stage, share)),
            None => losses.usual = share,
        }
    }
    Ok(losses)
}
