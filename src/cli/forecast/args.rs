//! The arguments of `yike forecast`.

use crate::cli::csv::CsvArgs;
use crate::cli::package::words;
use crate::domain::forecast::Method;
use clap::Args;
use clap::builder::TypedValueParser;
use std::path::PathBuf;

fn methods() -> impl TypedValueParser<Value = Method> {
    words([
        (
            Method::CohortChange,
            "cohort",
            "Cohort-change ratios (Hamilton-Perry) of two censuses by sex and age",
        ),
        (Method::Growth, "growth", "Growth by --rate, or by that between two censuses"),
        (Method::AgeingTrend, "trend", "Residents by growth, groups by the trend of their share"),
        (Method::Given, "table", "The figures of --table"),
    ])
}

/// Of `yike forecast`.
#[derive(Debug, Args)]
pub(crate) struct ForecastArgs {
    /// A census with its year, for instance 2020=census.csv: CSV or .xlsx by sex and five-year age; give two, the
    /// earlier first
    #[arg(long = "census", value_name = "YEAR=FILE")]
    pub(crate) censuses: Vec<String>,
    /// The years, for instance 2025,2035
    #[arg(long, value_name = "YEARS", value_delimiter = ',', required = true)]
    pub(crate) years: Vec<i32>,
    /// How people of years to come are worked out
    #[arg(long, value_parser = methods(), default_value = "cohort")]
    pub(crate) method: Method,
    /// Yearly growth of a group for --method growth, for instance "aged_60=3.3 %"; may be repeated
    #[arg(long = "rate", value_name = "GROUP=RATE", allow_hyphen_values = true)]
    pub(crate) rates: Vec<String>,
    /// The figures of --method table: columns area, year, group, persons
    #[arg(long, value_name = "FILE")]
    pub(crate) table: Option<PathBuf>,
    /// A group beside all residents, for instance aged_70; may be repeated [default: aged_60, aged_65, aged_80]
    #[arg(long = "group", value_name = "GROUP")]
    pub(crate) groups: Vec<String>,
    /// low, medium, high [default: all three; of a table medium]
    #[arg(long = "variant", value_name = "NAMES", value_delimiter = ',')]
    pub(crate) variants: Vec<String>,
    /// So many futures drawn at random as well
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) draws: u32,
    /// The seed of the draws: the same one gives the same futures
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How much ten-year ratios vary between futures: the standard deviation of their logarithm
    #[arg(long, value_name = "SHARE", default_value = "5 %")]
    pub(crate) spread: String,
    /// A figure of another source to show beside, for instance "500115 aged_60 2025=207000"; the area may be left out
    /// where there is one
    #[arg(long, value_name = "FIGURE")]
    pub(crate) published: Vec<String>,
    /// The same, to which the forecast is brought
    #[arg(long = "control", value_name = "FIGURE")]
    pub(crate) controls: Vec<String>,
    /// The demand layer of today, to share the forecast out to
    #[arg(long, value_name = "FILE")]
    pub(crate) demand: Option<PathBuf>,
    /// The layer of a GeoPackage of demand that has several
    #[arg(long, value_name = "NAME", requires = "demand")]
    pub(crate) layer: Option<String>,
    /// The coordinate system of a demand layer that names none
    #[arg(long, value_name = "CRS", requires = "demand")]
    pub(crate) demand_crs: Option<String>,
    /// Write a demand layer for every draw too
    #[arg(long, requires = "demand")]
    pub(crate) draw_layers: bool,
    /// Folder for the outputs; nothing is written without it
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
}
