//! The `.dbf` part: fields and rows, in the encoding that the `.cpg` file or the table itself states, else the one
//! that fits all of its text.

use crate::domain::Properties;
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::layers::cells::number;
use crate::read::layers::damage;
use crate::read::layers::encoding::{fits, guess, of_cpg, of_driver};
use crate::read::layers::extent::check_extent;
use crate::read::sink::Sink;
use dbase::encoding::EncodingRs;
use dbase::{FieldType, FieldValue, ReaderBuilder};
use encoding_rs::Encoding;
use serde_json::Value;
use std::io::Cursor;

const WHAT: &str = "a dBase table";
const HEADER_BYTES: usize = 32;

/// The header of the table.
struct Shape {
    rows: usize,
    first_row: usize,
    row: usize,
    fields: Vec<Field>,
}

struct Field {
    kind: u8,
    start: usize,
    length: usize,
}

/// Reads the rows in order; none for one that is marked as deleted.
pub(super) fn read(
    sink: &Sink,
    name: &str,
    mut bytes: Vec<u8>,
    code_page: Option<&str>,
) -> Option<Vec<Option<Properties>>> {
    let Some(shape) = shape(&bytes) else {
        damage::push(sink, name, WHAT, "its rows do not fit its length");
        return None;
    };
    if !check_extent(sink, name, shape.rows, shape.fields.len()) {
        return None;
    }
    let encoding = encoding(sink, name, &bytes, &shape, code_page)?;
    let deleted: Vec<bool> =
        (0..shape.rows).map(|row| bytes[shape.first_row + row * shape.row] == b'*').collect();
    for row in 0..shape.rows {
        bytes[shape.first_row + row * shape.row] = b' ';
    }
    // Numbers of the type `F` are text like those of `N`; the crate would keep only seven digits of them.
    for position in 0..shape.fields.len() {
        let kind = &mut bytes[HEADER_BYTES * (position + 1) + 11];
        if *kind == b'F' {
            *kind = b'N';
        }
    }
    let rows = rows(bytes, encoding).map_err(|why| damage::push(sink, name, WHAT, why)).ok()?;
    let rows = rows.into_iter().zip(deleted);
    Some(rows.map(|(row, deleted)| (!deleted).then_some(row)).collect())
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
        fields.push(Field { kind: field[11], start, length });
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
    let refuse = |cause: String| {
        let action = "state the encoding in a .cpg file (UTF-8 or GBK), or export the layer again";
        sink.push(Code::NOT_UTF8, Place::file(name), cause, action);
    };
    // Each field by itself, because the bytes of two fields together may not be text.
    let mut text = Vec::new();
    for (position, _) in shape.fields.iter().enumerate() {
        let at = HEADER_BYTES * (position + 1);
        let label = &bytes[at..at + 11];
        text.push(label.split(|&byte| byte == 0).next().unwrap_or_default());
    }
    for row in 0..shape.rows {
        let row = &bytes[shape.first_row + row * shape.row..][..shape.row];
        let fields = shape.fields.iter().filter(|field| field.kind == b'C');
        text.extend(fields.map(|field| &row[field.start..field.start + field.length]));
    }
    let stated = match code_page.filter(|text| !text.trim().is_empty()) {
        Some(word) => match of_cpg(word) {
            Some(encoding) => Some(encoding),
            None => {
                refuse(format!(
                    "the .cpg file names the encoding {:?}, which is not known",
                    word.trim()
                ));
                return None;
            }
        },
        None => of_driver(bytes[29]),
    };
    if let Some(encoding) = stated {
        if text.iter().all(|text| fits(encoding, trimmed(text, encoding))) {
            return Some(encoding);
        }
        refuse(format!("the table declares {}, but its text is not in it", encoding.name()));
        return None;
    }
    let mut joined = Vec::new();
    for text in text {
        joined.extend_from_slice(text);
        joined.push(b'\n');
    }
    let Some(found) = guess(&joined) else {
        refuse(
            "the text of the table is neither UTF-8 nor GBK, and nothing states its encoding"
                .into(),
        );
        return None;
    };
    if found.guessed {
        let cause = format!(
            "nothing states the encoding of the table; it is read as {}",
            found.encoding.name()
        );
        let action = "check a Chinese name; a .cpg file beside the table would state it";
        sink.push(Code::ENCODING_GUESSED, Place::file(name), cause, action);
    }
    Some(found.encoding)
}

/// The text without a last character that the end of the field truncates.
fn trimmed<'a>(text: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    let cut = |by: usize| &text[..text.len().saturating_sub(by)];
    (0..4).map(cut).find(|text| fits(encoding, text)).unwrap_or(text)
}

fn rows(bytes: Vec<u8>, encoding: &'static Encoding) -> Result<Vec<Properties>, String> {
    let builder = ReaderBuilder::new().with_encoding(EncodingRs::from(encoding));
    let mut reader = builder.build(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let fields: Vec<(String, FieldType)> =
        reader.fields().iter().map(|field| (field.name().to_owned(), field.field_type())).collect();
    let mut rows = Vec::new();
    for record in reader.iter_records() {
        let record = record.map_err(|error| error.to_string())?;
        let mut row = Properties::new();
        for (name, _) in &fields {
            row.insert(name.clone(), record.get(name).map_or(Value::Null, value));
        }
        rows.push(row);
    }
    Ok(rows)
}

fn value(value: &FieldValue) -> Value {
    match value {
        FieldValue::Character(Some(text)) => text.trim_end_matches('\u{fffd}').into(),
        FieldValue::Memo(text) => text.as_str().into(),
        FieldValue::Numeric(Some(figure))
        | FieldValue::Currency(figure)
        | FieldValue::Double(figure) => number(*figure),
        FieldValue::Float(Some(figure)) => number(f64::from(*figure)),
        FieldValue::Integer(figure) => (*figure).into(),
        FieldValue::Logical(Some(flag)) => (*flag).into(),
        FieldValue::Date(Some(date)) => {
            format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()).into()
        }
        _ => Value::Null,
    }
}
