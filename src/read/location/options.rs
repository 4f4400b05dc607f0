//! The sources of location instances and their options.

use super::Format;
use super::layer::Named;
use crate::domain::crs::Crs;
use crate::domain::location::{Rounding, Unit};
use crate::read::layers::Source;
use std::path::PathBuf;

/// The source of an instance.
#[derive(Debug, Clone, PartialEq)]
pub enum InstanceSource {
    /// A file in one of the standard formats.
    File(InstanceFile),
    /// A travel matrix, with or without layers of demand and sites.
    Matrix(MatrixFile),
    /// Layers of demand and sites with positions.
    Layers(PointLayers),
}

/// A file in one of the standard formats.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InstanceFile {
    /// The file.
    pub path: PathBuf,
    /// Its format; if none, recognised from its content.
    pub format: Option<Format>,
    /// For `cap` files that have the word `capacity` where a number belongs (capa, capb, capc): the number.
    pub capacity: Option<f64>,
    /// For `tsplib` and `sjc`: the rounding of distances; none by default. p-median results on TSPLIB points are of
    /// distances rounded down (García, Labbé, Marín 2011; Durán-Mateluna, Ales, Elloumi 2023), older ones exact;
    /// p-center results are of exact distances, or to the nearest (Elloumi, Labbé, Pochet 2004).
    pub rounding: Option<Rounding>,
}

impl InstanceFile {
    /// A file whose format is recognised.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }
}

/// A travel matrix in CSV: long (a pair a row) or wide (a demand point a row, a site a column).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixFile {
    /// The file.
    pub path: PathBuf,
    /// The unit of the values; if none, it follows from the name of the value column, which a wide matrix does not
    /// have.
    pub unit: Option<Unit>,
    /// The value column of a long matrix; if none, the one with a known name.
    pub value: Option<String>,
    /// Whether a value is the cost of serving the whole demand point rather than one unit of its weight.
    pub whole_demand: bool,
    /// The demand; if none, the ids of the matrix, with weight 1.
    pub demand: Option<DemandFile>,
    /// The sites; if none, the ids of the matrix.
    pub sites: Option<SiteFile>,
}

impl MatrixFile {
    /// A matrix without layers.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }
}

/// Demand and sites with positions; distances are geodesics on WGS84.
#[derive(Debug, Clone, PartialEq)]
pub struct PointLayers {
    /// The demand.
    pub demand: DemandFile,
    /// The sites; if none, every demand point is one.
    pub sites: Option<SiteFile>,
    /// Ratio of travelled to straight-line distance, from 1 to 20.
    pub detour: f64,
}

impl PointLayers {
    /// Demand points that are the sites too, without a detour.
    pub fn new(demand: DemandFile) -> Self {
        Self { demand, sites: None, detour: 1.0 }
    }
}

/// A layer of demand points or polygons: GeoJSON, Shapefile, GeoPackage, FlatGeobuf, GeoParquet, or CSV with `lon` and
/// `lat`, `x` and `y`, or `wkt`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DemandFile {
    /// The file.
    pub path: PathBuf,
    /// The property of the id; by default `id`.
    pub id: Option<String>,
    /// What the caller calls `id`, for messages.
    pub id_option: Option<&'static str>,
    /// The coordinate system of a file that does not name one; by default WGS84 for GeoJSON and `lon`, `lat`.
    pub crs: Option<Crs>,
    /// What the caller calls `crs`, for messages: an option of a command.
    pub crs_option: Option<&'static str>,
    /// The property of the weight; by default the one with a known name ([`WEIGHT_NAMES`]), else all weights are 1.
    pub weight: Option<String>,
    /// What the caller calls `weight`, for messages.
    pub weight_option: Option<&'static str>,
}

impl DemandFile {
    /// A layer whose properties have their known names.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    pub(super) fn source(&self) -> Source {
        Source::asked(&self.path, self.crs, self.crs_option)
    }

    pub(super) fn id_named(&self) -> Named<'_> {
        Named { field: self.id.as_deref(), option: self.id_option }
    }
}

/// A layer of sites, in the same formats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteFile {
    /// The file.
    pub path: PathBuf,
    /// The property of the id; by default `id`.
    pub id: Option<String>,
    /// What the caller calls `id`, for messages.
    pub id_option: Option<&'static str>,
    /// The coordinate system of a file that does not name one; by default WGS84 for GeoJSON and `lon`, `lat`.
    pub crs: Option<Crs>,
    /// What the caller calls `crs`, for messages: an option of a command.
    pub crs_option: Option<&'static str>,
    /// The property of the cost of opening; by default `fixed_cost` where the layer has it.
    pub fixed_cost: Option<String>,
    /// The property of the capacity; by default `capacity` where the layer has it.
    pub capacity: Option<String>,
    /// The property with `free`, `existing`, `required` or `forbidden`; by default `rule` where the layer has it.
    pub rule: Option<String>,
}

impl SiteFile {
    /// A layer whose properties have their known names.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    pub(super) fn source(&self) -> Source {
        Source::asked(&self.path, self.crs, self.crs_option)
    }

    pub(super) fn id_named(&self) -> Named<'_> {
        Named { field: self.id.as_deref(), option: self.id_option }
    }
}

/// Properties that are taken as the weight of demand when none is named.
pub const WEIGHT_NAMES: [&str; 6] =
    ["weight", "demand", "persons", "people", "population", "residents"];
