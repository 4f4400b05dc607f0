//! Which required works could wait: the fewest, and of these the ones that cost least.
//!
//! With W the works that rules and sites require by name and done\[w\] the sum of the y of the choices that do w, the plan without
//! W is solved for
//!
//! ```text
//! max Σ_w done[w] = n,   then   max Σ_w cost[w]·done[w]   subject to   Σ_w done[w] ≥ n
//! ```
//!
//! Where demands clash that are no works, the least of these is conceded first.

use super::concession::{Concession, complying, conceded};
use super::hitting::minimal_hitting_sets;
use super::mend::{Repair, Seeking};
use super::requirement::{Requirement, binding};
use crate::domain::{Choice, Decided, Direction, Problem, Site, SiteIdx};
use crate::solve::{MostChosen, Restriction, SolveError, WeightedChoice, most_chosen};
use crate::travel::Arcs;
use crate::units::Yuan;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering::Relaxed;

/// A work that is required by name.
struct Demanded {
    site: SiteIdx,
    /// The rule that requires it; none: the site itself.
    rule: Option<usize>,
    /// What it costs at least.
    cost: Yuan,
}

/// Whether the site itself requires a work: by name, or because nothing stands there yet and something must.
fn requires_work(site: &Site) -> bool {
    site.works.iter().any(|work| work.required) || site.required && !site.state_today().standing
}

/// Every required work: those of sites, and those of rules about all their sites.
fn demanded(problem: &Problem) -> Vec<Demanded> {
    let of_sites = problem.sites.iter_enumerated();
    let of_sites = of_sites.filter(|(_, site)| requires_work(site));
    let of_sites = of_sites.map(|(site, _)| (site, None));
    let of_rules = binding(problem).flat_map(|(position, _)| {
        let rule = problem.targets[position].rule().filter(|rule| {
            rule.direction == Direction::AtLeast
                && rule.limit >= rule.sites.len() as f64
                && matches!(rule.decided, Decided::Kind(_) | Decided::Work(_) | Decided::Stand)
        });
        let sites = rule.map_or(&[][..], |rule| rule.sites);
        let by_work = move |site: &&SiteIdx| {
            let site = &problem.sites[**site];
            rule.is_some_and(|rule| !rule.takes(site, Choice::Stay))
        };
        sites.iter().filter(by_work).map(move |&site| (site, Some(position)))
    });
    of_sites
        .chain(of_rules)
        .filter_map(|(site, rule)| {
            let data = &problem.sites[site];
            let cost = complying(problem, data, rule).map(|choice| data.cost(choice)).min()?;
            Some(Demanded { site, rule, cost })
        })
        .collect()
}

impl Demanded {
    fn wait(&self) -> Concession {
        Concession::PutOff { site: self.site, rule: self.rule, cost: self.cost }
    }
}

/// So many ways are sought to mend what no work that waits mends.
const BASES: usize = 2;

/// The works that could wait so that the plan can be met, beside the least of what else must be conceded.
pub(super) fn put_off(seeking: &Seeking<'_>) -> Result<Vec<Repair>, SolveError> {
    let problem = seeking.trials.problem;
    let demanded = demanded(problem);
    let all: Vec<Concession> = demanded.iter().map(Demanded::wait).collect();
    let Some(without) = conceded(problem, &all).filter(|_| !all.is_empty()) else {
        return Ok(Vec::new());
    };
    let is_work = |own: &Requirement| match own {
        Requirement::Works(_) => true,
        Requirement::Required(site) => requires_work(&problem.sites[*site]),
        Requirement::Target(position) => demanded.iter().any(|own| own.rule == Some(*position)),
        _ => false,
    };
    let others: Vec<BTreeSet<Requirement>> = seeking
        .conflicts
        .found
        .iter()
        .filter(|own| !own.members.iter().any(is_work))
        .map(|own| own.members.iter().copied().collect())
        .collect();
    let (sets, whole) = minimal_hitting_sets(&others.iter().collect::<Vec<_>>());
    if !whole {
        seeking.is_cut.store(true, Relaxed);
    }
    let mut found = Vec::new();
    for set in seeking.first(BASES, sets) {
        let set: Vec<Requirement> = set.into_iter().collect();
        let Some((base, proved)) = seeking.least_of(&without, &set)? else { continue };
        let waiting = waiting(seeking, &demanded, &base)?;
        let Some((waiting, is_least)) = waiting.filter(|(own, _)| !own.is_empty()) else {
            continue;
        };
        let concessions = base.into_iter().chain(waiting).collect();
        found.extend(seeking.settled(concessions, proved && is_least)?);
    }
    Ok(found)
}

/// The works that wait in the plan with some concessions, and whether they are proved to be the fewest and cheapest.
fn waiting(
    seeking: &Seeking<'_>,
    demanded: &[Demanded],
    base: &[Concession],
) -> Result<Option<(Vec<Concession>, bool)>, SolveError> {
    let problem = seeking.trials.problem;
    let all = base.iter().copied().chain(demanded.iter().map(Demanded::wait));
    let Some(without) = conceded(problem, &all.collect::<Vec<_>>()) else { return Ok(None) };
    let arcs = Arcs::build(&without);
    let weighed = |weight: &dyn Fn(&Demanded) -> f64| -> Vec<WeightedChoice> {
        let of_one = demanded.iter().flat_map(|own| {
            let choices = complying(problem, &problem.sites[own.site], own.rule);
            choices.map(move |choice| (own, choice))
        });
        of_one.map(|(own, choice)| WeightedChoice::new(own.site, choice, weight(own))).collect()
    };
    let best = |weights: &[WeightedChoice], restrictions: &[Restriction]| {
        let (limits, progress) = (seeking.trials.limits(), seeking.trials.progress);
        most_chosen(&without, &arcs, &limits, restrictions, weights, progress)
    };
    let number = weighed(&|_| 1.0);
    let MostChosen::Found { decided, value, proved, .. } = best(&number, &[])? else {
        return Ok(None);
    };
    let most = Restriction::Choices {
        weights: number,
        direction: Direction::AtLeast,
        // Numbers are whole: half of one is room for rounding.
        limit: value - 0.5,
    };
    let (decided, proved) = match best(&weighed(&|own| own.cost.wan()), &[most])? {
        MostChosen::Found { decided, proved: is_cheapest, .. } => (decided, proved && is_cheapest),
        _ => (decided, false),
    };
    let waits = |own: &&Demanded| {
        let site = &problem.sites[own.site];
        !complying(problem, site, own.rule).any(|choice| decided.layout.choices[own.site] == choice)
    };
    let waiting = demanded.iter().filter(waits).map(Demanded::wait).collect();
    Ok(Some((waiting, proved)))
}
