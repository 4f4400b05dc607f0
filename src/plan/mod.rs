//! Layouts and their audit: everything that can be computed without a solver.

mod assignment;
mod audit;
mod complete;
mod flow;
mod leading;
pub mod location;
pub mod measure;
mod payment;
mod results;
mod rules;
mod scenarios;
pub mod schedule;
mod screen;
mod service;
mod value;
mod violation;

pub use assignment::{allocate, assign, idle_allocations};
pub use audit::{Audit, audit};
pub use complete::{as_stated, complete};
pub use leading::{lead, leads_at_most, may_lead, needs_leader};
pub use payment::{Payment, pay, payers, uncommitted};
pub use results::{CoverageRow, Slice, SourceUse, TargetResult};
pub use scenarios::{ScenarioLayout, ScenarioProblem, ScenarioSet, ScenarioSetError};
pub use screen::{
    CONTRADICTIONS, Contradiction, ContradictionEntry, Screening, Unreachable, screen,
};
pub use service::{Assignment, Service, covered_share};
pub use value::{expected, greatest, shortfall_scale, stage_value, weighted_people};
pub use violation::{Violation, ViolationKind};
