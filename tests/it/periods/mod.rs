//! Plans over several periods.

mod brute;
mod draw;
mod files;
mod laws;
mod read;
mod rules;
#[cfg(any(feature = "highs", feature = "microlp"))]
mod stopping;
