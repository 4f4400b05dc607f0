//! Damage within what is packed: otherwise a checksum or a page's frame refuses nearly all of it.

use super::of_bytes;
use fastrand::Rng;
use flate2::read::ZlibDecoder;
use rusqlite::{Connection, MAIN_DB};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// One part of a workbook or another archive.
pub(super) fn of_archive(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let hit = rng.usize(..archive.len());
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if index == hit {
            match rng.u8(..3) {
                0 => of_bytes(&mut content, rng),
                1 => super::number(&mut content, rng),
                _ => super::element(&mut content, rng),
            };
        }
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        out.start_file(name, SimpleFileOptions::default()).ok()?;
        out.write_all(&content).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// A value of any table of a database is another.
pub(super) fn of_database(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    const VALUES: [&str; 9] = [
        "NULL",
        "-1",
        "9223372036854775807",
        "1e308",
        "''",
        "'x'",
        "X'47500001'",
        "X'4750000100000000'",
        "X'4750000100000000010300000001000000FFFFFFFF'",
    ];
    let mut base = Connection::open_in_memory().ok()?;
    base.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), false).ok()?;
    let all = |text: &str| -> Option<Vec<String>> {
        let mut query = base.prepare(text).ok()?;
        query.query_map([], |row| row.get(0)).ok()?.collect::<Result<_, _>>().ok()
    };
    let triggers = all("SELECT name FROM sqlite_master WHERE type = 'trigger'")?;
    for trigger in triggers {
        base.execute_batch(&format!("DROP TRIGGER \"{trigger}\"")).ok()?;
    }
    let tables = all("SELECT name FROM sqlite_master WHERE type = 'table'")?;
    let table = rng.choice(&tables)?;
    let columns = all(&format!("SELECT name FROM pragma_table_info('{table}')"))?;
    let column = rng.choice(&columns)?;
    let value = rng.choice(VALUES)?;
    let text = match rng.u8(..6) {
        4 | 5 => {
            shape(&base, table, rng)?;
            String::new()
        }
        0 => format!("DELETE FROM \"{table}\""),
        1 => format!("ALTER TABLE \"{table}\" RENAME COLUMN \"{column}\" TO \"other\""),
        _ => format!("UPDATE OR IGNORE \"{table}\" SET \"{column}\" = {value}"),
    };
    base.execute_batch(&text).ok()?;
    Some(base.serialize(MAIN_DB).ok()?.to_vec())
}

/// The bytes of a shape, or of another value in bytes, damaged.
fn shape(base: &Connection, table: &str, rng: &mut Rng) -> Option<()> {
    let mut query = base.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).ok()?;
    let columns = query.query_map([], |row| row.get::<_, String>(0)).ok()?;
    let mut cells = Vec::new();
    for column in columns.flatten() {
        let text = format!(
            "SELECT rowid, \"{column}\" FROM \"{table}\" WHERE typeof(\"{column}\") = 'blob'"
        );
        let mut query = base.prepare(&text).ok()?;
        let rows =
            query.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)));
        cells.extend(rows.ok()?.flatten().map(|(row, bytes)| (column.clone(), row, bytes)));
    }
    let (column, row, mut bytes) = rng.choice(cells)?;
    of_bytes(&mut bytes, rng);
    let text = format!("UPDATE \"{table}\" SET \"{column}\" = ?1 WHERE rowid = ?2");
    base.execute(&text, (bytes, row)).ok().map(|_| ())
}

/// The content of one block of an extract of OpenStreetMap, which is not packed then.
pub(super) fn of_blocks(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut blocks = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (length, more) = rest.split_at_checked(4)?;
        let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
        let (header, more) = more.split_at_checked(length)?;
        let fields = fields(header)?;
        let kind = fields.iter().find_map(|field| field.bytes(1))?;
        let size = fields.iter().find_map(|field| field.number(3))?;
        let (blob, more) = more.split_at_checked(usize::try_from(size).ok()?)?;
        blocks.push((kind, content(blob)?));
        rest = more;
    }
    let hit = rng.usize(..blocks.len().max(1));
    let mut out = Vec::new();
    for (index, (kind, mut content)) in blocks.into_iter().enumerate() {
        if index == hit {
            of_bytes(&mut content, rng);
        }
        let mut blob = vec![0x0a];
        write_number(&mut blob, content.len() as u64);
        blob.extend(content);
        let mut header = vec![0x0a];
        write_number(&mut header, kind.len() as u64);
        header.extend(kind);
        header.push(0x18);
        write_number(&mut header, blob.len() as u64);
        out.extend((header.len() as u32).to_be_bytes());
        out.extend(header);
        out.extend(blob);
    }
    Some(out)
}

fn content(blob: &[u8]) -> Option<Vec<u8>> {
    let fields = fields(blob)?;
    if let Some(raw) = fields.iter().find_map(|field| field.bytes(1)) {
        return Some(raw.to_vec());
    }
    let packed = fields.iter().find_map(|field| field.bytes(3))?;
    let mut content = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut content).ok()?;
    Some(content)
}

/// A field of a message in protocol buffers.
enum Field<'a> {
    Number(u64, u64),
    Bytes(u64, &'a [u8]),
}

impl<'a> Field<'a> {
    fn number(&self, wanted: u64) -> Option<u64> {
        match self {
            Self::Number(key, number) if *key == wanted => Some(*number),
            _ => None,
        }
    }

    fn bytes(&self, wanted: u64) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(key, bytes) if *key == wanted => Some(bytes),
            _ => None,
        }
    }
}

fn fields(mut rest: &[u8]) -> Option<Vec<Field<'_>>> {
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let key = read_number(&mut rest)?;
        let number = read_number(&mut rest)?;
        if key & 7 == 2 {
            let (bytes, more) = rest.split_at_checked(usize::try_from(number).ok()?)?;
            fields.push(Field::Bytes(key >> 3, bytes));
            rest = more;
        } else {
            fields.push(Field::Number(key >> 3, number));
        }
    }
    Some(fields)
}

fn read_number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, more) = rest.split_first()?;
        *rest = more;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
