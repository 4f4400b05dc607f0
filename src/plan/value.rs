//! The value of each stage of the objective for a layout, from the data alone.

use super::fairness::{
    WORST, Worth, kolm_pollak, way_kappa, way_portions, ways, worst_off, worst_town,
};
use super::measure::{self, Account, Part};
use super::service::{Assignment, covered_share};
use super::weighted::weighted_people;
use crate::domain::{
    Aim, Direction, Layout, Problem, SiteIdx, SitedAim, Stage, Target, TargetKind,
};
use crate::travel::Arcs;
use std::collections::BTreeMap;

/// The value that a stage minimises or maximises ([`Stage::sense`]), for a layout with its assignment. Units: of a shortfall
/// weighted shares, of coverage weighted people, of money yuan, of travel person-kilometres, of the worst-served town a share,
/// of the worst-off tenth and of the Kolm-Pollak equivalent kilometres.
pub fn stage_value(
    problem: &Problem,
    arcs: &Arcs,
    layout: &Layout,
    assignment: &Assignment,
    stage: Stage,
) -> f64 {
    match stage {
        Stage::Shortfall => problem
            .targets
            .iter()
            .filter_map(|target| expected(target).map(|aim| (target, aim)))
            // Summing from 0, because the empty sum of floats is -0.
            .fold(0.0, |sum, (target, aim)| {
                let parts = measure::parts(problem, arcs, aim);
                let misses: f64 = parts
                    .iter()
                    .map(|part| relative_shortfall(problem, part, aim, layout, assignment))
                    .sum();
                sum + target.weight * misses / parts.len().max(1) as f64
            }),
        Stage::Coverage => weighted_people(problem)
            .into_iter()
            .map(|(unit, tier, people)| people * covered_share(assignment, unit, tier))
            .sum(),
        Stage::Money => problem
            .sites
            .iter()
            .zip(&layout.choices)
            .map(|(site, &choice)| site.cost(choice).yuan() as f64)
            .sum(),
        Stage::Travel => travel_km(problem, assignment),
        Stage::WorstTown => worst_town(problem, assignment),
        Stage::WorstDecile => {
            let ways = way_portions(problem, &ways(problem, arcs, assignment));
            worst_off(&ways, Worth::Burden, WORST).unwrap_or(0.0)
        }
        Stage::KolmPollak => {
            let ways = way_portions(problem, &ways(problem, arcs, assignment));
            kolm_pollak(&ways, way_kappa(problem, arcs)).unwrap_or(0.0)
        }
    }
}

/// The aim of a target whose shortfall counts: one that is expected and depends on the layout.
pub fn expected(target: &Target) -> Option<&SitedAim> {
    match &target.aim {
        Aim::Sited(aim) if target.kind == TargetKind::Expected => Some(aim),
        _ => None,
    }
}

/// What a part's shortfall is relative to, as a factor of its denominator, so that beds and shares can be added up: the
/// limit. A limit of 0 counts as the most that the measure can be: 1 of shares whose denominator is decided too.
pub fn shortfall_scale(part: &Part, limit: f64) -> f64 {
    let most = || match part.denominator.choices.is_empty() && part.numerator.paid.is_empty() {
        true => greatest(&part.numerator) / greatest(&part.denominator),
        false => 1.0,
    };
    let scale = if limit == 0.0 { most() } else { limit.abs() };
    if scale.is_finite() && scale > 0.0 { scale } else { 1.0 }
}

/// The greatest value of an account under any decisions; of money that sources pay none counts, since the measure of it is
/// a share of a constant.
pub fn greatest(account: &Account) -> f64 {
    let mut by_site: BTreeMap<SiteIdx, f64> = BTreeMap::new();
    for &(site, _, amount) in &account.choices {
        let most = by_site.entry(site).or_default();
        *most = most.max(amount);
    }
    let covered: f64 = account.covered.iter().map(|&(_, _, amount)| amount).sum();
    let present: f64 = account.present.iter().map(|&(_, amount)| amount).sum();
    account.constant + by_site.values().sum::<f64>() + covered + present
}

/// How far a part is from its limit, as a share of it; 0 where the limit is kept, and where the denominator is 0, since a
/// share of nothing misses nothing.
fn relative_shortfall(
    problem: &Problem,
    part: &Part,
    aim: &SitedAim,
    layout: &Layout,
    assignment: &Assignment,
) -> f64 {
    let value = |account: &Account| account.value(problem, layout, assignment);
    let denominator = value(&part.denominator);
    let difference = value(&part.numerator) - aim.limit.number() * denominator;
    let miss = match aim.direction {
        Direction::AtLeast => -difference,
        Direction::AtMost => difference,
    };
    let scale = shortfall_scale(part, aim.limit.number()) * denominator;
    if scale > 0.0 { miss.max(0.0) / scale } else { 0.0 }
}

/// Person-kilometres of the people served, summed over the tiers to which they travel.
fn travel_km(problem: &Problem, assignment: &Assignment) -> f64 {
    assignment
        .iter_enumerated()
        .flat_map(|(tier, units)| {
            let tier = &problem.tiers[tier];
            let units = units.iter_enumerated().map(|(unit, own)| (&problem.units[unit], own));
            let travel = units.filter(|(unit, _)| !tier.is_moved_into(unit.setting));
            travel.map(|(unit, services)| {
                let people = unit.people_of(tier.group);
                services
                    .iter()
                    .map(|service| people * service.share * service.distance.metres() / 1000.0)
                    .sum::<f64>()
            })
        })
        .sum()
}
