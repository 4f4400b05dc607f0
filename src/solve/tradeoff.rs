//! Trade-offs: the best of one aim among the layouts that keep a bound on another (ε-constraint, Haimes, Lasdon &
//! Wismer 1971).
//!
//! With the rows (1)–(12) of the plan model and the minimised objectives f, g of two stages:
//!
//! ```text
//! f* = min f   subject to g ≤ ε
//! g* = min g   subject to g ≤ ε, f ≤ f*
//! ```
//!
//! The layout of the second problem is not dominated.

use super::backend::{SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::{Formulation, Relaxed, rounding, step_of};
use super::gap::gap;
use super::in_order::is_relative;
use super::milp::{Expr, Label};
use super::outcome::{Limits, Stop, Termination};
use super::progress::Progress;
use super::reduce::dominated;
use super::scale::Scale;
use crate::domain::{Layout, Problem, SiteIdx, Stage};
use crate::plan::{self, Assignment};
use crate::travel::Arcs;
use std::collections::HashSet;

/// A value with its proof, in the units of [`plan::stage_value`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ProvedValue {
    /// The value of the layout.
    pub value: f64,
    /// The proved bound: for the first aim among layouts within the bound on the second, for the second aim among
    /// layouts with the value of the first.
    pub bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub gap: Option<f64>,
}

/// The best of two aims under a bound.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Compromise {
    /// The layout, audited: it breaks no rule.
    pub layout: Layout,
    /// The first aim.
    pub first: ProvedValue,
    /// The second.
    pub second: ProvedValue,
    /// A bound on the second aim that excludes this layout, but none that is better in that aim by more than rounding.
    pub beyond: f64,
}

/// The outcome of seeking a compromise.
#[derive(Debug, Clone, PartialEq)]
pub enum CompromiseOutcome {
    /// The best one found, with its bounds.
    Found(Box<Compromise>),
    /// Proved: no layout keeps the bound.
    Impossible,
    /// None was found before the solve ended.
    Stopped(Stop),
}

/// Finds the best value of the first aim, and among the layouts that reach it the best of the second, subject to the
/// bound `keeping` on the second (an upper bound, or a lower one where larger values are better).
///
/// Binding targets hold, expected ones are ignored. `limits.time` is for each of the two solves. `progress` can stop
/// them, but gets no events.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::domain::Stage;
/// use yike::solve::{CompromiseOutcome, Limits, Silent, compromise};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let aims = [Stage::Coverage, Stage::Money];
/// match compromise(&problem, &arcs, &Limits::default(), aims, None, &Silent)? {
///     CompromiseOutcome::Found(found) => assert_eq!(found.second.value, 410_420_000.0),
///     other => panic!("{other:?}"),
/// }
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn compromise(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    [first, second]: [Stage; 2],
    keeping: Option<f64>,
    progress: &dyn Progress,
) -> Result<CompromiseOutcome, SolveError> {
    if progress.is_stopped() {
        return Ok(CompromiseOutcome::Stopped(Stop::Interrupted));
    }
    let aims = [first, second];
    if aims.contains(&Stage::WorstDecile) && problem.has_limited_ways() {
        return Err(SolveError::WorstDecileOfLimited);
    }
    let dropped = safely_dropped(problem, arcs, aims);
    let mut formulation = match aims.contains(&Stage::WorstTown) {
        true => Formulation::for_towns(problem, arcs, &dropped),
        false => Formulation::new(problem, arcs, &dropped, Relaxed::Nothing),
    };
    let [f, g] = aims.map(|aim| formulation.objective(aim));
    let scale = Scale::of(problem, arcs, &aims);
    let mut most = keeping.map(|bound| {
        let bound = scale.modelled(second, bound);
        bound + 1e-9 * bound.abs().max(1.0)
    });
    let within = || SolveLimits {
        absolute_gap: if is_relative(first) { limits.gap.fraction() } else { 0.0 },
        ..SolveLimits::new(limits, progress)
    };
    let mut closer = 0.0;
    let mut same = 0.0;
    // Of the bound as it was asked for: what is brought closer excludes layouts that keep it.
    let mut first_bound = None;
    let (mut layout, mut served) = loop {
        if let Some(most) = most {
            formulation.milp.at_most(g.clone(), most, Label("keeping", 0, 0));
        }
        let answer = minimise(&formulation.milp, &f, None, within())?;
        first_bound = first_bound.or(answer.bound);
        let Some(point) = answer.point else {
            return Ok(match answer.termination {
                // Brought closer by no more than makes two points, the bound still proves that none is beyond it.
                Termination::Infeasible if closer <= same => CompromiseOutcome::Impossible,
                Termination::Infeasible => CompromiseOutcome::Stopped(Stop::Undecided),
                other => CompromiseOutcome::Stopped(Stop::of([other])),
            });
        };
        let (layout, served) = audited(problem, arcs, &formulation, &point)?;
        let reached = plan::stage_value(problem, arcs, &layout, &served, second);
        let reached = scale.modelled(second, reached);
        let Some(exceeded) = most.filter(|&most| reached > most && !has_limited_places(problem))
        else {
            break (layout, served);
        };
        // The point keeps the bound by a millionth of a choice, which solvers take for none, its layout does not: the bound
        // is brought closer until it is more than that.
        let least = beyond_by(problem, second, &g, exceeded);
        closer = f64::max(2.0 * closer, least);
        same = match step(problem, second, &g) {
            Some(_) => least,
            None => SAME_ROUNDED * least,
        };
        most = Some(exceeded - closer);
    };
    let value = plan::stage_value(problem, arcs, &layout, &served, first);
    let value = scale.modelled(first, value);
    formulation.milp.at_most(
        f.clone(),
        value + slack(problem, first, &f, value),
        Label("first", 0, 0),
    );
    // Not from the first point: HiGHS 1.15 was seen to report a worst-served town at 0 as optimal when it started
    // there.
    let answer = minimise(&formulation.milp, &g, None, within())?;
    if let Some(point) = answer.point {
        (layout, served) = audited(problem, arcs, &formulation, &point)?;
    } else if answer.termination == Termination::Infeasible {
        let why = "the second aim is called infeasible, though a layout keeps every row";
        return Err(SolveError::Solver(why.into()));
    }
    let second_bound = answer.bound;
    let proved = |aim: Stage, bound: Option<f64>| {
        let value = plan::stage_value(problem, arcs, &layout, &served, aim);
        let bound = bound.map(|bound| scale.reported(aim, bound));
        let gap = bound.map(|bound| gap(aim.sense(), value, bound));
        ProvedValue { value, bound, gap }
    };
    let (first_proved, second_proved) = (proved(first, first_bound), proved(second, second_bound));
    let modelled = scale.modelled(second, second_proved.value);
    let beyond = scale.reported(second, modelled - beyond_by(problem, second, &g, modelled));
    Ok(CompromiseOutcome::Found(Box::new(Compromise {
        layout,
        first: first_proved,
        second: second_proved,
        beyond,
    })))
}

/// Sites that can be dropped for any of the aims.
fn safely_dropped(problem: &Problem, arcs: &Arcs, aims: [Stage; 2]) -> HashSet<SiteIdx> {
    let counts = |order: &[Stage]| order.iter().any(|stage| stage.counts_ways());
    match counts(&aims) && !counts(&problem.objective.order) {
        true => HashSet::new(),
        false => dominated(problem, arcs),
    }
}

/// The layout at a point, which must not break a rule.
fn audited(
    problem: &Problem,
    arcs: &Arcs,
    formulation: &Formulation<'_>,
    point: &[f64],
) -> Result<(Layout, Assignment), SolveError> {
    let layout = formulation.layout(arcs, point);
    let audit = plan::audit(problem, arcs, &layout);
    match audit.violations.into_iter().next() {
        Some(violation) => Err(SolveError::Audit(violation.text.to_string())),
        None => Ok((layout, audit.assignment)),
    }
}

fn has_limited_places(problem: &Problem) -> bool {
    problem.tiers.keys().any(|tier| problem.has_limited_places(tier))
}

/// The step of which values are multiples, if any: without limited places people are covered or not, and works are done
/// or not.
fn step(problem: &Problem, aim: Stage, expr: &Expr) -> Option<f64> {
    match aim {
        Stage::Money => step_of(expr),
        Stage::Coverage if !has_limited_places(problem) => step_of(expr),
        _ => None,
    }
}

/// The slack of a value for rounding: half a step where values are multiples of a step.
fn slack(problem: &Problem, aim: Stage, expr: &Expr, value: f64) -> f64 {
    step(problem, aim, expr).map_or_else(|| rounding(expr, value), |step| step / 2.0)
}

/// Values without a step that differ by this many distances of bounds are not told apart: 4·10⁻⁵ of them.
const SAME_ROUNDED: f64 = 4.0;

/// The distance of the next bound from a value.
fn beyond_by(problem: &Problem, aim: Stage, expr: &Expr, value: f64) -> f64 {
    step(problem, aim, expr).map_or(1e-5 * value.abs().max(1.0), |step| step / 2.0)
}
