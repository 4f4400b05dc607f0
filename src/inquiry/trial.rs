//! Trials of a plan without some of its demands: whether it can be met then.

use super::requirement::{Requirement, without};
use crate::domain::{Choice, Problem, SiteIdx, StatedLayout};
use crate::plan;
use crate::solve::{Clock, Limits, Possible, Progress, SolveError, Stop, possible};
use crate::travel::Arcs;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use typed_index_collections::TiVec;

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

type Choices = TiVec<SiteIdx, Choice>;

/// So many layouts are tried before a solver is asked.
const WITNESSES: usize = 16;

/// Trials of one plan. Verdicts do not depend on the order in which they are asked for.
pub(super) struct Trials<'a> {
    pub(super) problem: &'a Problem,
    pub(super) limits: &'a Limits,
    pub(super) progress: &'a dyn Progress,
    pub(super) clock: Clock<'a>,
    /// By the demands about ways that are lifted. Demands of sites are lifted in all of them: arcs of choices that a site
    /// does not have serve nobody.
    arcs: Mutex<BTreeMap<BTreeSet<Requirement>, Arc<Arcs>>>,
    /// Layouts that met the plan without some demands, the newest first.
    witnesses: Vec<Choices>,
    known: BTreeMap<BTreeSet<Requirement>, Verdict>,
}

impl<'a> Trials<'a> {
    pub(super) fn new(
        problem: &'a Problem,
        limits: &'a Limits,
        progress: &'a dyn Progress,
        clock: Clock<'a>,
    ) -> Self {
        let (arcs, witnesses, known) = (Mutex::default(), Vec::new(), BTreeMap::new());
        Self { problem, limits, progress, clock, arcs, witnesses, known }
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
        let open: Vec<&BTreeSet<Requirement>> =
            lifted.iter().filter(|own| !self.known.contains_key(*own)).collect();
        let found: Vec<(Verdict, Option<Choices>)> = {
            let trials = &*self;
            let found = open.par_iter().map(|own| trials.tried(own));
            found.collect::<Result<_, _>>()?
        };
        for (own, (verdict, witness)) in open.into_iter().zip(found) {
            self.known.insert(own.clone(), verdict);
            if let Some(witness) = witness {
                self.witnesses.insert(0, witness);
            }
        }
        self.witnesses.truncate(WITNESSES);
        Ok(lifted.iter().map(|own| self.known[own]).collect())
    }

    fn tried(
        &self,
        lifted: &BTreeSet<Requirement>,
    ) -> Result<(Verdict, Option<Choices>), SolveError> {
        if let Some(stop) = self.clock.stop() {
            return Ok((Verdict::Undecided(stop), None));
        }
        let problem = without(self.problem, lifted);
        let arcs = self.arcs(lifted);
        let meets = |choices: &Choices| {
            let layout = plan::complete(&problem, &arcs, StatedLayout::new(choices.clone()));
            plan::audit(&problem, &arcs, &layout).violations.is_empty()
        };
        if self.witnesses.iter().any(meets) {
            return Ok((Verdict::Yes, None));
        }
        self.tell(possible(&problem, &arcs, &self.limits(), self.progress)?)
    }

    fn tell(&self, found: Possible) -> Result<(Verdict, Option<Choices>), SolveError> {
        Ok(match found {
            Possible::Yes(decided) => (Verdict::Yes, Some(decided.layout.choices)),
            Possible::No => (Verdict::No, None),
            Possible::Undecided(stop) => (Verdict::Undecided(stop), None),
        })
    }

    /// Whether a changed plan can be met.
    pub(super) fn verdict_of(&self, problem: &Problem) -> Result<Verdict, SolveError> {
        if let Some(stop) = self.clock.stop() {
            return Ok(Verdict::Undecided(stop));
        }
        let found = possible(problem, &Arcs::build(problem), &self.limits(), self.progress)?;
        Ok(self.tell(found)?.0)
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
