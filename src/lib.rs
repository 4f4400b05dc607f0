//! Yike (一刻): where to put elderly-care facilities so that most older people live within a quarter of an
//! hour of care, targets are met and money is spent well.
//!
//! Layers, each knowing only those before it:
//! [`units`] → [`domain`] → [`travel`] → [`plan`] → [`solve`] → [`scenario`] → [`inquiry`] →
//! [`run`] → [`write`](mod@write) → [`setup`]; [`read`] beside them knows `units` and `domain`, and `run` and `setup` know `read`.
//! `serve`, the server of the workbench, knows the layers that it streams. `cli`, the commands, knows all, and nothing knows it.
//!
//! The way of a plan:
//!
//! 1. [`read::read_plan`] turns files into a [`domain::Problem`], its invariants proved, or says everything that is
//!    wrong in them.
//! 2. [`travel::Arcs::build`] works out who can get where.
//! 3. [`solve::solve`] finds the best layout and has it audited; or [`read::read_layout`] reads a planner's own. All that
//!    solves can be stopped by a [`solve::Progress`], with the best so far and its bound.
//! 4. [`plan::audit`] scores a layout from the data alone.
//! 5. [`write::outputs`] turns a [`run::Report`] into bytes, [`run::write_folder`] into files.
//!
//! A plan needs no files: [`domain::ProblemParts`] puts one together in code, and `examples/plan_in_code.rs` is such a
//! program.
//!
//! What if: [`read::sweep`] reads what varies and makes the problem of each scenario, [`scenario`] runs them in parallel,
//! [`write::sweep`] keeps each result as it ends and makes the tables.
//!
//! Why and what else: [`inquiry`] answers questions about a plan, each by exact solves of the plan with other limits.
//!
//! A plan over several periods has a [`domain::Horizon`] too: [`solve::solve_schedule`] finds what begins when,
//! [`plan::schedule::audit_schedule`] scores it, [`write::schedule`] writes it.
//!
//! Beside plans there are the classical location problems, each with its own way through the same layers:
//! [`read::location`] gives a [`domain::location::Instance`], [`solve::locate`] answers a
//! [`domain::location::Question`] about it, [`plan::location::audit`] scores the placement from the instance alone,
//! and [`write::placement::placement_outputs`] turns it into files. `examples/max_cover.rs` covers points of one's own.
//!
//! People in years to come: [`read::forecast`] reads censuses, [`domain::forecast`] has the methods,
//! [`write::forecast`] makes demand layers and tables of them.
//!
//! A plan out of a planner's own tables: [`setup::make`].
//!
//! What the files hold is told in [`read`], what the symbols in formulas mean in [`domain`].
//!
//! ```
//! use std::path::Path;
//! use yike::{domain::Layout, plan, read, travel::Arcs};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let problem = read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
//! let arcs = Arcs::build(&problem);
//! let today = plan::audit(&problem, &arcs, &Layout::today(&problem));
//! assert_eq!(today.cost.yuan(), 0);
//! # Ok(())
//! # }
//! ```
//!
//! Features: `highs` (default), `system-highs` (HiGHS as pkg-config finds it) and `microlp` are the solvers; without any
//! everything but [`solve::solve`] works. `cli` (default) is the program's, and `serve` (default) its workbench in the
//! browser: a library leaves both out.

/// The version of `geo` whose types [`domain::Feature`] and [`domain::crs`] take.
pub use geo;
/// Lists by position types such as [`domain::SiteIdx`].
pub use typed_index_collections::{self, TiVec};

#[cfg(feature = "cli")]
pub mod cli;
pub mod domain;
pub mod inquiry;
pub mod plan;
pub mod read;
pub mod run;
pub mod scenario;
#[cfg(feature = "serve")]
pub mod serve;
pub mod setup;
pub mod solve;
pub mod travel;
pub mod units;
pub mod write;

/// The examples of the book, run as tests.
#[cfg(all(doctest, feature = "highs"))]
#[doc = include_str!("../docs/library.md")]
struct Book;
