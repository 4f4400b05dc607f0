//! Tables: CSV in UTF-8 or GBK, sheets of Excel files, and plain Parquet, as text cells under a header.

use super::extent::{Extent, check_extent, extent};
use super::header::{self, Header};
use super::parquet::{is_parquet, parquet_as_csv};
use super::rows::{MOST_CELLS_A_BYTE, MOST_COLUMNS, Row, Rows, delimiter};
use super::source::is_workbook;
use super::{damage, encoding, workbook};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use crate::read::source::{FileBytes, InputFile, Role, check_not_utf16, open_bytes};
use std::path::Path;

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
    let Some(Header { line, names: header, rows: taken }) = header::find(sink, name, &rows, key)
    else {
        sink.push(
            Code::LAYER_EMPTY,
            Place::file(name),
            "the table is empty",
            "export the table again, with its rows",
        );
        return None;
    };
    rows.skip(taken);
    let width = header.len();
    if !check_extent(sink, name, rows.len(), width) {
        return None;
    }
    let cells = width.saturating_mul(rows.len());
    if width > MOST_COLUMNS as usize || cells > MOST_CELLS_A_BYTE.saturating_mul(length) {
        let cause = format!("a table of {width} columns does not fit its length of {length} bytes");
        damage::push(sink, name, "a table", cause);
        return None;
    }
    let place = || Place { line: Some(line), ..Place::file(name) };
    for (column, field) in header.iter().enumerate() {
        if !field.is_empty() && header[..column].contains(field) {
            let cause = format!("two columns have the name `{field}`");
            sink.push(Code::DUPLICATE_KEY, place().at(field), cause, Usual);
        }
    }
    // In a text a cell too many shifts the others; in a workbook it is a note at the side.
    let beyond = |row: &Row<'_>| row.cells().skip(width).any(|cell| !cell.trim().is_empty());
    if let (false, Some(row)) = (is_workbook(path), rows.iter().find(beyond)) {
        let cause = format!("the row has {} cells, the header {width}", row.len());
        let place = Place { line: Some(row.line), ..Place::file(name) };
        let action = "correct the row, or export the table again";
        sink.push(Code::TABLE_MALFORMED, place, cause, action);
        return None;
    }
    let nameless = |row: &Row<'_>| {
        let own = |(column, cell): (usize, &str)| {
            !cell.trim().is_empty() && header.get(column).is_none_or(String::is_empty)
        };
        row.cells().enumerate().any(own)
    };
    if let Some(first) = rows.iter().find(nameless) {
        let cause = "cells in columns without a name are left out";
        let place = Place { line: Some(first.line), ..Place::file(name) };
        sink.push(Code::COLUMN_LEFT_OUT, place, cause, "give the column a name, if it is needed");
    }
    if rows.len() == 0 {
        let cause = "the table has no rows below its header";
        sink.push(
            Code::LAYER_EMPTY,
            Place::file(name),
            cause,
            "export the table again, with its rows",
        );
        return None;
    }
    let record = InputFile { features: rows.len(), ..file.record };
    Some(Sheet { header, rows, record })
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
        let cause = format!("a row has {columns} cells; the most is {MOST_COLUMNS} columns");
        damage::push(sink, name, "a table", cause);
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
                damage::push(sink, name, "CSV", error);
                return None;
            }
        }
    }
}
