//! The figures of a run as tables, once for all formats: `plan.gpkg`, `plan.xlsx` and CSV.

mod csv;
mod rows;
mod sites;
mod xlsx;

pub use csv::{guarded, table_csv};
pub use rows::{coverage_table, money_table, run_table, targets_table, works_table};
pub use sites::sites_table;
pub use xlsx::workbook;

use super::layers::{Cell, Kind};
use crate::run::language::Language;

/// What a column holds, for people: how it is shown in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Text.
    Text,
    /// A whole number.
    Count,
    /// A number with decimals where it has any.
    Number,
    /// A share of 0–1, shown in percent.
    Share,
    /// Degrees.
    Degrees,
    /// Whole yuan.
    Yuan,
    /// True or false.
    Flag,
}

impl Shown {
    /// How it is stored.
    pub fn stored(self) -> Kind {
        match self {
            Shown::Text => Kind::Text,
            Shown::Count | Shown::Yuan => Kind::Whole,
            Shown::Number | Shown::Share | Shown::Degrees => Kind::Number,
            Shown::Flag => Kind::Flag,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name for programs.
    pub name: String,
    /// Its heading for people, in the table's language.
    pub heading: String,
    /// What it holds.
    pub kind: Shown,
}

/// A table without geometry.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name for programs.
    pub name: &'static str,
    /// Its title for people, in the table's language.
    pub title: &'static str,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    fn new(
        name: &'static str,
        language: Language,
        titles: [&'static str; 2],
        columns: &[(&str, &str, &str, Shown)],
    ) -> Self {
        let column = |&(name, english, chinese, kind): &(&str, &str, &str, Shown)| TableColumn {
            name: name.into(),
            heading: language.say(english, chinese).into(),
            kind,
        };
        Self {
            name,
            title: match language {
                Language::English => titles[0],
                Language::Chinese => titles[1],
            },
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    fn push_column(&mut self, name: String, heading: String, kind: Shown) {
        self.columns.push(TableColumn {
            name,
            heading,
            kind,
        });
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn maybe<T>(value: Option<T>, cell: impl Fn(T) -> Cell) -> Cell {
    value.map_or(Cell::Empty, cell)
}

fn count(number: impl TryInto<i64>) -> Cell {
    number.try_into().map_or(Cell::Empty, Cell::Whole)
}
