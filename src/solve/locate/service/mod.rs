//! Nearest service: p-median, facility location without capacities, maximal covering and gradual covering are one
//! family.
//!
//! Rows i (demand that ranks the sites alike), sites j ∈ J, y\[j\] = 1 if j is open:
//!
//! minimise constant + Σ_j f\[j\]·y\[j\] + Σ_i min(cap\[i\], min {c\[i,j\] : y\[j\] = 1})
//!
//! subject to Σ_j y\[j\] = p, or ≤ p, or Σ_j b\[j\]·y\[j\] ≤ B, or nothing.
//!
//! | problem | c\[i,j\] | cap\[i\] | f |
//! |---|---|---|---|
//! | p-median | w\[i\]·d\[i,j\] | ∞ | 0 |
//! | UFLP | w\[i\]·d\[i,j\] | ∞ | given |
//! | MCLP, gradual cover | w\[i\]·(1 − cover(d\[i,j\])) | w\[i\] | 0 |
//!
//! Method: rows of the nearest sites only (of large instances [`ahead`] of them a sample, and for [`few`] sites of p-median
//! all pairs, computed again and again); a good open set; prices of the Lagrangian relaxation, which bound the value
//! and settle sites; the rest is solved by the branch-and-Benders-cut search.

mod ahead;
mod anneal;
mod ascent;
mod benders;
mod build;
mod covering;
mod demand;
mod fate;
mod few;
mod form;
mod greedy;
mod interchange;
mod layout;
mod limit;
mod price;
mod rows;
mod sample;
mod settle;
mod solve;
mod swaps;
mod unlisted;

pub(super) use build::Terms;
pub(super) use demand::Charge;
pub(super) use limit::Limit;

use super::solution::{Method, Run, Solution};
use crate::solve::error::SolveError;

impl Terms<'_> {
    /// Solves the problem with these terms.
    pub(super) fn solve(self, run: &Run<'_>) -> Result<Solution, SolveError> {
        let mut ahead = if self.is_dear(run) { self.ahead(run) } else { Default::default() };
        if let Some(prices) = ahead.prices.take()
            && let Some(found) = self.solve_few(&ahead, prices, run)
        {
            return found;
        }
        let mut found = match self.form(run.clock) {
            Some(service) => {
                let known = (ahead.open.as_deref(), ahead.bound);
                solve::solve(service, known, self.total, run)?
            }
            None => Solution {
                open: ahead.open,
                bound: ahead.bound,
                ..Solution::nothing(Method::Lagrangian)
            },
        };
        if found.open.is_none() && !found.infeasible {
            found.open = self.at_once();
        }
        found.listed = self.cut_short();
        Ok(found)
    }

    /// Whether the rows must be cut short, or may take more time to form than there is.
    fn is_dear(&self, run: &Run<'_>) -> bool {
        const MANY: usize = 1_000_000;
        let instance = self.instance;
        let pairs = instance.points().saturating_mul(instance.sites());
        let is_slow = instance.metric().is_on_earth() && pairs > MANY;
        self.cut_short().is_some() || (is_slow && run.clock.left_s().is_some())
    }
}
