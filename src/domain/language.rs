//! The two languages of what people read.

use super::name::Name;
use super::numbers::count;
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

    /// The first `most` of these items, and how many there are: `a, b and 4 more`.
    pub(crate) fn first_of(self, items: &[impl Borrow<str>], most: usize) -> String {
        self.and_more(&items[..items.len().min(most)], items.len())
    }

    /// The first of `all` items, and how many there are: `a, b and 4 more`.
    pub(crate) fn and_more(self, first: &[impl Borrow<str>], all: usize) -> String {
        let named = self.list(first);
        match (self, all.saturating_sub(first.len())) {
            (_, 0) => named,
            (English, more) => format!("{named} and {} more", count(more)),
            (Chinese, _) => {
                let gap = if named.ends_with(|last: char| last.is_ascii()) { " " } else { "" };
                format!("{named}{gap}等 {} 个", count(all))
            }
        }
    }

    /// The line below a list that is cut: how many more there are, and where.
    pub(crate) fn rest(self, more: usize, place: &str) -> String {
        let (more, place) = (count(more), self.bracketed(place));
        match self {
            English => format!("and {more} more{place}"),
            Chinese => format!("另有 {more} 项{place}"),
        }
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
