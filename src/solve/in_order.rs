//! The objective in order: each stage is solved, kept, and the next one optimises what is left.

use super::backend::{Answer, SolveLimits, minimise};
use super::clock::Clock;
use super::error::SolveError;
use super::gap::{gap, improvement};
use super::milp::{Expr, Milp};
use super::outcome::{ModelSize, StageReport, Status, Stop, Termination};
use super::progress::Event;
use crate::domain::{Objective, Stage};
use crate::units::Seconds;

/// A model that is solved stage by stage.
pub(super) trait Staged {
    /// What a point of the model decides, audited.
    type Decided;

    /// The model as it stands.
    fn milp(&self) -> &Milp;
    /// What the stage makes small; may add columns and rows.
    fn objective(&mut self, stage: Stage) -> Expr;
    /// Makes sure that nobody is left uncounted to spare the way.
    fn count_all_covered(&mut self);
    /// A point found before as one of the model as it stands.
    fn completed(&self, point: &[f64]) -> Vec<f64>;
    /// Holds later stages to `value`, but for the share `keep` of it.
    fn keep(&mut self, stage: Stage, objective: &Expr, value: f64, keep: f64);
    /// What a point decides; an error when it breaks a rule.
    fn decided(&self, point: &[f64]) -> Result<Self::Decided, SolveError>;
    /// What it is worth, from the data alone, in the units of a report.
    fn worth(&self, decided: &Self::Decided, stage: Stage) -> f64;
}

/// Solves stage after stage; what is decided is that of the last stage that found anything.
pub(super) fn in_order<M: Staged>(
    model: &mut M,
    objective: &Objective,
    limits: SolveLimits<'_>,
) -> Result<(Vec<StageReport>, Option<M::Decided>), SolveError> {
    let order = &objective.order;
    let keep = objective.keep.fraction();
    let gap = limits.gap.fraction();
    let mut reports: Vec<StageReport> = Vec::new();
    let mut best: Option<Found<M::Decided>> = None;
    for (position, &stage) in order.iter().enumerate() {
        if !begins(
            &limits.clock,
            reports.iter().map(|report| report.termination),
        ) {
            reports.push(report(stage, Termination::NotStarted, ModelSize::default()));
            continue;
        }
        if stage == Stage::Travel {
            model.count_all_covered();
        }
        let objective = model.objective(stage);
        let size = model.milp().size();
        limits.clock.tell(&Event::StageStarted {
            stage,
            position,
            stages: order.len(),
            size,
        });
        let begun = Clock::default();
        let limits = SolveLimits {
            // Shortfalls are shares of their targets' limits, so their gap is measured against a whole target.
            absolute_gap: if stage == Stage::Shortfall { gap } else { 0.0 },
            ..limits
        };
        let start = best.as_ref().map(|found| model.completed(&found.point));
        let answer = minimise(model.milp(), &objective, start.as_deref(), limits)?;
        if answer.termination == Termination::Infeasible && best.is_some() {
            return Err(SolveError::Solver(format!(
                "stage {} is called infeasible, though the layout before it keeps every row",
                stage.word()
            )));
        }
        let mut report = report(stage, answer.termination, size);
        report.time = begun.elapsed();
        report.bound = answer.bound.map(|bound| reported(stage, bound));
        if let Some(found) = found(model, stage, &objective, answer)? {
            model.keep(stage, &objective, found.value, keep);
            report.value = Some(reported(stage, found.value));
            best = Some(found);
        }
        limits.clock.tell(&Event::StageEnded(report.clone()));
        reports.push(report);
        if best.is_none() {
            break;
        }
    }
    Ok((reports, best.map(|found| found.decided)))
}

/// Whether the next part begins: not when time is up, nor after a part that was told to stop. The part that a stop finds
/// first begins, and ends at once: so it is said which one it was.
pub(super) fn begins(clock: &Clock<'_>, parts: impl IntoIterator<Item = Termination>) -> bool {
    Stop::of(parts) != Stop::Interrupted && clock.stop() != Some(Stop::TimeLimit)
}

/// What an answer decides with its own value, audited: the solver's point is whole only within a tolerance, what is
/// decided is whole.
fn found<M: Staged>(
    model: &M,
    stage: Stage,
    objective: &Expr,
    answer: Answer,
) -> Result<Option<Found<M::Decided>>, SolveError> {
    let (Some(point), Some(solved)) = (answer.point, answer.value) else {
        return Ok(None);
    };
    let decided = model.decided(&point)?;
    let worth = model.worth(&decided, stage);
    let value = modelled(stage, worth);
    let scale: f64 = objective.terms.iter().map(|(_, factor)| factor.abs()).sum();
    if value - solved > AGREEMENT * (scale + objective.constant.abs() + 1.0) {
        return Err(SolveError::Audit(format!(
            "stage {}: the solver says {}, the layout is worth {worth}",
            stage.word(),
            reported(stage, solved)
        )));
    }
    Ok(Some(Found {
        point,
        decided,
        value,
    }))
}

/// Each stage with the value that the final layout has, and the gap that this leaves to its bound. A stage that
/// was proved best, but of which later ones used what `keep` allows, is then only proved to that gap.
pub(super) fn valued(
    mut stages: Vec<StageReport>,
    worth: impl Fn(Stage) -> f64,
) -> Result<Vec<StageReport>, SolveError> {
    for report in &mut stages {
        let value = worth(report.stage);
        report.value = Some(value);
        let Some(bound) = report.bound else {
            continue;
        };
        let sense = report.stage.sense();
        if improvement(sense, value, bound) < -AGREEMENT {
            return Err(SolveError::Audit(format!(
                "stage {}: the layout's value {value} is better than the bound {bound}",
                report.stage.word()
            )));
        }
        let gap = gap(sense, value, bound);
        report.gap = Some(gap);
        if gap > 0.0 && report.termination == Termination::Optimal {
            report.termination = Termination::GapReached;
        }
    }
    Ok(stages)
}

/// The verdict on stages that ended with a layout, valued.
pub(super) fn verdict(stages: &[StageReport]) -> Status {
    if !stages.iter().all(|stage| stage.termination.is_proved()) {
        Status::StoppedWithPlan(Stop::of(stages.iter().map(|stage| stage.termination)))
    } else if stages.iter().all(|stage| stage.gap == Some(0.0)) {
        Status::Proved
    } else {
        Status::ProvedToGap
    }
}

/// What a point of the model decides, with its value in the model's units.
struct Found<D> {
    point: Vec<f64>,
    decided: D,
    value: f64,
}

/// How far the solver's value and the layout's may differ, relative to the sum of the objective's factors: the
/// solver's own tolerance for whole numbers, a little widened.
pub(super) const AGREEMENT: f64 = 5e-6;

fn report(stage: Stage, termination: Termination, size: ModelSize) -> StageReport {
    StageReport {
        stage,
        termination,
        value: None,
        bound: None,
        gap: None,
        size,
        time: Seconds::default(),
    }
}

/// A model value in the units of a report.
fn reported(stage: Stage, value: f64) -> f64 {
    match stage {
        Stage::Coverage => -value,
        Stage::Money => value * YUAN_A_WAN,
        Stage::Shortfall | Stage::Travel => value,
    }
}

/// A reported value in the units of the model.
pub(super) fn modelled(stage: Stage, value: f64) -> f64 {
    match stage {
        Stage::Coverage => -value,
        Stage::Money => value / YUAN_A_WAN,
        Stage::Shortfall | Stage::Travel => value,
    }
}

/// The model counts money in 万元.
pub(super) const YUAN_A_WAN: f64 = 1e4;
