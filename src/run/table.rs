//! Tables and layers as columns: the one definition that every format renders.
//!
//! Columns say once what each value is called, what it counts, where it comes from and how to get it from a row. A
//! [`Table`] is columns over rows; with a place for each row it is a layer. Rows are made when they are asked for, so that a
//! large layer is never in memory as a whole.

pub use super::cell::{Cell, Stored, Unit};
pub(crate) use super::columns::Columns;
pub use super::columns::{Head, Source, Within};

use crate::domain::Language;
use crate::domain::{Feature, LonLat};
use std::borrow::Cow;

/// Before the names of our columns where they stand behind the caller's own properties.
pub(crate) const PREFIX: &str = "plan_";

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

impl Kind {
    /// A table whose files are named as it is, with no properties of the caller's.
    pub(crate) const fn new(
        name: &'static str,
        en: &'static str,
        zh: &'static str,
        about: &'static str,
    ) -> Self {
        Self { name, file: name, en, zh, about, prefix: "" }
    }

    /// The same with files of another name.
    pub(crate) const fn in_file(self, file: &'static str) -> Self {
        Self { file, ..self }
    }

    /// The same behind the caller's own properties.
    pub(crate) const fn behind_properties(self) -> Self {
        Self { prefix: PREFIX, ..self }
    }
}

/// Where a row stands on the map, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place<'a> {
    /// The feature's own id; none for lines, which have none.
    pub id: Option<Cow<'a, str>>,
    /// Its shape.
    pub shape: Shape<'a>,
}

impl<'a> Place<'a> {
    /// That of a feature of the caller's, of this id.
    pub(crate) fn of(id: &'a str, feature: &'a Feature) -> Self {
        Self { id: Some(id.into()), shape: Shape::Feature(feature, id.into()) }
    }
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
    pub(crate) fn new<R: 'a>(
        kind: Kind,
        columns: Columns<'a, R>,
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        let rows: Vec<R> = rows.into_iter().collect();
        Self {
            about: kind.about.into(),
            kind,
            heads: columns.heads.clone(),
            rows: rows.len(),
            cells: Box::new(move |row| columns.cells(&rows[row])),
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

    /// The columns that a layer has, by position.
    pub fn in_layers(&self) -> Vec<usize> {
        let heads = self.heads.iter().enumerate();
        let within = heads.filter(|(_, head)| head.within != Within::Tables);
        within.map(|(position, _)| position).collect()
    }
}
