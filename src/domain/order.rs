//! A canonical order, so that shuffled files give equal plans.

use super::ids::{SiteIdx, TownIdx, UnitIdx};
use super::measure::Measure;
use super::parts::ProblemParts;
use super::target::{Aim, Scope};
use typed_index_collections::TiVec;

impl ProblemParts {
    /// The same parts with towns, units, sites and medical facilities in the order of their ids.
    ///
    /// Which of several equally good layouts a solver returns depends on the order of its input; in this order, the
    /// order of features in a file does not matter. References out of range are left as they are, for
    /// [`super::Problem::new`] to refuse.
    pub fn in_order_of_ids(mut self) -> Self {
        let towns: TiVec<TownIdx, TownIdx> = sort(&mut self.towns, |town| &town.id);
        let units: TiVec<UnitIdx, UnitIdx> = sort(&mut self.units, |unit| &unit.id);
        let sites: TiVec<SiteIdx, SiteIdx> = sort(&mut self.sites, |site| &site.id);
        self.medical.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(people) = &mut self.people_today {
            let mut sorted: Vec<_> = units.iter().copied().zip(people.drain(..)).collect();
            sorted.sort_by_key(|&(unit, _)| unit);
            *people = sorted.into_iter().map(|(_, own)| own).collect();
        }
        self.renumber_towns(&towns);
        for site in &mut self.sites {
            if let Some(unit) = &mut site.unit {
                renumber(unit, &units);
            }
            for into in site.works.iter_mut().filter_map(|work| work.into.as_mut()) {
                renumber(into, &sites);
            }
        }
        for target in &mut self.targets {
            let Aim::Sited(aim) = &mut target.aim else {
                continue;
            };
            if let Measure::Sites { sites: ruled, .. } = &mut aim.measure {
                ruled.iter_mut().for_each(|site| renumber(site, &sites));
                ruled.sort_unstable();
            }
        }
        self
    }

    /// Every mention of a town is of that to which it is `moved`.
    pub(super) fn renumber_towns(&mut self, moved: &TiVec<TownIdx, TownIdx>) {
        let of_units = self.units.iter_mut().map(|unit| &mut unit.town);
        let of_sites = self
            .sites
            .iter_mut()
            .flat_map(|site| std::iter::once(&mut site.town).chain(&mut site.serves_towns));
        let of_medical = self.medical.iter_mut().filter_map(|medical| medical.town.as_mut());
        let of_money = self.funding.iter_mut().flat_map(|source| &mut source.pays_for.towns);
        let of_areas = self.areas.iter_mut().flat_map(|area| &mut area.towns);
        let of_targets = self.targets.iter_mut().filter_map(|target| match &mut target.aim {
            Aim::Sited(aim) => match &mut aim.scope {
                Scope::Town(town) => Some(town),
                _ => None,
            },
            Aim::NotSited { .. } => None,
        });
        let towns = of_units.chain(of_sites).chain(of_medical).chain(of_money);
        towns.chain(of_areas).chain(of_targets).for_each(|town| renumber(town, moved));
    }
}

/// Sorts the items by id and returns where each one went.
fn sort<I, T>(items: &mut TiVec<I, T>, id: impl Fn(&T) -> &String) -> TiVec<I, I>
where
    I: From<usize> + Copy,
    usize: From<I>,
{
    let mut numbered: Vec<(usize, T)> = std::mem::take(items).into_iter().enumerate().collect();
    numbered.sort_by(|(_, a), (_, b)| id(a).cmp(id(b)));
    let mut moved: TiVec<I, I> = vec![I::from(0); numbered.len()].into();
    *items = numbered
        .into_iter()
        .enumerate()
        .map(|(new, (old, item))| {
            moved[I::from(old)] = I::from(new);
            item
        })
        .collect();
    moved
}

fn renumber<I>(index: &mut I, moved: &TiVec<I, I>)
where
    I: Copy,
    usize: From<I>,
{
    if let Some(&new) = moved.get(*index) {
        *index = new;
    }
}
