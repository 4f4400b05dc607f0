//! The audit of placements, from the instance alone: without a solver, and without the indices and reductions that
//! solving uses. [`screen`] finds, without a solver, reasons why a problem has no answer.

mod assignment;
mod audit;
mod fault;
mod reach;
mod rules;
mod screen;
mod served;
mod split;
mod spread;
mod tally;

pub use assignment::{Assignment, Ledger, Part};
pub use audit::{LocationAudit, audit};
pub use fault::{Named, PlacementFault};
pub(crate) use screen::greatest_capacity;
pub use screen::{Hindrance, screen};
pub use spread::{Spread, spread};
pub use tally::Figures;
pub(crate) use tally::allowed;
