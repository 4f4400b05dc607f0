//! Towns that become one (撤并).

use super::ids::TownIdx;
use super::parts::ProblemParts;
use super::place::Town;
use crate::units::{Persons, Share};
use typed_index_collections::TiVec;

impl ProblemParts {
    /// The town `from` becomes a part of `into`: its people, sites, money and whatever else names it are of that town then, which
    /// has the residents of both. Does nothing where both are one.
    ///
    /// The setting of units stays as it is; so does that of sites.
    ///
    /// # Panics
    ///
    /// When there is no such town.
    pub fn merge_town(&mut self, from: TownIdx, into: TownIdx) {
        if from == into {
            return;
        }
        let gone = self.towns[from].clone();
        self.towns[into] = joined(self.towns[into].clone(), gone);
        self.towns.remove(from);
        let place = |own: TownIdx| match usize::from(own) {
            place if place > usize::from(from) => TownIdx::from(place - 1),
            _ => own,
        };
        let all = (0..=self.towns.len()).map(TownIdx::from);
        let moved: TiVec<TownIdx, TownIdx> =
            all.map(|own| place(if own == from { into } else { own })).collect();
        self.renumber_towns(&moved);
        let named = self.sites.iter_mut().map(|site| &mut site.serves_towns);
        let named = named.chain(self.areas.iter_mut().map(|area| &mut area.towns));
        for towns in named.chain(self.funding.iter_mut().map(|own| &mut own.pays_for.towns)) {
            towns.sort_unstable();
            towns.dedup();
        }
    }
}

fn joined(own: Town, other: Town) -> Town {
    let people = own.population.number() + other.population.number();
    let share = |a: Share, b: Share| {
        let all = a.fraction() * own.population.number() + b.fraction() * other.population.number();
        match people > 0.0 {
            true => Share::new(all / people).unwrap_or(a),
            false => a,
        }
    };
    Town {
        population: Persons::new(people).unwrap_or(own.population),
        ageing_rate: share(own.ageing_rate, other.ageing_rate),
        urban_share: own.urban_share.zip(other.urban_share).map(|(a, b)| share(a, b)),
        feature: own.feature.with_area_of(&other.feature),
        ..own
    }
}
