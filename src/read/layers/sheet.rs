//! Tables: CSV in UTF-8 or GBK, and sheets of Excel files, as text cells under a header.

use super::extent::{check_extent, check_unpacked, extent};
use super::{damage, encoding};
use crate::read::catalogue::Code;
use crate::read::caught::caught;
use crate::read::issue::Place;
use crate::read::near::{instead, list};
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role, check_not_utf16, open_bytes};
use calamine::{Data, DataRef, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

const WORKBOOK: &str = "an Excel file (.xlsx)";

/// The largest number of columns.
const MOST_COLUMNS: u32 = 2_000;

/// The largest number of cells per byte of the file, more than in any real table (rows may be shorter than the header).
const MOST_CELLS_A_BYTE: usize = 64;

/// A table.
#[derive(Debug)]
pub(in crate::read) struct Sheet {
    pub(in crate::read) header: Vec<String>,
    /// Line number and cells of each row; as many cells as the header has.
    pub(in crate::read) rows: Vec<(usize, Vec<String>)>,
    pub(in crate::read) record: InputFile,
}

/// Whether the file is an Excel file, by its ending.
fn is_workbook(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    ending == "xlsx" || ending == "xlsm"
}

/// Reads a table; of an Excel file the sheet asked for, or the only one.
pub(in crate::read) fn read_sheet(
    sink: &Sink,
    path: &Path,
    name: &str,
    role: Role,
    asked: Option<&str>,
) -> Option<Sheet> {
    let file = open_bytes(sink, path, name, role)?;
    let length = file.bytes.len();
    let rows = match is_workbook(path) {
        true => match caught(|| of_workbook(sink, name, file.bytes, asked)) {
            Some(rows) => rows?,
            None => {
                damage::push(sink, name, WORKBOOK, "its parts do not fit what they announce");
                return None;
            }
        },
        false => of_text(sink, path, name, file.bytes)?,
    };
    let mut rows =
        rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some((line, header)) = rows.next() else {
        sink.push(
            Code::LAYER_EMPTY,
            Place::file(name),
            "the table is empty",
            "export the table again, with its rows",
        );
        return None;
    };
    let header: Vec<String> = header.iter().map(|cell| cell.trim().to_owned()).collect();
    let width = header.len();
    let cells = width.saturating_mul(rows.size_hint().1.unwrap_or(0));
    if !check_extent(sink, name, rows.size_hint().1.unwrap_or(0), width) {
        return None;
    }
    if width > MOST_COLUMNS as usize || cells > MOST_CELLS_A_BYTE.saturating_mul(length) {
        let cause = format!("a table of {width} columns does not fit its length of {length} bytes");
        damage::push(sink, name, "a table", cause);
        return None;
    }
    let place = || Place { line: Some(line), ..Place::file(name) };
    for (column, field) in header.iter().enumerate() {
        if !field.is_empty() && header[..column].contains(field) {
            let cause = format!("two columns have the name `{field}`");
            sink.push(Code::DUPLICATE_KEY, place().at(field), cause, "leave one of the two");
        }
    }
    let rows: Vec<(usize, Vec<String>)> = rows
        .map(|(line, mut cells)| {
            cells.resize(width, String::new());
            (line, cells)
        })
        .collect();
    if rows.is_empty() {
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

fn of_text(
    sink: &Sink,
    path: &Path,
    name: &str,
    bytes: Vec<u8>,
) -> Option<Vec<(usize, Vec<String>)>> {
    if !check_not_utf16(sink, name, &bytes) {
        return None;
    }
    let text = encoding::decoded(sink, name, &bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let tab = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"));
    let mark = match () {
        () if tab || count('\t') > count(',').max(count(';')) => b'\t',
        () if count(';') > count(',') => b';',
        () => b',',
    };
    let (rows, columns) = extent(text.as_bytes(), mark);
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
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                damage::push(sink, name, "CSV", error);
                return None;
            }
        };
        let line = row.position().map_or(1, |position| position.line() as usize);
        let cells: Vec<String> = row.iter().map(str::to_owned).collect();
        if let Some((_, header)) = rows.first()
            && cells.len() > header.len()
        {
            let cause = format!("the row has {} cells, the header {}", cells.len(), header.len());
            let place = Place { line: Some(line), ..Place::file(name) };
            sink.push(
                Code::TABLE_MALFORMED,
                place,
                cause,
                "correct the row, or export the table again",
            );
            return None;
        }
        rows.push((line, cells));
    }
    Some(rows)
}

fn of_workbook(
    sink: &Sink,
    name: &str,
    bytes: Vec<u8>,
    asked: Option<&str>,
) -> Option<Vec<(usize, Vec<String>)>> {
    let damaged = |why: String| damage::push(sink, name, WORKBOOK, why);
    let length = bytes.len();
    if !check_unpacked(sink, name, &bytes) {
        return None;
    }
    let book: Result<Xlsx<_>, _> = calamine::open_workbook_from_rs(Cursor::new(bytes));
    let mut book = book.map_err(|error: calamine::XlsxError| damaged(error.to_string())).ok()?;
    let names = book.sheet_names();
    let words: Vec<&str> = names.iter().map(String::as_str).collect();
    let sheet = match (asked, &words[..]) {
        (Some(asked), words) if words.contains(&asked) => asked.to_owned(),
        (None, [one]) => (*one).to_owned(),
        (asked, words) => {
            let cause = match asked {
                Some(asked) => format!("the file has no sheet `{asked}`"),
                None => format!("the file has {} sheets", words.len()),
            };
            let action = match asked {
                Some(asked) => instead(asked, words),
                None => format!("name the right one: sheet = \"…\", one of {}", list(words)),
            };
            sink.push(Code::LAYER_NOT_FOUND, Place::file(name).at("sheet"), cause, action);
            return None;
        }
    };
    // Cell by cell: the crate's own table would span from the first cell to the last, wherever the file claims that it
    // is.
    let mut reader =
        book.worksheet_cells_reader(&sheet).map_err(|error| damaged(error.to_string())).ok()?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let (mut blanks, mut cells) = (0_usize, 0_usize);
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => {
                damaged(error.to_string());
                return None;
            }
        };
        let (row, column) = cell.get_position();
        if column >= MOST_COLUMNS {
            damaged(format!("it has more than {MOST_COLUMNS} columns"));
            return None;
        }
        // The file does not contain the blanks before cells far to the right.
        blanks += column as usize;
        if blanks > MOST_CELLS_A_BYTE.saturating_mul(length).max(1_000_000) {
            damaged("its cells stand too far apart".into());
            return None;
        }
        if !check_extent(sink, name, rows.len(), 1) || !check_extent(sink, name, 1, cells) {
            return None;
        }
        let row = rows.entry(row).or_default();
        blanks = blanks.saturating_sub(row.len());
        if row.len() <= column as usize {
            cells += column as usize + 1 - row.len();
            row.resize(column as usize + 1, String::new());
        }
        row[column as usize] = text(cell.get_value());
    }
    Some(rows.into_iter().map(|(row, cells)| (row as usize + 1, cells)).collect())
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Float(figure) => super::cells::number(*figure).to_string(),
        other => Data::from(other.clone()).to_string(),
    }
}
