//! Who can get where: sparse arcs from demand units to sites, never a full matrix.

mod arcs;
mod between;
mod build;
mod earth;
mod nearest;

pub use arcs::{Arc, Arcs};
pub use between::Between;
pub use nearest::Nearest;
