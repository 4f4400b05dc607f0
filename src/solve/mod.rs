//! Solving plans: formulation, backends, stages.
//!
//! [`solve`] screens the problem, drops dominated candidates, states the model ([`formulation`](self) in its own
//! files), solves it stage by stage with a backend, reads the layout from the answer and audits it by [`crate::plan`],
//! which knows no solver. The result is an [`Outcome`].

mod answer;
mod backend;
mod certificate;
mod certified;
mod clock;
mod concession;
#[cfg(feature = "highs")]
mod decomposition;
mod effort;
mod error;
mod flexible;
mod flexible_sites;
mod formulation;
mod gap;
mod in_order;
#[cfg(feature = "highs")]
mod interrupt;
mod locate;
mod lp_file;
mod milp;
mod minimal;
mod mps_file;
mod ordered;
mod outcome;
mod possible;
mod progress;
mod reduce;
mod restate;
mod restricted;
mod robust;
mod scale;
mod schedule;
#[cfg(feature = "highs")]
mod search;
#[cfg(feature = "highs")]
mod simplex;
mod split;
mod stages;
mod tradeoff;
mod why_whole;

pub use certified::{Certificate, Multiplier};
pub(crate) use clock::{Clock, Until};
pub use concession::{Freed, LeastConcession, least_concession};
pub use effort::Effort;
pub use error::SolveError;
pub use flexible::flexible_sites;
pub(crate) use flexible::{MOST_EXCLUDED, weighed};
pub use flexible_sites::{ChoiceFate, FlexibleSites};
pub use gap::gap;
pub use locate::{
    Infeasibility, LocateChange, LocateCondition, LocateConflict, LocateLimits, LocateOutcome,
    LocateRepair, LocateStatus, LocateWorth, Method, RankedPlacement, Ranking, Ranks, WorthOf,
    compact_lp, compact_mps, explain_infeasible, locate, locate_common, locate_worth, rank,
};
pub(crate) use minimal::minimal;
pub use outcome::{
    Backend, Limits, ModelSize, Outcome, Parts, SolverRecord, StageReport, Status, Stop,
    Termination,
};
pub use possible::{Possible, possible};
pub(crate) use progress::Muted;
pub use progress::{Event, Progress, Silent};
pub use restate::{RestatedModel, restate};
pub use restricted::{
    MostChosen, Restricted, Restriction, WeightedChoice, most_chosen, solve_restricted,
};
pub use robust::{RobustAim, RobustAimReport, RobustOutcome, ScenarioBest, feasible, solve_robust};
pub use schedule::{MissingMoney, Myopic, ScheduleOutcome, StageComparison, solve_schedule};
pub use stages::{AuditedLayout, first_stage_lp, solve};
pub use tradeoff::{Compromise, CompromiseOutcome, ProvedValue, compromise};
pub use why_whole::WhyWhole;
