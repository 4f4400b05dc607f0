//! The objective in order: each stage is solved, kept, and the next one optimises what is left.

use super::backend::{Answer, SolveLimits, minimise};
use super::error::SolveError;
use super::explain::relaxations;
use super::formulation::{Formulation, Relaxed};
use super::milp::Expr;
use super::outcome::{Limits, ModelSize, Outcome, SolverRecord, StageReport, Status, Termination};
use super::progress::{Event, Progress, Silent};
use super::reduce::dominated;
use crate::domain::{Layout, Problem, SiteIdx, Stage};
use crate::plan::{self, Audit, Screening};
use crate::travel::Arcs;
use crate::units::Seconds;
use std::collections::HashSet;
use std::time::Instant;

/// Solves the plan: screening, reductions, then the stages in the planner's order; the layout found is audited
/// without the solver before it is handed out.
///
/// Returns what is known, also when the plan is infeasible or time runs out. Errors only when the solver or the
/// audit fails. The answer does not depend on `limits.threads`; with a time limit it depends on the machine.
pub fn solve(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Outcome, SolveError> {
    Run {
        problem,
        arcs,
        limits,
        progress,
        begun: Instant::now(),
        dropped: dominated(problem, arcs),
        explains: true,
    }
    .solve()
}

/// [`solve`] without finding out what would mend an infeasible plan, which takes many solves: for one of many plans.
pub fn solve_briefly(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
) -> Result<Outcome, SolveError> {
    Run {
        problem,
        arcs,
        limits,
        progress: &Silent,
        begun: Instant::now(),
        dropped: dominated(problem, arcs),
        explains: false,
    }
    .solve()
}

/// The model of the first stage as a CPLEX LP file, for any other solver.
pub fn first_stage_lp(problem: &Problem, arcs: &Arcs) -> String {
    let dropped = dominated(problem, arcs);
    let mut formulation = Formulation::new(problem, arcs, &dropped, Relaxed::Nothing);
    let stage = problem.objective.order[0];
    let objective = formulation.objective(stage);
    let mut remarks = vec![
        format!("{}: stage {}", problem.name, stage.word()),
        "y_J_N: site J makes its choice number N (from 0) among those allowed".into(),
    ];
    for (index, site) in problem.sites.iter_enumerated() {
        for (number, choice) in site.choices().enumerate().skip(1) {
            let decided = site.work(choice).map_or("stay", |work| &work.id);
            remarks.push(format!(
                "y_{}_{number} = {} {decided}",
                usize::from(index),
                site.id
            ));
        }
    }
    super::lp_file::lp_text(&formulation.milp, &objective, &remarks)
}

struct Run<'a> {
    problem: &'a Problem,
    arcs: &'a Arcs,
    limits: &'a Limits,
    progress: &'a dyn Progress,
    begun: Instant,
    dropped: HashSet<SiteIdx>,
    /// Whether it is found out what would mend an infeasible plan.
    explains: bool,
}

impl Run<'_> {
    fn solve(self) -> Result<Outcome, SolveError> {
        let screening = plan::screen(self.problem, self.arcs);
        let mut formulation =
            Formulation::new(self.problem, self.arcs, &self.dropped, Relaxed::Nothing);
        let needs = formulation.needs;
        self.progress.event(&Event::Reduced {
            needs: needs.0,
            distinct_needs: needs.1,
            dropped_sites: self.dropped.len(),
        });
        if !screening.contradictions.is_empty() {
            return self.infeasible(screening, Vec::new(), needs);
        }
        let (stages, found) = self.stages(&mut formulation)?;
        let Some(Found { layout, audit, .. }) = found else {
            if stages
                .iter()
                .any(|stage| stage.termination == Termination::Infeasible)
            {
                return self.infeasible(screening, stages, needs);
            }
            return Ok(self.outcome(Status::StoppedWithoutPlan, screening, stages, needs));
        };
        let stages = self.valued(stages, &layout, &audit)?;
        let status = if !stages.iter().all(|stage| stage.termination.is_proved()) {
            Status::StoppedWithPlan
        } else if stages.iter().all(|stage| stage.gap == Some(0.0)) {
            Status::Proved
        } else {
            Status::ProvedToGap
        };
        Ok(Outcome {
            layout: Some(layout),
            audit: Some(audit),
            ..self.outcome(status, screening, stages, needs)
        })
    }

    /// Solves stage after stage; what is found is that of the last stage that found a layout.
    fn stages(
        &self,
        formulation: &mut Formulation<'_>,
    ) -> Result<(Vec<StageReport>, Option<Found>), SolveError> {
        let order = &self.problem.objective.order;
        let keep = self.problem.objective.keep.fraction();
        let gap = self.limits.gap.fraction();
        let mut reports: Vec<StageReport> = Vec::new();
        let mut best: Option<Found> = None;
        for (position, &stage) in order.iter().enumerate() {
            let Some(limits) = self.solve_limits() else {
                reports.push(report(stage, Termination::NotStarted, ModelSize::default()));
                continue;
            };
            if stage == Stage::Travel {
                formulation.count_all_covered();
            }
            let objective = formulation.objective(stage);
            let size = formulation.milp.size();
            self.progress.event(&Event::StageStarted {
                stage,
                position,
                stages: order.len(),
                size,
            });
            let begun = Instant::now();
            let limits = SolveLimits {
                // Shortfalls are shares of their targets' limits, so their gap is measured against a whole target.
                absolute_gap: if stage == Stage::Shortfall { gap } else { 0.0 },
                ..limits
            };
            let start = best
                .as_ref()
                .map(|found| formulation.completed(&found.point));
            let answer = minimise(&formulation.milp, &objective, start.as_deref(), limits)?;
            if answer.termination == Termination::Infeasible && best.is_some() {
                return Err(SolveError::Solver(format!(
                    "stage {} is called infeasible, though the layout before it keeps every row",
                    stage.word()
                )));
            }
            let mut report = report(stage, answer.termination, size);
            report.time = seconds(begun);
            report.bound = answer.bound.map(|bound| reported(stage, bound));
            if let Some(found) = self.found(formulation, stage, &objective, answer)? {
                formulation.keep(stage, &objective, found.value, keep);
                report.value = Some(reported(stage, found.value));
                best = Some(found);
            }
            self.progress.event(&Event::StageEnded(report.clone()));
            reports.push(report);
            if best.is_none() {
                break;
            }
        }
        Ok((reports, best))
    }

    /// The layout of an answer with its own value, audited: the solver's point is whole only within a tolerance,
    /// the layout is whole.
    fn found(
        &self,
        formulation: &Formulation<'_>,
        stage: Stage,
        objective: &Expr,
        answer: Answer,
    ) -> Result<Option<Found>, SolveError> {
        let (Some(point), Some(solved)) = (answer.point, answer.value) else {
            return Ok(None);
        };
        let layout = formulation.layout(self.arcs, &point);
        let audit = plan::audit(self.problem, self.arcs, &layout);
        if let Some(violation) = audit.violations.first() {
            return Err(SolveError::Audit(violation.text.clone()));
        }
        let worth = plan::stage_value(self.problem, self.arcs, &layout, &audit.assignment, stage);
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
            layout,
            audit,
            value,
        }))
    }

    /// The limits of the next solve; none when time is up.
    fn solve_limits(&self) -> Option<SolveLimits> {
        let time = match self.limits.time {
            None => None,
            Some(limit) => {
                let left = limit.seconds() - self.begun.elapsed().as_secs_f64();
                Some(
                    Seconds::new(left)
                        .ok()
                        .filter(|left| left.seconds() > 0.0)?,
                )
            }
        };
        Some(SolveLimits {
            backend: self.limits.backend,
            gap: self.limits.gap,
            absolute_gap: 0.0,
            time,
        })
    }

    /// Each stage with the value that the final layout has, and the gap that this leaves to its bound. A stage that
    /// was proved best, but of which later ones used what `keep` allows, is then only proved to that gap.
    fn valued(
        &self,
        mut stages: Vec<StageReport>,
        layout: &Layout,
        audit: &Audit,
    ) -> Result<Vec<StageReport>, SolveError> {
        for report in &mut stages {
            let value = plan::stage_value(
                self.problem,
                self.arcs,
                layout,
                &audit.assignment,
                report.stage,
            );
            report.value = Some(value);
            let Some(bound) = report.bound else {
                continue;
            };
            let worse = match report.stage {
                Stage::Coverage => bound - value,
                Stage::Shortfall | Stage::Money | Stage::Travel => value - bound,
            };
            let gap = worse / value.abs().max(1.0);
            if gap < -AGREEMENT {
                return Err(SolveError::Audit(format!(
                    "stage {}: the layout's value {value} is better than the bound {bound}",
                    report.stage.word()
                )));
            }
            let gap = if gap < NO_GAP { 0.0 } else { gap };
            report.gap = Some(gap);
            if gap > 0.0 && report.termination == Termination::Optimal {
                report.termination = Termination::GapReached;
            }
        }
        Ok(stages)
    }

    fn infeasible(
        &self,
        screening: Screening,
        stages: Vec<StageReport>,
        needs: (usize, usize),
    ) -> Result<Outcome, SolveError> {
        if !self.explains {
            return Ok(Outcome {
                relaxations_complete: false,
                ..self.outcome(Status::Infeasible, screening, stages, needs)
            });
        }
        self.progress.event(&Event::Explaining);
        let (relaxations, relaxations_complete) =
            relaxations(self.problem, self.arcs, &self.dropped, || {
                self.solve_limits()
            })?;
        Ok(Outcome {
            relaxations,
            relaxations_complete,
            ..self.outcome(Status::Infeasible, screening, stages, needs)
        })
    }

    fn outcome(
        &self,
        status: Status,
        screening: Screening,
        stages: Vec<StageReport>,
        merged_units: (usize, usize),
    ) -> Outcome {
        let mut dropped: Vec<SiteIdx> = self.dropped.iter().copied().collect();
        dropped.sort_unstable();
        Outcome {
            status,
            screening,
            layout: None,
            audit: None,
            stages,
            relaxations: Vec::new(),
            relaxations_complete: true,
            merged_units,
            dropped_sites: dropped
                .into_iter()
                .map(|site| self.problem.sites[site].id.clone())
                .collect(),
            solver: SolverRecord {
                name: self.limits.backend.word(),
                threads: self.limits.threads,
            },
        }
    }
}

/// A layout with the point of the model that it was read from, its audit and its value in the model's units.
struct Found {
    point: Vec<f64>,
    layout: Layout,
    audit: Audit,
    value: f64,
}

/// How far the solver's value and the layout's may differ, relative to the sum of the objective's factors: the
/// solver's own tolerance for whole numbers, a little widened.
const AGREEMENT: f64 = 5e-6;

/// A smaller gap is the solver's arithmetic.
const NO_GAP: f64 = 1e-6;

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
fn modelled(stage: Stage, value: f64) -> f64 {
    match stage {
        Stage::Coverage => -value,
        Stage::Money => value / YUAN_A_WAN,
        Stage::Shortfall | Stage::Travel => value,
    }
}

/// The model counts money in 万元.
const YUAN_A_WAN: f64 = 1e4;

fn seconds(since: Instant) -> Seconds {
    Seconds::new(since.elapsed().as_secs_f64()).expect("time goes forward")
}
