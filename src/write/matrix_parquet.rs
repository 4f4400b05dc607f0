//! Travel matrices in Parquet, as [`crate::read::location`] reads them.

use super::matrix_csv::MatrixValue;
use super::parquet::{begin, field, put};
use crate::domain::location::Ids;
use crate::run::table::Stored;
use crate::travel::roads::Routes;
use parquet::basic::Repetition;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;

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
    let fields = [("demand", Stored::Text), ("site", Stored::Text), (value.word(), Stored::Number)];
    let fields = fields.into_iter().map(|(name, stored)| field(name, stored, Repetition::REQUIRED));
    let mut out = begin(Vec::new(), "matrix", fields.collect::<Result<_, _>>()?, None)?;
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
        put::<ByteArrayType, _>(&mut writer, &from, None)?;
        put::<ByteArrayType, _>(&mut writer, &to, None)?;
        put::<DoubleType, _>(&mut writer, &values, None)?;
        writer.close()?;
    }
    out.into_inner()
}
