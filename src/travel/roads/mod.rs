//! Travel over roads: a graph of junctions ([`RoadGraph`]), points snapped to its edges ([`SnappedPoint`]), routes
//! between many points at once ([`Routes`]), the area within reach of a place ([`ReachableArea`]), and components.

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
pub use many::{Route, Routes};
pub use reach::ReachableArea;
pub use report::{Fate, NetworkReport, PointReport};

pub use snap::{Entry, SnappedPoint};
