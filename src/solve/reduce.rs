//! Reductions: candidates that can be left out without changing the answer.

use crate::domain::{
    Aim, Choice, Counted, Direction, Problem, SiteIdx, State, TierIdx, TownIdx, UnitIdx, WorkKind,
};
use crate::plan::payers;
use crate::travel::Arcs;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// The states that candidates of one place can be built into, and these candidates.
type Offer = (Vec<State>, Vec<SiteIdx>);

/// The candidates that another one dominates: a site a is dominated by b when both are plain candidates of the same
/// town (and the same unit) that can be built into the same states of one tier, b at no greater cost and paid by the
/// same sources, b serves every unit that a serves, and b has every leader that a has, as near. When a stage counts ways,
/// b serves no other units than a does, and none of them farther away, because travel depends on who is covered.
/// Replacing a by b, or dropping a when b is built too, then violates no constraint:
///
/// - states have no beds and no limited places, and lead nobody, so that one facility fewer has no effect;
/// - no target counts the tier's facilities, or is met by covering fewer people or by spending more;
/// - no other site is merged into a, and no rule names a.
///
/// Of two that dominate each other the first by position stays. Cost: each pair of candidates of an offer is
/// compared once, linear in their arcs.
pub(super) fn dominated(problem: &Problem, arcs: &Arcs) -> HashSet<SiteIdx> {
    let with_travel = problem.objective.order.iter().any(|stage| stage.counts_ways());
    dominated_in_all(&[(problem, arcs)], with_travel)
}

/// [`dominated`] for several scenarios of one plan (the same sites in the same order) that share one layout: a
/// candidate is dominated when the same other candidate is never worse in any scenario. A site whose works differ
/// between scenarios stays.
pub(super) fn dominated_in_all(
    scenarios: &[(&Problem, &Arcs)],
    with_travel: bool,
) -> HashSet<SiteIdx> {
    let mut dropped = HashSet::new();
    let Some(&(first, _)) = scenarios.first() else {
        return dropped;
    };
    let counted: Option<Vec<HashSet<TierIdx>>> =
        scenarios.iter().map(|(problem, _)| counted_tiers(problem)).collect();
    let Some(counted) = counted else {
        return dropped;
    };
    let taking_over: HashSet<SiteIdx> = scenarios
        .iter()
        .flat_map(|(problem, _)| &problem.sites)
        .flat_map(|site| site.works.iter().filter_map(|work| work.into))
        .collect();
    let ruled: HashSet<SiteIdx> = scenarios
        .iter()
        .flat_map(|(problem, _)| &problem.targets)
        .flat_map(|target| target.ruled_sites().unwrap_or_default())
        .copied()
        .collect();
    let ids = |problem: &Problem, index: SiteIdx| -> Vec<String> {
        let works = problem.sites[index].works.iter();
        works.map(|work| work.id.clone()).collect()
    };
    let mut offers: HashMap<(TownIdx, Option<UnitIdx>), Vec<Offer>> = HashMap::new();
    for (index, site) in first.sites.iter_enumerated() {
        let own = ids(first, index);
        let differs = || scenarios.iter().any(|(problem, _)| ids(problem, index) != own);
        if taking_over.contains(&index) || ruled.contains(&index) || differs() {
            continue;
        }
        let plain = scenarios.iter().zip(&counted);
        let states: Option<Vec<Vec<State>>> =
            plain.map(|((problem, _), counted)| plain_candidate(problem, index, counted)).collect();
        if let Some(states) = states.map(|states| states.concat()) {
            let here = offers.entry((site.town, site.unit)).or_default();
            match here.iter_mut().find(|(known, _)| *known == states) {
                Some((_, sites)) => sites.push(index),
                None => here.push((states, vec![index])),
            }
        }
    }
    let served = served_in_each(scenarios);
    let beats = |better: SiteIdx, worse: SiteIdx| {
        let mut each = scenarios.iter().zip(&served);
        each.all(|(&(problem, arcs), served)| {
            dominates(problem, arcs, served, with_travel, better, worse)
        })
    };
    for sites in offers.values().flatten().map(|(_, sites)| sites) {
        for &site in sites {
            let beaten = sites.iter().any(|&other| {
                other != site
                    && !dropped.contains(&other)
                    && beats(other, site)
                    && (other < site || !beats(site, other))
            });
            if beaten {
                dropped.insert(site);
            }
        }
    }
    dropped
}

/// The services of each site in each scenario, computed once for scenarios with the same arcs.
fn served_in_each(scenarios: &[(&Problem, &Arcs)]) -> Vec<Rc<ServicesBySite>> {
    let mut known: Vec<(&Arcs, Rc<ServicesBySite>)> = Vec::new();
    let each = scenarios.iter().map(|&(problem, arcs)| {
        let same = known.iter().find(|(own, _)| std::ptr::eq(*own, arcs));
        if let Some((_, served)) = same {
            return Rc::clone(served);
        }
        let served = Rc::new(units_by_site(problem, arcs));
        known.push((arcs, Rc::clone(&served)));
        served
    });
    each.collect()
}

/// Tiers whose facilities some target counts, so that their number matters; none when some target can be met by
/// covering less or spending more, so that no candidate may be dropped.
fn counted_tiers(problem: &Problem) -> Option<HashSet<TierIdx>> {
    let mut counted = HashSet::new();
    for target in &problem.targets {
        let Aim::Sited(aim) = &target.aim else {
            continue;
        };
        let at_most = aim.direction == Direction::AtMost;
        let facts = aim.measure.facts();
        match facts.counted {
            Counted::People | Counted::Places if at_most => return None,
            Counted::Money | Counted::RunningMoney | Counted::SourceMoney if !at_most => {
                return None;
            }
            Counted::Facilities | Counted::Floors if at_most => {}
            Counted::Facilities | Counted::Floors | Counted::ShareOfFacilities => {
                if facts.tiers.is_empty() {
                    counted.extend(problem.tiers.keys());
                }
                counted.extend(facts.tiers);
            }
            // Dominated candidates serve the same units, are in the same places and have no beds.
            Counted::Following => counted.extend(facts.tiers),
            // Sites that rules name are never dropped.
            Counted::NamedSites => {}
            Counted::People
            | Counted::Places
            | Counted::Beds
            | Counted::Money
            | Counted::RunningMoney
            | Counted::SourceMoney => {}
        }
    }
    Some(counted)
}

/// The states that a plain candidate can be built into; none when it is not one.
fn plain_candidate(
    problem: &Problem,
    index: SiteIdx,
    counted: &HashSet<TierIdx>,
) -> Option<Vec<State>> {
    let site = &problem.sites[index];
    let all_allowed = site.choices().count() == site.works.len() + 1;
    let plain = !site.state_today().standing
        && all_allowed
        && site.choices().next() == Some(Choice::Stay)
        && site.works.iter().all(|work| work.kind == WorkKind::Build && work.funding.is_none());
    if !plain {
        return None;
    }
    let states: Vec<State> =
        site.works.iter().map(|work| site.states[usize::from(work.to)].clone()).collect();
    let one_tier = states.windows(2).all(|pair| pair[0].tier == pair[1].tier);
    let safe = |state: &State| {
        state.beds == 0
            && state.capacity.is_none()
            && state.tier.is_some_and(|tier| {
                !counted.contains(&tier)
                    && problem.tiers[tier].leads.is_none()
                    && problem.tiers[tier]
                        .serves
                        .iter()
                        .all(|&served| !problem.has_limited_places(served))
            })
    };
    (one_tier && states.iter().all(safe)).then_some(states)
}

/// The services of each site: tier and unit with the distance, in order.
type ServicesBySite = Vec<BTreeMap<(TierIdx, UnitIdx), f64>>;

fn units_by_site(problem: &Problem, arcs: &Arcs) -> ServicesBySite {
    let mut served: ServicesBySite = vec![BTreeMap::new(); problem.sites.len()];
    for tier in problem.tiers.keys() {
        for unit in problem.units.keys() {
            for arc in arcs.within_reach(tier, unit) {
                served[usize::from(arc.site)].insert((tier, unit), arc.distance.metres());
            }
        }
    }
    served
}

fn dominates(
    problem: &Problem,
    arcs: &Arcs,
    served: &ServicesBySite,
    with_travel: bool,
    better: SiteIdx,
    worse: SiteIdx,
) -> bool {
    let (a, b) = (&problem.sites[worse], &problem.sites[better]);
    let no_dearer = a.works.iter().zip(&b.works).enumerate().all(|(position, (a_work, b_work))| {
        let choice = Choice::Work(position as u16);
        b_work.cost <= a_work.cost
            && b_work.build_time <= a_work.build_time
            && payers(problem, worse, choice) == payers(problem, better, choice)
    });
    let (of_a, of_b) = (&served[usize::from(worse)], &served[usize::from(better)]);
    let serves_all = || {
        (!with_travel || of_a.len() == of_b.len())
            && of_a.iter().all(|(need, &distance)| {
                of_b.get(need).is_some_and(|&other| !with_travel || other <= distance)
            })
    };
    let led_by_all = || {
        arcs.all_leaders(worse).all(|(leading, arc)| {
            let mut leaders_of_b = arcs.leaders(leading, better).iter();
            leaders_of_b.any(|other| other.site == arc.site && other.distance <= arc.distance)
        })
    };
    no_dearer && serves_all() && led_by_all()
}
