//! Trade-offs: the best of one aim among the layouts that keep a bound on another (ε-constraint, Haimes, Lasdon &
//! Wismer 1971).
//!
//! With the rows (1)–(12) of the plan model and minimised aims f, g (minus coverage, money, travel, minus the
//! worst-served town):
//!
//! ```text
//! f* = min f   subject to g ≤ ε
//! g* = min g   subject to g ≤ ε, f ≤ f*
//! ```
//!
//! The layout of the second problem is not dominated. The worst-served town is a column t ∈ [0,1] with, for every town
//! c that has people,
//!
//! ```text
//! (21) Σ_{i ∈ c, k} w[i,k]·z[i,k] ≥ t·Σ_{i ∈ c, k} w[i,k],   w as in the coverage stage
//! ```

use super::backend::{SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::{Formulation, Relaxed, rounding, step_of};
use super::gap::gap;
use super::milp::{Expr, Label};
use super::outcome::{Limits, Stop, Termination};
use super::progress::Progress;
use super::reduce::dominated;
use crate::domain::location::Sense;
use crate::domain::{Layout, Problem, Stage, TownIdx};
use crate::plan::{self, Assignment, covered_share, weighted_people};
use crate::travel::Arcs;
use std::collections::{BTreeMap, HashSet};

/// An aim of a trade-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TradeoffAim {
    /// Most weighted people covered.
    Coverage,
    /// Least yuan for works.
    Money,
    /// Least person-kilometres of the people covered.
    Travel,
    /// The greatest share covered in the worst-served town, of its weighted people.
    WorstTown,
}

impl TradeoffAim {
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            TradeoffAim::Coverage => "coverage",
            TradeoffAim::Money => "money",
            TradeoffAim::Travel => "travel",
            TradeoffAim::WorstTown => "worst-town",
        }
    }

    /// Whether larger values are better.
    pub fn more_is_better(self) -> bool {
        matches!(self, TradeoffAim::Coverage | TradeoffAim::WorstTown)
    }

    /// Converts a value to the minimised objective of the model, and back.
    fn modelled(self, value: f64) -> f64 {
        match self {
            TradeoffAim::Coverage | TradeoffAim::WorstTown => -value,
            TradeoffAim::Money => value / YUAN_A_WAN,
            TradeoffAim::Travel => value,
        }
    }

    fn reported(self, value: f64) -> f64 {
        match self {
            TradeoffAim::Coverage | TradeoffAim::WorstTown => -value,
            TradeoffAim::Money => value * YUAN_A_WAN,
            TradeoffAim::Travel => value,
        }
    }

    /// The value of a layout, from the data alone.
    fn worth(self, problem: &Problem, arcs: &Arcs, layout: &Layout, served: &Assignment) -> f64 {
        let of_stage = |stage| plan::stage_value(problem, arcs, layout, served, stage);
        match self {
            TradeoffAim::Coverage => of_stage(Stage::Coverage),
            TradeoffAim::Money => of_stage(Stage::Money),
            TradeoffAim::Travel => of_stage(Stage::Travel),
            TradeoffAim::WorstTown => worst_town(problem, served),
        }
    }
}

/// The model counts money in 万元.
const YUAN_A_WAN: f64 = 1e4;

/// The share of its weighted people covered in the worst-served town; 1 where nobody needs cover.
///
/// ```
/// use std::path::Path;
/// use yike::domain::Layout;
/// use yike::{plan, solve::worst_town, travel::Arcs};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let today = plan::audit(&problem, &Arcs::build(&problem), &Layout::today(&problem));
/// assert!((0.0..=1.0).contains(&worst_town(&problem, &today.assignment)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn worst_town(problem: &Problem, served: &Assignment) -> f64 {
    let mut towns: BTreeMap<TownIdx, (f64, f64)> = BTreeMap::new();
    for (unit, tier, people) in weighted_people(problem) {
        let (covered, all) = towns.entry(problem.units[unit].town).or_default();
        *covered += people * covered_share(served, unit, tier);
        *all += people;
    }
    let shares = towns.values().map(|(covered, all)| covered / all);
    shares.fold(1.0, f64::min)
}

/// A value with its proof. Units: weighted people, yuan, person-kilometres, a share.
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
/// use yike::solve::{CompromiseOutcome, Limits, Silent, TradeoffAim, compromise};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let aims = [TradeoffAim::Coverage, TradeoffAim::Money];
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
    [first, second]: [TradeoffAim; 2],
    keeping: Option<f64>,
    progress: &dyn Progress,
) -> Result<CompromiseOutcome, SolveError> {
    if progress.is_stopped() {
        return Ok(CompromiseOutcome::Stopped(Stop::Interrupted));
    }
    let aims = [first, second];
    let dropped = safely_dropped(problem, arcs, aims);
    let mut formulation = match aims.contains(&TradeoffAim::WorstTown) {
        true => Formulation::for_towns(problem, arcs, &dropped),
        false => Formulation::new(problem, arcs, &dropped, Relaxed::Nothing),
    };
    if aims.contains(&TradeoffAim::Travel) {
        formulation.count_all_covered();
    }
    let [f, g] = aims.map(|aim| expression(&mut formulation, problem, aim));
    let mut most = keeping.map(|bound| {
        let bound = second.modelled(bound);
        bound + 1e-9 * bound.abs().max(1.0)
    });
    let within = || SolveLimits {
        absolute_gap: match first {
            TradeoffAim::WorstTown => limits.gap.fraction(),
            _ => 0.0,
        },
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
        let reached = second.modelled(second.worth(problem, arcs, &layout, &served));
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
    let value = first.modelled(first.worth(problem, arcs, &layout, &served));
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
    let proved = |aim: TradeoffAim, bound: Option<f64>| {
        let value = aim.worth(problem, arcs, &layout, &served);
        let bound = bound.map(|bound| aim.reported(bound));
        let sense = match aim.more_is_better() {
            true => Sense::Maximise,
            false => Sense::Minimise,
        };
        let gap = bound.map(|bound| gap(sense, value, bound));
        ProvedValue { value, bound, gap }
    };
    let (first_proved, second_proved) = (proved(first, first_bound), proved(second, second_bound));
    let modelled = second.modelled(second_proved.value);
    let beyond = second.reported(modelled - beyond_by(problem, second, &g, modelled));
    Ok(CompromiseOutcome::Found(Box::new(Compromise {
        layout,
        first: first_proved,
        second: second_proved,
        beyond,
    })))
}

/// Sites that can be dropped for any of the aims.
fn safely_dropped(
    problem: &Problem,
    arcs: &Arcs,
    aims: [TradeoffAim; 2],
) -> HashSet<crate::domain::SiteIdx> {
    let counts_travel = problem.objective.order.contains(&Stage::Travel);
    match aims.contains(&TradeoffAim::Travel) && !counts_travel {
        true => HashSet::new(),
        false => dominated(problem, arcs),
    }
}

/// The minimised objective of the aim.
fn expression(formulation: &mut Formulation<'_>, problem: &Problem, aim: TradeoffAim) -> Expr {
    match aim {
        TradeoffAim::Coverage => formulation.objective(Stage::Coverage),
        TradeoffAim::Money => formulation.objective(Stage::Money),
        TradeoffAim::Travel => formulation.objective(Stage::Travel),
        TradeoffAim::WorstTown => {
            let share = formulation.milp.column(0.0, 1.0, Label("t", 0, 0));
            let mut towns: BTreeMap<TownIdx, (Expr, f64)> = BTreeMap::new();
            for (unit, tier, people) in weighted_people(problem) {
                let (covered, all) = towns.entry(problem.units[unit].town).or_default();
                covered.add_scaled(formulation.covered(unit, tier), people);
                *all += people;
            }
            for (town, (covered, all)) in towns {
                // As shares of the town, so that all rows have one scale.
                let mut row = covered.times(1.0 / all);
                row.add(share, -1.0);
                let label = Label("town", usize::from(town), 0);
                formulation.milp.at_least(row, 0.0, label);
            }
            Expr { constant: 0.0, terms: vec![(share, -1.0)] }
        }
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
fn step(problem: &Problem, aim: TradeoffAim, expr: &Expr) -> Option<f64> {
    match aim {
        TradeoffAim::Money => step_of(expr),
        TradeoffAim::Coverage if !has_limited_places(problem) => step_of(expr),
        _ => None,
    }
}

/// The slack of a value for rounding: half a step where values are multiples of a step.
fn slack(problem: &Problem, aim: TradeoffAim, expr: &Expr, value: f64) -> f64 {
    step(problem, aim, expr).map_or_else(|| rounding(expr, value), |step| step / 2.0)
}

/// Values without a step that differ by this many distances of bounds are not told apart: 4·10⁻⁵ of them.
const SAME_ROUNDED: f64 = 4.0;

/// The distance of the next bound from a value.
fn beyond_by(problem: &Problem, aim: TradeoffAim, expr: &Expr, value: f64) -> f64 {
    step(problem, aim, expr).map_or(1e-5 * value.abs().max(1.0), |step| step / 2.0)
}
