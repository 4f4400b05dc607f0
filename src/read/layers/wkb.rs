//! Reads well-known binary as GeoJSON geometry. Own code, because counts cannot be trusted: existing readers allocate
//! memory for as many positions as the file claims.

use super::arcs;
use super::damage::Bytes;
use super::shapes::positions;
use geo::Coord;
use serde_json::{Value, json};

/// The deepest nesting of collections that is read.
const DEEPEST: usize = 8;

/// The geometry of `bytes` (OGC, ISO and EWKB), and whether it had arcs, which are straight lines now; none when they are
/// malformed. Measures are dropped, and of arcs heights.
pub(super) fn read(bytes: &[u8]) -> Option<(Value, bool)> {
    let mut reader = Reader { bytes: Bytes { rest: bytes }, arcs: false };
    let geometry = reader.geometry(0)?;
    Some((geometry, reader.arcs))
}

struct Reader<'a> {
    bytes: Bytes<'a>,
    arcs: bool,
}

#[derive(Clone, Copy)]
struct Header {
    little: bool,
    kind: u32,
    /// The number of values in a position.
    size: usize,
    /// Whether the third of them is a height.
    z: bool,
}

impl Reader<'_> {
    fn u32(&mut self, little: bool) -> Option<u32> {
        let bytes = self.bytes.array()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn header(&mut self) -> Option<Header> {
        let little = match self.bytes.array::<1>()? {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        let word = self.u32(little)?;
        let (z, m) = (word & 0x8000_0000 != 0, word & 0x4000_0000 != 0);
        if word & 0x2000_0000 != 0 {
            self.u32(little)?;
        }
        let plain = word & 0x0fff_ffff;
        let (z, m) = match plain / 1000 {
            0 => (z, m),
            1 => (true, false),
            2 => (false, true),
            3 => (true, true),
            _ => return None,
        };
        Some(Header { little, kind: plain % 1000, size: 2 + usize::from(z) + usize::from(m), z })
    }

    fn position(&mut self, header: Header) -> Option<Value> {
        let bytes = self.bytes.take(8 * header.size)?;
        let number = |at: usize| {
            let bytes = bytes[8 * at..8 * at + 8].try_into().ok()?;
            Some(if header.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
        };
        Some(match header.z {
            true => json!([number(0)?, number(1)?, number(2)?]),
            false => json!([number(0)?, number(1)?]),
        })
    }

    /// Reads `count` items by `each`, of at least `least` bytes each.
    fn list(
        &mut self,
        little: bool,
        least: usize,
        mut each: impl FnMut(&mut Self) -> Option<Value>,
    ) -> Option<Value> {
        let count = self.u32(little)? as usize;
        if count.checked_mul(least)? > self.bytes.rest.len() {
            return None;
        }
        (0..count).map(|_| each(self)).collect::<Option<Vec<Value>>>().map(Value::Array)
    }

    fn positions(&mut self, header: Header) -> Option<Value> {
        self.list(header.little, 8 * header.size, |reader| reader.position(header))
    }

    fn geometry(&mut self, depth: usize) -> Option<Value> {
        let header = self.header()?;
        let little = header.little;
        if depth > DEEPEST {
            return None;
        }
        let arcs = |reader: &mut Self| {
            let given = reader.positions(header)?;
            let given = given.as_array()?.iter();
            let given: Option<Vec<Coord<f64>>> =
                given.map(|at| Some(Coord { x: at[0].as_f64()?, y: at[1].as_f64()? })).collect();
            reader.arcs = true;
            arcs::straight(&given?).map(|found| positions(&found))
        };
        let part = |reader: &mut Self, kind: &str| {
            let mut part = reader.geometry(depth + 1)?;
            (part["type"] == kind).then(|| part["coordinates"].take())
        };
        let (kind, coordinates) = match header.kind {
            1 => {
                let at = self.position(header)?;
                // An empty point is written as NaN, which JSON lacks.
                if at[0].is_null() || at[1].is_null() {
                    return Some(Value::Null);
                }
                ("Point", at)
            }
            2 => ("LineString", self.positions(header)?),
            3 => ("Polygon", self.list(little, 4, |reader| reader.positions(header))?),
            4 => ("MultiPoint", self.list(little, 5, |reader| part(reader, "Point"))?),
            5 => ("MultiLineString", self.list(little, 5, |reader| part(reader, "LineString"))?),
            6 => ("MultiPolygon", self.list(little, 5, |reader| part(reader, "Polygon"))?),
            7 => {
                let parts = self.list(little, 5, |reader| reader.geometry(depth + 1))?;
                return Some(json!({"type": "GeometryCollection", "geometries": parts}));
            }
            // Strings of arcs, lines joined of both, polygons with such rings, and many of them.
            8 => ("LineString", arcs(self)?),
            9 => {
                ("LineString", joined(self.list(little, 5, |reader| part(reader, "LineString"))?)?)
            }
            10 => ("Polygon", self.list(little, 5, |reader| part(reader, "LineString"))?),
            11 => ("MultiLineString", self.list(little, 5, |reader| part(reader, "LineString"))?),
            12 => ("MultiPolygon", self.list(little, 5, |reader| part(reader, "Polygon"))?),
            _ => return None,
        };
        Some(json!({"type": kind, "coordinates": coordinates}))
    }
}

/// Lines, each of which begins where the one before ends, as one.
fn joined(lines: Value) -> Option<Value> {
    let mut all: Vec<Value> = Vec::new();
    for line in lines.as_array()? {
        let line = line.as_array()?;
        let again = usize::from(all.last().is_some_and(|last| line.first() == Some(last)));
        all.extend_from_slice(line.get(again..).unwrap_or_default());
    }
    Some(all.into())
}
