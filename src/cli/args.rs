//! What is typed on the command line, as typed: nothing is read, resolved or checked here.

use super::exit;
use super::locate::LocateArgs;
use super::roads::{MatrixArgs, ReachArgs};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Where to put elderly-care facilities so that most older people live within a quarter of an hour of care,
/// targets are met and money is spent well.
#[derive(Debug, Parser)]
#[command(
    name = "yike",
    version,
    about,
    after_help = exit::TABLE,
    after_long_help = exit::TABLE,
    disable_help_subcommand = true,
    max_term_width = 80
)]
pub(crate) struct Typed {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Write machine-readable JSON to stdout instead of tables
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Write nothing but errors to stderr
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read a plan's files and report everything wrong in them; nothing is solved or written
    Check(CheckArgs),
    /// Find the best layout and write it as maps, JSON and summaries
    Solve(SolveArgs),
    /// Answer a classical location problem: cover, p-median, p-center, facility location
    Locate(Box<LocateArgs>),
    /// Travel times or lengths between two layers over roads
    Matrix(Box<MatrixArgs>),
    /// From where sites are reached over roads, as a map
    Reach(Box<ReachArgs>),
    /// Score a given layout from the data alone and list every rule it breaks
    Audit(AuditArgs),
    /// Say what a code in a message means; without one, list all codes
    Explain(ExplainArgs),
}

/// Of `yike check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    /// Refuse demand and sites that are off the plan's roads, and demand from which no site can be reached
    #[arg(long)]
    pub(crate) strict_network: bool,
}

/// Of `yike solve`.
#[derive(Debug, Args)]
pub(crate) struct SolveArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    /// Folder for the outputs; made when missing, equal names are replaced
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Stop after this time with the best plan so far, for instance "60 s" or "10 min"; the result then
    /// depends on the machine [default: no limit]
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub(crate) time_limit: Option<String>,
    /// Stop a stage when its value is proved to be this near to the best, for instance "0.1 %"
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "0 %",
        allow_hyphen_values = true
    )]
    pub(crate) gap: String,
    /// Threads for working out travel (the solver uses one); the plan does not depend on it [default: as many as
    /// the machine has]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// The solver [default: highs when built in, else microlp]
    #[arg(long, value_enum)]
    pub(crate) solver: Option<Solver>,
    /// Also write the model of the first stage, in LP format, for other solvers
    #[arg(long, value_name = "FILE")]
    pub(crate) lp_file: Option<PathBuf>,
    /// Refuse demand and sites that are off the plan's roads, and demand from which no site can be reached
    #[arg(long)]
    pub(crate) strict_network: bool,
}

/// The solvers by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Solver {
    /// HiGHS
    Highs,
    /// microlp, in pure Rust and slower
    Microlp,
}

/// Of `yike audit`.
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    /// The layout: a GeoJSON layer of sites, as `yike solve` writes it or as a planner draws it
    #[arg(long, short, value_name = "FILE")]
    pub(crate) layout: PathBuf,
    /// Folder for the outputs; nothing is written without it
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Of `yike explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code, for instance P2003 or V08
    pub(crate) code: Option<String>,
}
