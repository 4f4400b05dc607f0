//! GeoParquet (WKB geometry, and that of GeoArrow), by the row reader of the parquet crate: without Arrow it builds in a
//! third of the time.

mod values;

use super::declared::{Declared, named};
use super::extent::bytes_of;
use super::features::{Receiver, feature, left_out, straightened};
use super::source::Source;
use super::{cells, damage, wkb};
use crate::domain::crs::Crs;
use crate::domain::said;
use crate::domain::{Members, Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::caught::caught;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::{
    InputFile, LAYER_LIMIT_FEATURES, Role, UNPACKED_LIMIT_BYTES, open_bytes,
};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use values::{Numbers, coordinates, value};

const WHAT: Phrase = phrase("Parquet", "Parquet");
/// What columns that are left out hold.
const BYTES: Phrase = phrase("bytes", "字节");
const SECOND: Phrase = phrase("a second geometry", "第二套几何图形");

/// The cells of a row, with the names of their columns.
type Cells = Vec<(String, Field)>;

/// What a file says before its rows.
struct Head {
    /// Of each column.
    numbers: Vec<Numbers>,
    /// The text of its member `geo`.
    geo: Option<String>,
}

/// Reads all features.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    let name = &source.name;
    let record = open_bytes(sink, &source.path, name, role)?.record;
    read_rows(sink, &source.path, name, |head, rows| layer(sink, name, head, rows, features))??;
    Some(record)
}

/// Hands the features over; none, with issues, where they are not read.
fn layer(
    sink: &Sink,
    name: &str,
    head: &Head,
    rows: &mut dyn Iterator<Item = Result<Cells, Text>>,
    features: &mut dyn Receiver,
) -> Result<Option<()>, Text> {
    let geo: Option<Value> = head.geo.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(geo) = geo else {
        let cause = text!(
            "the file has no `geo` metadata, so it is a table and not GeoParquet",
            "文件没有 `geo` 元数据，是表格而不是 GeoParquet"
        );
        let action = text!(
            "write it with a program that writes GeoParquet, or give a table with coordinates as CSV",
            "请用能写 GeoParquet 的软件保存，或改用带坐标的 CSV 表格"
        );
        return Ok(sink.refuse(Code::COORDINATES_ABSENT, Place::file(name), cause, action));
    };
    let geometry = geo["primary_column"].as_str().unwrap_or("geometry").to_owned();
    let column = &geo["columns"][geometry.as_str()];
    let encoding = Encoding::named(column["encoding"].as_str().unwrap_or("WKB"));
    let Some(encoding) = encoding else {
        let encoding = &column["encoding"];
        let why = text!(
            "its geometry is encoded as {encoding}, which is not known",
            "几何图形的编码 {encoding} 无法识别"
        );
        damage::push(sink, name, phrase("GeoParquet", "GeoParquet"), why);
        return Ok(None);
    };
    let declared = declared(sink, name, column.get("crs"));
    if declared.and_then(|declared| features.declare(&declared)).is_none() {
        return Ok(None);
    }
    // The boxes around the geometries, which are no figures of the layer.
    let boxes = column["covering"]["bbox"]["xmin"][0].as_str();
    let other = |field: &str| geo["columns"].get(field).is_some_and(|_| field != geometry);
    let mut unfit = BTreeMap::new();
    let mut curved = 0;
    for (number, row) in (1..).zip(rows) {
        let (mut properties, mut shape) = (Members::new(), Value::Null);
        for ((field, cell), numbers) in row?.into_iter().zip(&head.numbers) {
            if field == geometry {
                match encoding.geometry(&cell) {
                    Some((read, arcs)) => {
                        shape = read;
                        curved += usize::from(arcs);
                    }
                    None => {
                        let word = encoding.word();
                        let why =
                            text!("the geometry is not {word}", "几何图形不是 {word} 格式"; word);
                        damage::push_geometry(sink, name, number, why);
                    }
                }
            } else if boxes == Some(field.as_str()) {
                continue;
            } else if other(&field) {
                unfit.insert(field, SECOND);
            } else if let Some(value) = value(cell, *numbers) {
                properties.insert(field, value);
            } else {
                unfit.insert(field, BYTES);
            }
        }
        if features.take(feature(properties, shape)).is_none() {
            return Ok(None);
        }
    }
    for (field, what) in unfit {
        left_out(sink, name, &field, what);
    }
    straightened(sink, name, curved);
    Ok(Some(()))
}

/// How the geometry is written.
#[derive(Debug, Clone, Copy)]
enum Encoding {
    Wkb,
    /// As nested lists of positions: GeoJSON's type of geometry.
    Arrow(&'static str),
}

impl Encoding {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "WKB" => Self::Wkb,
            "point" => Self::Arrow("Point"),
            "linestring" => Self::Arrow("LineString"),
            "polygon" => Self::Arrow("Polygon"),
            "multipoint" => Self::Arrow("MultiPoint"),
            "multilinestring" => Self::Arrow("MultiLineString"),
            "multipolygon" => Self::Arrow("MultiPolygon"),
            _ => return None,
        })
    }

    fn word(self) -> Phrase {
        match self {
            Self::Wkb => phrase("WKB", "WKB"),
            Self::Arrow(_) => phrase("of GeoArrow", "GeoArrow"),
        }
    }

    /// The geometry of a cell and whether it has arcs; none where it is malformed.
    fn geometry(self, cell: &Field) -> Option<(Value, bool)> {
        match (self, cell) {
            (_, Field::Null) => Some((Value::Null, false)),
            (Self::Wkb, Field::Bytes(bytes)) => wkb::read(bytes.data()),
            (Self::Wkb, _) => None,
            (Self::Arrow(kind), cell) => {
                let list = coordinates(cell)?;
                // An empty point is written as NaN, which JSON lacks.
                let empty = kind == "Point" && list[0].is_null();
                Some((
                    if empty { Value::Null } else { json!({"type": kind, "coordinates": list}) },
                    false,
                ))
            }
        }
    }
}

/// Whether the file is Parquet, by its ending.
pub(in crate::read) fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"))
}

/// A plain table in Parquet as CSV, for readers of tables; nulls are empty cells.
pub(in crate::read) fn parquet_as_csv(
    sink: &Sink,
    path: &Path,
    name: &str,
    role: Role,
) -> Option<(Vec<u8>, InputFile)> {
    let record = open_bytes(sink, path, name, role)?.record;
    let text = read_rows(sink, path, name, |head, rows| csv_of(head, rows))?;
    Some((text, record))
}

fn csv_of(
    head: &Head,
    rows: &mut dyn Iterator<Item = Result<Cells, Text>>,
) -> Result<Vec<u8>, Text> {
    let broken = |error: csv::Error| said(error);
    let mut out = csv::Writer::from_writer(Vec::new());
    for (at, row) in rows.enumerate() {
        let row = row?;
        if at == 0 {
            out.write_record(row.iter().map(|(name, _)| name)).map_err(broken)?;
        }
        let row = row.into_iter().zip(&head.numbers);
        let values = row.map(|((_, cell), numbers)| value(cell, *numbers).unwrap_or_default());
        out.write_record(values.map(cells::text)).map_err(broken)?;
    }
    out.into_inner().map_err(|error| said(error.into_error()))
}

/// A missing `crs` means WGS84 longitude and latitude, a null one an unknown system.
fn declared(sink: &Sink, name: &str, crs: Option<&Value>) -> Option<Declared> {
    let Some(crs) = crs else {
        return Some(Declared::Wgs84);
    };
    if crs.is_null() {
        return Some(Declared::Nothing);
    }
    let known = crs.as_str().map_or_else(|| Crs::from_projjson(crs), Crs::parse);
    named(sink, name, "crs", known)
}

/// What `read` makes of the rows of the file at `path`; none, with an issue, where it cannot be read.
fn read_rows<T>(
    sink: &Sink,
    path: &Path,
    name: &str,
    read: impl FnOnce(&Head, &mut dyn Iterator<Item = Result<Cells, Text>>) -> Result<T, Text>,
) -> Option<T> {
    let read = || {
        let file = File::open(path).map_err(ParquetError::from);
        let reader = file.and_then(SerializedFileReader::new).map_err(broken)?;
        match unread(&reader) {
            Some(compression) => Ok(Err(compression)),
            None => read(&head(&reader), &mut rows_of(&reader)?).map(Ok),
        }
    };
    // The crate asserts what damaged metadata do not hold (parquet 60.1, file/metadata/mod.rs:1043, found by
    // tests/it/formats/bytes.rs), and there is nothing to check beforehand without decoding.
    let why = match caught(read) {
        Some(Ok(Ok(made))) => return Some(made),
        Some(Ok(Err(compression))) => {
            let why = text!(
                "its columns are compressed as {compression}",
                "各列的压缩方式为 {compression}"
            );
            let action = text!(
                "write it again compressed as Snappy or Zstandard, or not at all; gzip and LZ4 are read too",
                "请改用 Snappy 或 Zstandard 压缩后重新保存，或不压缩；gzip 和 LZ4 也可读取"
            );
            damage::push_with(sink, name, WHAT, why, action);
            return None;
        }
        Some(Err(error)) => error,
        None => text!("its pages do not fit what they announce", "各页与其声明不符"),
    };
    damage::push(sink, name, WHAT, why);
    None
}

/// What the crate says.
fn broken(error: ParquetError) -> Text {
    said(error)
}

/// A way of compression that is not read, where a column has one.
fn unread(reader: &SerializedFileReader<File>) -> Option<Compression> {
    use Compression::{GZIP, LZ4, LZ4_RAW, SNAPPY, UNCOMPRESSED, ZSTD};
    let columns = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    columns
        .map(|column| column.compression())
        .find(|way| !matches!(way, UNCOMPRESSED | SNAPPY | GZIP(_) | ZSTD(_) | LZ4 | LZ4_RAW))
}

fn head(reader: &SerializedFileReader<File>) -> Head {
    let facts = reader.metadata().file_metadata();
    let named =
        |key: &str| facts.key_value_metadata()?.iter().find(|pair| pair.key == key)?.value.clone();
    let numbers = facts.schema().get_fields().iter().map(|column| Numbers::of(column)).collect();
    Head { numbers, geo: named("geo") }
}

/// The rows, as long as they are no more than is read.
fn rows_of(
    reader: &SerializedFileReader<File>,
) -> Result<impl Iterator<Item = Result<Cells, Text>>, Text> {
    let (mut rows, mut bytes) = (0, 0);
    let read = reader.get_row_iter(None).map_err(broken)?;
    Ok(read.map(move |row| {
        let row = row.map_err(broken)?.into_columns();
        rows += 1;
        bytes += row.iter().map(|(_, cell)| bytes_of(cell)).sum::<usize>() as u64;
        if bytes > UNPACKED_LIMIT_BYTES || rows > LAYER_LIMIT_FEATURES {
            let most = UNPACKED_LIMIT_BYTES / 1_000_000;
            return Err(text!(
                "Parquet error: it unpacks to more than {most} MB, or to more than {LAYER_LIMIT_FEATURES} rows",
                "解压后超过 {most} MB，或超过 {LAYER_LIMIT_FEATURES} 行"
            ));
        }
        Ok(row)
    }))
}
