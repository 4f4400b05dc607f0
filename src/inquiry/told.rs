//! Where a conflict is, in sentences.

use super::conflict::Conflict;
use super::places::PlaceOfConflict;
use crate::domain::numbers::{Rounding, whole};
use crate::domain::{Language, Name, Problem, TierIdx, TownIdx, UnitIdx};
use std::collections::BTreeMap;

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
    let reach =
        data.reach(setting).map_or_else(String::new, |own| language.reach(own, Rounding::Up));
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
