//! The `.shp` part. Counts are checked against lengths first, because the crate allocates what a record claims.

use crate::domain::said;
use crate::domain::{Text, text};
use crate::read::layers::shapes::{polygons, positions};
use geo::Coord;
use serde_json::{Value, json};
use shapefile::record::polygon::GenericPolygon;
use shapefile::{Shape, ShapeReader};
use std::io::Cursor;

const HEADER_BYTES: usize = 100;
const MULTIPATCH: usize = 31;

/// The shapes in order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Shape>, Text> {
    if little(bytes, 32) == Some(MULTIPATCH) {
        return Err(text!(
            "its shapes are multipatches (surfaces in space); export them as polygons",
            "图形为多面体（空间曲面）；请导出为多边形"
        ));
    }
    check(bytes)
        .ok_or_else(|| text!("its records do not fit its length", "各条记录与文件长度不符"))?;
    let broken = |error: shapefile::Error| said(error);
    let mut reader = ShapeReader::new(Cursor::new(bytes)).map_err(broken)?;
    let shapes = reader.iter_shapes();
    shapes.map(|shape| shape.map_err(broken)).collect()
}

fn big(bytes: &[u8], at: usize) -> Option<usize> {
    let word: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(i32::from_be_bytes(word)).ok()
}

fn little(bytes: &[u8], at: usize) -> Option<usize> {
    let word: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(i32::from_le_bytes(word)).ok()
}

/// Checks the records; none where one does not fit.
fn check(bytes: &[u8]) -> Option<()> {
    let length = 2 * big(bytes, 24)?;
    if big(bytes, 0)? != 9994 || length < HEADER_BYTES || length > bytes.len() {
        return None;
    }
    let mut at = HEADER_BYTES;
    while at < length {
        let size = 2 * big(bytes, at + 4)?;
        at += 8;
        let record = bytes[..length].get(at..at + size)?;
        check_record(record)?;
        at += size;
    }
    Some(())
}

fn check_record(record: &[u8]) -> Option<()> {
    let kind = little(record, 0)?;
    let (parts, points, start) = match kind {
        0 => return Some(()),
        1 => return (record.len() == 20).then_some(()),
        21 => return (record.len() == 28).then_some(()),
        11 => return (record.len() == 36 || record.len() == 28).then_some(()),
        3 | 5 | 13 | 15 | 23 | 25 => (little(record, 36)?, little(record, 40)?, 44),
        8 | 18 | 28 => (0, little(record, 36)?, 40),
        _ => return None,
    };
    let need = start + parts.checked_mul(4)? + points.checked_mul(16)?;
    if need > record.len() {
        return None;
    }
    let mut before = 0;
    for part in 0..parts {
        let first = little(record, start + 4 * part)?;
        if first < before || first > points || (part == 0 && first != 0) {
            return None;
        }
        before = first;
    }
    // In kinds with heights and measures, all values follow the positions, or none.
    let lists = |list: usize| list * (16 + 8 * points);
    let rest = record.len() - need;
    let sound = match kind {
        3 | 5 | 8 => rest == 0,
        13 | 15 | 18 => rest == lists(1) || rest == lists(2),
        _ => rest == 0 || rest == lists(1),
    };
    sound.then_some(())
}

/// A shape as a GeoJSON geometry, null for a null shape.
pub(super) fn geometry(shape: Shape) -> Value {
    let point = |x: f64, y: f64| json!({"type": "Point", "coordinates": [x, y]});
    match shape {
        Shape::NullShape | Shape::Multipatch(_) => Value::Null,
        Shape::Point(at) => point(at.x, at.y),
        Shape::PointM(at) => point(at.x, at.y),
        Shape::PointZ(at) => point(at.x, at.y),
        Shape::Multipoint(list) => many(list.points().iter().map(|at| (at.x, at.y))),
        Shape::MultipointM(list) => many(list.points().iter().map(|at| (at.x, at.y))),
        Shape::MultipointZ(list) => many(list.points().iter().map(|at| (at.x, at.y))),
        Shape::Polyline(line) => lines(line.into_inner(), |at| json!([at.x, at.y])),
        Shape::PolylineM(line) => lines(line.into_inner(), |at| json!([at.x, at.y])),
        Shape::PolylineZ(line) => lines(line.into_inner(), |at| json!([at.x, at.y, at.z])),
        Shape::Polygon(area) => area_of(area, |at| (at.x, at.y)),
        Shape::PolygonM(area) => area_of(area, |at| (at.x, at.y)),
        Shape::PolygonZ(area) => area_of(area, |at| (at.x, at.y)),
    }
}

fn many(points: impl Iterator<Item = (f64, f64)>) -> Value {
    let list: Vec<Coord<f64>> = points.map(|(x, y)| Coord { x, y }).collect();
    json!({"type": "MultiPoint", "coordinates": positions(&list)})
}

fn coords<P>(points: &[P], xy: fn(&P) -> (f64, f64)) -> Vec<Coord<f64>> {
    points.iter().map(|at| Coord::from(xy(at))).collect()
}

fn lines<P>(parts: Vec<Vec<P>>, position: fn(&P) -> Value) -> Value {
    let parts: Vec<Value> = parts.iter().map(|part| part.iter().map(position).collect()).collect();
    match &parts[..] {
        [one] => json!({"type": "LineString", "coordinates": one}),
        _ => json!({"type": "MultiLineString", "coordinates": parts}),
    }
}

fn area_of<P>(area: GenericPolygon<P>, xy: fn(&P) -> (f64, f64)) -> Value {
    polygons(area.rings().iter().map(|ring| coords(ring.points(), xy)).collect())
}
