//! The columns of a table that hold the positions of its rows.

use super::rows::Row;
use crate::domain::crs::Crs;
use crate::read::headings::{plain, system_in, without_system};

/// The columns of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Columns {
    /// Longitude and latitude in degrees: WGS84 unless their headings or the plan name another system.
    Degrees(usize, usize),
    /// Both in one cell, in this order or, where it is `true`, the other way round.
    Pair(usize, bool),
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
    /// The column of the cell that is not a number, or no two of them.
    NoNumber(usize),
}

const LONGITUDES: [&str; 9] =
    ["lon", "lng", "longitude", "long", "经度", "lon_deg", "东经", "经度坐标", "坐标经度"];
const LATITUDES: [&str; 7] = ["lat", "latitude", "纬度", "lat_deg", "北纬", "纬度坐标", "坐标纬度"];
const PAIRS: [&str; 7] =
    ["经纬度", "经纬度坐标", "坐标", "坐标经纬度", "地理坐标", "lonlat", "lnglat"];
const TURNED_PAIRS: [&str; 3] = ["纬经度", "latlon", "latlng"];
const EASTS: [&str; 5] = ["x", "east", "easting", "x坐标", "东坐标"];
const NORTHS: [&str; 5] = ["y", "north", "northing", "y坐标", "北坐标"];
const TEXTS: [&str; 5] = ["wkt", "geometry", "geom", "the_geom", "shape"];

impl Columns {
    /// The columns of `header` with known names of positions; those of no shifted system (高德经度) before others.
    pub(in crate::read) fn find(header: &[String]) -> Option<Self> {
        let find = |names: &[&str]| {
            names.iter().find_map(|name| header.iter().position(|column| plain(column) == *name))
        };
        if let Some(column) = find(&TEXTS) {
            return Some(Self::Text(column));
        }
        let degrees = [None, Some(Crs::Gcj02), Some(Crs::Bd09)].into_iter().find_map(|crs| {
            let find = |names: &[&str]| {
                let is_it = |column: &String| {
                    shifted(column) == crs && names.contains(&&*without_system(column))
                };
                header.iter().position(is_it)
            };
            let pair = |names: &[&str], turned| find(names).map(|at| Self::Pair(at, turned));
            find(&LONGITUDES)
                .zip(find(&LATITUDES))
                .map(|(lon, lat)| Self::Degrees(lon, lat))
                .or_else(|| pair(&PAIRS, false))
                .or_else(|| pair(&TURNED_PAIRS, true))
        });
        degrees.or_else(|| Self::plane(header).map(|(x, y)| Self::Plane(x, y)))
    }

    /// The columns of east and north, whatever others there are.
    pub(in crate::read) fn plane(header: &[String]) -> Option<(usize, usize)> {
        let find = |names: &[&str]| {
            names.iter().find_map(|name| header.iter().position(|column| plain(column) == *name))
        };
        find(&EASTS).zip(find(&NORTHS))
    }

    /// The columns of longitude and latitude that are named, which may be one.
    pub(super) fn named(header: &[String], names: &(String, String)) -> Option<Self> {
        let find = |name: &String| header.iter().position(|column| column == name);
        let (lon, lat) = (find(&names.0)?, find(&names.1)?);
        Some(if lon == lat { Self::Pair(lon, false) } else { Self::Degrees(lon, lat) })
    }

    /// The shifted system that the headings name.
    pub(in crate::read) fn shifted(self, header: &[String]) -> Option<Crs> {
        header.get(self.first()).and_then(|column| shifted(column))
    }

    /// The first of them.
    pub(super) fn first(self) -> usize {
        match self {
            Self::Degrees(first, _)
            | Self::Plane(first, _)
            | Self::Pair(first, _)
            | Self::Text(first) => first,
        }
    }

    /// Whether the column is one of them.
    pub(in crate::read) fn has(self, column: usize) -> bool {
        match self {
            Self::Degrees(a, b) | Self::Plane(a, b) => column == a || column == b,
            Self::Pair(a, _) | Self::Text(a) => column == a,
        }
    }

    /// The position in a row; none for well-known text.
    pub(in crate::read) fn spot(self, row: Row<'_>) -> Option<CellPosition> {
        let cell = |column: usize| row.cell(column).trim();
        let (a, b) = match self {
            Self::Degrees(a, b) | Self::Plane(a, b) => (a, b),
            Self::Pair(a, turned) => {
                return Some(match (cell(a), pair(cell(a))) {
                    ("", _) => CellPosition::Nowhere,
                    (_, None) => CellPosition::NoNumber(a),
                    (_, Some((x, y))) if turned => CellPosition::At(y, x),
                    (_, Some((x, y))) => CellPosition::At(x, y),
                });
            }
            Self::Text(_) => return None,
        };
        if cell(a).is_empty() && cell(b).is_empty() {
            return Some(CellPosition::Nowhere);
        }
        Some(match (degrees(cell(a)), degrees(cell(b))) {
            (Some(x), Some(y)) => CellPosition::At(x, y),
            (None, _) => CellPosition::NoNumber(a),
            _ => CellPosition::NoNumber(b),
        })
    }
}

/// The system of a heading, where it is shifted.
fn shifted(heading: &str) -> Option<Crs> {
    system_in(heading).filter(|crs| matches!(crs, Crs::Gcj02 | Crs::Bd09))
}

/// The two figures of a cell: `106.5,29.7`.
fn pair(cell: &str) -> Option<(f64, f64)> {
    let cell = cell.trim_matches(['(', ')', '（', '）', '[', ']']);
    let marks = [',', '，', ';', '；', '、', '/', '|'];
    let halves = cell.split_once(marks).or_else(|| cell.split_once(char::is_whitespace))?;
    Some((degrees(halves.0)?, degrees(halves.1)?))
}

/// A number, or degrees with minutes and seconds: `106°30′15″E`, 东经106度30分15秒.
fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = |text: &str| text.parse::<f64>().ok().filter(|figure| figure.is_finite());
    if let Some(figure) = number(text) {
        return Some(figure);
    }
    let (whole, rest) = text.split_once(['°', 'º', '˚', '度'])?;
    let figures = |text: &str| -> Option<Vec<f64>> {
        let parts = text.split(|own: char| !own.is_ascii_digit() && own != '.');
        parts.filter(|part| !part.is_empty()).map(number).collect()
    };
    let (whole, parts) = (figures(whole)?, figures(rest)?);
    let ([whole], true) = (&whole[..], parts.len() <= 2 && parts.iter().all(|own| *own < 60.0))
    else {
        return None;
    };
    let beyond: f64 = parts.iter().zip([60.0, 3600.0]).map(|(own, of)| own / of).sum();
    let is_negative =
        text.starts_with(['-', '西', '南']) || text.to_uppercase().ends_with(['W', 'S']);
    Some(if is_negative { -(whole + beyond) } else { whole + beyond })
}
