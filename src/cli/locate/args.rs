//! The arguments of `yike locate`.

use super::super::csv::CsvArgs;
use super::super::limits::LimitArgs;
use super::super::package::words;
use super::super::roads::NetworkArgs;
use crate::domain::location::{Capacity, Rounding};
use crate::read::location::MatrixUnit;
use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The problems by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProblemWord {
    /// Set cover (LSCP): the fewest or cheapest sites that reach all demand
    Lscp,
    /// Maximal cover (MCLP): the most demand within reach
    Mclp,
    /// Partial set cover (PSCLP): the fewest or cheapest sites that reach a share of the demand
    Psclp,
    /// Maximal cover that falls with distance (gradual cover, attendance)
    Gradual,
    /// p-median: least weighted distance
    PMedian,
    /// Uncapacitated facility location: least fixed costs and travel
    Uflp,
    /// Vertex p-center: least greatest distance
    PCenter,
    /// p-dispersion: sites as far apart as can be
    PDispersion,
    /// Capacitated facility location, demand may be split
    Cflp,
    /// Capacitated facility location, each demand point to one site
    Sscflp,
}

fn roundings() -> impl TypedValueParser<Value = Rounding> {
    words([
        (Rounding::Exact, "exact", "Nothing"),
        (Rounding::Floor, "floor", "Rounded down to whole numbers"),
        (Rounding::Nearest, "nearest", "To the nearest whole number"),
    ])
}

fn capacities() -> impl TypedValueParser<Value = Capacity> {
    words([
        (Capacity::Split, "split", "Demand may be split over sites"),
        (Capacity::SingleSource, "single", "Each demand point goes to one site"),
    ])
}

fn units() -> impl TypedValueParser<Value = MatrixUnit> {
    words([
        (MatrixUnit::Metres, "m", "Metres"),
        (MatrixUnit::Kilometres, "km", "Kilometres"),
        (MatrixUnit::Seconds, "s", "Seconds"),
        (MatrixUnit::Minutes, "min", "Minutes"),
        (MatrixUnit::Hours, "h", "Hours"),
        (MatrixUnit::Plain, "none", "No unit"),
    ])
}

/// Of `yike locate`.
#[derive(Debug, Args)]
pub(crate) struct LocateArgs {
    /// The problem
    #[arg(value_enum, hide_possible_values = false)]
    pub(crate) problem: ProblemWord,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    #[command(flatten)]
    pub(crate) further: FurtherArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Where the instance comes from.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Instance")]
pub(crate) struct SourceArgs {
    /// Demand: GeoJSON (points or polygons), or CSV with lon and lat
    #[arg(long, value_name = "FILE")]
    pub(crate) demand: Option<PathBuf>,
    /// Sites: GeoJSON (points or polygons), or CSV with lon and lat [default: at every demand point]
    #[arg(long, value_name = "FILE")]
    pub(crate) sites: Option<PathBuf>,
    /// A travel matrix in CSV, a pair a row or a demand point a row; what it leaves out is out of reach
    #[arg(long, value_name = "FILE")]
    pub(crate) matrix: Option<PathBuf>,
    /// A file in one of the field's formats
    #[arg(long, value_name = "FILE")]
    pub(crate) instance: Option<PathBuf>,
    /// Its format: pmed, cap, tsplib, holmberg, grid, sjc or cities [default: recognised]
    #[arg(long, value_name = "WORD")]
    pub(crate) format: Option<String>,
    /// What is done to distances of tsplib and sjc files [default: exact]
    #[arg(long, value_parser = roundings(), value_name = "HOW")]
    pub(crate) rounding: Option<Rounding>,
    /// For cap files that leave the capacity open (capa, capb, capc): the capacity
    #[arg(long, value_name = "NUMBER")]
    pub(crate) capacity: Option<f64>,
    /// Travelled over straight distance, for layers [default: 1]
    #[arg(long, value_name = "FACTOR")]
    pub(crate) detour: Option<f64>,
    /// What the matrix is measured in [default: by the name of its column]
    #[arg(long, value_parser = units(), value_name = "UNIT")]
    pub(crate) matrix_unit: Option<MatrixUnit>,
    /// The column of the matrix that holds the ids of demand points [default: by its name]
    #[arg(long, value_name = "NAME")]
    pub(crate) matrix_demand_field: Option<String>,
    /// The column of the matrix that holds the ids of sites [default: by its name]
    #[arg(long, value_name = "NAME")]
    pub(crate) matrix_site_field: Option<String>,
    /// Values of the matrix are costs of whole demand points, not of one unit of weight
    #[arg(long)]
    pub(crate) whole_demand: bool,
    /// The column of the matrix that holds the values
    #[arg(long, value_name = "NAME")]
    pub(crate) value_field: Option<String>,
    /// The coordinate system of the demand layer where the file names none, for instance EPSG:4547 or GCJ-02; none: x and
    /// y of both tables are of a plane without a system, and distances have no unit
    #[arg(long, value_name = "CRS")]
    pub(crate) demand_crs: Option<String>,
    /// The coordinate system of the sites layer where the file names none
    #[arg(long, value_name = "CRS")]
    pub(crate) sites_crs: Option<String>,
    /// The property that is the id of demand [default: id]
    #[arg(long, value_name = "NAME")]
    pub(crate) demand_id_field: Option<String>,
    /// The property that is the weight of demand [default: weight, demand, persons, people, population or
    /// residents, else a known other name such as 人口]
    #[arg(long, value_name = "NAME")]
    pub(crate) weight_field: Option<String>,
    /// The property that is the id of sites [default: id]
    #[arg(long, value_name = "NAME")]
    pub(crate) site_id_field: Option<String>,
    /// The property that is the cost of opening a site [default: fixed_cost]
    #[arg(long, value_name = "NAME")]
    pub(crate) cost_field: Option<String>,
    /// The property that is the capacity of a site [default: capacity]
    #[arg(long, value_name = "NAME")]
    pub(crate) capacity_field: Option<String>,
    /// The property that says free, existing, required or forbidden; NAME=WORD where it has 1 for that word and 0 for
    /// free, for instance built=existing [default: rule]
    #[arg(long, value_name = "NAME")]
    pub(crate) rule_field: Option<String>,
}

/// What is asked.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Question")]
pub(crate) struct QuestionArgs {
    /// How far care reaches, for instance "500 m" or "15 min"; a bare number where the instance has no unit
    #[arg(long, value_name = "DISTANCE", allow_hyphen_values = true)]
    pub(crate) reach: Option<String>,
    /// Who is exactly at the reach is not covered (the convention of grid files)
    #[arg(long)]
    pub(crate) strict: bool,
    /// How cover falls: linear:500m..1000m (wholly, nothing), steps:300m=100%,600m=50%, or
    /// exponential:400m..2km (scale, end)
    #[arg(long, value_name = "DECAY", allow_hyphen_values = true)]
    pub(crate) decay: Option<String>,
    /// How many open sites must be within reach: 1, or 2 for backup [default: 1]
    #[arg(long, value_name = "N")]
    pub(crate) times: Option<u8>,
    /// How many sites to open; existing ones do not count [default for p-median, p-center and p-dispersion of pmed
    /// files: as the file says]
    #[arg(long = "p", value_name = "N")]
    pub(crate) count: Option<usize>,
    /// What the opened sites may cost together
    #[arg(long, value_name = "COST")]
    pub(crate) budget: Option<f64>,
    /// The share of the demand to be covered, for instance "60 %"
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub(crate) share: Option<String>,
    /// Make fixed costs small rather than the number of sites
    #[arg(long)]
    pub(crate) by_cost: bool,
    /// Let capacities hold
    #[arg(long, value_parser = capacities(), value_name = "HOW")]
    pub(crate) capacities: Option<Capacity>,
}

/// A number of sites, with the word behind it or not.
fn differing_sites(text: &str) -> Result<u32, String> {
    let text = text.trim();
    let number = ["sites", "site", "个点位"].iter().find_map(|unit| text.strip_suffix(unit));
    match number.unwrap_or(text).trim_end().parse::<u32>() {
        Ok(sites) if sites > 0 => Ok(sites),
        _ => Err("not a number of sites: give for instance 2, or \"2 sites\"".to_owned()),
    }
}

/// What is asked beyond the best placement.
#[derive(Debug, Args, Default)]
#[command(
    next_help_heading = "Beyond the best placement",
    group = clap::ArgGroup::new("further").multiple(true)
)]
pub(crate) struct FurtherArgs {
    /// Also find the N next best placements, each rank proved, and say whether the best is the only one of its value
    #[arg(long, value_name = "N", group = "further", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) alternatives: Option<u32>,
    /// In how many sites an alternative differs from the best and from those before it at least: sites that are open in
    /// one of the two and closed in the other, so that a site in place of another counts 2. Where not any other placement
    /// will do, the compact model is solved for each; a number, or "2 sites" as of plans [default: 1]
    #[arg(long, value_name = "N", requires = "further", value_parser = differing_sites)]
    pub(crate) differ: Option<u32>,
    /// How much worse than the best an alternative may be, for instance "2 %" [default: no limit; with --common: 0 %]
    #[arg(long, value_name = "SHARE", requires = "further", allow_hyphen_values = true)]
    pub(crate) lose: Option<String>,
    /// Also say of each site whether all placements within the loss of --lose have it open, some or none: a solve for each
    /// site; without --alternatives the next best placement is sought too
    #[arg(long, group = "further")]
    pub(crate) common: bool,
    /// Also solve again with up to N steps more and less of what is allowed or asked for: a site, a tenth of the budget
    /// or the reach, 5 points of the share
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) worth: Option<u32>,
}

/// How far to go, and where outputs go.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Run")]
#[command(mut_arg("solver", |arg| arg.help("The solver of the compact model [default: highs when built in, else microlp]")))]
pub(crate) struct RunArgs {
    /// Folder for the outputs; nothing is written without it
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS", requires = "out")]
    pub(crate) crs: Option<String>,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Start from these open sites: GeoJSON, CSV (as sites.csv) or a list of ids
    #[arg(long, value_name = "FILE")]
    pub(crate) start: Option<PathBuf>,
    /// Do not solve: audit these open sites
    #[arg(long, value_name = "FILE")]
    pub(crate) audit: Option<PathBuf>,
    /// With --audit, where capacities hold: who goes where, as assignment.csv of a run has it [default: the best split; where each
    /// goes to one site none is known]
    #[arg(long, value_name = "FILE", requires = "audit")]
    pub(crate) assignment: Option<PathBuf>,
    /// Give the compact model to a solver instead of searching
    #[arg(long)]
    pub(crate) compact: bool,
    /// Also write the compact model in LP format, for other solvers
    #[arg(long, value_name = "FILE")]
    pub(crate) lp_file: Option<PathBuf>,
    /// Also write the compact model in MPS format, for other solvers
    #[arg(long, value_name = "FILE")]
    pub(crate) mps_file: Option<PathBuf>,
}
