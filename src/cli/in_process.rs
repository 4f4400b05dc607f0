//! Commands for programs that run them in their own process.

use super::caller::{Caller, Watcher};
use super::exit::Exit;
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

/// What runs a command line, program name first.
pub(crate) type Run = fn(Vec<OsString>, &mut Terminal<'_>) -> Exit;

/// Has a command run by `run`, so that it says what it says to `caller`.
pub(crate) fn called(
    run: Run,
    words: impl IntoIterator<Item = OsString>,
    caller: &mut dyn Caller,
    watcher: &dyn Watcher,
) -> Ended {
    let (mut answer, mut messages) = (Vec::new(), std::io::sink());
    let style = Style { watcher: Some(watcher), json: true, ..Style::default() };
    let words = ["yike".into(), "--json".into()].into_iter().chain(words);
    let mut terminal = Terminal::new(&mut answer, &mut messages, style).called_by(caller);
    let code = run(words.collect(), &mut terminal);
    Ended { code: code as u8, answer }
}
