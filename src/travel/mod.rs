//! Who can get where: sparse arcs from demand units to sites, never a full matrix.

mod arcs;
mod between;
mod build;
mod earth;
mod nearest;
mod prefixes;

pub use arcs::{Arc, Arcs};
pub use between::Between;
pub use nearest::{NO_SITE, Nearest};
pub use prefixes::Prefixes;
