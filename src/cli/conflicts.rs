//! `yike conflicts`: read, seek conflicts, then repairs, write, show.

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::ended::{MORE_TIME, say_none_found, say_unanswered};
use super::engine::{self, Loaded};
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::limits::{LimitArgs, settings_record};
use super::page::{LANGUAGE, Page};
use super::progress::Drawn;
use super::terminal::Terminal;
use super::{outputs, paths};
use crate::domain::Name;
use crate::inquiry::{ConflictsRequest, conflicts, repairs};
use crate::run::RunKind;
use crate::run::conflicts::{
    ConflictJson, ConflictsJson, RepairJson, conflicts_table, repairs_table,
};
use crate::run::numbers::count;
use crate::run::plan::to_bytes;
use crate::solve::Stop;
use crate::units::Seconds;
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
/// So many demands of one sort are shown.
const MEMBERS: usize = 6;
/// So many repairs are shown.
const SHOWN: usize = 8;

pub(crate) fn run(typed: ConflictsArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.csv.check(typed.out.as_deref())?;
    let limits = typed.limits.limits()?;
    let request = ConflictsRequest::new(number(&typed.count)?);
    let Loaded { problem, warnings, inputs, horizon } =
        engine::read_plan(&typed.plan, &typed.edits.edits())?;
    if horizon.is_some() {
        return refuse(
            format!("{}: the plan has periods, and conflicts are of one", typed.plan.display()),
            "name a plan of one year: leave `periods` out, and what belongs to them",
        );
    }
    let read = engine::input_paths(&typed.plan, &inputs);
    let writes = |name: &str| RunKind::Conflicts.writes(name);
    paths::refuse_to_overwrite(typed.out.as_deref(), writes, &read)?;
    terminal.issues(&warnings)?;
    typed.limits.note(terminal)?;
    let begun = Instant::now();
    let progress = Drawn::new(terminal.style, "finding the demands that clash");
    let found = conflicts(&problem, &limits, &request, &progress)?;
    // The time is for both.
    let left = |time: Seconds| Seconds::new(time.seconds() - begun.elapsed().as_secs_f64());
    let left = limits.time.map(|time| left(time).unwrap_or_default());
    let mended =
        repairs(&problem, &crate::solve::Limits { time: left, ..limits }, &found, &progress);
    progress.finish();
    let mended = mended?;
    let (changes, settings) = (typed.edits.said(), settings_record(&limits));
    let made = ConflictsJson::new(&problem, (&found, &mended), changes, inputs, settings);
    if let Some(out) = &typed.out {
        let outputs = typed.csv.of(conflicts_outputs(&made));
        outputs::put(out, RunKind::Conflicts, &outputs, terminal)?;
    }
    terminal.tables(|put| {
        put(&conflicts_table(&made));
        put(&repairs_table(&made));
    });
    terminal.answer(|| to_bytes(&made), |width| text(&made, width))?;
    match found.possible {
        Some(true) => Ok(Exit::Done),
        Some(false) if found.stopped.is_some() || !mended.complete => {
            terminal.warning("no layout meets all that is binding; this is proved")?;
            say_unanswered("every conflict was", found.stopped, terminal)
        }
        Some(false) => {
            terminal.error("no layout meets all that is binding; this is proved", None)?;
            Ok(Exit::Infeasible)
        }
        None => {
            let stop = found.stopped.unwrap_or(Stop::Undecided);
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
    page.line(&page.name(&Name::from(&made.plan)));
    match made.status.as_str() {
        "possible" => {
            page.line("The plan can be met: nothing in it clashes.");
            return page.text;
        }
        "undecided" => return page.text,
        _ => {}
    }
    page.line(
        "No layout meets all that the plan demands. In each of these sets any one less would do.",
    );
    for (position, own) in made.conflicts.iter().enumerate() {
        conflict(position + 1, own, &mut page);
    }
    page.line("");
    page.line(match (made.all, made.stopped.is_some()) {
        (true, _) => "There are no other conflicts: this is proved.",
        (false, true) => "There may be other conflicts: the search was stopped.",
        (false, false) => "There are other conflicts: --count has more of them listed.",
    });
    if made.repairs.is_empty() {
        page.line("No repair was found.");
    } else {
        page.heading("What would make it possible, least given up first");
    }
    for own in made.repairs.iter().take(SHOWN) {
        repair(own, &mut page);
    }
    page.more(made.repairs.len(), SHOWN, " (see --out or --json)");
    if !made.repairs_complete {
        page.line("Not everything was tried before the search ended.");
    }
    page.text
}

fn conflict(number: usize, own: &ConflictJson, page: &mut Page) {
    page.heading(&format!("Conflict {}", count(number)));
    if own.members.is_empty() {
        page.item("the works that the sites have leave no layout, whatever is demanded");
    }
    let mut of_kind: (&str, usize) = ("", 0);
    for member in &own.members {
        of_kind =
            if of_kind.0 == member.kind { (of_kind.0, of_kind.1 + 1) } else { (&member.kind, 1) };
        if of_kind.1 <= MEMBERS {
            page.item(LANGUAGE.short(&Name::from(&member.text)));
        }
        let all = own.members.iter().filter(|other| other.kind == member.kind).count();
        if of_kind.1 == all && all > MEMBERS {
            page.item(&format!("and {} more such demands (see --out or --json)", all - MEMBERS));
        }
    }
    for sentence in &own.sentences {
        page.line(LANGUAGE.short(&Name::from(sentence)));
    }
    if !own.minimal {
        page.line("It is not proved that each of them is needed.");
    }
}

fn repair(own: &RepairJson, page: &mut Page) {
    let parts: Vec<String> = own
        .concessions
        .iter()
        .map(|part| LANGUAGE.short(&Name::from(&part.text)).to_owned())
        .collect();
    let sure = if own.proved { "" } else { " (less may do)" };
    page.item(&format!("{}. {}{sure}", own.rank, parts.join("; and ")));
}
