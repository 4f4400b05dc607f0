//! Trials of a plan without some of its demands: whether it can be met then.

use super::requirement::{Requirement, without};
use crate::domain::Problem;
use crate::solve::{Clock, Limits, Possible, Progress, SolveError, Stop, possible};
use crate::travel::Arcs;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// Whether a plan can be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Some layout meets it, by its audit.
    Yes,
    /// Proved: none does.
    No,
    /// The solve ended before.
    Undecided(Stop),
}

/// Trials of one plan. Verdicts do not depend on the order in which they are asked for.
pub(super) struct Trials<'a> {
    pub(super) problem: &'a Problem,
    pub(super) limits: &'a Limits,
    pub(super) progress: &'a dyn Progress,
    pub(super) clock: Clock<'a>,
    /// By the demands about ways that are lifted. Demands of sites are lifted in all of them: arcs of choices that a site
    /// does not have serve nobody.
    arcs: Mutex<BTreeMap<BTreeSet<Requirement>, Arc<Arcs>>>,
    /// Verdicts on the plan without some demands, none of which follows from another.
    known: Vec<(BTreeSet<Requirement>, Verdict)>,
}

impl<'a> Trials<'a> {
    pub(super) fn new(
        problem: &'a Problem,
        limits: &'a Limits,
        progress: &'a dyn Progress,
        clock: Clock<'a>,
    ) -> Self {
        Self { problem, limits, progress, clock, arcs: Mutex::default(), known: Vec::new() }
    }

    /// What is left of the limits.
    pub(super) fn limits(&self) -> Limits {
        Limits { time: self.clock.left(), ..*self.limits }
    }

    /// Whether the plan can be met without these demands.
    pub(super) fn verdict(
        &mut self,
        lifted: &BTreeSet<Requirement>,
    ) -> Result<Verdict, SolveError> {
        Ok(self.verdicts(std::slice::from_ref(lifted))?[0])
    }

    /// The same of several, in parallel.
    pub(super) fn verdicts(
        &mut self,
        lifted: &[BTreeSet<Requirement>],
    ) -> Result<Vec<Verdict>, SolveError> {
        let trials = &*self;
        let found = lifted.par_iter().map(|own| match trials.follows(own) {
            Some(verdict) => Ok(verdict),
            None => trials.tried(own),
        });
        let found: Vec<Verdict> = found.collect::<Result<_, _>>()?;
        for (own, &verdict) in lifted.iter().zip(&found) {
            if self.follows(own).is_none() && !matches!(verdict, Verdict::Undecided(_)) {
                self.known.push((own.clone(), verdict));
            }
        }
        Ok(found)
    }

    /// What known verdicts say: with fewer demands there are more layouts.
    fn follows(&self, lifted: &BTreeSet<Requirement>) -> Option<Verdict> {
        let mut known = self.known.iter();
        let says = known.find(|(own, verdict)| match verdict {
            Verdict::Yes => own.is_subset(lifted),
            _ => lifted.is_subset(own),
        });
        says.map(|(_, verdict)| *verdict)
    }

    fn tried(&self, lifted: &BTreeSet<Requirement>) -> Result<Verdict, SolveError> {
        if let Some(stop) = self.clock.stop() {
            return Ok(Verdict::Undecided(stop));
        }
        let problem = without(self.problem, lifted);
        let arcs = self.arcs(lifted);
        self.asked(&problem, &arcs)
    }

    fn asked(&self, problem: &Problem, arcs: &Arcs) -> Result<Verdict, SolveError> {
        Ok(match possible(problem, arcs, &self.limits(), self.progress)? {
            Possible::Yes(_) => Verdict::Yes,
            Possible::No => Verdict::No,
            Possible::Undecided(stop) => Verdict::Undecided(stop),
        })
    }

    /// Whether a changed plan can be met.
    pub(super) fn verdict_of(&self, problem: &Problem) -> Result<Verdict, SolveError> {
        if let Some(stop) = self.clock.stop() {
            return Ok(Verdict::Undecided(stop));
        }
        self.asked(problem, &Arcs::build(problem))
    }

    /// The arcs of the plan without these demands, and perhaps of choices that sites have only without others.
    pub(super) fn arcs(&self, lifted: &BTreeSet<Requirement>) -> Arc<Arcs> {
        let mut key = lifted.clone();
        key.retain(|own| own.is_about_ways());
        if let Ok(arcs) = self.arcs.lock()
            && let Some(known) = arcs.get(&key)
        {
            return Arc::clone(known);
        }
        let of_sites = super::requirement::requirements(self.problem);
        let of_sites = of_sites.into_iter().filter(|own| own.site().is_some());
        let of_sites = of_sites.filter(|own| !matches!(own, Requirement::Residents(_)));
        let open: BTreeSet<Requirement> = key.iter().copied().chain(of_sites).collect();
        let made = Arc::new(Arcs::build(&without(self.problem, &open)));
        if let Ok(mut arcs) = self.arcs.lock() {
            arcs.insert(key, Arc::clone(&made));
        }
        made
    }
}
