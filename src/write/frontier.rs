//! A frontier to bytes: see [`run::frontier`](crate::run::frontier).

use super::tables::codes_csv;
use crate::run::Output;
use crate::run::frontier::{FrontierJson, points_table};
use crate::run::outputs::{FRONTIER, names};
use crate::run::plan::to_bytes;

/// `frontier.csv` and `frontier.json`.
pub fn frontier_outputs(frontier: &FrontierJson) -> Vec<Output> {
    let [csv, json, _] = names(FRONTIER);
    vec![
        Output::new(csv, codes_csv(&points_table(frontier))),
        Output::new(json, to_bytes(frontier)),
    ]
}
