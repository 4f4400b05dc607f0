//! What all Parquet files have in common: fields, and columns written one after another.

use crate::run::table::{Cell, Stored};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::Write;
use std::sync::Arc;

/// A field of values stored so.
pub(super) fn field(
    name: &str,
    stored: Stored,
    repetition: Repetition,
) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match stored {
        Stored::Whole => (Physical::INT64, None),
        Stored::Number => (Physical::DOUBLE, None),
        Stored::Flag => (Physical::BOOLEAN, None),
        Stored::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let field = Type::primitive_type_builder(name, physical);
    field.with_repetition(repetition).with_logical_type(logical).build().map(Arc::new)
}

/// A file of these fields, begun; its schema has this name.
pub(super) fn begin<W: Write + Send>(
    out: W,
    name: &str,
    fields: Vec<TypePtr>,
    metadata: Option<Vec<KeyValue>>,
) -> Result<SerializedFileWriter<W>, ParquetError> {
    let schema = Type::group_type_builder(name).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("yike".into())
        .set_key_value_metadata(metadata)
        .build();
    SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
}

/// Writes the next column of a group, of which cells may be empty.
pub(super) fn put_cells<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    stored: Stored,
    cells: impl Iterator<Item = &'a Cell>,
) -> Result<(), ParquetError> {
    match stored {
        Stored::Whole => put_some::<Int64Type, W>(group, cells, Cell::whole),
        Stored::Number => put_some::<DoubleType, W>(group, cells, Cell::number),
        Stored::Flag => put_some::<BoolType, W>(group, cells, Cell::flag),
        Stored::Text => put_some::<ByteArrayType, W>(group, cells, |cell| {
            cell.plain().map(|text| ByteArray::from(text.into_bytes()))
        }),
    }
}

fn put_some<'a, T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = cells.map(value).collect();
    let there: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    put::<T, W>(group, &values, Some(&there))
}

/// Writes the next column of a group. `there`: of which rows the values are; none: of all.
pub(super) fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    there: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column =
        group.next_column()?.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(values, there, None)?;
    column.close()
}
