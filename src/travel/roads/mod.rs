//! Travel over roads: a graph of junctions ([`RoadGraph`]), points joined to its edges ([`Snapped`]), the ways between
//! many points at once ([`Ways`]), what is within reach of a place ([`Reached`]) and what of it all hangs together.

mod components;
mod cost;
mod edges;
mod graph;
mod many;
mod near;
pub(in crate::travel) mod plan;
mod reach;
mod report;

mod search;
mod snap;
mod steps;

pub use cost::{Limit, Quantity};
pub use graph::RoadGraph;
pub use many::{RoadWay, Ways};
pub use reach::Reached;
pub use report::{Fate, NetworkReport, PointReport};

pub use snap::{Entry, Snapped};
