//! The places that a conflict is about: who has no site within reach, by villages.

use super::conflict::Conflict;
use super::requirement::{Requirement, far, without};
use super::trial::Trials;
use crate::domain::numbers::whole;
use crate::domain::{
    Aim, Language, Measure, Name, Problem, Reach, SiteIdx, TierIdx, TownIdx, UnitIdx,
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
        /// How many of the group that the target counts.
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
    let mut found: Vec<(f64, PlaceOfConflict)> = Vec::new();
    let targets = members.iter().filter_map(|own| match own {
        Requirement::Target(position) => Some(&trials.problem.targets[*position]),
        _ => None,
    });
    for target in targets {
        let Aim::Sited(aim) = &target.aim else { continue };
        let Measure::Coverage { tiers, group } = &aim.measure else { continue };
        let extent = Extent::of_scope(&problem, aim.scope);
        let named = |tier: &TierIdx| tiers.is_empty() || tiers.contains(tier);
        for tier in problem.tiers.keys().filter(named) {
            for (unit, data) in problem.units.iter_enumerated() {
                let Some(within) = problem.tiers[tier].reach(data.setting) else { continue };
                let people = data.people[usize::from(*group)];
                let wanted = extent.holds(data.town, data.setting) && people.number() > 0.0;
                if wanted && !is_reached(&problem, &arcs, tier, unit) {
                    let place = PlaceOfConflict::Unreached { tier, unit, people, within };
                    if !found.iter().any(|(_, own)| *own == place) {
                        found.push((people.number(), place));
                    }
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    if !found.is_empty() {
        return found.into_iter().map(|(_, place)| place).collect();
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

/// Whether an allowed choice of a site within reach serves the unit.
pub(super) fn is_reached(problem: &Problem, arcs: &Arcs, tier: TierIdx, unit: UnitIdx) -> bool {
    arcs.within_reach(tier, unit).iter().any(|arc| {
        let site = &problem.sites[arc.site];
        site.choices().any(|choice| problem.serves(site, choice, tier))
    })
}

/// So many places are named; the others are counted.
const NAMED: usize = 5;

impl Conflict {
    /// Where it is, in sentences: a tier and a town each.
    pub fn told(&self, problem: &Problem) -> Vec<Name> {
        let mut unreached: BTreeMap<(TierIdx, TownIdx), Vec<(UnitIdx, f64)>> = BTreeMap::new();
        for place in &self.places {
            if let PlaceOfConflict::Unreached { tier, unit, people, .. } = *place {
                let town = problem.units[unit].town;
                unreached.entry((tier, town)).or_default().push((unit, people.number()));
            }
        }
        let sentences = unreached.into_iter().map(|((tier, town), units)| {
            Language::both(|language| sentence(problem, (tier, town), &units, language))
        });
        sentences.collect()
    }
}

fn sentence(
    problem: &Problem,
    (tier, town): (TierIdx, TownIdx),
    units: &[(UnitIdx, f64)],
    language: Language,
) -> String {
    let names: Vec<&str> =
        units.iter().take(NAMED).map(|&(unit, _)| problem.units[unit].name.as_str()).collect();
    let people: f64 = units.iter().map(|&(_, people)| people).sum();
    let (data, town) = (&problem.tiers[tier], &problem.towns[town].name);
    let setting = problem.units[units[0].0].setting;
    let reach = data.reach(setting).map_or_else(String::new, |own| far(own, language));
    let (names, more) = (names.join(language.say(", ", "、")), units.len() > NAMED);
    let (number, people, tier) = (units.len(), whole(people), language.short(&data.name));
    match language {
        Language::English => {
            let (places, have) = match number {
                1 => ("1 place".to_owned(), "has"),
                _ => (format!("{number} places"), "have"),
            };
            let more = if more { ", …" } else { "" };
            format!(
                "{places} in {town} ({people} people) {have} no {tier} within {reach}: {names}{more}"
            )
        }
        Language::Chinese => {
            let more = if more { "等" } else { "" };
            format!(
                "{town} {number} 个村（社区）共 {people} 人在 {reach}内无{tier}点位：{names}{more}"
            )
        }
    }
}
