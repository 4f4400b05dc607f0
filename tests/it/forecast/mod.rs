//! Forecasts: laws of the methods, reading of censuses and tables, bad input.

mod bad;
mod districts;
mod laws;
mod order;

use std::path::{Path, PathBuf};
use yike::domain::forecast::{Method, Variant};
use yike::read::forecast::ForecastSource;

/// The committed censuses, years 2025 and 2035, no demand layer.
fn source() -> ForecastSource {
    ForecastSource {
        censuses: vec![(2010, file("2010.csv")), (2020, file("2020.csv"))],
        years: vec![2025, 2035],
        variants: Variant::NAMED.to_vec(),
        seed: 1,
        ..ForecastSource::new(Method::CohortChange)
    }
}

fn file(name: &str) -> PathBuf {
    Path::new("data/census").join(name)
}
