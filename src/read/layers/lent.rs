//! Reads tables that a program lends: their rows are made one at a time, and nothing is written.

use super::columns::Columns;
use super::declared::{Declared, named};
use super::features::{Receiver, feature, straightened};
use super::lending::{LentTable, find};
use super::source::Source;
use super::{cells, damage, wkb};
use crate::domain::crs::Crs;
use crate::domain::{Members, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// What is recorded of a lent table.
fn record(table: &dyn LentTable, role: Role, name: &str) -> InputFile {
    let (bytes, sha256) = table.fingerprint();
    InputFile { role, path: name.into(), bytes, sha256, features: table.rows() }
}

/// The rows of a lent layer as features, made one at a time.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    let (table, name) = (find(&source.path)?, &source.name);
    let places = Places::of(sink, &*table, name, role)?;
    let declared = match (places, table.crs()) {
        (Places::Columns(columns @ Columns::Degrees(..)), _) => {
            columns.shifted(table.columns()).map_or(Declared::Wgs84, Declared::Named)
        }
        (Places::Nowhere, _) => Declared::Wgs84,
        (_, None) => Declared::Nothing,
        (_, Some(text)) => {
            let json = serde_json::from_str::<Value>(text).ok().filter(Value::is_object);
            let known = json.map_or_else(|| Crs::parse(text), |json| Crs::from_projjson(&json));
            named(sink, name, "crs", known)?
        }
    };
    features.declare(&declared)?;
    let mut curved = 0;
    for row in 0..table.rows() {
        let mut properties = Members::with_capacity(table.columns().len());
        for (column, field) in table.columns().iter().enumerate() {
            if !places.has(column) {
                properties.insert(field.clone(), table.value(row, column));
            }
        }
        let (shape, arcs) = places.of_row(sink, &*table, name, row);
        curved += usize::from(arcs);
        features.take(feature(properties, shape))?;
    }
    straightened(sink, name, curved);
    Some(record(&*table, role, name))
}

/// Where the places of rows stand.
#[derive(Clone, Copy)]
enum Places {
    Geometry,
    Columns(Columns),
    Nowhere,
}

impl Places {
    fn of(sink: &Sink, table: &dyn LentTable, name: &str, role: Role) -> Option<Self> {
        if table.has_geometry() {
            return Some(Self::Geometry);
        }
        match Columns::find(table.columns()) {
            // Sites by their ids.
            None if [Role::Start, Role::Layout].contains(&role) => Some(Self::Nowhere),
            Some(columns @ (Columns::Degrees(..) | Columns::Plane(..))) => {
                Some(Self::Columns(columns))
            }
            _ => {
                let cause = text!(
                    "the frame has neither a geometry nor columns with positions",
                    "数据框既没有几何图形，也没有坐标列"
                );
                let action = text!(
                    "give a GeoDataFrame, or add columns `lon` and `lat` in degrees",
                    "请给出 GeoDataFrame，或增加经纬度列 `lon`、`lat`（度）"
                );
                sink.push(Code::COORDINATES_ABSENT, Place::file(name), cause, action);
                None
            }
        }
    }

    fn has(self, column: usize) -> bool {
        matches!(self, Self::Columns(columns) if columns.has(column))
    }

    /// The geometry of a row, and whether it had arcs.
    fn of_row(self, sink: &Sink, table: &dyn LentTable, name: &str, row: usize) -> (Value, bool) {
        match self {
            Self::Geometry => match table.geometry(row).map(wkb::read) {
                None => (Value::Null, false),
                Some(Some(read)) => read,
                Some(None) => {
                    let why = text!("the geometry is not WKB", "几何图形不是 WKB");
                    damage::push_geometry(sink, name, row + 1, why);
                    (Value::Null, false)
                }
            },
            Self::Columns(Columns::Degrees(x, y) | Columns::Plane(x, y)) => {
                let [x, y] = [x, y].map(|column| table.value(row, column));
                let shape = match x.is_null() && y.is_null() {
                    true => Value::Null,
                    false => json!({"type": "Point", "coordinates": [x, y]}),
                };
                (shape, false)
            }
            Self::Columns(Columns::Text(_) | Columns::Pair(..)) | Self::Nowhere => {
                (Value::Null, false)
            }
        }
    }
}

/// A lent table as the text of a CSV file, made as it is read, and what is recorded of it.
pub(in crate::read) fn lent_csv(
    path: &Path,
    name: &str,
    role: Role,
) -> Option<(Box<dyn BufRead>, InputFile)> {
    let table = find(path)?;
    let record = record(&*table, role, name);
    let text = CsvText { table, next: None, text: Vec::new(), at: 0 };
    Some((Box::new(BufReader::new(text)), record))
}

struct CsvText {
    table: Arc<dyn LentTable>,
    /// The row that comes next; none: the header.
    next: Option<usize>,
    text: Vec<u8>,
    at: usize,
}

/// So much text is made at once.
const CHUNK_BYTES: usize = 1 << 16;

impl CsvText {
    fn refill(&mut self) -> std::io::Result<()> {
        let columns = self.table.columns();
        let mut out = csv::Writer::from_writer(Vec::new());
        while out.get_ref().len() < CHUNK_BYTES
            && self.next.is_none_or(|row| row < self.table.rows())
        {
            match self.next {
                None => out.write_record(columns)?,
                Some(row) => {
                    let values = (0..columns.len()).map(|column| self.table.value(row, column));
                    out.write_record(values.map(cells::text))?;
                }
            }
            self.next = Some(self.next.map_or(0, |row| row + 1));
        }
        self.text = out.into_inner().map_err(|error| error.into_error())?;
        self.at = 0;
        Ok(())
    }
}

impl Read for CsvText {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.text.len() {
            self.refill()?;
        }
        let length = buffer.len().min(self.text.len() - self.at);
        buffer[..length].copy_from_slice(&self.text[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}
