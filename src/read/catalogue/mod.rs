//! The catalogue of everything that can be wrong with the input: one code each, never used for another thing.

mod demand;
mod files;
mod forecast;
mod layouts;
mod location;
mod plan;
mod roads;
mod runs;
mod sites;
mod sweeps;
mod travel;

use std::fmt;

/// A code of the catalogue, `P1001` and so on. Its constants name them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

/// Whether an issue stops the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The input cannot be used as it is.
    Error,
    /// The input is used; the planner should look.
    Warning,
}

/// What the catalogue says of a code.
#[derive(Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// In a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do in general; an issue's own action is more exact.
    pub repair: &'static str,
}

macro_rules! codes {
    ($table:ident; $($name:ident = $number:literal, $severity:ident, $title:literal, $meaning:literal, $repair:literal;)*) => {
        impl super::Code {
            $(#[doc = $meaning] pub const $name: super::Code = super::Code($number);)*
        }

        pub(super) static $table: &[super::Entry] = &[$(super::Entry {
            code: super::Code($number),
            severity: super::Severity::$severity,
            title: $title,
            meaning: $meaning,
            repair: $repair,
        },)*];
    };
}
use codes;

impl Code {
    /// The whole catalogue, in the order of the codes.
    pub fn catalogue() -> impl Iterator<Item = &'static Entry> {
        let tables = [
            files::FILES,
            demand::DEMAND,
            forecast::FORECAST,
            sites::SITES,
            plan::PLAN,
            travel::TRAVEL,
            layouts::LAYOUTS,
            runs::RUNS,
            roads::ROADS,
            location::LOCATION,
            sweeps::SWEEPS,
        ];
        tables.into_iter().flatten()
    }

    /// What the catalogue says of this code.
    pub fn entry(self) -> &'static Entry {
        Self::catalogue()
            .find(|entry| entry.code == self)
            .expect("codes are made by the catalogue alone")
    }

    /// The code that `text` (`"P2002"`) names.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::catalogue()
            .map(|entry| entry.code)
            .find(|code| code.to_string() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:04}", self.0)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}
