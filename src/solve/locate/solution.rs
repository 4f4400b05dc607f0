//! The parameters and the result of the solvers of single problems.

use crate::domain::location::Allocation;
use crate::solve::clock::Clock;
use crate::solve::effort::Effort;
use crate::units::Share;

/// When a solver stops and where it starts.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Run<'a> {
    /// Stop when the gap between value and bound, relative to the value, is at most this.
    pub(in crate::solve) gap: Share,
    /// Stop with the best so far when this is over.
    pub(in crate::solve) clock: Clock<'a>,
    /// The most pairs of a demand point and a site that are held in memory.
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "the search alone lists pairs"))]
    pub(in crate::solve) pairs: usize,
    /// The open sites to start from, if given.
    pub(in crate::solve) start: Option<Vec<u32>>,
    /// Stop the search of a set cover after so many nodes of a component, if given.
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "the search alone has nodes"))]
    pub(in crate::solve) most_nodes: Option<u64>,
}

impl Run<'_> {
    /// Whether the solver must stop.
    pub(in crate::solve) fn is_over(&self) -> bool {
        self.clock.is_over()
    }
}

/// How an answer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// By reductions alone.
    Reductions,
    /// Bounds of the Lagrangian relaxation (with branching if there are capacities), and open sets found by
    /// interchange.
    Lagrangian,
    /// The branch-and-Benders-cut search over the open sites.
    Search,
    /// A sequence of covering problems, each decided by the search or the compact model.
    Covering,
    /// The compact model, solved by a general solver.
    Compact,
}

impl Method {
    /// All of them.
    pub const ALL: [Method; 5] =
        [Method::Reductions, Method::Lagrangian, Method::Search, Method::Covering, Method::Compact];

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

/// What a solver found. The bound is on the question's objective.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Solution {
    /// The open sites, ascending; `None` if no placement was found.
    pub(in crate::solve) open: Option<Vec<u32>>,
    /// Who is served where, if there are capacities.
    pub(in crate::solve) served: Option<Vec<Allocation>>,
    /// No placement is better than this; `None` if no bound is known.
    pub(in crate::solve) bound: Option<f64>,
    /// Whether it is proved that no placement is feasible.
    pub(in crate::solve) infeasible: bool,
    /// How many of the nearest sites the rows listed, where not all that matter.
    pub(in crate::solve) listed: Option<usize>,
    pub(in crate::solve) method: Method,
    pub(in crate::solve) effort: Effort,
}

impl Solution {
    /// The result if the time was over before anything was found.
    pub(in crate::solve) fn nothing(method: Method) -> Self {
        Self {
            open: None,
            served: None,
            bound: None,
            infeasible: false,
            listed: None,
            method,
            effort: Effort::default(),
        }
    }
}
