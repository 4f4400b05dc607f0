//! Constraint (2), and the layout that a point stands for.

use super::Formulation;
use crate::domain::{Choice, Layout, SiteIdx};
use crate::plan;
use crate::solve::milp::Label;
use crate::travel::Arcs;
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
        let plan::Sharing { allocations, moves } = self.sharing_at(arcs, point, &choices);
        Layout {
            leaders: plan::lead(self.problem, arcs, &choices),
            payments: plan::pay(self.problem, &choices).payments,
            choices,
            allocations,
            moves,
            is_shared: true,
        }
    }
}
