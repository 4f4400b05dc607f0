//! Maps in the coordinate system that was asked for.

use super::LayerError;
use super::geojson::crs_member;
use crate::domain::Problem;
use crate::domain::crs::{Crs, Projector};
use crate::run::files::Output;
use crate::write::collection::collection_text;
use crate::write::reach_areas::outermost;
use geo::{Coord, CoordsIter};
use serde_json::{Map, Value, json};

/// Brings the GeoJSON among `outputs` from WGS84 to `crs`, with the older member `crs` that says so. What is not
/// GeoJSON stays as it is.
///
/// # Errors
///
/// When a position has no place in the system; the outputs before it are changed, so write none of them then.
pub fn outputs_in(outputs: &mut [Output], crs: Crs) -> Result<(), LayerError> {
    for output in outputs {
        if output.name.ends_with(".geojson") {
            output.bytes = geojson_in(&output.bytes, crs)?;
        }
    }
    Ok(())
}

/// The same for the bytes of one collection, as this program writes them.
///
/// # Errors
///
/// As [`outputs_in`].
pub fn geojson_in(bytes: &[u8], crs: Crs) -> Result<Vec<u8>, LayerError> {
    let refused = |why: String| LayerError::refused("GeoJSON", why);
    let projector = Projector::new(crs).map_err(|error| refused(error.to_string()))?;
    if projector.is_plain() {
        return Ok(bytes.to_vec());
    }
    let mut head: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|error| refused(error.to_string()))?;
    let features = match head.remove("features") {
        Some(Value::Array(features)) => features,
        _ => Vec::new(),
    };
    let mut lines = Vec::with_capacity(features.len());
    for mut feature in features {
        if let Some(coordinates) = feature.pointer_mut("/geometry/coordinates") {
            place(coordinates, &projector)?;
        }
        lines.push(feature.to_string());
    }
    let mut placed = Map::new();
    for (name, value) in head {
        let first = name == "type";
        placed.insert(name, value);
        if first {
            placed.insert("crs".into(), crs_member(crs));
        }
    }
    Ok(collection_text(&placed, &lines))
}

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

/// A position, or a list of such or of lists.
fn place(value: &mut Value, projector: &Projector) -> Result<(), LayerError> {
    let Value::Array(list) = value else {
        return Ok(());
    };
    if let [Value::Number(x), Value::Number(y), ..] = &list[..] {
        let number = |value: &serde_json::Number| value.as_f64().unwrap_or(f64::NAN);
        let at = placed(projector, number(x), number(y))?;
        (list[0], list[1]) = (json!(at.x), json!(at.y));
        return Ok(());
    }
    list.iter_mut().try_for_each(|part| place(part, projector))
}

fn placed(projector: &Projector, lon_deg: f64, lat_deg: f64) -> Result<Coord<f64>, LayerError> {
    let at = Coord {
        x: lon_deg,
        y: lat_deg,
    };
    projector.project(at).ok_or(LayerError::Outside {
        lon_deg,
        lat_deg,
        crs: projector.crs(),
    })
}
