//! Shapefiles: `.shp`, `.shx`, `.dbf` in UTF-8, `.prj` and `.cpg`.

use super::columns::{Column, columns};
use super::placed::{Placed, Row};
use super::{LayerError, LayerFile};
use crate::domain::{Text, text};
use crate::run::table::{Cell, Stored as Kind};
use dbase::encoding::EncodingRs;
use dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use geo::{Coord, Geometry, LineString, Winding};
use shapefile::{Point, Polygon, PolygonRing, Polyline, ShapeWriter};
use std::io::Cursor;

const FORMAT: &str = "a Shapefile";
/// Names of fields have so many bytes, text so many.
const NAME_BYTES: usize = 10;
const TEXT_BYTES: usize = 254;
/// Numbers have so many digits, and so many of them behind the point, as GDAL writes them; those that cannot be said so are
/// written as text.
const DIGITS: usize = 24;
const DECIMALS: usize = 15;

/// The files of the layer.
pub(super) fn write(placed: &Placed<'_>) -> Result<Vec<LayerFile>, LayerError> {
    let refused = |why: &dyn std::fmt::Display| LayerError::refused(FORMAT, why);
    placed.epsg()?;
    let (mut main, mut index) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    {
        let mut out = ShapeWriter::with_shx(&mut main, &mut index);
        let families = families(placed)?;
        for row in &placed.rows().collect::<Vec<Row>>() {
            write_shape(&mut out, row, families).map_err(|error| refused(&error))?;
        }
        out.finalize().map_err(|error| refused(&error))?;
    }
    let table = table(placed)?;
    let file = |ending, bytes: Vec<u8>| LayerFile { ending, bytes };
    let mut files =
        vec![file("shp", main.into_inner()), file("shx", index.into_inner()), file("dbf", table)];
    files.extend(placed.crs().wkt().map(|wkt| file("prj", wkt.as_bytes().to_vec())));
    files.push(file("cpg", b"UTF-8".to_vec()));
    Ok(files)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Points,
    ManyPoints,
    Lines,
    Polygons,
}

fn families(placed: &Placed<'_>) -> Result<Family, LayerError> {
    let mut families: Vec<Family> = Vec::new();
    for kind in placed.kinds() {
        let family = match kind {
            "Point" => Family::Points,
            "MultiPoint" => Family::ManyPoints,
            "LineString" | "MultiLineString" => Family::Lines,
            "Polygon" | "MultiPolygon" => Family::Polygons,
            _ => return Err(LayerError::Mixed(kind.into())),
        };
        if !families.contains(&family) {
            families.push(family);
        }
    }
    match families[..] {
        [] => Ok(Family::Points),
        [one] => Ok(one),
        [Family::Points, Family::ManyPoints] | [Family::ManyPoints, Family::Points] => {
            Ok(Family::ManyPoints)
        }
        _ => Err(LayerError::Mixed(placed.kinds().join(" and "))),
    }
}

type Out<'a> = ShapeWriter<&'a mut Cursor<Vec<u8>>>;

fn write_shape(out: &mut Out<'_>, row: &Row, family: Family) -> Result<(), shapefile::Error> {
    let point = |at: &Coord<f64>| Point::new(at.x, at.y);
    let line = |line: &LineString<f64>| -> Vec<Point> { line.0.iter().map(point).collect() };
    match &row.geometry {
        Geometry::Point(at) if family == Family::Points => out.write_shape(&point(&at.0)),
        Geometry::Point(at) => out.write_shape(&shapefile::Multipoint::new(vec![point(&at.0)])),
        Geometry::MultiPoint(list) => out.write_shape(&shapefile::Multipoint::new(
            list.0.iter().map(|at| point(&at.0)).collect(),
        )),
        Geometry::LineString(one) => out.write_shape(&Polyline::new(line(one))),
        Geometry::MultiLineString(list) => {
            out.write_shape(&Polyline::with_parts(list.0.iter().map(line).collect()))
        }
        Geometry::Polygon(area) => out.write_shape(&Polygon::with_rings(rings(area))),
        Geometry::MultiPolygon(list) => {
            out.write_shape(&Polygon::with_rings(list.0.iter().flat_map(rings).collect()))
        }
        // `families` lets no other geometry through.
        _ => out.write_shape(&Polyline::with_parts(vec![Vec::new()])),
    }
}

/// Outer rings clockwise, holes the other way.
fn rings(area: &geo::Polygon<f64>) -> Vec<PolygonRing<Point>> {
    let points = |ring: &LineString<f64>, clockwise: bool| -> Vec<Point> {
        let mut ring = ring.clone();
        match clockwise {
            true => ring.make_cw_winding(),
            false => ring.make_ccw_winding(),
        }
        ring.0.iter().map(|at| Point::new(at.x, at.y)).collect()
    };
    let holes = area.interiors().iter().map(|ring| PolygonRing::Inner(points(ring, false)));
    std::iter::once(PolygonRing::Outer(points(area.exterior(), true))).chain(holes).collect()
}

/// A field of the table and the column that it comes from.
struct Field {
    name: String,
    column: Column,
    /// Digits in all and behind the point, of a number.
    digits: Option<(usize, usize)>,
    /// The digits of whole numbers that the crate's floats do not hold: they go in as text of the same bytes.
    long: Option<usize>,
}

fn table(placed: &Placed<'_>) -> Result<Vec<u8>, LayerError> {
    let refused = |why: &dyn std::fmt::Display| LayerError::refused(FORMAT, why);
    let rows: Vec<Row> = placed.rows().collect();
    let mut names = Vec::new();
    let fields: Vec<Field> = columns(placed)
        .into_iter()
        .map(|column| Field {
            name: short(&column.name, &mut names),
            digits: digits(&column, &rows),
            long: long(&column, &rows),
            column,
        })
        .collect();
    let mut builder = TableWriterBuilder::with_encoding(EncodingRs::from(encoding_rs::UTF_8));
    for field in &fields {
        let name = FieldName::try_from(field.name.as_str()).map_err(|why| refused(&why))?;
        builder = match (field.column.kind, field.digits) {
            (Kind::Flag, _) => builder.add_logical_field(name),
            (_, Some((all, behind))) => builder.add_numeric_field(name, all as u8, behind as u8),
            _ => {
                let lengths =
                    rows.iter().map(|row| text(&field.column, row).map_or(1, |text| text.len()));
                builder.add_character_field(
                    name,
                    lengths.max().unwrap_or(1).clamp(1, TEXT_BYTES) as u8,
                )
            }
        };
    }
    // A table has at least one field.
    if fields.is_empty() {
        let name = FieldName::try_from("fid").map_err(|why| refused(&why))?;
        builder = builder.add_numeric_field(name, 10, 0);
    }
    let mut bytes = Cursor::new(Vec::new());
    {
        let mut out = builder.build_with_dest(&mut bytes);
        for (number, row) in (1..).zip(&rows) {
            let mut record = Record::default();
            if fields.is_empty() {
                record.insert("fid".into(), FieldValue::Numeric(Some(f64::from(number))));
            }
            for field in &fields {
                record.insert(field.name.clone(), value(field, row));
            }
            out.write_record(&record).map_err(|error| refused(&error))?;
        }
        out.finalize().map_err(|error| refused(&error))?;
    }
    let mut bytes = bytes.into_inner();
    for (position, _) in fields.iter().enumerate().filter(|(_, field)| field.long.is_some()) {
        if let Some(kind) = bytes.get_mut(32 * (position + 1) + 11) {
            *kind = b'N';
        }
    }
    // The date of the last change: the clock never gets into an output. The .cpg file says the encoding, which old
    // programs know no mark for.
    if let Some(date) = bytes.get_mut(1..4) {
        date.copy_from_slice(&[100, 1, 1]);
    }
    if let Some(mark) = bytes.get_mut(29) {
        *mark = 0;
    }
    Ok(bytes)
}

/// Names and texts that the table cuts.
pub(super) fn losses(placed: &Placed<'_>) -> Vec<Text> {
    let rows: Vec<Row> = placed.rows().collect();
    let mut taken = Vec::new();
    let (mut renamed, mut cut) = (Vec::new(), Vec::new());
    for column in columns(placed) {
        let made = short(&column.name, &mut taken);
        if made != column.name {
            let name = &column.name;
            renamed.push(text!("{name} to {made}", "{name} 改为 {made}"));
        }
        let rows = rows.iter();
        let long =
            rows.filter(|row| column.cell(row).plain().is_some_and(|text| text.len() > TEXT_BYTES));
        let long = long.count();
        if long > 0 {
            let name = &column.name;
            cut.push(text!("{name} in {long} features", "{name}（{long} 个要素）"));
        }
    }
    let mut lines = Vec::new();
    let crs = placed.crs();
    if crs.wkt().is_none() {
        lines.push(text!(
            "there is no .prj, since {crs} has no definition as text: read it with the system {crs}",
            "没有 .prj，因为 {crs} 没有文本定义：读取时请指定 {crs}"
        ));
    }
    if !renamed.is_empty() {
        let names = Text::list(&renamed);
        lines.push(text!(
            "names of fields are cut to {NAME_BYTES} bytes: {names}",
            "字段名截短为 {NAME_BYTES} 字节：{names}";
            names
        ));
    }
    if !cut.is_empty() {
        let names = Text::list(&cut);
        lines.push(text!(
            "text is cut to {TEXT_BYTES} bytes and cannot be read back whole: {names}; a GeoPackage keeps it",
            "文本截短为 {TEXT_BYTES} 字节，无法还原：{names}；GeoPackage 可完整保留";
            names
        ));
    }
    lines
}

/// The name cut to its bytes, made unlike the others.
fn short(name: &str, taken: &mut Vec<String>) -> String {
    let mut made = cut(name, NAME_BYTES).to_owned();
    let mut number = 1;
    while taken.iter().any(|known| known.eq_ignore_ascii_case(&made)) || made.is_empty() {
        let tail = format!("_{number}");
        made = format!("{}{tail}", cut(name, NAME_BYTES - tail.len()));
        number += 1;
    }
    taken.push(made.clone());
    made
}

/// How many digits a column's numbers have, all and behind the point; none where it is written as text.
fn digits(column: &Column, rows: &[Row]) -> Option<(usize, usize)> {
    let numbers: Vec<String> = rows
        .iter()
        .filter_map(|row| match column.cell(row) {
            Cell::Whole(number) => Some(number.to_string()),
            Cell::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect();
    if !matches!(column.kind, Kind::Whole | Kind::Number) {
        return None;
    }
    let behind = |text: &String| text.split_once('.').map_or(0, |(_, behind)| behind.len());
    let before = |text: &String| text.split('.').next().map_or(0, str::len);
    let point = numbers.iter().map(behind).max().unwrap_or(0);
    let whole = numbers.iter().map(before).max().unwrap_or(1).max(1);
    let point = point.min(DECIMALS).min(DIGITS.saturating_sub(whole + 1));
    let all = whole + if point > 0 { point + 1 } else { 0 };
    // Whole numbers go through a float in the crate.
    let held = |number: f64| number.abs() < 9.0e15 && is_held(number, point);
    let held = numbers.iter().all(|text| text.parse::<f64>().is_ok_and(held));
    (all <= DIGITS && held).then_some((all, point))
}

/// Whether so many decimals say a number, but for its last digits.
fn is_held(number: f64, decimals: usize) -> bool {
    let said: f64 = format!("{number:.decimals$}").parse().unwrap_or(f64::NAN);
    (said - number).abs() <= 1e-9 * number.abs()
}

/// How many digits a column of whole numbers has, where a float does not hold one of them.
fn long(column: &Column, rows: &[Row]) -> Option<usize> {
    if column.kind != Kind::Whole || digits(column, rows).is_some() {
        return None;
    }
    rows.iter().filter_map(|row| column.cell(row).plain()).map(|text| text.len()).max()
}

/// A value as text, cut to its bytes.
fn text(column: &Column, row: &Row) -> Option<String> {
    column.cell(row).plain().map(|text| cut(&text, TEXT_BYTES).to_owned())
}

/// The beginning of a text, so many bytes at the most.
fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn value(field: &Field, row: &Row) -> FieldValue {
    if let Some(digits) = field.long {
        let text = field.column.cell(row).plain();
        return FieldValue::Character(text.map(|text| format!("{text:>digits$}")));
    }
    match (field.column.cell(row), field.digits) {
        (Cell::Flag(flag), _) if field.column.kind == Kind::Flag => FieldValue::Logical(Some(flag)),
        (_, None) if field.column.kind == Kind::Flag => FieldValue::Logical(None),
        (Cell::Whole(number), Some(_)) => FieldValue::Numeric(Some(number as f64)),
        (Cell::Number(number), Some(_)) => FieldValue::Numeric(Some(number)),
        (_, Some(_)) => FieldValue::Numeric(None),
        _ => FieldValue::Character(text(&field.column, row)),
    }
}
