//! Conflicts and repairs to bytes: see [`run::conflicts`](crate::run::conflicts).

use super::summary::conflicts_summary;
use super::tables::codes_csv;
use crate::run::conflicts::{ConflictsJson, conflicts_table, repairs_table};
use crate::run::outputs::{CONFLICTS, names};
use crate::run::plan::to_bytes;
use crate::run::{Language, Output};

/// The tables, the summaries and `conflicts.json`.
pub fn conflicts_outputs(made: &ConflictsJson) -> Vec<Output> {
    let [conflicts, repairs, english, chinese, json, _] = names(CONFLICTS);
    vec![
        Output::new(conflicts, codes_csv(&conflicts_table(made))),
        Output::new(repairs, codes_csv(&repairs_table(made))),
        Output::new(english, conflicts_summary(made, Language::English)),
        Output::new(chinese, conflicts_summary(made, Language::Chinese)),
        Output::new(json, to_bytes(made)),
    ]
}
