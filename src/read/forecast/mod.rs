//! Reads the inputs of a forecast: censuses by sex and age or a table of figures, a demand layer over which people are
//! distributed, and figures of other sources.
//!
#![doc = include_str!("../../../docs/format-forecast.md")]

mod ages;
mod areas;
mod cells;
mod census;
mod figures;
mod groups;
mod settings;
mod source;
mod table;
mod units;

pub use source::{FARTHEST_YEARS, ForecastSource};
pub use units::UnitLayer;

use super::issue::{Issue, Problems};
use super::sink::{Sink, settle};
use super::source::InputFile;
use crate::domain::forecast::{Census, Method, Request};

/// The inputs of a forecast.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ForecastFiles {
    /// The checked request.
    pub request: Request,
    /// The censuses of each area of the request, in the order of years, with the same age groups; empty for a given
    /// table.
    pub counted: Vec<Vec<Census>>,
    /// The demand layer, where one was given.
    pub units: Option<UnitLayer>,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// Censuses or table, then demand.
    pub inputs: Vec<InputFile>,
}

/// Reads and checks the inputs of a forecast.
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
/// All problems found, in files and in the request (whose place is then the option, `--years`); see [`super::Code`].
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
    Some(ForecastFiles { request, counted, units, warnings: Vec::new(), inputs })
}
