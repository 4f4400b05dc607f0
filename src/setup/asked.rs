//! What is asked for.

use super::template::Template;
use crate::domain::crs::Crs;
use crate::domain::words::words;
use crate::domain::{Language, phrase};
use crate::read::Role;
use crate::units::Metres;
use std::path::PathBuf;

words! {
    /// What a table of the planner's can be.
    pub enum Part {
        /// Polygons of towns.
        Towns = "towns",
        /// People of villages and communities.
        People = "people",
        /// Care facilities, and places for them.
        Facilities = "facilities",
        /// Hospitals and clinics.
        Medical = "medical",
        /// Roads.
        Roads = "roads",
    }
}

impl Part {
    /// The layer of the format that is made of it.
    pub(super) fn role(self) -> Role {
        match self {
            Part::Towns => Role::Towns,
            Part::People => Role::Demand,
            Part::Facilities => Role::Sites,
            Part::Medical => Role::Medical,
            Part::Roads => Role::Network,
        }
    }

    /// What people call it.
    pub(super) fn say(self, language: Language) -> &'static str {
        let phrase = match self {
            Part::Towns => phrase("towns", "镇街"),
            Part::People => phrase("people", "人口"),
            Part::Facilities => phrase("facilities", "养老设施"),
            Part::Medical => phrase("medical facilities", "医疗机构"),
            Part::Roads => phrase("roads", "道路"),
        };
        phrase.say(language)
    }
}

/// Where new facilities could stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Candidates {
    /// One in each village and community.
    Units,
    /// One in each square with this side in which or near which people live.
    Grid(Metres),
    /// Public buildings of the extract of OpenStreetMap among the files.
    Osm,
    /// Those that the tables give, and no others.
    None,
}

/// What is asked of [`super::make`].
///
/// ```
/// use yike::setup::{Asked, make};
///
/// let tables = vec!["data/own-tables".into()];
/// let made = make(&Asked { sources: tables, ..Asked::new("plan") }).expect("sound tables");
/// assert!(made.plan.contains("[[tier]]"));
/// for guess in &made.guesses {
///     println!("{}: {}", guess.about, guess.text);
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Asked {
    /// Files and folders of files.
    pub sources: Vec<PathBuf>,
    /// Files that are what their part says.
    pub named: Vec<(Part, PathBuf)>,
    /// Part, property of the format, column.
    pub columns: Vec<(Part, String, String)>,
    /// The systems of files that name none.
    pub crs: Vec<(Part, Crs)>,
    /// What facilities are called, and the word of [`super::CATEGORIES`] that it means.
    pub categories: Vec<(String, String)>,
    /// Where the plan will be, from which roads are named.
    pub out: PathBuf,
    /// Tiers, sizes, costs and targets.
    pub template: Template,
    /// Where new facilities could stand; left out: in villages and communities, where the tables give no places.
    pub candidates: Option<Candidates>,
    /// The plan's name; left out: the folder's.
    pub name: Option<String>,
    /// The plan's year; left out: the template's.
    pub period: Option<i32>,
    /// This year: a facility of which a later one is named (2027年建成) does not stand yet.
    pub today: i32,
    /// Whether rows that belong to no town are left out, instead of refused.
    pub leave_out: bool,
    /// The language of what is said and of comments.
    pub language: Language,
}

impl Asked {
    /// The column that is named for a property.
    pub(super) fn column(&self, part: Part, property: &str) -> Option<&str> {
        let mut named = self.columns.iter().filter(|(of, own, _)| *of == part && own == property);
        named.next().map(|(.., column)| column.as_str())
    }

    /// A plan in the folder `out`, in English, by the usual template, of no files yet.
    pub fn new(out: impl Into<PathBuf>) -> Self {
        Self {
            sources: Vec::new(),
            named: Vec::new(),
            columns: Vec::new(),
            crs: Vec::new(),
            categories: Vec::new(),
            out: out.into(),
            template: Template::default(),
            candidates: None,
            name: None,
            period: None,
            today: this_year(),
            leave_out: false,
            language: Language::English,
        }
    }
}

/// The year of the clock, which may be one off at its turn.
fn this_year() -> i32 {
    const YEAR_S: f64 = 365.2425 * 86_400.0;
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    1970 + (since.unwrap_or_default().as_secs_f64() / YEAR_S) as i32
}
