//! Solves robust plans and the plans that they are compared with.

use super::answer::{Conflict, RobustPlan, ScenarioResult};
use super::request::{RobustError, RobustRequest, Run, nothing};
use crate::domain::{Criterion, Problem};
use crate::plan::{ScenarioProblem, ScenarioSet, ScenarioSetError};
use crate::scenario::arcs_cache::ArcsCache;
use crate::scenario::expand::Scenario;
use crate::solve::{
    Event, Limits, RobustAim, ScenarioBest, SolveError, Status, Stop, feasible, solve_robust,
};
use crate::travel::{Arcs, on_threads};
use crate::units::{Seconds, Share};
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Finds one layout for all scenarios. The result depends on scenarios and weights alone, unless there is a time limit.
///
/// Cost: one solve for each scenario alone, `limits.threads` at a time; then the models of the robust plan, of the
/// expected-value layout and of the mean-value plan in parallel. Memory: linear in the number of scenarios.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::domain::{CoverageUnit, Criterion};
/// use yike::read::sweep::{PlanTemplate, read_variations};
/// use yike::scenario::{RobustRequest, Scenarios, robust};
/// use yike::solve::{Limits, Silent, Status};
///
/// let plan = PlanTemplate::open(Path::new("data/qianjiang/plan.toml"))?;
/// let file = read_variations(&["travel.detour=1.2,1.6".into()], &plan)?;
/// let scenarios = Scenarios::new(&file.sweep).ok_or("too many")?;
/// let mut plans = Vec::new();
/// for number in 0..scenarios.count() {
///     let scenario = scenarios.get(number);
///     let problem = plan.with(&scenario.changes)?;
///     plans.push((scenario, problem));
/// }
/// let found = robust(&RobustRequest {
///     scenarios: &plans,
///     weights: &[1.0, 1.0],
///     criterion: Criterion::Worst,
///     unit: CoverageUnit::Share,
///     mean: None,
///     limits: Limits::default(),
///     progress: &Silent,
/// })?;
/// assert_eq!(found.outcome.status, Status::Proved);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When scenarios cannot have a common layout; when the solver or an audit fails.
pub fn robust(request: &RobustRequest<'_>) -> Result<RobustPlan, RobustError> {
    on_threads(request.limits.threads, || Run::new(request).robust())
}

impl Run<'_> {
    fn robust(&self) -> Result<RobustPlan, RobustError> {
        let request = self.request;
        if request.weights.len() != request.scenarios.len() {
            let first = request.weights.len().min(request.scenarios.len());
            return Err(ScenarioSetError::Weight(first).into());
        }
        let cache = ArcsCache::keeping(usize::MAX);
        self.clock.tell(&Event::Travel);
        let (arcs, stop) = self.arcs(&cache);
        let set = scenario_set(request.scenarios, &arcs, request.weights);
        let set = ScenarioSet::new(set, request.unit)?;
        let own = match stop {
            None => self.own(&set)?,
            Some(_) => (0..arcs.len()).map(|own| (unknown(&set, own), None)).collect(),
        };
        let mut scenarios: Vec<ScenarioResult> = own
            .into_iter()
            .enumerate()
            .map(|(position, (best, has_plan))| ScenarioResult {
                scenario: request.scenarios[position].0.clone(),
                probability: set.probabilities()[position],
                people: set.people()[position],
                best,
                has_plan,
            })
            .collect();
        let best: Vec<ScenarioBest> = scenarios.iter().map(|own| own.best).collect();
        let without: Vec<usize> = (0..scenarios.len())
            .filter(|&position| scenarios[position].has_plan == Some(false))
            .collect();
        let answer = |outcome, conflict, expected, mean, scenarios| RobustPlan {
            criterion: request.criterion,
            unit: request.unit,
            scenarios,
            outcome,
            conflict,
            expected,
            mean,
        };
        if let Some(stop) = stop {
            let outcome = nothing(Status::StoppedWithoutPlan(stop));
            return Ok(answer(outcome, None, None, None, scenarios));
        }
        if !without.is_empty() {
            let outcome = nothing(Status::Infeasible);
            let conflict = Some(Conflict::Alone(without));
            return Ok(answer(outcome, conflict, None, None, scenarios));
        }
        self.clock.tell(&Event::OneForAll);
        let solve = |criterion| match self.limits(0.0) {
            Ok(limits) => solve_robust(&set, criterion, &best, true, &limits, request.progress),
            Err(stop) => Ok(nothing(Status::StoppedWithoutPlan(stop))),
        };
        let is_expected = request.criterion.plain(set.probabilities()) == Criterion::Expected;
        let compares = request.mean.is_some();
        let (outcome, (expected, mean)) = rayon::join(
            || solve(request.criterion),
            || {
                rayon::join(
                    || (compares && !is_expected).then(|| solve(Criterion::Expected)),
                    || self.mean(&set, &best, &cache),
                )
            },
        );
        let outcome = outcome?;
        if outcome.status == Status::Infeasible {
            self.clock.tell(&Event::Conflict);
            let conflict = self.conflict(&set)?;
            if let Conflict::Alone(without) = &conflict {
                without.iter().for_each(|&own| scenarios[own].has_plan = Some(false));
            }
            let conflict = Some(conflict);
            return Ok(answer(outcome, conflict, None, None, scenarios));
        }
        let expected = match (expected.transpose()?, compares) {
            (None, true) => Some(outcome.clone()),
            (expected, _) => expected,
        };
        for found in [Some(&outcome), expected.as_ref()].into_iter().flatten() {
            for (own, value) in scenarios.iter_mut().zip(found.values(&set)) {
                own.best.value = Some(own.best.value.map_or(value, |best| best.max(value)));
            }
        }
        Ok(answer(outcome, None, expected, mean?, scenarios))
    }

    /// The arcs of each scenario; if interrupted, also why. The remaining scenarios then have the arcs of the previous
    /// one, which must not be used.
    fn arcs(&self, cache: &ArcsCache) -> (Vec<Arc<Arcs>>, Option<Stop>) {
        let mut arcs: Vec<Arc<Arcs>> = Vec::new();
        let mut stop = None;
        for (_, problem) in self.request.scenarios {
            stop = stop.or_else(|| self.clock.stop());
            arcs.push(match (arcs.last(), stop) {
                (Some(before), Some(_)) => Arc::clone(before),
                _ => cache.of(problem),
            });
        }
        (arcs, stop)
    }

    /// The best coverage of each scenario alone, and whether it has a layout.
    fn own(&self, set: &ScenarioSet<'_>) -> Result<Vec<(ScenarioBest, Option<bool>)>, RobustError> {
        let (begun, over, all) = (AtomicUsize::new(0), AtomicUsize::new(0), set.list().len());
        let gap = match self.request.criterion {
            // The other half of the gap is for the regret.
            Criterion::Regret => {
                let gap = self.request.limits.gap;
                Share::new(gap.fraction() / 2.0).unwrap_or(gap)
            }
            _ => self.request.limits.gap,
        };
        let of_scenario = |scenario: usize| -> Result<(ScenarioBest, Option<bool>), SolveError> {
            let unknown = unknown(set, scenario);
            let most = unknown.bound;
            let to_do = all - begun.fetch_add(1, Ordering::Relaxed);
            let Ok(limits) = self.limits(2.0 / 3.0) else {
                return Ok((unknown, None));
            };
            // The remaining scenarios share the remaining time, as many at a time as there are threads.
            let share = rayon::current_num_threads().min(to_do) as f64 / to_do as f64;
            let time = limits.time.map(|left| left.seconds() * share);
            let time = time.and_then(|time| Seconds::new(time).ok());
            let limits = Limits { gap, time, ..limits };
            let alone = set.alone(scenario);
            let progress = self.request.progress;
            let found =
                solve_robust(&alone, Criterion::Expected, &[unknown], false, &limits, progress)?;
            let over = over.fetch_add(1, Ordering::Relaxed) + 1;
            self.clock.tell(&Event::ScenariosAlone { over, all });
            let aim = found.aim(RobustAim::Criterion);
            let best = ScenarioBest {
                value: aim.and_then(|aim| aim.value),
                bound: aim.and_then(|aim| aim.bound).map_or(most, |bound| bound.min(most)),
                is_proved: aim.is_some_and(|aim| aim.termination.is_proved() && aim.gap.is_some()),
            };
            let has_plan = match found.status {
                Status::Infeasible => Some(false),
                Status::StoppedWithoutPlan(_) => None,
                _ => Some(true),
            };
            Ok((best, has_plan))
        };
        let all: Vec<_> = (0..all).into_par_iter().map(of_scenario).collect();
        let all: Result<Vec<_>, SolveError> = all.into_iter().collect();
        Ok(all?)
    }

    /// An irreducible set of scenarios without a common layout: each is left out in turn if the rest still has none
    /// (deletion filter, Chinneck & Dravnieks 1991).
    fn conflict(&self, set: &ScenarioSet<'_>) -> Result<Conflict, RobustError> {
        let mut scenarios: Vec<usize> = (0..set.list().len()).collect();
        let mut least = true;
        for position in (0..scenarios.len()).rev() {
            let rest: Vec<usize> =
                scenarios.iter().copied().filter(|&own| own != position).collect();
            if rest.is_empty() {
                break;
            }
            let known = match self.limits(0.0) {
                Ok(limits) => feasible(&set.only(&rest)?, &limits, self.request.progress)?,
                Err(_) => None,
            };
            match known {
                Some(false) => scenarios = rest,
                Some(true) => {}
                None => {
                    least = false;
                    break;
                }
            }
        }
        Ok(match scenarios.len() {
            1 => Conflict::Alone(scenarios),
            _ => Conflict::Together { scenarios, least },
        })
    }
}

/// The problems of the scenarios with their arcs.
fn scenario_set<'a>(
    scenarios: &'a [(Scenario, Problem)],
    arcs: &'a [Arc<Arcs>],
    weights: &[f64],
) -> Vec<ScenarioProblem<'a>> {
    let each = scenarios.iter().zip(arcs).zip(weights);
    each.map(|(((_, problem), arcs), &weight)| ScenarioProblem { problem, arcs, weight }).collect()
}

/// The initial bound of a scenario: it covers at most everybody.
fn unknown(set: &ScenarioSet<'_>, scenario: usize) -> ScenarioBest {
    ScenarioBest::unknown(set.value(scenario, set.people()[scenario]))
}
