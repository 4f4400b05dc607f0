//! Reads sweeps, and plans with changed parameters.
//!
#![doc = include_str!("../../../docs/format-sweep.md")]

mod address;
mod asked;
mod edits;
mod factors;
mod figures;
mod file;
mod lift;
mod template;
mod vary;
mod wishes;

pub use asked::PlanEdits;
pub use edits::{changes, edited, read_plan_with};
pub use file::{SweepFile, read_sweep, read_variations};
pub use template::PlanTemplate;
