//! GeoParquet (WKB geometry), by the row reader of the parquet crate: without Arrow it builds in a third of the time.

use super::declared::{Declared, named};
use super::extent::bytes_of;
use super::features::{Items, feature};
use super::source::Source;
use super::{cells, damage, wkb};
use crate::domain::Properties;
use crate::domain::crs::Crs;
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::{
    InputFile, LAYER_LIMIT_FEATURES, Role, UNPACKED_LIMIT_BYTES, open_bytes,
};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

const WHAT: &str = "Parquet";

/// Rows and the text of the `geo` member of a Parquet file.
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<(String, Field)>>,
    pub(super) geo: Option<String>,
}

/// Reads all features.
pub(super) fn read(sink: &Sink, source: &Source, role: Role) -> Option<Items> {
    let name = &source.name;
    let file = open_bytes(sink, &source.path, name, role)?;
    let rows = read_rows(&source.path).map_err(|why| damage::push(sink, name, WHAT, why)).ok()?;
    let geo: Option<Value> = rows.geo.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(geo) = geo else {
        let cause = "the file has no `geo` metadata, so it is a table and not GeoParquet";
        let action = "write it with a program that writes GeoParquet, or give a table with coordinates as CSV";
        sink.push(Code::COORDINATES_ABSENT, Place::file(name), cause, action);
        return None;
    };
    let geometry = geo["primary_column"].as_str().unwrap_or("geometry").to_owned();
    let column = &geo["columns"][geometry.as_str()];
    if column["encoding"].as_str().is_some_and(|encoding| encoding != "WKB") {
        damage::push(
            sink,
            name,
            "GeoParquet",
            format!("its geometry is encoded as {}, not as WKB", column["encoding"]),
        );
        return None;
    }
    let declared = declared(sink, name, column.get("crs"))?;
    let mut features = Vec::with_capacity(rows.rows.len());
    for row in rows.rows {
        let (mut properties, mut shape) = (Properties::new(), Value::Null);
        for (field, cell) in row {
            if field != geometry {
                if let Some(value) = value(cell) {
                    properties.insert(field, value);
                }
                continue;
            }
            match cell {
                Field::Null => {}
                Field::Bytes(bytes) => match wkb::read(bytes.data()) {
                    Some(read) => shape = read,
                    None => damage::push_geometry(
                        sink,
                        name,
                        features.len() + 1,
                        "the geometry is not WKB",
                    ),
                },
                _ => {
                    damage::push_geometry(sink, name, features.len() + 1, "the geometry is not WKB")
                }
            }
        }
        features.push(feature(properties, shape));
    }
    Some(Items { features, declared, record: file.record })
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
) -> Option<(Vec<u8>, InputFile)> {
    let file = open_bytes(sink, path, name, Role::Matrix)?;
    let read = read_rows(path).and_then(|rows| csv_of(rows).map_err(|error| error.to_string()));
    let text = read.map_err(|why| damage::push(sink, name, WHAT, why)).ok()?;
    Some((text, file.record))
}

fn csv_of(rows: Rows) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    if let Some(first) = rows.rows.first() {
        out.write_record(first.iter().map(|(name, _)| name))?;
    }
    for row in rows.rows {
        out.write_record(row.into_iter().map(|(_, cell)| match value(cell) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text,
            Some(other) => other.to_string(),
        }))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// A missing `crs` means WGS84 longitude and latitude, a null one an unknown system.
fn declared(sink: &Sink, name: &str, crs: Option<&Value>) -> Option<Declared> {
    let Some(crs) = crs else {
        return Some(Declared::Wgs84);
    };
    if crs.is_null() {
        return Some(Declared::Nothing);
    }
    let id = &crs["id"];
    let code = id["code"].as_u64().map(|code| code.to_string());
    let code = code.or_else(|| id["code"].as_str().map(str::to_owned)).unwrap_or_default();
    let text = match id["authority"].as_str() {
        Some(authority) => format!("{authority}:{code}"),
        None => crs["name"].as_str().or(crs.as_str()).unwrap_or_default().to_owned(),
    };
    named(sink, name, "crs", Crs::parse(&text))
}

/// The value of a cell; none for lists and groups, which layers do not have.
fn value(cell: Field) -> Option<Value> {
    Some(match cell {
        Field::Null => Value::Null,
        Field::Bool(flag) => flag.into(),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) => number.into(),
        Field::Long(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float(number) => figure(f64::from(number)),
        Field::Double(number) => figure(number),
        Field::Str(text) => text.into(),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok()?.into(),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => return None,
        other => other.to_string().into(),
    })
}

/// A number; NaN and infinities stay words, so that they are reported where a number is needed.
fn figure(number: f64) -> Value {
    match number.is_finite() {
        true => cells::number(number),
        false => number.to_string().into(),
    }
}

/// The rows of the file at `path`.
fn read_rows(path: &Path) -> Result<Rows, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    // The crate asserts what damaged metadata do not hold (parquet 60.1, file/metadata/mod.rs:1043, found by
    // tests/it/formats/bytes.rs), and there is nothing to check beforehand without decoding. A panic leaves no state
    // outside the call half-changed.
    let read = catch_unwind(AssertUnwindSafe(|| rows_of(file)));
    read.unwrap_or_else(|_| Err("its pages do not fit what they announce".into()))
}

fn rows_of(file: File) -> Result<Rows, String> {
    let fault = |error: parquet::errors::ParquetError| error.to_string();
    let reader = SerializedFileReader::new(file).map_err(fault)?;
    let facts = reader.metadata().file_metadata();
    let named =
        |key: &str| facts.key_value_metadata()?.iter().find(|pair| pair.key == key)?.value.clone();
    let geo = named("geo");
    let (mut rows, mut bytes) = (Vec::new(), 0);
    for row in reader.get_row_iter(None).map_err(fault)? {
        let row = row.map_err(fault)?;
        let row = row.into_columns();
        bytes += row.iter().map(|(_, cell)| bytes_of(cell)).sum::<usize>() as u64;
        if bytes > UNPACKED_LIMIT_BYTES || rows.len() >= LAYER_LIMIT_FEATURES {
            let most = UNPACKED_LIMIT_BYTES / 1_000_000;
            return Err(format!(
                "it unpacks to more than {most} MB, or to more than {LAYER_LIMIT_FEATURES} rows"
            ));
        }
        rows.push(row);
    }
    Ok(Rows { rows, geo })
}
