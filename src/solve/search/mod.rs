//! Branch-and-Benders-cut over open sites, for any [`Subproblem`]: a warm-started linear master, cuts, fixing by
//! reduced costs, heuristics and a tree searched best bound first. Nodes are solved side by side in a fixed number of
//! lanes that synchronise at fixed points, so the answer is the same at any number of threads.
//!
//! Sets: sites j ∈ J with y\[j\] ∈ {0, 1}; estimates k ∈ K with θ\[k\] ≥ 0. The master
//!
//! minimise constant + Σ_j c\[j\] y\[j\] + Σ_k g\[k\] θ\[k\]
//! (1) the problem's own rows over y and θ
//! (2) cuts, found when they are violated
//!
//! is relaxed to 0 ≤ y ≤ 1 and collects cuts; its bound is made safe against the simplex's tolerances.

mod branching;
mod incumbent;
mod lane;
mod node;
mod plunge;
mod rounds;
mod settings;
mod subproblem;
#[cfg(test)]
mod tests;
mod tree;

pub(in crate::solve) use settings::{Outcome, Settings};
pub(in crate::solve) use subproblem::{Column, Estimate, Master, Point, Row, Subproblem};
pub(in crate::solve) use tree::minimise;
