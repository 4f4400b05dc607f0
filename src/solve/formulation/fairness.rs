//! Stages about the worst off, as minimised expressions.
//!
//! ```text
//! (28) worst-town    max t     Σ_{i ∈ c, k} w[i,k]·z[i,k] ≥ t·Σ_{i ∈ c, k} w[i,k]   for every town c that has people,
//!                              w as in the coverage stage
//! (29) worst-decile  min t + Σ_{i,k} p[i,k]·e[i,k] / (β·n)     e[i,k] ≥ d[i,k] − t,  β = 0.1      (Rockafellar & Uryasev 2000)
//! (30) kolm-pollak   min Σ_{i,k} p[i,k]·f(d[i,k])     f as in [`Scale`]: exact, since it grows with the equivalent
//! ```
//!
//! over the n = Σ p people of the tiers' own groups, at tiers to which they travel. d\[i,k\] is the way to the nearest facility,
//! for those not served the end D^(L+1) of their reach (see [`crate::plan::fairness::ways`]); with the levels of (13), begun by
//! everybody,
//!
//! ```text
//! u[0] = 1,   u[l] + Σ_{(j,o) ∈ A_k(i), d = D^l} y[j,o] ≥ u[l−1]
//! f(d) = f(D¹) + Σ_{l ≥ 1} (f(D^(l+1)) − f(D^l))·u[l]
//! ```
//!
//! No coefficient is below 0, so that least u are those of the nearest facility and nobody is better off unserved. Where places
//! are limited, p·f(d) is Σ_j p·f(d[j])·x[i,j,k] + p·f(D^(L+1))·(1 − Σ_j x[i,j,k]), which is linear for (30) alone: (29) is refused there.

use super::travel::LevelKey;
use super::{Derived, Formulation};
use crate::domain::{Stage, TierIdx, TownIdx, UnitIdx};
use crate::plan::fairness::{WORST, ways_unserved};
use crate::plan::weighted_people;
use crate::solve::milp::{Expr, Label};
use crate::solve::scale::Scale;
use std::collections::{BTreeMap, HashMap};

impl Formulation<'_> {
    /// (28).
    pub(super) fn worst_town(&mut self) -> Expr {
        let share = self.milp.column(0.0, 1.0, Label("t", self.milp.columns().len(), 0));
        let mut towns: BTreeMap<TownIdx, (Expr, f64)> = BTreeMap::new();
        for (unit, tier, people) in weighted_people(self.problem) {
            let (covered, all) = towns.entry(self.problem.units[unit].town).or_default();
            covered.add_scaled(&self.covered[tier][unit], people);
            *all += people;
        }
        for (town, (covered, all)) in towns {
            // As shares of the town, so that all rows have one scale.
            let mut row = covered.times(1.0 / all);
            row.add(share, -1.0);
            self.milp.at_least(row, 0.0, Label("town", usize::from(town), 0));
        }
        Expr { constant: 0.0, terms: vec![(share, -1.0)] }
    }

    /// (29).
    pub(super) fn worst_decile(&mut self) -> Expr {
        let ways = self.each_way(&|km| km);
        let people: f64 = ways.iter().map(|own| own.1).sum();
        if people <= 0.0 {
            return Expr::default();
        }
        let furthest = ways.iter().map(|own| own.2).fold(0.0, f64::max);
        let edge = self.milp.column(0.0, furthest, Label("edge", self.milp.columns().len(), 0));
        let mut mean = Expr::column(edge);
        for (way, share, end) in ways {
            let label = Label("beyond_edge", self.milp.columns().len(), 0);
            let beyond = self.milp.column(0.0, end, label);
            let derived = Derived::Unserved { before: way.clone(), serving: Expr::column(edge) };
            self.derived.push((beyond, derived));
            let mut row = Expr::column(beyond);
            row.add(edge, 1.0);
            row.add_scaled(&way, -1.0);
            self.milp.at_least(row, 0.0, label);
            mean.add(beyond, share / (WORST * people));
        }
        mean.tidy()
    }

    /// (30).
    pub(super) fn kolm_pollak(&mut self) -> Expr {
        let scale = Scale::of(self.problem, self.arcs, &[Stage::KolmPollak]);
        let mut sum = Expr::default();
        for (burden, people, _) in self.each_way(&|km| scale.burden(km)) {
            sum.add_scaled(&burden, people);
        }
        sum.tidy()
    }

    /// The expression f(d) of every unit at every tier to which its people travel, with how many they are and the end of their
    /// reach in kilometres.
    fn each_way(&mut self, burden: &dyn Fn(f64) -> f64) -> Vec<(Expr, f64, f64)> {
        let problem = self.problem;
        let ends = ways_unserved(problem, self.arcs);
        let mut known: HashMap<LevelKey, Expr> = HashMap::new();
        let mut all = Vec::new();
        for (tier, units) in ends.iter_enumerated() {
            for (unit, own) in units.iter_enumerated() {
                let people = problem.units[unit].people_of(problem.tiers[tier].group);
                let Some(end) = own.first().filter(|_| people > 0.0) else {
                    continue;
                };
                let end_km = end.distance.metres() / 1000.0;
                let way = match self.is_limited[tier] {
                    true => self.limited_way(unit, tier, burden, end_km),
                    false => self.nearest_way(unit, tier, burden, end_km, &mut known),
                };
                all.push((way, people, end_km));
            }
        }
        all
    }

    fn nearest_way(
        &mut self,
        unit: UnitIdx,
        tier: TierIdx,
        burden: &dyn Fn(f64) -> f64,
        end_km: f64,
        known: &mut HashMap<LevelKey, Expr>,
    ) -> Expr {
        let mut way = Expr::default();
        for level in self.levels(unit, tier, Expr::constant(1.0), Some(end_km), known) {
            way.add_scaled(&level.left, burden(level.to_km) - burden(level.from_km));
        }
        way.tidy()
    }

    fn limited_way(
        &self,
        unit: UnitIdx,
        tier: TierIdx,
        burden: &dyn Fn(f64) -> f64,
        end_km: f64,
    ) -> Expr {
        let mut way = Expr::constant(burden(end_km));
        let row = self.arcs.within_reach(tier, unit);
        let own = self.shares_of(tier).filter(|own| own.units[0] == unit);
        for &(site, col) in own.flat_map(|own| &own.at) {
            let arc = row.iter().find(|arc| arc.site == site);
            let km = arc.map_or(end_km, |arc| arc.distance.metres() / 1000.0);
            way.add(col, burden(km) - burden(end_km));
        }
        way.tidy()
    }
}
