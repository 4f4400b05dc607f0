//! The sites of a compact model: y, and the limits on their number and cost.

use super::super::super::milp::{Col, Expr, Label, Milp};
use crate::domain::location::{Instance, Opening, SiteRule};

/// y\[j\] of each site; `None` if it is forbidden.
#[derive(Debug)]
pub(super) struct Sites {
    columns: Vec<Option<Col>>,
}

impl Sites {
    /// Adds y\[j\] of all sites that are not forbidden.
    pub(super) fn new(instance: &Instance, milp: &mut Milp) -> Self {
        let column = |(site, rule): (usize, &SiteRule)| {
            let label = Label("y", site, 0);
            match rule {
                SiteRule::Free => Some(milp.binary(label)),
                SiteRule::Existing | SiteRule::Required => Some(milp.column(1.0, 1.0, label)),
                SiteRule::Forbidden => None,
            }
        };
        let columns = instance.rules().iter().enumerate().map(column).collect();
        Self { columns }
    }

    /// y of a site; `None` if it is forbidden.
    pub(super) fn column(&self, site: usize) -> Option<Col> {
        self.columns[site]
    }

    /// The sites that are not forbidden, with their y.
    pub(super) fn allowed(&self) -> impl Iterator<Item = (usize, Col)> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(|(site, col)| col.map(|col| (site, col)))
    }

    /// Σ of y over sites, forbidden ones left out.
    pub(super) fn sum(&self, sites: impl IntoIterator<Item = usize>) -> Expr {
        let mut sum = Expr::default();
        for col in sites.into_iter().filter_map(|site| self.columns[site]) {
            sum.add(col, 1.0);
        }
        sum
    }

    /// Σ_j p\[j\]·y\[j\] over sites that are not existing: p = f, or 1 if sites are counted.
    pub(super) fn price(&self, instance: &Instance, by_cost: bool) -> Expr {
        let mut price = Expr::default();
        for (site, col) in self.allowed() {
            if instance.rules()[site] != SiteRule::Existing {
                let cost = if by_cost { instance.fixed_costs()[site] } else { 1.0 };
                price.add(col, cost);
            }
        }
        price
    }

    /// Σ_j y\[j\] = count over sites that are not existing.
    pub(super) fn open_exactly(&self, instance: &Instance, milp: &mut Milp, count: usize) {
        milp.equal(self.price(instance, false), count as f64, COUNT);
    }

    /// Σ_j y\[j\] ≤ count, or Σ_j f\[j\]·y\[j\] ≤ budget, over sites that are not existing.
    pub(super) fn open_within(&self, instance: &Instance, milp: &mut Milp, opening: Opening) {
        match opening {
            Opening::Count(count) => {
                milp.at_most(self.price(instance, false), count as f64, COUNT);
            }
            Opening::Budget(budget) => {
                milp.at_most(self.price(instance, true), budget, Label("budget", 0, 0));
            }
        }
    }
}

const COUNT: Label = Label("count", 0, 0);
