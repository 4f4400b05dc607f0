//! A plan and its audit: everything that can be said of a layout without a solver.

mod assignment;
mod audit;
mod flow;
mod leading;
mod payment;
mod screen;

pub use assignment::{assign, ration};
pub use audit::{
    Assignment, Audit, CoverageRow, Service, Slice, SourceUse, TargetResult, Violation,
    ViolationKind,
};
pub use leading::{lead, leads_at_most, may_lead, needs_leader};
pub use payment::{Payment, pay};
pub use screen::{Contradiction, Screening, Unreachable};
