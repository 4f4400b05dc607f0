//! A plan and its audit: everything that can be said of a layout without a solver.

mod audit;
mod screen;

pub use audit::{
    Assignment, Audit, CoverageRow, Service, Slice, SourceUse, TargetResult, Violation,
    ViolationKind,
};
pub use screen::{Contradiction, Screening, Unreachable};
