//! The arguments of `yike matrix` and `yike reach`.

use crate::cli::csv::CsvArgs;
use crate::cli::package::words;
use crate::domain::roads::Mode;
use clap::Args;
use clap::builder::TypedValueParser;
use std::path::PathBuf;

fn modes() -> impl TypedValueParser<Value = Mode> {
    words([
        (Mode::Walk, "walk", "On foot, at 4 km/h"),
        (Mode::Cycle, "cycle", "By bicycle"),
        (Mode::Drive, "drive", "By car"),
        (Mode::Bus, "bus", "By bus, without timetable"),
    ])
}

/// Roads, and who travels on them.
#[derive(Debug, Clone, Args, Default)]
#[command(next_help_heading = "Roads")]
pub(crate) struct NetworkArgs {
    /// Roads: an extract of OpenStreetMap (.osm.pbf, .osm, .osm.gz, .osm.bz2), or lines of a layer with the property `highway`
    #[arg(long, value_name = "FILE")]
    pub(crate) network: Option<PathBuf>,
    /// How people travel [default: walk]
    #[arg(long, value_parser = modes(), value_name = "PROFILE")]
    pub(crate) profile: Option<Mode>,
    /// No way is longer than this: "15 min" by the quickest way, or "2 km" by the shortest [default: no limit]
    #[arg(long, value_name = "REACH", allow_hyphen_values = true)]
    pub(crate) within: Option<String>,
    /// The speed of walking, to the road too [default: "4 km/h"]
    #[arg(long, value_name = "SPEED", allow_hyphen_values = true)]
    pub(crate) walk: Option<String>,
    /// Another speed on roads of a class, for instance residential="20 km/h"; may be given again
    #[arg(long, value_name = "CLASS=SPEED", allow_hyphen_values = true)]
    pub(crate) speed: Vec<String>,
    /// How far a point may be from a road [default: "500 m"]
    #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
    pub(crate) snap: Option<String>,
    /// A raster of heights in metres (GeoTIFF), for nodes of the roads that have none; --slopes goes without saying
    #[arg(long, value_name = "FILE")]
    pub(crate) heights: Option<PathBuf>,
    /// Walkers mind slopes, where the network has heights
    #[arg(long)]
    pub(crate) slopes: bool,
    /// Refuse demand and sites that are off the roads, and demand from which no site can be reached
    #[arg(long)]
    pub(crate) strict_network: bool,
}

/// Of `yike matrix`.
#[derive(Debug, Args)]
pub(crate) struct MatrixArgs {
    /// Where people start: a layer of points or polygons, or CSV with lon and lat
    pub(crate) origins: PathBuf,
    /// Where they go, likewise
    pub(crate) sites: PathBuf,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    /// The file for the matrix, a pair a row: CSV, or Parquet where its name ends in .parquet; - writes
    /// CSV to standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
    /// A row for each origin and a column for each site instead
    #[arg(long)]
    pub(crate) wide: bool,
    /// Lengths of the ways instead of minutes
    #[arg(long)]
    pub(crate) metres: bool,
    /// Folder for network.csv and network.geojson: what is on the roads and what is not
    #[arg(long, value_name = "DIR")]
    pub(crate) report: Option<PathBuf>,
    /// The coordinate system of network.geojson, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS", requires = "report")]
    pub(crate) crs: Option<String>,
    /// The property that is the id of origins [default: id]
    #[arg(long, value_name = "NAME")]
    pub(crate) origin_id_field: Option<String>,
    /// The property that is the weight of origins, for the people in --report [default: weight, demand, persons, people,
    /// population or residents]
    #[arg(long, value_name = "NAME")]
    pub(crate) weight_field: Option<String>,
    /// The property that is the id of sites [default: id]
    #[arg(long, value_name = "NAME")]
    pub(crate) site_id_field: Option<String>,
    /// The coordinate system of origins, where their file does not say it: EPSG:4547, GCJ-02, …
    #[arg(long, value_name = "CRS")]
    pub(crate) origins_crs: Option<String>,
    /// The coordinate system of sites, where their file does not say it: EPSG:4547, GCJ-02, …
    #[arg(long, value_name = "CRS")]
    pub(crate) sites_crs: Option<String>,
}

/// Of `yike reach`.
#[derive(Debug, Args)]
pub(crate) struct ReachArgs {
    /// What is reached: a layer of points or polygons, or CSV with lon and lat
    pub(crate) sites: PathBuf,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    /// The file for areas and roads: GeoJSON
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The coordinate system of the map, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS")]
    pub(crate) crs: Option<String>,
    /// How far beside the roads the areas go [default: "100 m"]
    #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
    pub(crate) beside: Option<String>,
    /// The property that is the id of sites [default: id]
    #[arg(long, value_name = "NAME")]
    pub(crate) site_id_field: Option<String>,
    /// The coordinate system of sites, where their file does not say it: EPSG:4547, GCJ-02, …
    #[arg(long, value_name = "CRS")]
    pub(crate) sites_crs: Option<String>,
}
