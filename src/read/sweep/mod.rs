//! Reads sweeps, and plans with changed parameters.
//!
#![doc = include_str!("format.md")]

mod address;
mod factors;
mod figures;
mod file;
mod template;
mod vary;

pub use file::{SweepFile, read_sweep, read_variations};
pub use template::PlanTemplate;
