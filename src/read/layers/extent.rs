//! How much a table holds, counted before it takes memory: a few bytes of a file can become many there.

use crate::domain::{Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::{
    LAYER_LIMIT_FEATURES, TABLE_LIMIT_CELLS, UNPACKED_LIMIT_BYTES, check_count,
};
use csv_core::ReadFieldResult;
use parquet::record::Field;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes of one text in a workbook; Excel's cells have at most 32,767 letters.
const MOST_TEXT: usize = 1_000_000;

/// The bytes that are unpacked at a time.
const CHUNK: usize = 1 << 16;

/// False, with an issue, when a table of so many rows and columns is more than is read.
pub(super) fn check_extent(sink: &Sink, name: &str, rows: usize, columns: usize) -> bool {
    check_count(sink, name, phrase("rows", "数据行"), rows, LAYER_LIMIT_FEATURES)
        && check_count(
            sink,
            name,
            phrase("cells", "单元格"),
            rows.saturating_mul(columns),
            TABLE_LIMIT_CELLS,
        )
}

/// The bytes of a cell of Parquet, which may stand in the file once and in a million rows.
pub(super) fn bytes_of(cell: &Field) -> usize {
    match cell {
        Field::Str(text) => text.len(),
        Field::Bytes(bytes) => bytes.len(),
        Field::Group(row) => row.get_column_iter().map(|(_, cell)| bytes_of(cell)).sum(),
        Field::ListInternal(list) => list.elements().iter().map(bytes_of).sum(),
        Field::MapInternal(map) => {
            map.entries().iter().map(|(key, item)| bytes_of(key) + bytes_of(item)).sum()
        }
        _ => size_of::<Field>(),
    }
}

/// How much a text holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) rows: usize,
    /// The cells of its widest row.
    pub(super) columns: usize,
    /// The cells of all rows.
    pub(super) cells: usize,
}

/// The extent of a text.
pub(super) fn extent(text: &[u8], mark: u8) -> Extent {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(mark).build();
    let (mut rest, mut nowhere) = (text, [0; 1 << 10]);
    let mut extent = Extent { rows: 0, columns: 0, cells: 0 };
    let mut columns = 0;
    loop {
        let (found, read, _) = reader.read_field(rest, &mut nowhere);
        rest = &rest[read..];
        match found {
            ReadFieldResult::Field { record_end } => {
                extent.cells += 1;
                columns += 1;
                if record_end {
                    extent.rows += 1;
                    extent.columns = extent.columns.max(columns);
                    columns = 0;
                }
            }
            ReadFieldResult::End => return extent,
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
        }
    }
}

/// False, with an issue, when a workbook unpacks to more than is read, or a text in it does: what it says of itself
/// first, then what it is, since the one need not be the other. A file that is no archive is left to its reader.
pub(super) fn check_unpacked(sink: &Sink, name: &str, bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return true;
    };
    let refuse = |cause: Text| {
        let action = text!(
            "leave out what the plan does not need, and save the sheet again",
            "请删去规划用不到的内容，重新保存工作表"
        );
        sink.push(Code::FILE_TOO_LARGE, Place::file(name), cause, action);
        false
    };
    let (most, mb) = (UNPACKED_LIMIT_BYTES, 1_000_000);
    let says: u64 = (0..archive.len())
        .filter_map(|index| archive.by_index_raw(index).ok().map(|part| part.size()))
        .fold(0, u64::saturating_add);
    if says > most {
        let (says, most) = (says / mb, most / mb);
        return refuse(text!(
            "the file unpacks to {says} MB; the most is {most} MB",
            "文件解压后有 {says} MB；上限为 {most} MB"
        ));
    }
    let mut left = most;
    let mut chunk = vec![0; CHUNK];
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { continue };
        let inside = String::from_utf8_lossy(part.name_raw()).into_owned();
        let is_text = inside.ends_with(".xml");
        // The bytes since the last `<`.
        let mut text = 0;
        while let Ok(count @ 1..) = part.read(&mut chunk) {
            let Some(rest) = left.checked_sub(count as u64) else {
                let most = most / mb;
                return refuse(text!(
                    "the file unpacks to more than {most} MB",
                    "文件解压后超过 {most} MB"
                ));
            };
            left = rest;
            let read = &chunk[..count];
            text = match read.iter().rposition(|&byte| byte == b'<') {
                Some(last) => count - last,
                None => text + count,
            };
            if is_text && text > MOST_TEXT {
                return refuse(text!(
                    "a cell or a name in its {inside} has more than 1 MB",
                    "其 {inside} 中有单元格或名称超过 1 MB"
                ));
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_quotes_are_text() {
        let of = |text: &[u8]| {
            let Extent { rows, columns, cells } = extent(text, b',');
            (rows, columns, cells)
        };
        assert_eq!(of(b"a,b\n1,2\n"), (2, 2, 4));
        assert_eq!(of(b"a,b\r\n\r\n1,\"2,3\n4,\"\"5,\""), (2, 2, 4));
        assert_eq!(of(b"5\" pipe,\"a,b,c\"\n"), (1, 2, 2));
        assert_eq!(of(b"\n\n"), (0, 0, 0));
    }
}
