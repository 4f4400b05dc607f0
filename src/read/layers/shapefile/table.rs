//! The `.dbf` part: fields and rows, in the encoding that the `.cpg` file or the table itself states, else the one
//! that fits all of its text.
//!
//! Numbers and dates are text in such a table, and the crate reads them as that: its own numbers are floats, which do not
//! hold the digits of a code, and a date of zeros is an error to it.

use crate::domain::said;
use crate::domain::{Members, Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::layers::cells::{distinct, number};
use crate::read::layers::damage;
use crate::read::layers::encoding::{fits, guess, of_cpg, of_driver};
use crate::read::layers::extent::check_extent;
use crate::read::sink::Sink;
use dbase::encoding::EncodingRs;
use dbase::{FieldValue, ReaderBuilder};
use encoding_rs::Encoding;
use serde_json::Value;
use std::io::Cursor;

const WHAT: Phrase = phrase("a dBase table", "dBase 表");
/// The first byte of a plain table, and of those that go on with a path before their rows.
const PLAIN: u8 = 0x03;
const FOXPRO: [u8; 3] = [0x30, 0x31, 0x32];
const HEADER_BYTES: usize = 32;

/// The header of the table.
struct Shape {
    rows: usize,
    first_row: usize,
    row: usize,
    fields: Vec<Field>,
}

struct Field {
    name: Vec<u8>,
    kind: u8,
    start: usize,
    length: usize,
}

impl Field {
    fn is_text(&self) -> bool {
        self.kind == b'C'
    }
}

/// A table whose header was read.
pub(super) struct Table {
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    fields: Vec<Field>,
    names: Vec<String>,
    /// Whether each row is marked as deleted.
    deleted: Vec<bool>,
}

impl Table {
    /// Reads the header.
    pub(super) fn read(
        sink: &Sink,
        name: &str,
        mut bytes: Vec<u8>,
        code_page: Option<&str>,
    ) -> Option<Self> {
        let Some(shape) = shape(&bytes) else {
            let why = text!("its rows do not fit its length", "各行与文件长度不符");
            damage::push(sink, name, WHAT, why);
            return None;
        };
        if !check_extent(sink, name, shape.rows, shape.fields.len()) {
            return None;
        }
        let encoding = encoding(sink, name, &bytes, &shape, code_page)?;
        // Its header is that of a plain table, though it says that it is Visual FoxPro's.
        if FOXPRO.contains(&bytes[0]) {
            bytes[0] = PLAIN;
        }
        let deleted: Vec<bool> =
            (0..shape.rows).map(|row| bytes[shape.first_row + row * shape.row] == b'*').collect();
        for row in 0..shape.rows {
            bytes[shape.first_row + row * shape.row] = b' ';
        }
        for (position, field) in shape.fields.iter().enumerate() {
            let head = &mut bytes[HEADER_BYTES * (position + 1)..][..HEADER_BYTES];
            // Names may be equal, or be cut inside a letter.
            head[..11].fill(0);
            let name = label(position);
            head[..name.len()].copy_from_slice(name.as_bytes());
            if matches!(field.kind, b'N' | b'F' | b'D') {
                head[11] = b'C';
            }
        }
        let names = names(sink, name, &shape, encoding);
        Some(Self { bytes, encoding, fields: shape.fields, names, deleted })
    }

    /// The number of its rows, those marked as deleted among them.
    pub(super) fn len(&self) -> usize {
        self.deleted.len()
    }

    /// Hands the rows in order to `take`, none for one that is marked as deleted; none where it ends.
    pub(super) fn rows(
        self,
        sink: &Sink,
        name: &str,
        take: &mut dyn FnMut(Option<Members>) -> Option<()>,
    ) -> Option<()> {
        let broken = |error: dbase::Error| damage::push(sink, name, WHAT, said(error.kind()));
        let builder = ReaderBuilder::new().with_encoding(EncodingRs::from(self.encoding));
        let mut reader = builder.build(Cursor::new(self.bytes)).map_err(broken).ok()?;
        let labels: Vec<String> = (0..self.fields.len()).map(label).collect();
        for (number, record) in (1..).zip(reader.iter_records()) {
            let record = record.map_err(broken).ok()?;
            let mut row = Members::new();
            for ((field, column), label) in self.fields.iter().zip(&self.names).zip(&labels) {
                let read =
                    record.get(label).map_or(Ok(Value::Null), |value| cell(field.kind, value));
                let value = read.unwrap_or_else(|text| {
                    let wanted = wanted(field.kind);
                    let cause = text!(
                        "{text:?} is not {wanted}; it is taken as empty",
                        "{text:?} 不是{wanted}，按空值处理";
                        wanted
                    );
                    let place = Place::feature(name, number, None).at(column);
                    sink.push(Code::CELL_TAKEN_AS_EMPTY, place, cause, Usual);
                    Value::Null
                });
                row.insert(column.clone(), value);
            }
            take((!self.deleted[number - 1]).then_some(row))?;
        }
        Some(())
    }
}

/// Reads the header; none where it does not fit the bytes.
fn shape(bytes: &[u8]) -> Option<Shape> {
    let half =
        |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let rows = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let (first_row, row) = (half(8)?, half(10)?);
    let mut fields = Vec::new();
    let mut start = 1;
    let mut at = HEADER_BYTES;
    while *bytes.get(at)? != 0x0d {
        let field = bytes.get(at..at + HEADER_BYTES)?;
        let length = usize::from(field[16]);
        // Rows of many fields without a length would take more memory than the file has bytes.
        if length == 0 {
            return None;
        }
        let name = field[..11].split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
        fields.push(Field { name, kind: field[11], start, length });
        start += length;
        at += HEADER_BYTES;
    }
    let end = first_row.checked_add(rows.checked_mul(row)?)?;
    let sound = start == row && at < first_row && end <= bytes.len() && !fields.is_empty();
    // Only plain dBase tables: the header of others is longer.
    (sound && (at + 1..=at + 2).contains(&first_row)).then_some(Shape {
        rows,
        first_row,
        row,
        fields,
    })
}

fn encoding(
    sink: &Sink,
    name: &str,
    bytes: &[u8],
    shape: &Shape,
    code_page: Option<&str>,
) -> Option<&'static Encoding> {
    let refuse = |cause: Text| {
        let action = text!(
            "state the encoding in a .cpg file (UTF-8 or GBK), or export the layer again",
            "请用 .cpg 文件写明编码（UTF-8 或 GBK），或重新导出图层"
        );
        sink.push(Code::NOT_UTF8, Place::file(name), cause, action);
    };
    // Each field by itself, because the bytes of two fields together may not be text.
    let mut text: Vec<&[u8]> = shape.fields.iter().map(|field| field.name.as_slice()).collect();
    for row in 0..shape.rows {
        let row = &bytes[shape.first_row + row * shape.row..][..shape.row];
        let fields = shape.fields.iter().filter(|field| field.is_text());
        text.extend(fields.map(|field| &row[field.start..field.start + field.length]));
    }
    let stated = match code_page.filter(|text| !text.trim().is_empty()) {
        Some(word) => match of_cpg(word) {
            Some(encoding) => Some(encoding),
            None => {
                let word = word.trim();
                refuse(text!(
                    "the .cpg file names the encoding {word:?}, which is not known",
                    ".cpg 文件写的编码 {word:?} 无法识别"
                ));
                return None;
            }
        },
        None => of_driver(bytes[29]),
    };
    if let Some(encoding) = stated {
        if text.iter().all(|text| cut_fits(encoding, text)) {
            return Some(encoding);
        }
        let encoding = encoding.name();
        refuse(text!(
            "the table declares {encoding}, but its text is not in it",
            "表声明编码为 {encoding}，但文本不是该编码"
        ));
        return None;
    }
    let Some(found) = guess(&text, cut_fits) else {
        refuse(text!(
            "the text of the table is neither UTF-8 nor GBK, and nothing states its encoding",
            "表的文本既不是 UTF-8 编码，也不是 GBK 编码，且未写明编码"
        ));
        return None;
    };
    if found.guessed {
        let encoding = found.encoding.name();
        let cause = text!(
            "nothing states the encoding of the table; it is read as {encoding}",
            "表的编码未写明，按 {encoding} 读取"
        );
        let action = text!(
            "check a Chinese name; a .cpg file beside the table would state it",
            "请核对一个中文名称；可在表旁放 .cpg 文件写明编码"
        );
        sink.push(Code::ENCODING_GUESSED, Place::file(name), cause, action);
    }
    Some(found.encoding)
}

/// Whether `text` is of `encoding`, but for a last character that the end of the field cuts.
fn cut_fits(encoding: &'static Encoding, text: &[u8]) -> bool {
    let cut = |by: usize| &text[..text.len().saturating_sub(by)];
    (0..4).map(cut).any(|text| fits(encoding, text))
}

/// What the crate knows a field by.
fn label(position: usize) -> String {
    format!("c{position}")
}

/// The names of the fields; of equal ones the later get a number.
fn names(sink: &Sink, file: &str, shape: &Shape, encoding: &'static Encoding) -> Vec<String> {
    let decoded = shape.fields.iter().map(|field| {
        let (name, _) = encoding.decode_without_bom_handling(&field.name);
        name.trim_end_matches('\u{fffd}').trim().to_owned()
    });
    distinct(sink, file, decoded)
}

fn wanted(kind: u8) -> Phrase {
    if kind == b'D' { phrase("a date", "日期") } else { phrase("a number", "数字") }
}

/// The value of a cell of a field's kind; an error is text that is none.
fn cell(kind: u8, value: &FieldValue) -> Result<Value, String> {
    Ok(match value {
        FieldValue::Character(None) => Value::Null,
        FieldValue::Character(Some(text)) => match kind {
            b'D' => date(text.trim()).ok_or_else(|| text.clone())?,
            b'N' | b'F' => figure(text.trim()).ok_or_else(|| text.clone())?,
            _ => text.trim_end_matches('\u{fffd}').into(),
        },
        FieldValue::Memo(text) => text.as_str().into(),
        FieldValue::Currency(figure) | FieldValue::Double(figure) => number(*figure),
        FieldValue::Integer(figure) => (*figure).into(),
        FieldValue::Logical(Some(flag)) => (*flag).into(),
        _ => Value::Null,
    })
}

/// A number, whole ones with all of their digits. Programs write asterisks or nothing for null.
fn figure(text: &str) -> Option<Value> {
    if text.trim_matches(['*', '\0']).is_empty() {
        return Some(Value::Null);
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.into());
    }
    text.parse().ok().filter(|figure: &f64| figure.is_finite()).map(number)
}

/// A date as ISO writes it. Programs write zeros or nothing for null.
fn date(text: &str) -> Option<Value> {
    if text.trim_matches(['0', '\0']).is_empty() {
        return Some(Value::Null);
    }
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let (year, month, day) = digits.then(|| Some((part(0..4)?, part(4..6)?, part(6..8)?)))??;
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}").into())
}
