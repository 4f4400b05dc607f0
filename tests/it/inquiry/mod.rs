//! Questions about a plan, held against what trying everything gives.
#![cfg(any(feature = "highs", feature = "microlp"))]

mod clashes;
mod conflict_files;
mod mended;
mod without;
