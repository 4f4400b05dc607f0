//! Scenarios: variants of a plan, in a fixed order, solved in parallel.
//!
//! [`Scenarios`] makes any scenario of a [`crate::domain::Sweep`] from its number, so that none is kept in memory.
//! [`run()`] solves them, one solver thread each, and passes every [`Row`] to the caller as it ends. A row depends on
//! its scenario alone, not on threads or on earlier scenarios, so that several machines can each solve a [`Part`].
//! [`frontier()`] varies a bound instead: coverage against
//! money, travel or the worst-served town. [`robust()`] finds one layout for all scenarios.

mod arcs_cache;
mod expand;
mod frontier;
mod mean;
mod part;
mod random;
mod robust;
mod row;
mod run;
mod tally;

pub use expand::{Scenario, Scenarios};
pub use frontier::{Frontier, FrontierAnswer, FrontierPoint, FrontierRequest, Points, frontier};
pub use mean::mean_changes;
pub use part::{Part, PartError};
pub use robust::{
    Conflict, Interval, MeanLayoutResult, MeanPlan, RobustError, RobustPlan, RobustRequest,
    ScenarioResult, robust,
};
pub use row::{AimFigures, DoneWork, LayoutFigures, Row, RowStatus, TierFigures};
pub use run::{FinishedScenario, Maker, Running, run};
pub use tally::{SiteCounts, SiteTally};
