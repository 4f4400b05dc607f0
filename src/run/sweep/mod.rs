//! What a sweep says: the scenarios and what became of each.

mod columns;
mod record;

pub use columns::{SweepRow, scenarios_table};
pub(crate) use columns::{aim_head, sweep_columns};
pub use record::{CellJson, SweepHead, SweepJson, SweepRecord, key};

use super::table::Unit;
use super::tables::{Dimensions, TableSpec, tally};

/// Every table and layer that a sweep's run has; `PATH` stands for each parameter that varies.
pub fn specs(dimensions: &Dimensions) -> Vec<TableSpec> {
    let parameters = [("PATH".into(), Unit::Text)];
    vec![
        TableSpec::layer(tally::KIND, tally::columns()),
        TableSpec::table(columns::KIND, columns::columns(dimensions, &parameters)),
    ]
}
