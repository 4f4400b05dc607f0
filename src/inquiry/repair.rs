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
    Aim, Choice, Direction, Measure, Problem, Reach, Setting, SiteIdx, TierIdx, UnitIdx,
};
use crate::scenario::on_threads;
use crate::solve::{
    Clock, Freed, Limits, MostChosen, Progress, SolveError, WeightedChoice, most_chosen,
};
use crate::travel::Arcs;
use crate::units::{Metres, Seconds};
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
        found.sort_by(|a, b| {
            let kind = |own: &Repair| own.concessions.iter().map(|own| own.kind()).min();
            let by_loss = a.given_up.total_cmp(&b.given_up);
            by_loss
                .then_with(|| a.concessions.len().cmp(&b.concessions.len()))
                .then(kind(a).cmp(&kind(b)))
        });
        let mut seen: Vec<Vec<Concession>> = Vec::new();
        found.retain(|own| {
            let is_new = !seen.contains(&own.concessions);
            seen.push(own.concessions.clone());
            is_new
        });
        Ok(Repairs { found, complete })
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
        Ok(self.verified(concessions, proved)?.into_iter().collect())
    }

    /// The least reach among the ways to sites that are too far.
    fn reach(&self, tier: TierIdx, setting: Setting) -> Result<Vec<Repair>, SolveError> {
        let problem = self.trials.problem;
        let Some(before) = problem.tiers[tier].reach(setting) else { return Ok(Vec::new()) };
        let arcs = self.trials.arcs(&BTreeSet::from([Requirement::Reach(tier, setting)]));
        let units = problem.units.iter_enumerated().filter(|(_, unit)| unit.setting == setting);
        let ways = units.flat_map(|(unit, _)| arcs.within_reach(tier, unit));
        let mut lengths: Vec<f64> = ways
            .filter_map(|arc| match before {
                Reach::Time(least) => Some(arc.time.seconds()).filter(|&own| own > least.seconds()),
                Reach::Distance(least) => {
                    Some(arc.distance.metres()).filter(|&own| own > least.metres())
                }
                Reach::Anywhere => None,
            })
            .collect();
        lengths.sort_by(f64::total_cmp);
        lengths.dedup();
        let at = |length: f64| {
            let reach = match before {
                Reach::Time(_) => Reach::Time(Seconds::new(length).ok()?),
                _ => Reach::Distance(Metres::new(length).ok()?),
            };
            Some(Concession::Reach { tier, setting, reach })
        };
        let least = self.least(lengths.len(), |position| at(lengths[position]))?;
        Ok(least.into_iter().collect())
    }

    /// The first of `count` concessions, each more than the one before, that suffices; proved where the one before does not.
    fn least(
        &self,
        count: usize,
        at: impl Fn(usize) -> Option<Concession>,
    ) -> Result<Option<Repair>, SolveError> {
        let verdict = |position: usize| {
            let changed = at(position).and_then(|own| conceded(self.trials.problem, &[own]));
            changed.map_or(Ok(Verdict::No), |changed| self.trials.verdict_of(&changed))
        };
        // Before `from` nothing suffices; at `to` it does, where it does at all.
        let (mut from, mut to, mut proved) = (0, count, true);
        while from < to {
            let middle = from + (to - from) / 2;
            match verdict(middle)? {
                Verdict::Yes => to = middle,
                Verdict::No => from = middle + 1,
                Verdict::Undecided(_) => {
                    proved = false;
                    from = middle + 1;
                }
            }
        }
        match (to < count).then(|| at(to)).flatten() {
            Some(own) => self.verified(vec![own], proved),
            None => Ok(None),
        }
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
            if self.trials.verdict_of(&enough)? == Verdict::Yes {
                found.extend(self.least(most, at)?);
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
