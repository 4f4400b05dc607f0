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
//! Method: rows of the nearest sites only; a good open set; prices of the Lagrangian relaxation, which bound the value
//! and settle sites; the rest is solved by the branch-and-Benders-cut search.

mod anneal;
mod ascent;
mod benders;
mod build;
mod covering;
mod demand;
mod fate;
mod form;
mod greedy;
mod interchange;
mod layout;
mod limit;
mod price;
mod rows;
mod settle;
mod solve;

pub(super) use build::Terms;
pub(super) use demand::Charge;
pub(super) use limit::Limit;

use super::solution::{Method, Run, Solution};
use crate::solve::error::SolveError;

impl Terms<'_> {
    /// Solves the problem with these terms.
    pub(super) fn solve(self, run: &Run<'_>) -> Result<Solution, SolveError> {
        let total = self.total;
        match self.form(run.clock) {
            Some(service) => solve::solve(service, total, run),
            None => Ok(Solution::nothing(Method::Lagrangian)),
        }
    }
}
