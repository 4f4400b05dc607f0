//! The coordinate system that a file declares, checked against the one that the plan names.

use super::source::{CrsBy, Source};
use crate::domain::crs::{Crs, CrsError};
use crate::domain::{Phrase, Text, phrase, text};
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

const REPROJECT: Phrase = phrase(
    "reproject the layer to EPSG:4326 or EPSG:4490 and export it again",
    "请将图层重投影到 EPSG:4326 或 EPSG:4490 后重新导出",
);

/// The system that a file names; an issue when it cannot be used.
pub(super) fn named(
    sink: &Sink,
    name: &str,
    field: &str,
    crs: Result<Crs, CrsError>,
) -> Option<Declared> {
    crs.map(Declared::Named)
        .map_err(|error| {
            let place = Place::file(name).at(field);
            sink.push(Code::CRS_REFUSED, place, &error, REPROJECT);
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
            let cause = match source.crs_by {
                CrsBy::File => text!(
                    "the file does not say in which coordinate system the positions are",
                    "文件未说明坐标所用的坐标系"
                ),
                by => {
                    let speaker = by.speaker();
                    text!(
                        "neither the file nor {speaker} says in which coordinate system the positions are",
                        "文件和{speaker}均未说明坐标所用的坐标系";
                        speaker
                    )
                }
            };
            let action = match source.crs_by {
                CrsBy::Plan => text!(
                    "name it, for instance {{ file = \"…\", crs = \"EPSG:4547\" }} in [data]",
                    "请写明坐标系，例如在 [data] 中写 {{ file = \"…\", crs = \"EPSG:4547\" }}"
                ),
                CrsBy::Option(option) => text!(
                    "name it with `{option}`, for instance EPSG:4547",
                    "请用 `{option}` 写明坐标系，例如 EPSG:4547"
                ),
                CrsBy::File => text!(
                    "export the layer again with its system: a Shapefile with .prj, a table with `lon` and `lat`",
                    "请连同坐标系重新导出图层：Shapefile 附 .prj，表格附 `lon`、`lat` 列"
                ),
            };
            sink.push(Code::CRS_MISSING, place(), cause, action);
            return None;
        }
        (Declared::Named(own), Some(asked)) => {
            let degrees = own.in_degrees() && asked.epsg().is_none();
            if *own != asked && !degrees {
                let speaker = source.crs_by.speaker();
                let cause = text!(
                    "the file says {own}, {speaker} says {asked}",
                    "文件写明的坐标系为 {own}，而{speaker}写明的是 {asked}";
                    speaker
                );
                let action = match source.crs_by {
                    CrsBy::Plan => text!(
                        "leave `crs` out of the plan, or correct the file",
                        "请从规划文件中删去 `crs`，或更正该文件"
                    ),
                    by => {
                        let word = by.word();
                        text!(
                            "leave {word} out, or correct the file",
                            "请删去 {word}，或更正该文件"
                        )
                    }
                };
                sink.push(Code::CRS_CONTRADICTS, place(), cause, action);
                return None;
            }
            asked
        }
    };
    if crs.is_cgcs2000() {
        let cause = text!(
            "{crs} is on CGCS2000, which is taken as WGS84; they differ by less than a metre",
            "{crs} 基于 CGCS2000，按 WGS84 处理；两者相差不到 1 米"
        );
        let action = text!("nothing needs doing", "无需处理");
        sink.push(Code::CRS_TAKEN_AS_WGS84, place(), cause, action);
    }
    Some(crs)
}

/// The system that a plan or command names.
pub(in crate::read) fn asked_crs(text: &str) -> Result<Crs, Text> {
    Crs::parse(text).map_err(|error| Text::from(&error))
}
