use crate::domain::crs::Crs;
use crate::domain::forecast::{Deviation, Method, Variant};
use crate::units::Share;
use std::path::PathBuf;

/// The largest number of years after the last census.
pub const FARTHEST_YEARS: i32 = 100;

/// The source and settings of a forecast.
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
    /// The number of drawn futures.
    pub draws: u32,
    /// Their seed.
    pub seed: u64,
    /// σ: see [`crate::domain::forecast`].
    pub spread: Share,
    /// Figures to be shown beside: `[AREA] GROUP YEAR=PERSONS`.
    pub published: Vec<String>,
    /// Figures to which the forecast is scaled, likewise.
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
