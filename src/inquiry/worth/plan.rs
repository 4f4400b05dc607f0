//! What is kept of a plan at a step of a lever.

use super::super::comparison::covered_at;
use crate::domain::{Choice, Problem, TierIdx};
use crate::solve::{AuditedLayout, StageReport, Status, Stop, gap};
use crate::units::Yuan;

/// The best plan at a value of a lever.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorthPlan {
    /// How it ended.
    pub status: Status,
    /// The aims with their bounds, in the plan's order; empty where there is no plan.
    pub stages: Vec<StageReport>,
    /// What works cost.
    pub cost: Yuan,
    /// How many works are done.
    pub works: usize,
    /// People of its group that each tier with a reach covers, each person once a tier.
    pub covered: Vec<(TierIdx, f64)>,
}

impl Default for WorthPlan {
    /// None was found.
    fn default() -> Self {
        Self {
            status: Status::StoppedWithoutPlan(Stop::Interrupted),
            stages: Vec::new(),
            cost: Yuan::ZERO,
            works: 0,
            covered: Vec::new(),
        }
    }
}

impl WorthPlan {
    pub(super) fn new(
        problem: &Problem,
        status: Status,
        stages: Vec<StageReport>,
        decided: Option<&AuditedLayout>,
    ) -> Self {
        let Some(own) = decided else {
            return Self { status, ..Self::default() };
        };
        let covered = |tier| Some((tier, covered_at(problem, &own.audit, tier)?));
        let reached = problem.tiers.keys().filter(|&tier| problem.tiers[tier].has_reach());
        Self {
            status,
            stages,
            cost: own.audit.cost,
            works: own.layout.choices.iter().filter(|&&choice| choice != Choice::Stay).count(),
            covered: reached.filter_map(covered).collect(),
        }
    }

    /// Whether there is a plan.
    pub fn has_plan(&self) -> bool {
        !self.stages.is_empty()
    }

    /// Whether there is a plan that is proved, be it to a gap.
    pub fn is_proved(&self) -> bool {
        matches!(self.status, Status::Proved | Status::ProvedToGap)
    }

    /// Whether it is better than another by the plan's order of aims, by more than rounding.
    pub fn is_better_than(&self, other: &Self) -> bool {
        for (own, other) in self.stages.iter().zip(&other.stages) {
            let (Some(own_value), Some(value)) = (own.value, other.value) else {
                return false;
            };
            let sense = own.stage.sense();
            if gap(sense, value, own_value) > 0.0 {
                return true;
            }
            if gap(sense, own_value, value) > 0.0 {
                return false;
            }
        }
        false
    }
}
