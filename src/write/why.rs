//! Answers to bytes: see [`run::why`](crate::run::why).

use super::summary::why_summary;
use super::tables::codes_csv;
use crate::run::outputs::{WHY, names};
use crate::run::plan::to_bytes;
use crate::run::why::{WhyJson, why_tables};
use crate::run::{Language, Output};

/// The tables, the summaries and `why.json`.
pub fn why_outputs(why: &WhyJson) -> Vec<Output> {
    let [plans, aims, sites, people, near, english, chinese, json, _] = names(WHY);
    let tables = why_tables(why);
    let tables = [plans, aims, sites, people, near].into_iter().zip(&tables);
    let mut outputs: Vec<Output> =
        tables.map(|(name, table)| Output::new(name, codes_csv(table))).collect();
    outputs.push(Output::new(english, why_summary(why, Language::English)));
    outputs.push(Output::new(chinese, why_summary(why, Language::Chinese)));
    outputs.push(Output::new(json, to_bytes(why)));
    outputs
}
