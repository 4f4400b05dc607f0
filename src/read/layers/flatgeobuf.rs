//! FlatGeobuf. The crate verifies each buffer; ends and lengths, which it does not check against each other, are
//! checked here.

use super::cells;
use super::damage::{self, Bytes};
use super::declared::{Declared, named};
use super::extent::check_extent;
use super::features::{Receiver, feature, left_out};
use super::source::Source;
use crate::domain::crs::Crs;
use crate::domain::said;
use crate::domain::{Members, Phrase, Text, phrase, text};
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role, open_bytes};
use flatgeobuf::packed_r_tree::PackedRTree;
use flatgeobuf::{
    ColumnType, Geometry, GeometryType, Header, size_prefixed_root_as_feature,
    size_prefixed_root_as_header,
};
use serde_json::{Value, json};

const WHAT: Phrase = phrase("FlatGeobuf", "FlatGeobuf");
/// The largest number of columns.
const MOST_COLUMNS: usize = 2_000;
/// The largest number of values per byte of the file, more than in any real layer.
const MOST_CELLS_A_BYTE: usize = 64;
/// The deepest nesting of collections that is read.
const DEEPEST: usize = 8;

const CURVES: [GeometryType; 5] = [
    GeometryType::CircularString,
    GeometryType::CompoundCurve,
    GeometryType::CurvePolygon,
    GeometryType::MultiCurve,
    GeometryType::MultiSurface,
];

/// Reads all features, in the order of the file.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    let name = &source.name;
    let file = open_bytes(sink, &source.path, name, role)?;
    let damaged = |why: Text| damage::push(sink, name, WHAT, why);
    let Some((head, body)) = split(&file.bytes) else {
        damaged(text!("it does not begin as such a file does", "文件开头不是该格式"));
        return None;
    };
    let header = size_prefixed_root_as_header(head).map_err(|error| damaged(said(error))).ok()?;
    features.declare(&declared(sink, name, &header)?)?;
    let Some(mut rest) = after_index(&header, body) else {
        damaged(text!("it ends within its index", "文件在索引中间截断"));
        return None;
    };
    let columns = header.columns().map_or(0, |list| list.len());
    let mut count = 0;
    while !rest.is_empty() {
        // Here a feature has all columns, in the file only those that it fills.
        let cells = columns.saturating_mul(count);
        if columns > MOST_COLUMNS || cells > MOST_CELLS_A_BYTE.saturating_mul(file.bytes.len()) {
            damaged(text!(
                "its {columns} columns do not fit its length",
                "{columns} 列与文件长度不符"
            ));
            return None;
        }
        let Some((buffer, more)) = sized(rest) else {
            damaged(text!("it ends within a feature", "文件在一个要素中间截断"));
            return None;
        };
        let found =
            size_prefixed_root_as_feature(buffer).map_err(|error| damaged(said(error))).ok()?;
        let shape = found.geometry().map(|shape| geometry(&shape, header.geometry_type(), 0));
        if shape == Some(None) {
            let own = found.geometry().map(|shape| kind(&shape, header.geometry_type()));
            let why = match own {
                Some(kind) if CURVES.contains(&kind) => text!(
                    "it has arcs, which are not read of FlatGeobuf; write a GeoPackage, or make them straight",
                    "含有圆弧，FlatGeobuf 的圆弧不予读取；请改存为 GeoPackage，或将圆弧改为折线"
                ),
                _ => text!(
                    "the geometry's parts do not fit its positions",
                    "几何图形的各部分与其坐标不符"
                ),
            };
            damage::push_geometry(sink, name, count + 1, why);
        }
        let bytes = found.properties().map(|list| list.bytes()).unwrap_or_default();
        let Some(properties) = properties(&header, bytes) else {
            damaged(text!(
                "a feature's properties do not fit the columns",
                "有要素的属性与各列不符"
            ));
            return None;
        };
        count += 1;
        if !check_extent(sink, name, count, columns) {
            return None;
        }
        features.take(feature(properties, shape.flatten().unwrap_or(Value::Null)))?;
        rest = more;
    }
    for column in header.columns().into_iter().flatten() {
        if column.type_() == ColumnType::Binary && count > 0 {
            left_out(sink, name, column.name(), phrase("bytes", "字节"));
        }
    }
    let announced = header.features_count();
    if announced > 0 && announced != count as u64 {
        damaged(text!(
            "it announces {announced} features and has {count}",
            "声明有 {announced} 个要素，实有 {count} 个"
        ));
        return None;
    }
    Some(file.record)
}

/// A buffer with its length before it, and the remaining bytes.
fn sized(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let end = length.checked_add(4)?;
    (length >= 8).then_some(())?;
    bytes.split_at_checked(end)
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (magic, rest) = bytes.split_at_checked(8)?;
    let sound = magic.starts_with(b"fgb") && magic[3] <= 3 && &magic[4..7] == b"fgb";
    sound.then(|| sized(rest)).flatten()
}

fn after_index<'a>(header: &Header<'_>, body: &'a [u8]) -> Option<&'a [u8]> {
    let (count, node) = (header.features_count(), header.index_node_size());
    if node == 0 || count == 0 {
        return Some(body);
    }
    // There cannot be more features than bytes; this also keeps the crate's sum within bounds.
    if node < 2 || count > body.len() as u64 {
        return None;
    }
    body.get(PackedRTree::index_size(usize::try_from(count).ok()?, node)..)
}

fn declared(sink: &Sink, name: &str, header: &Header<'_>) -> Option<Declared> {
    let Some(crs) = header.crs() else {
        return Some(Declared::Nothing);
    };
    let of_epsg = crs.org().is_none_or(|org| org.is_empty() || org.eq_ignore_ascii_case("EPSG"));
    match (u32::try_from(crs.code()), crs.wkt()) {
        (Ok(code), text) if code > 0 && of_epsg => {
            let by_text = |error| text.map_or(Err(error), Crs::from_wkt);
            named(sink, name, "crs", Crs::from_epsg(code).or_else(by_text))
        }
        (_, Some(text)) if !text.is_empty() => named(sink, name, "crs", Crs::from_wkt(text)),
        _ => Some(Declared::Nothing),
    }
}

/// The properties of a feature: pairs of column number and value.
fn properties(header: &Header<'_>, bytes: &[u8]) -> Option<Members> {
    let columns: Vec<_> = header.columns().map(|list| list.iter().collect()).unwrap_or_default();
    let mut properties = Members::new();
    for column in &columns {
        properties.insert(column.name().to_owned(), Value::Null);
    }
    let mut bytes = Bytes { rest: bytes };
    while !bytes.rest.is_empty() {
        let column = columns.get(usize::from(u16::from_le_bytes(bytes.array()?)))?;
        let value = value(column.type_(), &mut bytes)?;
        properties.insert(column.name().to_owned(), value);
    }
    Some(properties)
}

fn value(kind: ColumnType, bytes: &mut Bytes<'_>) -> Option<Value> {
    Some(match kind {
        ColumnType::Bool => (bytes.array::<1>()? != [0]).into(),
        ColumnType::Byte => i8::from_le_bytes(bytes.array()?).into(),
        ColumnType::UByte => u8::from_le_bytes(bytes.array()?).into(),
        ColumnType::Short => i16::from_le_bytes(bytes.array()?).into(),
        ColumnType::UShort => u16::from_le_bytes(bytes.array()?).into(),
        ColumnType::Int => i32::from_le_bytes(bytes.array()?).into(),
        ColumnType::UInt => u32::from_le_bytes(bytes.array()?).into(),
        ColumnType::Long => i64::from_le_bytes(bytes.array()?).into(),
        ColumnType::ULong => u64::from_le_bytes(bytes.array()?).into(),
        ColumnType::Float => cells::number(f64::from(f32::from_le_bytes(bytes.array()?))),
        ColumnType::Double => cells::number(f64::from_le_bytes(bytes.array()?)),
        ColumnType::String | ColumnType::Json | ColumnType::DateTime => text(bytes)?.into(),
        ColumnType::Binary => text(bytes).map(|_| Value::Null)?,
        _ => return None,
    })
}

fn text(bytes: &mut Bytes<'_>) -> Option<String> {
    let length = u32::from_le_bytes(bytes.array()?) as usize;
    bytes.take(length).map(|text| String::from_utf8_lossy(text).into_owned())
}

fn kind(shape: &Geometry<'_>, of_layer: GeometryType) -> GeometryType {
    if of_layer == GeometryType::Unknown { shape.type_() } else { of_layer }
}

fn geometry(shape: &Geometry<'_>, of_layer: GeometryType, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let kind = kind(shape, of_layer);
    let positions: Vec<Value> = match shape.xy() {
        Some(list) if list.len() % 2 == 1 => return None,
        Some(list) => {
            let heights = shape.z().filter(|z| z.len() == list.len() / 2);
            let position = |at: usize| {
                let (x, y) = (list.get(2 * at), list.get(2 * at + 1));
                match heights {
                    Some(heights) => json!([x, y, heights.get(at)]),
                    None => json!([x, y]),
                }
            };
            (0..list.len() / 2).map(position).collect()
        }
        None => Vec::new(),
    };
    let runs = || -> Option<Vec<Value>> {
        let ends: Vec<usize> = match shape.ends() {
            Some(ends) if !ends.is_empty() => ends.iter().map(|end| end as usize).collect(),
            _ => vec![positions.len()],
        };
        let mut start = 0;
        let each = ends.into_iter().map(|end| {
            let run = positions.get(start..end)?.to_vec();
            start = end;
            Some(Value::Array(run))
        });
        each.collect()
    };
    let parts = |kind: GeometryType| -> Option<Vec<Value>> {
        let parts = shape.parts()?;
        parts.iter().map(|part| geometry(&part, kind, depth + 1)).collect()
    };
    let (name, coordinates) = match kind {
        GeometryType::Point => match &positions[..] {
            [] => return Some(Value::Null),
            [at, ..] => ("Point", at.clone()),
        },
        GeometryType::MultiPoint => ("MultiPoint", positions.into()),
        GeometryType::LineString => ("LineString", positions.into()),
        GeometryType::MultiLineString => ("MultiLineString", runs()?.into()),
        GeometryType::Polygon => ("Polygon", runs()?.into()),
        GeometryType::MultiPolygon => {
            let parts = parts(GeometryType::Polygon)?;
            let lists = parts.into_iter().map(|mut part| part["coordinates"].take());
            ("MultiPolygon", lists.collect::<Vec<Value>>().into())
        }
        GeometryType::GeometryCollection => {
            return Some(
                json!({"type": "GeometryCollection", "geometries": parts(GeometryType::Unknown)?}),
            );
        }
        _ => return None,
    };
    Some(json!({"type": name, "coordinates": coordinates}))
}
