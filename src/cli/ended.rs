//! What is said when a solve has ended.

use super::exit::Exit;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::domain::{Phrase, Text, phrase, text};
use crate::solve::{Status, Stop};

/// What a command looks for, in the words of its messages.
pub(crate) struct Sought {
    /// For instance `plan`.
    pub(crate) what: Phrase,
    /// What is proved where there is none.
    pub(crate) impossible: Phrase,
    /// What helps where time was used up.
    pub(crate) help: Phrase,
}

/// The layout of a plan.
pub(crate) const PLAN: Phrase = phrase("plan", "方案");
/// What is proved of a plan that cannot be met.
pub(crate) const NO_LAYOUT: Phrase =
    phrase("no layout meets all that is binding", "没有布局能满足全部约束性要求");
/// What helps where time was used up.
pub(crate) const MORE_TIME: Phrase =
    phrase("allow more time with --time-limit", "请用 --time-limit 放宽时间");

/// Says how a solve ended, where that is not with a proof.
pub(crate) fn say_status(
    status: Status,
    sought: &Sought,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    match status {
        Status::Proved | Status::ProvedToGap => Ok(Exit::Done),
        Status::StoppedWithPlan(stop) => say_not_proved(sought.what, stop, terminal),
        Status::Infeasible => say_impossible(sought.impossible, terminal),
        Status::StoppedWithoutPlan(stop) => {
            say_none_found(sought.what, stop, sought.help, terminal)
        }
    }
}

/// Says what is proved where nothing meets what is asked.
pub(crate) fn say_impossible(
    impossible: Phrase,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    terminal.error(&proved(impossible), None)?;
    Ok(Exit::Infeasible)
}

/// That this is proved.
pub(crate) fn proved(impossible: Phrase) -> Text {
    text!("{impossible}; this is proved", "{impossible}（已证明）"; impossible)
}

/// Why a search ended.
pub(crate) fn why_stopped(stop: Stop) -> Phrase {
    match stop {
        Stop::TimeLimit => phrase("the time was used up", "时间已用完"),
        Stop::Interrupted => phrase("stopped", "已中止"),
        Stop::Undecided => phrase("the solver could not decide", "求解器未能判定"),
    }
}

/// What helps a search that ended so.
pub(crate) fn more_time(stop: Stop) -> Option<Text> {
    (stop == Stop::TimeLimit).then(|| MORE_TIME.into())
}

/// Says that `what` was found and is not proved, and why.
pub(crate) fn say_not_proved(
    what: Phrase,
    stop: Stop,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let why = why_stopped(stop);
    terminal.warning(text!(
        "{why}: the {what} is the best found so far, not proved to be the best",
        "{why}：所得{what}为目前找到的最好结果，尚未证明最优";
        why, what
    ))?;
    Ok(Exit::Done)
}

/// Where a plan is proved to be impossible, says what tells why.
pub(crate) fn say_conflicts(exit: Exit, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    if exit == Exit::Infeasible {
        terminal.note(text!(
            "`yike conflicts` tells which demands clash, and what else would help",
            "`yike conflicts` 可指出哪些要求互相冲突、还有哪些办法"
        ))?;
    }
    Ok(exit)
}

/// Says that not all was answered, and why. `what` with its verb: `every step was`.
pub(crate) fn say_unanswered(
    what: Phrase,
    stop: Option<Stop>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let (why, help) = match stop {
        None | Some(Stop::TimeLimit) => {
            (phrase("the search ended", "搜索已结束"), Some(MORE_TIME.into()))
        }
        Some(stop) => (why_stopped(stop), None),
    };
    let cause = text!("{why} before {what} answered", "{why}，{what}尚未全部答复"; why, what);
    terminal.error(&cause, help.as_ref())?;
    Ok(Exit::NoPlan)
}

/// Says that no `what` was found, why, and what helps where time was used up.
pub(crate) fn say_none_found(
    what: Phrase,
    stop: Stop,
    help: Phrase,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let why = why_stopped(stop);
    let (cause, help) = match stop {
        Stop::Undecided => (
            text!(
                "{why} whether there is a {what}",
                "{why}是否存在{what}";
                why, what
            ),
            None,
        ),
        Stop::TimeLimit | Stop::Interrupted => (
            text!("{why} before a {what} was found", "{why}，尚未找到{what}"; why, what),
            (stop == Stop::TimeLimit).then(|| help.into()),
        ),
    };
    terminal.error(&cause, help.as_ref())?;
    Ok(Exit::NoPlan)
}
