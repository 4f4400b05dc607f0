//! The arguments of `yike robust`.

use crate::cli::csv::CsvArgs;
use crate::cli::edits::EditArgs;
use crate::cli::limits::LimitArgs;
use crate::cli::package::words;
use crate::domain::CoverageUnit;
use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Of `yike robust`.
#[derive(Debug, Args)]
pub(crate) struct RobustArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    /// The sweep file (TOML): the scenarios, as for `yike sweep`
    #[arg(long, short, value_name = "FILE")]
    pub(crate) sweep: Option<PathBuf>,
    /// A parameter and its values, for instance "scale.people=1,1.1,1.25"; may be repeated
    #[arg(long = "vary", value_name = "PATH=VALUES")]
    pub(crate) variations: Vec<String>,
    /// What the layout is chosen by
    #[arg(long, value_enum)]
    pub(crate) by: By,
    /// With --by cvar: over the worst 1 − ALPHA of all probability, from 0 to below 1 [default: 0.9]
    #[arg(long, value_name = "ALPHA", allow_hyphen_values = true)]
    pub(crate) alpha: Option<String>,
    /// What coverage is counted in
    #[arg(long = "in", value_parser = coverage_units(), default_value = "share")]
    pub(crate) counted: CoverageUnit,
    /// How likely each scenario is, in their order, for instance "1,2,1" [default: all alike]
    #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
    pub(crate) weights: Option<String>,
    /// Folder for the outputs; made when missing, equal names are replaced
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Do not also find the expected-value layout and the plan for mean figures, to compare
    #[arg(long)]
    pub(crate) no_comparison: bool,
    /// Plan for more than 500 scenarios
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) edits: EditArgs,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// The coordinate system of the map, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS")]
    pub(crate) crs: Option<String>,
}

fn coverage_units() -> impl TypedValueParser<Value = CoverageUnit> {
    words([
        (CoverageUnit::Share, "share", "The share of each scenario's weighted people"),
        (CoverageUnit::People, "people", "Weighted people"),
    ])
}

/// What the layout is chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The most covered in the worst scenario (max-min)
    Worst,
    /// The least behind each scenario's own best (min-max regret)
    Regret,
    /// The most covered on average
    Expected,
    /// The most covered on average over the worst cases (CVaR)
    Cvar,
}
