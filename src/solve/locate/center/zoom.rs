//! Answers for instances with too many pairs to store: descents on a sample of the demand and of nearer and nearer
//! sites.
//!
//! The demand is drawn at random; the points that a descent leaves farthest join it. Sites are drawn at random too,
//! first among all, then nearer and nearer to those chosen.

use super::bracket::Bracket;
use super::descent::Descent;
use crate::domain::location::Metric;
use fastrand::Rng;

/// The initial number of demand points, and the number of sites, of a descent.
const DEMAND: usize = 1200;
const SITES: usize = 2000;
/// The number of descents, and the factor by which the radius that sites are drawn from shrinks after each.
const ROUNDS: usize = 14;
const NEARER: f64 = 0.6;
/// Elementary steps of a descent.
const STEPS: usize = 100_000_000;

impl Bracket<'_> {
    /// Lowers the upper bound. Does nothing for a table, which has no coordinates, or if too many sites are to be
    /// chosen.
    pub(super) fn zoom(&mut self) {
        let field = &self.field;
        let is_table = matches!(field.instance.metric(), Metric::Table(_));
        if is_table || 20 * field.budget > SITES || !self.upper.is_finite() {
            return;
        }
        let mut random = Rng::with_seed(1);
        let asking: Vec<u32> = field.demand().map(|i| i as u32).collect();
        let mut demand = random.choose_multiple(asking, DEMAND);
        demand.extend(&self.sample);
        let mut sites = random.choose_multiple(field.sites.iter().copied(), SITES);
        let mut within = self.upper / 2.0;
        let run = self.run;
        for _ in 0..ROUNDS {
            let Some(best) = self.best.clone() else {
                return;
            };
            if run.is_over() || self.is_done() {
                return;
            }
            sites.extend(&best);
            sites.sort_unstable();
            sites.dedup();
            let mut descent = Descent::of(&self.field, &demand, sites, 1.05 * self.upper);
            let lowered = descent.lower(&best, self.lower, STEPS, &|| run.is_over());
            let chosen = lowered.unwrap_or_else(|| best.clone());
            let reached = self.field.reached(&chosen, self.upper);
            self.take(&chosen, &reached);
            demand.extend(reached.farthest.iter().map(|&(i, _)| i));
            demand.sort_unstable();
            demand.dedup();
            sites = Vec::new();
            let mut near = Vec::new();
            for &site in &chosen {
                self.field.sites_near(site, within, &mut near);
                sites.extend(random.choose_multiple(near.iter().copied(), SITES / chosen.len()));
            }
            within *= NEARER;
        }
    }
}
