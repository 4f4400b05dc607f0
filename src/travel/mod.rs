//! Who can get where: sparse arcs from demand units to sites, never a full matrix.

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

pub use arcs::{Arc, Arcs};
pub use between::Between;
pub use circle::ring_around_deg;
pub use cover::CoverageClasses;
pub use earth::geodesic;
pub use near::{Kind, Near};
pub use nearest::{NO_SITE, Nearest};
pub use prefixes::Prefixes;
pub use within::Within;
