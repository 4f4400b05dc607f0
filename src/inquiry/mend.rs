//! One repair: the least of what is conceded, tried on the plan that it makes.

use super::concession::{Concession, conceded};
use super::conflict::Conflicts;
use super::requirement::Requirement;
use super::trial::{Trials, Verdict};
use crate::domain::Problem;
use crate::solve::{Freed, LeastConcession, SolveError, least_concession};
use crate::travel::Arcs;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// What makes a plan possible.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Repair {
    /// What is changed, all of it together.
    pub concessions: Vec<Concession>,
    /// Whether it is proved that less of it does not suffice: of any of its concessions less, whatever is left of the others.
    /// Where several demands are given up together those of targets and money are the least beside any reach, and then each reach
    /// the least beside them. Never where the number of places is among them: how much of it would do is not sought.
    pub proved: bool,
    /// What is given up: the sum over its concessions of the share of the demand that goes.
    pub given_up: f64,
}

/// A search for repairs.
pub(super) struct Seeking<'a> {
    pub(super) trials: Trials<'a>,
    pub(super) conflicts: &'a Conflicts,
    /// Whether something that could be tried was left out.
    pub(super) is_cut: AtomicBool,
}

impl Seeking<'_> {
    /// The first `most` of these; that others are left out is kept in mind.
    pub(super) fn first<T>(&self, most: usize, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut all = all.into_iter();
        let first = all.by_ref().take(most).collect();
        if all.next().is_some() {
            self.is_cut.store(true, Relaxed);
        }
        first
    }

    /// A repair where the plan that it makes can be met.
    pub(super) fn verified(
        &self,
        concessions: Vec<Concession>,
        proved: bool,
    ) -> Result<Option<Repair>, SolveError> {
        let problem = self.trials.problem;
        if concessions.is_empty() {
            return Ok(None);
        }
        let Some(changed) = conceded(problem, &concessions) else { return Ok(None) };
        if self.trials.verdict_of(&changed)? != Verdict::Yes {
            return Ok(None);
        }
        let given_up = concessions.iter().map(|own| own.given_up(problem)).sum();
        Ok(Some(Repair { concessions, proved, given_up }))
    }

    /// The least of targets and money in a set of demands, and whether it is proved; its others do not count. `problem` has
    /// the demands of the plan at the same positions.
    pub(super) fn least_of(
        &self,
        problem: &Problem,
        set: &[Requirement],
    ) -> Result<Option<(Vec<Concession>, bool)>, SolveError> {
        let mut freed = Freed::default();
        let mut lifted = Vec::new();
        for &own in set {
            match own {
                Requirement::Target(target) => freed.targets.push(target),
                Requirement::Money(source) => freed.sources.push(source),
                other => lifted.push(Concession::Lift(other)),
            }
        }
        self.free(problem, &freed, &lifted)
    }

    /// The least of what is freed beside what is lifted, and whether it is proved.
    pub(super) fn free(
        &self,
        problem: &Problem,
        freed: &Freed,
        lifted: &[Concession],
    ) -> Result<Option<(Vec<Concession>, bool)>, SolveError> {
        let in_part = |own: &Concession| matches!(own, Concession::Lift(Requirement::Places(_)));
        let is_least = !lifted.iter().any(in_part);
        if *freed == Freed::default() {
            return Ok(Some((lifted.to_vec(), is_least)));
        }
        let Some(changed) = conceded(problem, lifted) else { return Ok(None) };
        let arcs = Arcs::build(&changed);
        let (limits, progress) = (self.trials.limits(), self.trials.progress);
        let least = least_concession(&changed, &arcs, &limits, freed, progress)?;
        let LeastConcession::Found { targets, sources, proved } = least else {
            return Ok(None);
        };
        let mut concessions = lifted.to_vec();
        concessions
            .extend(sources.into_iter().map(|(source, more)| Concession::Money { source, more }));
        let limits = targets.into_iter().map(|(target, limit)| Concession::Limit { target, limit });
        concessions.extend(limits);
        Ok(Some((concessions, proved && is_least)))
    }
}
