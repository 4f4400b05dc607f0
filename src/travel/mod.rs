//! Who can get where: sparse arcs from demand units to sites, never a full matrix.

mod arcs;

pub use arcs::{Arc, Arcs};
