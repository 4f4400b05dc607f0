//! Sheets of Excel files, cell by cell: the crate's own table would span from the first cell to the last, wherever the
//! file claims that it is.

use super::damage;
use super::extent::{check_extent, check_unpacked};
use super::rows::{MOST_CELLS_A_BYTE, MOST_COLUMNS, Rows};
use crate::domain::said;
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::caught::caught;
use crate::read::issue::{Place, Usual};
use crate::read::near::{instead, list};
use crate::read::sink::Sink;
use crate::read::source::{LAYER_LIMIT_BYTES, UNPACKED_LIMIT_BYTES};
use calamine::{Data, DataRef, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

const WHAT: Phrase = phrase("an Excel file (.xlsx)", "Excel 文件（.xlsx）");

/// The smallest number whose digits Excel does not keep.
const MOST_EXACT: f64 = 1e15;

/// Cells that are not what a person sees or typed: how many, and the first.
#[derive(Default)]
struct Odd {
    count: usize,
    first: Text,
}

impl Odd {
    fn add(&mut self, (row, column): (u32, u32), what: impl std::fmt::Display) {
        if self.count == 0 {
            let (column, row) = (letters(column), row + 1);
            self.first = text!("{column}{row}: {what}", "{column}{row}：{what}");
        }
        self.count += 1;
    }

    fn push(&self, sink: &Sink, code: Code, name: &str, what: Phrase) {
        let Self { count, first } = self;
        if *count > 0 {
            let cause = text!(
                "{count} cells {what}; the first is {first}",
                "{count} 个单元格{what}；第一个为 {first}";
                what, first
            );
            sink.push(code, Place::file(name), cause, Usual);
        }
    }
}

/// The letters of a column, from 0.
fn letters(column: u32) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

/// The names of its sheets that are seen; none where it cannot be opened.
pub(super) fn names(path: &Path) -> Vec<String> {
    let small = std::fs::metadata(path).is_ok_and(|facts| facts.len() <= LAYER_LIMIT_BYTES);
    let Some(bytes) = small.then(|| std::fs::read(path).ok()).flatten() else {
        return Vec::new();
    };
    let open = || -> Option<Vec<String>> {
        if !check_unpacked(&Sink::default(), "", &bytes) {
            return None;
        }
        let book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).ok()?;
        let seen = |sheet: &&calamine::Sheet| sheet.visible == calamine::SheetVisible::Visible;
        Some(book.sheets_metadata().iter().filter(seen).map(|sheet| sheet.name.clone()).collect())
    };
    caught(open).flatten().unwrap_or_default()
}

/// The rows of the sheet asked for, or of the only one.
pub(super) fn read(sink: &Sink, name: &str, bytes: Vec<u8>, asked: Option<&str>) -> Option<Rows> {
    caught(|| read_rows(sink, name, bytes, asked)).unwrap_or_else(|| {
        let why = text!("its parts do not fit what they announce", "各部分与其声明不符");
        damage::push(sink, name, WHAT, why);
        None
    })
}

fn read_rows(sink: &Sink, name: &str, bytes: Vec<u8>, asked: Option<&str>) -> Option<Rows> {
    let damaged = |why: Text| damage::push(sink, name, WHAT, why);
    let length = bytes.len();
    if !check_unpacked(sink, name, &bytes) {
        return None;
    }
    let book: Result<Xlsx<_>, _> = calamine::open_workbook_from_rs(Cursor::new(bytes));
    let mut book = book.map_err(|error: calamine::XlsxError| damaged(said(error))).ok()?;
    let names = book.sheet_names();
    let words: Vec<&str> = names.iter().map(String::as_str).collect();
    let sheet = match (asked, &words[..]) {
        (Some(asked), words) if words.contains(&asked) => asked.to_owned(),
        (None, [one]) => (*one).to_owned(),
        (asked, words) => {
            let cause = match asked {
                Some(asked) => {
                    text!("the file has no sheet `{asked}`", "文件中没有工作表 `{asked}`")
                }
                None => {
                    let count = words.len();
                    text!("the file has {count} sheets", "文件中有 {count} 个工作表")
                }
            };
            let action = match asked {
                Some(asked) => instead(asked, words),
                None => {
                    let listed = list(words);
                    text!(
                        "name the right one: `{name}#SHEET`, or in a plan sheet = \"SHEET\", one of {listed}",
                        "请写明所需工作表：`{name}#SHEET`，或在规划文件中写 sheet = \"SHEET\"，可选 {listed}";
                        listed
                    )
                }
            };
            sink.push(Code::LAYER_NOT_FOUND, Place::file(name).at("sheet"), cause, action);
            return None;
        }
    };
    let mut reader =
        book.worksheet_cells_reader(&sheet).map_err(|error| damaged(said(error))).ok()?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let (mut unsaved, mut broken, mut long) = (Odd::default(), Odd::default(), Odd::default());
    let (mut blanks, mut cells, mut bytes) = (0_usize, 0_usize, 0_usize);
    loop {
        let cell = match reader.next_cell_with_formula() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => {
                damaged(said(error));
                return None;
            }
        };
        let (row, column) = cell.pos;
        match (&cell.value, &cell.formula) {
            (DataRef::Empty, Some(formula)) => unsaved.add(cell.pos, format!("`={formula}`")),
            (DataRef::Error(error), _) => broken.add(cell.pos, error),
            (DataRef::Float(number), _) if number.abs() >= MOST_EXACT && number.fract() == 0.0 => {
                long.add(cell.pos, number);
            }
            _ => {}
        }
        if column >= MOST_COLUMNS {
            damaged(text!("it has more than {MOST_COLUMNS} columns", "超过 {MOST_COLUMNS} 列"));
            return None;
        }
        // The file does not contain the blanks before cells far to the right.
        blanks += column as usize;
        if blanks > MOST_CELLS_A_BYTE.saturating_mul(length).max(1_000_000) {
            damaged(text!("its cells stand too far apart", "单元格相隔过远"));
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
        let text = text(&cell.value);
        // One text of the file can stand in every cell.
        bytes += text.len();
        if bytes as u64 > UNPACKED_LIMIT_BYTES {
            let most = UNPACKED_LIMIT_BYTES / 1_000_000;
            let cause =
                text!("its cells have more than {most} MB of text", "单元格的文字超过 {most} MB");
            let action = text!(
                "leave out what the plan does not need, and save the sheet again",
                "请删去规划用不到的内容，重新保存工作表"
            );
            return sink.refuse(Code::FILE_TOO_LARGE, Place::file(name), cause, action);
        }
        row[column as usize] = text;
    }
    unsaved.push(
        sink,
        Code::CELL_TAKEN_AS_EMPTY,
        name,
        phrase(
            "hold formulas without a stored value and are taken as empty",
            "是没有存储结果的公式，按空值处理",
        ),
    );
    let errors = phrase("hold errors and are taken as empty", "是错误值，按空值处理");
    broken.push(sink, Code::CELL_TAKEN_AS_EMPTY, name, errors);
    long.push(
        sink,
        Code::NUMBER_ROUNDED,
        name,
        phrase(
            "hold numbers of more than fifteen digits, which Excel rounds",
            "的数字超过 15 位，Excel 会四舍五入",
        ),
    );
    let mut made = Rows::default();
    for (row, cells) in rows {
        made.push(row as usize + 1, cells.iter().map(String::as_str));
    }
    Some(made)
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Float(figure) => super::cells::number(*figure).to_string(),
        DataRef::DateTime(time) if !time.is_duration() => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        other => Data::from(other.clone()).to_string(),
    }
}
