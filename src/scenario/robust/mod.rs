//! One layout for all scenarios, and what it is worth beside others.
//!
//! With v\[s\](x) what layout x covers in scenario s, v*\[s\] the most that any layout for s alone covers, X the layouts that
//! hold what is binding in every scenario, and E the mean over the scenarios' probabilities (Birge & Louveaux 2011, ch. 4):
//!
//! ```text
//! WS  = E v*[s]                          wait and see: the future is known before building
//! HN  = max_{x ∈ X} E v[s](x)            here and now: the expected-value layout
//! EEV = E v[s](x̄)                        x̄ the best layout for the mean-value plan, held in every scenario
//! EVPI = WS − HN ≥ 0                     the expected value of perfect information
//! VSS  = HN − EEV ≥ 0                    the value of the stochastic solution; none where x̄ ∉ X
//! price of robustness = HN − E v[s](x)   what layout x gives up on average (after Bertsimas & Sim 2004)
//! ```
//!
//! WS uses each scenario's own choices, also those that other scenarios forbid. Where something is not proved, each figure
//! is the interval that the bounds allow.

mod mean;
mod worth;

use super::expand::Scenario;
use super::threads::on_threads;
use super::ways::Ways;
use crate::domain::{Change, CoverageUnit, Criterion, Problem};
use crate::plan::{Case, Cases, CasesError};
use crate::solve::{
    Best, Clock, Event, Limits, Progress, RobustAim, RobustOutcome, SolveError, Status, Stop,
    feasible, solve_robust,
};
use crate::travel::Arcs;
use crate::units::{Seconds, Share};
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use thiserror::Error;

pub use mean::{MeanHeld, MeanPlan};
pub use worth::Between;

/// What a robust plan is asked for.
pub struct Asked<'a> {
    /// The scenarios, each with the plan that has its figures.
    pub scenarios: &'a [(Scenario, Problem)],
    /// How likely each is against the others, above 0.
    pub weights: &'a [f64],
    /// What the layout is chosen by.
    pub criterion: Criterion,
    /// What coverage is counted in.
    pub counted: CoverageUnit,
    /// The plan with mean figures: its changes, and the plan or why there is none. None: no comparison is asked for.
    pub mean: Option<(Vec<Change>, Result<Problem, String>)>,
    /// The time is for everything together.
    pub limits: Limits,
    /// Hears how far things are, and can stop them.
    pub progress: &'a dyn Progress,
}

/// Why there is no answer at all.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RobustError {
    /// The scenarios cannot have one layout. Repair: each says what.
    #[error(transparent)]
    Cases(#[from] CasesError),
    /// The solver or an audit failed.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

/// A scenario with what is known of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InScenario {
    /// Its number and figures.
    pub scenario: Scenario,
    /// Its probability.
    pub probability: f64,
    /// Weighted people who ask for cover.
    pub people: f64,
    /// What the scenario's own layouts reach, in the unit of the answer.
    pub best: Best,
    /// Whether it has a layout of its own; none where that was not known before it ended.
    pub has_plan: Option<bool>,
}

/// Why no layout holds in all scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// These scenarios, by position, have no layout even alone.
    Alone(Vec<usize>),
    /// These, by position, have none together. `least`: any one fewer has. Whether each has one alone is for
    /// [`InScenario::has_plan`] to say.
    Together {
        /// The positions.
        scenarios: Vec<usize>,
        /// Proved to be the fewest of these.
        least: bool,
    },
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Robust {
    /// What the layout is chosen by.
    pub criterion: Criterion,
    /// What coverage is counted in.
    pub counted: CoverageUnit,
    /// The scenarios, in their order.
    pub scenarios: Vec<InScenario>,
    /// The layout, and what it is in each scenario.
    pub outcome: RobustOutcome,
    /// Why there is none.
    pub clash: Option<Clash>,
    /// The layout that covers most on average; none where no comparison was asked for, or no layout is possible.
    pub expected: Option<RobustOutcome>,
    /// The mean-value plan; likewise.
    pub mean: Option<MeanPlan>,
}

/// One layout for all scenarios. Depends on the scenarios and weights alone, unless there is a time limit.
///
/// Cost: one solve a scenario for what it reaches alone, `limits.threads` at a time; then the models of the answer, of the
/// expected-value layout and of the mean-value plan side by side. Memory: linear in the number of scenarios.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::domain::{CoverageUnit, Criterion};
/// use yike::read::sweep::{PlanTemplate, read_variations};
/// use yike::scenario::{Asked, Scenarios, robust};
/// use yike::solve::{Limits, Status};
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
/// let found = robust(&Asked {
///     scenarios: &plans,
///     weights: &[1.0, 1.0],
///     criterion: Criterion::Worst,
///     counted: CoverageUnit::Share,
///     mean: None,
///     limits: Limits::default(),
///     told: &|_| {},
/// })?;
/// assert_eq!(found.outcome.status, Status::Proved);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When scenarios cannot have one layout; when the solver or an audit fails.
pub fn robust(asked: &Asked<'_>) -> Result<Robust, RobustError> {
    on_threads(asked.limits.threads, || Run::new(asked).robust())
}

struct Run<'a> {
    asked: &'a Asked<'a>,
    clock: Clock<'a>,
}

impl<'a> Run<'a> {
    fn new(asked: &'a Asked<'a>) -> Self {
        Self {
            asked,
            clock: Clock::new(asked.limits.time, asked.progress),
        }
    }

    /// The limits of the next solve, when this part of all time has to be left over; why there is none.
    fn limits(&self, part: f64) -> Result<Limits, Stop> {
        let clock = self.clock.leaving(part);
        match clock.stop() {
            Some(stop) => Err(stop),
            None => Ok(Limits {
                time: clock.left(),
                ..self.asked.limits
            }),
        }
    }

    fn robust(&self) -> Result<Robust, RobustError> {
        let asked = self.asked;
        if asked.weights.len() != asked.scenarios.len() {
            let first = asked.weights.len().min(asked.scenarios.len());
            return Err(CasesError::Weight(first).into());
        }
        let ways = Ways::keeping(usize::MAX);
        self.clock.tell(&Event::Travel);
        let (arcs, stop) = self.arcs(&ways);
        let cases = cases_of(asked.scenarios, &arcs, asked.weights);
        let cases = Cases::new(cases, asked.counted)?;
        let own = match stop {
            None => self.own(&cases)?,
            Some(_) => (0..arcs.len())
                .map(|own| (unknown(&cases, own), None))
                .collect(),
        };
        let mut scenarios: Vec<InScenario> = own
            .into_iter()
            .enumerate()
            .map(|(position, (best, has_plan))| InScenario {
                scenario: asked.scenarios[position].0.clone(),
                probability: cases.probabilities()[position],
                people: cases.people()[position],
                best,
                has_plan,
            })
            .collect();
        let best: Vec<Best> = scenarios.iter().map(|own| own.best).collect();
        let without: Vec<usize> = (0..scenarios.len())
            .filter(|&position| scenarios[position].has_plan == Some(false))
            .collect();
        let answer = |outcome, clash, expected, mean, scenarios| Robust {
            criterion: asked.criterion,
            counted: asked.counted,
            scenarios,
            outcome,
            clash,
            expected,
            mean,
        };
        if let Some(stop) = stop {
            let outcome = nothing(Status::StoppedWithoutPlan(stop));
            return Ok(answer(outcome, None, None, None, scenarios));
        }
        if !without.is_empty() {
            let outcome = nothing(Status::Infeasible);
            let clash = Some(Clash::Alone(without));
            return Ok(answer(outcome, clash, None, None, scenarios));
        }
        self.clock.tell(&Event::OneForAll);
        let solve = |criterion| match self.limits(0.0) {
            Ok(limits) => solve_robust(&cases, criterion, &best, true, &limits, asked.progress),
            Err(stop) => Ok(nothing(Status::StoppedWithoutPlan(stop))),
        };
        let is_expected = asked.criterion.plain(cases.probabilities()) == Criterion::Expected;
        let compares = asked.mean.is_some();
        let (outcome, (expected, mean)) = rayon::join(
            || solve(asked.criterion),
            || {
                rayon::join(
                    || (compares && !is_expected).then(|| solve(Criterion::Expected)),
                    || self.mean(&cases, &best, &ways),
                )
            },
        );
        let outcome = outcome?;
        if outcome.status == Status::Infeasible {
            self.clock.tell(&Event::Clash);
            let clash = self.clash(&cases)?;
            if let Clash::Alone(without) = &clash {
                without
                    .iter()
                    .for_each(|&own| scenarios[own].has_plan = Some(false));
            }
            let clash = Some(clash);
            return Ok(answer(outcome, clash, None, None, scenarios));
        }
        let expected = match (expected.transpose()?, compares) {
            (None, true) => Some(outcome.clone()),
            (expected, _) => expected,
        };
        for found in [Some(&outcome), expected.as_ref()].into_iter().flatten() {
            for (own, value) in scenarios.iter_mut().zip(found.values(&cases)) {
                own.best.value = Some(own.best.value.map_or(value, |best| best.max(value)));
            }
        }
        Ok(answer(outcome, None, expected, mean?, scenarios))
    }

    /// Who can get where in each scenario. Where that was stopped, why: the rest then has the arcs of the one before, and
    /// nothing may be made of them.
    fn arcs(&self, ways: &Ways) -> (Vec<Arc<Arcs>>, Option<Stop>) {
        let mut arcs: Vec<Arc<Arcs>> = Vec::new();
        let mut stop = None;
        for (_, problem) in self.asked.scenarios {
            stop = stop.or_else(|| self.clock.stop());
            arcs.push(match (arcs.last(), stop) {
                (Some(before), Some(_)) => Arc::clone(before),
                _ => ways.of(problem),
            });
        }
        (arcs, stop)
    }

    /// What each scenario alone reaches, and whether it has a layout.
    fn own(&self, cases: &Cases<'_>) -> Result<Vec<(Best, Option<bool>)>, RobustError> {
        let (begun, over, all) = (AtomicUsize::new(0), AtomicUsize::new(0), cases.list().len());
        let gap = match self.asked.criterion {
            // The other half is for the regret over it.
            Criterion::Regret => {
                let gap = self.asked.limits.gap;
                Share::new(gap.fraction() / 2.0).unwrap_or(gap)
            }
            _ => self.asked.limits.gap,
        };
        let of_scenario = |scenario: usize| -> Result<(Best, Option<bool>), SolveError> {
            let unknown = unknown(cases, scenario);
            let most = unknown.bound;
            let to_do = all - begun.fetch_add(1, Ordering::Relaxed);
            let Ok(limits) = self.limits(2.0 / 3.0) else {
                return Ok((unknown, None));
            };
            // What is left of the time is shared by those that are left, as many at a time as there are threads.
            let share = rayon::current_num_threads().min(to_do) as f64 / to_do as f64;
            let time = limits.time.map(|left| left.seconds() * share);
            let time = time.and_then(|time| Seconds::new(time).ok());
            let limits = Limits {
                gap,
                time,
                ..limits
            };
            let alone = cases.alone(scenario);
            let progress = self.asked.progress;
            let found = solve_robust(
                &alone,
                Criterion::Expected,
                &[unknown],
                false,
                &limits,
                progress,
            )?;
            let over = over.fetch_add(1, Ordering::Relaxed) + 1;
            self.clock.tell(&Event::ScenariosAlone { over, all });
            let aim = found.aim(RobustAim::Criterion);
            let best = Best {
                value: aim.and_then(|aim| aim.value),
                bound: aim
                    .and_then(|aim| aim.bound)
                    .map_or(most, |bound| bound.min(most)),
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

    /// Fewest scenarios that have no layout together: each is left out in turn where the rest still has none (deletion
    /// filter, Chinneck & Dravnieks 1991).
    fn clash(&self, cases: &Cases<'_>) -> Result<Clash, RobustError> {
        let mut scenarios: Vec<usize> = (0..cases.list().len()).collect();
        let mut least = true;
        for position in (0..scenarios.len()).rev() {
            let rest: Vec<usize> = scenarios
                .iter()
                .copied()
                .filter(|&own| own != position)
                .collect();
            if rest.is_empty() {
                break;
            }
            let known = match self.limits(0.0) {
                Ok(limits) => feasible(&cases.only(&rest)?, &limits, self.asked.progress)?,
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
            1 => Clash::Alone(scenarios),
            _ => Clash::Together { scenarios, least },
        })
    }
}

/// The scenarios' plans with their arcs.
fn cases_of<'a>(
    scenarios: &'a [(Scenario, Problem)],
    arcs: &'a [Arc<Arcs>],
    weights: &[f64],
) -> Vec<Case<'a>> {
    let each = scenarios.iter().zip(arcs).zip(weights);
    each.map(|(((_, problem), arcs), &weight)| Case {
        problem,
        arcs,
        weight,
    })
    .collect()
}

/// That a scenario covers no more than all is known from the beginning.
fn unknown(cases: &Cases<'_>, scenario: usize) -> Best {
    Best::unknown(cases.value(scenario, cases.people()[scenario]))
}

fn nothing(status: Status) -> RobustOutcome {
    RobustOutcome {
        status,
        layout: None,
        held: Vec::new(),
        aims: Vec::new(),
        dropped_sites: 0,
    }
}
