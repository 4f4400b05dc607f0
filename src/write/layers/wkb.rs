//! Geometry → little-endian well-known binary.

use geo::{Coord, Geometry, LineString, Polygon};

/// The bytes of a geometry.
pub(super) fn wkb(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    put(&mut bytes, geometry);
    bytes
}

fn head(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(1);
    bytes.extend_from_slice(&kind.to_le_bytes());
}

fn count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend_from_slice(&(count as u32).to_le_bytes());
}

fn position(bytes: &mut Vec<u8>, at: Coord<f64>) {
    bytes.extend_from_slice(&at.x.to_le_bytes());
    bytes.extend_from_slice(&at.y.to_le_bytes());
}

fn positions(bytes: &mut Vec<u8>, line: &LineString<f64>) {
    count(bytes, line.0.len());
    line.0.iter().for_each(|&at| position(bytes, at));
}

fn polygon(bytes: &mut Vec<u8>, area: &Polygon<f64>) {
    head(bytes, 3);
    count(bytes, 1 + area.interiors().len());
    positions(bytes, area.exterior());
    area.interiors().iter().for_each(|ring| positions(bytes, ring));
}

fn put(bytes: &mut Vec<u8>, geometry: &Geometry<f64>) {
    match geometry {
        Geometry::Point(at) => {
            head(bytes, 1);
            position(bytes, at.0);
        }
        Geometry::Line(line) => {
            put(bytes, &Geometry::LineString(LineString(vec![line.start, line.end])))
        }
        Geometry::LineString(line) => {
            head(bytes, 2);
            positions(bytes, line);
        }
        Geometry::Polygon(area) => polygon(bytes, area),
        Geometry::Rect(area) => polygon(bytes, &area.to_polygon()),
        Geometry::Triangle(area) => polygon(bytes, &area.to_polygon()),
        Geometry::MultiPoint(list) => {
            head(bytes, 4);
            count(bytes, list.0.len());
            list.0.iter().for_each(|at| put(bytes, &Geometry::Point(*at)));
        }
        Geometry::MultiLineString(list) => {
            head(bytes, 5);
            count(bytes, list.0.len());
            list.0.iter().for_each(|line| {
                head(bytes, 2);
                positions(bytes, line);
            });
        }
        Geometry::MultiPolygon(list) => {
            head(bytes, 6);
            count(bytes, list.0.len());
            list.0.iter().for_each(|area| polygon(bytes, area));
        }
        Geometry::GeometryCollection(list) => {
            head(bytes, 7);
            count(bytes, list.0.len());
            list.0.iter().for_each(|part| put(bytes, part));
        }
    }
}
