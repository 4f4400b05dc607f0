//! Lexicographic optimisation: each stage is solved and its value kept while the next one is optimised.
//!
//! Of a limit of time a stage may use half of what is left, the last all of it; what it does not use is the next ones'. Until some
//! decision is found, a stage may use all. One that runs out keeps the best decision known, and the next begins from it.
//!
//! What a stage keeps has some slack, since solvers round: more than what is told apart when values are compared. A later stage whose
//! decision lives on the slack is solved again within less.

use super::backend::{Answer, SolveLimits};
use super::certified::Certificate;
use super::clock::Clock;
use super::error::SolveError;
use super::gap::{NO_GAP, gap, improvement, scale};
use super::milp::{Expr, Milp};
use super::outcome::{ModelSize, StageReport, Status, Stop, Termination};
use super::progress::Event;
use super::scale::Scale;
use crate::domain::location::Sense;
use crate::domain::{Objective, Stage};
use crate::units::Seconds;

/// A model that is solved stage by stage.
pub(super) trait StagedModel {
    /// The decision at a point of the model, audited.
    type Decided;

    /// The model as it stands.
    fn milp(&self) -> &Milp;
    /// The minimised objective of the stage; may add columns and rows.
    fn objective(&mut self, stage: Stage) -> Expr;
    /// Minimises the objective over the model, from the feasible point `start` where there is one.
    fn minimised(
        &self,
        objective: &Expr,
        start: Option<&[f64]>,
        limits: SolveLimits<'_>,
    ) -> Result<Answer, SolveError>;
    /// A point of an earlier model as a point of the current one.
    fn completed(&self, point: &[f64]) -> Vec<f64>;
    /// Constrains later stages to `value`, up to the share `keep` of it.
    fn keep(&mut self, stage: Stage, objective: &Expr, value: f64, keep: f64);
    /// Constrains later stages so too, where they used the slack of [`keep`](Self::keep): to no more than `most`.
    fn hold(&mut self, stage: Stage, objective: &Expr, value: f64, most: f64);
    /// The decision at a point; an error when it breaks a rule.
    fn decided(&self, point: &[f64]) -> Result<Self::Decided, SolveError>;
    /// How values of stages are converted.
    fn scale(&self) -> Scale;
    /// The value of a decision for a stage, from the data alone, in the units of a report.
    fn worth(&self, decided: &Self::Decided, stage: Stage) -> f64;
}

/// Solves stage after stage; what is decided is that of the last stage that found anything.
pub(super) fn in_order<M: StagedModel>(
    model: &mut M,
    objective: &Objective,
    limits: SolveLimits<'_>,
) -> Result<(Vec<StageReport>, Option<M::Decided>), SolveError> {
    let order = &objective.order;
    let keep = objective.keep.fraction();
    let gap = limits.gap.fraction();
    let mut reports: Vec<StageReport> = Vec::new();
    let mut best: Option<Decision<M::Decided>> = None;
    let mut kept: Vec<Kept> = Vec::new();
    for (position, &stage) in order.iter().enumerate() {
        let is_late = limits.clock.stop() == Some(Stop::TimeLimit);
        let is_stopped = Stop::of(reports.iter().map(|own| own.termination)) == Stop::Interrupted;
        if is_stopped || is_late && best.is_none() {
            reports.push(report(stage, Termination::NotStarted, ModelSize::default()));
            continue;
        }
        let objective = model.objective(stage);
        let size = model.milp().size();
        limits.clock.tell(&Event::StageStarted { stage, position, stages: order.len(), size });
        let begun = Clock::default();
        // HiGHS 1.15 was seen to report a worst-served town at 0 as optimal when it started there.
        let warm = best.as_ref().filter(|_| stage != Stage::WorstTown);
        let start = warm.map(|found| model.completed(&found.point));
        let scale = model.scale();
        let priced = model.milp().priced(&objective);
        let absolute_gap = if is_relative(stage) { gap } else { 0.0 };
        let within = |clock| SolveLimits { absolute_gap, clock, ..limits };
        let answer = if is_late {
            Answer::without_point(Termination::TimeLimit)
        } else {
            let own = match (position + 1 < order.len(), best.is_some()) {
                (true, true) => limits.clock.share(SHARE),
                (true, false) => limits.clock.share_once_held(SHARE),
                (false, _) => limits.clock,
            };
            let answer = model.minimised(&priced, start.as_deref(), within(own))?;
            let lacks = answer.termination == Termination::TimeLimit && answer.point.is_none();
            // A solver that cannot tell what it holds while it searches.
            match lacks && best.is_none() && !limits.clock.is_over() {
                true => model.minimised(&priced, None, within(limits.clock))?,
                false => answer,
            }
        };
        if answer.termination == Termination::Infeasible && best.is_some() {
            return Err(SolveError::Solver(format!(
                "stage {} is called infeasible, though the layout before it keeps every row",
                stage.word()
            )));
        }
        let new = found(model, stage, &objective, &answer)?;
        let asked = Asked { stage, objective: &objective, priced: &priced };
        let (answer, new) = within_less(model, asked, &kept, (answer, new), within(limits.clock))?;
        let mut report = report(stage, answer.termination, size);
        report.time = begun.elapsed();
        report.size.parts = answer.parts;
        report.size.whole = answer.whole;
        let ended = answer.termination;
        let bound = |bound| match &answer.point {
            Some(point) => without_price(bound, objective.value(point), priced.value(point)),
            None => bound,
        };
        report.certificate = answer
            .certificate
            .as_ref()
            .map(|own| Certificate { bound: scale.reported(stage, own.bound), ..own.clone() });
        let mut proved = answer.bound.filter(|own| own.is_finite()).map(bound);
        if matches!(ended, Termination::TimeLimit | Termination::Stopped) {
            // What the solver had no time to say.
            proved = proved.into_iter().chain(model.milp().least(&objective)).reduce(f64::max);
        }
        report.bound = proved.map(|own| scale.reported(stage, own));
        // Components are searched one by one, so that it may be more than the solver was asked for.
        if let Some(own) = &report.certificate
            && report.bound.is_none_or(|bound| improvement(stage.sense(), own.bound, bound) > 0.0)
        {
            report.bound = Some(own.bound);
        }
        if let Some(found) = better(model, stage, new, best.take(), ended.is_proved()) {
            let reported = scale.reported(stage, found.value);
            // As whoever has the report alone would keep it.
            let (value, keep) = scale.kept(stage, scale.modelled(stage, reported), keep);
            model.keep(stage, &objective, value, keep);
            (report.value, report.kept) = (Some(reported), Some(reported));
            if ended == Termination::Optimal && keep == 0.0 {
                kept.push(Kept { stage, objective, value: reported });
            }
            best = Some(found);
        }
        // What is kept is told where a certificate rests on it.
        let kept_told = report.kept.filter(|_| report.certificate.is_some());
        limits.clock.tell(&Event::StageEnded(StageReport { kept: kept_told, ..report.clone() }));
        reports.push(report);
        if best.is_none() {
            break;
        }
    }
    if reports.iter().all(|report| report.certificate.is_none()) {
        reports.iter_mut().for_each(|report| report.kept = None);
    }
    Ok((reports, best.map(|found| found.decided)))
}

/// A stage whose best value later ones may not give up.
struct Kept {
    stage: Stage,
    objective: Expr,
    /// As reported.
    value: f64,
}

/// The parts of what is told apart that a stage may be worse in, one after the other, until it is not seen to be worse.
const LESS: [f64; 3] = [0.5, 0.1, 0.0];

/// What a stage minimises.
struct Asked<'a> {
    stage: Stage,
    objective: &'a Expr,
    priced: &'a Expr,
}

/// An answer with its decision, where it has one.
type Told<D> = (Answer, Option<Decision<D>>);

/// The proved answer with its decision, or where that is worse in an earlier stage by more than rounding, ones that are not.
fn within_less<M: StagedModel>(
    model: &mut M,
    asked: Asked<'_>,
    kept: &[Kept],
    (mut answer, mut new): Told<M::Decided>,
    limits: SolveLimits<'_>,
) -> Result<Told<M::Decided>, SolveError> {
    for part in LESS {
        let Some(found) = new.as_ref().filter(|_| answer.termination.is_proved()) else { break };
        let is_worse = |own: &&Kept| {
            let worth = model.worth(&found.decided, own.stage);
            gap(own.stage.sense(), worth, own.value) > 0.0
        };
        let worse: Vec<&Kept> = kept.iter().filter(is_worse).collect();
        if worse.is_empty() {
            break;
        }
        for own in worse {
            let units = model.scale();
            let slack = part * NO_GAP * scale(own.value);
            let most = match own.stage.sense() {
                Sense::Minimise => own.value + slack,
                Sense::Maximise => own.value - slack,
            };
            let value = units.modelled(own.stage, own.value);
            model.hold(own.stage, &own.objective, value, units.modelled(own.stage, most));
        }
        let closer = model.minimised(asked.priced, None, limits)?;
        if !closer.termination.is_proved() || closer.point.is_none() {
            break;
        }
        new = self::found(model, asked.stage, asked.objective, &closer)?;
        // What was proved with the slack holds without it.
        answer = Answer { certificate: answer.certificate, ..closer };
    }
    Ok((answer, new))
}

/// The share of the time left that a stage may use while others follow.
const SHARE: f64 = 0.5;

/// The new decision, or the earlier one where that is better and the new one is not proved; with its value for the stage.
fn better<M: StagedModel>(
    model: &M,
    stage: Stage,
    new: Option<Decision<M::Decided>>,
    earlier: Option<Decision<M::Decided>>,
    is_proved: bool,
) -> Option<Decision<M::Decided>> {
    let Some(earlier) = earlier.filter(|_| !is_proved || new.is_none()) else {
        return new;
    };
    let value = model.scale().modelled(stage, model.worth(&earlier.decided, stage));
    match new.filter(|new| new.value <= value) {
        Some(new) => Some(new),
        None => Some(Decision { point: model.completed(&earlier.point), value, ..earlier }),
    }
}

/// Whether values are shares of a whole, so that a gap is one of that whole: shortfalls of the limits of targets, coverage of a
/// town.
pub(super) fn is_relative(stage: Stage) -> bool {
    matches!(stage, Stage::Shortfall | Stage::WorstTown)
}

/// The bound without what exceeding rows costs, which is no part of the aim. As it is, it holds for layouts that exceed none.
fn without_price(bound: f64, value: f64, priced: f64) -> f64 {
    let paid = (priced - value).max(0.0);
    let less = bound - paid;
    // A price that would show as a gap.
    if paid > NO_GAP * scale(value) { less.max(bound.min(value)) } else { less }
}

/// Whether the next part begins: not when time is up, nor after a part that was told to stop. The part that a stop finds
/// first begins, and ends at once: so it is said which one it was.
pub(super) fn begins(clock: &Clock<'_>, parts: impl IntoIterator<Item = Termination>) -> bool {
    Stop::of(parts) != Stop::Interrupted && clock.stop() != Some(Stop::TimeLimit)
}

/// The decision of an answer and its value, audited: the point of the solver is integer only within a tolerance, the
/// decision is exact.
fn found<M: StagedModel>(
    model: &M,
    stage: Stage,
    objective: &Expr,
    answer: &Answer,
) -> Result<Option<Decision<M::Decided>>, SolveError> {
    let Some(point) = answer.point.clone() else {
        return Ok(None);
    };
    let solved = objective.value(&point);
    let decided = model.decided(&point)?;
    let worth = model.worth(&decided, stage);
    let scaling = model.scale();
    let value = scaling.modelled(stage, worth);
    let scale: f64 = objective.terms.iter().map(|(_, factor)| factor.abs()).sum();
    if value - solved > AGREEMENT * (scale + objective.constant.abs() + 1.0) {
        return Err(SolveError::Audit(format!(
            "stage {}: the solver says {}, the layout is worth {worth}",
            stage.word(),
            scaling.reported(stage, solved)
        )));
    }
    Ok(Some(Decision { point, decided, value }))
}

/// The stages with the values of the final layout and their gaps to the bounds. A stage that was proved optimal, but
/// whose value later stages reduced as `keep` allows, is then only proved to that gap.
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
        let bounds = report.certificate.iter().map(|own| own.bound).chain([bound]);
        if let Some(bound) =
            bounds.into_iter().find(|&own| improvement(sense, value, own) < -AGREEMENT)
        {
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

/// The verdict on the stages of a final layout.
pub(super) fn verdict(stages: &[StageReport]) -> Status {
    if !stages.iter().all(|stage| stage.termination.is_proved()) {
        Status::StoppedWithPlan(Stop::of(stages.iter().map(|stage| stage.termination)))
    } else if stages.iter().all(|stage| stage.gap == Some(0.0)) {
        Status::Proved
    } else {
        Status::ProvedToGap
    }
}

/// The decision at a point of the model, with its value in the model's units.
struct Decision<D> {
    point: Vec<f64>,
    decided: D,
    value: f64,
}

/// The tolerance between the solver's value and the layout's, relative to the sum of the objective's factors: somewhat
/// more than the solver's integrality tolerance.
pub(super) const AGREEMENT: f64 = 5e-6;

fn report(stage: Stage, termination: Termination, size: ModelSize) -> StageReport {
    StageReport {
        stage,
        termination,
        value: None,
        bound: None,
        gap: None,
        certificate: None,
        kept: None,
        size,
        time: Seconds::default(),
    }
}
