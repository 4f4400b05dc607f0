//! Tables and layers as columns: the one definition that every format renders.
//!
//! [`Columns`] say once what each value is called, what it counts, where it comes from and how to get it from a row. A
//! [`Table`] is columns over rows; with a place for each row it is a layer. Rows are made when they are asked for, so that a
//! large layer is never in memory as a whole.

pub use super::cell::{Cell, Stored, Unit};

use super::language::Language;
use super::vocabulary::Vocabulary;
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

/// What the values of a column are: counted in a unit, or codes of a vocabulary.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Values {
    unit: Unit,
    words: Option<&'static Vocabulary>,
}

impl From<Unit> for Values {
    fn from(unit: Unit) -> Self {
        Self { unit, words: None }
    }
}

impl From<&'static Vocabulary> for Values {
    fn from(words: &'static Vocabulary) -> Self {
        Self { unit: Unit::Text, words: Some(words) }
    }
}

type Get<'a, R> = Box<dyn Fn(&R) -> Cell + 'a>;

/// The columns of a table of rows `R`, from left to right. Each is added by the word for where its values come from, with its
/// name for programs, its heading in English and in Chinese, what its values are and how to get one from a row; what is said
/// behind it is said of it alone.
pub(crate) struct Columns<'a, R> {
    /// What they are.
    pub(crate) heads: Vec<Head>,
    gets: Vec<Get<'a, R>>,
}

/// Adds a column whose values come from `$source`.
macro_rules! adding {
    ($($(#[$about:meta])* $name:ident: $source:ident;)*) => {
        $($(#[$about])*
        pub(crate) fn $name<C: Into<Cell>>(
            self,
            name: impl Into<String>,
            en: impl Into<String>,
            zh: impl Into<String>,
            values: impl Into<Values>,
            get: impl Fn(&R) -> C + 'a,
        ) -> Self {
            let heading = Name::both(en, zh);
            self.add(Source::$source, name.into(), heading, values.into(), get)
        })*
    };
}

impl<'a, R> Columns<'a, R> {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self { heads: Vec::new(), gets: Vec::new() }
    }

    adding! {
        /// A column of [`Source::Input`].
        input: Input;
        /// A column of [`Source::Computed`].
        computed: Computed;
        /// A column of [`Source::Claimed`].
        claimed: Claimed;
        /// A column of [`Source::Prose`].
        prose: Prose;
    }

    fn add<C: Into<Cell>>(
        mut self,
        source: Source,
        name: String,
        heading: Name,
        Values { unit, words }: Values,
        get: impl Fn(&R) -> C + 'a,
    ) -> Self {
        let (about, within, exact) = ("", Within::All, false);
        self.heads.push(Head { name, heading, unit, source, about, within, exact, words });
        self.gets.push(Box::new(move |row| match (words, get(row).into()) {
            (Some(words), Cell::Text(code)) => Cell::Code(words, code),
            (_, cell) => cell,
        }));
        self
    }

    /// A column of [`Source::Input`] for a parameter that varies, named by its path.
    pub(crate) fn varied<C: Into<Cell>>(
        self,
        path: &str,
        unit: Unit,
        get: impl Fn(&R) -> C + 'a,
    ) -> Self {
        self.add(Source::Input, path.into(), Name::plain(path), unit.into(), get)
            .about("a column for each parameter that varies")
    }

    /// The columns that `add` adds for each of `items`.
    pub(crate) fn for_each<I: IntoIterator>(
        self,
        items: I,
        add: impl Fn(Self, I::Item) -> Self,
    ) -> Self {
        items.into_iter().fold(self, add)
    }

    /// These columns, then `others`.
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.heads.extend(others.heads);
        self.gets.extend(others.gets);
        self
    }

    /// The same columns, each called as `rename` says.
    pub(crate) fn renamed(mut self, rename: impl Fn(&mut Head)) -> Self {
        self.heads.iter_mut().for_each(rename);
        self
    }

    fn last(mut self, change: impl FnOnce(&mut Head)) -> Self {
        self.heads.last_mut().map(change);
        self
    }

    /// Says what the values of the last column mean, beyond its heading.
    pub(crate) fn about(self, about: &'static str) -> Self {
        self.last(|head| head.about = about)
    }

    /// Keeps all digits of the last column's numbers.
    pub(crate) fn exact(self) -> Self {
        self.last(|head| head.exact = true)
    }

    /// Keeps all digits of every column's numbers.
    pub(crate) fn all_exact(mut self) -> Self {
        self.heads.iter_mut().for_each(|head| head.exact = true);
        self
    }

    /// Leaves the last column to tables: layers say it by their geometry.
    pub(crate) fn in_tables_alone(self) -> Self {
        self.last(|head| head.within = Within::Tables)
    }

    /// Leaves the last column to layers: tables say it otherwise.
    pub(crate) fn in_layers_alone(self) -> Self {
        self.last(|head| head.within = Within::Layers)
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: &R) -> Vec<Cell> {
        self.gets.iter().map(|get| get(row)).collect()
    }
}

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
