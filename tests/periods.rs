//! Plans over several periods.

mod common;

#[cfg(any(feature = "highs", feature = "microlp"))]
#[path = "periods/brute.rs"]
mod brute;
#[path = "periods/draw.rs"]
mod draw;
#[cfg(any(feature = "highs", feature = "microlp"))]
#[path = "periods/files.rs"]
mod files;
#[cfg(any(feature = "highs", feature = "microlp"))]
#[path = "periods/laws.rs"]
mod laws;
#[path = "periods/read.rs"]
mod read;
#[path = "periods/rules.rs"]
mod rules;
