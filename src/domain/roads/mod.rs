//! Roads: a network as its source has it, and how people get about on it.

mod class;
mod network;
mod profile;

pub use class::{Mode, RoadClass};
pub use network::{Access, Direction, Passage, RoadError, RoadNetwork, RoadNode, RoadParts, Way};
pub use profile::{Profile, RoadTravel};
