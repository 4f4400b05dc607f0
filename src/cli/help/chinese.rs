//! Help in Chinese: the command line with the texts of the book's page of it, `docs/commands.zh.md`, in place of its own.

use super::folded::folded;
use crate::cli::args::CommandLine;
use crate::cli::exit;
use crate::cli::page::Paper;
use crate::run::Language;
use clap::error::ErrorKind;
use clap::{Arg, Command, CommandFactory};
use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::LazyLock;

/// The page; `tests/it/outputs/commands.rs` holds that it has the rows of the English one.
static SECTIONS: LazyLock<HashMap<String, Section>> =
    LazyLock::new(|| sections(include_str!("../../../docs/commands.zh.md")));

const OF_EVERY: &str = "所有命令的选项";
const OF_SEVERAL: &str = "多条命令共有的选项";
const PROGRAM: &str = "yike";

/// Headings of help, with those that the parser writes itself.
const HEADINGS: [(&str, &str); 8] = [
    ("Commands", "命令"),
    ("Arguments", "参数"),
    ("Options", "选项"),
    ("Instance", "实例"),
    ("Question", "问题"),
    ("Beyond the best placement", "最优布点之外"),
    ("Roads", "道路"),
    ("Run", "运行"),
];

/// No line has more columns, as in English.
const WIDEST: usize = 80;
/// Columns before what an option means.
const MARGIN: usize = 10;
/// Columns beside the name of a command.
const BESIDE_COMMAND: usize = 4;

/// What the page says of a command, or of options that commands have in common.
#[derive(Default)]
struct Section {
    about: &'static str,
    /// What each option and argument means, by its name.
    meanings: HashMap<&'static str, &'static str>,
}

/// The help that `answer` shows, where the paper's language is Chinese.
pub(crate) fn shown_by(answer: &clap::Error, words: &[OsString], paper: Paper) -> Option<String> {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand};
    let is_help = matches!(answer.kind(), DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand);
    if !is_help || paper.language != Language::Chinese {
        return None;
    }
    let shown = command_line(paper.width).try_get_matches_from(words).err()?;
    Some(with_headings(&shown.render().to_string()))
}

/// What a command takes, where the paper's language is Chinese.
pub(super) fn of_command(word: &str, paper: Paper) -> Option<String> {
    if paper.language != Language::Chinese {
        return None;
    }
    let mut all = command_line(paper.width);
    let shown = all.find_subcommand_mut(word)?.render_long_help();
    Some(with_headings(&shown.to_string()))
}

/// The command line with Chinese texts, laid out in so many columns: the parser breaks lines at spaces alone.
fn command_line(width: usize) -> Command {
    let width = width.min(WIDEST);
    let mut all = CommandLine::command();
    // What the parser adds by itself gets its texts too.
    all.build();
    let names = all.get_subcommands().map(|command| command.get_name().len());
    let beside = names.max().unwrap_or(0) + BESIDE_COMMAND;
    let codes = folded(&exit::table(Language::Chinese), width);
    told(all, PROGRAM, width, 0).after_help(codes.clone()).after_long_help(codes).mut_subcommands(
        |command| {
            let name = format!("{PROGRAM} {}", command.get_name());
            told(command, &name, width, beside)
        },
    )
}

/// A command with what the page says of it; `beside` columns stand before that in a list of commands.
fn told(command: Command, name: &str, width: usize, beside: usize) -> Command {
    let about = SECTIONS.get(name).map_or("", |section| section.about);
    command
        .term_width(0)
        .about(folded(about, width.saturating_sub(beside)))
        .long_about(folded(about, width))
        .mut_args(|argument| match meaning(&argument, name) {
            Some(meaning) => explained(argument, meaning, width.saturating_sub(MARGIN)),
            None => argument,
        })
}

/// What the page says of an argument or option of a command.
fn meaning(argument: &Arg, command: &str) -> Option<&'static str> {
    let name = match argument.get_long() {
        Some(long) => format!("--{long}"),
        None => argument.get_value_names()?.first()?.replace('|', "\\|"),
    };
    let places: &[&str] = match argument.is_global_set() {
        true => &[OF_EVERY],
        false => &[command, OF_SEVERAL, OF_EVERY],
    };
    places.iter().find_map(|place| SECTIONS.get(*place)?.meanings.get(&*name).copied())
}

/// An argument or option with what it means: the first part, and one for each of its words where they have meanings.
fn explained(argument: Arg, meaning: &str, width: usize) -> Arg {
    let mut parts = meaning.split("<br>");
    let meant = parts.next().unwrap_or_default().to_owned() + &usual(&argument);
    let short = folded(&format!("{meant}{}", choices(&argument)), width);
    let mut long = folded(&meant, width) + "\n\n可选值：";
    let of_words: Vec<&str> = parts.collect();
    for word in &of_words {
        let word = folded(&word.replace('`', ""), width.saturating_sub(2));
        long += &format!("\n- {}", word.replace('\n', "\n  "));
    }
    let long = if of_words.is_empty() { short.clone() } else { long };
    argument
        .help(short)
        .long_help(long)
        .hide_default_value(true)
        .hide_possible_values(true)
        .next_line_help(true)
}

/// What holds where an option is not given, as the parser knows it.
fn usual(argument: &Arg) -> String {
    let values = argument.get_default_values().iter().map(|value| quoted(&value.to_string_lossy()));
    let values: Vec<String> = values.collect();
    match values.is_empty() || !argument.get_action().takes_values() {
        true => String::new(),
        false => format!("（默认：{}）", values.join("、")),
    }
}

/// The words that an option takes.
fn choices(argument: &Arg) -> String {
    let words = argument.get_possible_values();
    let words: Vec<&str> = words.iter().map(|word| word.get_name()).collect();
    match words.is_empty() || !argument.get_action().takes_values() {
        true => String::new(),
        false => format!("（可选：{}）", words.join("、")),
    }
}

/// A value as it is typed.
fn quoted(value: &str) -> String {
    match value.contains(' ') {
        true => format!("\"{value}\""),
        false => value.to_owned(),
    }
}

/// Help as the parser shows it, with Chinese headings.
fn with_headings(shown: &str) -> String {
    let heading = |line: &str| {
        let english = line.strip_suffix(':')?;
        let (_, chinese) = HEADINGS.iter().find(|(own, _)| *own == english)?;
        Some(format!("{chinese}："))
    };
    let lines = shown.lines().map(|line| match line.strip_prefix("Usage: ") {
        Some(words) => usage(words) + "\n",
        None => heading(line).unwrap_or_else(|| line.trim_end().to_owned()) + "\n",
    });
    lines.collect()
}

/// How a command is used, by the words of the parser.
pub(crate) fn usage(words: &str) -> String {
    format!("用法：{}", words.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>"))
}

/// The sections of the page by their headings.
fn sections(page: &'static str) -> HashMap<String, Section> {
    let mut sections: HashMap<String, Section> = HashMap::new();
    let mut heading = String::new();
    for line in page.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            heading = text.replace('`', "");
            continue;
        }
        let section = sections.entry(heading.clone()).or_default();
        if let Some(row) = line.strip_prefix("| `").and_then(|row| row.strip_suffix(" |")) {
            let mut cells = row.splitn(3, " | ");
            // A row ends in the sign of the English text that it stands for.
            let meaning = |own: &'static str| own.split(" <!--").next();
            if let (Some(name), Some(meaning)) = (cells.next(), cells.nth(1).and_then(meaning)) {
                section.meanings.insert(name.trim_end_matches('`'), meaning);
            }
        } else if section.about.is_empty() && !line.starts_with(['|', '*']) {
            section.about = line.trim_end_matches('。');
        }
    }
    sections
}
