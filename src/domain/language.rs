//! The two languages of what people read.

use super::name::Name;
use super::words::words;
use std::borrow::Borrow;

words! {
    /// A language.
    pub enum Language {
        /// English, Chinese names beside.
        English = "en",
        /// Chinese.
        Chinese = "zh",
    }
}

use Language::{Chinese, English};

impl Language {
    /// A sentence in both languages, each as `tell` says it.
    pub(crate) fn both(tell: impl Fn(Language) -> String) -> Name {
        Name::both(tell(English), tell(Chinese))
    }

    /// The one of two phrases that is of this language.
    pub(crate) fn say<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            English => english,
            Chinese => chinese,
        }
    }

    /// Items one after the other.
    pub(crate) fn list(self, items: &[impl Borrow<str>]) -> String {
        items.join(self.say(", ", "、"))
    }

    /// What stands between a word and what is said of it.
    pub(crate) fn colon(self) -> &'static str {
        match self {
            English => ": ",
            Chinese => "：",
        }
    }

    /// Text in brackets, as it stands behind a word.
    pub fn bracketed(self, text: &str) -> String {
        match self {
            English => format!(" ({text})"),
            Chinese => format!("（{text}）"),
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
