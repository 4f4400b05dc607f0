use std::ops::AddAssign;

/// Counts of work done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Effort {
    /// Nodes of the search tree.
    pub nodes: u64,
    /// Cuts added.
    pub cuts: u64,
    /// Linear programs solved.
    pub programs: u64,
}

impl AddAssign for Effort {
    fn add_assign(&mut self, more: Self) {
        self.nodes += more.nodes;
        self.cuts += more.cuts;
        self.programs += more.programs;
    }
}
