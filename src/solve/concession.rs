//! The least that is to be conceded of targets and money so that a plan can be met.

use super::backend::{Answer, SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::{Formulation, Relaxed};
use super::milp::{Expr, Label};
use super::outcome::{Limits, Stop, Termination};
use super::progress::{Muted, Progress};
use crate::domain::{
    Aim, Direction, FundingIdx, Layout, Measure, Problem, SiteIdx, Target, TargetKind,
};
use crate::plan;
use crate::travel::Arcs;
use crate::units::Yuan;
use std::cmp::Reverse;
use std::collections::HashSet;
use typed_index_collections::TiVec;

/// What may be conceded, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Freed {
    /// Binding targets, by position.
    pub targets: Vec<usize>,
    /// Sources of money.
    pub sources: Vec<FundingIdx>,
}

impl Freed {
    /// These targets and sources.
    pub fn new(targets: impl Into<Vec<usize>>, sources: impl Into<Vec<FundingIdx>>) -> Self {
        Self { targets: targets.into(), sources: sources.into() }
    }
}

/// The least that is to be conceded.
#[derive(Debug, Clone, PartialEq)]
pub enum LeastConcession {
    /// With this the plan is feasible.
    Found {
        /// Each target that is missed with the limit that is reached, in its unit.
        targets: Vec<(usize, f64)>,
        /// Each source that has too little with the money that is missing.
        sources: Vec<(FundingIdx, Yuan)>,
        /// Whether it is proved to be the least.
        proved: bool,
    },
    /// Proved: whatever is conceded of them, the plan is infeasible.
    Impossible,
    /// Nothing was found before the solve ended.
    Stopped(Stop),
}

/// Finds the least that must be conceded of what is freed: first the least shortfall of targets, each relative to its limit,
/// then the least money in all. Of equal sums the sources pay that may pay for most works, so that few are named.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::domain::FundingIdx;
/// use yike::solve::{Freed, LeastConcession, Limits, Silent, least_concession};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let (arcs, freed) = (Arcs::build(&problem), Freed::new([], [FundingIdx::from(0)]));
/// let least = least_concession(&problem, &arcs, &Limits::default(), &freed, &Silent)?;
/// let nothing = LeastConcession::Found { targets: vec![], sources: vec![], proved: true };
/// assert_eq!(least, nothing);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver fails.
pub fn least_concession(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    freed: &Freed,
    progress: &dyn Progress,
) -> Result<LeastConcession, SolveError> {
    let progress = Muted(progress);
    least(problem, arcs, &HashSet::new(), freed, SolveLimits::new(limits, &progress))
}

/// What rounding may add to a shortfall, whose unit is a millionth of a target.
const ROUNDING: f64 = 0.01;
/// In the model's unit of money, 10,000 yuan.
const HALF_A_YUAN: f64 = 0.5e-4;

/// Whether it is proved that no answer is less, by as much as would be told.
fn is_least(answer: &Answer, told: f64) -> bool {
    let apart = answer.value.zip(answer.bound).map(|(value, bound)| value - bound);
    answer.termination == Termination::Optimal || apart.is_some_and(|apart| apart < told)
}

fn least(
    problem: &Problem,
    arcs: &Arcs,
    dropped: &HashSet<SiteIdx>,
    freed: &Freed,
    limits: SolveLimits<'_>,
) -> Result<LeastConcession, SolveError> {
    let relaxed = Relaxed::These { targets: &freed.targets, sources: &freed.sources };
    let mut formulation = Formulation::new(problem, arcs, dropped, relaxed);
    let shortfall = formulation.relaxation.clone().tidy();
    let mut money = Expr::default();
    formulation.extra_money.iter().for_each(|&(_, col)| money.add(col, 1.0));
    let (targets_alone, money_alone) = (money.terms.is_empty(), shortfall.terms.is_empty());
    let first = if money_alone { &money } else { &shortfall };
    let answer = minimise(&formulation.milp, first, None, limits)?;
    let mut proved = is_least(&answer, if money_alone { HALF_A_YUAN } else { ROUNDING });
    let Some(mut point) = answer.point else {
        return Ok(match answer.termination {
            Termination::Infeasible => LeastConcession::Impossible,
            other => LeastConcession::Stopped(Stop::of([other])),
        });
    };
    if !money_alone && !targets_alone {
        let (least, label) = (shortfall.value(&point) + ROUNDING, Label("least_shortfall", 0, 0));
        formulation.milp.at_most(shortfall, least, label);
        let answer = minimise(&formulation.milp, &money, Some(&point), limits)?;
        proved &= is_least(&answer, HALF_A_YUAN);
        point = answer.point.unwrap_or(point);
    }
    if formulation.extra_money.len() > 1 && proved {
        let least = money.value(&point);
        if let Some(named) = fewest_sources(problem, &mut formulation, money, least, limits)? {
            point = named;
        }
    }
    // Payments of given works are a flow of whole yuan, so that those of the model are whole but for rounding.
    let missing = formulation
        .extra_money
        .iter()
        .map(|&(source, col)| (source, Yuan::new((point[col.position()] * 1e4).round() as i64)));
    let sources: Vec<(FundingIdx, Yuan)> =
        missing.filter(|&(_, amount)| amount > Yuan::ZERO).collect();
    let mut layout = formulation.layout(arcs, &point);
    // Shares of what sources spend are those of the money that they have then.
    let richer = with_more(problem, &sources);
    let then = richer.as_ref().unwrap_or(problem);
    if let Some(payments) = payments(then, relaxed, &layout) {
        layout.payments = payments;
    }
    let mut targets = problem.targets.iter().enumerate();
    proved &= !targets
        .any(|(position, target)| is_loosened(target, relaxed.frees_target(position), &sources));
    let audit = plan::audit(then, arcs, &layout);
    let missed = audit.targets.iter().filter(|result| {
        let target = &problem.targets[result.target];
        // Its layout pays no more than sources have, unlike the model where these are relaxed.
        let is_unpaid = target.funding().is_some() && !relaxed.frees_target(result.target);
        target.kind == TargetKind::Binding && result.shortfall > 0.0 && !is_unpaid
    });
    let targets = missed.map(|own| (own.target, own.reached.unwrap_or_default())).collect();
    Ok(LeastConcession::Found { targets, sources, proved })
}

/// The plan in which sources have more, where that changes what targets count.
fn with_more(problem: &Problem, sources: &[(FundingIdx, Yuan)]) -> Option<Problem> {
    let counts = problem.targets.iter().any(|target| target.funding().is_some());
    if sources.is_empty() || !counts {
        return None;
    }
    let mut parts = problem.clone().into_parts();
    for &(source, more) in sources {
        parts.funding[source].amount += more;
    }
    Problem::new(parts).ok()
}

/// Whether a target asks less of a plan whose sources have more than the model takes it to ask: where it is of a share of all
/// that one of them has, and is freed or allows so much at most.
fn is_loosened(target: &Target, is_freed: bool, sources: &[(FundingIdx, Yuan)]) -> bool {
    let Aim::Sited(aim) = &target.aim else { return false };
    match aim.measure {
        Measure::FundingShare { funding, whole: None } => {
            let has_more = sources.iter().any(|&(source, _)| source == funding);
            has_more && (is_freed || aim.direction == Direction::AtMost)
        }
        _ => false,
    }
}

/// The point at which no more `money` than `least` is missing, and it is that of the sources that may pay for most works; none
/// where the solver ends before.
fn fewest_sources(
    problem: &Problem,
    formulation: &mut Formulation<'_>,
    money: Expr,
    least: f64,
    limits: SolveLimits<'_>,
) -> Result<Option<Vec<f64>>, SolveError> {
    // A tenth of a yuan for rounding.
    formulation.milp.at_most(money, least + 1e-5, Label("least_money", 0, 0));
    let payable = |source: FundingIdx| {
        let choices = problem.sites.iter().flat_map(|site| {
            site.choices().filter(move |&choice| problem.funding[source].may_pay(site, choice))
        });
        choices.count()
    };
    let mut ranked = formulation.extra_money.clone();
    ranked.sort_by_key(|&(source, _)| (Reverse(payable(source)), source));
    let mut objective = Expr::default();
    for (rank, (_, col)) in ranked.into_iter().enumerate() {
        objective.add(col, 1.0 + rank as f64);
    }
    Ok(minimise(&formulation.milp, &objective.tidy(), None, limits)?.point)
}

/// The payments where targets are of sources' shares: those that are relaxed come after the others.
fn payments(
    problem: &Problem,
    relaxed: Relaxed<'_>,
    layout: &Layout,
) -> Option<TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>>> {
    if !problem.targets.iter().any(|target| target.funding().is_some()) {
        return None;
    }
    let mut parts = problem.clone().into_parts();
    let targets = parts.targets.iter_mut().enumerate();
    for (_, target) in targets.filter(|(position, _)| relaxed.frees_target(*position)) {
        target.kind = TargetKind::Expected;
    }
    let relaxed = Problem::new(parts).ok()?;
    Some(plan::pay(&relaxed, &layout.choices).payments)
}
