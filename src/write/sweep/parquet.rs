//! The table in Parquet, group by group.

use crate::run::table::{Cell, Head, Stored};
use crate::write::parquet::{begin, field, put_cells};
use parquet::basic::Repetition;
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedFileWriter;
use std::io::Write;

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
        let kinds: Vec<Stored> = columns.iter().map(|head| head.unit.stored()).collect();
        let fields = columns.iter().zip(&kinds);
        let fields = fields.map(|(head, kind)| field(&head.name, *kind, Repetition::OPTIONAL));
        let out = begin(out, "scenarios", fields.collect::<Result<_, _>>()?, None)?;
        Ok(Self { kinds, out, rows: Vec::new() })
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
            put_cells(&mut group, *kind, rows.iter().map(|row| &row[column]))?;
        }
        group.close().map(drop)
    }

    pub(super) fn finish(mut self) -> Result<W, ParquetError> {
        self.flush()?;
        self.out.into_inner()
    }
}
