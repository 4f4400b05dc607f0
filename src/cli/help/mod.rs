//! `yike help`: pages of the book's reference, and what a command takes.

mod chinese;
mod folded;
mod plain;

use super::args::{CommandLine, ExplainArgs, HelpArgs};
use super::exit::Exit;
use super::explain;
use super::failure::{Failure, refuse};
use super::page::{Page, Paper};
use super::terminal::Terminal;
use crate::run::TextTable;
use crate::run::plan::to_bytes;
pub(crate) use chinese::shown_by;
use clap::CommandFactory;
use plain::plain;
use serde::Serialize;

/// A page of the book, by the word that asks for it.
struct Topic {
    word: &'static str,
    page: &'static str,
}

macro_rules! topics {
    ($($word:literal: $file:literal;)*) => {
        const TOPICS: &[Topic] = &[$(Topic {
            word: $word,
            page: include_str!(concat!("../../../docs/", $file, ".md")),
        }),*];
    };
}

topics! {
    "own-tables": "init";
    "plan": "format";
    "sweeps": "format-sweep";
    "censuses": "format-forecast";
    "outputs": "outputs";
    "codes": "codes";
    "exit-codes": "exit-codes";
    "definitions": "definitions";
    "glossary": "glossary";
    "questions": "questions";
    "robust-plans": "robust";
    "proofs": "proofs";
    "model": "model";
}

impl Topic {
    /// The heading of its page.
    fn title(&self) -> &'static str {
        let first = self.page.lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    }
}

#[derive(Serialize)]
struct HelpJson {
    /// The topic or the command.
    word: String,
    title: String,
    /// The page in Markdown, or what the command takes; left out where topics are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

pub(crate) fn run(typed: HelpArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let json = |topic: &Topic, text| HelpJson {
        word: topic.word.into(),
        title: topic.title().into(),
        text,
    };
    let Some(word) = typed.topic else {
        let all: Vec<HelpJson> = TOPICS.iter().map(|topic| json(topic, None)).collect();
        terminal.answer(|| to_bytes(&all), list)?;
        return Ok(Exit::Done);
    };
    let mut commands = CommandLine::command();
    commands.build();
    if let Some(command) = commands.find_subcommand_mut(&word) {
        let text = command.render_long_help().to_string();
        let title = command.get_about().map(ToString::to_string).unwrap_or_default();
        let json = HelpJson { word, title, text: Some(text.clone()) };
        let shown = |paper| chinese::of_command(&json.word, paper).unwrap_or(text);
        terminal.answer(|| to_bytes(&json), shown)?;
        return Ok(Exit::Done);
    }
    if explain::knows(&word) {
        return explain::run(ExplainArgs { code: Some(word) }, terminal);
    }
    let Some(topic) = TOPICS.iter().find(|topic| topic.word == word) else {
        return refuse(
            format!("`{word}` is neither a topic nor a command"),
            "`yike help` lists the topics, `yike --help` the commands, `yike explain` the codes",
        );
    };
    let answer = || to_bytes(&json(topic, Some(topic.page.into())));
    terminal.answer(answer, |paper| plain(topic.page, paper.width))?;
    Ok(Exit::Done)
}

/// The topics, a line each.
fn list(paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    let rows = TOPICS.iter().map(|topic| [topic.word.to_owned(), topic.title().to_owned()]);
    page.whole_rows(&TextTable::new(["Topic", "~What it tells"]).with(rows));
    page.line("");
    page.line("`yike help TOPIC` prints it; `yike help COMMAND` what a command takes.");
    page.text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn topics_have_a_title_each_and_no_command_hides_one() {
        let commands = CommandLine::command();
        let words: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.word).collect();
        assert_eq!(words.len(), TOPICS.len());
        for topic in TOPICS {
            assert!(topic.page.starts_with("# "), "{}", topic.word);
            assert!(commands.find_subcommand(topic.word).is_none(), "{}", topic.word);
        }
    }
}
