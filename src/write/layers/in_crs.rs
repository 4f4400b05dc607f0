//! Maps in the coordinate system that was asked for.

use super::LayerError;
use crate::domain::Problem;
use crate::domain::crs::{Crs, Projector};
use crate::run::tables::outermost;
use geo::{Coord, CoordsIter};

/// Whether a map in `crs` can show all of `points`; errors with the first that it cannot.
///
/// # Errors
///
/// [`LayerError::Outside`].
pub fn check_places(
    points: impl IntoIterator<Item = crate::domain::LonLat>,
    crs: Crs,
) -> Result<(), LayerError> {
    let projector = Projector::new(crs).map_err(|error| LayerError::refused("GeoJSON", error))?;
    for at in points {
        placed(&projector, at.lon_deg(), at.lat_deg())?;
    }
    Ok(())
}

/// Whether the maps of a run on `problem` can be in `crs`: its demand, sites, town borders and areas of reach.
///
/// # Errors
///
/// [`LayerError::Outside`] with the first position that cannot be shown.
pub fn check_plan(problem: &Problem, crs: Crs) -> Result<(), LayerError> {
    check_places(problem.places().chain(outermost(problem)), crs)?;
    let projector = Projector::new(crs).map_err(|error| LayerError::refused("GeoJSON", error))?;
    let units = problem.units.iter().map(|unit| &unit.feature);
    let given = units.chain(problem.towns.iter().map(|town| &town.feature));
    let mut corners = given.flat_map(|feature| feature.geometry.coords_iter());
    corners.try_for_each(|at| placed(&projector, at.x, at.y).map(drop))
}

fn placed(projector: &Projector, lon_deg: f64, lat_deg: f64) -> Result<Coord<f64>, LayerError> {
    let at = Coord { x: lon_deg, y: lat_deg };
    projector.project(at).ok_or(LayerError::Outside { lon_deg, lat_deg, crs: projector.crs() })
}
