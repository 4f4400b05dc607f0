//! What would make a plan possible: each repair by the least amount, and tried on the plan that it makes.
//!
//! For a demand without which the plan can be met (see [`super::Conflicts::lifts`]) the least is sought that must be
//! conceded: of targets and money by one more model ([`crate::solve::least_concession`]), of a reach among the lengths of the ways
//! themselves, of places by halving. Beside them: all sources of money together, candidates in villages, required works that
//! wait, and the smallest sets of demands that suffice together.

use super::concession::{Concession, conceded};
use super::conflict::{Conflicts, ConflictsRequest, conflicts};
use super::mend::{Repair, Seeking};
use super::new_site::{building_cost, new_site};
use super::places::PlaceOfConflict;
use super::put_off::put_off;
use super::requirement::{Requirement, binding};
use super::trial::{Trials, Verdict};
use crate::domain::{
    Aim, Choice, Direction, Language, Measure, Problem, Setting, SiteIdx, TierIdx, UnitIdx,
};
use crate::solve::{
    Clock, Freed, Limits, MostChosen, Progress, SolveError, WeightedChoice, most_chosen,
};
use crate::travel::{Arcs, on_threads};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Instant;

/// What would make a plan possible.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Repairs {
    /// The repairs, those that give up least first. The plan that each makes was solved: it can be met.
    pub found: Vec<Repair>,
    /// Whether all that are sought were tried: time did not end before, and none was left out because there are too many.
    pub complete: bool,
}

/// So many sets of several demands are repaired.
const SETS: usize = 6;
/// In so many villages at most candidates are added.
const VILLAGES: usize = 400;
/// At so many sites at most places are added.
const SITES: usize = 24;
/// So many candidates at most make a repair.
const NEW_SITES: usize = 12;

/// Finds what would make a plan possible that cannot be met, from its `conflicts`.
///
/// `limits.time` is for the whole. `progress` can stop it, with what is known by then; it receives no events. The answer does not
/// depend on `limits.threads`.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::inquiry::{ConflictsRequest, conflicts, repairs};
/// use yike::solve::{Limits, Silent};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let limits = Limits::default();
/// let found = conflicts(&problem, &limits, &ConflictsRequest::default(), &Silent)?;
/// assert!(repairs(&problem, &limits, &found, &Silent)?.found.is_empty());
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver fails.
pub fn repairs(
    problem: &Problem,
    limits: &Limits,
    conflicts: &Conflicts,
    progress: &dyn Progress,
) -> Result<Repairs, SolveError> {
    if conflicts.possible != Some(false) {
        return Ok(Repairs { found: Vec::new(), complete: true });
    }
    let clock = Clock::new(limits.time, progress);
    on_threads(limits.threads, || {
        let trials = Trials::new(problem, limits, progress, clock);
        let seeking = Seeking { trials, conflicts, is_cut: AtomicBool::new(false) };
        seeking.run()
    })
}

/// What clashes in a plan, and what would make it possible.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Clashes {
    /// Which demands clash.
    pub conflicts: Conflicts,
    /// What would make the plan possible.
    pub repairs: Repairs,
}

/// Finds the conflicts of a plan, then its repairs. `limits.time` is for both.
///
/// # Errors
///
/// When the solver fails.
pub fn clashes(
    problem: &Problem,
    limits: &Limits,
    request: &ConflictsRequest,
    progress: &dyn Progress,
) -> Result<Clashes, SolveError> {
    let begun = Instant::now();
    let conflicts = conflicts(problem, limits, request, progress)?;
    let repairs = repairs(problem, &limits.left_since(begun), &conflicts, progress)?;
    Ok(Clashes { conflicts, repairs })
}

/// One thing that is tried.
enum Attempt<'a> {
    /// The least of what a set of demands gives up.
    Give(&'a [Requirement]),
    /// More money, whichever source's.
    AllMoney,
    /// All targets and all money.
    Everything,
    /// Candidates in villages.
    NewSites,
    /// Required works that wait.
    PutOff,
}

impl Seeking<'_> {
    fn run(&self) -> Result<Repairs, SolveError> {
        let is_money = |own: &Requirement| matches!(own, Requirement::Money(_));
        let lifts = || self.conflicts.lifts.iter();
        let single = lifts().filter(|own| own.len() == 1);
        // Money of several sources is sought together.
        let several = lifts().filter(|own| own.len() > 1 && !own.iter().all(is_money));
        let sets = self.first(SETS, several);
        let mut attempts: Vec<Attempt<'_>> =
            single.chain(sets).map(|own| Attempt::Give(own)).collect();
        if !lifts().any(|own| own.len() == 1 && is_money(&own[0])) {
            attempts.push(Attempt::AllMoney);
        }
        attempts.extend([Attempt::NewSites, Attempt::PutOff]);
        let mut found: Vec<Repair> = Vec::new();
        let tried: Vec<Result<Vec<Repair>, SolveError>> =
            attempts.par_iter().map(|attempt| self.attempt(attempt)).collect();
        for repairs in tried {
            found.extend(repairs?);
        }
        if found.is_empty() {
            found = self.attempt(&Attempt::Everything)?;
        }
        let complete = !self.trials.clock.is_over() && !self.is_cut.load(Relaxed);
        Ok(Repairs { found: ranked(self.trials.problem, found), complete })
    }

    fn attempt(&self, attempt: &Attempt<'_>) -> Result<Vec<Repair>, SolveError> {
        if self.trials.clock.is_over() {
            return Ok(Vec::new());
        }
        let problem = self.trials.problem;
        let sources = || problem.funding.keys().collect::<Vec<_>>();
        match attempt {
            Attempt::Give([Requirement::Reach(tier, setting)]) => self.reach(*tier, *setting),
            Attempt::Give([Requirement::Places(tier)]) => self.places(*tier),
            Attempt::Give(set) => self.give(set),
            Attempt::AllMoney => self.freed(&Freed::new([], sources()), &[]),
            Attempt::Everything => {
                let targets: Vec<usize> = binding(problem).map(|(position, _)| position).collect();
                self.freed(&Freed::new(targets, sources()), &[])
            }
            Attempt::NewSites => self.new_sites(),
            Attempt::PutOff => put_off(self),
        }
    }

    fn give(&self, set: &[Requirement]) -> Result<Vec<Repair>, SolveError> {
        self.told(self.least_of(self.trials.problem, set)?)
    }

    fn freed(&self, freed: &Freed, lifted: &[Concession]) -> Result<Vec<Repair>, SolveError> {
        self.told(self.free(self.trials.problem, freed, lifted)?)
    }

    fn told(&self, found: Option<(Vec<Concession>, bool)>) -> Result<Vec<Repair>, SolveError> {
        let Some((concessions, proved)) = found else { return Ok(Vec::new()) };
        Ok(self.settled(concessions, proved)?.into_iter().collect())
    }

    /// The least reach among the ways to sites that are too far.
    fn reach(&self, tier: TierIdx, setting: Setting) -> Result<Vec<Repair>, SolveError> {
        let longer = self.longer(tier, setting);
        let least = self.least(&[], longer.len(), |position| Some(longer[position]))?;
        let Some((own, proved)) = least else { return Ok(Vec::new()) };
        Ok(self.verified(vec![own], proved)?.into_iter().collect())
    }

    /// The fewest more places at one site that suffice, site by site.
    fn places(&self, tier: TierIdx) -> Result<Vec<Repair>, SolveError> {
        let problem = self.trials.problem;
        let group = problem.tiers[tier].group;
        let people: f64 = problem.units.iter().map(|unit| unit.people_of(group)).sum();
        let residents: f64 = problem.sites.iter().map(|site| f64::from(site.residents.all)).sum();
        let most = (people + residents).ceil() as usize;
        let has_places = |&site: &SiteIdx| {
            let data = &problem.sites[site];
            data.choices().any(|choice| {
                problem.serves(data, choice, tier)
                    && problem.places_at(data, choice, tier).is_some()
            })
        };
        let mut found = Vec::new();
        for site in self.first(SITES, problem.sites.keys().filter(has_places)) {
            let at = |position: usize| {
                let more = u32::try_from(position + 1).ok()?;
                Some(Concession::Places { site, tier, more })
            };
            let enough = at(most).and_then(|own| conceded(problem, &[own]));
            let Some(enough) = enough else { continue };
            if self.trials.verdict_of(&enough)? == Verdict::Yes
                && let Some((own, proved)) = self.least(&[], most, at)?
            {
                found.extend(self.verified(vec![own], proved)?);
            }
        }
        Ok(found)
    }

    /// The fewest candidates in villages that suffice.
    fn new_sites(&self) -> Result<Vec<Repair>, SolveError> {
        let problem = self.trials.problem;
        let mut concessions: Vec<Concession> = Vec::new();
        let mut parts = problem.clone().into_parts();
        for (tier, unit) in self.villages() {
            let Some(cost) = building_cost(problem, tier) else { continue };
            let Some(site) = new_site(&parts, tier, unit, cost) else { continue };
            parts.add_site(site);
            concessions.push(Concession::NewSite { tier, unit, cost });
        }
        if concessions.is_empty() {
            return Ok(Vec::new());
        }
        let Ok(wider) = Problem::new(parts) else { return Ok(Vec::new()) };
        let added = || (problem.sites.len()..wider.sites.len()).map(SiteIdx::from);
        let weights: Vec<WeightedChoice> =
            added().map(|site| WeightedChoice::new(site, Choice::Stay, 1.0)).collect();
        let (limits, progress) = (self.trials.limits(), self.trials.progress);
        let arcs = Arcs::build(&wider);
        let most = most_chosen(&wider, &arcs, &limits, &[], &weights, progress)?;
        let MostChosen::Found { decided, proved, .. } = most else { return Ok(Vec::new()) };
        let built = added().filter(|&site| decided.layout.choices[site] != Choice::Stay);
        let first = problem.sites.len();
        let built: Vec<Concession> =
            built.map(|site| concessions[usize::from(site) - first]).collect();
        if built.len() > NEW_SITES {
            self.is_cut.store(true, Relaxed);
            return Ok(Vec::new());
        }
        Ok(self.verified(built, proved)?.into_iter().collect())
    }

    /// Where candidates are added: in the villages that a conflict leaves without a site, or else in all; of the tiers that
    /// targets of conflicts ask for.
    fn villages(&self) -> BTreeSet<(TierIdx, UnitIdx)> {
        let problem = self.trials.problem;
        let places = self.conflicts.found.iter().flat_map(|own| &own.places);
        let unreached: BTreeSet<(TierIdx, UnitIdx)> = places
            .filter_map(|place| match place {
                PlaceOfConflict::Unreached { tier, unit, .. } => Some((*tier, *unit)),
                PlaceOfConflict::Site(_) => None,
            })
            .collect();
        if !unreached.is_empty() {
            return self.largest(unreached);
        }
        let members: BTreeSet<Requirement> =
            self.conflicts.found.iter().flat_map(|own| own.members.iter().copied()).collect();
        let targets = members.iter().filter_map(|own| match own {
            Requirement::Target(position) => Some(&problem.targets[*position]),
            _ => None,
        });
        let mut found = BTreeSet::new();
        for target in targets {
            let Aim::Sited(aim) = &target.aim else { continue };
            let (Measure::Coverage { tiers, .. }
            | Measure::WithFacility { tiers, .. }
            | Measure::Count { tiers }) = &aim.measure
            else {
                continue;
            };
            if aim.direction == Direction::AtMost {
                continue;
            }
            for &tier in tiers {
                let open = problem
                    .units
                    .iter_enumerated()
                    .filter(|(_, unit)| problem.tiers[tier].reach(unit.setting).is_some());
                found.extend(open.map(|(unit, _)| (tier, unit)));
            }
        }
        self.largest(found)
    }

    /// The villages of most people.
    fn largest(&self, villages: BTreeSet<(TierIdx, UnitIdx)>) -> BTreeSet<(TierIdx, UnitIdx)> {
        let problem = self.trials.problem;
        let people = |&(tier, unit): &(TierIdx, UnitIdx)| {
            problem.units[unit].people_of(problem.tiers[tier].group)
        };
        let mut villages: Vec<(TierIdx, UnitIdx)> = villages.into_iter().collect();
        villages.sort_by(|a, b| people(b).total_cmp(&people(a)));
        self.first(VILLAGES, villages).into_iter().collect()
    }
}

/// The repairs, those that give up least first, and each told once.
pub(super) fn ranked(problem: &Problem, mut found: Vec<Repair>) -> Vec<Repair> {
    found.sort_by(|a, b| {
        let kind = |own: &Repair| own.concessions.iter().map(|own| own.kind()).min();
        let by_loss = a.given_up.total_cmp(&b.given_up);
        by_loss
            .then_with(|| a.concessions.len().cmp(&b.concessions.len()))
            .then(kind(a).cmp(&kind(b)))
    });
    told_once(problem, found)
}

/// The repairs without those that say what another says: which part is told first, digits that are not written, and whether a work
/// that a site requires is lifted or waits make no other repair. That it waits is said rather.
fn told_once(problem: &Problem, found: Vec<Repair>) -> Vec<Repair> {
    let waits = |own: &Concession| match *own {
        Concession::Lift(Requirement::Works(site)) => Some(site),
        Concession::Lift(Requirement::Required(site)) => {
            Some(site).filter(|&site| !problem.sites[site].state_today().standing)
        }
        _ => None,
    };
    let part = |own: &Concession| match (*own, waits(own)) {
        (Concession::PutOff { site, rule: None, .. }, _) | (_, Some(site)) => {
            (Some(site), String::new())
        }
        (other, None) => (None, other.told(problem, Language::English)),
    };
    let said: Vec<BTreeSet<(Option<SiteIdx>, String)>> =
        found.iter().map(|own| own.concessions.iter().map(part).collect()).collect();
    let is_first = |at: usize| {
        let same = (0..said.len()).filter(|&other| said[other] == said[at]);
        let lifted = |other: usize| found[other].concessions.iter().filter_map(waits).count();
        same.min_by_key(|&other| (lifted(other), other)) == Some(at)
    };
    let kept: Vec<bool> = (0..said.len()).map(is_first).collect();
    found.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(own, _)| own).collect()
}
