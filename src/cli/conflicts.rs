//! `yike conflicts`: read, seek conflicts, then repairs, write, show.

use super::ended::{MORE_TIME, NO_LAYOUT, proved, say_impossible, say_none_found, say_unanswered};
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::progress::Drawn;
use super::question::{QuestionArgs, in_sections};
use super::terminal::Terminal;
use crate::domain::{phrase, text};
use crate::inquiry::{ConflictsRequest, add_later_dates, clashes};
use crate::run::RunKind;
use crate::run::conflicts::ConflictsJson;
use crate::solve::{Progress, Stop};
use crate::write::answers::answer_outputs;
use clap::Args;
use std::time::Instant;

/// Of `yike conflicts`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop after this time with what is known so far; it then depends on the machine [default: no limit]"
)))]
pub(crate) struct ConflictsArgs {
    /// At most so many conflicts
    #[arg(long, value_name = "N", default_value = "5")]
    count: String,
    #[command(flatten)]
    question: QuestionArgs,
}

/// At most so many conflicts.
const MOST: usize = 100;

pub(crate) fn run(typed: ConflictsArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let request = ConflictsRequest::new(number(&typed.count)?);
    let question = typed.question.read(phrase("conflicts are of one", "冲突只能就其中一期查找"))?;
    typed.question.begin(&question, RunKind::Conflicts, terminal)?;
    let (problem, limits) = (&question.problem, &question.limits);
    let begun = Instant::now();
    let progress = Drawn::new(
        terminal.style,
        phrase("finding the demands that clash", "正在查找互相冲突的要求"),
    );
    let found = clashes(problem, limits, &request, &progress).and_then(|mut found| {
        if let Some((horizon, period)) = &question.of {
            let left = limits.left_since(begun);
            add_later_dates(horizon, *period, &left, &mut found, &progress)?;
        }
        Ok(found)
    });
    // What is left out so that the search ends is no stop.
    let is_over = limits.left_since(begun).time.is_some_and(|left| left.seconds() <= 0.0);
    let is_ended = is_over || progress.is_stopped();
    progress.finish();
    let found = found?;
    let (stopped, complete) = (found.conflicts.stopped, found.repairs.complete);
    let was_stopped = stopped.is_some() || is_ended;
    let made =
        ConflictsJson::new(problem, &found, typed.question.asked::<ConflictsJson>(&question));
    let outputs = (RunKind::Conflicts, answer_outputs(&made));
    typed.question.tell(&made, outputs, terminal, |page| in_sections(&made, page))?;
    match found.conflicts.possible {
        Some(true) => Ok(Exit::Done),
        Some(false) if was_stopped && !complete => {
            terminal.warning(proved(NO_LAYOUT))?;
            say_unanswered(phrase("every conflict was", "冲突"), stopped, terminal)
        }
        Some(false) => say_impossible(NO_LAYOUT, terminal),
        None => {
            let stop = stopped.unwrap_or(Stop::Undecided);
            say_none_found(phrase("conflict", "冲突"), stop, MORE_TIME, terminal)
        }
    }
}

fn number(text: &str) -> Result<usize, Failure> {
    match text.trim().parse::<usize>() {
        Ok(count) if (1..=MOST).contains(&count) => Ok(count),
        _ => refuse(
            text!(
                "--count: `{text}` is not a number of conflicts",
                "--count：`{text}` 不是冲突个数"
            ),
            text!("give a number from 1 to {MOST}", "请给出 1 至 {MOST} 的数"),
        ),
    }
}
