//! The mean-value plan, and its layout held in every scenario.

use super::{RobustError, Run, nothing};
use crate::domain::{Change, Choice, Criterion, Layout, Problem, SharedLayout, SiteIdx};
use crate::plan::{Case, Cases, InCase};
use crate::scenario::ways::Ways;
use crate::solve::{
    Best, Limits, Progress, RobustAim, RobustOutcome, SolveError, Status, Stop, solve_robust,
};
use rayon::prelude::*;
use typed_index_collections::TiVec;

/// The plan with every figure at its mean.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MeanPlan {
    /// Its figures.
    pub changes: Vec<Change>,
    /// Its layout, or why there is no such plan.
    pub outcome: Result<RobustOutcome, String>,
    /// That layout in each scenario. Empty without a layout.
    pub held: Vec<MeanHeld>,
}

/// The mean-value layout in a scenario, with who is served, leads and pays chosen for the scenario.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MeanHeld {
    /// It breaks what is binding there, whoever is served, leads and pays; none where that was not known before it
    /// ended.
    pub breaks: Option<bool>,
    /// The most found; none where nothing that breaks no rule was.
    pub held: Option<InCase>,
    /// It covers no more there, in the unit of the answer.
    pub bound: f64,
}

impl Run<'_> {
    /// The mean-value plan; `best`: what each scenario alone reaches.
    pub(super) fn mean(
        &self,
        cases: &Cases<'_>,
        best: &[Best],
        ways: &Ways,
    ) -> Result<Option<MeanPlan>, RobustError> {
        let Some((changes, problem)) = &self.asked.mean else {
            return Ok(None);
        };
        let made = |outcome, held| MeanPlan {
            changes: changes.clone(),
            outcome,
            held,
        };
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
        let progress = self.asked.progress;
        let arcs = ways.of(problem);
        let case = Case {
            problem,
            arcs: &arcs,
            weight: 1.0,
        };
        let alone = Cases::new(vec![case], self.asked.counted)?;
        let unknown = Best::unknown(alone.value(0, alone.people()[0]));
        let outcome = solve_robust(
            &alone,
            Criterion::Expected,
            &[unknown],
            true,
            &limits,
            progress,
        )?;
        let Some(layout) = &outcome.layout else {
            return Ok(Some(made(Ok(outcome), Vec::new())));
        };
        let held: Result<Vec<MeanHeld>, SolveError> = (0..cases.list().len())
            .into_par_iter()
            .map(|scenario| {
                let most = best[scenario].bound;
                held_in(cases, scenario, layout, most, || self.limits(0.0), progress)
            })
            .collect();
        let held = held?;
        Ok(Some(made(Ok(outcome), held)))
    }
}

/// A layout held in a scenario. Where places are not limited and no rule is broken, everyone is served at the nearest
/// facility, and nothing serves more; else who is served, leads and pays is solved for, with the works as they are.
fn held_in(
    cases: &Cases<'_>,
    scenario: usize,
    layout: &SharedLayout,
    most: f64,
    limits: impl Fn() -> Result<Limits, Stop>,
    progress: &dyn Progress,
) -> Result<MeanHeld, SolveError> {
    let case = &cases.list()[scenario];
    let none = |breaks| MeanHeld {
        breaks,
        held: None,
        bound: most,
    };
    let Some(choices) = layout.choices(case.problem) else {
        return Ok(none(Some(true)));
    };
    let quick = InCase::of_choices(case, choices.clone());
    let quick = quick.is_allowed().then_some(quick);
    let is_limited = |problem: &Problem| {
        let mut tiers = problem.tiers.keys();
        tiers.any(|tier| problem.has_limited_places(tier))
    };
    let known = |held: Option<InCase>, breaks, bound: f64| {
        let value = held.as_ref().map(|own| cases.value(scenario, own.covered));
        MeanHeld {
            breaks,
            bound: bound.max(value.unwrap_or(bound)),
            held,
        }
    };
    if let Some(own) = quick.as_ref().filter(|_| !is_limited(case.problem)) {
        let bound = cases.value(scenario, own.covered);
        return Ok(known(quick, Some(false), bound));
    }
    let mut sites = case.problem.sites.iter_enumerated();
    if !sites.all(|(index, site)| site.choices().any(|own| own == choices[index])) {
        return Ok(none(Some(true)));
    }
    let holds = quick.is_some().then_some(false);
    let Ok(limits) = limits() else {
        return Ok(known(quick, holds, most));
    };
    let problem = fixed(case.problem, &choices)?;
    let fixed = Case {
        problem: &problem,
        ..*case
    };
    let alone = Cases::new(vec![fixed], cases.counted())
        .map_err(|error| SolveError::Solver(error.to_string()))?;
    let unknown = Best::unknown(most);
    let found = solve_robust(
        &alone,
        Criterion::Expected,
        &[unknown],
        false,
        &limits,
        progress,
    )?;
    if found.status == Status::Infeasible && quick.is_none() {
        return Ok(none(Some(true)));
    }
    let solved = found.held.into_iter().next().map(|own| {
        let layout = Layout {
            choices,
            ..own.layout
        };
        InCase::new(case, layout)
    });
    let solved = solved.filter(InCase::is_allowed);
    let covered = |held: &Option<InCase>| held.as_ref().map(|own| own.covered);
    let held = match covered(&solved) > covered(&quick) {
        true => solved,
        false => quick,
    };
    let bound = found
        .aims
        .iter()
        .find(|own| own.aim == RobustAim::Criterion);
    let bound = bound.and_then(|own| own.bound).unwrap_or(most);
    let breaks = held.is_some().then_some(false);
    Ok(known(held, breaks, bound.min(most)))
}

/// The plan with its choices made: at each site nothing is left to choose.
fn fixed(problem: &Problem, choices: &TiVec<SiteIdx, Choice>) -> Result<Problem, SolveError> {
    let mut parts = (**problem).clone();
    for (site, &choice) in parts.sites.iter_mut().zip(choices) {
        match choice {
            Choice::Stay => site.works.clear(),
            Choice::Work(made) => {
                for (number, work) in site.works.iter_mut().enumerate() {
                    work.required = number == usize::from(made);
                }
            }
        }
    }
    Problem::new(parts).map_err(|error| SolveError::Solver(error.to_string()))
}
