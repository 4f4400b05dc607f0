//! A frontier to bytes: see [`run::frontier`](crate::run::frontier). Each solve is kept in a journal as it ends.

mod line;

pub use line::KeptAnswer;

use super::tables::codes_csv;
use crate::run::Output;
use crate::run::frontier::{FrontierJson, points_table};
use crate::run::outputs::{FRONTIER, names};
use crate::run::plan::to_bytes;

/// The journal of a frontier.
pub type Journal = super::journal::Journal<KeptAnswer>;

/// `frontier.csv` and `frontier.json`.
pub fn frontier_outputs(frontier: &FrontierJson) -> Vec<Output> {
    let [_journal, csv, json, _] = names(FRONTIER);
    vec![
        Output::new(csv, codes_csv(&points_table(frontier))),
        Output::new(json, to_bytes(frontier)),
    ]
}
