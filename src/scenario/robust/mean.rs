//! The mean-value plan, and its layout evaluated in every scenario.

use super::request::{RobustError, Run, nothing};
use crate::domain::{Change, Choice, Criterion, Layout, Problem, RobustLayout, SiteIdx};
use crate::plan::{ScenarioLayout, ScenarioProblem, ScenarioSet};
use crate::scenario::arcs_cache::ArcsCache;
use crate::solve::{
    Limits, Progress, RobustAim, RobustOutcome, ScenarioBest, SolveError, Status, Stop,
    solve_robust,
};
use rayon::prelude::*;
use typed_index_collections::TiVec;

/// The mean-value plan: every figure at its mean.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MeanPlan {
    /// Its changed parameters.
    pub changes: Vec<Change>,
    /// Its layout, or why there is no such plan.
    pub outcome: Result<RobustOutcome, String>,
    /// The layout in each scenario; empty without a layout.
    pub held: Vec<MeanLayoutResult>,
}

/// The mean-value layout in a scenario, with allocations, leaders and payments chosen for the scenario.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MeanLayoutResult {
    /// Whether it breaks a binding rule there under any allocations, leaders and payments; none where that was not
    /// known before the solve ended.
    pub breaks: Option<bool>,
    /// The best feasible one found, if any.
    pub held: Option<ScenarioLayout>,
    /// An upper bound of its coverage there, in the unit of the plan.
    pub bound: f64,
}

impl Run<'_> {
    /// The mean-value plan; `best` is the best coverage of each scenario alone.
    pub(super) fn mean(
        &self,
        set: &ScenarioSet<'_>,
        best: &[ScenarioBest],
        cache: &ArcsCache,
    ) -> Result<Option<MeanPlan>, RobustError> {
        let Some((changes, problem)) = &self.request.mean else {
            return Ok(None);
        };
        let made = |outcome, held| MeanPlan { changes: changes.clone(), outcome, held };
        let problem = match problem {
            Ok(problem) => problem,
            Err(why) => return Ok(Some(made(Err(why.clone()), Vec::new()))),
        };
        let limits = match self.limits(0.0) {
            Ok(limits) => limits,
            Err(stop) => {
                let outcome = nothing(Status::StoppedWithoutPlan(stop));
                return Ok(Some(made(Ok(outcome), Vec::new())));
            }
        };
        let progress = self.request.progress;
        let arcs = cache.of(problem);
        let plan = ScenarioProblem { problem, arcs: &arcs, weight: 1.0 };
        let alone = ScenarioSet::new(vec![plan], self.request.unit)?;
        let unknown = ScenarioBest::unknown(alone.value(0, alone.people()[0]));
        let outcome =
            solve_robust(&alone, Criterion::Expected, &[unknown], true, &limits, progress)?;
        let Some(layout) = &outcome.layout else {
            return Ok(Some(made(Ok(outcome), Vec::new())));
        };
        let held: Result<Vec<MeanLayoutResult>, SolveError> = (0..set.list().len())
            .into_par_iter()
            .map(|scenario| {
                let most = best[scenario].bound;
                held_in(set, scenario, layout, most, || self.limits(0.0), progress)
            })
            .collect();
        let held = held?;
        Ok(Some(made(Ok(outcome), held)))
    }
}

/// Evaluates a layout in a scenario. Where places are not limited and no rule is broken, serving everyone at the
/// nearest facility is best; otherwise allocations, leaders and payments are solved for, with fixed works.
fn held_in(
    set: &ScenarioSet<'_>,
    scenario: usize,
    layout: &RobustLayout,
    most: f64,
    limits: impl Fn() -> Result<Limits, Stop>,
    progress: &dyn Progress,
) -> Result<MeanLayoutResult, SolveError> {
    let plan = &set.list()[scenario];
    let none = |breaks| MeanLayoutResult { breaks, held: None, bound: most };
    let Some(choices) = layout.choices(plan.problem) else {
        return Ok(none(Some(true)));
    };
    let quick = ScenarioLayout::of_choices(plan, choices.clone());
    let quick = quick.is_allowed().then_some(quick);
    let is_limited = |problem: &Problem| {
        let mut tiers = problem.tiers.keys();
        tiers.any(|tier| problem.has_limited_places(tier))
    };
    let known = |held: Option<ScenarioLayout>, breaks, bound: f64| {
        let value = held.as_ref().map(|own| set.value(scenario, own.covered));
        MeanLayoutResult { breaks, bound: bound.max(value.unwrap_or(bound)), held }
    };
    if let Some(own) = quick.as_ref().filter(|_| !is_limited(plan.problem)) {
        let bound = set.value(scenario, own.covered);
        return Ok(known(quick, Some(false), bound));
    }
    let mut sites = plan.problem.sites.iter_enumerated();
    if !sites.all(|(index, site)| site.choices().any(|own| own == choices[index])) {
        return Ok(none(Some(true)));
    }
    let holds = quick.is_some().then_some(false);
    let Ok(limits) = limits() else {
        return Ok(known(quick, holds, most));
    };
    let problem = fixed(plan.problem, &choices)?;
    let fixed = ScenarioProblem { problem: &problem, ..*plan };
    let alone = ScenarioSet::new(vec![fixed], set.unit())
        .map_err(|error| SolveError::Solver(error.to_string()))?;
    let unknown = ScenarioBest::unknown(most);
    let found = solve_robust(&alone, Criterion::Expected, &[unknown], false, &limits, progress)?;
    if found.status == Status::Infeasible && quick.is_none() {
        return Ok(none(Some(true)));
    }
    let solved = found.held.into_iter().next().map(|own| {
        let layout = Layout { choices, ..own.layout };
        ScenarioLayout::new(plan, layout)
    });
    let solved = solved.filter(ScenarioLayout::is_allowed);
    let covered = |held: &Option<ScenarioLayout>| held.as_ref().map(|own| own.covered);
    let held = match covered(&solved) > covered(&quick) {
        true => solved,
        false => quick,
    };
    let bound = found.aims.iter().find(|own| own.aim == RobustAim::Criterion);
    let bound = bound.and_then(|own| own.bound).unwrap_or(most);
    let breaks = held.is_some().then_some(false);
    Ok(known(held, breaks, bound.min(most)))
}

/// The problem with fixed choices: no site has a choice left.
fn fixed(problem: &Problem, choices: &TiVec<SiteIdx, Choice>) -> Result<Problem, SolveError> {
    let mut parts = (**problem).clone();
    for (site, &choice) in parts.sites.iter_mut().zip(choices) {
        match choice {
            Choice::Stay => site.works.clear(),
            Choice::Work(made) => {
                for (number, work) in site.works.iter_mut().enumerate() {
                    work.required = number == usize::from(made);
                    if !work.required {
                        // What it asks of the site that takes over may be cleared there.
                        work.into_work = None;
                    }
                }
            }
        }
    }
    Problem::new(parts).map_err(|error| SolveError::Solver(error.to_string()))
}
