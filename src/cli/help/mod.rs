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
use crate::domain::{Phrase, phrase, text};
use crate::run::plan::to_bytes;
use crate::run::{Language, TextTable};
pub(crate) use chinese::{shown_by, usage};
use clap::CommandFactory;
use plain::plain;
use serde::Serialize;

/// A page of the book, by the word that asks for it.
struct Topic {
    word: &'static str,
    /// What the page tells, in Chinese; in English it is the page's heading.
    title_zh: &'static str,
    page: &'static str,
    /// What stands in Chinese.
    chinese: Chinese,
}

/// How much of a topic is in Chinese.
enum Chinese {
    /// The page, which is in both languages.
    Page,
    /// A page of its own.
    Apart(&'static str),
    /// Its title alone.
    Title,
}

macro_rules! page {
    ($file:literal) => {
        include_str!(concat!("../../../docs/", $file, ".md"))
    };
}

macro_rules! topics {
    ($($word:literal: $file:literal, $title_zh:literal, $chinese:expr;)*) => {
        const TOPICS: &[Topic] = &[$(Topic {
            word: $word,
            title_zh: $title_zh,
            page: page!($file),
            chinese: $chinese,
        }),*];
    };
}

topics! {
    "own-tables": "init", "从自己的表格到规划", Chinese::Page;
    "plan": "format", "输入文件", Chinese::Apart(page!("format.zh"));
    "sweeps": "format-sweep", "情景文件", Chinese::Title;
    "censuses": "format-forecast", "预测用表", Chinese::Title;
    "outputs": "outputs", "成果文件", Chinese::Title;
    "codes": "codes", "可能出现的问题", Chinese::Page;
    "exit-codes": "exit-codes", "退出码", Chinese::Page;
    "definitions": "definitions", "统计口径", Chinese::Title;
    "glossary": "glossary", "术语表", Chinese::Page;
    "questions": "questions", "为什么、还有什么、值多少", Chinese::Title;
    "robust-plans": "robust", "适应多种情景的一个布局", Chinese::Title;
    "proofs": "proofs", "答案有多可靠", Chinese::Title;
    "model": "model", "模型包含什么、不包含什么", Chinese::Title;
}

impl Topic {
    /// What its page tells: in English its heading.
    fn title(&self) -> Phrase {
        let first = self.page.lines().next().unwrap_or_default();
        phrase(first.trim_start_matches("# "), self.title_zh)
    }

    /// The page on paper; in Chinese where there is such a page, else with a line that says so.
    fn told(&self, paper: Paper) -> String {
        let (page, remark) = match (paper.language, &self.chinese) {
            (Language::English, _) | (_, Chinese::Page) => (self.page, ""),
            (_, Chinese::Apart(page)) => (*page, ""),
            (_, Chinese::Title) => (self.page, "本主题尚无中文页，以下为英文。\n\n"),
        };
        remark.to_owned() + &plain(page, paper.width)
    }
}

#[derive(Serialize)]
struct HelpJson {
    /// The topic or the command.
    word: String,
    title: String,
    /// The title of a topic in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    title_zh: Option<&'static str>,
    /// The page in Markdown, or what the command takes; left out where topics are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

pub(crate) fn run(typed: HelpArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let json = |topic: &Topic, text| HelpJson {
        word: topic.word.into(),
        title: topic.title().english.into(),
        title_zh: Some(topic.title_zh),
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
        let json = HelpJson { word, title, title_zh: None, text: Some(text.clone()) };
        let shown = |paper| chinese::of_command(&json.word, paper).unwrap_or(text);
        terminal.answer(|| to_bytes(&json), shown)?;
        return Ok(Exit::Done);
    }
    if explain::knows(&word) {
        return explain::run(ExplainArgs { code: Some(word) }, terminal);
    }
    let Some(topic) = TOPICS.iter().find(|topic| topic.word == word) else {
        return refuse(
            text!("`{word}` is neither a topic nor a command", "`{word}` 既不是主题，也不是命令"),
            text!(
                "`yike help` lists the topics, `yike --help` the commands, `yike explain` the codes",
                "`yike help` 列出主题，`yike --help` 列出命令，`yike explain` 列出代码"
            ),
        );
    };
    let answer = || to_bytes(&json(topic, Some(topic.page.into())));
    terminal.answer(answer, |paper| topic.told(paper))?;
    Ok(Exit::Done)
}

/// The topics, a line each.
fn list(paper: Paper) -> String {
    let language = paper.language;
    let mut page = Page::new(paper);
    let rows =
        TOPICS.iter().map(|topic| [topic.word, topic.title().say(language)].map(str::to_owned));
    let heads = [language.say("Topic", "主题"), language.say("~What it tells", "~内容")];
    page.whole_rows(&TextTable::new(heads).with(rows));
    page.line("");
    page.line(language.say(
        "`yike help TOPIC` prints it; `yike help COMMAND` what a command takes.",
        "`yike help 主题` 显示该页；`yike help 命令` 显示命令的用法。",
    ));
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
            assert!(!topic.title_zh.is_ascii(), "{}", topic.word);
            assert!(commands.find_subcommand(topic.word).is_none(), "{}", topic.word);
        }
    }
}
