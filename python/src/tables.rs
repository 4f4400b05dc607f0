//! Tables of a run as Arrow: the columns of `yike::run`, their headings and units in the schema's metadata.

use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray,
};
use arrow_schema::{DataType, Field, Schema};
use pyo3::PyResult;
use pyo3::exceptions::PyValueError;
use pyo3_arrow::PyTable;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;
use yike::run::table::{Cell, Stored, Table};
use yike::write::layers::{HeldColumn, HeldTable, held_table};

/// The column that holds the geometry, as GeoArrow says it.
const WKB: &str = "geoarrow.wkb";

fn wrong(error: impl Display) -> pyo3::PyErr {
    PyValueError::new_err(error.to_string())
}

/// A table or layer as an Arrow table of one batch.
pub(super) fn arrow_of(table: &Table<'_>) -> PyResult<PyTable> {
    let HeldTable { columns, geometry } = held_table(table).map_err(wrong)?;
    let (mut fields, mut arrays) = (Vec::new(), Vec::new());
    for column in &columns {
        let array = array(column);
        fields.push(Field::new(&column.name, array.data_type().clone(), true));
        arrays.push(array);
    }
    if let Some(shapes) = geometry {
        let own = ["geometry", "geom", "yike_geometry"];
        let is_free = |name: &&str| columns.iter().all(|column| column.name != **name);
        let name = own.into_iter().find(is_free).unwrap_or("yike_geometry");
        let crs = json!({"crs": "OGC:CRS84", "crs_type": "authority_code"});
        let metadata = HashMap::from([
            ("ARROW:extension:name".to_owned(), WKB.to_owned()),
            ("ARROW:extension:metadata".to_owned(), crs.to_string()),
        ]);
        fields.push(Field::new(name, DataType::Binary, true).with_metadata(metadata));
        arrays.push(Arc::new(BinaryArray::from_iter_values(shapes)));
    }
    let about = HashMap::from([("yike".to_owned(), about(table, &columns).to_string())]);
    let schema = Arc::new(Schema::new_with_metadata(fields, about));
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(wrong)?;
    PyTable::try_new(vec![batch], schema)
}

fn about(table: &Table<'_>, columns: &[HeldColumn]) -> Value {
    let known = columns.iter().filter_map(|column| {
        let head = column.head.as_ref()?;
        let own = json!({
            "heading": [head.heading.english(), head.heading.chinese()],
            "unit": head.unit.word(),
            "source": head.source.word(),
            "about": head.about,
        });
        Some((column.name.clone(), own))
    });
    json!({
        "name": table.kind.name,
        "title": [table.kind.en, table.kind.zh],
        "about": table.about,
        "columns": Map::from_iter(known),
    })
}

fn array(column: &HeldColumn) -> ArrayRef {
    let cells = column.cells.iter();
    match column.stored {
        Stored::Whole => Arc::new(cells.map(Cell::whole).collect::<Int64Array>()),
        Stored::Number => Arc::new(cells.map(Cell::number).collect::<Float64Array>()),
        Stored::Flag => Arc::new(cells.map(Cell::flag).collect::<BooleanArray>()),
        Stored::Text => Arc::new(cells.map(Cell::plain).collect::<StringArray>()),
    }
}
