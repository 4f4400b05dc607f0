//! Converts positions to WGS84, and reports those out of range.

use super::catalogue::Code;
use super::geometry::{on_earth, without_noise};
use super::layers::{CrsBy, Source};
use super::sink::{Member, Sink};
use crate::domain::crs::{Crs, Projector};
use crate::domain::{Text, text};
use geo::Coord;
use serde_json::Value;

/// A feature with a position that is not on the earth, or outside its layer's system.
pub(super) struct OutOfRange {
    pub(super) number: usize,
    pub(super) id: Option<String>,
    pub(super) at: Coord<f64>,
    /// Whether it would be valid with its two numbers exchanged.
    pub(super) turned: bool,
    /// The system, where it is another than WGS84.
    pub(super) crs: Option<Crs>,
}

/// Reports positions out of range.
pub(super) fn report_out_of_range(sink: &Sink, source: &Source, out_of_range: &[OutOfRange]) {
    let file = &source.name;
    let member = |feature: &OutOfRange| {
        let why = match (feature.crs, feature.turned) {
            (None, true) => text!(
                "is a position only with latitude and longitude exchanged",
                "只有互换经纬度才是位置"
            ),
            (Some(crs), true) => text!(
                "is a position of {crs} only with its two numbers exchanged: east comes first, then north",
                "只有互换两个数字才是 `{crs}` 的位置：先东后北"
            ),
            (None, false) => {
                let metres = feature.at.x.abs().max(feature.at.y.abs()) > 1000.0;
                let metres = match metres {
                    true => text!("; it looks like metres of a projection", "；似为投影坐标的米数"),
                    false => Text::default(),
                };
                text!(
                    "is beyond ±180 degrees of longitude or ±90 degrees of latitude{metres}",
                    "超出经度 ±180 度或纬度 ±90 度{metres}";
                    metres
                )
            }
            (Some(crs), false) if looks_like_degrees(feature.at, crs) => {
                text!("looks like degrees, and {crs} is in metres", "似为度数，而 `{crs}` 以米计")
            }
            (Some(crs), false) => text!(
                "is not a position of {crs}: it lies far outside; another zone or system may be intended",
                "不是 `{crs}` 的位置：远在其范围之外；可能应为另一分带或坐标系"
            ),
        };
        let Coord { x, y } = feature.at;
        Member {
            number: feature.number,
            id: feature.id.clone(),
            cause: text!("[{x}, {y}] {why}", "[{x}, {y}] {why}"; why),
        }
    };
    let members = |turned: bool| -> Vec<Member> {
        out_of_range.iter().filter(|feature| feature.turned == turned).map(member).collect()
    };
    let action = match out_of_range.iter().any(|feature| feature.crs.is_some()) {
        true => text!(
            "write east or longitude first, then north or latitude",
            "先写东向坐标或经度，再写北向坐标或纬度"
        ),
        false => text!("write longitude first, then latitude", "先写经度，再写纬度"),
    };
    sink.push_group(Code::POSITIONS_SWAPPED, file, "geometry", &members(true), action);
    let action = match out_of_range.iter().any(|feature| feature.crs.is_some()) {
        true => match source.crs {
            Some(_) => {
                let word = source.crs_by.word();
                text!("correct {word}, or the position", "更正 {word} 或位置")
            }
            None => text!(
                "correct the system that the file names, or the position",
                "更正文件所写的坐标系或位置"
            ),
        },
        false => {
            let name = match source.crs_by {
                CrsBy::Plan => {
                    text!("state the layer's `crs` in the plan, ", "在规划中写明图层的 `crs`，")
                }
                CrsBy::Option(option) => text!(
                    "state the layer's system with `{option}`, ",
                    "用 `{option}` 指定图层的坐标系，"
                ),
                CrsBy::File => Text::default(),
            };
            text!(
                "{name}reproject it to EPSG:4326, or correct the position",
                "{name}或转换到 EPSG:4326，或更正位置";
                name
            )
        }
    };
    sink.push_group(Code::POSITION_OUT_OF_RANGE, file, "geometry", &members(false), &action);
}

/// Whether a position of a system in metres looks like degrees: within some hundred metres of the system's origin,
/// where no layer lies.
pub(super) fn looks_like_degrees(at: Coord<f64>, crs: Crs) -> bool {
    !crs.in_degrees() && on_earth(at)
}

/// Converts the positions of GeoJSON coordinates to WGS84; the error is the first that cannot be converted.
fn to_wgs84(value: &mut Value, way: &Projector) -> Result<(), Coord<f64>> {
    let Value::Array(list) = value else {
        return Ok(());
    };
    if let [Value::Number(x), Value::Number(y), ..] = &list[..] {
        let at = Coord { x: x.as_f64().unwrap_or(f64::NAN), y: y.as_f64().unwrap_or(f64::NAN) };
        if looks_like_degrees(at, way.crs()) {
            return Err(at);
        }
        let found =
            way.to_wgs84(at).map(without_noise).filter(|&found| on_earth(found)).ok_or(at)?;
        // To a hundredth of a millimetre; further digits are rounding errors.
        let neat = |degrees: f64| (degrees * 1e10).round() / 1e10;
        // A height after them stays.
        (list[0], list[1]) = (neat(found.x).into(), neat(found.y).into());
        return Ok(());
    }
    list.iter_mut().try_for_each(|item| to_wgs84(item, way))
}

/// Converts the positions of a whole geometry, collections too.
pub(super) fn geometry_to_wgs84(geometry: &mut Value, way: &Projector) -> Result<(), Coord<f64>> {
    if let Some(parts) = geometry.get_mut("geometries").and_then(Value::as_array_mut) {
        return parts.iter_mut().try_for_each(|part| geometry_to_wgs84(part, way));
    }
    geometry.get_mut("coordinates").map_or(Ok(()), |list| to_wgs84(list, way))
}
