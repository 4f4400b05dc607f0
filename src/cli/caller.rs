//! Who runs a command in its own process instead of at a terminal, as the Python package does: what a command says comes
//! as values.

use crate::run::IssueRecord;
use crate::run::table::Table;

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// To be known before the result is used.
    Warning,
    /// Why the command failed, or ended without what was asked for.
    Error,
}

/// Who runs a command, and takes what it says.
pub trait Caller {
    /// A message; `help` says what to do.
    fn message(&mut self, level: Level, text: &str, help: Option<&str>);

    /// What reading found, errors and warnings.
    fn issues(&mut self, issues: &[IssueRecord]);

    /// A table or a layer of the run; of a part of it, for instance a year, where it has parts.
    fn table(&mut self, part: Option<&str>, table: &Table<'_>);
}

/// Who looks on while a command works, from any thread.
pub trait Watcher: Sync {
    /// What is done now; where steps are counted, how many are over, and of how many.
    fn event(&self, text: &str, steps: Option<(u64, u64)>);

    /// Whether the command is to stop with the best so far.
    fn is_stopped(&self) -> bool;
}
