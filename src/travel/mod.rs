//! Travel: sparse arcs from demand units to the sites within reach, never a full matrix.

mod arc;
mod arcs;
mod ball;
mod blocks;
mod build;
mod cells;
mod chords;
mod circle;
mod cover;
mod distances;
mod earth;
mod lists;
mod near;
mod nearest;
mod prefixes;
mod reach_search;
pub mod roads;
mod threads;

pub use arc::Arc;
pub use arcs::Arcs;
pub use blocks::{Blocks, Reach, Spot};
pub use chords::Chords;
pub use circle::ring_around_deg;
pub use cover::CoverageClasses;
pub use distances::Distances;
pub use earth::geodesic;
pub use near::{Kind, NearTree};
pub use nearest::{NO_SITE, Nearest};
pub use prefixes::Prefixes;
pub use reach_search::ReachSearch;
pub(crate) use threads::{on_threads, pool};
