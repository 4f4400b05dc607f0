//! The coordinate system that a file declares, checked against the one that the plan names.

use super::source::{CrsBy, Source};
use crate::domain::crs::{Crs, CrsError};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;

/// The coordinate system that a file declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum Declared {
    /// The file names one.
    Named(Crs),
    /// The file names none, and the format defaults to WGS84.
    Wgs84,
    /// The file names none, and the format has no default.
    Nothing,
}

const REPROJECT: &str = "reproject the layer to EPSG:4326 or EPSG:4490 and export it again";

/// The system that a file names; an issue when it cannot be used.
pub(super) fn named(
    sink: &Sink,
    name: &str,
    field: &str,
    crs: Result<Crs, CrsError>,
) -> Option<Declared> {
    crs.map(Declared::Named)
        .map_err(|error| {
            sink.push(Code::CRS_REFUSED, Place::file(name).at(field), error.to_string(), REPROJECT)
        })
        .ok()
}

/// The system of a layer: the file's own, else the plan's. GCJ-02 and BD-09 have no code, so files in them declare
/// WGS84 or nothing, and the plan's system is used.
pub(in crate::read) fn settle_crs(
    sink: &Sink,
    source: &Source,
    declared: &Declared,
) -> Option<Crs> {
    let place = || Place::file(&source.name).at("crs");
    let crs = match (declared, source.crs) {
        (Declared::Named(own), None) => *own,
        (Declared::Wgs84, asked) => asked.unwrap_or_default(),
        (Declared::Nothing, Some(asked)) => asked,
        (Declared::Nothing, None) => {
            let what = "in which coordinate system the positions are";
            let cause = match source.crs_by {
                CrsBy::File => format!("the file does not say {what}"),
                by => format!("neither the file nor {} says {what}", by.speaker()),
            };
            let action = match source.crs_by {
                CrsBy::Plan => {
                    "name it, for instance { file = \"…\", crs = \"EPSG:4547\" } in [data]".to_owned()
                }
                CrsBy::Option(option) => format!("name it with `{option}`, for instance EPSG:4547"),
                CrsBy::File => {
                    "export the layer again with its system: a Shapefile with .prj, a table with `lon` and `lat`"
                        .into()
                }
            };
            sink.push(Code::CRS_MISSING, place(), cause, action);
            return None;
        }
        (Declared::Named(own), Some(asked)) => {
            let degrees = own.in_degrees() && asked.epsg().is_none();
            if *own != asked && !degrees {
                let speaker = source.crs_by.speaker();
                let cause = format!("the file says {own}, {speaker} says {asked}");
                let action = match source.crs_by {
                    CrsBy::Plan => "leave `crs` out of the plan, or correct the file".to_owned(),
                    by => format!("leave {} out, or correct the file", by.word()),
                };
                sink.push(Code::CRS_CONTRADICTS, place(), cause, action);
                return None;
            }
            asked
        }
    };
    if crs.is_cgcs2000() {
        let cause = format!(
            "{crs} is on CGCS2000, which is taken as WGS84; they differ by less than a metre"
        );
        sink.push(Code::CRS_TAKEN_AS_WGS84, place(), cause, "nothing needs doing");
    }
    Some(crs)
}

/// The system that a plan or command names.
pub(in crate::read) fn asked_crs(text: &str) -> Result<Crs, String> {
    Crs::parse(text).map_err(|error| error.to_string())
}
