//! Converts positions to WGS84, and reports those out of range.

use super::catalogue::Code;
use super::geometry::{on_earth, without_noise};
use super::layers::{CrsBy, Source};
use super::sink::{Member, Sink};
use crate::domain::crs::{Crs, Projector};
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
            (None, true) => "is a position only with latitude and longitude exchanged".into(),
            (Some(crs), true) => {
                format!(
                    "is a position of {crs} only with its two numbers exchanged: east comes first, then north"
                )
            }
            (None, false) => {
                let metres = feature.at.x.abs().max(feature.at.y.abs()) > 1000.0;
                let metres = if metres { "; it looks like metres of a projection" } else { "" };
                format!("is beyond ±180 degrees of longitude or ±90 degrees of latitude{metres}")
            }
            (Some(crs), false) if looks_like_degrees(feature.at, crs) => {
                format!("looks like degrees, and {crs} is in metres")
            }
            (Some(crs), false) => {
                format!(
                    "is not a position of {crs}: it lies far outside; another zone or system may be intended"
                )
            }
        };
        Member {
            number: feature.number,
            id: feature.id.clone(),
            cause: format!("[{}, {}] {why}", feature.at.x, feature.at.y).into(),
        }
    };
    let members = |turned: bool| -> Vec<Member> {
        out_of_range.iter().filter(|feature| feature.turned == turned).map(member).collect()
    };
    let action = match out_of_range.iter().any(|feature| feature.crs.is_some()) {
        true => "write east or longitude first, then north or latitude",
        false => "write longitude first, then latitude",
    };
    sink.push_group(Code::POSITIONS_SWAPPED, file, "geometry", &members(true), action);
    let action = match out_of_range.iter().any(|feature| feature.crs.is_some()) {
        true => match source.crs {
            Some(_) => format!("correct {}, or the position", source.crs_by.word()),
            None => "correct the system that the file names, or the position".into(),
        },
        false => {
            let name = match source.crs_by {
                CrsBy::Plan => "state the layer's `crs` in the plan, ".to_owned(),
                CrsBy::Option(option) => format!("state the layer's system with `{option}`, "),
                CrsBy::File => String::new(),
            };
            format!("{name}reproject it to EPSG:4326, or correct the position")
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
