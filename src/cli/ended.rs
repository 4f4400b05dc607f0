//! What is said when a solve has ended.

use super::exit::Exit;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::solve::{Status, Stop};

/// What a command looks for, in the words of its messages.
pub(crate) struct Sought<'a> {
    /// For instance `plan`.
    pub(crate) what: &'a str,
    /// What is proved where there is none.
    pub(crate) impossible: &'a str,
    /// What helps where time was used up.
    pub(crate) help: &'a str,
}

/// Says how a solve ended, where that is not with a proof.
pub(crate) fn say_status(
    status: Status,
    sought: &Sought<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    match status {
        Status::Proved | Status::ProvedToGap => Ok(Exit::Done),
        Status::StoppedWithPlan(stop) => say_not_proved(sought.what, stop, terminal),
        Status::Infeasible => {
            terminal.error(&format!("{}; this is proved", sought.impossible), None)?;
            Ok(Exit::Infeasible)
        }
        Status::StoppedWithoutPlan(stop) => {
            say_none_found(sought.what, stop, sought.help, terminal)
        }
    }
}

/// Says that `what` was found and is not proved, and why.
pub(crate) fn say_not_proved(
    what: &str,
    stop: Stop,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let why = match stop {
        Stop::TimeLimit => "the time was used up",
        Stop::Interrupted => "stopped",
        Stop::Undecided => "the solver could not decide",
    };
    terminal.warning(&format!(
        "{why}: the {what} is the best found so far, not proved to be the best"
    ))?;
    Ok(Exit::Done)
}

/// Where a plan is proved to be impossible, says what tells why.
pub(crate) fn say_conflicts(exit: Exit, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    if exit == Exit::Infeasible {
        terminal.note("`yike conflicts` tells which demands clash, and what else would help")?;
    }
    Ok(exit)
}

/// Says that not all was answered, and why.
pub(crate) fn say_unanswered(
    what: &str,
    stop: Option<Stop>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let (why, help) = match stop {
        Some(Stop::TimeLimit) | None => ("the search ended", Some(MORE_TIME)),
        Some(Stop::Interrupted) => ("stopped", None),
        Some(Stop::Undecided) => ("the solver could not decide", None),
    };
    terminal.error(&format!("{why} before {what} answered"), help)?;
    Ok(Exit::NoPlan)
}

/// What helps where time was used up.
pub(crate) const MORE_TIME: &str = "allow more time with --time-limit";

/// Says that no `what` was found, why, and what helps where time was used up.
pub(crate) fn say_none_found(
    what: &str,
    stop: Stop,
    help: &str,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    match stop {
        Stop::TimeLimit => terminal
            .error(&format!("the time was used up before a {what} was found"), Some(help))?,
        Stop::Interrupted => {
            terminal.error(&format!("stopped before a {what} was found"), None)?;
        }
        Stop::Undecided => {
            let why = format!("the solver could not decide whether there is a {what}");
            terminal.error(&why, None)?;
        }
    }
    Ok(Exit::NoPlan)
}
