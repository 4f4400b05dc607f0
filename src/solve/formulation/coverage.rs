//! Constraint (3): coverage at tiers without limited places.

use super::{Derived, Formulation, Relaxed};
use crate::domain::{Aim, Choice, Direction, Measure, TargetKind, TierIdx, UnitIdx};
use crate::plan::measure::Extent;
use crate::solve::milp::{Expr, ExprKey, Label};
use crate::travel::Arc;
use std::collections::{HashMap, HashSet};
use typed_index_collections::TiVec;

/// From this limit on a target covers all people.
const ALL_PEOPLE: f64 = 1.0 - 1e-9;

impl Formulation<'_> {
    /// States coverage, tier by tier.
    pub(super) fn cover(&mut self, relaxed: Relaxed<'_>) {
        let forced = self.forced(relaxed);
        let mut shared = std::mem::take(&mut self.shared);
        for tier in self.problem.tiers.keys() {
            let row = match self.is_limited[tier] {
                true => self.share_places(tier, &forced),
                false => self.cover_openly(tier, &forced, &mut shared),
            };
            self.covered.push(row);
        }
        self.shared = shared;
    }

    /// The share of each unit covered at a tier without limited places.
    fn cover_openly(
        &mut self,
        tier: TierIdx,
        forced: &HashSet<(UnitIdx, TierIdx)>,
        shared: &mut HashMap<(ExprKey, bool), Expr>,
    ) -> TiVec<UnitIdx, Expr> {
        let problem = self.problem;
        let units = problem.units.iter_enumerated();
        units
            .map(|(index, unit)| {
                if problem.tiers[tier].reach(unit.setting).is_none() {
                    return Expr::default();
                }
                self.needs.0 += 1;
                self.open_cover(index, tier, forced.contains(&(index, tier)), shared)
            })
            .collect()
    }

    /// Units that binding targets of 100 % cover, so that z = 1 and (3) is a covering row.
    fn forced(&self, relaxed: Relaxed<'_>) -> HashSet<(UnitIdx, TierIdx)> {
        let mut forced = HashSet::new();
        for (position, target) in self.problem.targets.iter().enumerate() {
            let Aim::Sited(aim) = &target.aim else {
                continue;
            };
            let Measure::Coverage { tiers, group } = &aim.measure else {
                continue;
            };
            let all = target.kind == TargetKind::Binding
                && aim.direction == Direction::AtLeast
                && aim.limit.number() >= ALL_PEOPLE;
            if !all || relaxed.frees_target(position) {
                continue;
            }
            let scope = Extent::of_scope(self.problem, aim.scope);
            for (index, unit) in self.problem.units.iter_enumerated() {
                if scope.holds(unit.town, unit.setting) && unit.people_of(*group) > 0.0 {
                    for &tier in tiers {
                        if self.problem.tiers[tier].reach(unit.setting).is_some() {
                            forced.insert((index, tier));
                        }
                    }
                }
            }
        }
        forced
    }

    /// A_k(i) by site, nearest first: the arc and the expression "a serving choice is made there", for sites with such
    /// a choice.
    pub(super) fn serving(
        &self,
        unit: UnitIdx,
        tier: TierIdx,
    ) -> impl Iterator<Item = (&Arc, Expr)> {
        self.arcs
            .within_reach(tier, unit)
            .iter()
            .map(move |arc| {
                let site = &self.problem.sites[arc.site];
                let serves = |choice: Choice| self.problem.serves(site, choice, tier);
                (arc, self.chosen_where(arc.site, serves))
            })
            .filter(|(_, serving)| !serving.is_zero())
    }

    /// Σ_{A_k(i)} y, and whether it comes from one site alone.
    fn serving_sum(&self, unit: UnitIdx, tier: TierIdx) -> (Expr, bool) {
        let mut sum = Expr::default();
        let mut sites = 0;
        for (_, here) in self.serving(unit, tier) {
            if here.is_sure() {
                return (Expr::constant(1.0), true);
            }
            sites += 1;
            sum.add_scaled(&here, 1.0);
        }
        (sum.tidy(), sites <= 1)
    }

    /// (3): z, or the expression that replaces it.
    fn open_cover(
        &mut self,
        unit: UnitIdx,
        tier: TierIdx,
        must: bool,
        shared: &mut HashMap<(ExprKey, bool), Expr>,
    ) -> Expr {
        let (sum, is_share) = self.serving_sum(unit, tier);
        let known = (sum.key(), must);
        if sum.terms.is_empty() {
            if must {
                self.milp.at_least(sum.clone(), 1.0, label("cover", unit, tier));
            }
            return sum;
        }
        if let Some(expr) = shared.get(&known) {
            return expr.clone();
        }
        self.needs.1 += 1;
        let expr = if must {
            self.milp.at_least(sum, 1.0, label("cover", unit, tier));
            Expr::constant(1.0)
        } else if is_share {
            sum
        } else {
            let col = self.milp.column(0.0, 1.0, label("z", unit, tier));
            let mut row = sum.clone();
            row.add(col, -1.0);
            self.derived.push((col, Derived::Covered(sum)));
            self.milp.at_least(row, 0.0, label("cover", unit, tier));
            Expr::column(col)
        };
        shared.insert(known, expr.clone());
        expr
    }

    /// Makes z at least 1 as soon as one site serves, wherever a smaller z would be a gain.
    pub(super) fn cover_exactly(&mut self, needs: impl Iterator<Item = (UnitIdx, TierIdx)>) {
        for (unit, tier) in needs {
            let covered = self.covered[tier][unit].clone();
            let [(share, _)] = covered.terms[..] else {
                continue;
            };
            let has_own_column = !self.milp.columns()[share.position()].integer;
            if !has_own_column || self.is_limited[tier] || !self.exact.insert(share) {
                continue;
            }
            let rows: Vec<Expr> = self
                .serving(unit, tier)
                .map(|(_, serving)| {
                    let mut row = covered.clone();
                    row.add_scaled(&serving, -1.0);
                    row
                })
                .collect();
            for row in rows {
                let label = Label("covered_at_once", usize::from(unit), usize::from(tier));
                self.milp.at_least(row, 0.0, label);
            }
        }
    }
}

pub(super) fn label(word: &'static str, unit: UnitIdx, tier: TierIdx) -> Label {
    Label(word, usize::from(unit), usize::from(tier))
}
