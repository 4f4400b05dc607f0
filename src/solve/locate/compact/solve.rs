//! Solving the compact model and reading the solution.

use super::super::super::backend::{Answer, SolveLimits, minimise};
use super::super::super::error::SolveError;
use super::super::super::outcome::{Backend, Termination};
use super::super::solution::{Method, Run, Solution};
use super::model::Model;
use super::state::{Apart, state};
use crate::domain::location::{Allocation, Instance, Placement, Question, Sense};
use crate::plan::location::audit;
use crate::solve::effort::Effort;
use crate::solve::gap::{NO_GAP, improvement};
use crate::solve::milp::Col;
use crate::units::Share;

/// Solves `question` by its compact model for placements that differ from those of `apart`, from the start of `run` if that is a placement. If the time is over before
/// anything better is found, the start is the answer.
///
/// # Errors
///
/// The solver's own failures, and that it is not built in.
pub(in super::super) fn solve(
    instance: &Instance,
    question: &Question,
    apart: &[Apart<'_>],
    run: &Run<'_>,
    backend: Backend,
) -> Result<Solution, SolveError> {
    let model = state(instance, question, apart, run.clock);
    let limits = |share_of_time: f64, gap: Share| SolveLimits {
        backend,
        gap,
        absolute_gap: 0.0,
        nodes: None,
        target: None,
        clock: run.clock.share(share_of_time),
    };
    let mut start = None;
    if let Some(open) = &run.start
        && !run.is_over()
    {
        let gap = Share::new(QUICK.max(run.gap.fraction())).expect("a share");
        start = model.completed(open, limits(0.1, gap))?;
    }
    let mut answer = Answer::without_point(Termination::TimeLimit);
    if !run.is_over() {
        let limits = limits(1.0, run.gap);
        answer = minimise(&model.milp, &model.objective, start.as_deref(), limits)?;
    }
    if matches!(answer.termination, Termination::TimeLimit | Termination::Stopped)
        && let Some(start) = start
    {
        let value = model.objective.value(&start);
        if answer.value.is_none_or(|found| value < found) {
            (answer.point, answer.value) = (Some(start), Some(value));
        }
    }
    Ok(model.read(instance, question, &answer))
}

/// Relative gap for completing a start: the sites are given, so a good assignment is enough.
const QUICK: f64 = 0.01;

/// Shares below this are rounding errors of the solver.
const NO_SHARE: f64 = 1e-7;

impl Model<'_> {
    /// The point with exactly the sites of `open` open and all other columns optimised; `None` if `open` breaks a rule.
    fn completed(
        &self,
        open: &[u32],
        limits: SolveLimits<'_>,
    ) -> Result<Option<Vec<f64>>, SolveError> {
        let mut milp = self.milp.clone();
        let mut is_open = vec![false; milp.columns().len()];
        for &site in open {
            match self.sites.column(site as usize) {
                Some(col) => is_open[col.position()] = true,
                None => return Ok(None),
            }
        }
        for (_, col) in self.sites.allowed() {
            let is_open = is_open[col.position()];
            if milp.columns()[col.position()].lower == 1.0 && !is_open {
                return Ok(None);
            }
            milp.fix(col, f64::from(u8::from(is_open)));
        }
        Ok(minimise(&milp, &self.objective, None, limits)?.point)
    }

    fn read(&self, instance: &Instance, question: &Question, answer: &Answer) -> Solution {
        let sign = match question.sense() {
            Sense::Minimise => 1.0,
            Sense::Maximise => -1.0,
        };
        let mut found = Solution {
            listed: None,
            open: None,
            served: None,
            bound: answer.bound.map(|bound| sign * bound),
            infeasible: answer.termination == Termination::Infeasible,
            method: Method::Compact,
            effort: Effort::default(),
        };
        let Some(point) = &answer.point else {
            return found;
        };
        let open = self.sites.allowed();
        let open = open.filter(|(_, col)| point[col.position()] > 0.5);
        let placement = Placement {
            open: open.map(|(site, _)| site as u32).collect(),
            served: self.served(point),
        };
        // The audit gives the value of the placement; a bound within the solver's tolerance of it proves it optimal.
        let value = audit(instance, question, &placement).objective;
        if let (Some(value), Some(bound), true) =
            (value, found.bound, answer.termination.is_proved())
            && improvement(question.sense(), value, bound).abs() <= NO_GAP
        {
            found.bound = Some(value);
        }
        found.open = Some(placement.open);
        found.served = placement.served;
        found
    }

    /// The shares served, without the solver's rounding errors: demand served wholly gets shares that sum to exactly 1.
    fn served(&self, point: &[f64]) -> Option<Vec<Allocation>> {
        let shares = self.shares.as_ref()?;
        let mut served = Vec::new();
        for group in shares.chunk_by(|a, b| a.0 == b.0) {
            let value = |&(demand, site, x): &(u32, u32, _)| Allocation {
                demand,
                site,
                share: value_of(point, x),
            };
            let parts: Vec<Allocation> =
                group.iter().map(value).filter(|part| part.share > NO_SHARE).collect();
            let total: f64 = parts.iter().map(|part| part.share).sum();
            let is_whole = total > 1.0 - SOLVED;
            served.extend(parts.into_iter().map(|part| Allocation {
                share: if is_whole { part.share / total } else { part.share },
                ..part
            }));
        }
        Some(served)
    }
}

/// How far a solver's sums may be off.
const SOLVED: f64 = 1e-6;

fn value_of(point: &[f64], col: Col) -> f64 {
    point[col.position()].clamp(0.0, 1.0)
}
