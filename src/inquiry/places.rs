//! The places that a conflict is about: who has no site within reach, by villages.

use super::requirement::{Requirement, without};
use super::trial::Trials;
use crate::domain::{
    Aim, DemandUnit, Measure, Problem, Reach, SiteIdx, SitedAim, TierIdx, UnitIdx,
};
use crate::plan::measure::Extent;
use crate::travel::Arcs;
use crate::units::Persons;
use std::collections::{BTreeMap, BTreeSet};

/// A place that a conflict is about.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum PlaceOfConflict {
    /// People without a site within reach, whatever else of the conflict is met.
    Unreached {
        /// At which tier.
        tier: TierIdx,
        /// Who.
        unit: UnitIdx,
        /// How many of the group that the target counts; of several targets, the largest group.
        people: Persons,
        /// How far they may go.
        within: Reach,
    },
    /// A site of a rule, or one that states the demand itself.
    Site(SiteIdx),
}

/// The places of a conflict: those without a site within reach, by people; else the sites of its rules.
pub(super) fn places(
    trials: &Trials<'_>,
    members: &BTreeSet<Requirement>,
    others: &BTreeSet<Requirement>,
) -> Vec<PlaceOfConflict> {
    let problem = without(trials.problem, others);
    let arcs = trials.arcs(others);
    let mut reachless: BTreeMap<(TierIdx, UnitIdx), (Persons, Reach)> = BTreeMap::new();
    let targets = members.iter().filter_map(|own| match own {
        Requirement::Target(position) => Some(&trials.problem.targets[*position]),
        _ => None,
    });
    for target in targets {
        let Aim::Sited(aim) = &target.aim else { continue };
        for own in unreached(&problem, &arcs, aim) {
            let known = reachless.entry((own.tier, own.unit)).or_insert((own.people, own.within));
            if own.people.number() > known.0.number() {
                known.0 = own.people;
            }
        }
    }
    if !reachless.is_empty() {
        let mut found: Vec<_> = reachless.into_iter().collect();
        found.sort_by(|(_, (a, _)), (_, (b, _))| b.number().total_cmp(&a.number()));
        let place = |((tier, unit), (people, within))| PlaceOfConflict::Unreached {
            tier,
            unit,
            people,
            within,
        };
        return found.into_iter().map(place).collect();
    }
    let sites = members.iter().flat_map(|own| match *own {
        Requirement::Target(position) => {
            trials.problem.targets[position].ruled_sites().unwrap_or_default().to_vec()
        }
        other => other.site().into_iter().collect(),
    });
    let sites: BTreeSet<SiteIdx> = sites.collect();
    sites.into_iter().map(PlaceOfConflict::Site).collect()
}

/// People without a site within reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reachless {
    pub(super) tier: TierIdx,
    pub(super) unit: UnitIdx,
    /// Of the group that is counted.
    pub(super) people: Persons,
    pub(super) within: Reach,
}

/// Whom no layout covers, of those whose coverage is measured: no allowed choice of a site within reach serves them.
pub(super) fn unreached(problem: &Problem, arcs: &Arcs, aim: &SitedAim) -> Vec<Reachless> {
    let Measure::Coverage { tiers, group } = &aim.measure else { return Vec::new() };
    let extent = Extent::of_scope(problem, aim.scope);
    let named = |tier: &TierIdx| tiers.is_empty() || tiers.contains(tier);
    let pairs = problem.tiers.keys().filter(named).flat_map(|tier| {
        problem.units.iter_enumerated().map(move |(unit, data)| (tier, unit, data))
    });
    let of_pair = |(tier, unit, data): (TierIdx, UnitIdx, &DemandUnit)| {
        let within = problem.tiers[tier].reach(data.setting)?;
        let people = data.people[usize::from(*group)];
        let wanted = extent.holds(data.town, data.setting) && people.number() > 0.0;
        let is_left = wanted && !is_reached(problem, arcs, tier, unit);
        is_left.then_some(Reachless { tier, unit, people, within })
    };
    pairs.filter_map(of_pair).collect()
}

/// Whether an allowed choice of a site within reach serves the unit.
pub(super) fn is_reached(problem: &Problem, arcs: &Arcs, tier: TierIdx, unit: UnitIdx) -> bool {
    arcs.within_reach(tier, unit).iter().any(|arc| {
        let site = &problem.sites[arc.site];
        site.choices().any(|choice| problem.serves(site, choice, tier))
    })
}
