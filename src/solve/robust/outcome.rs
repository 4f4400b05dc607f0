//! The outcome of a robust plan.

use crate::domain::RobustLayout;
use crate::plan::{ScenarioLayout, ScenarioSet};
use crate::solve::outcome::{ModelSize, Status, Termination};

/// The best coverage of a scenario alone, in the unit of the set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScenarioBest {
    /// The coverage of the best layout found for the scenario alone; none when there is none.
    pub value: Option<f64>,
    /// The proved upper bound.
    pub bound: f64,
    /// Whether the value is proved to the gap asked for; not so where it ended first.
    pub is_proved: bool,
}

impl ScenarioBest {
    /// Only an upper bound is known.
    pub fn unknown(bound: f64) -> Self {
        Self { value: None, bound, is_proved: false }
    }

    /// The difference between bound and value.
    pub fn width(&self) -> f64 {
        (self.bound - self.value.unwrap_or(0.0)).max(0.0)
    }
}

/// The aims of a robust plan, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RobustAim {
    /// The criterion.
    Criterion,
    /// The highest mean coverage among layouts that reach the criterion; left out where this is the criterion.
    Expected,
    /// The least mean cost among layouts that reach both.
    Money,
}

impl RobustAim {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            RobustAim::Criterion => "criterion",
            RobustAim::Expected => "expected",
            RobustAim::Money => "money",
        }
    }
}

/// The report on an aim, in the unit of the set or in yuan.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RobustAimReport {
    /// Which aim.
    pub aim: RobustAim,
    /// Why it ended.
    pub termination: Termination,
    /// The value of the layout.
    pub value: Option<f64>,
    /// The proved bound for layouts that keep the earlier aims.
    pub bound: Option<f64>,
    /// The difference of value and bound, relative to |value|, at least 1 person or 万元; for regret relative to
    /// everybody who could be covered. A millionth of that, and five millionths of a person, are rounding errors and
    /// count as 0.
    pub gap: Option<f64>,
    /// The model's size.
    pub size: ModelSize,
}

/// The outcome of a robust plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RobustOutcome {
    /// The verdict.
    pub status: Status,
    /// The layout, when there is one.
    pub layout: Option<RobustLayout>,
    /// The layout in each scenario, audited there without the solver; empty without a layout.
    pub held: Vec<ScenarioLayout>,
    /// The aims, in their order.
    pub aims: Vec<RobustAimReport>,
    /// Candidates dropped because another is never worse in any scenario.
    pub dropped_sites: usize,
}

impl RobustOutcome {
    /// The coverage of the layout in each scenario, in the unit of the set.
    pub fn values(&self, set: &ScenarioSet<'_>) -> Vec<f64> {
        let held = self.held.iter().enumerate();
        held.map(|(scenario, own)| set.value(scenario, own.covered)).collect()
    }

    /// The report on an aim, where it was one.
    pub fn aim(&self, aim: RobustAim) -> Option<&RobustAimReport> {
        self.aims.iter().find(|report| report.aim == aim)
    }
}
