//! The columns of tables and layers: what each value is called, what it counts, where it comes from and how to get it from a
//! row.

use super::cell::{Cell, Unit};
use crate::domain::Name;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::words::words;

words! {
    /// Where a value comes from: what `yike verify` does with it.
    pub enum Source {
        /// The inputs, as they were given.
        Input = "input",
        /// Decided by the layout, or computed from it and the inputs: computed again and compared, where the kind of run is
        /// computed again at all.
        Computed = "computed",
        /// Known to the solver alone: refuted where that can be done without one.
        Claimed = "claimed",
        /// Words for people: not compared.
        Prose = "prose",
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
    /// Whether only programs need it: a code or an id of what another column says in words. Workbooks leave it out.
    pub for_programs: bool,
    /// Whether numbers keep all their digits: a bound that is rounded is none.
    pub exact: bool,
    /// The words of its codes, where its values are codes.
    pub words: Option<&'static Vocabulary>,
}

impl Head {
    /// The heading in English and in Chinese without its unit, for faces that write that beside each value.
    pub(crate) fn words_of_heading(&self) -> [&str; 2] {
        let [en, zh] = self.unit.in_heading();
        let [own_en, own_zh] = [self.heading.english(), self.heading.chinese()];
        [own_en.strip_suffix(en).unwrap_or(own_en), own_zh.strip_suffix(zh).unwrap_or(own_zh)]
    }

    /// A cell with the decimals that its unit keeps.
    fn rounded(&self, cell: Cell) -> Cell {
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
        let (about, within, exact, for_programs) = ("", Within::All, false, false);
        let head = Head { name, heading, unit, source, about, within, for_programs, exact, words };
        self.heads.push(head);
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
        if let Some(head) = self.heads.last_mut() {
            change(head);
        }
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

    /// Says that only programs need the last column: another says it in words.
    pub(crate) fn for_programs(self) -> Self {
        self.last(|head| head.for_programs = true)
    }

    /// Leaves the last column to tables: layers say it by their geometry.
    pub(crate) fn in_tables_alone(self) -> Self {
        self.last(|head| head.within = Within::Tables)
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: &R) -> Vec<Cell> {
        self.heads.iter().zip(&self.gets).map(|(head, get)| head.rounded(get(row))).collect()
    }
}
