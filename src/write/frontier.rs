//! A frontier to bytes: see [`run::frontier`](crate::run::frontier).

pub use crate::run::frontier::FrontierJson;

use super::tables::codes_csv;
use crate::run::Output;
use crate::run::frontier::points_table;
use crate::run::plan::to_bytes;

/// The names of the outputs of a frontier.
pub const FRONTIER_NAMES: [&str; 2] = ["frontier.csv", "frontier.json"];

/// `frontier.csv` and `frontier.json`.
pub fn frontier_outputs(frontier: &FrontierJson) -> Vec<Output> {
    let [csv, json] = FRONTIER_NAMES;
    vec![
        Output::new(csv, codes_csv(&points_table(frontier))),
        Output::new(json, to_bytes(frontier)),
    ]
}
