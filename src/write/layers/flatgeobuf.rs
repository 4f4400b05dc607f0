//! FlatGeobuf.

use super::LayerError;
use super::columns::columns;
use super::placed::Placed;
use crate::run::table::{Cell, Stored as Kind};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor};

/// Without index: it would order features along a curve.
pub(super) fn write(placed: &Placed<'_>) -> Result<Vec<u8>, LayerError> {
    let refused = |why: &dyn std::fmt::Display| LayerError::refused("FlatGeobuf", why);
    let name = placed.crs().to_string();
    let crs = FgbCrs {
        org: Some("EPSG"),
        code: i32::from(placed.epsg()?),
        name: Some(&name),
        wkt: placed.crs().wkt(),
        ..FgbCrs::default()
    };
    let options = FgbWriterOptions {
        write_index: false,
        detect_type: false,
        promote_to_multi: false,
        crs,
        ..FgbWriterOptions::default()
    };
    let kind = match placed.kinds()[..] {
        ["Point"] => GeometryType::Point,
        ["MultiPoint"] => GeometryType::MultiPoint,
        ["LineString"] => GeometryType::LineString,
        ["MultiLineString"] => GeometryType::MultiLineString,
        ["Polygon"] => GeometryType::Polygon,
        ["MultiPolygon"] => GeometryType::MultiPolygon,
        _ => GeometryType::Unknown,
    };
    let mut out = FgbWriter::create_with_options(placed.name(), kind, options)
        .map_err(|error| refused(&error))?;
    let columns = columns(placed);
    for column in &columns {
        let kind = match column.kind {
            Kind::Whole => ColumnType::Long,
            Kind::Number => ColumnType::Double,
            Kind::Flag => ColumnType::Bool,
            Kind::Text => ColumnType::String,
        };
        out.add_column(&column.name, kind, |_, _| {});
    }
    for row in placed.rows() {
        let mut fault = None;
        let added = out.add_feature_geom(row.geometry.clone(), |feature| {
            for (position, column) in columns.iter().enumerate() {
                let mut put = |value: &ColumnValue<'_>| {
                    if let Err(error) = feature.property(position, &column.name, value) {
                        fault = Some(error.to_string());
                    }
                };
                match column.cell(&row) {
                    Cell::Empty => {}
                    Cell::Whole(number) => put(&ColumnValue::Long(number)),
                    Cell::Number(number) => put(&ColumnValue::Double(number)),
                    Cell::Flag(flag) => put(&ColumnValue::Bool(flag)),
                    Cell::Text(text) => put(&ColumnValue::String(&text)),
                    other => put(&ColumnValue::String(&other.json().to_string())),
                }
            }
        });
        added.map_err(|error| refused(&error))?;
        if let Some(fault) = fault {
            return Err(refused(&fault));
        }
    }
    let mut bytes = Vec::new();
    out.write(&mut bytes).map_err(|error| refused(&error))?;
    Ok(bytes)
}
