//! GeoParquet 1.0: a row group, WKB geometry in `geometry`, or under another name where a property has that.

use super::LayerError;
use super::columns::{Column, columns, free};
use super::placed::{Placed, Row};
use super::wkb::wkb;
use crate::domain::crs::Crs;
use crate::run::table::Cell;
use crate::write::parquet::{begin, field, put, put_cells};
use parquet::basic::{Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::schema::types::Type;
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
    let fields = columns.iter();
    let fields = fields.map(|column| field(&column.name, column.kind, Repetition::OPTIONAL));
    let mut fields = fields.collect::<Result<Vec<_>, _>>()?;
    let geometry = Type::primitive_type_builder(shape, Physical::BYTE_ARRAY);
    fields.push(geometry.with_repetition(Repetition::REQUIRED).build().map(Arc::new)?);
    let metadata = vec![KeyValue::new("geo".into(), geo.to_string())];
    let mut out = begin(Vec::new(), "layer", fields, Some(metadata))?;
    let mut group = out.next_row_group()?;
    let rows: Vec<Row> = placed.rows().collect();
    for column in columns {
        let cells: Vec<Cell> = rows.iter().map(|row| column.cell(row)).collect();
        put_cells(&mut group, column.kind, cells.iter())?;
    }
    let shapes: Vec<ByteArray> =
        rows.iter().map(|row| ByteArray::from(wkb(&row.geometry))).collect();
    put::<ByteArrayType, _>(&mut group, &shapes, None)?;
    group.close()?;
    out.into_inner()
}
