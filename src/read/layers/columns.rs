//! The columns of a table that hold the positions of its rows.

use super::rows::Row;
use crate::domain::crs::Crs;
use crate::read::heading_words::{plain, system_in, without_system};

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

    /// Whether the cell of a row has both degrees in another order than its heading says.
    pub(in crate::read) fn is_turned(self, row: Row<'_>) -> bool {
        let Self::Pair(column, turned) = self else { return false };
        pair(row.cell(column).trim(), turned).is_some_and(|own| own.is_turned)
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
                return Some(match (cell(a), pair(cell(a), turned)) {
                    ("", _) => CellPosition::Nowhere,
                    (_, None) => CellPosition::NoNumber(a),
                    (_, Some(Pair { x, y, .. })) => CellPosition::At(x, y),
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

/// Both degrees of a cell.
#[derive(Debug, Clone, Copy)]
struct Pair {
    x: f64,
    y: f64,
    /// Whether they stand in another order than the heading says.
    is_turned: bool,
}

/// The two figures of a cell: `106.5,29.7`, `(29.7 106.5)`, `E106°33′ N29°33′`, `POINT(106.5 29.7)`. What they are the cell says
/// with its letters, else their size where it can: no place of China is as far north as any is east. Else the heading does.
fn pair(cell: &str, turned: bool) -> Option<Pair> {
    let is_text = cell.to_uppercase().contains("POINT");
    let (first, second) = match is_text {
        true => {
            let inside = cell.split_once('(')?.1.trim_end_matches(')');
            let mut parts = inside.split_whitespace();
            (parts.next()?, parts.next()?)
        }
        false => halves(cell.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】']).trim())?,
    };
    let (a, b) = (degrees(first)?, degrees(second)?);
    let is_east = |own: f64| (73.0..=136.0).contains(&own);
    let is_north = |own: f64| (3.0..=54.0).contains(&own);
    let by_cell = match (axis(first), axis(second)) {
        _ if is_text => Some(false),
        (Some(Axis::North), Some(Axis::East)) => Some(true),
        (Some(Axis::East), Some(Axis::North)) => Some(false),
        _ if is_north(a) && is_east(b) => Some(true),
        _ if is_east(a) && is_north(b) => Some(false),
        _ => None,
    };
    let north_first = by_cell.unwrap_or(turned);
    let (x, y) = if north_first { (b, a) } else { (a, b) };
    Some(Pair { x, y, is_turned: north_first != turned })
}

/// Both parts of a cell: about a mark, the letter of one, or a blank.
fn halves(cell: &str) -> Option<(&str, &str)> {
    let marks = [',', '，', ';', '；', '、', '/', '|'];
    let letter = || {
        let is_letter = |own: &(usize, char)| EAST.contains(own.1) || NORTH.contains(own.1);
        let letters: Vec<(usize, char)> = cell.char_indices().filter(is_letter).collect();
        match letters.iter().find(|own| own.0 > 0)? {
            // Behind the figures: the first part ends with it.
            (at, own) if letters[0].0 > 0 => cell.split_at_checked(at + own.len_utf8()),
            (at, _) => cell.split_at_checked(*at),
        }
    };
    cell.split_once(marks).or_else(letter).or_else(|| cell.split_once(char::is_whitespace))
}

enum Axis {
    East,
    North,
}

const EAST: &str = "EeWw东西";
const NORTH: &str = "NnSs南北";

/// Of which axis a figure says to be: 东经, N, 纬度.
fn axis(text: &str) -> Option<Axis> {
    let has = |letters: &str| text.contains(|own| letters.contains(own));
    match () {
        () if has(EAST) || text.contains('经') => Some(Axis::East),
        () if has(NORTH) || text.contains('纬') => Some(Axis::North),
        () => None,
    }
}

/// A number, or degrees with minutes and seconds: `106°30′15″E`, 东经106度30分15秒.
fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = |text: &str| text.parse::<f64>().ok().filter(|figure| figure.is_finite());
    if let Some(figure) = number(text) {
        return Some(figure);
    }
    let is_negative = text.contains(['-', 'W', 'w', 'S', 's', '西', '南']);
    let is_label = |own: char| {
        EAST.contains(own)
            || NORTH.contains(own)
            || "经纬度：:- ".contains(own)
            || own.is_whitespace()
    };
    let bare =
        text.trim_start_matches(is_label).trim_end_matches(|own| own != '度' && is_label(own));
    let figures = |text: &str| -> Option<Vec<f64>> {
        let parts = text.split(|own: char| !own.is_ascii_digit() && own != '.');
        parts.filter(|part| !part.is_empty()).map(number).collect()
    };
    let (whole, rest) = bare.split_once(['°', 'º', '˚', '度']).unwrap_or((bare, ""));
    let (whole, parts) = (number(whole)?, figures(rest)?);
    if parts.len() > 2 || parts.iter().any(|own| *own >= 60.0) {
        return None;
    }
    let beyond: f64 = parts.iter().zip([60.0, 3600.0]).map(|(own, of)| own / of).sum();
    Some(if is_negative { -(whole + beyond) } else { whole + beyond })
}
