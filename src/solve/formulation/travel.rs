//! Person-travel to the nearest facility, in the radius form (Cornuejols, Nemhauser & Wolsey 1980; Elloumi 2010).
//!
//! For unit i and tier k let D¹ < D² < … be the distinct distances to the sites of A_k(i). With
//!
//! ```text
//! s[l] ≥ 0 : nobody is served within D^l though covered
//! (13) s[0] = z[i,k],   s[l] + Σ_{(j,o) ∈ A_k(i), d = D^l} y[j,o] ≥ s[l−1]
//! ```
//!
//! person-travel is people·(D¹·z + Σ_l (D^{l+1} − D^l)·s\[l\]): few nonzeros a level, and no column for each pair of
//! unit and site. A site that certainly serves ends the chain. Units whose sites have the same order share s.

use super::{Derived, Formulation};
use crate::domain::{TierIdx, UnitIdx};
use crate::solve::milp::{Expr, ExprKey, Label};
use std::collections::HashMap;

/// The key of a level of a chain: the level before it, and the columns and factors that serve at its distance.
pub(super) type LevelKey = (ExprKey, ExprKey);

/// A level of a chain: who goes on from one distance to the next.
pub(super) struct Level {
    pub(super) from_km: f64,
    pub(super) to_km: f64,
    pub(super) left: Expr,
}

impl Formulation<'_> {
    /// Person-kilometres of the people covered, at tiers to which they travel. Adds its columns and rows.
    pub(super) fn travel(&mut self) -> Expr {
        let mut travel = Expr::default();
        let mut levels: HashMap<LevelKey, Expr> = HashMap::new();
        for tier in self.problem.tiers.keys() {
            let group = self.problem.tiers[tier].group;
            let limited = self.is_limited[tier];
            for (index, unit) in self.problem.units.iter_enumerated() {
                let people = unit.people_of(group);
                let data = &self.problem.tiers[tier];
                if !limited
                    && people > 0.0
                    && data.reach(unit.setting).is_some()
                    && !data.is_moved_into(unit.setting)
                {
                    self.chain(index, tier, people, &mut levels, &mut travel);
                }
            }
        }
        for own in &self.shares {
            let (tier, unit) = (own.tier, own.units[0]);
            if self.problem.tiers[tier].is_moved_into(self.problem.units[unit].setting) {
                continue;
            }
            let row = self.arcs.within_reach(tier, unit);
            for &(site, col) in &own.at {
                let arc = row.iter().find(|arc| arc.site == site);
                let distance = arc.map_or(0.0, |arc| arc.distance.metres());
                travel.add(col, own.people * distance / 1000.0);
            }
        }
        travel.tidy()
    }

    fn chain(
        &mut self,
        unit: UnitIdx,
        tier: TierIdx,
        people: f64,
        known: &mut HashMap<LevelKey, Expr>,
        travel: &mut Expr,
    ) {
        let covered = self.covered[tier][unit].clone();
        for level in self.levels(unit, tier, covered, None, known) {
            travel.add_scaled(&level.left, people * (level.to_km - level.from_km));
        }
    }

    /// The levels of a chain that begins with `first`, one for each distance of A_k(i), and one more to `end_km` where those
    /// whom no site serves go on to there.
    pub(super) fn levels(
        &mut self,
        unit: UnitIdx,
        tier: TierIdx,
        first: Expr,
        end_km: Option<f64>,
        known: &mut HashMap<LevelKey, Expr>,
    ) -> Vec<Level> {
        let mut levels = Vec::new();
        let (mut from_km, mut left) = (0.0, first);
        let mut stops = self.stops(unit, tier).into_iter().peekable();
        while let Some((to_km, serving)) = stops.next() {
            levels.push(Level { from_km, to_km, left: left.clone() });
            // A site that certainly serves leaves nobody.
            if serving.is_sure() || stops.peek().is_none() && end_km.is_none() {
                return levels;
            }
            from_km = to_km;
            left = self.level(left, serving, tier, known);
        }
        levels.extend(end_km.map(|to_km| Level { from_km, to_km, left }));
        levels
    }

    /// (13): who of `before` is left when those whom `serving` serves stay.
    fn level(
        &mut self,
        before: Expr,
        serving: Expr,
        tier: TierIdx,
        known: &mut HashMap<LevelKey, Expr>,
    ) -> Expr {
        let key = (before.key(), serving.key());
        if let Some(expr) = known.get(&key) {
            return expr.clone();
        }
        let label = Label("s", self.milp.columns().len(), usize::from(tier));
        let col = self.milp.column(0.0, 1.0, label);
        let mut row = serving.clone();
        row.add(col, 1.0);
        row.add_scaled(&before, -1.0);
        self.derived.push((col, Derived::Unserved { before, serving }));
        self.milp.at_least(row, 0.0, label);
        known.insert(key, Expr::column(col));
        Expr::column(col)
    }

    /// The distinct distances of A_k(i), nearest first, each with the sum of the choices that serve there; ends at a
    /// site that certainly serves.
    fn stops(&self, unit: UnitIdx, tier: TierIdx) -> Vec<(f64, Expr)> {
        let mut stops: Vec<(f64, Expr)> = Vec::new();
        for (arc, here) in self.serving(unit, tier) {
            let sure = here.terms.is_empty();
            let km = arc.distance.metres() / 1000.0;
            match stops.last_mut() {
                Some((last_km, sum)) if *last_km == km => sum.add_scaled(&here, 1.0),
                _ => stops.push((km, here)),
            }
            if sure {
                break;
            }
        }
        for (_, sum) in &mut stops {
            *sum = std::mem::take(sum).tidy();
        }
        stops
    }
}
