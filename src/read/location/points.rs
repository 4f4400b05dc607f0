//! Points that are demand and sites at once: TSPLIB (Reinelt 1991), SJC (Lorena, Pereira), cities (Máximo et al.).

use super::draft::{Draft, on_plane, same_points};
use super::format::Format;
use super::grid::ids;
use super::header;
use super::labels::Labels;
use super::numbers::{A_DEMAND, Numbers, X, Y};
use crate::domain::location::{Ids, InstanceParts, Metric, Rounding};
use crate::domain::{LonLat, Phrase, phrase, text};
use crate::read::catalogue::Code;
use crate::units::Metres;
use std::path::Path;

/// The radius of the earth in the city instances, in metres (Máximo, Cordeau, Nascimento 2023).
const CITY_RADIUS_M: f64 = 6_378_100.0;

const LATITUDE: Phrase = phrase("a latitude", "纬度");
const LONGITUDE: Phrase = phrase("a longitude", "经度");

/// What to do about distances that are not read.
const AS_MATRIX: Phrase = phrase("give the distances as a travel matrix", "请以出行矩阵给出距离");

/// Reads TSPLIB points, `id x y`, with their header or a bare first line n.
pub(super) fn read_tsplib(
    mut numbers: Numbers<'_>,
    path: &Path,
    rounding: Option<Rounding>,
) -> Option<Draft> {
    let header = header::read(&mut numbers)?;
    header.check_euclidean(&mut numbers)?;
    header.has_coordinates(&mut numbers)?;
    let count = header.points(&mut numbers)?;
    let mut labels = Labels::new();
    let mut points = Vec::new();
    for _ in 0..count {
        match numbers.words.word() {
            Some(b"EOF") | None => return numbers.cut_off(phrase("a point", "一个点")),
            Some(id) => labels.push(id),
        }
        points.push([numbers.figure(X)?, numbers.figure(Y)?]);
    }
    numbers.end();
    let ids = ids(&mut numbers, labels);
    let parts = same_points(path, ids, on_plane(points, rounding));
    let parts = InstanceParts { name: header.name.unwrap_or(parts.name), ..parts };
    let input = numbers.finish(count)?;
    Some(Draft::new(Format::Tsplib, parts, vec![input]))
}

impl header::Header {
    /// Checks that distances are Euclidean in a plane. TSPLIB's other types have other formulas, which published
    /// location problems do not use; approximate distances would be worse than none.
    fn check_euclidean(&self, numbers: &mut Numbers<'_>) -> Option<()> {
        let refused = match self.weight_type.as_deref() {
            Some("EUC_2D") => return Some(()),
            None if self.section.is_empty() => return Some(()),
            None => {
                let cause =
                    text!("the header has no EDGE_WEIGHT_TYPE", "文件头没有 EDGE_WEIGHT_TYPE");
                let action = text!(
                    "write `EDGE_WEIGHT_TYPE : EUC_2D` if the points lie in a plane",
                    "如各点在平面上，请写 `EDGE_WEIGHT_TYPE : EUC_2D`"
                );
                let faults = &mut numbers.faults;
                faults.push(
                    Code::FIELD_MISSING,
                    None,
                    Some("EDGE_WEIGHT_TYPE".into()),
                    cause,
                    action,
                );
                return None;
            }
            Some(refused) => refused,
        };
        let (why, action) = match refused {
            "CEIL_2D" => (
                phrase("distances rounded up", "距离向上取整"),
                text!(
                    "set the type to EUC_2D and choose a rounding",
                    "请将类型改为 EUC_2D，并选择取整方式"
                ),
            ),
            "GEO" => (
                phrase("degrees and minutes on a sphere", "球面上的度和分"),
                text!("give the points as GeoJSON layers", "请以 GeoJSON 图层给出各点"),
            ),
            "COORD" => (
                phrase("latitude and longitude", "纬度和经度"),
                text!("read it as `cities`", "请按 `cities` 格式读取"),
            ),
            "EXPLICIT" => (phrase("a list of distances", "距离列表"), AS_MATRIX.into()),
            _ => (
                phrase("not a Euclidean distance in a plane", "不是平面欧氏距离"),
                AS_MATRIX.into(),
            ),
        };
        let cause = text!(
            "EDGE_WEIGHT_TYPE is {refused} ({why}); only EUC_2D is read",
            "EDGE_WEIGHT_TYPE 为 {refused}（{why}）；只读取 EUC_2D";
            why
        );
        let line = Some(self.weight_line);
        let faults = &mut numbers.faults;
        faults.push(Code::METRIC_REFUSED, line, Some("EDGE_WEIGHT_TYPE".into()), cause, action);
        None
    }
}

/// Reads n, then `x y demand`.
pub(super) fn read_sjc(
    mut numbers: Numbers<'_>,
    path: &Path,
    rounding: Option<Rounding>,
) -> Option<Draft> {
    let count = numbers.size(phrase("the number of points", "点数"))?;
    let mut points = Vec::new();
    let mut weights = Vec::new();
    for _ in 0..count {
        points.push([numbers.figure(X)?, numbers.figure(Y)?]);
        weights.push(numbers.amount(A_DEMAND)?);
    }
    numbers.end();
    let ids = Ids::Numbered { first: 1, count };
    let parts = InstanceParts { weights, ..same_points(path, ids, on_plane(points, rounding)) };
    let input = numbers.finish(count)?;
    Some(Draft::new(Format::Sjc, parts, vec![input]))
}

/// Reads a section of latitude and longitude without ids, then a section of demands.
pub(super) fn read_cities(mut numbers: Numbers<'_>, path: &Path) -> Option<Draft> {
    let header = header::read(&mut numbers)?;
    header.has_coordinates(&mut numbers)?;
    let count = header.points(&mut numbers)?;
    let mut points = Vec::new();
    for _ in 0..count {
        let (lat, lon) = (numbers.figure(LATITUDE)?, numbers.figure(LONGITUDE)?);
        points.push(LonLat::new(lon, lat).unwrap_or_else(|_| {
            not_on_earth(&mut numbers, lat, lon);
            LonLat::new(0.0, 0.0).expect("0, 0 is on the earth")
        }));
    }
    let section = numbers.words.rest_of_line().map(<[u8]>::to_vec);
    if section.as_deref() != Some(b"DEMAND_SECTION") {
        return numbers.cut_off(phrase("DEMAND_SECTION", "DEMAND_SECTION"));
    }
    let weights: Option<Vec<f64>> = (0..count).map(|_| numbers.amount(A_DEMAND)).collect();
    let weights = weights?;
    numbers.end();
    // The published solutions number the points from 0.
    let ids = Ids::Numbered { first: 0, count };
    let metric = Metric::Sphere {
        sites: points.clone(),
        demand: points,
        radius: Metres::new(CITY_RADIUS_M).expect("the earth's"),
    };
    let parts = same_points(path, ids, metric);
    let parts = InstanceParts { name: header.name.unwrap_or(parts.name), weights, ..parts };
    let input = numbers.finish(count)?;
    Some(Draft::new(Format::Cities, parts, vec![input]))
}

fn not_on_earth(numbers: &mut Numbers<'_>, lat: f64, lon: f64) {
    let line = Some(numbers.words.line());
    let swapped = LonLat::new(lat, lon).is_ok();
    let (code, cause, action) = match swapped {
        true => (
            Code::POSITIONS_SWAPPED,
            text!(
                "{lat} {lon} is a position only with longitude first",
                "{lat} {lon} 只有把经度写在前才是有效坐标"
            ),
            text!(
                "write latitude first, then longitude, as this format has them",
                "请按该格式先写纬度、后写经度"
            ),
        ),
        false => (
            Code::POSITION_OUT_OF_RANGE,
            text!(
                "{lat} {lon} is not a latitude and longitude in degrees",
                "{lat} {lon} 不是以度计的纬度和经度"
            ),
            text!(
                "correct the position; metres of a projection are not read here",
                "请更正坐标；此处不读取以米计的投影坐标"
            ),
        ),
    };
    numbers.faults.push(code, line, Some(phrase("a position", "坐标").into()), cause, action);
}
