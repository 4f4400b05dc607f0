//! `scenarios.json`: what a sweep was made from and what became of each scenario; and the fingerprint that ties a journal to
//! it.

use super::columns::sweep_columns;
use crate::domain::{Problem, Sweep};
use crate::run::members::Members;
use crate::run::plan::{ColumnJson, ModelledJson, NameJson, travel_json};
use crate::run::record::{Format, InputRecord, SettingsRecord, fingerprint};
use serde::{Deserialize, Serialize};

/// How a sweep came to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SweepRecord {
    /// The version of Yike.
    pub version: String,
    /// The plan's name.
    pub plan: String,
    /// The plan's files and the sweep's, where there is one.
    pub inputs: Vec<InputRecord>,
    /// What was changed in the plan before any scenario: `PATH=VALUE`, `lift ID`, ….
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
    /// Of each scenario.
    pub settings: SettingsRecord,
    /// What the draws follow from.
    pub seed: u64,
    /// Draws of the random parameters; 0 where there are none.
    pub draws: u64,
    /// How many scenarios there are.
    pub scenarios: u64,
}

/// What `scenarios.json` says before its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SweepHead {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// How it came to be.
    #[serde(flatten)]
    pub record: SweepRecord,
    /// The plan's name in both languages.
    #[serde(default)]
    pub name: Option<NameJson>,
    /// The columns of the rows.
    #[serde(default)]
    pub columns: Vec<ColumnJson>,
    /// The parameters that vary, by their paths; each is a column.
    pub parameters: Vec<String>,
    /// How people get about in the plan as it stands, before any scenario changes it.
    pub travel: NameJson,
    /// What is modelled in it, works that no layout does included.
    pub modelled: ModelledJson,
}

impl SweepHead {
    /// Of a sweep of `problem`.
    pub fn new(record: &SweepRecord, problem: &Problem, sweep: &Sweep) -> Self {
        Self {
            format: SweepJson::FORMAT.into(),
            record: record.clone(),
            name: Some((&problem.name).into()),
            columns: sweep_columns(problem, sweep).heads.iter().map(ColumnJson::from).collect(),
            parameters: sweep.paths().map(Into::into).collect(),
            travel: travel_json(problem),
            modelled: ModelledJson::of_many_layouts(problem),
        }
    }
}

/// The whole of `scenarios.json`. It is written row by row, so that memory does not grow with the scenarios.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SweepJson {
    /// What stands before the rows.
    #[serde(flatten)]
    pub head: SweepHead,
    /// A row a scenario: its cells by the names of the columns.
    pub rows: Vec<Members<CellJson>>,
}

impl Format for SweepJson {
    const FILE: &'static str = "scenarios.json";
    const FORMAT: &'static str = "yike-sweep-1";
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum CellJson {
    /// A whole number.
    Whole(i64),
    /// Any number.
    Number(f64),
    /// Text.
    Text(String),
    /// Nothing: there is no layout, or no such aim.
    Empty,
}

/// The fingerprint of everything that rows depend on: version, the plan's files, what varies, settings. Where the files
/// lie and how the sweep file is laid out do not count.
pub fn key(record: &SweepRecord, sweep: &Sweep) -> String {
    let inputs = record.inputs.iter().filter(|input| input.role != "sweep");
    fingerprint(inputs, &record.changes, &record.settings, &format!("{sweep:?}"))
}
