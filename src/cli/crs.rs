//! Coordinate systems in options, and maps in the one that was asked for.

use super::failure::Failure;
use yike::domain::crs::Crs;
use yike::domain::{LonLat, Problem};
use yike::write::layers::{LayerError, check_places, check_plan};

/// The coordinate system that an option names.
pub(crate) fn crs(option: &str, text: Option<&str>) -> Result<Option<Crs>, Failure> {
    let parse = |text| {
        Crs::parse(text).map_err(|error| {
            let help = "write for instance EPSG:4547, CGCS2000 or GCJ-02";
            Failure::usage(format!("{option}: {error}"), help)
        })
    };
    text.map(parse).transpose()
}

/// The system that `--crs` asks maps to be written in; WGS84 without it.
pub(crate) fn of_maps(typed: Option<&str>) -> Result<Crs, Failure> {
    Ok(crs("--crs", typed)?.unwrap_or_default())
}

/// Errors, before any long work, when a map in `crs` cannot show all of `points`.
pub(crate) fn check_maps(
    points: impl IntoIterator<Item = LonLat>,
    crs: Crs,
) -> Result<(), Failure> {
    check_places(points, crs).map_err(|error| refused(&error))
}

/// The same for the maps of a run on `problem`.
pub(crate) fn check_plan_maps(problem: &Problem, crs: Crs) -> Result<(), Failure> {
    check_plan(problem, crs).map_err(|error| refused(&error))
}

fn refused(error: &LayerError) -> Failure {
    let help = "choose a coordinate system of the plan's area, or leave --crs out for WGS84";
    Failure::usage(format!("--crs: {error}"), help)
}

impl From<LayerError> for Failure {
    fn from(error: LayerError) -> Self {
        refused(&error)
    }
}
