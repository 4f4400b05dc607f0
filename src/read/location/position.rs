//! Positions in tables of demand or sites: longitude and latitude in two cells.

use super::faults::Faults;
use super::words::number;
use crate::domain::{LonLat, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use geo::{Geometry, Point};

/// A position from two cells; a wrong one is an issue.
pub(super) fn position(
    faults: &mut Faults<'_>,
    place: &Place,
    lon: &str,
    lat: &str,
) -> Option<Geometry<f64>> {
    let line = place.line;
    let mut read = |what, cell: &str| {
        let figure = number(cell.as_bytes()).filter(|figure| figure.is_finite());
        if figure.is_none() {
            faults.not_a_number(line.unwrap_or(1), what, cell);
        }
        figure
    };
    let (x, y) = (read(phrase("lon", "经度"), lon), read(phrase("lat", "纬度"), lat));
    let (x, y) = (x?, y?);
    if LonLat::new(x, y).is_ok() {
        return Some(Geometry::Point(Point::new(x, y)));
    }
    let (code, why) = match LonLat::new(y, x) {
        Ok(_) => (
            Code::POSITIONS_SWAPPED,
            phrase(
                "is a position only with latitude and longitude exchanged",
                "只有对调经纬度才是有效坐标",
            ),
        ),
        Err(_) => (
            Code::POSITION_OUT_OF_RANGE,
            phrase(
                "is beyond ±180 degrees of longitude or ±90 degrees of latitude",
                "超出经度 ±180 度或纬度 ±90 度",
            ),
        ),
    };
    let cause = text!("[{x}, {y}] {why}", "[{x}, {y}] {why}"; why);
    let action = text!(
        "write degrees of WGS84 in `lon` and `lat`; reproject metres to EPSG:4326",
        "请在 `lon` 和 `lat` 中填写 WGS84 经纬度（度）；以米为单位的坐标请重投影到 EPSG:4326"
    );
    faults.push(code, line, Some("lon".into()), cause, action);
    None
}
