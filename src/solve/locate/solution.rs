//! What the solvers of single problems are told and what they answer.

use crate::domain::location::Allocation;
use crate::solve::clock::Clock;
use crate::solve::effort::Effort;
use crate::units::Share;

/// How far a solver goes and from where.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Run<'a> {
    /// Stop when value and bound are this near, relative to the value.
    pub(in crate::solve) gap: Share,
    /// Stop with the best so far when this is over.
    pub(in crate::solve) clock: Clock<'a>,
    /// Open sites to start from, where someone gave any.
    pub(in crate::solve) start: Option<Vec<u32>>,
}

impl Run<'_> {
    /// Whether it is to stop.
    pub(in crate::solve) fn is_over(&self) -> bool {
        self.clock.is_over()
    }
}

/// How an answer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Reductions alone settled it.
    Reductions,
    /// Bounds of the Lagrangian relaxation (and a tree of them, where capacities hold), beside open sets found by
    /// interchange.
    Lagrangian,
    /// The branch-and-Benders-cut search over the open sites.
    Search,
    /// A sequence of covering problems, each decided by the search or the compact model.
    Covering,
    /// The compact model, given whole to a solver.
    Compact,
}

impl Method {
    /// All of them.
    pub const ALL: [Method; 5] = [
        Method::Reductions,
        Method::Lagrangian,
        Method::Search,
        Method::Covering,
        Method::Compact,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Method::Reductions => "reductions",
            Method::Lagrangian => "lagrangian",
            Method::Search => "search",
            Method::Covering => "covering",
            Method::Compact => "compact",
        }
    }
}

/// What a solver found. The bound is of the objective in the question's own sense.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Solution {
    /// The open sites, ascending; none: none was found.
    pub(in crate::solve) open: Option<Vec<u32>>,
    /// Who is served where, when capacities decide.
    pub(in crate::solve) served: Option<Vec<Allocation>>,
    /// No placement is better than this; none: nothing is known.
    pub(in crate::solve) bound: Option<f64>,
    /// Whether it is proved that there is no placement.
    pub(in crate::solve) infeasible: bool,
    pub(in crate::solve) method: Method,
    pub(in crate::solve) effort: Effort,
}

impl Solution {
    /// What is known when the clock is over before anything is.
    pub(in crate::solve) fn nothing(method: Method) -> Self {
        Self {
            open: None,
            served: None,
            bound: None,
            infeasible: false,
            method,
            effort: Effort::default(),
        }
    }
}
