//! The answer to a robust plan.

use super::mean::MeanPlan;
use crate::domain::{CoverageUnit, Criterion};
use crate::scenario::expand::Scenario;
use crate::solve::{RobustOutcome, ScenarioBest};

/// A scenario with what is known of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScenarioResult {
    /// Its number and figures.
    pub scenario: Scenario,
    /// Its probability.
    pub probability: f64,
    /// Weighted people who ask for cover.
    pub people: f64,
    /// What the scenario's own layouts reach, in the unit of the answer.
    pub best: ScenarioBest,
    /// Whether it has a layout of its own; none where that was not known before it ended.
    pub has_plan: Option<bool>,
}

/// Why no layout holds in all scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// These scenarios, by position, have no layout even alone.
    Alone(Vec<usize>),
    /// These, by position, have none together. `least`: any one fewer has. Whether each has one alone is for
    /// [`ScenarioResult::has_plan`] to say.
    Together {
        /// The positions.
        scenarios: Vec<usize>,
        /// Proved to be the fewest of these.
        least: bool,
    },
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RobustPlan {
    /// What the layout is chosen by.
    pub criterion: Criterion,
    /// What coverage is counted in.
    pub unit: CoverageUnit,
    /// The scenarios, in their order.
    pub scenarios: Vec<ScenarioResult>,
    /// The layout, and what it is in each scenario.
    pub outcome: RobustOutcome,
    /// Why there is none.
    pub conflict: Option<Conflict>,
    /// The layout that covers most on average; none where no comparison was asked for, or no layout is possible.
    pub expected: Option<RobustOutcome>,
    /// The mean-value plan; likewise.
    pub mean: Option<MeanPlan>,
}
