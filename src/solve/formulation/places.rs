//! Tiers with limited places: constraints (4) and (5).
//!
//! Into some tiers people move, however far it is, and no travel counts. There units are one class G with one x where the
//! same sites may take them and a person of each counts alike in every account of a target, in the coverage stage and in
//! every row that is added later (rows about single towns: see [`Formulation::for_towns`]):
//!
//! ```text
//! x[i,j] = x[G,j] for i ∈ G,   Σ_{i ∈ G} people[i]·x[i,j] = people[G]·x[G,j]
//! ```
//!
//! Nothing is lost: the mean of any shares over i ∈ G, weighted by people, keeps (4), (5) and the value of each account, which
//! are linear in x.

use super::coverage::label;
use super::stages::greatest_step;
use super::{Formulation, Shares};
use crate::domain::{Aim, SiteIdx, TierIdx, TownIdx, UnitIdx};
use crate::plan::{measure, weighted_people};
use crate::solve::milp::{Expr, Label};
use std::collections::{HashMap, HashSet};
use typed_index_collections::TiVec;

/// What units of a class have in common: the town, where rows are about single ones; the sites within reach; whether all
/// are to be covered; and what a person counts in each account.
type Class = (Option<TownIdx>, Vec<SiteIdx>, bool, Vec<(usize, u64)>);

impl Formulation<'_> {
    /// States who is served where at a tier with limited places; the share of each unit covered.
    pub(super) fn share_places(
        &mut self,
        tier: TierIdx,
        forced: &HashSet<(UnitIdx, TierIdx)>,
    ) -> TiVec<UnitIdx, Expr> {
        let problem = self.problem;
        let mut load: TiVec<SiteIdx, Expr> = vec![Expr::default(); self.chosen.len()].into();
        let mut covered: TiVec<UnitIdx, Expr> = vec![Expr::default(); problem.units.len()].into();
        let part = self.part_of_places(tier);
        for (units, must) in self.classes(tier, forced) {
            let group = problem.tiers[tier].group;
            let people: f64 = units.iter().map(|&unit| problem.units[unit].people_of(group)).sum();
            if people == 0.0 {
                // The tier's group has no people here, so nobody of another group counts as covered either.
                if must {
                    self.milp.at_least(Expr::default(), 1.0, label("cover", units[0], tier));
                }
                continue;
            }
            self.needs.0 += units.len();
            self.needs.1 += 1;
            let parts = part.map(|part| (people / part).round());
            let shares = Shares { tier, units, people, parts, at: Vec::new() };
            let (shares, share) = self.share(shares, must, &mut load);
            for &unit in &shares.units {
                covered[unit] = share.clone();
            }
            if !shares.at.is_empty() {
                self.shares.push(shares);
            }
        }
        self.move_residents(tier, &mut load);
        self.capacity_rows(tier, load);
        covered
    }

    /// The units that share columns x at the tier, each with whether all their people are to be covered.
    fn classes(
        &self,
        tier: TierIdx,
        forced: &HashSet<(UnitIdx, TierIdx)>,
    ) -> Vec<(Vec<UnitIdx>, bool)> {
        let problem = self.problem;
        let mut classes: Vec<(Vec<UnitIdx>, bool)> = Vec::new();
        let mut known: HashMap<Class, usize> = HashMap::new();
        let counts = self.counts(tier);
        let data = &problem.tiers[tier];
        for (index, unit) in problem.units.iter_enumerated() {
            let must = forced.contains(&(index, tier));
            if data.reach(unit.setting).is_none() {
                continue;
            }
            let people = unit.people_of(data.group);
            if people == 0.0 || !data.is_moved_into(unit.setting) {
                classes.push((vec![index], must));
                continue;
            }
            let mut sites: Vec<SiteIdx> =
                self.arcs.within_reach(tier, index).iter().map(|arc| arc.site).collect();
            sites.sort_unstable();
            let each = counts[index].iter();
            let each = each.map(|&(aim, amount)| (aim, rounded(amount / people))).collect();
            let town = self.for_towns.then_some(unit.town);
            let position = *known.entry((town, sites, must, each)).or_insert(classes.len());
            match classes.get_mut(position) {
                Some((units, _)) => units.push(index),
                None => classes.push((vec![index], must)),
            }
        }
        classes
    }

    /// What covering each unit at the tier counts in the coverage stage and in each account of a target, by number.
    fn counts(&self, tier: TierIdx) -> TiVec<UnitIdx, Vec<(usize, f64)>> {
        let problem = self.problem;
        let mut counts: TiVec<UnitIdx, Vec<(usize, f64)>> =
            vec![Vec::new(); problem.units.len()].into();
        if !problem.tiers[tier].is_of_area() {
            return counts;
        }
        let mut lists = vec![weighted_people(problem)];
        for target in &problem.targets {
            let Aim::Sited(aim) = &target.aim else { continue };
            for part in measure::parts(problem, self.arcs, aim) {
                lists.extend([part.numerator.covered, part.denominator.covered]);
            }
        }
        for (number, list) in lists.into_iter().enumerate() {
            for (unit, _, amount) in list.into_iter().filter(|own| own.1 == tier) {
                counts[unit].push((number, amount));
            }
        }
        counts
    }

    /// (4): x; adds the people to the load of each site.
    fn share(
        &mut self,
        mut own: Shares,
        must: bool,
        load: &mut TiVec<SiteIdx, Expr>,
    ) -> (Shares, Expr) {
        let mut covered = Expr::default();
        let (unit, tier) = (own.units[0], own.tier);
        let serving: Vec<(SiteIdx, Expr)> =
            self.serving(unit, tier).map(|(arc, serving)| (arc.site, serving)).collect();
        for (site, mut row) in serving {
            let number = self.milp.columns().len();
            let col = self.milp.column(0.0, 1.0, Label("x", number, usize::from(tier)));
            row.add(col, -1.0);
            self.milp.at_least(row, 0.0, label("served_where_open", unit, tier));
            covered.add(col, 1.0);
            load[site].add(col, own.people);
            own.at.push((site, col));
        }
        let least = if must { 1.0 } else { 0.0 };
        self.milp.at_most(covered.clone(), 1.0, label("served_once", unit, tier));
        self.milp.at_least(covered.clone(), least, label("cover", unit, tier));
        (own, covered)
    }

    /// The greatest number of persons of which people and places of the tier are multiples.
    fn part_of_places(&self, tier: TierIdx) -> Option<f64> {
        let group = self.problem.tiers[tier].group;
        let people = self.problem.units.iter().map(|unit| unit.people_of(group));
        let places = self.problem.sites.iter().flat_map(|site| {
            let served = site.choices().filter(|&choice| self.problem.serves(site, choice, tier));
            served.filter_map(|choice| self.problem.free_places(site, choice, tier))
        });
        let homes = self.problem.sites.iter();
        let residents = homes.map(|home| self.problem.residents(home, tier));
        greatest_step(people.chain(places).chain(residents))
    }

    /// (5). A state without a limit has places for everybody in reach.
    fn capacity_rows(&mut self, tier: TierIdx, load: TiVec<SiteIdx, Expr>) {
        let homes = self.problem.sites.iter();
        let residents: f64 = homes.map(|home| self.problem.residents(home, tier)).sum();
        for (index, load) in load.into_iter_enumerated() {
            if load.terms.is_empty() {
                continue;
            }
            let site = &self.problem.sites[index];
            let all: f64 = load.terms.iter().map(|&(_, people)| people).sum::<f64>() + residents;
            let mut row = load.times(-1.0);
            for (choice, expr) in &self.chosen[index] {
                if self.problem.serves(site, *choice, tier) {
                    let free = self.problem.free_places(site, *choice, tier);
                    let places = free.map_or(all, |free| free.min(all));
                    row.add_scaled(expr, places);
                }
            }
            self.milp.at_least(row, 0.0, Label("places", usize::from(index), usize::from(tier)));
        }
    }
}

/// A number of which the last bits do not count, for comparing.
fn rounded(number: f64) -> u64 {
    const BITS: u32 = 20;
    number.to_bits().wrapping_add(1 << (BITS - 1)) >> BITS
}
