//! Reads GeoJSON geometries into `geo` geometries, and reports their flaws.

use super::catalogue::Code;
use super::near::list;
use crate::domain::{Phrase, Text, phrase, text};
use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde_json::Value;

/// Which geometries a layer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Towns.
    Polygons,
    /// Sites, medical facilities.
    Points,
    /// Demand.
    PointsOrPolygons,
    /// Roads.
    Lines,
    /// Any geometry, for conversion of layers.
    Any,
    /// Layouts: any geometry or none; of points the position is kept.
    Ignored,
}

impl Shape {
    fn types(self) -> &'static [&'static str] {
        match self {
            Shape::Polygons => &["Polygon", "MultiPolygon"],
            Shape::Points => &["Point"],
            Shape::PointsOrPolygons => &["Point", "Polygon", "MultiPolygon"],
            Shape::Lines => &["LineString", "MultiLineString"],
            Shape::Any => {
                &["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]
            }
            Shape::Ignored => &[],
        }
    }
}

/// A flaw of a geometry.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) code: Code,
    pub(super) cause: Text,
    pub(super) action: Phrase,
}

/// A geometry that was read, with unchecked positions.
#[derive(Debug)]
pub(super) struct RawGeometry {
    pub(super) geometry: Geometry<f64>,
    /// The first position that is not on the earth.
    pub(super) astray: Option<Coord<f64>>,
    /// Of lines: the height of each position in metres, where given.
    pub(super) heights_m: Vec<Option<f32>>,
}

const REPAIR: Phrase =
    phrase("repair the geometry in the program that wrote it", "在写出该文件的程序中修正几何图形");

/// Reads `value`, whose type must be one of the shape's. A point may be written as a MultiPoint of one point.
pub(super) fn read_geometry(value: &Value, shape: Shape) -> Result<RawGeometry, Vec<Flaw>> {
    if value.is_null() {
        return Err(vec![Flaw {
            code: Code::GEOMETRY_MISSING,
            cause: text!("the feature has no geometry", "要素没有几何图形"),
            action: phrase("draw the feature, or remove it", "画出该要素，或删去它"),
        }]);
    }
    let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
    let types = shape.types();
    let coordinates = value.get("coordinates");
    let one_point = kind == "MultiPoint"
        && types.contains(&"Point")
        && coordinates.and_then(Value::as_array).is_some_and(|points| points.len() == 1);
    if !types.contains(&kind) && !one_point {
        return Err(vec![Flaw {
            code: Code::GEOMETRY_WRONG_TYPE,
            cause: match kind {
                "" => text!("the geometry has no type", "几何图形没有类型"),
                _ => {
                    let types = list(types);
                    text!(
                        "the geometry is a {kind}; this layer takes {types}",
                        "几何图形是 `{kind}`；此图层应为 {types}";
                        types
                    )
                }
            },
            action: match shape {
                Shape::Points => phrase("export the layer as points", "将图层导出为点"),
                _ => phrase(
                    "export the layer with the geometry asked for",
                    "按所要求的几何类型导出图层",
                ),
            },
        }]);
    }
    let mut reader = Reader::default();
    let null = Value::Null;
    let coordinates = coordinates.unwrap_or(&null);
    let whole = Text::default();
    let geometry = match kind {
        "Point" => reader.position(coordinates).map(|at| Geometry::Point(Point(at))),
        "MultiPoint" if shape == Shape::Any => reader
            .positions(coordinates, &Text::same("`coordinates`"))
            .map(|list| Geometry::MultiPoint(list.into_iter().map(Point).collect())),
        "MultiPoint" => reader
            .position(&coordinates[0])
            .map(|at| Geometry::MultiPoint(MultiPoint(vec![Point(at)]))),
        "LineString" => reader.line(coordinates, &whole).map(Geometry::LineString),
        "MultiLineString" => reader.lines(coordinates).map(Geometry::MultiLineString),
        "Polygon" => reader.polygon(coordinates, &whole).map(Geometry::Polygon),
        _ => reader.multi_polygon(coordinates).map(Geometry::MultiPolygon),
    };
    match geometry {
        Some(geometry) if reader.flaws.is_empty() => {
            Ok(RawGeometry { geometry, astray: reader.astray, heights_m: reader.heights_m })
        }
        _ => Err(reader.flaws),
    }
}

#[derive(Debug, Default)]
struct Reader {
    flaws: Vec<Flaw>,
    astray: Option<Coord<f64>>,
    heights_m: Vec<Option<f32>>,
}

impl Reader {
    fn malformed<T>(&mut self, cause: impl Into<Text>) -> Option<T> {
        self.flaws.push(Flaw {
            code: Code::GEOMETRY_MALFORMED,
            cause: cause.into(),
            action: REPAIR,
        });
        None
    }

    /// Reads longitude and latitude; `line` reads the height after them.
    fn position(&mut self, value: &Value) -> Option<Coord<f64>> {
        let numbers = items(value);
        let number = |at: usize| numbers.get(at).and_then(Value::as_f64);
        let (Some(x), Some(y)) = (number(0), number(1)) else {
            let shown: String = value.to_string().chars().take(40).collect();
            return self.malformed(text!(
                "a position is a list of two numbers, longitude and latitude; found {shown}",
                "位置应为经度、纬度两个数字的列表；此处为 `{shown}`"
            ));
        };
        let at = without_noise(Coord { x, y });
        if !on_earth(at) {
            self.astray.get_or_insert(at);
        }
        Some(at)
    }

    fn line(&mut self, value: &Value, part: &Text) -> Option<LineString<f64>> {
        let list = items(value);
        if list.len() < 2 {
            return self.malformed(text!(
                "the line{part} has fewer than two positions",
                "{part}线不足两个位置";
                part
            ));
        }
        let mut positions = Vec::with_capacity(list.len());
        for position in list {
            positions.push(self.position(position)?);
            let height = position.get(2).and_then(Value::as_f64);
            self.heights_m.push(height.map(|height| height as f32));
        }
        Some(LineString(positions))
    }

    fn lines(&mut self, value: &Value) -> Option<MultiLineString<f64>> {
        self.parts(value, phrase("lines", "线"), Self::line).map(MultiLineString)
    }

    fn positions(&mut self, value: &Value, name: &Text) -> Option<Vec<Coord<f64>>> {
        let Some(list) = value.as_array() else {
            return self.malformed(text!(
                "{name} is not a list of positions",
                "{name}不是位置的列表";
                name
            ));
        };
        list.iter().map(|at| self.position(at)).collect()
    }

    fn ring(&mut self, value: &Value, name: &Text) -> Option<LineString<f64>> {
        let positions = self.positions(value, name)?;
        if positions.first() != positions.last() {
            self.flaws.push(Flaw {
                code: Code::RING_NOT_CLOSED,
                cause: text!("{name} does not end where it starts", "{name}首尾不闭合"; name),
                action: phrase(
                    "repeat the first position of the ring at its end",
                    "在环的末尾重复其首个位置",
                ),
            });
            return None;
        }
        if positions.len() < 4 {
            let count = positions.len();
            return self.malformed(text!(
                "{name} has {count} positions; a closed ring has at least 4",
                "{name}有 {count} 个位置；闭合的环至少有 4 个";
                name
            ));
        }
        Some(LineString(positions))
    }

    fn polygon(&mut self, value: &Value, part: &Text) -> Option<Polygon<f64>> {
        let rings = items(value);
        let Some((outer, holes)) = rings.split_first() else {
            return self.malformed(text!("the polygon{part} has no rings", "{part}面没有环"; part));
        };
        // Every ring is read, as all parts are.
        let outer = self.ring(outer, &ring_name(0, part));
        let holes: Vec<_> = holes
            .iter()
            .enumerate()
            .map(|(hole, ring)| self.ring(ring, &ring_name(hole + 1, part)))
            .collect();
        Some(Polygon::new(outer?, holes.into_iter().collect::<Option<_>>()?))
    }

    fn multi_polygon(&mut self, value: &Value) -> Option<MultiPolygon<f64>> {
        self.parts(value, phrase("polygons", "面"), Self::polygon).map(MultiPolygon)
    }

    /// Reads all parts, even after a bad one, so that all flaws are reported at once.
    fn parts<T>(
        &mut self,
        value: &Value,
        what: Phrase,
        read: impl Fn(&mut Self, &Value, &Text) -> Option<T>,
    ) -> Option<Vec<T>> {
        let parts = items(value);
        if parts.is_empty() {
            return self
                .malformed(text!("the geometry has no {what}", "几何图形中没有{what}"; what));
        }
        let named = parts.iter().enumerate();
        let read: Vec<Option<T>> =
            named.map(|(part, value)| read(self, value, &part_name(part, parts.len()))).collect();
        read.into_iter().collect()
    }
}

/// The items of a list; none where it is not one.
fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// ` of part 2`; empty when there is one part.
pub(super) fn part_name(part: usize, parts: usize) -> Text {
    match (parts, part + 1) {
        (1, _) => Text::default(),
        (_, part) => text!(" of part {part}", "第 {part} 部分的"),
    }
}

/// The outer ring (0) or a hole (from 1).
pub(super) fn ring_name(ring: usize, part: &Text) -> Text {
    match ring {
        0 => text!("the outer ring{part}", "{part}外环"; part),
        hole => text!("hole {hole}{part}", "{part}第 {hole} 个孔"; part),
    }
}

/// The position, at the edge of the earth where it lies beyond it by what rounding leaves (180.00000000000006).
pub(super) fn without_noise(at: Coord<f64>) -> Coord<f64> {
    const NOISE_DEGREES: f64 = 1e-9;
    let within = |degrees: f64, most: f64| match degrees.abs() > most + NOISE_DEGREES {
        true => degrees,
        false => degrees.clamp(-most, most),
    };
    Coord { x: within(at.x, 180.0), y: within(at.y, 90.0) }
}

/// Whether a position is a longitude within ±180 and a latitude within ±90.
pub(super) fn on_earth(at: Coord<f64>) -> bool {
    (-180.0..=180.0).contains(&at.x) && (-90.0..=90.0).contains(&at.y)
}
