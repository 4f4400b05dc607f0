//! Travel matrices in Parquet, as [`crate::read::location`] reads them.

use super::matrix_csv::MatrixValue;
use crate::domain::location::Ids;
use crate::travel::roads::Routes;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// Rows of a group: what readers hold at once.
const GROUP_ROWS: usize = 1 << 20;

/// A row for each pair within the limit, in the columns `demand`, `site` and the value under its name, in the order of
/// [`super::long_matrix`].
///
/// # Panics
///
/// Never: writing to memory does not fail.
pub fn parquet_matrix(ways: &Routes, demand: &Ids, sites: &Ids, value: MatrixValue) -> Vec<u8> {
    write(ways, demand, sites, value).expect("memory takes rows of a fixed schema")
}

fn write(
    ways: &Routes,
    demand: &Ids,
    sites: &Ids,
    value: MatrixValue,
) -> Result<Vec<u8>, ParquetError> {
    let schema = parse_message_type(&format!(
        "message matrix {{ REQUIRED BYTE_ARRAY demand (UTF8); REQUIRED BYTE_ARRAY site (UTF8); REQUIRED DOUBLE {}; }}",
        value.word()
    ))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("yike".into())
        .build();
    let mut out = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let id = |ids: &Ids, position| ByteArray::from(ids.label(position).as_bytes().to_vec());
    let site_ids: Vec<ByteArray> = (0..sites.len()).map(|site| id(sites, site)).collect();
    let mut pairs =
        (0..ways.origins()).flat_map(|from| ways.of(from).map(move |way| (from, way))).peekable();
    while pairs.peek().is_some() {
        let group: Vec<_> = pairs.by_ref().take(GROUP_ROWS).collect();
        let from: Vec<ByteArray> = group.iter().map(|&(from, _)| id(demand, from)).collect();
        let to: Vec<ByteArray> = group.iter().map(|(_, way)| site_ids[way.to].clone()).collect();
        let values: Vec<f64> = group.iter().map(|(_, way)| value.of(way)).collect();
        let mut writer = out.next_row_group()?;
        put::<ByteArrayType>(&mut writer, &from)?;
        put::<ByteArrayType>(&mut writer, &to)?;
        put::<DoubleType>(&mut writer, &values)?;
        writer.close()?;
    }
    out.into_inner()
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
) -> Result<(), ParquetError> {
    let mut column =
        group.next_column()?.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(values, None, None)?;
    column.close()
}
