//! The audit of an answer to a location problem, from the instance alone: no solver, and none of the indices and
//! reductions that solving uses. And what is known, without a solver, to make a problem impossible.

mod assignment;
mod audit;
mod fault;
mod reach;
mod rules;
mod screen;
mod served;
mod split;
mod tally;

pub use assignment::{Assignment, Ledger, Part};
pub use audit::{LocationAudit, audit};
pub use fault::{Named, PlacementFault};
pub use screen::{Hindrance, screen};
pub use tally::Figures;
