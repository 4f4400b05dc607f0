//! Constraint (2), and the layout that a point stands for.

use super::{Allotted, Formulation};
use crate::domain::{Allocation, Choice, Layout, SiteIdx, TierIdx, UnitIdx};
use crate::plan;
use crate::solve::milp::Label;
use crate::travel::Arcs;
use std::collections::HashMap;
use typed_index_collections::TiVec;

impl Formulation<'_> {
    /// The site that takes over in a merge stands: (2).
    pub(super) fn merge_rows(&mut self) {
        let problem = self.problem;
        for (index, site) in problem.sites.iter_enumerated() {
            for (choice, merged) in self.chosen[index].clone() {
                let Some(into) = site.work(choice).and_then(|work| work.into) else {
                    continue;
                };
                let named = site.work(choice).and_then(|work| work.into_work.as_ref());
                let other = &problem.sites[into];
                let mut row = self.chosen_where(into, |made| match named {
                    Some(named) => other.work(made).is_some_and(|work| work.id == *named),
                    None => other.state_after(made).standing,
                });
                row.add_scaled(&merged, -1.0);
                let label = Label("merge_into", usize::from(index), usize::from(into));
                self.milp.at_least(row, 0.0, label);
            }
        }
    }

    /// The layout at a point of the model. Leaders and payments follow from the choices alone.
    pub(in crate::solve) fn layout(&self, arcs: &Arcs, point: &[f64]) -> Layout {
        let choices: TiVec<SiteIdx, Choice> = self
            .chosen
            .iter()
            .map(|choices| {
                choices
                    .iter()
                    .find(|(_, expr)| expr.value(point) > 0.5)
                    .map_or(Choice::Stay, |&(choice, _)| choice)
            })
            .collect();
        let allocations = self.allocations_at(point, &choices);
        // Who moves where follows: whole persons, to sites that take them.
        let stated = plan::Stated { allocations: Some(&allocations), moves: None };
        let moves = plan::share_beside(self.problem, arcs, &choices, stated).moves;
        Layout {
            leaders: plan::lead(self.problem, arcs, &choices),
            payments: plan::pay(self.problem, &choices).payments,
            choices,
            allocations,
            moves,
            is_shared: true,
        }
    }

    /// The allocations at a point, without the solver's rounding errors: none where the tier is not served, none beyond
    /// the whole of a unit, whole persons where they nearly are.
    fn allocations_at(&self, point: &[f64], choices: &TiVec<SiteIdx, Choice>) -> Vec<Allocation> {
        let mut given: HashMap<(TierIdx, UnitIdx), f64> = HashMap::new();
        self.allocations
            .iter()
            .filter_map(|&Allotted { tier, unit, site, col, parts }| {
                let open = self.problem.serves(&self.problem.sites[site], choices[site], tier);
                let given = given.entry((tier, unit)).or_default();
                let share = whole(point[col.position()], parts).min(1.0 - *given);
                if !open || share < LEAST_SHARE {
                    return None;
                }
                *given += share;
                Some(Allocation { tier, unit, site, share })
            })
            .collect()
    }
}

/// Smaller shares of a unit's people are rounding errors of the solver.
const LEAST_SHARE: f64 = 1e-7;

/// The share as a whole number of parts, where it nearly is one.
fn whole(share: f64, parts: Option<f64>) -> f64 {
    let Some(parts) = parts else {
        return share;
    };
    let number = (share * parts).round();
    if (share * parts - number).abs() < LEAST_SHARE * parts.max(100.0) {
        number / parts
    } else {
        share
    }
}
