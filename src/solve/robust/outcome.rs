//! What is known of a robust layout.

use crate::domain::RobustLayout;
use crate::plan::{ScenarioLayout, ScenarioSet};
use crate::solve::outcome::{ModelSize, Status, Termination};

/// The most that can be covered in a scenario, in the unit of the set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScenarioBest {
    /// What the best layout found for the scenario alone covers; none when there is none.
    pub value: Option<f64>,
    /// No layout covers more there.
    pub bound: f64,
    /// Whether the value is proved to the gap asked for; not so where time ran out first.
    pub is_proved: bool,
}

impl ScenarioBest {
    /// Nothing is known but that nobody covers more.
    pub fn unknown(bound: f64) -> Self {
        Self {
            value: None,
            bound,
            is_proved: false,
        }
    }

    /// By how much at most the value is less than the most.
    pub fn width(&self) -> f64 {
        (self.bound - self.value.unwrap_or(0.0)).max(0.0)
    }
}

/// The aims of a robust layout, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RobustAim {
    /// The criterion.
    Criterion,
    /// The most covered on average among layouts that reach it; not an aim of its own where the criterion is that.
    Expected,
    /// The least money on average among layouts that reach both.
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

/// What became of an aim. Units: those of the set; yuan.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RobustAimReport {
    /// Which aim.
    pub aim: RobustAim,
    /// Why it ended.
    pub termination: Termination,
    /// The value of the layout.
    pub value: Option<f64>,
    /// No layout that keeps the earlier aims can be better.
    pub bound: Option<f64>,
    /// |value − bound| against |value|, 1 person or 万元 at least; regret against all who could be covered. A millionth of
    /// that and five of a person are arithmetic, and count as 0.
    pub gap: Option<f64>,
    /// The model's size.
    pub size: ModelSize,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RobustOutcome {
    /// The verdict.
    pub status: Status,
    /// The layout, when there is one.
    pub layout: Option<RobustLayout>,
    /// What it comes to in each scenario, audited there without the solver; empty without a layout.
    pub held: Vec<ScenarioLayout>,
    /// The aims, in their order.
    pub aims: Vec<RobustAimReport>,
    /// Candidates dropped because another is never worse in any scenario.
    pub dropped_sites: usize,
}

impl RobustOutcome {
    /// What the layout covers in each scenario, in the unit of the set.
    pub fn values(&self, set: &ScenarioSet<'_>) -> Vec<f64> {
        let held = self.held.iter().enumerate();
        held.map(|(scenario, own)| set.value(scenario, own.covered))
            .collect()
    }

    /// The report on an aim, where it was one.
    pub fn aim(&self, aim: RobustAim) -> Option<&RobustAimReport> {
        self.aims.iter().find(|report| report.aim == aim)
    }
}
