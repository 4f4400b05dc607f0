//! Plans over several periods.

#[cfg(any(feature = "highs", feature = "microlp"))]
mod brute;
mod draw;
#[cfg(any(feature = "highs", feature = "microlp"))]
mod files;
#[cfg(any(feature = "highs", feature = "microlp"))]
mod laws;
mod read;
mod rules;
#[cfg(any(feature = "highs", feature = "microlp"))]
mod stopping;
