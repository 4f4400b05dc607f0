//! What is to be read as a location instance, and how.

use super::Format;
use crate::domain::crs::Crs;
use crate::domain::location::{Rounding, Unit};
use std::path::PathBuf;

/// Where an instance comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum InstanceSource {
    /// One file of the field's formats.
    File(InstanceFile),
    /// A travel matrix, with or without layers of demand and sites.
    Matrix(MatrixFile),
    /// Layers of demand and sites with positions.
    Layers(PointLayers),
}

/// A file of one of the field's formats.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InstanceFile {
    /// The file.
    pub path: PathBuf,
    /// Its format; none: recognised from what it holds.
    pub format: Option<Format>,
    /// For `cap` files that have the word `capacity` where a number belongs (capa, capb, capc): the number.
    pub capacity: Option<f64>,
    /// For `tsplib` and `sjc`: what is done to distances; none: nothing. p-median results on TSPLIB points are of
    /// distances rounded down (García, Labbé, Marín 2011; Durán-Mateluna, Ales, Elloumi 2023), older ones exact;
    /// p-center results are of exact distances, or to the nearest (Elloumi, Labbé, Pochet 2004).
    pub rounding: Option<Rounding>,
}

impl InstanceFile {
    /// A file whose format is recognised.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            ..Self::default()
        }
    }
}

/// A travel matrix in CSV: long (a pair a row) or wide (a demand point a row, a site a column).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixFile {
    /// The file.
    pub path: PathBuf,
    /// What the values are measured in; none: by the name of the value column, which a wide matrix does not have.
    pub unit: Option<Unit>,
    /// The value column of a long matrix; none: the one whose name is known.
    pub value: Option<String>,
    /// Whether a value is the cost of serving the whole demand point rather than one unit of its weight.
    pub whole_demand: bool,
    /// Who wants; none: the ids of the matrix, of weight 1.
    pub demand: Option<DemandFile>,
    /// Where one may open; none: the ids of the matrix.
    pub sites: Option<SiteFile>,
}

impl MatrixFile {
    /// A matrix without layers.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            ..Self::default()
        }
    }
}

/// Demand and sites with positions; distances are geodesics on WGS84.
#[derive(Debug, Clone, PartialEq)]
pub struct PointLayers {
    /// Who wants.
    pub demand: DemandFile,
    /// Where one may open; none: at every demand point.
    pub sites: Option<SiteFile>,
    /// Travelled over straight distance, from 1 to 20.
    pub detour: f64,
}

impl PointLayers {
    /// Demand points that are the sites too, without a detour.
    pub fn new(demand: DemandFile) -> Self {
        Self {
            demand,
            sites: None,
            detour: 1.0,
        }
    }
}

/// A layer of demand points or polygons: GeoJSON, Shapefile, GeoPackage, FlatGeobuf, GeoParquet, or CSV with `lon` and
/// `lat`, `x` and `y`, or `wkt`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DemandFile {
    /// The file.
    pub path: PathBuf,
    /// The property that is the id; none: `id`.
    pub id: Option<String>,
    /// The coordinate system of a file that does not name one; none: what the file says, WGS84 for GeoJSON and `lon`, `lat`.
    pub crs: Option<Crs>,
    /// The property that is the weight; none: the one whose name is known ([`WEIGHT_NAMES`]), else 1 each.
    pub weight: Option<String>,
}

impl DemandFile {
    /// A layer whose properties have their known names.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            ..Self::default()
        }
    }
}

/// A layer of sites, in the same formats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteFile {
    /// The file.
    pub path: PathBuf,
    /// The property that is the id; none: `id`.
    pub id: Option<String>,
    /// The coordinate system of a file that does not name one; none: what the file says, WGS84 for GeoJSON and `lon`, `lat`.
    pub crs: Option<Crs>,
    /// The property that is the cost of opening; none: `fixed_cost` where the layer has it.
    pub fixed_cost: Option<String>,
    /// The property that is the capacity; none: `capacity` where the layer has it.
    pub capacity: Option<String>,
    /// The property that says `free`, `existing`, `required` or `forbidden`; none: `rule` where the layer has it.
    pub rule: Option<String>,
}

impl SiteFile {
    /// A layer whose properties have their known names.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            ..Self::default()
        }
    }
}

/// Properties that are taken as the weight of demand when none is named.
pub const WEIGHT_NAMES: [&str; 6] = [
    "weight",
    "demand",
    "persons",
    "people",
    "population",
    "residents",
];
