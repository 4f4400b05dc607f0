//! What a robust plan says: one layout for many scenarios, chosen by a criterion.
//!
#![doc = include_str!("../../../docs/robust.md")]

mod record;
mod report;
mod scenarios;
mod text;

pub use record::{
    AimJson, BetweenJson, ClashJson, ComparisonJson, MeanJson, ParameterJson, RobustJson,
    RobustWorkJson, ScenarioJson,
};
pub use report::RobustReport;
pub use scenarios::scenarios_table;
pub use text::{
    aim_rows, comparison_lines, criterion_text, people_line, reasons, robust_verdict,
    scenario_heads, scenario_rows, varied,
};

use super::table::Unit;
use super::tables::TableSpec;

/// Every table that a robust plan's run has; `PATH` stands for each parameter that varies.
pub fn specs() -> Vec<TableSpec> {
    let columns = scenarios::columns(&[("PATH".into(), Unit::Text)]);
    vec![TableSpec::table(scenarios::KIND, columns)]
}
