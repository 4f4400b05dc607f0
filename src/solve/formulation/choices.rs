//! Constraints (1) and (2).

use super::Formulation;
use crate::domain::{Allocation, Choice, Layout, Problem, SiteIdx, TierIdx, UnitIdx};
use crate::plan;
use crate::solve::milp::{Expr, Label, Milp};
use crate::travel::Arcs;
use std::collections::{HashMap, HashSet};
use typed_index_collections::TiVec;

/// A binary for every choice of a site but its first, which is what the others leave: (1).
pub(super) fn columns(
    problem: &Problem,
    dropped: &HashSet<SiteIdx>,
    milp: &mut Milp,
) -> TiVec<SiteIdx, Vec<(Choice, Expr)>> {
    problem
        .sites
        .iter_enumerated()
        .map(|(index, site)| {
            let mut choices: Vec<Choice> = site.choices().collect();
            if dropped.contains(&index) {
                choices.retain(|&choice| choice == Choice::Stay);
            }
            let made = one_of(index, choices.len(), milp);
            choices.into_iter().zip(made).collect()
        })
        .collect()
}

/// "Choice number o of the site is made" for each of `count` choices, of which exactly one is.
pub(super) fn one_of(index: SiteIdx, count: usize, milp: &mut Milp) -> Vec<Expr> {
    if count == 0 {
        // No choice is left: nothing can satisfy 0 ≥ 1.
        let label = Label("no_choice", usize::from(index), 0);
        milp.at_least(Expr::default(), 1.0, label);
        return Vec::new();
    }
    let mut first = Expr::constant(1.0);
    let mut others = Vec::new();
    for position in 1..count {
        let col = milp.binary(Label("y", usize::from(index), position));
        first.add(col, -1.0);
        others.push(Expr::column(col));
    }
    if others.len() >= 2 {
        let label = Label("one_choice", usize::from(index), 0);
        milp.at_least(first.clone(), 0.0, label);
    }
    std::iter::once(first).chain(others).collect()
}

impl Formulation<'_> {
    /// A merged site's partner stands: (2).
    pub(super) fn merge_rows(&mut self) {
        let problem = self.problem;
        for (index, site) in problem.sites.iter_enumerated() {
            for (choice, merged) in self.chosen[index].clone() {
                let Some(into) = site.work(choice).and_then(|work| work.into) else {
                    continue;
                };
                let mut row = self.chosen_where(into, |other| {
                    problem.sites[into].state_after(other).standing
                });
                row.add_scaled(&merged, -1.0);
                let label = Label("merge_into", usize::from(index), usize::from(into));
                self.milp.at_least(row, 0.0, label);
            }
        }
    }

    /// The layout that a point of the model means. Who leads and who pays is worked out from the choices alone.
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
        Layout {
            leaders: plan::lead(self.problem, arcs, &choices),
            payments: plan::pay(self.problem, &choices).payments,
            choices,
            allocations,
        }
    }

    /// The places given out at a point, cleared of the solver's rounding: none where the tier is not served, none
    /// beyond the whole of a unit.
    fn allocations_at(&self, point: &[f64], choices: &TiVec<SiteIdx, Choice>) -> Vec<Allocation> {
        let mut given: HashMap<(TierIdx, UnitIdx), f64> = HashMap::new();
        self.allocations
            .iter()
            .filter_map(|&(tier, unit, site, col)| {
                let open = self
                    .problem
                    .serves(&self.problem.sites[site], choices[site], tier);
                let given = given.entry((tier, unit)).or_default();
                let share = point[col.position()].min(1.0 - *given);
                if !open || share < LEAST_SHARE {
                    return None;
                }
                *given += share;
                Some(Allocation {
                    tier,
                    unit,
                    site,
                    share,
                })
            })
            .collect()
    }
}

/// A smaller share of a unit's people is the solver's rounding.
const LEAST_SHARE: f64 = 1e-7;
