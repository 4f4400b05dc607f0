//! Questions about a plan, held against what trying everything gives.
#![cfg(any(feature = "highs", feature = "microlp"))]

mod alternatives;
mod clashes;
mod commands;
mod conflict_files;
mod mended;
mod mended_places;
mod period_files;
mod periods;
mod why;
mod why_cli;
mod why_gaps;
mod why_targets;
mod why_units;
mod without;
mod worth;
