//! What is typed on the command line, as typed: nothing is read, resolved or checked here.

use super::exit;
use super::forecast::args::ForecastArgs;
use super::frontier::FrontierArgs;
use super::locate::LocateArgs;
use super::roads::{MatrixArgs, ReachArgs};
use super::sweep::SweepArgs;
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
    /// Solve a plan in many scenarios: any of its parameters as lists, grids or random draws
    Sweep(Box<SweepArgs>),
    /// Coverage against money, travel or the worst-served town: points that nothing dominates
    Frontier(FrontierArgs),
    /// Answer a classical location problem: cover, p-median, p-center, facility location
    Locate(Box<LocateArgs>),
    /// Travel times or lengths between two layers over roads
    Matrix(Box<MatrixArgs>),
    /// From where sites are reached over roads, as a map
    Reach(Box<ReachArgs>),
    /// Score a given layout from the data alone and list every rule it breaks
    Audit(AuditArgs),
    /// Make one HTML file of a run, for any browser, without the network
    Report(ReportArgs),
    /// Convert a layer between formats and coordinate systems
    Convert(ConvertArgs),
    /// Make a demand layer from a raster of people, or from town polygons alone
    Demand(DemandArgs),
    /// Forecast people by sex and age from censuses, and share them out to a demand layer
    Forecast(Box<ForecastArgs>),
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

/// Of `yike report`.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The folder that `--out` of solve, audit, sweep or frontier named
    pub(crate) run: PathBuf,
    /// The HTML file to write
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The language to begin with; the page has a switch [default: as the reader's browser says]
    #[arg(long, value_enum)]
    pub(crate) lang: Option<ReportLanguage>,
    /// Map tiles to draw beneath, for instance "https://tiles.example.org/{z}/{x}/{y}.png"; then the page asks
    /// that host for them [default: none, nothing is asked of the network]
    #[arg(long, value_name = "URL")]
    pub(crate) tiles: Option<String>,
    /// Whom to name as the owner of the tiles
    #[arg(long, value_name = "TEXT", requires = "tiles")]
    pub(crate) tiles_credit: Option<String>,
}

/// A language of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportLanguage {
    /// English
    En,
    /// Chinese
    Zh,
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
    /// The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS")]
    pub(crate) crs: Option<String>,
    /// Also write the model of the first stage, in LP format, for other solvers
    #[arg(long, value_name = "FILE")]
    pub(crate) lp_file: Option<PathBuf>,
    /// Of a plan with periods: do not also plan each period alone and period by period, to compare
    #[arg(long)]
    pub(crate) no_comparison: bool,
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
    /// The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS", requires = "out")]
    pub(crate) crs: Option<String>,
}

/// Of `yike convert`.
#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// The layer: GeoJSON, Shapefile, GeoPackage (FILE.gpkg#LAYER), FlatGeobuf, GeoParquet or CSV
    pub(crate) input: PathBuf,
    /// The file to write; its ending says the format: .geojson, .shp, .gpkg, .fgb, .parquet or .csv
    pub(crate) output: PathBuf,
    /// The coordinate system to write in, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84 for GeoJSON, else
    /// the input's]
    #[arg(long, value_name = "CRS")]
    pub(crate) crs: Option<String>,
    /// The coordinate system of an input that names none
    #[arg(long, value_name = "CRS")]
    pub(crate) from_crs: Option<String>,
    /// The layer of a GeoPackage that has several
    #[arg(long, value_name = "NAME")]
    pub(crate) layer: Option<String>,
}

/// Of `yike explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code, for instance P2003 or V08
    pub(crate) code: Option<String>,
}

/// Of `yike demand`.
#[derive(Debug, Args)]
pub(crate) struct DemandArgs {
    /// The towns: polygons in any format that layers are read from
    pub(crate) towns: PathBuf,
    /// A GeoTIFF of people a cell, such as WorldPop's; without it the towns' `population` is spread over their area
    #[arg(long, value_name = "FILE")]
    pub(crate) raster: Option<PathBuf>,
    /// The side of a unit's square, for instance "500 m" [default: one unit a town]
    #[arg(long, value_name = "LENGTH")]
    pub(crate) cell: Option<String>,
    /// Scale the raster's people to the towns' `population`
    #[arg(long, requires = "raster")]
    pub(crate) fit: bool,
    /// A group of people and its share of all, for instance "aged_60=25.4 %"; may be repeated [default: aged_60 by the
    /// towns' `ageing_rate` where they have one]
    #[arg(long = "group", value_name = "NAME=SHARE")]
    pub(crate) groups: Vec<String>,
    /// The layer to write; its ending says the format, as of `yike convert`
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The coordinate system to write in [default: WGS84]
    #[arg(long, value_name = "CRS")]
    pub(crate) crs: Option<String>,
    /// The layer of a GeoPackage of towns that has several
    #[arg(long, value_name = "NAME")]
    pub(crate) layer: Option<String>,
    /// The coordinate system of a towns layer that names none
    #[arg(long, value_name = "CRS")]
    pub(crate) towns_crs: Option<String>,
    /// The coordinate system of a raster that names none
    #[arg(long, value_name = "CRS", requires = "raster")]
    pub(crate) raster_crs: Option<String>,
}
