//! Questions about a plan: what the record of an answer begins with, and how an answer is told.

use super::plan::{ModelledJson, NameJson, travel_json};
use super::record::{Format, InputRecord, SettingsRecord, VERSION};
use super::section::Section;
use super::table::Table;
use crate::domain::{Language, Problem};
use serde::{Deserialize, Serialize};

/// What was asked about: the plan, with what it was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AskedJson {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// The version of Yike.
    pub version: String,
    /// The plan's name.
    pub name: NameJson,
    /// What was changed in the plan: `PATH=VALUE`, `lift ID`.
    pub changes: Vec<String>,
    /// How people get about, in words.
    pub travel: NameJson,
    /// What is modelled in the plan, works that no plan does included.
    pub modelled: ModelledJson,
    /// The files read.
    pub inputs: Vec<InputRecord>,
    /// Of each solve.
    pub settings: SettingsRecord,
}

impl AskedJson {
    /// Of a record `T` about `problem`.
    pub fn of<T: Format>(
        problem: &Problem,
        changes: Vec<String>,
        inputs: Vec<InputRecord>,
        settings: SettingsRecord,
    ) -> Self {
        Self {
            format: T::FORMAT.into(),
            version: VERSION.into(),
            name: (&problem.name).into(),
            changes,
            travel: travel_json(problem),
            modelled: ModelledJson::of_many_layouts(problem),
            inputs,
            settings,
        }
    }
}

/// An answer as it is told in summaries and reports.
pub trait Answered: Format + Serialize {
    /// What was asked about.
    fn asked(&self) -> &AskedJson;

    /// The verdict, then what else comes before all sections.
    fn lines(&self, language: Language) -> Vec<String>;

    /// The answer, part by part.
    fn sections(&self, language: Language) -> Vec<Section>;

    /// The answer as tables.
    fn tables(&self) -> Vec<Table<'static>>;
}
