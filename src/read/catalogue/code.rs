//! Codes of issues and their entries in the catalogue.

use crate::domain::Text;
use crate::domain::words::words;
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
    pub section: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What raises it, for instance.
    pub example: &'static str,
    /// What to do in general; an issue's own action is more specific.
    pub repair: &'static str,
}

impl Entry {
    /// What to do in general, as it stands behind other words.
    pub(crate) fn action(&self) -> Text {
        let sentence = self.repair.trim_end_matches('.');
        let (first, rest) = sentence.split_at(1);
        (first.to_lowercase() + rest).into()
    }
}

/// The codes of a section. Each has a name, a number, a severity, a title, a meaning, an example and a repair.
macro_rules! codes {
    ($table:ident: $section:literal; $($name:ident = $number:literal, $severity:ident, $title:literal, $meaning:literal, $example:literal, $repair:literal;)*) => {
        use super::code::{Code, Entry, Severity};

        impl Code {$(
            #[doc = concat!("P", $number, " ", $title, ". ", $meaning, "\n\n- For instance: ", $example, "\n- Repair: ", $repair)]
            pub const $name: Code = Code($number);
        )*}

        pub(super) static $table: &[Entry] = &[$(Entry {
            code: Code($number),
            severity: Severity::$severity,
            section: $section,
            title: $title,
            meaning: $meaning,
            example: $example,
            repair: $repair,
        },)*];
    };
}
pub(super) use codes;

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:04}", self.0)
    }
}
