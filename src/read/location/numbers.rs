//! Reads the numbers of a format one after the other and reports their problems.

use super::faults::Faults;
use super::words::{Words, number, whole};
use crate::domain::location::MOST_AMOUNT;
use crate::domain::{Phrase, phrase, text};
use crate::read::catalogue::Code;
use crate::read::sink::Sink;
use crate::read::source::{INSTANCE_LIMIT_BYTES, InputFile, Role, find, push_unreadable};
use std::path::Path;

/// What several formats have.
pub(super) const X: Phrase = phrase("x", "x 坐标");
pub(super) const Y: Phrase = phrase("y", "y 坐标");
pub(super) const A_DEMAND: Phrase = phrase("a demand", "需求量");

/// A file of one of the formats.
#[derive(Debug)]
pub(super) struct Numbers<'s> {
    pub(super) words: Words,
    pub(super) faults: Faults<'s>,
    sink: &'s Sink,
    name: String,
}

impl<'s> Numbers<'s> {
    /// Opens the file.
    pub(super) fn open(sink: &'s Sink, path: &Path, name: &str) -> Option<Self> {
        let file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
        Some(Self {
            words: Words::new(file),
            faults: Faults::new(sink, name),
            sink,
            name: name.into(),
        })
    }

    /// A finite number; 0 in place of a wrong one, none where the file ends.
    pub(super) fn figure(&mut self, what: Phrase) -> Option<f64> {
        self.figure_or(what, b"").map(Option::unwrap_or_default)
    }

    /// A finite number of at least 0.
    pub(super) fn amount(&mut self, what: Phrase) -> Option<f64> {
        self.amount_or(what, b"").map(Option::unwrap_or_default)
    }

    /// A finite number of at least 0, or `instead`, for which there is none.
    pub(super) fn amount_or(&mut self, what: Phrase, instead: &[u8]) -> Option<Option<f64>> {
        let figure = self.figure_or(what, instead)?;
        if let Some(figure) = figure.filter(|&figure| figure < 0.0) {
            self.faults.negative(self.words.line(), what, figure);
        }
        if let Some(figure) = figure.filter(|&figure| figure > MOST_AMOUNT) {
            self.faults.too_large(self.words.line(), what, figure);
            return Some(Some(0.0));
        }
        // Adding 0 makes a negative zero positive.
        Some(figure.map(|figure| figure.max(0.0) + 0.0))
    }

    fn figure_or(&mut self, what: Phrase, instead: &[u8]) -> Option<Option<f64>> {
        let Some(word) = self.words.word() else {
            return self.cut_off(what);
        };
        match number(word) {
            Some(figure) if figure.is_finite() => Some(Some(figure)),
            None if word == instead => Some(None),
            read => {
                let shown = shown(word);
                let line = self.words.line();
                match read {
                    Some(_) => self.faults.not_finite(line, what, &shown),
                    None => self.faults.not_a_number(line, what, &shown),
                }
                Some(Some(0.0))
            }
        }
    }

    /// A whole number of at least 0.
    pub(super) fn count(&mut self, what: Phrase) -> Option<usize> {
        let Some(word) = self.words.word() else {
            return self.cut_off(what);
        };
        let read = whole(word);
        if read.is_none() {
            let shown = shown(word);
            let cause = text!(
                "`{shown}` stands in place of {what}, a whole number",
                "{what}处写的是 `{shown}`，不是整数";
                what
            );
            let line = self.words.line();
            let action = text!("check that the file is of this format", "请核对文件是否为该格式");
            let faults = &mut self.faults;
            faults.push(Code::NUMBER_UNREADABLE, Some(line), Some(what.into()), cause, action);
        }
        read
    }

    /// A number of points, at least one.
    pub(super) fn size(&mut self, what: Phrase) -> Option<usize> {
        let count = self.count(what)?;
        if count == 0 {
            let cause = text!("{what} is 0", "{what}为 0"; what);
            let line = self.words.line();
            let action =
                text!("give an instance with demand and sites", "请给出有需求和点位的实例");
            let faults = &mut self.faults;
            faults.push(Code::NOTHING_TO_LOCATE, Some(line), Some(what.into()), cause, action);
            return None;
        }
        Some(count)
    }

    /// Reports that the file ends before `what`.
    pub(super) fn cut_off<T>(&mut self, what: Phrase) -> Option<T> {
        let cause = text!("the file ends before {what}", "文件在“{what}”之前就结束了"; what);
        let action = text!(
            "get the file again, or correct the counts at its beginning",
            "请重新获取文件，或更正文件开头的数量"
        );
        let line = self.words.line();
        self.faults.push(Code::INSTANCE_CUT_OFF, Some(line), Some(what.into()), cause, action);
        None
    }

    /// Checks that nothing follows but, where allowed, the word `EOF`.
    pub(super) fn end(&mut self) {
        let Some(word) = self.words.word() else {
            return;
        };
        if word == b"EOF" {
            return;
        }
        let shown = shown(word);
        let cause = text!(
            "`{shown}` follows after all that the file announces at its beginning",
            "文件开头声明的内容之后还有 `{shown}`"
        );
        let action = text!(
            "correct the counts at the beginning, or check that the file is of this format",
            "请更正文件开头的数量，或核对文件是否为该格式"
        );
        let line = self.words.line();
        self.faults.push(Code::INSTANCE_GOES_ON, Some(line), None, cause, action);
    }

    /// The record of the file, after reading all of its `points`.
    pub(super) fn finish(self, points: usize) -> Option<InputFile> {
        let Self { words, sink, name, .. } = self;
        match words.finish() {
            Ok((bytes, sha256)) => Some(InputFile {
                role: Role::Instance,
                path: name,
                bytes,
                sha256,
                features: points,
            }),
            Err(error) => {
                push_unreadable(sink, &name, &error);
                None
            }
        }
    }
}

/// The beginning of a word, for a message.
pub(super) fn shown(word: &[u8]) -> String {
    String::from_utf8_lossy(word).chars().take(30).collect()
}
