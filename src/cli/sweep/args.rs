//! The arguments of `yike sweep`.

use crate::cli::csv::CsvArgs;
use crate::cli::edits::EditArgs;
use crate::cli::limits::LimitArgs;
use clap::Args;
use std::path::PathBuf;

/// Of `yike sweep`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop a scenario after this time with the best plan so far; rows then depend on the machine [default: no limit]"
)))]
pub(crate) struct SweepArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    /// The sweep file (TOML): what varies
    #[arg(long, short, value_name = "FILE")]
    pub(crate) sweep: Option<PathBuf>,
    /// A parameter and its values, for instance "tier.station.reach.urban=10 min,15 min"; may be repeated
    #[arg(long = "vary", value_name = "PATH=VALUES")]
    pub(crate) variations: Vec<String>,
    /// Folder for the outputs; an interrupted sweep resumes from its journal there when it is run again
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Solve only a part, here or on another machine, and write no tables: "3/8" is every eighth scenario from the third,
    /// "0..500" are the first 500 (numbered from 0, without number 500)
    #[arg(long, value_name = "K/N", conflicts_with = "merge")]
    pub(crate) shard: Option<String>,
    /// Solve nothing; take over what was solved with --shard into these folders, and write the tables when all is there
    #[arg(long, value_name = "DIR", num_args = 1..)]
    pub(crate) merge: Vec<PathBuf>,
    /// Begin again: throw away the journal in the folder
    #[arg(long)]
    pub(crate) restart: bool,
    /// Run a sweep or a shard of more than 10,000 scenarios
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) edits: EditArgs,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}
