//! Candidates that can be left out without changing the answer.

use crate::domain::{
    Aim, Choice, Direction, Measure, Problem, SiteIdx, Stage, State, TargetKind, TierIdx, UnitIdx,
    WorkKind,
};
use crate::plan::payers;
use crate::travel::Arcs;
use std::collections::{BTreeMap, HashSet};

/// What a candidate offers, apart from where it is and what it costs. Only candidates that offer the same are
/// compared.
type Offer = (usize, Option<UnitIdx>, Vec<State>);

/// The candidates that another one dominates: a site a is dominated by b when both are plain candidates of the
/// same town (and the same unit) that can be built into the same states, b at no greater cost, paid by the same
/// sources, b serves every unit that a serves (at no greater distance, when travel is an aim), and b has every
/// leader that a has. Replacing a by b, or dropping a when b is built too, then changes no constraint for the
/// worse:
///
/// - states have no beds and no limited places, and lead nobody, so that one facility fewer is missed by nobody;
/// - no target asks for a number or a share of facilities of the tier, nor for nearness to medical facilities.
///
/// Of two that dominate each other the first stays. Cost: one comparison for each pair of candidates that share
/// an offer and the unit first served, linear in their arcs.
pub(super) fn dominated(problem: &Problem, arcs: &Arcs) -> HashSet<SiteIdx> {
    let counted = counted_tiers(problem);
    let mut offers: Vec<(Offer, Vec<SiteIdx>)> = Vec::new();
    for (index, site) in problem.sites.iter_enumerated() {
        if let Some(states) = plain_candidate(problem, index, &counted) {
            let offer = (usize::from(site.town), site.unit, states);
            match offers.iter_mut().rev().find(|(known, _)| *known == offer) {
                Some((_, sites)) => sites.push(index),
                None => offers.push((offer, vec![index])),
            }
        }
    }
    let served = units_by_site(problem, arcs);
    let with_travel = problem.objective.order.contains(&Stage::Travel);
    let mut dropped = HashSet::new();
    for (_, sites) in &offers {
        for &site in sites {
            let beaten = sites.iter().any(|&other| {
                other != site
                    && !dropped.contains(&other)
                    && dominates(problem, arcs, &served, with_travel, other, site)
            });
            if beaten {
                dropped.insert(site);
            }
        }
    }
    dropped
}

/// Tiers whose facilities some target counts, so that one more or fewer matters.
fn counted_tiers(problem: &Problem) -> HashSet<TierIdx> {
    let mut counted = HashSet::new();
    for target in &problem.targets {
        let Aim::Sited(aim) = &target.aim else {
            continue;
        };
        let tiers = match &aim.measure {
            Measure::Count { tiers } => {
                if aim.direction == Direction::AtMost && target.kind == TargetKind::Binding {
                    continue;
                }
                tiers
            }
            Measure::OperatorShare { tiers, .. } | Measure::NearMedical { tiers, .. } => tiers,
            _ => continue,
        };
        if tiers.is_empty() {
            counted.extend(problem.tiers.keys());
        }
        counted.extend(tiers);
    }
    counted
}

/// The states that a plain candidate can be built into; none when it is not one.
fn plain_candidate(
    problem: &Problem,
    index: SiteIdx,
    counted: &HashSet<TierIdx>,
) -> Option<Vec<State>> {
    let site = &problem.sites[index];
    let plain = !site.state_today().standing
        && site.choices().next() == Some(Choice::Stay)
        && site
            .works
            .iter()
            .all(|work| work.kind == WorkKind::Build && work.funding.is_none());
    if !plain {
        return None;
    }
    let states: Vec<State> = site
        .works
        .iter()
        .map(|work| site.states[usize::from(work.to)].clone())
        .collect();
    states
        .iter()
        .all(|state| {
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
        })
        .then_some(states)
}

/// What each site serves: tier and unit with the distance, in order.
type Served = Vec<BTreeMap<(TierIdx, UnitIdx), f64>>;

fn units_by_site(problem: &Problem, arcs: &Arcs) -> Served {
    let mut served: Served = vec![BTreeMap::new(); problem.sites.len()];
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
    served: &Served,
    with_travel: bool,
    better: SiteIdx,
    worse: SiteIdx,
) -> bool {
    let (a, b) = (&problem.sites[worse], &problem.sites[better]);
    let no_dearer = a
        .works
        .iter()
        .zip(&b.works)
        .enumerate()
        .all(|(position, (a_work, b_work))| {
            let choice = Choice::Work(position as u16);
            b_work.cost <= a_work.cost
                && payers(problem, worse, choice) == payers(problem, better, choice)
        });
    let (of_a, of_b) = (&served[usize::from(worse)], &served[usize::from(better)]);
    let serves_all = || {
        of_a.iter().all(|(need, &distance)| {
            of_b.get(need)
                .is_some_and(|&other| !with_travel || other <= distance)
        })
    };
    let led_by_all = || {
        let leaders_of_b = arcs.leaders(better);
        arcs.leaders(worse)
            .iter()
            .all(|arc| leaders_of_b.iter().any(|other| other.site == arc.site))
    };
    no_dearer && serves_all() && led_by_all()
}
