//! Constraints (8) and (9), in 万元.

use super::{Formulation, Relaxed};
use crate::domain::FundingIdx;
use crate::plan::{payers, uncommitted};
use crate::solve::milp::{Expr, Label};
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

impl Formulation<'_> {
    /// What works cost, as an expression in 万元.
    pub(super) fn cost(&self) -> Expr {
        let mut cost = Expr::default();
        for (index, site) in self.problem.sites.iter_enumerated() {
            for (choice, expr) in &self.chosen[index] {
                cost.add_scaled(expr, site.cost(*choice).wan());
            }
        }
        cost.tidy()
    }

    /// Works are paid, from sources that may pay for them, within what these have. No sources at all: no limit.
    ///
    /// Works that the same sources may pay form a class; who pays what within a class is settled after solving,
    /// since any split does.
    pub(super) fn fund(&mut self, relaxed: Relaxed) {
        if self.problem.funding.is_empty() {
            return;
        }
        let mut classes: BTreeMap<Vec<FundingIdx>, Expr> = BTreeMap::new();
        let mut spent: TiVec<FundingIdx, Expr> =
            vec![Expr::default(); self.problem.funding.len()].into();
        for (index, site) in self.problem.sites.iter_enumerated() {
            for (choice, expr) in &self.chosen[index] {
                let Some(work) = site.work(*choice) else {
                    continue;
                };
                if let Some(mix) = &work.funding {
                    for &(funding, amount) in mix {
                        spent[funding].add_scaled(expr, amount.wan());
                    }
                } else if work.cost.yuan() > 0 {
                    let payers = payers(self.problem, index, *choice);
                    classes
                        .entry(payers)
                        .or_default()
                        .add_scaled(expr, work.cost.wan());
                }
            }
        }
        for (class, (payers, cost)) in classes.into_iter().enumerate() {
            if let [only] = payers[..] {
                spent[only].add_scaled(&cost, 1.0);
                continue;
            }
            let mut row = cost.times(-1.0);
            for funding in payers {
                let label = Label("m", usize::from(funding), class);
                let col = self.milp.column(0.0, f64::INFINITY, label);
                row.add(col, 1.0);
                spent[funding].add(col, 1.0);
            }
            self.milp.equal(row, 0.0, Label("paid", class, 0));
        }
        let left = uncommitted(self.problem);
        for (funding, mut spent) in spent.into_iter_enumerated() {
            let label = Label("source", usize::from(funding), 0);
            if relaxed.frees_funding(funding) {
                let extra = Label("extra_money", usize::from(funding), 0);
                let col = self.milp.column(0.0, f64::INFINITY, extra);
                spent.add(col, -1.0);
                self.relaxation.add(col, 1.0);
            }
            self.milp.at_most(spent, left[funding].wan(), label);
        }
    }
}
