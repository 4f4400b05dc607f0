//! `yike worth`: read, solve step by step, write, show.

mod levers;

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::ended::{MORE_TIME, Sought, say_conflicts, say_not_proved, say_status, say_unanswered};
use super::engine::{self, Loaded, PeriodArgs};
use super::exit::Exit;
use super::failure::Failure;
use super::limits::{LimitArgs, settings_record};
use super::page::{LANGUAGE, Page};
use super::progress::Drawn;
use super::terminal::Terminal;
use super::{outputs, paths};
use crate::domain::Name;
use crate::inquiry::worth;
use crate::run::RunKind;
use crate::run::period::{PeriodJson, period_lines};
use crate::run::plan::to_bytes;
use crate::run::worth::{WorthJson, unlimited_lines, worth_notes, worth_sections, worth_tables};
use crate::solve::Status;
use crate::travel::Arcs;
use crate::write::worth_outputs;
use clap::Args;
use std::path::PathBuf;

/// Of `yike worth`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop a solve after this time with the best so far; steps then depend on the machine [default: no limit]"
)))]
pub(crate) struct WorthArgs {
    /// The plan file (TOML)
    plan: PathBuf,
    /// So many steps to either side
    #[arg(long, value_name = "N", default_value = "2")]
    steps: String,
    /// A lever, by the path by which --set changes it, and its step, for instance "funding.lottery.amount=2 million yuan",
    /// "scale.funding=2 million yuan" of all sources, "tier.station.reach.urban=5 min", "target.indicator-5.at_least=100",
    /// "tier.hall.places=1"; may be repeated
    /// [default: a tenth of money, 5 min or a tenth of a distance, 5 percentage points, one facility or place]
    #[arg(long, value_name = "LEVER=STEP")]
    step: Vec<String>,
    /// Only this lever; may be repeated [default: all of the plan]
    #[arg(long, value_name = "LEVER")]
    only: Vec<String>,
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

pub(crate) fn run(typed: WorthArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.csv.check(typed.out.as_deref())?;
    let limits = typed.limits.limits()?;
    let steps = levers::steps(&typed.steps)?;
    let only = "these steps are of one";
    let (Loaded { problem, horizon, warnings, inputs }, period) =
        engine::read_period(&typed.plan, &typed.edits.edits(), &typed.period, only)?;
    let request = levers::request(&problem, steps, &typed.step, &typed.only)?;
    let read = engine::input_paths(&typed.plan, &inputs);
    let writes = |name: &str| RunKind::Worth.writes(name);
    paths::refuse_to_overwrite(typed.out.as_deref(), writes, &read)?;
    terminal.issues(&warnings)?;
    typed.limits.note(terminal)?;
    let arcs = Arcs::build_on(&problem, limits.threads);
    let progress = Drawn::new(terminal.style, "solving step by step");
    let found = worth(&problem, &arcs, &limits, &request, &progress);
    progress.finish();
    let found = found?;
    let settings = settings_record(&limits);
    let mut made = WorthJson::new(&problem, &found, typed.edits.said(), inputs, settings);
    made.period = horizon.as_ref().zip(period).map(|(own, period)| PeriodJson::of(own, period));
    if let Some(out) = &typed.out {
        outputs::put(out, RunKind::Worth, &typed.csv.of(worth_outputs(&made)), terminal)?;
    }
    terminal.tables(|put| worth_tables(&made).iter().for_each(put));
    terminal.answer(|| to_bytes(&made), |width| text(&made, width))?;
    let steps = || {
        let cells = found.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.plan.status);
        cells.chain(found.unlimited.iter().map(|own| own.plan.status))
    };
    let unanswered = steps().find_map(|status| match status {
        Status::StoppedWithoutPlan(stop) => Some(stop),
        _ => None,
    });
    if let Some(stop) = unanswered.filter(|_| found.base.has_plan()) {
        return say_unanswered("every step was", Some(stop), terminal);
    }
    let unproved = steps().find_map(|status| match status {
        Status::StoppedWithPlan(stop) => Some(stop),
        _ => None,
    });
    if let (Some(stop), true) = (unproved, found.base.is_proved()) {
        return say_not_proved("plan of some steps", stop, terminal);
    }
    let sought = Sought {
        what: "plan",
        impossible: "no layout meets all that is binding in the plan as it is",
        help: MORE_TIME,
    };
    let exit = say_status(found.base.status, &sought, terminal)?;
    say_conflicts(exit, terminal)
}

fn text(made: &WorthJson, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&page.name(&Name::from(&made.name)));
    period_lines(made.period.as_ref(), LANGUAGE).iter().for_each(|line| page.line(line));
    page.heading("What a step more or less changes");
    for (lever, lines) in worth_sections(made, LANGUAGE) {
        page.line(&lever);
        lines.iter().for_each(|line| page.item(line));
    }
    for note in worth_notes(made, LANGUAGE) {
        page.line(&note);
    }
    let money = unlimited_lines(made, LANGUAGE);
    if !money.is_empty() {
        page.heading("Where money stops binding");
        money.iter().for_each(|line| page.item(line));
    }
    page.text
}
