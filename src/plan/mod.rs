//! Layouts and their audit: everything that can be computed without a solver.

mod assignment;
mod audit;
mod complete;
mod extent;
pub mod fairness;
mod flow;
mod leading;
pub mod location;
pub mod measure;
mod moving;
mod payment;
mod results;
mod rules;
mod scenarios;
pub mod schedule;
mod screen;
mod service;
mod settling;
mod today;
mod value;
mod violation;
mod weighted;

pub use assignment::{Sharing, assign, idle_allocations, share};
pub(crate) use assignment::{Stated, share_among, share_tier, share_with_residents};
pub use audit::{Audit, audit};
pub use complete::{as_stated, complete};
pub use leading::{lead, leads_at_most, may_lead, must_be_led, needs_leader};
pub use moving::{displaced, idle_moves, takers, without_bed};
pub use payment::{Payment, pay, payers, uncommitted};
pub use results::{CoverageRow, Slice, SourceUse, TargetResult};
pub use scenarios::{ScenarioLayout, ScenarioProblem, ScenarioSet, ScenarioSetError};
pub use screen::{
    CONTRADICTIONS, Contradiction, ContradictionEntry, Screening, Unreachable, screen,
};
pub use service::{Assignment, Service, covered_share, residents_at, served_at_sites};
pub use settling::way_to_bed;
pub use today::assigned_today;
pub use value::{expected, greatest, shortfall_scale, stage_value};
pub use violation::{Violation, ViolationKind};
pub use weighted::weighted_people;
