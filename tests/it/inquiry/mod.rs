//! Questions about a plan, held against what trying everything gives.
#![cfg(any(feature = "highs", feature = "microlp"))]

mod alternatives;
mod clashes;
mod commands;
mod conflict_files;
mod mended;
mod periods;
mod why;
mod why_cli;
mod without;
mod worth;
