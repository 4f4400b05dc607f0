//! Codes of issues and their entries in the catalogue.

use crate::domain::words::words;
use crate::domain::{Phrase, Text, phrase};
use std::fmt;

/// A code of the catalogue, `P1001` and so on; a code is never used for another thing. The constants name all of them,
/// each with its meaning, an example and the repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub(super) u16);

words! {
    /// Whether an issue stops the reading.
    pub enum Severity {
        /// The input cannot be used as it is.
        Error = "error",
        /// The input is used; the planner should look.
        Warning = "warning",
    }
}

/// An entry of the catalogue.
#[derive(Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// The part of the catalogue that it stands in, for instance `P1xxx: files and their shape`.
    pub section: Phrase,
    /// In a few words.
    pub title: Phrase,
    /// What it means.
    pub meaning: Phrase,
    /// What raises it, for instance. In Chinese it ends without a full stop.
    pub example: Phrase,
    /// What to do in general; an issue's own action is more specific.
    pub repair: Phrase,
}

impl Entry {
    /// An entry of its title, meaning, example and repair. In Chinese the example is left out where it is only code.
    pub(super) const fn new(
        code: Code,
        severity: Severity,
        section: Phrase,
        english: [&'static str; 4],
        chinese: &[&'static str],
    ) -> Self {
        let [title, meaning, example, repair] = english;
        let (own_title, own_meaning, own_example, own_repair) = match *chinese {
            [title, meaning, repair] => (title, meaning, without_last(example), repair),
            [title, meaning, example, repair] => (title, meaning, example, repair),
            _ => panic!("in Chinese an entry has a title, a meaning, an example and a repair"),
        };
        Self {
            code,
            severity,
            section,
            title: phrase(title, own_title),
            meaning: phrase(meaning, own_meaning),
            example: phrase(example, own_example),
            repair: phrase(repair, own_repair),
        }
    }

    /// What to do in general, as it stands behind other words.
    pub(crate) fn action(&self) -> Text {
        let sentence = self.repair.english.trim_end_matches('.');
        let (first, rest) = sentence.split_at(1);
        Text::new(first.to_lowercase() + rest, self.repair.chinese.trim_end_matches('。'))
    }
}

/// A text without its full stop.
const fn without_last(text: &'static str) -> &'static str {
    text.split_at(text.len() - 1).0
}

/// The codes of a section. Each has a name, a number, a severity, a title, a meaning, an example and a repair; then the
/// four in Chinese, without the example where it is only code.
macro_rules! codes {
    ($table:ident: $section:expr; $($name:ident = $number:literal, $severity:ident, $title:literal, $meaning:literal, $example:literal, $repair:literal, $($chinese:literal),+;)*) => {
        use super::code::{Code, Entry, Severity};

        impl Code {$(
            #[doc = concat!("P", $number, " ", $title, ". ", $meaning, "\n\n- For instance: ", $example, "\n- Repair: ", $repair)]
            pub const $name: Code = Code($number);
        )*}

        pub(super) static $table: &[Entry] = &[$(Entry::new(
            Code($number),
            Severity::$severity,
            $section,
            [$title, $meaning, $example, $repair],
            &[$($chinese),+],
        ),)*];
    };
}
pub(super) use codes;

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:04}", self.0)
    }
}
