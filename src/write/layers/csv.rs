//! CSV in UTF-8.

use super::LayerError;
use super::columns::{Column, columns, renamed};
use super::placed::Placed;
use crate::domain::crs::Crs;
use crate::domain::{Text, text};
use geo::Geometry;
use wkt::ToWkt;

/// Columns that a reader takes for the positions of rows, whatever the others are called: those that are written, and those
/// that come before them (`read::layers::columns`).
const PLACES: [&str; 12] = [
    "lon",
    "lat",
    "x",
    "y",
    "wkt",
    "geometry",
    "geom",
    "the_geom",
    "shape",
    "lng",
    "longitude",
    "经度",
];

/// The names of properties: one that a reader would take for a position gets a line behind it.
fn names(columns: &[Column]) -> Vec<String> {
    let mut names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    for at in 0..names.len() {
        let clashes = |name: &str| PLACES.iter().any(|place| name.eq_ignore_ascii_case(place));
        if clashes(names[at].trim()) {
            let mut name = format!("{}_", names[at].trim());
            while names.contains(&name) {
                name.push('_');
            }
            names[at] = name;
        }
    }
    names
}

fn of_points(placed: &Placed<'_>) -> bool {
    placed.kinds().iter().all(|kind| *kind == "Point")
}

/// Names that are changed, and a system that the file does not say.
pub(super) fn losses(placed: &Placed<'_>) -> Vec<Text> {
    let columns = columns(placed);
    let made = names(&columns);
    let pairs = columns.iter().zip(&made).map(|(column, made)| (&*column.name, &**made));
    // Columns called `lon` and `lat` are WGS84 to every reader.
    let crs = placed.crs();
    let unsaid = (crs != Crs::Wgs84 || !of_points(placed)).then(|| {
        text!(
            "CSV does not say its coordinate system: read it with the system {crs}",
            "CSV 不写明坐标系：读取时请指定 {crs}"
        )
    });
    unsaid.into_iter().chain(renamed(pairs)).collect()
}

/// Points in two columns, all else as well-known text in one; properties behind.
pub(super) fn write(placed: &Placed<'_>) -> Result<Vec<u8>, LayerError> {
    let points = of_points(placed);
    let columns = columns(placed);
    let mut head: Vec<&str> = match (points, placed.crs().in_degrees()) {
        (true, true) => vec!["lon", "lat"],
        (true, false) => vec!["x", "y"],
        (false, _) => vec!["wkt"],
    };
    let names = names(&columns);
    head.extend(names.iter().map(String::as_str));
    let refused = |error: csv::Error| LayerError::refused("CSV", error);
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&head).map_err(refused)?;
    for row in placed.rows() {
        let mut cells = match &row.geometry {
            Geometry::Point(at) if points => vec![at.x().to_string(), at.y().to_string()],
            other => vec![other.to_wkt().to_string()],
        };
        cells.extend(columns.iter().map(|column| column.cell(&row).plain().unwrap_or_default()));
        out.write_record(&cells).map_err(refused)?;
    }
    out.into_inner().map_err(|error| LayerError::refused("CSV", error))
}
