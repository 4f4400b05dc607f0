//! Questions about a plan: what the record of an answer begins with, and how an answer is told.

use super::period::{PeriodJson, period_lines};
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
    /// The period that is asked about; left out of a plan of one year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodJson>,
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
    /// Of a record `T` about `problem`, a plan of one year or of the `period` of another.
    pub fn of<T: Format>(
        problem: &Problem,
        period: Option<PeriodJson>,
        changes: Vec<String>,
        inputs: Vec<InputRecord>,
        settings: SettingsRecord,
    ) -> Self {
        Self {
            format: T::FORMAT.into(),
            version: VERSION.into(),
            name: (&problem.name).into(),
            period,
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

    /// The same with what is left out of the period that is asked about, after the verdict.
    fn opening(&self, language: Language) -> Vec<String> {
        let mut lines = self.lines(language);
        let verdict = lines.len().min(1);
        lines.splice(verdict..verdict, period_lines(self.asked().period.as_ref(), language));
        lines
    }

    /// The answer, part by part.
    fn sections(&self, language: Language) -> Vec<Section>;

    /// The answer as tables.
    fn tables(&self) -> Vec<Table<'static>>;
}
