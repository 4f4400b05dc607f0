use crate::solve::ordered::ordered;
use std::cmp::Ordering;

/// An open node: the open sets with some sites fixed as open and some as closed.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// No open set in it has a smaller value.
    pub(super) bound: f64,
    /// Its order of creation, for equal bounds.
    pub(super) order: u64,
    /// Sites fixed: position, whether open.
    pub(super) fixed: Vec<(u32, bool)>,
    /// The branching that made it: site, whether opened, distance moved, the parent's bound.
    pub(super) branch: Option<(u32, bool, f64)>,
}

impl Node {
    /// The least bound is the greatest node, for a heap; then the eldest.
    fn compare(&self, other: &Self) -> Ordering {
        (other.bound.total_cmp(&self.bound)).then(other.order.cmp(&self.order))
    }
}

ordered!(Node);
