//! The answer to a robust plan.

use super::mean::MeanPlan;
use crate::domain::{CoverageUnit, Criterion};
use crate::scenario::expand::Scenario;
use crate::solve::{RobustOutcome, ScenarioBest};

/// The results of a scenario by itself.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScenarioResult {
    /// Its number and figures.
    pub scenario: Scenario,
    /// Its probability.
    pub probability: f64,
    /// Weighted people who need cover.
    pub people: f64,
    /// The best coverage of the scenario alone, in the unit of the plan.
    pub best: ScenarioBest,
    /// Whether it has a layout by itself; none where that was not known before the solve ended.
    pub has_plan: Option<bool>,
}

/// Why no layout is feasible in all scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// These scenarios, by position, have no layout even by themselves.
    Alone(Vec<usize>),
    /// These scenarios, by position, have no common layout. [`ScenarioResult::has_plan`] states whether each has one by
    /// itself.
    Together {
        /// The positions.
        scenarios: Vec<usize>,
        /// Whether the set is proved to be irreducible: without any one of them there is a common layout.
        least: bool,
    },
}

/// A robust plan: one layout for all scenarios.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RobustPlan {
    /// The criterion of the layout.
    pub criterion: Criterion,
    /// The unit of coverage.
    pub unit: CoverageUnit,
    /// The scenarios, in their order.
    pub scenarios: Vec<ScenarioResult>,
    /// The layout, and its audit in each scenario.
    pub outcome: RobustOutcome,
    /// Why there is no layout.
    pub conflict: Option<Conflict>,
    /// The expected-value layout; none where no comparison was asked for, or no layout is feasible.
    pub expected: Option<RobustOutcome>,
    /// The mean-value plan; likewise.
    pub mean: Option<MeanPlan>,
}
