//! How a run ends.

use super::page::Page;
use std::process::ExitCode;

/// How a run ends, for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The plan is written, the files are clean, or the layout breaks no rule. A plan that is not proved because time
    /// ran out or Ctrl-C was pressed counts too.
    Done = 0,
    /// Something failed that the caller's files and arguments did not cause.
    Fault = 1,
    /// The files or the arguments are wrong.
    BadInput = 2,
    /// It is proved that no layout meets what is binding.
    Infeasible = 3,
    /// Time ran out or Ctrl-C was pressed before any plan was found, or before every point, scenario, question, step,
    /// alternative or conflict was answered.
    NoPlan = 4,
    /// The audited layout breaks rules.
    Violations = 5,
    /// A run's folder does not say what its inputs give.
    Differs = 6,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// The table of exit codes, for `--help`: that of the book.
pub(crate) fn table() -> String {
    let mut page = Page::new(80);
    page.text += "Exit codes:\n";
    for line in include_str!("../../docs/exit-codes.md").lines() {
        let row = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")?.split_once(" | "));
        if let Some((code, meaning)) = row.filter(|(code, _)| code.parse::<u8>().is_ok()) {
            page.hanging(&format!("  {code}  "), meaning);
        }
    }
    page.text += "A limit of time or Ctrl-C stops a solve with the best so far, and its bound. \
        A second Ctrl-C ends at once (130).";
    page.text
}
