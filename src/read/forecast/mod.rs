//! What a forecast is made from: censuses by sex and age or a table of figures, a demand layer to share out to, and
//! figures of other sources.
//!
#![doc = include_str!("tables.md")]

mod ages;
mod areas;
mod cells;
mod census;
mod figures;
mod groups;
mod settings;
mod table;
mod units;

pub use units::UnitLayer;

use super::issue::{Issue, Problems};
use super::sink::{Sink, settle};
use super::source::InputFile;
use crate::domain::crs::Crs;
use crate::domain::forecast::{Counted, Deviation, Method, PeopleGroup, Request, Variant};
use crate::units::Share;
use std::path::PathBuf;

/// The farthest year is so many after the last census.
pub const FARTHEST_YEARS: i32 = 100;

/// What a forecast is asked to be made from.
#[derive(Debug, Clone, PartialEq)]
pub struct ForecastSource {
    /// The method.
    pub method: Method,
    /// Censuses by year, in the order given.
    pub censuses: Vec<(i32, PathBuf)>,
    /// The table of [`Method::Given`].
    pub table: Option<PathBuf>,
    /// The demand layer of today.
    pub demand: Option<PathBuf>,
    /// The layer of a GeoPackage of demand.
    pub layer: Option<String>,
    /// The system of a demand layer that names none.
    pub demand_crs: Option<Crs>,
    /// Words of groups beside residents, for instance `aged_60`.
    pub groups: Vec<String>,
    /// Words of groups and their yearly growth, for [`Method::Growth`].
    pub rates: Vec<(String, f64)>,
    /// The years.
    pub years: Vec<i32>,
    /// Variants that are not drawn.
    pub variants: Vec<Variant>,
    /// So many drawn ones.
    pub draws: u32,
    /// Their seed.
    pub seed: u64,
    /// σ: see [`crate::domain::forecast`].
    pub spread: Share,
    /// Figures to be shown beside: `[AREA] GROUP YEAR=PERSONS`.
    pub published: Vec<String>,
    /// Figures to be brought to, likewise.
    pub controls: Vec<String>,
}

impl ForecastSource {
    /// The medium future by `method`, of no years yet; a spread of 5 %.
    pub fn new(method: Method) -> Self {
        Self {
            method,
            censuses: Vec::new(),
            table: None,
            demand: None,
            layer: None,
            demand_crs: None,
            groups: Vec::new(),
            rates: Vec::new(),
            years: Vec::new(),
            variants: vec![Variant::Medium],
            draws: 0,
            seed: 0,
            spread: Deviation::usual_spread(),
            published: Vec::new(),
            controls: Vec::new(),
        }
    }
}

/// A forecast that is ready to be made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ForecastFiles {
    /// What is asked for, checked.
    pub request: Request,
    /// The censuses of each area of the request, in the order of years, with the same age groups; none of a given table.
    pub counted: Vec<Vec<Counted>>,
    /// The demand layer, where one was given.
    pub units: Option<UnitLayer>,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// Censuses or table, then demand.
    pub inputs: Vec<InputFile>,
}

/// Reads and checks everything that a forecast is made from.
///
/// ```
/// use yike::domain::forecast::{Method, Outlook};
/// use yike::read::forecast::{ForecastSource, read_forecast};
///
/// let census = |year| (year, format!("data/census/{year}.csv").into());
/// let files = read_forecast(&ForecastSource {
///     censuses: vec![census(2010), census(2020)],
///     years: vec![2030],
///     ..ForecastSource::new(Method::CohortChange)
/// })?;
/// let outlook = Outlook::new(&files.request)?;
/// // Two districts with four groups each.
/// assert_eq!(outlook.rows.len(), 8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found, in files and in what is asked for (whose place is then the option, `--years`); see
/// [`super::Code`].
pub fn read_forecast(source: &ForecastSource) -> Result<ForecastFiles, Problems> {
    let sink = Sink::default();
    let read = read(&sink, source);
    let (files, warnings) = settle(read, sink)?;
    Ok(ForecastFiles { warnings, ..files })
}

fn read(sink: &Sink, source: &ForecastSource) -> Option<ForecastFiles> {
    let groups = settings::groups(sink, source);
    let rates = settings::rates(sink, source, &groups);
    let years_are_good = settings::check_years(sink, source);
    let mut inputs = Vec::new();
    let found = match source.method {
        Method::Given => table::areas(sink, source, &groups, &mut inputs),
        _ => areas::of_censuses(sink, source, &groups, &rates, &mut inputs),
    };
    let units = match &source.demand {
        None => Some(None),
        Some(path) => units::read(sink, source, path, &groups, &mut inputs).map(Some),
    };
    let (mut found, mut units) = (found?, units?);
    if let Some(units) = &mut units {
        units.settle(sink, &mut found, &groups)?;
    }
    let published = figures::published(sink, source, &found, &groups);
    if !years_are_good {
        return None;
    }
    let (areas, counted) = found.into_iter().unzip();
    let request = Request {
        areas,
        groups,
        years: source.years.clone(),
        variants: source.variants.clone(),
        draws: source.draws,
        seed: source.seed,
        spread: source.spread,
        published,
    };
    Some(ForecastFiles {
        request,
        counted,
        units,
        warnings: Vec::new(),
        inputs,
    })
}

/// An area with its method and its censuses.
type Found = (crate::domain::forecast::AreaOutlook, Vec<Counted>);

/// Whether the area of one code lies in that of another: administrative codes of six digits and more, which those of
/// smaller areas begin with.
fn lies_in(inner: &str, outer: &str) -> bool {
    let digits = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit());
    outer.len() >= 6 && inner.len() > outer.len() && inner.starts_with(outer) && digits(inner)
}

/// Whether a list has the group, which is not residents.
fn has(groups: &[PeopleGroup], group: PeopleGroup) -> bool {
    groups.contains(&group)
}
