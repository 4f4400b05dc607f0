//! What steps are worth, to bytes: see [`run::worth`](crate::run::worth).

use super::summary::worth_summary;
use super::tables::codes_csv;
use crate::run::outputs::{WORTH, names};
use crate::run::plan::to_bytes;
use crate::run::worth::{WorthJson, worth_tables};
use crate::run::{Language, Output};

/// The tables, the summaries and `worth.json`.
pub fn worth_outputs(worth: &WorthJson) -> Vec<Output> {
    let [steps, covered, english, chinese, json, _] = names(WORTH);
    let tables = worth_tables(worth);
    let tables = [steps, covered].into_iter().zip(&tables);
    let mut outputs: Vec<Output> =
        tables.map(|(name, table)| Output::new(name, codes_csv(table))).collect();
    outputs.push(Output::new(english, worth_summary(worth, Language::English)));
    outputs.push(Output::new(chinese, worth_summary(worth, Language::Chinese)));
    outputs.push(Output::new(json, to_bytes(worth)));
    outputs
}
