//! The only place that prints. Data go to one stream, everything else to the other; both are handed in, so
//! that tests need no process. Nothing that a file says is obeyed by the terminal; see [`visible`].

use super::caller::{Caller, Level, Watcher};
use super::issues::severity;
use super::page::{LANGUAGE, Paper};
use crate::domain::{Phrase, Text};
use crate::read::Severity;
use crate::run::table::Table;
use crate::run::{IssueRecord, Language, numbers, visible};
use std::io::{self, Write};

/// So many issues are shown; the rest are counted.
const SHOWN: usize = 50;

/// What the streams can do, and what is wanted of them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Style<'a> {
    /// Columns that tables may take.
    pub(crate) width: usize,
    /// Messages may be coloured; no meaning hangs on it.
    pub(crate) colour: bool,
    /// Somebody watches the messages: progress may be drawn.
    pub(crate) watched: bool,
    /// Only errors are wanted among the messages.
    pub(crate) quiet: bool,
    /// Answers are JSON instead of tables.
    pub(crate) json: bool,
    /// The language that answers for people are in; none: the usual one.
    pub(crate) language: Option<Language>,
    /// A program looks on instead of a person.
    pub(crate) watcher: Option<&'a dyn Watcher>,
}

impl Style<'_> {
    /// What answers are laid out on.
    pub(crate) fn paper(&self) -> Paper {
        Paper { width: self.width, language: self.language.unwrap_or(LANGUAGE) }
    }
}

/// The two streams, or who is told instead.
pub(crate) struct Terminal<'a> {
    data: &'a mut dyn Write,
    messages: &'a mut dyn Write,
    caller: Option<&'a mut dyn Caller>,
    /// The part of the run at hand, where a command makes several.
    part: Option<String>,
    pub(crate) style: Style<'a>,
}

impl<'a> Terminal<'a> {
    pub(crate) fn new(
        data: &'a mut dyn Write,
        messages: &'a mut dyn Write,
        style: Style<'a>,
    ) -> Self {
        Self { data, messages, caller: None, part: None, style }
    }

    /// The same, for a program that runs the command.
    pub(super) fn called_by(self, caller: &'a mut dyn Caller) -> Self {
        Self { caller: Some(caller), ..self }
    }

    /// The tables that follow are of this part of the run, or of the whole.
    pub(super) fn within(&mut self, part: Option<&str>) {
        self.part = part.map(str::to_owned);
    }

    /// Tells the calling program; false where there is none.
    fn tell(&mut self, level: Level, text: &Text, help: Option<&Text>) -> bool {
        let language = self.language();
        let tell = |caller: &mut &mut dyn Caller| {
            caller.message(level, text.say(language), help.map(|help| help.say(language)));
        };
        self.caller.as_mut().map(tell).is_some()
    }

    /// The language that people are answered in.
    pub(crate) fn language(&self) -> Language {
        self.style.paper().language
    }

    /// Whether a program calls.
    pub(crate) fn is_called(&self) -> bool {
        self.caller.is_some()
    }

    /// Hands the tables that `make` puts to a program that calls; nobody else needs them made.
    pub(crate) fn tables(&mut self, make: impl FnOnce(&mut dyn FnMut(&Table<'_>))) {
        if let Some(caller) = &mut self.caller {
            make(&mut |table| caller.table(self.part.as_deref(), table));
        }
    }

    /// Writes data: tables or JSON.
    pub(crate) fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.data.write_all(visible(text).as_bytes())?,
            Err(_) => self.data.write_all(bytes)?,
        }
        self.data.flush()
    }

    /// Writes an answer: for programs JSON, for people what `text` lays out in so many columns.
    pub(crate) fn answer(
        &mut self,
        json: impl FnOnce() -> Vec<u8>,
        text: impl FnOnce(Paper) -> String,
    ) -> io::Result<()> {
        let bytes = match self.style.json {
            true => json(),
            false => text(self.style.paper()).into_bytes(),
        };
        self.data(&bytes)
    }

    /// Says something worth knowing, unless quiet is asked for.
    pub(crate) fn note(&mut self, text: impl Into<Text>) -> io::Result<()> {
        let text = text.into();
        if self.style.quiet || self.tell(Level::Note, &text, None) {
            return Ok(());
        }
        let language = self.language();
        writeln!(self.messages, "{}", visible(text.say(language)))
    }

    /// Says something that stays even when quiet is asked for, as it is.
    pub(crate) fn complain(&mut self, text: impl Into<Text>) -> io::Result<()> {
        let text = text.into();
        if self.tell(Level::Error, &text, None) {
            return Ok(());
        }
        let language = self.language();
        write!(self.messages, "{}", visible(text.say(language)))
    }

    /// Says what failed and what to do.
    pub(crate) fn error(&mut self, cause: &Text, help: Option<&Text>) -> io::Result<()> {
        if self.tell(Level::Error, cause, help) {
            return Ok(());
        }
        let language = self.language();
        let error = self.paint(ERROR.say(language), RED);
        writeln!(self.messages, "{error}{}{}", language.colon(), visible(cause.say(language)))?;
        match help {
            Some(help) => self.help(help.say(language)),
            None => Ok(()),
        }
    }

    /// Says what the planner should know before the result is used, unless quiet is asked for.
    pub(crate) fn warning(&mut self, cause: impl Into<Text>) -> io::Result<()> {
        let cause = cause.into();
        if self.style.quiet || self.tell(Level::Warning, &cause, None) {
            return Ok(());
        }
        let language = self.language();
        let warning = self.paint(WARNING.say(language), YELLOW);
        writeln!(self.messages, "{warning}{}{}", language.colon(), visible(cause.say(language)))
    }

    fn help(&mut self, text: &str) -> io::Result<()> {
        let language = self.language();
        let help = self.paint(language.say("help", "处理办法"), CYAN);
        writeln!(self.messages, "  {help}{}{}", language.colon(), visible(text))
    }

    /// Lists what reading found, file after file, then how much there is. Warnings are left out when quiet is
    /// asked for.
    pub(crate) fn issues(&mut self, issues: &[IssueRecord]) -> io::Result<()> {
        if let Some(caller) = &mut self.caller {
            caller.issues(issues);
            return Ok(());
        }
        let wanted: Vec<&IssueRecord> =
            issues.iter().filter(|issue| !self.style.quiet || is_error(issue)).collect();
        let language = self.language();
        let mut file = None;
        for issue in wanted.iter().take(SHOWN) {
            if file.is_some_and(|file| file != &issue.file) {
                writeln!(self.messages)?;
            }
            file = Some(&issue.file);
            self.issue(issue)?;
        }
        if wanted.len() > SHOWN {
            let place = language.say("use --json for all", "用 --json 可全部列出");
            let rest = language.rest(wanted.len() - SHOWN, place);
            writeln!(self.messages, "\n{rest}")?;
        }
        if !wanted.is_empty() {
            writeln!(self.messages, "\n{}", counted(&wanted, language))?;
        }
        Ok(())
    }

    fn issue(&mut self, issue: &IssueRecord) -> io::Result<()> {
        let colour = if is_error(issue) { RED } else { YELLOW };
        let language = self.language();
        let severity = if is_error(issue) { ERROR } else { WARNING };
        let head = format!("{}[{}]", severity.say(language), issue.code);
        let head = self.paint(&head, colour);
        let (place, cause) = (issue.place(language), issue.cause(language));
        let colon = language.colon();
        writeln!(self.messages, "{head} {}{colon}{}", visible(&place), visible(cause))?;
        self.help(issue.action(language))
    }

    fn paint(&self, text: &str, colour: &str) -> String {
        if self.style.colour { format!("\u{1b}[1;{colour}m{text}\u{1b}[0m") } else { text.into() }
    }
}

/// Says something while a command is at work, from any thread. When nobody is there to hear it, nothing is lost.
pub(crate) fn aside(text: &str) {
    let _ = writeln!(io::stderr(), "{}", visible(text));
}

const ERROR: Phrase = severity(Severity::Error);
const WARNING: Phrase = severity(Severity::Warning);
const RED: &str = "31";
const YELLOW: &str = "33";
const CYAN: &str = "36";

fn is_error(issue: &IssueRecord) -> bool {
    issue.severity == ERROR.english
}

fn counted(issues: &[&IssueRecord], language: Language) -> String {
    let errors = issues.iter().filter(|issue| is_error(issue)).count();
    let warnings = issues.len() - errors;
    let some = |number: usize, word: Phrase| {
        let word = word.say(language);
        let plural = if number == 1 { "" } else { "s" };
        let number = (number > 0).then(|| numbers::count(number))?;
        Some(match language {
            Language::English => format!("{number} {word}{plural}"),
            Language::Chinese => format!("{word} {number} 条"),
        })
    };
    let parts: Vec<String> =
        [some(errors, ERROR), some(warnings, WARNING)].into_iter().flatten().collect();
    parts.join(language.say(", ", "，"))
}
