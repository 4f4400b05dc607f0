//! Plans that are as good as the best one, or nearly, and what they have in common.
//!
//! With f\[s\] the value of stage s of the best plan, ε\[s\] what may be lost of it, δ the difference of two layouts and d the
//! least difference asked for, the n-th alternative is the best plan in the planner's order of stages among those with
//!
//! ```text
//! stage s no worse than f[s] by more than ε[s]·|f[s]|      for every stage of the plan
//! δ(layout, layout of m) ≥ d                             for the plan itself and every alternative m < n
//! ```
//!
//! (Danna, Fenelon, Gu & Wunderling 2007, "Generating multiple solutions for mixed integer programming problems", in the
//! form of one more solve a plan.) Each is proved by its own bounds, so that the list is in order of quality. Values count as
//! equal within a millionth, as gaps do.

use super::difference::{Difference, Differing};
use crate::domain::location::Sense;
use crate::domain::{Direction, Layout, Problem, Stage};
use crate::plan;
use crate::solve::{
    AuditedLayout, FlexibleSites, Limits, MOST_EXCLUDED, Muted, Outcome, Progress, Restricted,
    Restriction, SolveError, StageReport, Status, Stop, flexible_sites, gap, solve,
    solve_restricted,
};
use crate::travel::{Arcs, on_threads};
use crate::units::Share;

/// What may be lost of each stage's value.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Losses {
    /// Of every stage that is not named.
    pub usual: Share,
    /// Of these stages.
    pub of: Vec<(Stage, Share)>,
}

impl Losses {
    /// This share of every stage.
    pub fn of_each(usual: Share) -> Self {
        Self { usual, of: Vec::new() }
    }

    /// Nothing of any stage.
    pub fn none() -> Self {
        Self::default()
    }

    /// What may be lost of a stage.
    pub fn share(&self, stage: Stage) -> Share {
        let named = self.of.iter().find(|(own, _)| *own == stage);
        named.map_or(self.usual, |&(_, share)| share)
    }

    /// The worst value that a stage may have, in the unit of reports. A shortfall is of whole targets, so that what may be
    /// lost of it is a share of one at least.
    fn at_worst(&self, stage: Stage, value: f64) -> f64 {
        let whole = match stage {
            Stage::Shortfall => value.abs().max(1.0),
            _ => value.abs(),
        };
        let loss = self.share(stage).fraction() * whole;
        match stage.sense() {
            Sense::Maximise => value - loss,
            Sense::Minimise => value + loss,
        }
    }
}

/// Plans that are few moves from a given layout.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NearTo {
    /// The layout.
    pub layout: Layout,
    /// At most so many sites are decided otherwise.
    pub moves: u32,
}

impl NearTo {
    /// At most so many moves from the layout.
    pub fn new(layout: Layout, moves: u32) -> Self {
        Self { layout, moves }
    }
}

/// Which alternatives are sought.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AlternativesRequest {
    /// At most so many, beside the best plan.
    pub count: usize,
    /// How much any two differ.
    pub differing: Differing,
    /// What each may lose.
    pub losses: Losses,
    /// Only plans near to a layout, the best one too; none: all plans.
    pub near: Option<NearTo>,
}

impl Default for AlternativesRequest {
    /// Five plans that do another work at one site and lose nothing.
    fn default() -> Self {
        let differing = Differing::new(Difference::Works, 1.0);
        Self { count: 5, differing, losses: Losses::none(), near: None }
    }
}

/// Another plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Alternative {
    /// Whether it is proved to be the best of those that are left.
    pub status: Status,
    /// Its stages, with bounds for the plans that are left.
    pub stages: Vec<StageReport>,
    /// Its layout.
    pub decided: AuditedLayout,
}

/// Why no more alternatives are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// As many as were asked for.
    Enough,
    /// Proved: there is no other.
    NoMore,
    /// The search ended before.
    Stopped(Stop),
}

impl Ended {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Ended::Enough => "enough",
            Ended::NoMore => "no-more",
            Ended::Stopped(stop) => stop.word(),
        }
    }
}

/// The best plan with its alternatives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Alternatives {
    /// The best plan, or why there is none.
    pub best: Restricted,
    /// The alternatives, the best first.
    pub found: Vec<Alternative>,
    /// Why there are no more; none where there is no best plan.
    pub ended: Option<Ended>,
    /// What the plans have in common that lose nothing; none where there is no best plan.
    pub ties: Option<FlexibleSites>,
    /// What the plans have in common that lose no more than asked for; none where there is no best plan.
    pub within: Option<FlexibleSites>,
}

/// Finds the best plan, then alternatives to it, and what all of them have in common.
///
/// `limits.time` is for each solve. `progress` can stop it, with what is known by then; it receives no events. The answer does not
/// depend on `limits.threads`.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::inquiry::{AlternativesRequest, alternatives};
/// use yike::solve::{Limits, Silent, Status};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let mut request = AlternativesRequest::default();
/// request.count = 1;
/// let found = alternatives(&problem, &arcs, &Limits::default(), &request, &Silent)?;
/// assert_eq!(found.best.status, Status::Proved);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn alternatives(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    request: &AlternativesRequest,
    progress: &dyn Progress,
) -> Result<Alternatives, SolveError> {
    let near: Vec<Restriction> = request.near.iter().map(|near| within(problem, near)).collect();
    let best = match near.is_empty() {
        true => of_outcome(solve(problem, arcs, limits, &Muted(progress))?),
        false => solve_restricted(problem, arcs, limits, &near, progress)?,
    };
    let Some(decided) = best.decided.clone() else {
        return Ok(Alternatives { best, found: Vec::new(), ended: None, ties: None, within: None });
    };
    let seeking = Seeking { problem, arcs, limits, progress, near: &near, best: &best };
    let in_common = |losses: &Losses, known: &[&AuditedLayout]| seeking.in_common(losses, known);
    let (ties, found) = on_threads(limits.threads, || {
        rayon::join(|| in_common(&Losses::none(), &[&decided]), || seeking.others(request))
    });
    let (ties, (found, ended)) = (ties?, found?);
    let within = match request.losses == Losses::none() {
        true => ties.clone(),
        false => {
            let known = found.iter().map(|own| &own.decided).chain([&decided]);
            in_common(&request.losses, &known.collect::<Vec<_>>())?
        }
    };
    let (ended, ties, within) = (Some(ended), Some(ties), Some(within));
    Ok(Alternatives { best, found, ended, ties, within })
}

/// What the plans have in common that are as good as a plan already found: whether it is the only one.
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn ties(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    best: &Outcome,
    progress: &dyn Progress,
) -> Result<Option<FlexibleSites>, SolveError> {
    let best = of_outcome(best.clone());
    let Some(decided) = &best.decided else {
        return Ok(None);
    };
    let seeking = Seeking { problem, arcs, limits, progress, near: &[], best: &best };
    seeking.in_common(&Losses::none(), &[decided]).map(Some)
}

fn of_outcome(outcome: Outcome) -> Restricted {
    let decided = outcome.layout.zip(outcome.audit);
    Restricted::new(
        outcome.status,
        outcome.stages,
        decided.map(|(layout, audit)| AuditedLayout::new(layout, audit)),
    )
}

/// The limit to layouts near to one.
fn within(problem: &Problem, near: &NearTo) -> Restriction {
    let most = f64::from(near.moves);
    Difference::Works.limit(problem, &near.layout, Direction::AtMost, most)
}

struct Seeking<'a> {
    problem: &'a Problem,
    arcs: &'a Arcs,
    limits: &'a Limits,
    progress: &'a dyn Progress,
    near: &'a [Restriction],
    best: &'a Restricted,
}

impl Seeking<'_> {
    /// The worst value of each stage of the plan.
    fn at_worst(&self, losses: &Losses) -> Vec<(Stage, f64)> {
        let valued = |own: &StageReport| Some((own.stage, own.value?));
        let values = self.best.stages.iter().filter_map(valued);
        values.map(|(stage, value)| (stage, losses.at_worst(stage, value))).collect()
    }

    fn restrictions(&self, at_worst: &[(Stage, f64)]) -> Vec<Restriction> {
        let aims = at_worst.iter().map(|&(stage, at_worst)| Restriction::Aim { stage, at_worst });
        self.near.iter().cloned().chain(aims).collect()
    }

    /// Whether a layout loses no more, beyond the tolerance of a solver.
    fn is_within(&self, at_worst: &[(Stage, f64)], own: &AuditedLayout) -> bool {
        at_worst.iter().all(|&(stage, at_worst)| {
            let (layout, served) = (&own.layout, &own.audit.assignment);
            let value = plan::stage_value(self.problem, self.arcs, layout, served, stage);
            gap(stage.sense(), value, at_worst) == 0.0
        })
    }

    fn in_common(
        &self,
        losses: &Losses,
        known: &[&AuditedLayout],
    ) -> Result<FlexibleSites, SolveError> {
        let at_worst = self.at_worst(losses);
        let restrictions = self.restrictions(&at_worst);
        let is_meant = |own: &AuditedLayout| self.is_within(&at_worst, own);
        let Self { problem, arcs, limits, progress, .. } = *self;
        flexible_sites(problem, arcs, limits, &restrictions, &is_meant, known, progress)
    }

    fn others(
        &self,
        request: &AlternativesRequest,
    ) -> Result<(Vec<Alternative>, Ended), SolveError> {
        let Differing { by, at_least } = request.differing;
        let at_worst = self.at_worst(&request.losses);
        let mut restrictions = self.restrictions(&at_worst);
        let differs = |layout: &Layout, limit: f64, by: Difference| {
            by.limit(self.problem, layout, Direction::AtLeast, limit)
        };
        restrictions.extend(self.best.decided.iter().map(|own| differs(&own.layout, at_least, by)));
        let mut found: Vec<Alternative> = Vec::new();
        let mut excluded = 0;
        while found.len() < request.count {
            let Self { problem, arcs, limits, progress, .. } = *self;
            let next = solve_restricted(problem, arcs, limits, &restrictions, progress)?;
            let Some(decided) = next.decided else {
                return Ok((
                    found,
                    match next.status {
                        Status::StoppedWithoutPlan(stop) => Ended::Stopped(stop),
                        _ => Ended::NoMore,
                    },
                ));
            };
            if !self.is_within(&at_worst, &decided) {
                // Within the solver's tolerance only: another one is sought.
                excluded += 1;
                if excluded > MOST_EXCLUDED {
                    return Ok((found, Ended::Stopped(Stop::Undecided)));
                }
                restrictions.push(differs(&decided.layout, 1.0, Difference::Works));
                continue;
            }
            restrictions.push(differs(&decided.layout, at_least, by));
            found.push(Alternative { status: next.status, stages: next.stages, decided });
            if let Status::StoppedWithPlan(stop @ Stop::Interrupted) = next.status {
                return Ok((found, Ended::Stopped(stop)));
            }
        }
        Ok((found, Ended::Enough))
    }
}
