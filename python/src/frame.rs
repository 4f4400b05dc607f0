//! A frame of Python's as a table that is lent to Yike's readers: its numbers stay where Arrow has them.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Float64Array, Int64Array, LargeStringArray,
    UInt64Array,
};
use arrow_cast::{can_cast_types, cast};
use arrow_schema::{ArrowError, DataType, Field};
use arrow_select::concat::concat_batches;
use pyo3::PyResult;
use pyo3::exceptions::PyValueError;
use pyo3_arrow::PyTable;
use serde_json::Value;
use sha2::{Digest, Sha256};
use yike::read::LentTable;

/// A column by what its values become.
enum Column {
    Flags(BooleanArray),
    Wholes(Int64Array),
    LargeWholes(UInt64Array),
    Numbers(Float64Array),
    Texts(LargeStringArray),
    /// Values of several types, each as JSON.
    Mixed(LargeStringArray),
    /// Lists and records.
    Nested(ArrayRef),
}

/// A frame. Columns of 64-bit numbers and flags are not copied.
pub(super) struct ArrowFrame {
    names: Vec<String>,
    columns: Vec<Column>,
    rows: usize,
    geometry: Option<Geometry>,
    fingerprint: (u64, String),
}

struct Geometry {
    shapes: Shapes,
    crs: Option<String>,
}

enum Shapes {
    Small(BinaryArray),
    Large(arrow_array::LargeBinaryArray),
}

impl Shapes {
    fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Small(own) => own.is_valid(row).then(|| own.value(row)),
            Self::Large(own) => own.is_valid(row).then(|| own.value(row)),
        }
    }
}

impl ArrowFrame {
    /// The frame of an Arrow table. Its geometry is the first column that GeoArrow marks as well-known binary.
    pub(super) fn new(table: PyTable) -> PyResult<Self> {
        Self::of(table).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn of(table: PyTable) -> Result<Self, ArrowError> {
        let (batches, schema) = table.into_inner();
        let batch = match <[_; 1]>::try_from(batches) {
            Ok([one]) => one,
            Err(several) => concat_batches(&schema, &several)?,
        };
        let (mut names, mut columns, mut geometry) = (Vec::new(), Vec::new(), None);
        for (field, array) in schema.fields().iter().zip(batch.columns()) {
            let is_shape = field.extension_type_name() == Some("geoarrow.wkb");
            match (is_shape, &geometry) {
                (true, None) => {
                    geometry = Some(Geometry { shapes: shapes(array)?, crs: crs(field) });
                }
                // A second geometry is no figure.
                (true, Some(_)) => {}
                (false, _) => {
                    names.push(field.name().clone());
                    columns.push(match field.metadata().get("yike").map(String::as_str) {
                        Some("json") => Column::Mixed(texts(array)?),
                        _ => Column::of(array)?,
                    });
                }
            }
        }
        let mut own = Self {
            names,
            columns,
            rows: batch.num_rows(),
            geometry,
            fingerprint: Default::default(),
        };
        own.fingerprint = own.hash();
        Ok(own)
    }

    /// The number of bytes that say all, and their SHA-256: the same for equal content, however it lies in memory.
    fn hash(&self) -> (u64, String) {
        let (mut hash, mut bytes) = (Sha256::new(), 0);
        let mut put = |part: &[u8]| {
            let length = part.len() as u64;
            hash.update(length.to_le_bytes());
            hash.update(part);
            bytes += length;
        };
        for (name, column) in self.names.iter().zip(&self.columns) {
            put(name.as_bytes());
            put(&[column.kind()]);
            (0..self.rows).for_each(|row| column.bytes(row, &mut put));
        }
        if let Some(geometry) = &self.geometry {
            put(geometry.crs.as_deref().unwrap_or_default().as_bytes());
            for row in 0..self.rows {
                let shape = geometry.shapes.get(row);
                put(&[u8::from(shape.is_some())]);
                put(shape.unwrap_or_default());
            }
        }
        let digits = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        (bytes, digits)
    }
}

fn texts(array: &ArrayRef) -> Result<LargeStringArray, ArrowError> {
    Ok(cast(array, &DataType::LargeUtf8)?.as_string::<i64>().clone())
}

fn shapes(array: &ArrayRef) -> Result<Shapes, ArrowError> {
    Ok(match array.data_type() {
        DataType::LargeBinary => Shapes::Large(array.as_binary::<i64>().clone()),
        _ => Shapes::Small(cast(array, &DataType::Binary)?.as_binary::<i32>().clone()),
    })
}

/// The system of a geometry: PROJJSON as its text, or a code.
fn crs(field: &Field) -> Option<String> {
    let text = field.metadata().get("ARROW:extension:metadata")?;
    match serde_json::from_str::<Value>(text).ok()?.get("crs")? {
        Value::Null => None,
        Value::String(code) => Some(code.clone()),
        json => Some(json.to_string()),
    }
}

impl Column {
    fn of(array: &ArrayRef) -> Result<Self, ArrowError> {
        use DataType::{
            Boolean, Dictionary, Float16, Float32, Float64, Int8, Int16, Int32, Int64, LargeUtf8,
            Null, UInt8, UInt16, UInt32, UInt64, Utf8, Utf8View,
        };
        let to = |kind| cast(array, &kind);
        Ok(match array.data_type() {
            Boolean => Self::Flags(array.as_boolean().clone()),
            Int8 | Int16 | Int32 | Int64 | UInt8 | UInt16 | UInt32 => {
                Self::Wholes(to(Int64)?.as_primitive::<Int64Type>().clone())
            }
            UInt64 => Self::LargeWholes(array.as_primitive::<UInt64Type>().clone()),
            Float16 | Float32 | Float64 => {
                Self::Numbers(to(Float64)?.as_primitive::<Float64Type>().clone())
            }
            Utf8 | LargeUtf8 | Utf8View | Null => Self::Texts(texts(array)?),
            // Categories are what they stand for.
            Dictionary(_, values) => return Self::of(&cast(array, values)?),
            kind if !kind.is_nested() && can_cast_types(kind, &LargeUtf8) => {
                Self::Texts(texts(array)?)
            }
            _ => Self::Nested(array.clone()),
        })
    }

    fn is_valid(&self, row: usize) -> bool {
        match self {
            Self::Flags(own) => own.is_valid(row),
            Self::Wholes(own) => own.is_valid(row),
            Self::LargeWholes(own) => own.is_valid(row),
            Self::Numbers(own) => own.is_valid(row),
            Self::Texts(own) | Self::Mixed(own) => own.is_valid(row),
            Self::Nested(own) => own.is_valid(row),
        }
    }

    /// What its values are, in a byte.
    fn kind(&self) -> u8 {
        match self {
            Self::Flags(_) => b'f',
            Self::Wholes(_) => b'w',
            Self::LargeWholes(_) => b'l',
            Self::Numbers(_) => b'n',
            Self::Texts(_) => b't',
            Self::Mixed(_) => b'm',
            Self::Nested(_) => b'j',
        }
    }

    fn bytes(&self, row: usize, put: &mut impl FnMut(&[u8])) {
        // Nothing is another thing than an empty text.
        put(&[u8::from(self.is_valid(row))]);
        if !self.is_valid(row) {
            return;
        }
        match self {
            Self::Flags(own) => put(&[u8::from(own.value(row))]),
            Self::Wholes(own) => put(&own.value(row).to_le_bytes()),
            Self::LargeWholes(own) => put(&own.value(row).to_le_bytes()),
            Self::Numbers(own) => put(&own.value(row).to_le_bytes()),
            Self::Texts(own) | Self::Mixed(own) => put(own.value(row).as_bytes()),
            Self::Nested(own) => put(nested(own, row).to_string().as_bytes()),
        }
    }

    fn value(&self, row: usize) -> Value {
        if !self.is_valid(row) {
            return Value::Null;
        }
        match self {
            Self::Flags(own) => own.value(row).into(),
            Self::Wholes(own) => own.value(row).into(),
            Self::LargeWholes(own) => own.value(row).into(),
            Self::Numbers(own) => number(own.value(row)),
            Self::Texts(own) => own.value(row).into(),
            Self::Mixed(own) => {
                let text = own.value(row);
                serde_json::from_str(text).unwrap_or_else(|_| text.into())
            }
            Self::Nested(own) => nested(own, row),
        }
    }
}

/// A number; whole ones without a decimal point, as in the other formats that have types. Infinities stay words, so that they
/// are reported where a number is needed.
fn number(number: f64) -> Value {
    match number {
        number if number.fract() == 0.0 && number.abs() < 9.0e15 => (number as i64).into(),
        number if number.is_nan() => Value::Null,
        number => serde_json::Number::from_f64(number)
            .map_or_else(|| number.to_string().into(), Value::Number),
    }
}

/// A list or a record as JSON; what a record has no value for, it has not.
fn nested(array: &ArrayRef, row: usize) -> Value {
    if !array.is_valid(row) {
        return Value::Null;
    }
    let list = |items: ArrayRef| (0..items.len()).map(|item| nested(&items, item)).collect();
    if let Some(own) = array.as_list_opt::<i32>() {
        list(own.value(row))
    } else if let Some(own) = array.as_list_opt::<i64>() {
        list(own.value(row))
    } else if let Some(own) = array.as_fixed_size_list_opt() {
        list(own.value(row))
    } else if let Some(own) = array.as_map_opt() {
        let entries = own.value(row);
        let [keys, values] = [entries.column(0), entries.column(1)];
        let member = |entry| {
            let key = nested(keys, entry);
            let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
            (key, nested(values, entry))
        };
        Value::Object((0..entries.len()).map(member).collect())
    } else if let Some(own) = array.as_struct_opt() {
        let members = own.column_names().into_iter().zip(own.columns());
        let members = members.map(|(name, member)| (name.to_owned(), nested(member, row)));
        Value::Object(members.filter(|(_, value)| !value.is_null()).collect())
    } else {
        match Column::of(&array.slice(row, 1)) {
            // Bytes and other kinds that no property holds.
            Ok(Column::Nested(_)) | Err(_) => Value::Null,
            Ok(plain) => plain.value(0),
        }
    }
}

impl LentTable for ArrowFrame {
    fn columns(&self) -> &[String] {
        &self.names
    }

    fn rows(&self) -> usize {
        self.rows
    }

    fn value(&self, row: usize, column: usize) -> Value {
        self.columns[column].value(row)
    }

    fn has_geometry(&self) -> bool {
        self.geometry.is_some()
    }

    fn geometry(&self, row: usize) -> Option<&[u8]> {
        self.geometry.as_ref()?.shapes.get(row)
    }

    fn crs(&self) -> Option<&str> {
        self.geometry.as_ref()?.crs.as_deref()
    }

    fn fingerprint(&self) -> (u64, String) {
        self.fingerprint.clone()
    }
}
