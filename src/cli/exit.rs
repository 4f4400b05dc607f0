//! How a run ends.

use super::page::{Page, Paper};
use crate::run::Language;
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
pub(crate) fn table(language: Language) -> String {
    let mut page = Page::new(Paper { width: 80, language });
    page.text += language.say("Exit codes:\n", "退出码：\n");
    for line in include_str!("../../docs/exit-codes.md").lines() {
        let cells = line.trim_matches('|').split('|').map(str::trim);
        if let [code, english, chinese] = cells.collect::<Vec<_>>()[..]
            && code.parse::<u8>().is_ok()
        {
            page.hanging(&format!("  {code}  "), language.say(english, chinese));
        }
    }
    page.text += language.say(
        "A limit of time or Ctrl-C stops a solve with the best so far, and its bound. \
         A second Ctrl-C ends at once (130).",
        "到达时限或按 Ctrl-C 时，求解停止，给出目前最好的方案及其界限。再按一次 Ctrl-C 立即结束（130）。",
    );
    page.text
}
