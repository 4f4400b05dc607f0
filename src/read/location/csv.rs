//! Reads CSV tables, in UTF-8 row by row or in GBK as a whole, and computes their checksum.

use super::faults::Faults;
use crate::domain::said;
use crate::domain::text;
use crate::read::catalogue::Code;
use crate::read::hashed::Hashed;
use crate::read::layers::{delimiter, encoding, is_parquet, lent_csv, parquet_as_csv};
use crate::read::sink::Sink;
use crate::read::source::{
    INSTANCE_LIMIT_BYTES, InputFile, Role, check_not_utf16, find, push_unreadable, record,
};
use csv::{ByteRecord, Reader, ReaderBuilder, Trim};
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Result, Seek};
use std::path::Path;

/// A table with a header.
#[derive(Debug)]
pub(super) struct Csv<'s> {
    pub(super) header: Vec<String>,
    pub(super) faults: Faults<'s>,
    reader: Reader<Hashed<Box<dyn BufRead>>>,
    /// What is recorded of the file, where its text was made from it.
    known: Option<InputFile>,
    row: ByteRecord,
    /// By how much lines are counted too low: where lines end in two characters, rows end after the first of them.
    late: usize,
    pub(super) sink: &'s Sink,
    pub(super) name: String,
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
    Some((text.into_owned().into_bytes(), record(Role::Matrix, name, &bytes)))
}

/// The header of the table at `path`, from its first bytes; nothing is reported.
pub(super) fn peek_header(path: &Path, name: &str) -> Option<Vec<String>> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    // A letter may be cut by the end.
    if let Some(line) = head.iter().rposition(|&byte| byte == b'\n') {
        head.truncate(line + 1);
    }
    let silent = Sink::default();
    let text = encoding::decoded(&silent, name, &head)?.into_owned();
    let table = Csv::of(&silent, name, Box::new(Cursor::new(text.into_bytes())), None);
    table.map(|table| table.header)
}

const HEAD_BYTES: u64 = 1 << 20;

impl<'s> Csv<'s> {
    /// Opens a table and reads its header, whose separator (comma, semicolon or tab) is that of all rows.
    pub(super) fn open(sink: &'s Sink, path: &Path, name: &str) -> Option<Self> {
        if is_parquet(path) {
            let (text, record) = parquet_as_csv(sink, path, name, Role::Matrix)?;
            return Self::of(sink, name, Box::new(Cursor::new(text)), Some(record));
        }
        if let Some((text, record)) = lent_csv(path, name, Role::Matrix) {
            return Self::of(sink, name, text, Some(record));
        }
        let mut file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
        match is_utf8(&file).and_then(|utf8| file.rewind().map(|()| utf8)) {
            Ok(true) => Self::of(sink, name, Box::new(BufReader::new(file)), None),
            Ok(false) => {
                let (text, record) = decoded(sink, name, file)?;
                Self::of(sink, name, Box::new(Cursor::new(text)), Some(record))
            }
            Err(error) => {
                push_unreadable(sink, name, &error);
                None
            }
        }
    }

    /// The table of a text; `known` is what is recorded of the file that it was made from.
    fn of(
        sink: &'s Sink,
        name: &str,
        mut file: Box<dyn BufRead>,
        known: Option<InputFile>,
    ) -> Option<Self> {
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
        let late = usize::from(first.ends_with(b"\r"));
        let mark = delimiter(std::iter::once(first));
        let reader = ReaderBuilder::new()
            .delimiter(mark)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(Hashed::new(file));
        let mut table = Self {
            header: Vec::new(),
            faults: Faults::new(sink, name),
            reader,
            known,
            row: ByteRecord::new(),
            late,
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
            let cause = text!("the table is empty", "表格为空");
            let action = text!("write a row with the names of the columns first", "请先写一行列名");
            table.faults.push(Code::COLUMN_MISSING, None, None, cause, action);
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
                    let cause = text!(
                        "the row has {found} cells, the header {wanted}",
                        "该行有 {found} 个单元格，表头有 {wanted} 个"
                    );
                    let line = Some(self.line());
                    let action = text!(
                        "correct the row; text that contains the separator needs quotation marks",
                        "请更正该行；含分隔符的文本须加引号"
                    );
                    self.faults.push(Code::TABLE_MALFORMED, line, None, cause, action);
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
        self.row.position().map_or(1, |at| at.line() as usize + self.late)
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
        let Self { reader, known, name, .. } = self;
        match known {
            Some(known) => InputFile { role, features: rows, ..known },
            None => reader.into_inner().record(role, &name, rows),
        }
    }

    fn utf8(&mut self, cell: &[u8], line: usize) -> Option<String> {
        let text = std::str::from_utf8(cell);
        if text.is_err() {
            let cause = text!(
                "the text is not UTF-8; Chinese text is often saved as GBK",
                "文本不是 UTF-8 编码；中文文件常存为 GBK"
            );
            let action = text!("save the file as UTF-8", "请将文件另存为 UTF-8 编码");
            self.faults.push(Code::NOT_UTF8, Some(line), None, cause, action);
        }
        text.ok().map(str::to_owned)
    }

    fn malformed(&mut self, error: &csv::Error) {
        match error.kind() {
            csv::ErrorKind::Io(error) => push_unreadable(self.sink, &self.name, error),
            _ => {
                let line = error.position().map(|at| at.line() as usize);
                let says = said(error);
                let cause = text!(
                    "the table cannot be read further: {says}",
                    "表格无法继续读取：{says}";
                    says
                );
                let action = text!("export the table again as CSV", "请将表格重新导出为 CSV");
                self.faults.push(Code::TABLE_MALFORMED, line, None, cause, action);
            }
        }
    }
}
