//! CSV in UTF-8.

use super::LayerError;
use super::columns::{Column, columns};
use super::placed::Placed;
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

/// Points in two columns, all else as well-known text in one; properties behind.
pub(super) fn write(placed: &Placed<'_>) -> Result<Vec<u8>, LayerError> {
    let points = placed.kinds().iter().all(|kind| *kind == "Point");
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
            // Without the code in front a reader does not know the system.
            other => {
                let code = placed.crs().epsg().map(|code| format!("SRID={code};"));
                vec![format!("{}{}", code.unwrap_or_default(), other.to_wkt())]
            }
        };
        cells.extend(columns.iter().map(|column| column.cell(&row).plain().unwrap_or_default()));
        out.write_record(&cells).map_err(refused)?;
    }
    out.into_inner().map_err(|error| LayerError::refused("CSV", error))
}
