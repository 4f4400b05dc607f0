//! Commands for programs that run them in their own process.

use super::caller::{Caller, Watcher};
use super::run;
use super::terminal::{Style, Terminal};
use std::ffi::OsString;

/// How a command ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The exit code of the command line: see `yike --help`.
    pub code: u8,
    /// The answer in JSON, as with `--json`; empty where there is none.
    pub answer: Vec<u8>,
}

/// Runs a command by the words of the command line, without the program's name. It prints nothing, and Ctrl-C is left to
/// the caller.
///
/// ```
/// use yike::cli::{Caller, Level, Watcher, call};
/// use yike::run::{IssueRecord, table::Table};
///
/// #[derive(Default)]
/// struct Quiet(Vec<String>);
/// impl Caller for Quiet {
///     fn message(&mut self, _: Level, text: &str, _: Option<&str>) {
///         self.0.push(text.into());
///     }
///     fn issues(&mut self, _: &[IssueRecord]) {}
///     fn table(&mut self, _: Option<&str>, _: &Table<'_>) {}
/// }
/// impl Watcher for Quiet {
///     fn event(&self, _: &str, _: Option<(u64, u64)>) {}
///     fn is_stopped(&self) -> bool {
///         false
///     }
/// }
///
/// let ended = call(["check", "data/qianjiang/plan.toml"], &mut Quiet::default(), &Quiet::default());
/// assert_eq!(ended.code, 0);
/// assert!(ended.answer.starts_with(b"{"));
/// ```
pub fn call<W: Into<OsString>>(
    words: impl IntoIterator<Item = W>,
    caller: &mut dyn Caller,
    watcher: &dyn Watcher,
) -> Ended {
    let (mut answer, mut messages) = (Vec::new(), std::io::sink());
    let style = Style { watcher: Some(watcher), json: true, ..Style::default() };
    let words =
        ["yike".into(), "--json".into()].into_iter().chain(words.into_iter().map(Into::into));
    let code = run(words, &mut Terminal::new(&mut answer, &mut messages, style).called_by(caller));
    Ended { code: code as u8, answer }
}
