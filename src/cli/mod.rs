//! The command line: its arguments (`args`), what they mean (`settings`), one file a command, and one place that prints
//! (`terminal`). Stdout is data, stderr everything else. [`call`] runs a command for a program, which takes what it says as
//! values; [`commands`] says which there are.

mod about;
mod alternatives;
mod args;
mod audit;
mod caller;
mod challenge;
mod check;
mod clashes;
mod conflicts;
mod convert;
mod crs;
mod csv;
mod demand;
mod diff;
mod draw;
mod edits;
mod ended;
mod engine;
mod exit;
mod explain;
mod failure;
mod forecast;
mod frontier;
mod help;
mod in_process;
mod init;
mod interrupt;
mod issues;
mod journal;
mod limits;
mod locate;
mod outputs;
mod package;
mod page;
mod paths;
mod progress;
mod question;
mod report;
mod roads;
mod robust;
mod schedule;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod solve;
mod sweep;
mod tables;
mod terminal;
mod usage;
mod verify;
mod version;
mod why;
mod worth;

use crate::domain::{Text, phrase, text};
use crate::read::system_text;
use crate::run::Language;
use crate::run::plan::to_bytes;
pub use about::{CommandAbout, OptionAbout, commands};
pub use caller::{Caller, Level, Watcher};
pub use in_process::Ended;

use args::{Command, CommandLine};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use exit::Exit;
use failure::Failure;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use terminal::{Style, Terminal};

/// All commands and options as clap has them, for completions and manual pages (`examples/shell_files.rs`).
#[doc(hidden)]
pub fn command_line() -> clap::Command {
    CommandLine::command()
}

/// Columns of tables when stdout is not a terminal.
const PLAIN_WIDTH: usize = 80;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let (mut data, mut messages) = (io::stdout().lock(), io::stderr());
    let watched = io::stderr().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colour = watched && !plain;
    let language = of_locale();
    let style = Style { width: width(), colour, watched, language, ..Style::default() };
    let mut terminal = Terminal::new(&mut data, &mut messages, style);
    // A file's words are words alone: a file that names itself would have no end.
    let parser = |text: &str, _| argfile::parse_fromfile(text, '\0');
    let typed: Vec<OsString> = std::env::args_os().collect();
    match argfile::expand_args_from(typed.iter().cloned(), parser, argfile::PREFIX) {
        Ok(words) => run(words, &mut terminal).into(),
        Err(error) => {
            terminal.style.language = usage::language_of(&typed).or(language);
            let error = system_text(&error);
            let unread = |word: &&str| {
                word.strip_prefix(argfile::PREFIX)
                    .is_some_and(|file| std::fs::read_to_string(file).is_err())
            };
            let file = typed.iter().filter_map(|word| word.to_str()).find(unread);
            let file = file.unwrap_or("@FILE");
            let cause = text!("{file}: {error}", "{file}：{error}"; error);
            let help = phrase(
                "name a text file with a word of the command line a line",
                "请指定每行一个命令行参数的文本文件",
            );
            report(Failure::usage(cause, help), "", &mut terminal).into()
        }
    }
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
    in_process::called(run, words.into_iter().map(Into::into), caller, watcher)
}

/// The language of the locale, by the first of its variables that says one.
fn of_locale() -> Option<Language> {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os);
    let first = said.into_iter().find(|value| !value.is_empty())?;
    first.to_string_lossy().starts_with("zh").then_some(Language::Chinese)
}

fn width() -> usize {
    match page::terminal_width() {
        Some(width) if io::stdout().is_terminal() => width.clamp(60, 160),
        _ => PLAIN_WIDTH,
    }
}

/// Runs a command line, program name first.
fn run(words: Vec<OsString>, terminal: &mut Terminal<'_>) -> Exit {
    let mut known = CommandLine::command();
    let parsed = known.try_get_matches_from_mut(&words).and_then(|matches| {
        let command = matches.subcommand_name().unwrap_or_default().to_owned();
        let tried = paths::try_outputs(&known, &matches);
        Ok((command, CommandLine::from_arg_matches(&matches)?, tried))
    });
    match parsed {
        Ok((command, typed, tried)) => {
            (terminal.style.quiet, terminal.style.json) = (typed.quiet, typed.json);
            terminal.style.language = typed.lang.or(terminal.style.language);
            let done = tried.and_then(|()| dispatch(typed.command, terminal));
            done.unwrap_or_else(|failure| report(failure, &command, terminal))
        }
        Err(answer)
            if answer.kind() == ErrorKind::DisplayVersion && version::is_verbose(&words) =>
        {
            let written = terminal.data(version::text().as_bytes());
            written.map_or_else(|error| Failure::Output(error).exit(), |()| Exit::Done)
        }
        Err(answer) => {
            terminal.style.language = usage::language_of(&words).or(terminal.style.language);
            let text = answer.render().to_string();
            let chinese = help::shown_by(&answer, &words, terminal.style.paper())
                .or_else(|| usage::chinese(&answer))
                .unwrap_or_else(|| text.clone());
            let text = Text::new(text, chinese);
            let (written, exit) = if answer.use_stderr() {
                (terminal.complain(text), Exit::BadInput)
            } else {
                (terminal.data(text.say(terminal.language()).as_bytes()), Exit::Done)
            };
            written.map_or_else(|error| Failure::Output(error).exit(), |()| exit)
        }
    }
}

fn dispatch(command: Command, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Init(args) => init::run(*args, terminal),
        Command::Check(args) => check::run(args, terminal),
        Command::Solve(args) => solve::run(args, terminal),
        Command::Sweep(args) => sweep::run(*args, terminal),
        Command::Robust(args) => robust::run(*args, terminal),
        Command::Frontier(args) => frontier::run(args, terminal),
        Command::Alternatives(args) => alternatives::run(*args, terminal),
        Command::Conflicts(args) => conflicts::run(args, terminal),
        Command::Why(args) => why::run(args, terminal),
        Command::Worth(args) => worth::run(args, terminal),
        Command::Locate(args) => locate::run(*args, terminal),
        Command::Matrix(args) => roads::run_matrix(*args, terminal),
        Command::Reach(args) => roads::run_reach(*args, terminal),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, run, terminal),
        Command::Audit(args) => audit::run(args, terminal),
        Command::Challenge(args) => challenge::run(args, terminal),
        Command::Verify(args) => verify::run(args, terminal),
        Command::Diff(args) => diff::run(args, terminal),
        Command::Report(args) => report::run(args, terminal),
        Command::Convert(args) => convert::run(args, terminal),
        Command::Demand(args) => demand::run(args, terminal),
        Command::Draw(args) => draw::run(args, terminal),
        Command::Forecast(args) => forecast::run(*args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Help(args) => help::run(args, terminal),
    }
}

/// Says why `command` failed. When even that fails nobody is there to hear it.
fn report(failure: Failure, command: &str, terminal: &mut Terminal<'_>) -> Exit {
    let exit = failure.exit();
    let _ = match failure {
        Failure::Usage { cause, help } => terminal.error(&cause, Some(&help)),
        Failure::Option(cause) => {
            let help = text!(
                "put the value in quotation marks, number then unit; see `yike {command} --help`",
                "请给数值加引号，先写数字再写单位；见 `yike {command} --help`"
            );
            terminal.error(&cause, Some(&help))
        }
        Failure::Input(issues) => {
            terminal.issues(&issues).and_then(|()| match terminal.style.json {
                true => terminal.data(&to_bytes(&check::CheckJson::bad_input(issues))),
                false => Ok(()),
            })
        }
        Failure::Write(error) => {
            let help = text!("what was there before is still there", "原有文件未受影响");
            terminal.error(&Text::from(&error), Some(&help))
        }
        Failure::Journal { cause, help } => terminal.error(&cause, Some(&help)),
        Failure::Solve(error) => terminal.error(&error.text(), None),
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Failure::Output(error) => {
            let cause =
                text!("standard output cannot be written: {error}", "无法写入标准输出：{error}");
            let help =
                text!("see that what it leads to takes more", "请检查输出所去之处是否还能写入");
            terminal.error(&cause, Some(&help))
        }
    };
    exit
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    struct Ran {
        exit: Exit,
        data: String,
        messages: String,
    }

    fn ran(words: &[&str]) -> Ran {
        let (mut data, mut messages) = (Vec::new(), Vec::new());
        let style = Style { width: PLAIN_WIDTH, ..Style::default() };
        let mut terminal = Terminal::new(&mut data, &mut messages, style);
        let words = ["yike"].iter().chain(words).map(OsString::from);
        let exit = run(words.collect(), &mut terminal);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { exit, data: text(data), messages: text(messages) }
    }

    #[test]
    fn every_code_can_be_explained_by_its_name() {
        let list = ran(&["explain"]);
        assert_eq!(list.exit, Exit::Done);
        let codes: Vec<&str> = list.data.lines().skip(2).filter_map(first_word).collect();
        assert!(codes.len() > 50);
        for code in codes {
            assert!(ran(&["explain", code]).data.starts_with(code));
        }
    }

    #[test]
    fn codes_topics_and_exit_codes_are_told_in_chinese() {
        let chinese = |words: &[&str]| ran(&[words, &["--lang", "zh"]].concat()).data;
        let list = chinese(&["explain"]);
        for line in list.lines().skip(2) {
            assert!(!line.is_ascii(), "{line}");
        }
        for code in ["P2003", "C01", "V16"] {
            let text = chinese(&["explain", code]);
            assert!(text.starts_with(&format!("{code}（")), "{text}");
            assert!(text.contains("处理办法：请"), "{text}");
            let json = ran(&["explain", code, "--json"]).data;
            let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            let title = json["title_zh"].as_str().expect("a title");
            assert!(text.contains(title), "{title} in {text}");
        }
        let topics = chinese(&["help"]);
        assert!(topics.starts_with("主题"), "{topics}");
        assert!(
            topics
                .lines()
                .any(|line| line.starts_with("codes ") && line.ends_with("可能出现的问题"))
        );
        let [english, chinese] = [Language::English, Language::Chinese].map(exit::table);
        for code in 0..=6 {
            let row = format!("\n  {code}  ");
            assert!(english.contains(&row) && chinese.contains(&row), "{chinese}");
        }
        assert!(chinese.starts_with("退出码：\n") && !chinese.contains("proved"), "{chinese}");
    }

    fn first_word(line: &str) -> Option<&str> {
        line.split_whitespace().next()
    }

    #[test]
    fn help_tells_topics_and_commands() {
        let list = ran(&["help"]);
        assert_eq!(list.exit, Exit::Done);
        let topics: Vec<&str> = list.data.lines().skip(2).map_while(first_word).collect();
        assert!(topics.len() > 5);
        for topic in topics {
            let page = ran(&["help", topic]);
            assert_eq!(page.exit, Exit::Done);
            assert!(page.data.lines().count() > 10, "{topic}");
            assert!(!page.data.contains("]("), "{topic} shows addresses of links");
        }
        assert_eq!(ran(&["help", "solve"]).data, ran(&["solve", "--help"]).data);
        assert_eq!(ran(&["help", "solv"]).exit, Exit::BadInput);
        assert_eq!(ran(&["help", "p2003"]).data, ran(&["explain", "P2003"]).data);
    }

    #[test]
    fn a_verbose_version_tells_what_the_program_is_built_of() {
        assert_eq!(ran(&["--version"]).data.lines().count(), 1);
        for words in [["--version", "--verbose"], ["--verbose", "-V"]] {
            let text = ran(&words).data;
            for line in ["yike ", "commit: ", "target: ", "features: cli", "solvers: "] {
                assert!(text.lines().any(|said| said.starts_with(line)), "{line} in {text}");
            }
        }
        assert_eq!(ran(&["--verbose", "explain"]).exit, Exit::BadInput);
    }

    #[test]
    fn bad_input_is_said_to_people_on_stderr_and_to_programs_on_stdout() {
        let people = ran(&["check", "no-such-plan.toml"]);
        assert_eq!(people.exit, Exit::BadInput);
        assert!(people.data.is_empty());
        assert!(people.messages.starts_with("error[P1001] no-such-plan.toml: "));
        assert!(people.messages.ends_with("\n1 error\n"));
        let programs = ran(&["check", "no-such-plan.toml", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&programs.data).expect("JSON");
        assert_eq!(json["status"], "bad-input");
        assert_eq!(json["issues"][0]["code"], "P1001");
    }

    #[test]
    fn options_are_refused_before_any_file_is_opened() {
        for (option, value) in [("--gap", "5"), ("--time-limit", "0 s"), ("--threads", "0")] {
            let refused = ran(&["solve", "no-such-plan.toml", "--out", "o", option, value]);
            assert_eq!(refused.exit, Exit::BadInput);
            assert!(refused.messages.starts_with(&format!("error: {option}: ")));
            assert!(refused.messages.contains("\n  help: "));
        }
    }

    #[test]
    fn a_reader_that_goes_away_is_no_failure() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (mut gone, mut messages) = (Gone, Vec::new());
        let style = Style { width: PLAIN_WIDTH, ..Style::default() };
        let mut terminal = Terminal::new(&mut gone, &mut messages, style);
        let words = ["yike", "explain"].map(OsString::from);
        assert_eq!(run(words.to_vec(), &mut terminal), Exit::Done);
        assert!(messages.is_empty());
    }
}
