//! `yike conflicts`: read, seek conflicts, then repairs, write, show.

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::ended::{MORE_TIME, say_none_found, say_unanswered};
use super::engine::{self, Loaded, PeriodArgs};
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::limits::{LimitArgs, settings_record};
use super::page::{LANGUAGE, Page};
use super::progress::Drawn;
use super::terminal::Terminal;
use super::{outputs, paths};
use crate::domain::Name;
use crate::inquiry::{ConflictsRequest, add_later_dates, clashes};
use crate::run::RunKind;
use crate::run::conflicts::{
    ConflictsJson, clash_sections, conflicts_table, opening, repairs_table,
};
use crate::run::period::{PeriodJson, period_lines};
use crate::run::plan::to_bytes;
use crate::solve::{Progress, Stop};
use crate::write::conflicts_outputs;
use clap::Args;
use std::path::PathBuf;
use std::time::Instant;

/// Of `yike conflicts`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop after this time with what is known so far; it then depends on the machine [default: no limit]"
)))]
pub(crate) struct ConflictsArgs {
    /// The plan file (TOML)
    plan: PathBuf,
    /// At most so many conflicts
    #[arg(long, value_name = "N", default_value = "5")]
    count: String,
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

/// At most so many conflicts.
const MOST: usize = 100;

pub(crate) fn run(typed: ConflictsArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.csv.check(typed.out.as_deref())?;
    let limits = typed.limits.limits()?;
    let request = ConflictsRequest::new(number(&typed.count)?);
    let only = "conflicts are of one";
    let (Loaded { problem, horizon, warnings, inputs }, period) =
        engine::read_period(&typed.plan, &typed.edits.edits(), &typed.period, only)?;
    let read = engine::input_paths(&typed.plan, &inputs);
    let writes = |name: &str| RunKind::Conflicts.writes(name);
    paths::refuse_to_overwrite(typed.out.as_deref(), writes, &read)?;
    terminal.issues(&warnings)?;
    typed.limits.note(terminal)?;
    let begun = Instant::now();
    let progress = Drawn::new(terminal.style, "finding the demands that clash");
    let mut found = clashes(&problem, &limits, &request, &progress)?;
    if let Some((horizon, period)) = horizon.as_ref().zip(period) {
        let left = limits.left_since(begun);
        add_later_dates(horizon, period, &left, &mut found, &progress)?;
    }
    let (stopped, complete) = (found.conflicts.stopped, found.repairs.complete);
    // What is left out so that the search ends is no stop.
    let is_over = limits.left_since(begun).time.is_some_and(|left| left.seconds() <= 0.0);
    let was_stopped = stopped.is_some() || is_over || progress.is_stopped();
    progress.finish();
    let (changes, settings) = (typed.edits.said(), settings_record(&limits));
    let mut made = ConflictsJson::new(&problem, &found, changes, inputs, settings);
    made.period = horizon.as_ref().zip(period).map(|(own, period)| PeriodJson::of(own, period));
    if let Some(out) = &typed.out {
        let outputs = typed.csv.of(conflicts_outputs(&made));
        outputs::put(out, RunKind::Conflicts, &outputs, terminal)?;
    }
    terminal.tables(|put| {
        put(&conflicts_table(&made));
        put(&repairs_table(&made));
    });
    terminal.answer(|| to_bytes(&made), |width| text(&made, width))?;
    match found.conflicts.possible {
        Some(true) => Ok(Exit::Done),
        Some(false) if was_stopped && !complete => {
            terminal.warning("no layout meets all that is binding; this is proved")?;
            say_unanswered("every conflict was", stopped, terminal)
        }
        Some(false) => {
            terminal.error("no layout meets all that is binding; this is proved", None)?;
            Ok(Exit::Infeasible)
        }
        None => {
            let stop = stopped.unwrap_or(Stop::Undecided);
            say_none_found("conflict", stop, MORE_TIME, terminal)
        }
    }
}

fn number(text: &str) -> Result<usize, Failure> {
    match text.trim().parse::<usize>() {
        Ok(count) if (1..=MOST).contains(&count) => Ok(count),
        _ => refuse(
            format!("--count: `{text}` is not a number of conflicts"),
            format!("give a number from 1 to {MOST}"),
        ),
    }
}

fn text(made: &ConflictsJson, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&page.name(&Name::from(&made.name)));
    period_lines(made.period.as_ref(), LANGUAGE).iter().for_each(|line| page.line(line));
    page.line(&opening(made, LANGUAGE));
    if made.status == "infeasible" {
        clash_sections(&made.clashes, LANGUAGE).iter().for_each(|own| page.section(own));
    }
    page.text
}
