//! Constraints (22) and (23): residents who have to move, and the use of beds.

use super::{Formulation, Moving};
use crate::domain::{SiteIdx, TierIdx};
use crate::plan::takers;
use crate::solve::milp::{Expr, Label};
use typed_index_collections::TiVec;

impl Formulation<'_> {
    /// (22): whoever loses a bed at the service `tier` gets one elsewhere; adds them to the load of each site.
    pub(super) fn move_residents(&mut self, tier: TierIdx, load: &mut TiVec<SiteIdx, Expr>) {
        let problem = self.problem;
        for (from, home) in problem.sites.iter_enumerated() {
            if problem.residents(home, tier) == 0.0 {
                continue;
            }
            let mut row = Expr::default();
            for (choice, made) in &self.chosen[from] {
                row.add_scaled(made, problem.displaced(home, *choice, tier));
            }
            let row = row.tidy();
            if row.is_zero() {
                continue;
            }
            let mut row = row.times(-1.0);
            for to in takers(problem, self.arcs, from, tier) {
                let label = Label("h", self.moving.len(), usize::from(tier));
                let col = self.milp.column(0.0, f64::INFINITY, label);
                row.add(col, 1.0);
                load[to].add(col, 1.0);
                self.moving.push(Moving { tier, to, col });
            }
            self.milp.equal(row, 0.0, Label("bed", usize::from(from), usize::from(tier)));
        }
    }

    /// (23): the people whom a site serves at a tier with limited places, residents among them.
    pub(super) fn served_at(&self, site: SiteIdx, tier: TierIdx) -> Expr {
        let problem = self.problem;
        let mut served = Expr::default();
        for own in self.shares_of(tier) {
            for &(_, col) in own.at.iter().filter(|(at, _)| *at == site) {
                served.add(col, own.people);
            }
        }
        for own in self.moving.iter().filter(|own| own.tier == tier && own.to == site) {
            served.add(own.col, 1.0);
        }
        let home = &problem.sites[site];
        for (choice, made) in &self.chosen[site] {
            served.add_scaled(made, problem.staying(home, *choice, tier));
        }
        served.tidy()
    }
}
