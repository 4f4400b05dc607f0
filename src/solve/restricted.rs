//! A plan with limits beside its own: what answers questions about it.
//!
//! With the rows (1)–(23) of the plan model and weights a\[j,o\] of choices, the model has besides, for each limit,
//!
//! ```text
//! (24) Σ_{j,o} a[j,o]·y[j,o] ≥ limit (or ≤)      choices
//! (25) objective of a stage ≤ at worst           an aim; as (15), with its slack for rounding
//! (26) z[i,k] ≥ 1 (or Σ_j x[i,j,k] ≥ 1)           people who are to be covered
//! ```
//!
//! No candidate is dropped: one that another dominates may be what is asked for.

use super::backend::{Answer, SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::{Formulation, Relaxed};
use super::in_order::{StagedModel, in_order, valued, verdict};
use super::milp::{Expr, Label};
use super::outcome::{Limits, Parts, StageReport, Status, Stop, Termination};
use super::progress::{Muted, Progress};
use super::scale::Scale;
use super::stages::{AuditedLayout, OnePeriod};
use crate::domain::{Choice, Direction, Problem, SiteIdx, Stage, TierIdx, UnitIdx};
use crate::travel::Arcs;
use std::collections::HashSet;

/// A choice of a site and how much it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct WeightedChoice {
    /// The site.
    pub site: SiteIdx,
    /// What is decided about it.
    pub choice: Choice,
    /// How much that counts.
    pub weight: f64,
}

impl WeightedChoice {
    /// The choice with this weight.
    pub fn new(site: SiteIdx, choice: Choice, weight: f64) -> Self {
        Self { site, choice, weight }
    }
}

/// A limit on layouts beside the plan's own.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Restriction {
    /// The weights of the choices made add up to at least or at most a limit: (24).
    Choices {
        /// What counts; other choices weigh 0.
        weights: Vec<WeightedChoice>,
        /// At least or at most.
        direction: Direction,
        /// The limit, in the unit of the weights.
        limit: f64,
    },
    /// The value of a stage is no worse than this one: (25).
    Aim {
        /// The stage; it need not be one of the plan's.
        stage: Stage,
        /// Its worst value, in the unit of [`StageReport`].
        at_worst: f64,
    },
    /// All people of the unit are covered: (26).
    Covered {
        /// Whose people.
        unit: UnitIdx,
        /// At which tier.
        tier: TierIdx,
    },
}

impl Restriction {
    /// The same limit with weights and limit times `factor`, which is above 0.
    pub(crate) fn scaled(self, factor: f64) -> Self {
        match self {
            Self::Choices { mut weights, direction, limit } => {
                weights.iter_mut().for_each(|own| own.weight *= factor);
                Self::Choices { weights, direction, limit: limit * factor }
            }
            other => other,
        }
    }

    /// The site makes one of the choices.
    pub fn one_of(site: SiteIdx, choices: impl IntoIterator<Item = Choice>) -> Self {
        let weights = choices.into_iter().map(|choice| WeightedChoice::new(site, choice, 1.0));
        let weights = weights.collect();
        Self::Choices { weights, direction: Direction::AtLeast, limit: 1.0 }
    }
}

/// The best plan within limits.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Restricted {
    /// The verdict.
    pub status: Status,
    /// The stages, in the plan's order.
    pub stages: Vec<StageReport>,
    /// The layout, where there is one.
    pub decided: Option<AuditedLayout>,
}

impl Restricted {
    /// What a solve came to.
    pub(crate) fn new(
        status: Status,
        stages: Vec<StageReport>,
        decided: Option<AuditedLayout>,
    ) -> Self {
        Self { status, stages, decided }
    }
}

/// The layout that makes most of some choices.
#[derive(Debug, Clone, PartialEq)]
pub enum MostChosen {
    /// The best one found.
    Found {
        /// The layout.
        decided: Box<AuditedLayout>,
        /// The sum of the weights of its choices.
        value: f64,
        /// Whether the value is proved to be the greatest.
        proved: bool,
    },
    /// Proved: no layout keeps the limits.
    Impossible,
    /// None was found before the solve ended.
    Stopped(Stop),
}

/// Solves the plan as [`solve`](super::solve) does, among the layouts that keep the restrictions too. It is neither screened
/// nor explained. `progress` can stop it, but gets no events.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::domain::{Choice, SiteIdx};
/// use yike::solve::{Limits, Restriction, Silent, Status, solve_restricted};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let site = SiteIdx::from(0);
/// let stays = Restriction::one_of(site, [Choice::Stay]);
/// let best = solve_restricted(&problem, &arcs, &Limits::default(), &[stays], &Silent)?;
/// assert!(best.decided.is_none_or(|own| own.layout.choices[site] == Choice::Stay));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn solve_restricted(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    restrictions: &[Restriction],
    progress: &dyn Progress,
) -> Result<Restricted, SolveError> {
    let progress = Muted(progress);
    let limits = SolveLimits::new(limits, &progress);
    let mut model = restricted(problem, arcs, restrictions)?;
    let (stages, decided) = in_order(&mut model, &problem.objective, limits)?;
    let Some(found) = decided else {
        let is_proved = stages.iter().any(|own| own.termination == Termination::Infeasible);
        let stop = || Stop::of(stages.iter().map(|own| own.termination));
        let status =
            if is_proved { Status::Infeasible } else { Status::StoppedWithoutPlan(stop()) };
        return Ok(Restricted { status, stages, decided: None });
    };
    let stages = valued(stages, |stage| model.worth(&found, stage))?;
    Ok(Restricted { status: verdict(&stages), stages, decided: Some(found) })
}

/// Finds the layout within the restrictions whose choices weigh most.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::solve::{Limits, MostChosen, Silent, WeightedChoice, most_chosen};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let sites = problem.sites.iter_enumerated();
/// let works = sites.flat_map(|(index, site)| site.choices().map(move |choice| (index, site, choice)));
/// let standing: Vec<WeightedChoice> = works
///     .filter(|(_, site, choice)| site.state_after(*choice).standing)
///     .map(|(index, _, choice)| WeightedChoice::new(index, choice, 1.0))
///     .collect();
/// let most = most_chosen(&problem, &arcs, &Limits::default(), &[], &standing, &Silent)?;
/// assert!(matches!(most, MostChosen::Found { proved: true, .. }));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn most_chosen(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    restrictions: &[Restriction],
    weights: &[WeightedChoice],
    progress: &dyn Progress,
) -> Result<MostChosen, SolveError> {
    let progress = Muted(progress);
    let model = restricted(problem, arcs, restrictions)?;
    let objective = model.formulation.weighed(weights).times(-1.0);
    let priced = model.milp().priced(&objective);
    let answer: Answer =
        minimise(model.milp(), &priced, None, SolveLimits::new(limits, &progress))?;
    let Some(point) = answer.point else {
        return Ok(match answer.termination {
            Termination::Infeasible => MostChosen::Impossible,
            other => MostChosen::Stopped(Stop::of([other])),
        });
    };
    let decided = model.decided(&point)?;
    let of_layout = |own: &&WeightedChoice| decided.layout.choices[own.site] == own.choice;
    // Summing from 0, because the empty sum of floats is -0.
    let value = weights.iter().filter(of_layout).fold(0.0, |sum, own| sum + own.weight);
    Ok(MostChosen::Found {
        decided: Box::new(decided),
        value,
        proved: answer.termination == Termination::Optimal,
    })
}

/// The model of the plan with the rows of the restrictions.
fn restricted<'a>(
    problem: &'a Problem,
    arcs: &'a Arcs,
    restrictions: &[Restriction],
) -> Result<OnePeriod<'a>, SolveError> {
    let limited = restrictions.iter().filter_map(|own| match own {
        Restriction::Aim { stage, .. } => Some(*stage),
        _ => None,
    });
    let stages: Vec<Stage> = problem.objective.order.iter().copied().chain(limited).collect();
    if stages.contains(&Stage::WorstDecile) && problem.has_limited_ways() {
        return Err(SolveError::WorstDecileOfLimited);
    }
    let mut formulation = match stages.contains(&Stage::WorstTown) {
        true => Formulation::for_towns(problem, arcs, &HashSet::new()),
        false => Formulation::new(problem, arcs, &HashSet::new(), Relaxed::Nothing),
    };
    let scale = Scale::of(problem, arcs, &stages);
    for (number, restriction) in restrictions.iter().enumerate() {
        match restriction {
            Restriction::Choices { weights, direction, limit } => {
                let (row, label) = (formulation.weighed(weights), Label("choices", number, 0));
                match direction {
                    Direction::AtLeast => formulation.milp.at_least(row, *limit, label),
                    Direction::AtMost => formulation.milp.at_most(row, *limit, label),
                }
            }
            Restriction::Aim { stage, at_worst } => {
                let objective = formulation.objective(*stage);
                let at_worst = scale.modelled(*stage, *at_worst);
                formulation.keep(*stage, &objective, at_worst, 0.0);
            }
            Restriction::Covered { unit, tier } => {
                let covered = formulation.covered(*unit, *tier).clone();
                let label = Label("covered", usize::from(*unit), usize::from(*tier));
                formulation.milp.at_least(covered, 1.0, label);
            }
        }
    }
    let (parts, threads) = (Parts::Never, 1);
    Ok(OnePeriod { problem, arcs, scale, formulation, parts, threads })
}

impl Formulation<'_> {
    /// Σ weight·y. A choice that the site does not have adds nothing.
    fn weighed(&self, weights: &[WeightedChoice]) -> Expr {
        let mut sum = Expr::default();
        for own in weights {
            let chosen = self.chosen_where(own.site, |choice| choice == own.choice);
            sum.add_scaled(&chosen, own.weight);
        }
        sum.tidy()
    }
}
