//! The objective in order: each stage is solved, kept, and the next one optimises what is left.

use super::backend::{Answer, SolveLimits, minimise};
use super::error::SolveError;
use super::explain::relaxations;
use super::formulation::{Formulation, Relaxed};
use super::outcome::{Limits, ModelSize, Outcome, SolverRecord, StageReport, Status, Termination};
use super::progress::{Event, Progress};
use super::reduce::dominated;
use crate::domain::{Layout, Problem, SiteIdx, Stage};
use crate::plan::{self, Screening};
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
        let (stages, point) = self.stages(&mut formulation)?;
        let Some(point) = point else {
            if stages
                .iter()
                .any(|stage| stage.termination == Termination::Infeasible)
            {
                return self.infeasible(screening, stages, needs);
            }
            return Ok(self.outcome(Status::StoppedWithoutPlan, screening, stages, needs));
        };
        let layout = formulation.layout(self.arcs, &point);
        let audit = plan::audit(self.problem, self.arcs, &layout);
        if let Some(violation) = audit.violations.first() {
            return Err(SolveError::Audit(violation.text.clone()));
        }
        let stages = self.audited(stages, &layout, &audit.assignment)?;
        let proved = stages.iter().all(|stage| stage.termination.is_proved());
        let status = if proved {
            Status::Proved
        } else {
            Status::StoppedWithPlan
        };
        Ok(Outcome {
            layout: Some(layout),
            audit: Some(audit),
            ..self.outcome(status, screening, stages, needs)
        })
    }

    /// Solves stage after stage; the point is that of the last stage that found one.
    fn stages(
        &self,
        formulation: &mut Formulation<'_>,
    ) -> Result<(Vec<StageReport>, Option<Vec<f64>>), SolveError> {
        let order = &self.problem.objective.order;
        let keep = self.problem.objective.keep.fraction();
        let mut reports: Vec<StageReport> = Vec::new();
        let mut point: Option<Vec<f64>> = None;
        for (position, &stage) in order.iter().enumerate() {
            let Some(limits) = self.solve_limits() else {
                reports.push(report(stage, Termination::NotStarted, ModelSize::default()));
                continue;
            };
            if stage == Stage::Travel && !self.is_coverage_final(&reports) {
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
            let start = point.as_ref().map(|point| {
                let mut start = point.clone();
                start.resize(size.columns, 0.0);
                start
            });
            let answer = minimise(&formulation.milp, &objective, start.as_deref(), limits)?;
            let mut report = report(stage, answer.termination, size);
            report.time = seconds(begun);
            report.bound = answer.bound.map(|bound| reported(stage, bound));
            report.value = answer.value.map(|value| reported(stage, value));
            self.progress.event(&Event::StageEnded(report.clone()));
            let infeasible = answer.termination == Termination::Infeasible;
            reports.push(report);
            if infeasible && point.is_none() {
                break;
            }
            let Answer {
                point: found,
                value,
                ..
            } = answer;
            if let (Some(found), Some(value)) = (found, value) {
                formulation.keep(stage, &objective, value, keep);
                point = Some(found);
            } else if point.is_none() {
                break;
            }
        }
        Ok((reports, point))
    }

    /// Whether nobody can be left uncounted any more: coverage of everybody has been proved best and is kept.
    fn is_coverage_final(&self, reports: &[StageReport]) -> bool {
        let everybody_counts = self
            .problem
            .tiers
            .iter()
            .all(|tier| !tier.has_reach() || tier.weight > 0.0)
            && self.problem.objective.group_weights.is_empty();
        everybody_counts
            && self.problem.objective.keep.fraction() == 0.0
            && reports.iter().any(|report| {
                report.stage == Stage::Coverage && report.termination == Termination::Optimal
            })
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
            time,
        })
    }

    /// Replaces each stage's value by the audit's own, after making sure that they agree.
    fn audited(
        &self,
        mut stages: Vec<StageReport>,
        layout: &Layout,
        assignment: &plan::Assignment,
    ) -> Result<Vec<StageReport>, SolveError> {
        let keep = self.problem.objective.keep.fraction();
        for report in &mut stages {
            let Some(solved) = report.value else {
                continue;
            };
            let value =
                plan::stage_value(self.problem, self.arcs, layout, assignment, report.stage);
            let worse = match report.stage {
                Stage::Coverage => solved - value,
                Stage::Shortfall | Stage::Money | Stage::Travel => value - solved,
            };
            if worse > (keep + AGREEMENT) * solved.abs().max(1.0) {
                return Err(SolveError::Audit(format!(
                    "stage {}: the solver says {solved}, the layout is worth {value}",
                    report.stage.word()
                )));
            }
            report.value = Some(value);
            report.gap = report.bound.map(|bound| {
                let gap = (value - bound).abs() / value.abs().max(1.0);
                if gap < AGREEMENT { 0.0 } else { gap }
            });
        }
        Ok(stages)
    }

    fn infeasible(
        &self,
        screening: Screening,
        stages: Vec<StageReport>,
        needs: (usize, usize),
    ) -> Result<Outcome, SolveError> {
        self.progress.event(&Event::Explaining);
        let relaxations = relaxations(self.problem, self.arcs, &self.dropped, || {
            self.solve_limits()
        })?;
        Ok(Outcome {
            relaxations,
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

/// How far the solver's value and the audit's may differ, relative to the value.
const AGREEMENT: f64 = 1e-5;

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

/// The model counts money in 万元.
const YUAN_A_WAN: f64 = 1e4;

fn seconds(since: Instant) -> Seconds {
    Seconds::new(since.elapsed().as_secs_f64()).expect("time goes forward")
}
