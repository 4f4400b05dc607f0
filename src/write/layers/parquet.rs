//! GeoParquet 1.0: a row group, WKB geometry in `geometry`, or under another name where a property has that.

use super::LayerError;
use super::columns::{Column, columns, free};
use super::placed::{Placed, Row};
use super::wkb::wkb;
use crate::domain::crs::Crs;
use crate::run::table::{Cell, Stored as Kind};
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};
use std::sync::Arc;

/// The bytes of the layer.
pub(super) fn write(placed: &Placed<'_>) -> Result<Vec<u8>, LayerError> {
    let columns = columns(placed);
    let taken = columns.iter().map(|column| column.name.as_str());
    let shape = free(&["geometry", "geom", "the_geom"], taken);
    bytes(placed, &columns, shape, &geo(placed, shape)?)
        .map_err(|error| LayerError::refused("GeoParquet", error))
}

/// What the file says of its geometry.
fn geo(placed: &Placed<'_>, shape: &str) -> Result<Value, LayerError> {
    let mut column = json!({"encoding": "WKB", "geometry_types": placed.kinds()});
    // Without a member `crs` it is WGS84; any other takes a whole definition in PROJ's own JSON.
    match placed.crs() {
        Crs::Wgs84 => {}
        Crs::Epsg(4490) => column["crs"] = cgcs2000(),
        other => {
            let why = format!(
                "it has no short word for {other}: write GeoPackage, or GeoParquet in WGS84 or EPSG:4490"
            );
            return Err(LayerError::refused("GeoParquet", why));
        }
    }
    Ok(json!({"version": "1.0.0", "primary_column": shape, "columns": {shape: column}}))
}

/// EPSG:4490 as PROJ writes it.
fn cgcs2000() -> Value {
    let axis = |name: &str, short: &str, direction: &str| json!({"name": name, "abbreviation": short, "direction": direction, "unit": "degree"});
    json!({
        "$schema": "https://proj.org/schemas/v0.5/projjson.schema.json",
        "type": "GeographicCRS",
        "name": "China Geodetic Coordinate System 2000",
        "datum": {
            "type": "GeodeticReferenceFrame",
            "name": "China 2000",
            "ellipsoid": {"name": "CGCS2000", "semi_major_axis": 6_378_137, "inverse_flattening": 298.257_222_101},
        },
        "coordinate_system": {
            "subtype": "ellipsoidal",
            "axis": [
                axis("Geodetic latitude", "Lat", "north"),
                axis("Geodetic longitude", "Lon", "east"),
            ],
        },
        "id": {"authority": "EPSG", "code": 4490},
    })
}

fn bytes(
    placed: &Placed<'_>,
    columns: &[Column],
    shape: &str,
    geo: &Value,
) -> Result<Vec<u8>, ParquetError> {
    // The parser of schemas takes plain names only; the real ones are put in below.
    let fields: String = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let word = match column.kind {
                Kind::Whole => "INT64",
                Kind::Number => "DOUBLE",
                Kind::Flag => "BOOLEAN",
                Kind::Text => "BYTE_ARRAY",
            };
            let text = if column.kind == Kind::Text { " (UTF8)" } else { "" };
            format!("OPTIONAL {word} c{at}{text}; ")
        })
        .collect();
    let schema =
        parse_message_type(&format!("message layer {{ {fields} REQUIRED BYTE_ARRAY shape; }}"))?;
    let names = columns.iter().map(|column| column.name.as_str());
    let schema = renamed(&schema, names.chain([shape]))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("yike".into())
        .set_key_value_metadata(Some(vec![KeyValue::new("geo".into(), geo.to_string())]))
        .build();
    let mut out = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = out.next_row_group()?;
    let rows: Vec<Row> = placed.rows().collect();
    for column in columns {
        let cells: Vec<Cell> = rows.iter().map(|row| column.cell(row)).collect();
        let there: Vec<i16> = cells.iter().map(|cell| i16::from(*cell != Cell::Empty)).collect();
        match column.kind {
            Kind::Whole => put::<Int64Type>(
                &mut group,
                &some(&cells, |cell| match cell {
                    Cell::Whole(number) => Some(*number),
                    _ => None,
                }),
                Some(&there),
            )?,
            Kind::Number => put::<DoubleType>(
                &mut group,
                &some(&cells, |cell| match cell {
                    Cell::Number(number) => Some(*number),
                    _ => None,
                }),
                Some(&there),
            )?,
            Kind::Flag => put::<BoolType>(
                &mut group,
                &some(&cells, |cell| match cell {
                    Cell::Flag(flag) => Some(*flag),
                    _ => None,
                }),
                Some(&there),
            )?,
            Kind::Text => put::<ByteArrayType>(
                &mut group,
                &some(&cells, |cell| match cell {
                    Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                    _ => None,
                }),
                Some(&there),
            )?,
        }
    }
    let shapes: Vec<ByteArray> =
        rows.iter().map(|row| ByteArray::from(wkb(&row.geometry))).collect();
    put::<ByteArrayType>(&mut group, &shapes, None)?;
    group.close()?;
    out.into_inner()
}

fn some<T>(cells: &[Cell], get: impl Fn(&Cell) -> Option<T>) -> Vec<T> {
    cells.iter().filter_map(get).collect()
}

fn put<T: parquet::data_type::DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
    there: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column =
        group.next_column()?.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(values, there, None)?;
    column.close()
}

/// The schema with the layer's own names.
fn renamed<'a>(
    schema: &parquet::schema::types::Type,
    names: impl Iterator<Item = &'a str>,
) -> Result<parquet::schema::types::Type, ParquetError> {
    use parquet::schema::types::Type;
    let fields = schema.get_fields().iter().zip(names).map(|(field, name)| {
        let info = field.get_basic_info();
        let made = Type::primitive_type_builder(name, field.get_physical_type())
            .with_repetition(info.repetition())
            .with_converted_type(info.converted_type())
            .with_logical_type(info.logical_type_ref().cloned())
            .build()?;
        Ok(Arc::new(made))
    });
    let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
    Type::group_type_builder("layer").with_fields(fields).build()
}
