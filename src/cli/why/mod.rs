//! `yike why`: read, solve, answer, write, show.

mod asked;

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::ended::{MORE_TIME, Sought, say_conflicts, say_status, say_unanswered};
use super::engine::{self, Loaded, PeriodArgs};
use super::exit::Exit;
use super::failure::Failure;
use super::limits::{LimitArgs, settings_record};
use super::page::{LANGUAGE, Page};
use super::progress::Drawn;
use super::terminal::Terminal;
use super::{outputs, paths};
use crate::domain::Name;
use crate::inquiry::why;
use crate::run::RunKind;
use crate::run::period::{PeriodJson, period_lines};
use crate::run::plan::to_bytes;
use crate::run::text_table::{certainty_table, stage_row};
use crate::run::why::{OtherPlanJson, WhyJson, why_sections, why_tables};
use crate::solve::StageReport;
use crate::travel::Arcs;
use crate::write::why_outputs;
use clap::Args;
use std::path::PathBuf;

/// Of `yike why`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop a solve after this time with the best so far; answers then depend on the machine [default: no limit]"
)))]
pub(crate) struct WhyArgs {
    /// The plan file (TOML)
    plan: PathBuf,
    /// A site by its id or name: why it is in the plan, or why not; may be repeated
    #[arg(long, value_name = "SITE")]
    site: Vec<String>,
    /// A village or community by its id or name: how its people can be reached; may be repeated
    #[arg(long, value_name = "VILLAGE")]
    village: Vec<String>,
    /// A target or rule by its id, name or number: what binds it, and what it costs; may be repeated
    #[arg(long, value_name = "TARGET")]
    target: Vec<String>,
    #[command(flatten)]
    period: PeriodArgs,
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

pub(crate) fn run(typed: WhyArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.csv.check(typed.out.as_deref())?;
    let limits = typed.limits.limits()?;
    let only = "these answers are of one";
    let (Loaded { problem, horizon, warnings, inputs }, period) =
        engine::read_period(&typed.plan, &typed.edits.edits(), &typed.period, only)?;
    let questions = asked::questions(&problem, [&typed.site, &typed.village, &typed.target])?;
    let read = engine::input_paths(&typed.plan, &inputs);
    let writes = |name: &str| RunKind::Why.writes(name);
    paths::refuse_to_overwrite(typed.out.as_deref(), writes, &read)?;
    terminal.issues(&warnings)?;
    typed.limits.note(terminal)?;
    let arcs = Arcs::build_on(&problem, limits.threads);
    let progress = Drawn::new(terminal.style, "answering");
    let found = why(&problem, &arcs, &limits, &questions, &progress);
    progress.finish();
    let found = found?;
    let settings = settings_record(&limits);
    let mut made = WhyJson::new(&problem, &found, typed.edits.said(), inputs, settings);
    made.period = horizon.as_ref().zip(period).map(|(own, period)| PeriodJson::of(own, period));
    if let Some(out) = &typed.out {
        outputs::put(out, RunKind::Why, &typed.csv.of(why_outputs(&made)), terminal)?;
    }
    terminal.tables(|put| why_tables(&made).iter().for_each(put));
    terminal.answer(|| to_bytes(&made), |width| text(&made, &found.best.stages, width))?;
    let mut plans = made.answers.iter().flat_map(|answer| &answer.plans);
    let is_missing = |plan: &OtherPlanJson| plan.cost_yuan.is_none() && plan.status != "infeasible";
    if plans.any(|plan| is_missing(plan) || !plan.all_tried) {
        return say_unanswered("every question was", None, terminal);
    }
    let sought = Sought {
        what: "plan",
        impossible: "no layout meets all that is binding, so that there is no plan to ask about",
        help: MORE_TIME,
    };
    let exit = say_status(found.best.status, &sought, terminal)?;
    say_conflicts(exit, terminal)
}

fn text(made: &WhyJson, stages: &[StageReport], width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&page.name(&Name::from(&made.name)));
    period_lines(made.period.as_ref(), LANGUAGE).iter().for_each(|line| page.line(line));
    if stages.is_empty() {
        return page.text;
    }
    page.heading("The best plan");
    let rows = stages.iter().map(|stage| stage_row(stage, LANGUAGE));
    page.rows(&certainty_table(rows, LANGUAGE));
    why_sections(made, LANGUAGE).iter().for_each(|own| page.section(own));
    page.text
}
