//! The two languages of what people read.

use crate::domain::Name;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, Chinese names beside.
    English,
    /// Chinese.
    Chinese,
}

use Language::{Chinese, English};

impl Language {
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        self.say("en", "zh")
    }

    /// The language that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        [English, Chinese].into_iter().find(|own| own.word() == word)
    }

    /// The one of two phrases that is of this language.
    pub(crate) fn say<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            English => english,
            Chinese => chinese,
        }
    }

    /// A name: in English with the Chinese one in brackets.
    pub fn name(self, name: &Name) -> String {
        match (self, name.chinese_beside()) {
            (English, Some(chinese)) => format!("{} ({chinese})", name.english()),
            (English, None) => name.english().into(),
            (Chinese, _) => name.chinese().into(),
        }
    }

    /// A name in this language alone.
    pub fn short(self, name: &Name) -> &str {
        match self {
            English => name.english(),
            Chinese => name.chinese(),
        }
    }
}
