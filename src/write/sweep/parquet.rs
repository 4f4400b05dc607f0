//! The table in Parquet, group by group.

use crate::run::table::{Cell, Head, Stored};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows held at once.
const GROUP_ROWS: usize = 5_000;

/// A table being written to `W`: every column may be empty.
pub(super) struct ParquetTable<W: Write + Send> {
    kinds: Vec<Stored>,
    out: SerializedFileWriter<W>,
    rows: Vec<Vec<Cell>>,
}

impl<W: Write + Send> ParquetTable<W> {
    pub(super) fn new(out: W, columns: &[&Head]) -> Result<Self, ParquetError> {
        let fields = columns.iter().map(|head| {
            let (physical, logical) = match head.unit.stored() {
                Stored::Whole => (Physical::INT64, None),
                Stored::Number => (Physical::DOUBLE, None),
                Stored::Text | Stored::Flag => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            };
            Type::primitive_type_builder(&head.name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build()
                .map(Arc::new)
        });
        let schema = Type::group_type_builder("scenarios")
            .with_fields(fields.collect::<Result<Vec<_>, _>>()?)
            .build()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("yike".into())
            .build();
        Ok(Self {
            kinds: columns.iter().map(|head| head.unit.stored()).collect(),
            out: SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?,
            rows: Vec::new(),
        })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), ParquetError> {
        self.rows.push(cells.to_vec());
        match self.rows.len() {
            GROUP_ROWS => self.flush(),
            _ => Ok(()),
        }
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for (column, kind) in self.kinds.iter().enumerate() {
            let cells = rows.iter().map(|row| &row[column]);
            match kind {
                Stored::Whole => put::<Int64Type, W>(&mut group, cells, |cell| match cell {
                    Cell::Whole(number) => Some(*number),
                    _ => None,
                })?,
                Stored::Number => put::<DoubleType, W>(&mut group, cells, |cell| match cell {
                    Cell::Number(number) => Some(*number),
                    _ => None,
                })?,
                Stored::Text | Stored::Flag => {
                    put::<ByteArrayType, W>(&mut group, cells, |cell| {
                        cell.plain().map(|text| ByteArray::from(text.into_bytes()))
                    })?;
                }
            }
        }
        group.close().map(drop)
    }

    pub(super) fn finish(mut self) -> Result<W, ParquetError> {
        self.flush()?;
        self.out.into_inner()
    }
}

fn put<'a, T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = cells.map(value).collect();
    let levels: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
    let there: Vec<T::T> = values.into_iter().flatten().collect();
    let mut column =
        group.next_column()?.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(&there, Some(&levels), None)?;
    column.close()
}
