//! Solves a plan: screening, reductions, and the stages in order.

use super::backend::{Answer, SolveLimits, minimise};
#[cfg(feature = "highs")]
use super::decomposition::{self, Taking};
use super::error::SolveError;
use super::formulation::{Formulation, Relaxed};
use super::in_order::{StagedModel, in_order, valued, verdict};
use super::milp::{Expr, Milp};
use super::outcome::{
    Limits, Outcome, Parts, SolverRecord, StageReport, Status, Stop, Termination,
};
use super::progress::{Event, Progress};
use super::reduce::dominated;
use super::scale::Scale;
use super::why_whole::WhyWhole;
use crate::domain::{Layout, Problem, SiteIdx, Stage};
use crate::plan::{self, Audit, Screening};
use crate::travel::Arcs;
use std::collections::HashSet;

/// Solves the plan: screening, reductions, then the stages in the planner's order. The layout is audited without the
/// solver before it is returned.
///
/// Returns what is known, also when the plan is infeasible, time runs out or `progress` stops it. Errors only when the
/// solver or the audit fails. The answer does not depend on `limits.threads`; with a time limit it depends on the machine.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::solve::{Limits, Silent, Status, solve};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let outcome = solve(&problem, &Arcs::build(&problem), &Limits::default(), &Silent)?;
/// assert_eq!(outcome.status, Status::Proved);
/// let coverage = &outcome.stages[1];
/// assert_eq!(coverage.stage.word(), "coverage");
/// assert_eq!((coverage.value.map(f64::round), coverage.gap), (Some(172_982.0), Some(0.0)));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Outcome, SolveError> {
    Run::new(problem, arcs, limits, progress).solve()
}

/// The model of the first stage as a CPLEX LP file, for any other solver.
///
/// ```
/// use std::path::Path;
/// use yike::{solve::first_stage_lp, travel::Arcs};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let text = first_stage_lp(&problem, &Arcs::build(&problem));
/// assert!(text.contains("Minimize") && text.ends_with("End\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
            let decided = site.decision(choice);
            remarks.push(format!("y_{}_{number} = {} {decided}", usize::from(index), site.id));
        }
    }
    super::lp_file::lp_text(&formulation.milp, &objective, &remarks)
}

struct Run<'a> {
    problem: &'a Problem,
    arcs: &'a Arcs,
    limits: SolveLimits<'a>,
    threads: usize,
    parts: Parts,
    dropped: HashSet<SiteIdx>,
}

impl<'a> Run<'a> {
    fn new(
        problem: &'a Problem,
        arcs: &'a Arcs,
        limits: &Limits,
        progress: &'a dyn Progress,
    ) -> Self {
        Self {
            problem,
            arcs,
            limits: SolveLimits::new(limits, progress),
            threads: limits.threads,
            parts: limits.parts,
            dropped: dominated(problem, arcs),
        }
    }

    fn solve(self) -> Result<Outcome, SolveError> {
        let screening = plan::screen(self.problem, self.arcs);
        let formulation =
            Formulation::new(self.problem, self.arcs, &self.dropped, Relaxed::Nothing);
        let needs = formulation.needs;
        self.limits.clock.tell(&Event::Reduced {
            needs: needs.0,
            distinct_needs: needs.1,
            dropped_sites: self.dropped.len(),
        });
        if !screening.contradictions.is_empty() {
            return Ok(self.outcome(Status::Infeasible, screening, Vec::new(), needs));
        }
        let (problem, arcs) = (self.problem, self.arcs);
        let scale = Scale::of(problem, arcs, &problem.objective.order);
        let (parts, threads) = (self.parts, self.threads);
        let mut model = OnePeriod { problem, arcs, scale, formulation, parts, threads };
        let (stages, found) = in_order(&mut model, &self.problem.objective, self.limits)?;
        let Some(found) = found else {
            if stages.iter().any(|stage| stage.termination == Termination::Infeasible) {
                return Ok(self.outcome(Status::Infeasible, screening, stages, needs));
            }
            let stop = Stop::of(stages.iter().map(|stage| stage.termination));
            return Ok(self.outcome(Status::StoppedWithoutPlan(stop), screening, stages, needs));
        };
        let stages = valued(stages, |stage| model.worth(&found, stage))?;
        Ok(Outcome {
            layout: Some(found.layout),
            audit: Some(found.audit),
            ..self.outcome(verdict(&stages), screening, stages, needs)
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
            ties: None,
            merged_units,
            dropped_sites: dropped
                .into_iter()
                .map(|site| self.problem.sites[site].id.clone())
                .collect(),
            solver: SolverRecord { name: self.limits.backend.word(), threads: self.threads },
        }
    }
}

/// The model of one period.
pub(super) struct OnePeriod<'a> {
    pub(super) problem: &'a Problem,
    pub(super) arcs: &'a Arcs,
    pub(super) scale: Scale,
    pub(super) formulation: Formulation<'a>,
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "HiGHS alone solves parts"))]
    pub(super) parts: Parts,
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "HiGHS alone solves parts"))]
    pub(super) threads: usize,
}

#[cfg(feature = "highs")]
impl Answer {
    /// The answer with this feasible point where it ended early without one.
    fn or_at(self, point: Option<Vec<f64>>, objective: &Expr) -> Self {
        let is_early = matches!(self.termination, Termination::TimeLimit | Termination::Stopped);
        match point.filter(|_| is_early && self.point.is_none()) {
            Some(point) => {
                Self { value: Some(objective.value(&point)), point: Some(point), ..self }
            }
            None => self,
        }
    }
}

/// A layout with its audit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AuditedLayout {
    /// The layout.
    pub layout: Layout,
    /// Its audit, from the data alone.
    pub audit: Audit,
}

impl AuditedLayout {
    pub(crate) fn new(layout: Layout, audit: Audit) -> Self {
        Self { layout, audit }
    }
}

impl StagedModel for OnePeriod<'_> {
    type Decided = AuditedLayout;

    fn milp(&self) -> &Milp {
        &self.formulation.milp
    }

    fn objective(&mut self, stage: Stage) -> Expr {
        self.formulation.objective(stage)
    }

    fn minimised(
        &self,
        objective: &Expr,
        start: Option<&[f64]>,
        limits: SolveLimits<'_>,
    ) -> Result<Answer, SolveError> {
        let solved = |start, whole| -> Result<Answer, SolveError> {
            Ok(Answer { whole, ..minimise(self.milp(), objective, start, limits)? })
        };
        if self.parts == Parts::Never {
            return solved(start, None);
        }
        #[cfg(feature = "highs")]
        if limits.backend == super::outcome::Backend::Highs {
            let taking = Taking { parts: self.parts, threads: self.threads };
            let handed =
                match decomposition::minimise(self.milp(), objective, start, limits, taking)? {
                    Ok(answer) => return Ok(answer),
                    Err(handed) => handed,
                };
            // Where no start is wanted none is given.
            let found = handed.point;
            let warm = found.as_deref().filter(|_| start.is_some());
            let answer = solved(warm.or(start), handed.why)?;
            let answer = Answer { certificate: handed.certificate, ..answer };
            return Ok(answer.or_at(found, objective));
        }
        solved(start, Some(WhyWhole::Solver))
    }

    fn completed(&self, point: &[f64]) -> Vec<f64> {
        self.formulation.completed(point)
    }

    fn keep(&mut self, stage: Stage, objective: &Expr, value: f64, keep: f64) {
        self.formulation.keep(stage, objective, value, keep);
    }

    fn hold(&mut self, stage: Stage, objective: &Expr, value: f64, most: f64) {
        self.formulation.hold(stage, objective, value, most);
    }

    fn decided(&self, point: &[f64]) -> Result<AuditedLayout, SolveError> {
        let layout = self.formulation.layout(self.arcs, point);
        let audit = plan::audit(self.problem, self.arcs, &layout);
        match audit.violations.first() {
            Some(violation) => Err(SolveError::Audit(violation.text.to_string())),
            None => Ok(AuditedLayout { layout, audit }),
        }
    }

    fn scale(&self) -> Scale {
        self.scale
    }

    fn worth(&self, found: &AuditedLayout, stage: Stage) -> f64 {
        let assignment = &found.audit.assignment;
        plan::stage_value(self.problem, self.arcs, &found.layout, assignment, stage)
    }
}
