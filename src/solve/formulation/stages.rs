//! The objective's stages as expressions to be made small, and keeping what a stage has reached.

use super::Formulation;
use crate::domain::Stage;
use crate::plan::weighted_people;
use crate::solve::milp::{Expr, Label};

/// How much a kept value may give way to rounding, relative to it: far less than one person in a million.
const ROUNDING: f64 = 1e-7;

impl Formulation<'_> {
    /// What the stage makes small: weighted shortfall; minus weighted people covered; 万元; person-kilometres.
    /// The travel stage adds columns and rows of its own.
    pub(in crate::solve) fn objective(&mut self, stage: Stage) -> Expr {
        match stage {
            Stage::Shortfall => self.shortfall.clone(),
            Stage::Coverage => {
                let mut covered = Expr::default();
                for (unit, tier, people) in weighted_people(self.problem) {
                    covered.add_scaled(&self.covered[tier][unit], -people);
                }
                covered.tidy()
            }
            Stage::Money => self.cost(),
            Stage::Travel => self.travel(),
        }
    }

    /// Makes sure that people count as covered as soon as a site serves them, where travelling less would
    /// otherwise be bought by not counting them.
    pub(in crate::solve) fn count_all_covered(&mut self) {
        let problem = self.problem;
        let needs = problem
            .tiers
            .keys()
            .flat_map(|tier| problem.units.keys().map(move |unit| (unit, tier)));
        self.cover_exactly(needs);
    }

    /// Later stages keep `objective` at `value` or better, but for the share `keep` of it.
    pub(in crate::solve) fn keep(&mut self, stage: Stage, objective: &Expr, value: f64, keep: f64) {
        let slack = (keep + ROUNDING) * value.abs() + ROUNDING;
        self.milp
            .at_most(objective.clone(), value + slack, Label(stage.word(), 0, 0));
    }
}
