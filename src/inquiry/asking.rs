//! One question about a plan that has a best layout: the best plan on other terms beside it, or what makes the terms
//! impossible.
//!
//! Among the plans that are best on the terms the one is taken that decides most sites as the best plan does:
//!
//! ```text
//! max Σ_j y[j, choice of j in the best plan]   subject to the rows, the terms and every stage at its best value
//! ```
//!
//! so that no change is listed that need not be. Where that solve ends early, the plan found first stands.

use super::comparison::Comparison;
use super::obstacle::Obstacle;
use crate::domain::{Choice, Layout, Problem, SiteIdx};
use crate::plan;
use crate::solve::{
    AuditedLayout, Limits, MostChosen, Progress, Restricted, Restriction, SolveError, Status, Stop,
    WeightedChoice, gap, most_chosen, solve_restricted,
};
use crate::travel::Arcs;
use rayon::prelude::*;
use std::borrow::Cow;

/// What became of a question for the best plan on other terms.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The best plan on these terms, beside the best plan.
    Plan(Box<Comparison>),
    /// Proved: no plan keeps the terms.
    Impossible(Blocked),
    /// The search ended before.
    Stopped(Stop),
}

/// What makes terms impossible.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Blocked {
    /// Each of these, lifted alone, makes them possible; none where only several together do.
    pub by: Vec<Lifted>,
    /// Why not all were tried; none where they were.
    pub stopped: Option<Stop>,
    /// The site has no work that leads there, whatever is lifted.
    pub no_work: bool,
}

/// What is lifted, and the best plan on the terms then.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lifted {
    /// What is lifted.
    pub obstacle: Obstacle,
    /// The best plan then; none where the search ended before.
    pub plan: Option<Box<Comparison>>,
}

/// A plan with limits beside its own.
pub(super) struct Posed<'a> {
    pub(super) problem: Cow<'a, Problem>,
    pub(super) arcs: Cow<'a, Arcs>,
    pub(super) restrictions: Vec<Restriction>,
}

/// The terms of a question: none where a plan can have no layout that keeps them. They get its arcs where these are those of
/// the plan as it is, so that only terms that need others build them.
pub(super) type Terms<'a> =
    dyn Fn(Cow<'a, Problem>, Option<&'a Arcs>) -> Option<Posed<'a>> + Sync + 'a;

/// The arcs of a plan: those known, or else built.
pub(super) fn arcs_of<'a>(problem: &Problem, known: Option<&'a Arcs>) -> Cow<'a, Arcs> {
    known.map_or_else(|| Cow::Owned(Arcs::build(problem)), Cow::Borrowed)
}

/// A plan and its best layout, about which something is asked. The plan may have more sites than that layout decides about: they
/// stay in it as they are.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) problem: &'a Problem,
    pub(super) arcs: &'a Arcs,
    pub(super) limits: &'a Limits,
    pub(super) best: &'a AuditedLayout,
    pub(super) progress: &'a dyn Progress,
}

impl<'a> Asking<'a> {
    /// The best plan on the terms; where there is none, what of `obstacles` makes them impossible.
    pub(super) fn ask(
        &self,
        terms: &Terms<'a>,
        obstacles: &[Obstacle],
    ) -> Result<Answer, SolveError> {
        let posed = terms(Cow::Borrowed(self.problem), Some(self.arcs));
        if let Some(posed) = posed {
            match self.best_of(&posed, true)? {
                Answer::Impossible(_) => {}
                answer => return Ok(answer),
            }
        }
        self.blocked(terms, obstacles).map(Answer::Impossible)
    }

    /// The best plan of those posed.
    pub(super) fn best_of(&self, posed: &Posed<'_>, nearest: bool) -> Result<Answer, SolveError> {
        let Posed { problem, arcs, restrictions } = posed;
        let found = solve_restricted(problem, arcs, self.limits, restrictions, self.progress)?;
        let Restricted { status, stages, decided } = found;
        let Some(decided) = decided else {
            return Ok(match status {
                Status::StoppedWithoutPlan(stop) => Answer::Stopped(stop),
                _ => Answer::Impossible(Blocked::default()),
            });
        };
        let best = self.layout_in(problem);
        let found = Restricted::new(status, stages, Some(decided.clone()));
        let nearer = match nearest {
            true => self.nearer(posed, &best, &found)?,
            false => None,
        };
        let mut stages = found.stages;
        let other = match nearer {
            Some((other, values)) => {
                for (stage, value) in stages.iter_mut().zip(values) {
                    stage.value = Some(value);
                }
                other
            }
            None => decided,
        };
        let sites = self.best.layout.choices.len();
        let best = (&best, &self.best.audit);
        let compared = Comparison::new((problem, arcs), sites, best, (status, stages, other));
        Ok(Answer::Plan(Box::new(compared)))
    }

    /// The best plan's layout as one of `problem`.
    fn layout_in(&self, problem: &Problem) -> Layout {
        let mut layout = self.best.layout.clone();
        let sites = problem.sites.len();
        layout.choices.resize(sites, Choice::Stay);
        layout.leaders.resize(sites, None);
        layout.payments.resize(sites, Vec::new());
        layout
    }

    /// A plan as good as the one found that decides more as the best plan does, with the values of its stages.
    fn nearer(
        &self,
        posed: &Posed<'_>,
        best: &Layout,
        found: &Restricted,
    ) -> Result<Option<(AuditedLayout, Vec<f64>)>, SolveError> {
        if !matches!(found.status, Status::Proved | Status::ProvedToGap) {
            return Ok(None);
        }
        let Posed { problem, arcs, restrictions } = posed;
        let aims = found
            .stages
            .iter()
            .filter_map(|own| Some(Restriction::Aim { stage: own.stage, at_worst: own.value? }));
        let restrictions: Vec<Restriction> = restrictions.iter().cloned().chain(aims).collect();
        let kept = best.choices.iter_enumerated();
        let kept: Vec<WeightedChoice> =
            kept.map(|(site, &choice)| WeightedChoice::new(site, choice, 1.0)).collect();
        let most = most_chosen(problem, arcs, self.limits, &restrictions, &kept, self.progress)?;
        let MostChosen::Found { decided, value: keeps, proved } = most else {
            return Ok(None);
        };
        // A search that ended early may have found one that decides less as the best plan does.
        let kept = |own: &AuditedLayout| {
            let pairs = own.layout.choices.iter().zip(&best.choices);
            pairs.filter(|(own, best)| own == best).count() as f64
        };
        if !proved && found.decided.as_ref().is_some_and(|own| kept(own) >= keeps) {
            return Ok(None);
        }
        let value = |stage| {
            let assignment = &decided.audit.assignment;
            plan::stage_value(problem, arcs, &decided.layout, assignment, stage)
        };
        let values: Vec<f64> = found.stages.iter().map(|own| value(own.stage)).collect();
        let is_as_good = found.stages.iter().zip(&values).all(|(own, &value)| {
            own.value.is_some_and(|before| gap(own.stage.sense(), value, before) == 0.0)
        });
        Ok(is_as_good.then_some((*decided, values)))
    }

    /// What makes the terms impossible: each obstacle is lifted alone.
    pub(super) fn blocked(
        &self,
        terms: &Terms<'a>,
        obstacles: &[Obstacle],
    ) -> Result<Blocked, SolveError> {
        let tried = obstacles.par_iter().map(|&obstacle| self.without(terms, obstacle));
        let tried: Vec<Result<Tried<Lifted>, SolveError>> = tried.collect();
        let mut blocked = Blocked::default();
        for own in tried {
            match own? {
                Tried::Possible(lifted) => blocked.by.push(lifted),
                Tried::Impossible => {}
                Tried::Stopped(stop) => blocked.stopped = Some(stop),
            }
        }
        Ok(blocked)
    }

    /// Which of the obstacles, lifted alone, allows the terms, and whether all were tried.
    pub(super) fn allowing(
        &self,
        terms: &Terms<'a>,
        obstacles: &[Obstacle],
    ) -> Result<(Vec<Obstacle>, bool), SolveError> {
        let tried =
            obstacles.par_iter().map(|&obstacle| match self.posed_without(terms, obstacle) {
                Some(posed) => self.is_possible(&posed),
                None => Ok(Tried::Impossible),
            });
        let tried: Vec<Result<Tried<()>, SolveError>> = tried.collect();
        let (mut allowing, mut all_tried) = (Vec::new(), true);
        for (&obstacle, own) in obstacles.iter().zip(tried) {
            match own? {
                Tried::Possible(()) => allowing.push(obstacle),
                Tried::Impossible => {}
                Tried::Stopped(_) => all_tried = false,
            }
        }
        Ok((allowing, all_tried))
    }

    fn without(&self, terms: &Terms<'a>, obstacle: Obstacle) -> Result<Tried<Lifted>, SolveError> {
        let Some(posed) = self.posed_without(terms, obstacle) else {
            return Ok(Tried::Impossible);
        };
        match self.is_possible(&posed)? {
            Tried::Possible(()) => {}
            Tried::Impossible => return Ok(Tried::Impossible),
            Tried::Stopped(stop) => return Ok(Tried::Stopped(stop)),
        }
        let plan = match self.best_of(&posed, false)? {
            Answer::Plan(plan) => Some(plan),
            Answer::Impossible(_) | Answer::Stopped(_) => None,
        };
        Ok(Tried::Possible(Lifted { obstacle, plan }))
    }

    /// The terms, posed to the plan without an obstacle.
    fn posed_without(&self, terms: &Terms<'a>, obstacle: Obstacle) -> Option<Posed<'a>> {
        let problem = obstacle.lifted(self.problem)?;
        let arcs = (!obstacle.changes_arcs()).then_some(self.arcs);
        terms(Cow::Owned(problem), arcs)
    }

    fn is_possible(&self, posed: &Posed<'_>) -> Result<Tried<()>, SolveError> {
        let Posed { problem, arcs, restrictions } = posed;
        let found = most_chosen(problem, arcs, self.limits, restrictions, &[], self.progress)?;
        Ok(match found {
            MostChosen::Found { .. } => Tried::Possible(()),
            MostChosen::Impossible => Tried::Impossible,
            MostChosen::Stopped(stop) => Tried::Stopped(stop),
        })
    }
}

enum Tried<T> {
    Possible(T),
    Impossible,
    Stopped(Stop),
}

/// The terms that a site makes a choice for which `counts` holds.
pub(super) fn with_choice<'a>(
    site: SiteIdx,
    counts: impl Fn(&Problem, Choice) -> bool + Sync + 'a,
) -> Box<Terms<'a>> {
    Box::new(move |problem: Cow<'a, Problem>, arcs| {
        let own = problem.sites[site].choices();
        let choices: Vec<Choice> = own.filter(|&choice| counts(&problem, choice)).collect();
        let restrictions = vec![Restriction::one_of(site, choices.iter().copied())];
        (!choices.is_empty()).then(|| {
            let arcs = arcs_of(&problem, arcs);
            Posed { problem, arcs, restrictions }
        })
    })
}
