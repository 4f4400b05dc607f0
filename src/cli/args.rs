//! The command line as it was given: nothing is read, resolved or checked here.

use super::alternatives::AlternativesArgs;
use super::conflicts::ConflictsArgs;
use super::csv::CsvArgs;
use super::draw::DrawArgs;
use super::edits::EditArgs;
use super::exit;
use super::forecast::args::ForecastArgs;
use super::frontier::FrontierArgs;
use super::init::InitArgs;
use super::limits::LimitArgs;
use super::locate::LocateArgs;
use super::package::{PackageArgs, languages};
use super::roads::{MatrixArgs, ReachArgs};
use super::robust::RobustArgs;
#[cfg(feature = "serve")]
use super::serve::ServeArgs;
use super::sweep::SweepArgs;
use super::why::WhyArgs;
use super::worth::WorthArgs;
use crate::run::Language;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Where to put elderly-care facilities so that most older people live within a quarter of an hour of care,
/// targets are met and money is spent well.
#[derive(Debug, Parser)]
#[command(
    name = "yike",
    version,
    about,
    after_help = exit::table(Language::English),
    after_long_help = exit::table(Language::English),
    disable_help_subcommand = true,
    max_term_width = 80
)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Write machine-readable JSON to stdout instead of tables
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Write nothing but errors to stderr
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// The language of what is shown, and of what is written where a command has a choice [default: English, or
    /// as the locale says for what is shown]
    #[arg(long, global = true, value_parser = languages(), value_name = "LANG")]
    pub(crate) lang: Option<Language>,
    /// With --version: solvers, features and commit too
    #[arg(long, requires = "version")]
    pub(crate) verbose: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a plan of your own tables: towns, people, facilities; every guess is said
    Init(Box<InitArgs>),
    /// Read a plan's files and report everything wrong in them; nothing is solved or written
    Check(CheckArgs),
    /// Find the best layout and write it as maps, JSON and summaries
    Solve(SolveArgs),
    /// Solve a plan in many scenarios: any of its parameters as lists, grids or random draws
    Sweep(Box<SweepArgs>),
    /// One layout for many scenarios: best in the worst, least regret, on average, or CVaR
    Robust(Box<RobustArgs>),
    /// Coverage against money, travel or what the worst-off have: points that nothing dominates
    Frontier(FrontierArgs),
    /// Plans as good as the best one or nearly, and which sites all of them have
    Alternatives(Box<AlternativesArgs>),
    /// Which demands of a plan that cannot be met clash, and what would make it possible
    Conflicts(ConflictsArgs),
    /// Why a site is in the plan or not, how a village can be reached, what binds a target: each with the best plan otherwise
    Why(WhyArgs),
    /// What a step more or less of money, reach, targets, rules or places changes at each aim
    Worth(WorthArgs),
    /// A workbench in the browser: move a slider, click a village, see the plan
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Answer a classical location problem: cover, p-median, p-center, facility location
    Locate(Box<LocateArgs>),
    /// Travel times or lengths between two layers over roads
    Matrix(Box<MatrixArgs>),
    /// From where sites are reached over roads, as a map
    Reach(Box<ReachArgs>),
    /// Score a given layout from the data alone and list every rule it breaks
    Audit(AuditArgs),
    /// Hold a published layout against the best for the same money, without the rules that hold only because it says so
    Challenge(ChallengeArgs),
    /// Draw a map or a chart of what was written, as SVG or PNG
    Draw(DrawArgs),
    /// Compute a run's folder again from the files that the run read, without a solver, and compare
    Verify(VerifyArgs),
    /// Two runs side by side: sites, people, money, targets
    Diff(DiffArgs),
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
    /// Print the reference on a topic, or what a command takes; without a word, list the topics
    Help(HelpArgs),
}

/// Of `yike check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    #[command(flatten)]
    pub(crate) edits: EditArgs,
    /// Refuse demand and sites that are off the plan's roads, and demand from which no site can be reached
    #[arg(long)]
    pub(crate) strict_network: bool,
}

/// Of `yike report`.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The folder that `--out` of solve, audit, sweep or frontier named
    pub(crate) run: PathBuf,
    /// The file to write: .html, or .docx for its two first pages alone, of a plan
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The language to begin with; the page has a switch [default: as the reader's browser says; of a document that of the terminal]
    #[arg(long, value_parser = languages())]
    pub(crate) lang: Option<Language>,
    /// Map tiles to draw beneath, for instance "https://tiles.example.org/{z}/{x}/{y}.png"; then the page asks
    /// that host for them [default: none, nothing is asked of the network]
    #[arg(long, value_name = "URL")]
    pub(crate) tiles: Option<String>,
    /// Whom to name as the owner of the tiles
    #[arg(long, value_name = "TEXT", requires = "tiles")]
    pub(crate) tiles_credit: Option<String>,
}

/// Of `yike solve`.
#[derive(Debug, Args)]
pub(crate) struct SolveArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    /// Folder for the outputs; made when missing, equal names are replaced
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) edits: EditArgs,
    #[command(flatten)]
    pub(crate) package: PackageArgs,
    /// Also write the model of the first stage, in LP format, for other solvers
    #[arg(long, value_name = "FILE")]
    pub(crate) lp_file: Option<PathBuf>,
    /// Do not also seek what the plan is compared with: other layouts that are as good; of a plan with periods each period
    /// planned alone and period by period
    #[arg(long)]
    pub(crate) no_comparison: bool,
    /// Refuse demand and sites that are off the plan's roads, and demand from which no site can be reached
    #[arg(long)]
    pub(crate) strict_network: bool,
}

/// Of `yike audit`.
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// The plan file (TOML)
    pub(crate) plan: PathBuf,
    /// The layout: plan.gpkg, or a layer of sites of any format, as `yike solve` writes it, as a planner draws it or as another
    /// program saves it
    #[arg(long, short, value_name = "FILE")]
    pub(crate) layout: PathBuf,
    /// Folder for the outputs; nothing is written without it
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) edits: EditArgs,
    #[command(flatten)]
    pub(crate) package: PackageArgs,
}

/// Of `yike challenge`.
#[derive(Debug, Args)]
pub(crate) struct ChallengeArgs {
    /// The plan file (TOML), of one year and with sources of money
    pub(crate) plan: PathBuf,
    /// The published layout: a GeoJSON layer of sites, as `yike audit` takes it
    #[arg(long, short, value_name = "FILE")]
    pub(crate) layout: PathBuf,
    /// Folder for three runs: `published` (its audit), `best` and `difference`, with a page for leaders
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) edits: EditArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) package: PackageArgs,
}

/// Of `yike verify`.
#[derive(Debug, Clone, Args)]
pub(crate) struct VerifyArgs {
    /// The folder of a run; what `yike solve` and `yike audit` wrote is computed again
    #[arg(value_name = "RUN")]
    pub(crate) run: PathBuf,
    /// The plan file, where it has moved since; its layers are found from it
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: Option<PathBuf>,
    /// The folder that the run's paths start from, or that holds the plan file and the drawn layout
    /// [default: the current one]
    #[arg(long, value_name = "DIR")]
    pub(crate) inputs: Option<PathBuf>,
}

/// Of `yike diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The folder of one run
    #[arg(value_name = "A")]
    pub(crate) a: PathBuf,
    /// The folder of another of the same kind: two layouts are compared site by site, other runs by what their records say
    #[arg(value_name = "B")]
    pub(crate) b: PathBuf,
    /// Folder for a page, tables and a map of the changes; nothing is written without it
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// A facility closed and one of the same tier opened in the same town, at most so far away, are one that moved
    #[arg(long, value_name = "LENGTH", default_value = "1 km", allow_hyphen_values = true)]
    pub(crate) moved_within: String,
}

/// Of `yike convert`.
#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// The layer: GeoJSON, Shapefile, GeoPackage (FILE.gpkg#LAYER), FlatGeobuf, GeoParquet or CSV; - reads GeoJSON or CSV
    /// from standard input
    pub(crate) input: PathBuf,
    /// The file to write; its ending says the format: .geojson, .shp, .gpkg, .fgb, .parquet or .csv; - writes GeoJSON, or
    /// CSV with --to csv, to standard output
    pub(crate) output: PathBuf,
    /// The format of standard output
    #[arg(long, value_name = "FORMAT", value_parser = ["geojson", "csv"])]
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
    /// The coordinate system to write in, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84 for GeoJSON, else
    /// the input's where the format can say it]
    #[arg(long, value_name = "CRS")]
    pub(crate) crs: Option<String>,
    /// The coordinate system of an input that names none
    #[arg(long, value_name = "CRS")]
    pub(crate) from_crs: Option<String>,
    /// The layer of a GeoPackage that has several
    #[arg(long, value_name = "NAME")]
    pub(crate) layer: Option<String>,
    /// Give a property another name, for instance id=编码; may be repeated
    #[arg(long = "field", value_name = "NEW=OLD")]
    pub(crate) fields: Vec<String>,
    /// A table whose columns become properties: CSV, a workbook (FILE.xlsx#SHEET) or Parquet
    #[arg(long, value_name = "FILE", requires = "join_by")]
    pub(crate) join: Option<PathBuf>,
    /// The layer's property and the table's column that are to be equal; the latter where it has another name
    #[arg(long, value_name = "ID[=KEY]", requires = "join")]
    pub(crate) join_by: Option<String>,
}

/// Of `yike explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code, for instance P2003 or V08
    pub(crate) code: Option<String>,
}

/// Of `yike help`.
#[derive(Debug, Args)]
pub(crate) struct HelpArgs {
    /// The topic, for instance plan or outputs, or the command
    pub(crate) topic: Option<String>,
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
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
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
