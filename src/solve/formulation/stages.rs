//! The stages of the objective as minimised expressions, and the rows that keep the value of a stage.

use super::Formulation;
use crate::domain::Stage;
use crate::plan::weighted_people;
use crate::solve::milp::{Expr, Label, Milp};

/// The slack of a kept value for rounding: relative to the value, and to its greatest factor, by which the solver's
/// tolerance is multiplied. With a slack nearer to that tolerance solvers fail.
const ROUNDING: f64 = 1e-6;
const ROUNDING_OF_FACTOR: f64 = 1e-5;

impl Formulation<'_> {
    /// The minimised objective of the stage: weighted shortfall; minus weighted people covered; 万元; person-kilometres.
    /// The travel stage adds columns and rows.
    pub(in crate::solve) fn objective(&mut self, stage: Stage) -> Expr {
        match stage {
            Stage::Shortfall => self.shortfall.clone().tidy(),
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

    /// Makes people count as covered as soon as a site serves them, because otherwise travel could be reduced by not
    /// counting them.
    pub(in crate::solve) fn count_all_covered(&mut self) {
        let problem = self.problem;
        let needs = problem
            .tiers
            .keys()
            .flat_map(|tier| problem.units.keys().map(move |unit| (unit, tier)));
        self.cover_exactly(needs);
    }

    /// Constrains later stages to keep `objective` at `value` or better, up to the share `keep` of it. Limited places
    /// are allocated in fractions, so that any slack would be used to serve fewer people: there `keep` does not apply
    /// to coverage.
    pub(in crate::solve) fn keep(&mut self, stage: Stage, objective: &Expr, value: f64, keep: f64) {
        let limited = !self.allocations.is_empty();
        keep_in(&mut self.milp, limited, stage, objective, value, keep);
    }
}

/// See [`Formulation::keep`]; `limited` is whether places are limited.
pub(super) fn keep_in(
    milp: &mut Milp,
    limited: bool,
    stage: Stage,
    objective: &Expr,
    value: f64,
    keep: f64,
) {
    if stage == Stage::Shortfall && keep == 0.0 && value <= 1e-9 {
        for &(shortfall, _) in &objective.terms {
            milp.fix_at_zero(shortfall);
        }
        return;
    }
    let keep = match stage {
        Stage::Coverage if limited => 0.0,
        _ => keep,
    };
    // Without limited places people are covered or not, and works are done or not: such values are multiples of a step,
    // and half a step of slack changes nothing.
    let in_steps = match stage {
        Stage::Coverage => !limited,
        Stage::Money => true,
        Stage::Shortfall | Stage::Travel => false,
    };
    let step = if in_steps { step_of(objective) } else { None };
    let slack = step.map_or_else(
        || {
            let factors = objective.terms.iter().map(|(_, factor)| factor.abs());
            ROUNDING * value.abs() + ROUNDING_OF_FACTOR * factors.fold(0.0, f64::max)
        },
        |step| step / 2.0,
    );
    // A shortfall is relative to the limits of its targets, so its slack is relative to a whole limit.
    let measured_against = match stage {
        Stage::Shortfall => value.abs().max(1.0),
        Stage::Coverage | Stage::Money | Stage::Travel => value.abs(),
    };
    let most = value + keep * measured_against + slack;
    milp.at_most(objective.clone(), most, Label(stage.word(), 0, 0));
}

/// The greatest number of which all factors are integer multiples; none when they have more than four decimals.
pub(in crate::solve) fn step_of(objective: &Expr) -> Option<f64> {
    const PARTS: f64 = 1e4;
    let mut step: u64 = 0;
    for &(_, factor) in &objective.terms {
        let parts = factor.abs() * PARTS;
        let whole = parts.round();
        if (parts - whole).abs() > 1e-9 * parts.max(1.0) || whole > 1e15 {
            return None;
        }
        step = greatest_common_divisor(step, whole as u64);
    }
    (step > 0).then(|| step as f64 / PARTS)
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
