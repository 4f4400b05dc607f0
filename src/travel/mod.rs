//! Travel: sparse arcs from demand units to the sites within reach, never a full matrix.

mod arc;
mod arcs;
mod ball;
mod between;
mod build;
mod cells;
mod circle;
mod cover;
mod earth;
mod lists;
mod near;
mod nearest;
mod prefixes;
pub mod roads;
mod within;

pub use arc::Arc;
pub use arcs::Arcs;
pub use between::Between;
pub use circle::ring_around_deg;
pub use cover::CoverageClasses;
pub use earth::geodesic;
pub use near::{Kind, Near};
pub use nearest::{NO_SITE, Nearest};
pub use prefixes::Prefixes;
pub use within::Within;
