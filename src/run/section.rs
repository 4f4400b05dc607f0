//! A part of what is said in sentences: the same on the terminal and in summaries.

use super::text_table::TextTable;
use serde::{Deserialize, Serialize};

/// A heading with what stands below it, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// What it is about.
    pub heading: String,
    /// Its figures.
    pub table: Option<TextTable>,
    /// Its list.
    pub items: Vec<String>,
    /// Whether the order of the list says something, so that its items are numbered.
    pub is_ranked: bool,
    /// What is said after them.
    pub notes: Vec<String>,
}

impl Section {
    /// A heading with a list.
    pub fn of_items(heading: impl Into<String>, items: Vec<String>) -> Self {
        Self { heading: heading.into(), items, ..Self::default() }
    }
}
