//! Layers in CSV and in workbooks: longitude and latitude, x and y of a named system, or well-known text.

use super::cells::{Cells, comma_for_point};
use super::columns::{CellPosition, Columns};
use super::declared::{Declared, named};
use super::features::{Receiver, feature};
use super::rows::{Row, Rows};
use super::sheet::{Sheet, read_sheet};
use super::source::Source;
use super::{damage, wkt};
use crate::domain::crs::Crs;
use crate::domain::{Members, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::headings::known_heading;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role};
use serde_json::{Value, json};

/// The member of a feature that says in which line of a table it stands.
pub(in crate::read) const LINE: &str = "line";

/// Columns of ids or names, which are text even if they look like numbers.
const TEXTS: [&str; 10] =
    ["id", "town", "unit", "name", "code", "编码", "代码", "行政区划代码", "名称", "乡镇"];

/// Reads all rows.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    let name = &source.name;
    let asked = source.layer.as_deref();
    // A table as people have it may have no positions.
    let placeless = role == Role::Table;
    let find = |row: &[String]| {
        let named = source.positions.as_ref().and_then(|names| Columns::named(row, names));
        named.or_else(|| Columns::find(row))
    };
    let key = |row: &[String]| match find(row) {
        // One heading for both may stand above one for each.
        None | Some(Columns::Pair(..)) => known_heading(row).filter(|_| placeless),
        Some(columns) => Some(columns.first()),
    };
    let sheet = read_sheet(sink, &source.path, name, role, asked, key)?;
    let Sheet { header, rows, record } = sheet;
    let found = find(&header);
    // The sites of a layout are known by their ids.
    if found.is_none() && !placeless && role != Role::Layout {
        let cause =
            text!("the table has no columns with the positions of its rows", "表格没有坐标列");
        let by = source.crs_by.word();
        let action = text!(
            "add `lon` and `lat` in degrees, `x` and `y` with {by}, or `wkt`",
            "请增加经纬度列 `lon`、`lat`（度），或 `x`、`y` 并写明 {by}，或 `wkt`"
        );
        sink.push(
            Code::COORDINATES_ABSENT,
            Place { line: Some(1), ..Place::file(name) },
            cause,
            action,
        );
        return None;
    }
    let mut codes = Vec::new();
    let mut shapes = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows.iter()) {
        shapes.push(match found {
            Some(columns) => geometry(sink, name, number, columns, row, &header, &mut codes),
            None => RowShape::Other(Box::default()),
        });
    }
    codes.sort_unstable();
    codes.dedup();
    if let Some(columns @ Columns::Pair(column, turned)) = found {
        let is_turned = |row: &Row<'_>| columns.is_turned(*row);
        let (count, first) = (rows.iter().filter(is_turned).count(), rows.iter().find(is_turned));
        if let Some(row) = first {
            let cell = row.cell(column);
            let order = match turned {
                true => phrase("longitude first", "经度在前"),
                false => phrase("latitude first", "纬度在前"),
            };
            let cause = text!(
                "{count} rows are read {order}, by their letters or sizes; the first is {cell:?}",
                "有 {count} 行按字母或数值范围识别为{order}；第一行为 {cell:?}"; order
            );
            let place = Place { line: Some(row.line), ..Place::file(name) };
            sink.push(Code::POSITIONS_TURNED, place.at(&header[column]), cause, Usual);
        }
    }
    let declared = match (found, &codes[..]) {
        (None, _) => Declared::Wgs84,
        (Some(columns @ (Columns::Degrees(..) | Columns::Pair(..))), _) => {
            columns.shifted(&header).map_or(Declared::Wgs84, Declared::Named)
        }
        (_, []) => Declared::Nothing,
        (_, [code]) => named(sink, name, "crs", Crs::from_epsg(*code))?,
        (_, [first, second, ..]) => {
            let cause = text!(
                "rows are in different coordinate systems: EPSG:{first} and EPSG:{second}",
                "各行的坐标系不同：EPSG:{first} 与 EPSG:{second}"
            );
            let action = text!(
                "export the table again, all of it in one coordinate system",
                "请重新导出表格，全部使用同一坐标系"
            );
            sink.push(Code::CRS_CONTRADICTS, Place::file(name).at("crs"), cause, action);
            return None;
        }
    };
    let lines: Vec<usize> = match placeless {
        true => rows.iter().map(|row| row.line).collect(),
        false => Vec::new(),
    };
    let properties =
        properties(&header, rows, &|column| found.is_some_and(|found| found.has(column)));
    let rows = properties.zip(shapes);
    features.declare(&declared)?;
    for (at, (row, shape)) in rows.enumerate() {
        let mut made = feature(row, shape.into_value());
        if let Some(line) = lines.get(at) {
            made[LINE] = (*line).into();
        }
        features.take(made)?;
    }
    Some(record)
}

/// The properties of each row, of the columns with a name that are not to be left out; made one at a time, since there may
/// be a million of them.
pub(super) fn properties(
    header: &[String],
    rows: Rows,
    left_out: &dyn Fn(usize) -> bool,
) -> impl Iterator<Item = Members> + use<> {
    let kept = header.iter().enumerate();
    let kept = kept.filter(|&(column, field)| !left_out(column) && !field.is_empty());
    let columns: Vec<(usize, String, Cells)> = kept
        .map(|(column, field)| {
            let cells = rows.iter().map(|row| row.cell(column));
            let cells = match TEXTS.contains(&field.to_lowercase().as_str()) {
                true => Cells::Texts,
                false => Cells::of(cells),
            };
            (column, field.clone(), cells)
        })
        .collect();
    (0..rows.len()).map(move |at| {
        let row = rows.row(at);
        let mut properties = Members::with_capacity(columns.len());
        for (column, field, cells) in &columns {
            properties.insert(field.clone(), cells.value(row.cell(*column)));
        }
        properties
    })
}

fn geometry(
    sink: &Sink,
    name: &str,
    number: usize,
    columns: Columns,
    row: Row<'_>,
    header: &[String],
    codes: &mut Vec<u32>,
) -> RowShape {
    let refuse = |why: Text| {
        damage::push_geometry(sink, name, number, why);
        RowShape::Other(Box::default())
    };
    match (columns, columns.spot(row)) {
        (_, Some(CellPosition::At(x, y))) => RowShape::Point(x, y),
        (_, Some(CellPosition::NoNumber(column))) => {
            let (field, cell) = (&header[column], row.cell(column));
            refuse(match columns {
                Columns::Pair(..) => text!(
                    "`{field}` is {cell:?}, which is not a longitude and a latitude",
                    "`{field}` 为 {cell:?}，不是经纬度"
                ),
                _ => {
                    let comma = comma_for_point(cell);
                    text!(
                        "`{field}` is {cell:?}, which is not a number{comma}",
                        "`{field}` 为 {cell:?}，不是数字{comma}";
                        comma
                    )
                }
            })
        }
        (Columns::Text(column), _) if !row.cell(column).trim().is_empty() => {
            match wkt::read(row.cell(column)) {
                Ok((shape, code)) => {
                    codes.extend(code);
                    RowShape::Other(Box::new(shape))
                }
                Err(why) => refuse(text!("the text is not WKT: {why}", "文本不是 WKT：{why}"; why)),
            }
        }
        _ => RowShape::Other(Box::default()),
    }
}

/// The geometry of a row, in little memory: there may be a million of them.
enum RowShape {
    Point(f64, f64),
    Other(Box<Value>),
}

impl RowShape {
    fn into_value(self) -> Value {
        match self {
            Self::Point(x, y) => json!({"type": "Point", "coordinates": [x, y]}),
            Self::Other(value) => *value,
        }
    }
}
