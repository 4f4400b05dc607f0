use super::subproblem::Row;
use crate::solve::clock::Clock;

/// The limits of a search and its start.
#[derive(Debug, Clone, Default)]
pub(in crate::solve) struct Settings<'a> {
    /// Stop when value and bound differ by no more than this, in the objective's unit.
    pub(in crate::solve) enough: f64,
    /// Stop with the best so far when this is over.
    pub(in crate::solve) clock: Clock<'a>,
    /// Stop after about this number of nodes with the best so far; none for no limit.
    pub(in crate::solve) most_nodes: Option<u64>,
    /// An open set to start from.
    pub(in crate::solve) start: Option<Vec<bool>>,
    /// Only open sets with a smaller value matter. Where values are multiples of a step, so is the cutoff: a bound
    /// within a step of it ends the search.
    pub(in crate::solve) cutoff: Option<f64>,
    /// Rows that hold for every open set with its true estimates, to start from.
    pub(in crate::solve) cuts: Vec<Row>,
}

/// The outcome of a search.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::solve) struct Outcome {
    /// The best open set found with a value below the cutoff.
    pub(in crate::solve) open: Option<Vec<bool>>,
    /// Its value.
    pub(in crate::solve) value: Option<f64>,
    /// No open set has a smaller value. With a cutoff and nothing found: the cutoff, when that is proved.
    pub(in crate::solve) bound: f64,
    /// Whether the search ran to its end: no open set is better (by more than `enough`) than the one found, or, where
    /// none was found, none has a value below the cutoff.
    pub(in crate::solve) finished: bool,
    pub(in crate::solve) effort: crate::solve::effort::Effort,
}
