//! The stages of the objective as minimised expressions, and the rows that keep the value of a stage.

use super::{Formulation, Shares};
use crate::domain::Stage;
use crate::plan::weighted_people;
use crate::solve::gap::NO_GAP;
use crate::solve::milp::{Col, Expr, Label, Milp};
use std::collections::{HashMap, HashSet};

/// The slack of a kept value for rounding: relative to the value, and to its greatest factor, by which the solver's
/// tolerance is multiplied. With a slack nearer to that tolerance solvers fail.
const ROUNDING: f64 = 1e-6;
const ROUNDING_OF_FACTOR: f64 = 1e-5;

/// What a row must tell apart, a hundred times a solver's tolerance, and by how much it is made larger at most.
const APART: f64 = 1e-4;
const MOST_TIMES: f64 = 1e4;

/// The words of rows that share places out, in `places` and `residents`.
const PLACES: [&str; 5] = ["served_where_open", "served_once", "cover", "places", "bed"];

impl Formulation<'_> {
    /// The minimised objective of the stage, in the units of [`Scale`](crate::solve::scale::Scale). Stages about ways and the
    /// worst off add columns and rows.
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
            Stage::Travel => {
                self.count_all_covered();
                self.travel()
            }
            Stage::WorstTown => self.worst_town(),
            Stage::WorstDecile => self.worst_decile(),
            Stage::KolmPollak => self.kolm_pollak(),
        }
    }

    /// Makes people count as covered as soon as a site serves them, because otherwise travel could be reduced by not
    /// counting them.
    fn count_all_covered(&mut self) {
        let problem = self.problem;
        let needs = problem
            .tiers
            .keys()
            .flat_map(|tier| problem.units.keys().map(move |unit| (unit, tier)));
        self.cover_exactly(needs);
    }

    /// Constrains later stages to keep `objective` at `value` or better, up to the share `keep` of it. Limited places
    /// are allocated in fractions, so that any slack would be used to serve fewer people, or to miss a target for more of
    /// them: there `keep` does not apply to coverage, and slack for rounding has a price. Gives what they may have at most.
    pub(in crate::solve) fn keep(
        &mut self,
        stage: Stage,
        objective: &Expr,
        value: f64,
        keep: f64,
    ) -> f64 {
        let shares: Vec<&Shares> = self.shares.iter().collect();
        keep_in(&mut self.milp, &shares, stage, objective, value, keep)
    }

    /// Constrains later stages to no more than `most`, beside what [`keep`](Self::keep) does.
    pub(in crate::solve) fn hold(&mut self, stage: Stage, objective: &Expr, value: f64, most: f64) {
        hold_in(&mut self.milp, stage, objective, value, most);
    }
}

/// See [`Formulation::hold`].
pub(super) fn hold_in(milp: &mut Milp, stage: Stage, objective: &Expr, value: f64, most: f64) {
    // Tolerances of solvers are absolute: what is told apart is made much larger than they are.
    let apart = NO_GAP * value.abs().max(f64::MIN_POSITIVE);
    let times = (APART / apart).clamp(1.0, MOST_TIMES);
    let label = Label(stage.word(), 1, 0);
    milp.overall(|milp| milp.at_most(objective.clone().times(times), most * times, label));
}

/// See [`Formulation::keep`].
pub(super) fn keep_in(
    milp: &mut Milp,
    shares: &[&Shares],
    stage: Stage,
    objective: &Expr,
    value: f64,
    keep: f64,
) -> f64 {
    let limited = !shares.is_empty();
    let traded = match stage {
        Stage::Shortfall if limited => traded_for(milp, shares, objective),
        _ => Vec::new(),
    };
    // Who shares places is told by persons, so that a shortfall below what rounds to none is none.
    let none = if traded.is_empty() { 1e-9 } else { NO_GAP };
    if stage == Stage::Shortfall && keep == 0.0 && value <= none {
        for &(shortfall, _) in &objective.terms {
            milp.fix_at_zero(shortfall);
        }
        return none;
    }
    let keep = match stage {
        Stage::Coverage if limited => 0.0,
        _ => keep,
    };
    // People are covered or not, those who share places in whole numbers, and works are done or not: such values are
    // multiples of a step, and no decision has a value within half a step of slack.
    let step = match stage {
        Stage::Coverage => step_of_people(milp, shares, objective),
        Stage::Money => step_of(objective),
        _ => None,
    };
    let slack = step.map_or_else(|| rounding(objective, value), |step| step / 2.0);
    // A shortfall is relative to the limits of its targets, so its slack is relative to a whole limit.
    let measured_against = match stage {
        Stage::Shortfall => value.abs().max(1.0),
        _ => value.abs(),
    };
    let most = value + keep * measured_against;
    let label = Label(stage.word(), 0, 0);
    let is_traded = matches!(stage, Stage::Coverage | Stage::WorstTown | Stage::KolmPollak);
    milp.overall(|milp| match limited && is_traded || !traded.is_empty() {
        true => milp.at_most_or_priced(objective.clone(), most, slack, traded, label),
        false => milp.at_most(objective.clone(), most + slack, label),
    });
    most + slack
}

/// The columns of who shares places that decide by how much expected targets are missed, each with how much of it a unit of
/// `shortfall` is worth: any slack of that would be traded for people.
fn traded_for(milp: &Milp, shares: &[&Shares], shortfall: &Expr) -> Vec<(Col, f64)> {
    let shared: HashSet<Col> =
        shares.iter().flat_map(|own| own.at.iter().map(|&(_, col)| col)).collect();
    let is_missed = |col: Col| ["q", "u"].contains(&milp.columns()[col.position()].label.0);
    let weights = shortfall.terms.iter().map(|(_, weight)| weight.abs());
    let least = weights.filter(|&weight| weight > 0.0).fold(f64::INFINITY, f64::min);
    let of_targets = milp.rows().iter().filter(|row| row.label.0 == "target");
    let rates = of_targets.flat_map(|row| {
        let missed = row.terms.iter().filter(|(col, _)| is_missed(*col));
        let missed: f64 = missed.map(|(_, factor)| factor.abs()).sum();
        let own = row.terms.iter().filter(|(col, _)| missed > 0.0 && shared.contains(col));
        own.map(|&(col, factor)| (col, missed / (factor.abs() * least))).collect::<Vec<_>>()
    });
    rates.collect()
}

/// The slack of a kept value that is no multiple of a step.
pub(in crate::solve) fn rounding(objective: &Expr, value: f64) -> f64 {
    let factors = objective.terms.iter().map(|(_, factor)| factor.abs());
    ROUNDING * value.abs() + ROUNDING_OF_FACTOR * factors.fold(0.0, f64::max)
}

/// The step of the most people that can be covered by one decision. For a decision, sharing places out is a
/// transportation problem, whose best value is reached in whole parts, unless other rows than those of places limit
/// who is served.
fn step_of_people(milp: &Milp, shares: &[&Shares], objective: &Expr) -> Option<f64> {
    let parts: HashMap<Col, Option<f64>> =
        shares.iter().flat_map(|own| own.at.iter().map(|&(_, col)| (col, own.parts))).collect();
    let is_of_places = |label: Label| PLACES.contains(&label.0);
    let mut others = milp.rows().iter().filter(|row| !is_of_places(row.label));
    if others.any(|row| row.terms.iter().any(|(col, _)| parts.contains_key(col))) {
        return None;
    }
    let factors = objective.terms.iter().map(|&(col, factor)| match parts.get(&col) {
        Some(parts) => factor / parts.unwrap_or(f64::NAN),
        None => factor,
    });
    greatest_step(factors)
}

/// The [`greatest_step`] of the factors.
pub(in crate::solve) fn step_of(objective: &Expr) -> Option<f64> {
    greatest_step(objective.terms.iter().map(|&(_, factor)| factor))
}

/// The greatest number of which all numbers are integer multiples; none when they have more than four decimals.
pub(super) fn greatest_step(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    const PARTS: f64 = 1e4;
    let mut step: u64 = 0;
    for number in numbers {
        let parts = number.abs() * PARTS;
        let whole = parts.round();
        if parts.is_nan() || (parts - whole).abs() > 1e-9 * parts.max(1.0) || whole > 1e15 {
            return None;
        }
        step = greatest_common_divisor(step, whole as u64);
    }
    (step > 0).then(|| step as f64 / PARTS)
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
