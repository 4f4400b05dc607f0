/// The part of a demand point that a site serves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allocation {
    /// The demand point's position.
    pub demand: u32,
    /// The site's position.
    pub site: u32,
    /// The share of the demand, above 0 and at most 1.
    pub share: f64,
}

/// An answer to a location problem: which sites are open and, where capacities decide, who is served where.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placement {
    /// The open sites by position, each once, ascending; existing ones among them.
    pub open: Vec<u32>,
    /// Who is served where, by demand point, then site; `None` if all demand goes to the nearest open site.
    pub served: Option<Vec<Allocation>>,
}
