//! Groups of people by age: counted, or shares of all.

use super::cells::Figure;
use super::findings::Findings;
use super::table::Table;

/// Their properties, of which the first is needed.
pub(super) const GROUPS: [&str; 3] = ["aged_60", "aged_65", "aged_80"];

/// A group of people by age, as a table has it.
pub(super) enum Group {
    Counts(Vec<Option<Figure>>),
    Shares(Vec<Option<f64>>),
}

impl Group {
    pub(super) fn read(table: &Table, property: &str, findings: &mut Findings) -> Self {
        match table.is_share(property) {
            true => Self::Shares(table.shares(property, findings)),
            false => Self::Counts(table.figures(property, findings)),
        }
    }

    pub(super) fn people(&self, at: usize, persons: f64) -> Option<f64> {
        match self {
            Group::Counts(figures) => figures[at].map(|own| own.number.round()),
            Group::Shares(shares) => shares[at].map(|share| (persons * share).round()),
        }
    }

    pub(super) fn is_modelled(&self, at: usize) -> bool {
        matches!(self, Group::Shares(shares) if shares[at].is_some())
    }
}
