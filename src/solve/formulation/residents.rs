//! Constraints (16) and (17): residents who have to move, and the use of beds.

use super::{Formulation, Moving};
use crate::domain::{Choice, Move, SiteIdx, TierIdx};
use crate::plan::takers;
use crate::solve::milp::{Expr, Label};
use typed_index_collections::TiVec;

impl Formulation<'_> {
    /// (16): whoever loses a bed at the service `tier` gets one elsewhere; adds them to the load of each site.
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
                self.moving.push(Moving { tier, from, to, col });
            }
            self.milp.equal(row, 0.0, Label("bed", usize::from(from), usize::from(tier)));
        }
    }

    /// The moves at a point, without the solver's rounding errors.
    pub(super) fn moves_at(&self, point: &[f64]) -> Vec<Move> {
        let moves = self.moving.iter().map(|&Moving { tier, from, to, col }| {
            let persons = point[col.position()];
            let whole = persons.round();
            let persons = if (persons - whole).abs() < LEAST_PERSON { whole } else { persons };
            Move { tier, from, to, persons }
        });
        moves.filter(|own| own.persons >= LEAST_PERSON).collect()
    }

    /// (17): the people whom a site serves at a tier with limited places, residents among them.
    pub(super) fn served_at(&self, site: SiteIdx, tier: TierIdx) -> Expr {
        let problem = self.problem;
        let group = problem.tiers[tier].group;
        let mut served = Expr::default();
        for own in self.allocations.iter().filter(|own| own.tier == tier && own.site == site) {
            served.add(own.col, problem.units[own.unit].people_of(group));
        }
        for own in self.moving.iter().filter(|own| own.tier == tier && own.to == site) {
            served.add(own.col, 1.0);
        }
        let home = &problem.sites[site];
        let residents = problem.residents(home, tier);
        let stay = |choice: Choice| residents - problem.displaced(home, choice, tier);
        for (choice, made) in self.chosen[site].iter().filter(|(choice, _)| stay(*choice) > 0.0) {
            served.add_scaled(made, stay(*choice));
        }
        served.tidy()
    }
}

/// Fewer persons are rounding errors of the solver.
const LEAST_PERSON: f64 = 1e-6;
