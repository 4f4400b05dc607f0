//! Tables: CSV in UTF-8 or GBK, sheets of Excel files, and plain Parquet, as text cells under a header.

use super::extent::{Extent, check_extent, extent};
use super::header::{self, Header};
use super::parquet::{is_parquet, parquet_as_csv};
use super::rows::{MOST_CELLS_A_BYTE, MOST_COLUMNS, Row, Rows, delimiter};
use super::source::is_workbook;
use super::{damage, encoding, workbook};
use crate::domain::said;
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use crate::read::source::{FileBytes, InputFile, Role, check_not_utf16, open_bytes};
use std::path::Path;

/// What is damaged where columns do not fit the bytes.
const TABLE: Phrase = phrase("a table", "表格");
/// What to do about an empty table.
const WITH_ROWS: Phrase =
    phrase("export the table again, with its rows", "请连同数据行重新导出表格");

/// A table.
#[derive(Debug)]
pub(in crate::read) struct Sheet {
    pub(in crate::read) header: Vec<String>,
    pub(in crate::read) rows: Rows,
    pub(in crate::read) record: InputFile,
}

/// Reads a table; of an Excel file the sheet asked for, or the only one. `key` gives of a row that may be its header a column without which a row below says nothing; where none
/// of the first rows may, the first is the header.
pub(in crate::read) fn read_sheet(
    sink: &Sink,
    path: &Path,
    name: &str,
    role: Role,
    asked: Option<&str>,
    key: impl Fn(&[String]) -> Option<usize>,
) -> Option<Sheet> {
    let file = match is_parquet(path) {
        true => {
            let (bytes, record) = parquet_as_csv(sink, path, name, role)?;
            FileBytes { bytes, record }
        }
        false => open_bytes(sink, path, name, role)?,
    };
    let length = file.bytes.len();
    let mut rows = match is_workbook(path) {
        true => workbook::read(sink, name, file.bytes, asked)?,
        false => of_text(sink, path, name, file.bytes)?,
    };
    let Some(Header { line, names: mut header, rows: taken }) =
        header::find(sink, name, &rows, key)
    else {
        let cause = text!("the table is empty", "表格为空");
        sink.push(Code::LAYER_EMPTY, Place::file(name), cause, Text::from(WITH_ROWS));
        return None;
    };
    rows.skip(taken);
    let width = header.len();
    if !check_extent(sink, name, rows.len(), width) {
        return None;
    }
    let cells = width.saturating_mul(rows.len());
    if width > MOST_COLUMNS as usize || cells > MOST_CELLS_A_BYTE.saturating_mul(length) {
        let why = text!(
            "a table of {width} columns does not fit its length of {length} bytes",
            "{width} 列的表格与其长度 {length} 字节不符"
        );
        damage::push(sink, name, TABLE, why);
        return None;
    }
    let place = || Place { line: Some(line), ..Place::file(name) };
    for (column, field) in header.iter().enumerate() {
        if !field.is_empty() && header[..column].contains(field) {
            let cause = text!("two columns have the name `{field}`", "两列同名：`{field}`");
            sink.push(Code::DUPLICATE_KEY, place().at(field), cause, Usual);
        }
    }
    name_columns(sink, name, line, &mut header, &rows);
    // In a text a cell too many shifts the others; in a workbook it is a note at the side.
    let beyond = |row: &Row<'_>| row.cells().skip(width).any(|cell| !cell.trim().is_empty());
    if let (false, Some(row)) = (is_workbook(path), rows.iter().find(beyond)) {
        let cells = row.len();
        let cause = text!(
            "the row has {cells} cells, the header {width}",
            "该行有 {cells} 个单元格，表头有 {width} 个"
        );
        let place = Place { line: Some(row.line), ..Place::file(name) };
        let action =
            text!("correct the row, or export the table again", "请更正该行，或重新导出表格");
        sink.push(Code::TABLE_MALFORMED, place, cause, action);
        return None;
    }
    if let Some(first) = rows.iter().find(beyond) {
        let cause =
            text!("cells to the right of the header are left out", "表头右侧的单元格已略去");
        let action = text!("give the column a name, if it is needed", "如需该列，请补上列名");
        let place = Place { line: Some(first.line), ..Place::file(name) };
        sink.push(Code::COLUMN_LEFT_OUT, place, cause, action);
    }
    if rows.len() == 0 {
        let cause = text!("the table has no rows below its header", "表头之下没有数据行");
        sink.push(Code::LAYER_EMPTY, Place::file(name), cause, Text::from(WITH_ROWS));
        return None;
    }
    let record = InputFile { features: rows.len(), ..file.record };
    Some(Sheet { header, rows, record })
}

/// Gives columns that have cells but no name one, by their place in the table.
fn name_columns(sink: &Sink, name: &str, line: usize, header: &mut [String], rows: &Rows) {
    for column in 0..header.len() {
        let is_filled = |row: Row<'_>| !row.cell(column).trim().is_empty();
        if !header[column].is_empty() || !rows.iter().any(is_filled) {
            continue;
        }
        let number = column + 1;
        let mut own = format!("column_{number}");
        while header.contains(&own) {
            own.push('_');
        }
        let cause = text!(
            "column {number} has no name; it is called `{own}`",
            "第 {number} 列没有列名，改称 `{own}`"
        );
        let place = Place { line: Some(line), ..Place::file(name) };
        sink.push(Code::COLUMN_RENAMED, place.at(&own), cause, Usual);
        header[column] = own;
    }
}

/// The line in which a row begins. Its position is where the row before ended, which may be before the end of that line.
fn line_of(text: &[u8], at: &csv::Position) -> usize {
    let rest = text.get(at.byte() as usize..).unwrap_or_default();
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    at.line() as usize + breaks.filter(|byte| **byte == b'\n').count()
}

fn of_text(sink: &Sink, path: &Path, name: &str, bytes: Vec<u8>) -> Option<Rows> {
    if !check_not_utf16(sink, name, &bytes) {
        return None;
    }
    let text = encoding::decoded(sink, name, &bytes)?;
    let tab = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"));
    // A title may stand above the names of the columns.
    let lines = text.lines().take(header::MOST_ROWS).map(str::as_bytes);
    let mark = match tab {
        true => b'\t',
        false if is_parquet(path) => b',',
        false => delimiter(lines),
    };
    let Extent { rows, columns, cells } = extent(text.as_bytes(), mark);
    if columns > MOST_COLUMNS as usize {
        let why = text!(
            "a row has {columns} cells; the most is {MOST_COLUMNS} columns",
            "有一行含 {columns} 个单元格；上限为 {MOST_COLUMNS} 列"
        );
        damage::push(sink, name, TABLE, why);
        return None;
    }
    if !check_extent(sink, name, rows, columns) {
        return None;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    let mut rows = Rows::with_room(rows, cells, text.len());
    let mut row = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(true) => {
                let line = row.position().map_or(1, |at| line_of(text.as_bytes(), at));
                rows.push(line, row.iter());
            }
            Ok(false) => return Some(rows),
            Err(error) => {
                damage::push(sink, name, phrase("CSV", "CSV"), said(error));
                return None;
            }
        }
    }
}
