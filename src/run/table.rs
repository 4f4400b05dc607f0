//! Tables and layers as columns: the one definition that every format renders.
//!
//! A [`Column`] says once what a value is called, what it counts, where it comes from and how to get it from a row. A
//! [`Table`] is columns over rows; with a place for each row it is a layer. Rows are made when they are asked for, so that a
//! large layer is never in memory as a whole.

pub use super::cell::{Cell, Stored, Unit};

use super::language::Language;
use super::words::Vocabulary;
use crate::domain::{Feature, LonLat, Name};
use std::borrow::Cow;

/// Where a value comes from: what `yike verify` does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The inputs, as they were given.
    Input,
    /// Decided by the layout, or computed from it and the inputs: computed again and compared.
    Computed,
    /// Known to the solver alone: refuted where that can be done without one.
    Claimed,
    /// Words for people: not compared.
    Prose,
}

impl Source {
    /// The word used in `docs/outputs.md`.
    pub fn word(self) -> &'static str {
        match self {
            Source::Input => "input",
            Source::Computed => "computed",
            Source::Claimed => "claimed",
            Source::Prose => "prose",
        }
    }
}

/// What a column is, without how to get its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its name for programs.
    pub name: String,
    /// Its heading for people.
    pub heading: Name,
    /// What its values are.
    pub unit: Unit,
    /// Where they come from.
    pub source: Source,
    /// What they mean, beyond the heading; empty where that says all.
    pub about: &'static str,
    /// Where it stands.
    pub within: Within,
    /// Whether numbers keep all their digits: a bound that is rounded is none.
    pub exact: bool,
    /// The words of its codes, where its values are codes.
    pub words: Option<&'static Vocabulary>,
}

impl Head {
    /// A cell with the decimals that its unit keeps, as layers have it.
    pub fn rounded(&self, cell: Cell) -> Cell {
        match self.exact {
            true => cell,
            false => cell.rounded(self.unit),
        }
    }
}

/// Which faces have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// All.
    All,
    /// Layers alone: tables say it otherwise.
    Layers,
    /// Tables alone: layers say it by their geometry.
    Tables,
}

type Get<'a, R> = Box<dyn Fn(&R) -> Cell + 'a>;

/// A column of rows `R`.
pub struct Column<'a, R> {
    head: Head,
    get: Get<'a, R>,
}

impl<'a, R> Column<'a, R> {
    /// A computed column.
    pub fn new(
        name: impl Into<String>,
        heading: Name,
        unit: Unit,
        get: impl Fn(&R) -> Cell + 'a,
    ) -> Self {
        let head = Head {
            name: name.into(),
            heading,
            unit,
            source: Source::Computed,
            about: "",
            within: Within::All,
            exact: false,
            words: None,
        };
        Self { head, get: Box::new(get) }
    }

    /// The same column with values from elsewhere.
    pub fn from(mut self, source: Source) -> Self {
        self.head.source = source;
        self
    }

    /// The same column with what its values mean.
    pub fn about(mut self, about: &'static str) -> Self {
        self.head.about = about;
        self
    }

    /// The same column, its values being codes of `words`.
    pub fn coded(mut self, words: &'static Vocabulary) -> Self {
        self.head.words = Some(words);
        self
    }

    /// The same column in these faces alone.
    pub fn within(mut self, within: Within) -> Self {
        self.head.within = within;
        self
    }

    /// The same column with all digits of its numbers.
    pub fn exact(mut self) -> Self {
        self.head.exact = true;
        self
    }

    /// What it is.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Its cell in a row.
    pub fn cell(&self, row: &R) -> Cell {
        (self.get)(row)
    }
}

/// A heading in both languages.
pub(crate) fn heading(en: impl Into<String>, zh: impl Into<String>) -> Name {
    Name::both(en, zh)
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its name in packages and workbooks.
    pub name: &'static str,
    /// The beginning of its files' names.
    pub file: &'static str,
    /// Its title in English.
    pub en: &'static str,
    /// Its title in Chinese.
    pub zh: &'static str,
    /// What it holds, in one sentence.
    pub about: &'static str,
    /// What its columns' names begin with in layers, behind the caller's own properties.
    pub prefix: &'static str,
}

/// Where a row stands on the map, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place<'a> {
    /// The feature's own id; none for lines, which have none.
    pub id: Option<Cow<'a, str>>,
    /// Its shape.
    pub shape: Shape<'a>,
}

/// The shape of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape<'a> {
    /// The caller's geometry and properties, of this id.
    Feature(&'a Feature, Cow<'a, str>),
    /// A point of ours.
    Point(LonLat),
    /// A straight line of ours.
    Line(LonLat, LonLat),
    /// The area inside a ring of longitude and latitude in degrees.
    Ring(Vec<[f64; 2]>),
    /// None: the row is in tables alone.
    Nowhere,
}

type CellsOf<'a> = Box<dyn Fn(usize) -> Vec<Cell> + 'a>;
type PlaceOf<'a> = Box<dyn Fn(usize) -> Place<'a> + 'a>;

/// Columns over rows; with places a layer.
pub struct Table<'a> {
    /// What it is.
    pub kind: Kind,
    /// What it holds, in one sentence.
    pub about: Cow<'static, str>,
    /// Its columns.
    pub heads: Vec<Head>,
    rows: usize,
    cells: CellsOf<'a>,
    place: Option<PlaceOf<'a>>,
}

impl<'a> Table<'a> {
    /// A table of these columns and rows.
    pub fn new<R: 'a>(kind: Kind, columns: Vec<Column<'a, R>>, rows: Vec<R>) -> Self {
        let heads = columns.iter().map(|column| column.head.clone()).collect();
        Self {
            about: kind.about.into(),
            kind,
            heads,
            rows: rows.len(),
            cells: Box::new(move |row| {
                let row = &rows[row];
                columns.iter().map(|column| column.cell(row)).collect()
            }),
            place: None,
        }
    }

    /// The layer of a table whose rows stand at these places.
    pub fn placed(mut self, place: impl Fn(usize) -> Place<'a> + 'a) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Whether it has places.
    pub fn is_layer(&self) -> bool {
        self.place.is_some()
    }

    /// The title in `language`.
    pub fn title(&self, language: Language) -> &'static str {
        language.say(self.kind.en, self.kind.zh)
    }

    /// The cells of a row, one a column.
    pub fn cells(&self, row: usize) -> Vec<Cell> {
        (self.cells)(row)
    }

    /// Where a row stands; none of a table without places.
    pub fn place(&self, row: usize) -> Option<Place<'a>> {
        self.place.as_ref().map(|place| place(row))
    }

    /// The columns that a table for people has, by position.
    pub fn in_tables(&self) -> Vec<usize> {
        self.positions(Within::Layers)
    }

    /// The columns that a layer has, by position.
    pub fn in_layers(&self) -> Vec<usize> {
        self.positions(Within::Tables)
    }

    fn positions(&self, without: Within) -> Vec<usize> {
        let heads = self.heads.iter().enumerate();
        heads.filter(|(_, head)| head.within != without).map(|(position, _)| position).collect()
    }
}
