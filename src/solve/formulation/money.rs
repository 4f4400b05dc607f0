//! Constraints (8) and (9), in 万元.

use super::{Formulation, Relaxed};
use crate::domain::{Choice, FundingIdx, Problem, SiteIdx};
use crate::plan::{payers, uncommitted};
use crate::solve::milp::{Expr, Label, Milp};
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

/// Payments of works by their sources.
///
/// Works that the same sources may pay form a class. Payments within a class are assigned after solving, since any
/// split is feasible.
pub(super) struct Bill<'a> {
    problem: &'a Problem,
    spent: TiVec<FundingIdx, Expr>,
    classes: BTreeMap<Vec<FundingIdx>, Expr>,
}

impl<'a> Bill<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        Self {
            problem,
            spent: vec![Expr::default(); problem.funding.len()].into(),
            classes: BTreeMap::new(),
        }
    }

    /// Adds the cost of the work of `choice`, if it is one, `times` times.
    pub(super) fn add(&mut self, index: SiteIdx, choice: Choice, times: &Expr) {
        let Some(work) = self.problem.sites[index].work(choice) else {
            return;
        };
        if let Some(mix) = &work.funding {
            for &(funding, amount) in mix {
                self.spent[funding].add_scaled(times, amount.wan());
            }
        } else if work.cost.yuan() > 0 {
            let payers = payers(self.problem, index, choice);
            let class = self.classes.entry(payers).or_default();
            class.add_scaled(times, work.cost.wan());
        }
    }

    /// The payments of each source, with columns and rows that split classes over their sources in `period`.
    pub(super) fn settle(self, milp: &mut Milp, period: usize) -> TiVec<FundingIdx, Expr> {
        let mut spent = self.spent;
        for (class, (payers, cost)) in self.classes.into_iter().enumerate() {
            if let [only] = payers[..] {
                spent[only].add_scaled(&cost, 1.0);
                continue;
            }
            let mut row = cost.times(-1.0);
            for funding in payers {
                let label = Label("m", usize::from(funding), class);
                let col = milp.column(0.0, f64::INFINITY, label);
                row.add(col, 1.0);
                spent[funding].add(col, 1.0);
            }
            milp.overall(|milp| milp.equal(row, 0.0, Label("paid", class, period)));
        }
        spent
    }
}

impl Formulation<'_> {
    /// The cost of works, as an expression in 万元.
    pub(super) fn cost(&self) -> Expr {
        let mut cost = Expr::default();
        for (index, site) in self.problem.sites.iter_enumerated() {
            for (choice, expr) in &self.chosen[index] {
                cost.add_scaled(expr, site.cost(*choice).wan());
            }
        }
        cost.tidy()
    }

    /// Works are paid by sources that may pay for them, within their money. Without sources there is no limit.
    pub(super) fn fund(&mut self, relaxed: Relaxed<'_>) {
        if self.problem.funding.is_empty() {
            return;
        }
        let mut bill = Bill::new(self.problem);
        for (index, choices) in self.chosen.iter_enumerated() {
            for (choice, expr) in choices {
                bill.add(index, *choice, expr);
            }
        }
        let spent = bill.settle(&mut self.milp, 0);
        self.paid.clone_from(&spent);
        let left = uncommitted(self.problem);
        for (funding, mut spent) in spent.into_iter_enumerated() {
            let label = Label("source", usize::from(funding), 0);
            if relaxed.frees_funding(funding) {
                let extra = Label("extra_money", usize::from(funding), 0);
                let col = self.milp.column(0.0, f64::INFINITY, extra);
                spent.add(col, -1.0);
                self.extra_money.push((funding, col));
            }
            self.milp.overall(|milp| milp.at_most(spent, left[funding].wan(), label));
        }
    }
}
