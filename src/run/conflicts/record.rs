//! `conflicts.json`.

use super::clashes::ClashesJson;
use crate::domain::Problem;
use crate::inquiry::Clashes;
use crate::run::asked::AskedJson;
use crate::run::record::Format;
use serde::{Deserialize, Serialize};

/// The whole of `conflicts.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConflictsJson {
    /// What was asked about.
    #[serde(flatten)]
    pub asked: AskedJson,
    /// `possible`, `infeasible`, or `undecided`.
    pub status: String,
    /// What clashes.
    #[serde(flatten)]
    pub clashes: ClashesJson,
}

impl ConflictsJson {
    /// The conflicts and repairs of `problem`.
    pub fn new(problem: &Problem, clashes: &Clashes, asked: AskedJson) -> Self {
        let status = match clashes.conflicts.possible {
            Some(true) => "possible",
            Some(false) => "infeasible",
            None => "undecided",
        };
        Self { asked, status: status.into(), clashes: ClashesJson::new(problem, clashes) }
    }
}

impl Format for ConflictsJson {
    const FILE: &'static str = "conflicts.json";
    const FORMAT: &'static str = "yike-conflicts-1";
    const PROSE: &'static [&'static str] = &[
        "conflicts[].members[].text",
        "conflicts[].sentences",
        "repairs[].concessions[].text",
        "travel",
    ];
}
