//! What varies between runs of a plan: scenarios, counted out in one order and solved in parallel.
//!
//! [`Scenarios`] makes any scenario of a [`crate::domain::Sweep`] from its number alone, so that none is kept in memory.
//! [`run()`] solves those asked for, one solver thread each, and hands every [`Row`] on as it ends; what happens to it is
//! the caller's affair. [`frontier()`] varies a bound instead: coverage against money, travel or the worst-served town. Rows depend on the scenario alone, never on threads or on what ran before.
//! [`robust()`] finds one layout for all of them.

mod expand;
mod frontier;
mod mean;
mod random;
mod robust;
mod row;
mod run;
mod tally;
mod threads;
mod ways;

pub use expand::{Scenario, Scenarios};
pub use frontier::{Frontier, FrontierPoint, Points, frontier};
pub use mean::mean_changes;
pub use robust::{
    Asked, Between, Clash, InScenario, MeanHeld, MeanPlan, Robust, RobustError, robust,
};
pub use row::{AimFigures, DoneWork, LayoutFigures, Row, RowStatus, TierFigures};
pub use run::{Ended, Maker, Running, run};
pub use tally::{Often, SiteCounts, SiteTally};
