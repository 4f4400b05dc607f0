//! What a forecast says: people by area and town, year, variant and group.

mod figures;
mod record;
mod report;

pub use figures::figures_table;
pub use record::{
    AreaJson, BackTestJson, ForecastJson, ForecastSettings, GroupTestJson, OutlookJson, Persons,
};
pub use report::{AreaBackTest, ForecastReport, Units};

use super::tables::TableSpec;

/// Every table that a forecast's run has.
pub fn specs() -> Vec<TableSpec> {
    vec![TableSpec::table(figures::KIND, figures::columns())]
}
