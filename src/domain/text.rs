//! What people read, stated in both languages where it is made and told in the one that is asked for.

use super::language::Language;
use super::name::Name;
use std::fmt;

/// A text in English and in Chinese.
///
/// ```
/// use yike::domain::{Language, Text};
///
/// let text = Text::new("3 sites", "3 个点位");
/// assert_eq!(text.say(Language::Chinese), "3 个点位");
/// assert_eq!(text.to_string(), "3 sites");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text {
    english: String,
    chinese: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self { english: english.into(), chinese: chinese.into() }
    }

    /// What is the same in both languages: an id, a figure, what another program says.
    pub fn same(text: impl Into<String>) -> Self {
        let english = text.into();
        Self { chinese: english.clone(), english }
    }

    /// A text in both languages, each as `tell` says it.
    pub fn both(tell: impl Fn(Language) -> String) -> Self {
        Self { english: tell(Language::English), chinese: tell(Language::Chinese) }
    }

    /// The text in a language.
    pub fn say(&self, language: Language) -> &str {
        language.say(&self.english, &self.chinese)
    }

    /// Names one after the other: ids, options and the like, the same in both languages.
    pub(crate) fn names(names: &[String]) -> Self {
        Self::both(|language| language.list(names))
    }

    /// Texts one after the other.
    pub(crate) fn list(texts: &[Self]) -> Self {
        Self::both(|language| {
            let told: Vec<&str> = texts.iter().map(|text| text.say(language)).collect();
            language.list(&told)
        })
    }

    /// The first `most` of these texts, and how many there are.
    pub(crate) fn first_of(texts: &[Self], most: usize) -> Self {
        Self::and_more(&texts[..texts.len().min(most)], texts.len())
    }

    /// The first of `all` texts, and how many there are.
    pub(crate) fn and_more(first: &[Self], all: usize) -> Self {
        Self::both(|language| {
            let told: Vec<&str> = first.iter().map(|text| text.say(language)).collect();
            language.and_more(&told, all)
        })
    }

    /// Texts one after the other, with `separator` between them.
    pub fn join<'a>(texts: impl IntoIterator<Item = &'a Text>, separator: (&str, &str)) -> Self {
        let (mut english, mut chinese) = (Vec::new(), Vec::new());
        for text in texts {
            english.push(text.english.as_str());
            chinese.push(text.chinese.as_str());
        }
        Self { english: english.join(separator.0), chinese: chinese.join(separator.1) }
    }
}

/// What another program or library says, in its own words: in Chinese told to be these.
pub(crate) fn said(what: impl fmt::Display) -> Text {
    text!("{what}", "原文“{what}”")
}

/// A phrase of a list, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// In English.
    pub english: &'static str,
    /// In Chinese.
    pub chinese: &'static str,
}

impl Phrase {
    /// The phrase in a language.
    pub fn say(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

/// A phrase, English and Chinese.
pub(crate) const fn phrase(english: &'static str, chinese: &'static str) -> Phrase {
    Phrase { english, chinese }
}

impl From<Phrase> for Text {
    fn from(phrase: Phrase) -> Self {
        Self::new(phrase.english, phrase.chinese)
    }
}

/// In English, as records and callers of the library have it.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.english)
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

impl From<&Name> for Text {
    fn from(name: &Name) -> Self {
        Self::new(name.english(), name.chinese())
    }
}

/// A [`Text`](crate::domain::Text) of two literals, English and Chinese, with the captures of `format!`. What is itself in
/// both languages (anything with `say(Language)`) is named behind a semicolon: each literal has it in its own language.
///
/// ```text
/// text!("{count} sites of {town}", "{town}的 {count} 个点位"; town)
/// ```
macro_rules! text {
    ($english:literal, $chinese:literal $(; $($part:ident),+)?) => {
        $crate::domain::Text::new(
            {
                $($(let $part = $part.say($crate::domain::Language::English);)+)?
                format!($english)
            },
            {
                $($(let $part = $part.say($crate::domain::Language::Chinese);)+)?
                format!($chinese)
            },
        )
    };
}

pub(crate) use text;

/// Displays a type as its `text()`, in English as records and callers of the library have it; `error`: it is an error too.
macro_rules! told {
    (error $name:ty) => {
        $crate::domain::told!($name);

        impl std::error::Error for $name {}
    };
    ($name:ty) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.text(), f)
            }
        }
    };
}

pub(crate) use told;
