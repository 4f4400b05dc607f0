//! Reads CSV tables, in UTF-8 row by row or in GBK as a whole, and computes their checksum.

use super::faults::Faults;
use crate::read::catalogue::Code;
use crate::read::layers::{encoding, is_parquet, parquet_as_csv};
use crate::read::sink::Sink;
use crate::read::source::{
    INSTANCE_LIMIT_BYTES, InputFile, Role, check_not_utf16, find, hex, push_unreadable,
};
use csv::{ByteRecord, Reader, ReaderBuilder, Trim};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Result, Seek};
use std::path::Path;

/// A table with a header.
#[derive(Debug)]
pub(super) struct Csv<'s> {
    pub(super) header: Vec<String>,
    pub(super) faults: Faults<'s>,
    reader: Reader<Checksummed>,
    row: ByteRecord,
    sink: &'s Sink,
    name: String,
}

/// A reader that computes a checksum.
struct Checksummed {
    file: Box<dyn BufRead>,
    checksum: Sha256,
    bytes: u64,
    /// The length and checksum of the file, where the CSV is converted from it.
    known: Option<InputFile>,
}

impl std::fmt::Debug for Checksummed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Checksummed({} bytes)", self.bytes)
    }
}

impl Read for Checksummed {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.file.read(buffer)?;
        self.checksum.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Whether a file is UTF-8 all through. UTF-16, which is refused where the text is looked at, counts as if it were.
fn is_utf8(file: &File) -> Result<bool> {
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut rest = Vec::new();
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(rest.is_empty());
        }
        if rest.is_empty() && (chunk.starts_with(b"\xff\xfe") || chunk.starts_with(b"\xfe\xff")) {
            return Ok(true);
        }
        let length = chunk.len();
        rest.extend_from_slice(chunk);
        reader.consume(length);
        match std::str::from_utf8(&rest) {
            Ok(_) => rest.clear(),
            // A letter may be cut by the end of the chunk.
            Err(error) if error.error_len().is_none() => {
                rest.drain(..error.valid_up_to());
            }
            Err(_) => return Ok(false),
        }
    }
}

/// The text of a file in another encoding, as UTF-8, and the record of the file itself.
fn decoded(sink: &Sink, name: &str, mut file: File) -> Option<(Vec<u8>, InputFile)> {
    let mut bytes = Vec::new();
    if let Err(error) = file.read_to_end(&mut bytes) {
        push_unreadable(sink, name, &error);
        return None;
    }
    let text = encoding::decoded(sink, name, &bytes)?;
    let record = InputFile {
        role: Role::Matrix,
        path: name.into(),
        bytes: bytes.len() as u64,
        sha256: hex(&Sha256::digest(&bytes)),
        features: 0,
    };
    Some((text.into_owned().into_bytes(), record))
}

impl<'s> Csv<'s> {
    /// Opens a table and reads its header, whose separator (comma, semicolon or tab) is that of all rows.
    pub(super) fn open(sink: &'s Sink, path: &Path, name: &str) -> Option<Self> {
        let parquet = is_parquet(path).then(|| parquet_as_csv(sink, path, name));
        let (mut file, known): (Box<dyn BufRead>, _) = match parquet {
            Some(table) => {
                let (text, record) = table?;
                (Box::new(Cursor::new(text)), Some(record))
            }
            None => {
                let mut file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
                match is_utf8(&file).and_then(|utf8| file.rewind().map(|()| utf8)) {
                    Ok(true) => (Box::new(BufReader::new(file)), None),
                    Ok(false) => {
                        let (text, record) = decoded(sink, name, file)?;
                        (Box::new(Cursor::new(text)), Some(record))
                    }
                    Err(error) => {
                        push_unreadable(sink, name, &error);
                        return None;
                    }
                }
            }
        };
        let head = match file.fill_buf() {
            Ok(head) => head,
            Err(error) => {
                push_unreadable(sink, name, &error);
                return None;
            }
        };
        if !check_not_utf16(sink, name, head) {
            return None;
        }
        let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let count = |sign: u8| first.iter().filter(|&&byte| byte == sign).count();
        let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|&sign| count(sign));
        let source = Checksummed { file, checksum: Sha256::new(), bytes: 0, known };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter.unwrap_or(b','))
            .flexible(true)
            .trim(Trim::All)
            .from_reader(source);
        let mut table = Self {
            header: Vec::new(),
            faults: Faults::new(sink, name),
            reader,
            row: ByteRecord::new(),
            sink,
            name: name.into(),
        };
        let header = match table.reader.byte_headers() {
            Ok(header) => header.clone(),
            Err(error) => {
                table.malformed(&error);
                return None;
            }
        };
        if header.is_empty() {
            let action = "write a row with the names of the columns first";
            let faults = &mut table.faults;
            faults.push(Code::COLUMN_MISSING, None, "", "the table is empty", action);
            return None;
        }
        for cell in &header {
            let cell = table.utf8(cell, 1)?;
            table.header.push(cell);
        }
        Some(table)
    }

    /// Advances to the next row with as many cells as the header; false at the end. Rows without anything in them, which
    /// spreadsheets leave behind, are passed over.
    pub(super) fn next_row(&mut self) -> bool {
        loop {
            match self.reader.read_byte_record(&mut self.row) {
                Ok(false) => return false,
                Ok(true) if self.row.iter().all(<[u8]>::is_empty) => {}
                Ok(true) if self.row.len() == self.header.len() => return true,
                Ok(true) => {
                    let (found, wanted) = (self.row.len(), self.header.len());
                    let cause = format!("the row has {found} cells, the header {wanted}");
                    let line = Some(self.line());
                    let action =
                        "correct the row; text that contains the separator needs quotation marks";
                    self.faults.push(Code::TABLE_MALFORMED, line, "", cause, action);
                }
                Err(error) => {
                    self.malformed(&error);
                    return false;
                }
            }
        }
    }

    /// The row's line.
    pub(super) fn line(&self) -> usize {
        self.row.position().map_or(1, |at| at.line() as usize)
    }

    /// A cell of the row.
    pub(super) fn cell(&self, column: usize) -> &[u8] {
        &self.row[column]
    }

    /// A cell of the row as text; none, with an issue, where it is not UTF-8.
    pub(super) fn text(&mut self, column: usize) -> Option<String> {
        let cell = self.row[column].to_vec();
        self.utf8(&cell, self.line())
    }

    /// The column with this name, ignoring case.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let same = |known: &String| known.eq_ignore_ascii_case(name);
        let exact = self.header.iter().position(|known| known == name);
        exact.or_else(|| self.header.iter().position(same))
    }

    /// The record of the file, after reading all of its `rows`.
    pub(super) fn finish(self, role: Role, rows: usize) -> InputFile {
        let Self { reader, name, .. } = self;
        let source = reader.into_inner();
        if let Some(known) = source.known {
            return InputFile { role, features: rows, ..known };
        }
        InputFile {
            role,
            path: name,
            bytes: source.bytes,
            sha256: hex(&source.checksum.finalize()),
            features: rows,
        }
    }

    fn utf8(&mut self, cell: &[u8], line: usize) -> Option<String> {
        let text = std::str::from_utf8(cell);
        if text.is_err() {
            let cause = "the text is not UTF-8; Chinese text is often saved as GBK";
            let action = "save the file as UTF-8";
            self.faults.push(Code::NOT_UTF8, Some(line), "", cause, action);
        }
        text.ok().map(str::to_owned)
    }

    fn malformed(&mut self, error: &csv::Error) {
        match error.kind() {
            csv::ErrorKind::Io(error) => push_unreadable(self.sink, &self.name, error),
            _ => {
                let line = error.position().map(|at| at.line() as usize);
                let cause = format!("the table cannot be read further: {error}");
                let action = "export the table again as CSV";
                self.faults.push(Code::TABLE_MALFORMED, line, "", cause, action);
            }
        }
    }
}
