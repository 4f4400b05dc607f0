//! Branch-and-Benders-cut over open sites, for any [`Subproblem`]: a warm-started linear master, cuts, fixing by
//! reduced costs, heuristics and a tree searched best bound first, its nodes solved in parallel with one answer at
//! any number of threads.

mod subproblem;

pub(in crate::solve) use subproblem::{Column, Master, Point, Row, Subproblem};
