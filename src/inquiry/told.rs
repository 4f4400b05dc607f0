//! Where a conflict is, in sentences.

use super::conflict::Conflict;
use super::places::PlaceOfConflict;
use crate::domain::numbers::{Rounding, whole};
use crate::domain::{Language, Name, Problem, Reach, Setting, TierIdx, TownIdx, UnitIdx};
use std::collections::BTreeMap;

/// So many places are named; the others are counted.
const NAMED: usize = 5;

impl Conflict {
    /// Why it is, where it has one member, and where, in sentences: a tier and a town each, and a setting where the settings of the tier go differently far.
    pub fn told(&self, problem: &Problem) -> Vec<Name> {
        let mut unreached: BTreeMap<(TierIdx, TownIdx, Option<Setting>), Unreached> =
            BTreeMap::new();
        for place in &self.places {
            if let PlaceOfConflict::Unreached { tier, unit, people, within } = *place {
                let (data, own) = (&problem.tiers[tier], &problem.units[unit]);
                let differs = data.reach(Setting::Urban) != data.reach(Setting::Rural);
                let key = (tier, own.town, differs.then_some(own.setting));
                let unreached =
                    unreached.entry(key).or_insert(Unreached { within, units: Vec::new() });
                unreached.units.push((unit, people.number()));
            }
        }
        let sentences = unreached.into_iter().map(|((tier, town, _), own)| {
            Language::both(|language| sentence(problem, (tier, town), &own, language))
        });
        self.reason.iter().map(|own| own.name(problem)).chain(sentences).collect()
    }
}

/// Who has no site within a reach.
struct Unreached {
    within: Reach,
    units: Vec<(UnitIdx, f64)>,
}

fn sentence(
    problem: &Problem,
    (tier, town): (TierIdx, TownIdx),
    Unreached { within, units }: &Unreached,
    language: Language,
) -> String {
    let names: Vec<&str> =
        units.iter().take(NAMED).map(|&(unit, _)| problem.units[unit].name.as_str()).collect();
    let people: f64 = units.iter().map(|&(_, people)| people).sum();
    let (data, town) = (&problem.tiers[tier], &problem.towns[town].name);
    let reach = language.reach(*within, Rounding::Up);
    let (names, more) = (language.list(&names), units.len() > NAMED);
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
