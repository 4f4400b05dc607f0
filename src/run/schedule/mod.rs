//! What a run over several periods says beside the folders of its periods, each of which is that of a plan.

mod record;
mod report;
mod rows;
mod works;

pub use record::{
    BegunWorkJson, ForesightJson, PeriodJson, PeriodMoneyJson, ScheduleJson, ValuesJson,
    WithoutPlanJson,
};
pub use report::{ScheduleReport, screenings};
pub use rows::{BegunWork, PeriodFigures, begun_works, period_figures};
pub use works::works_table;

use super::tables::{Dimensions, TableSpec};

/// Every table that a schedule's run has beside those of its periods.
pub fn specs(dimensions: &Dimensions) -> Vec<TableSpec> {
    vec![TableSpec::table(works::KIND, works::columns(dimensions))]
}
