//! Solving plans: formulation, backends, stages.
//!
//! [`solve`] screens the problem, drops dominated candidates, states the model ([`formulation`](self) in its own
//! files), solves it stage by stage with a backend, reads the layout from the answer and audits it by [`crate::plan`],
//! which knows no solver. The result is an [`Outcome`].

mod backend;
mod clock;
mod effort;
mod error;
mod explain;
mod formulation;
mod gap;
mod in_order;
#[cfg(feature = "highs")]
mod interrupt;
mod locate;
mod lp_file;
mod milp;
mod mps_file;
mod outcome;
mod progress;
mod reduce;
mod restate;
mod robust;
mod scale;
mod schedule;
#[cfg(feature = "highs")]
mod search;
#[cfg(feature = "highs")]
mod simplex;
mod stages;
mod tradeoff;

pub(crate) use clock::Clock;
pub use effort::Effort;
pub use error::SolveError;
pub use gap::gap;
pub use locate::{
    LocateLimits, LocateOutcome, LocateStatus, Method, compact_lp, compact_mps, locate,
};
pub use outcome::{
    Backend, Limits, ModelSize, Outcome, Relaxation, SolverRecord, StageReport, Status, Stop,
    Termination,
};
pub use progress::{Event, Progress, Silent};
pub use restate::{RestatedModel, restate};
pub use robust::{RobustAim, RobustAimReport, RobustOutcome, ScenarioBest, feasible, solve_robust};
pub use schedule::{MissingMoney, Myopic, ScheduleOutcome, StageComparison, solve_schedule};
pub use stages::{first_stage_lp, solve, solve_briefly};
pub use tradeoff::{Compromise, CompromiseOutcome, ProvedValue, compromise};
