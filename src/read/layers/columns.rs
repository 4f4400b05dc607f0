//! The columns of a table that hold the positions of its rows.

use super::rows::Row;
use crate::read::headings::plain;

/// The columns of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Columns {
    /// Longitude and latitude in degrees: WGS84 unless the plan names another system.
    Degrees(usize, usize),
    /// East and north of a system that the plan names.
    Plane(usize, usize),
    /// Well-known text.
    Text(usize),
}

/// The content of the cells of a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) enum CellPosition {
    At(f64, f64),
    /// Both are empty.
    Nowhere,
    /// The column of the cell that is not a number.
    NoNumber(usize),
}

const LONGITUDES: [&str; 8] =
    ["lon", "lng", "longitude", "long", "经度", "lon_deg", "东经", "经度坐标"];
const LATITUDES: [&str; 6] = ["lat", "latitude", "纬度", "lat_deg", "北纬", "纬度坐标"];
const EASTS: [&str; 5] = ["x", "east", "easting", "x坐标", "东坐标"];
const NORTHS: [&str; 5] = ["y", "north", "northing", "y坐标", "北坐标"];
const TEXTS: [&str; 5] = ["wkt", "geometry", "geom", "the_geom", "shape"];

impl Columns {
    /// The columns of `header` with known names of positions.
    pub(in crate::read) fn find(header: &[String]) -> Option<Self> {
        let find = |names: &[&str]| {
            names.iter().find_map(|name| header.iter().position(|column| plain(column) == *name))
        };
        let pair = |a: &[&str], b: &[&str]| find(a).zip(find(b));
        if let Some(column) = find(&TEXTS) {
            return Some(Self::Text(column));
        }
        pair(&LONGITUDES, &LATITUDES)
            .map(|(lon, lat)| Self::Degrees(lon, lat))
            .or_else(|| pair(&EASTS, &NORTHS).map(|(x, y)| Self::Plane(x, y)))
    }

    /// The first of them.
    pub(super) fn first(self) -> usize {
        match self {
            Self::Degrees(first, _) | Self::Plane(first, _) | Self::Text(first) => first,
        }
    }

    /// Whether the column is one of them.
    pub(in crate::read) fn has(self, column: usize) -> bool {
        match self {
            Self::Degrees(a, b) | Self::Plane(a, b) => column == a || column == b,
            Self::Text(a) => column == a,
        }
    }

    /// The position in a row; none for well-known text.
    pub(in crate::read) fn spot(self, row: Row<'_>) -> Option<CellPosition> {
        let (Self::Degrees(a, b) | Self::Plane(a, b)) = self else {
            return None;
        };
        let cell = |column: usize| row.cell(column).trim();
        if cell(a).is_empty() && cell(b).is_empty() {
            return Some(CellPosition::Nowhere);
        }
        let figure =
            |column: usize| cell(column).parse::<f64>().ok().filter(|figure| figure.is_finite());
        Some(match (figure(a), figure(b)) {
            (Some(x), Some(y)) => CellPosition::At(x, y),
            (None, _) => CellPosition::NoNumber(a),
            _ => CellPosition::NoNumber(b),
        })
    }
}
