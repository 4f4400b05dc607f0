//! The sources of location instances and their options.

use super::Format;
use super::layer::Named;
use crate::domain::crs::Crs;
use crate::domain::location::{Rounding, SiteRule, Unit};
use crate::domain::words::words;
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

words! {
    /// What the values of a matrix are measured in. They become metres, minutes or numbers without a unit.
    pub enum MatrixUnit {
        /// Metres.
        Metres = "m",
        /// Kilometres.
        Kilometres = "km",
        /// Seconds.
        Seconds = "s",
        /// Minutes.
        Minutes = "min",
        /// Hours.
        Hours = "h",
        /// No unit.
        Plain = "none",
    }
}

impl MatrixUnit {
    /// What values are measured in once they are read.
    pub fn unit(self) -> Unit {
        match self {
            MatrixUnit::Metres | MatrixUnit::Kilometres => Unit::Metres,
            MatrixUnit::Seconds | MatrixUnit::Minutes | MatrixUnit::Hours => Unit::Minutes,
            MatrixUnit::Plain => Unit::Plain,
        }
    }

    /// What a value is multiplied by to be measured so.
    pub(super) fn factor(self) -> f64 {
        match self {
            MatrixUnit::Kilometres => 1000.0,
            MatrixUnit::Seconds => 1.0 / 60.0,
            MatrixUnit::Hours => 60.0,
            MatrixUnit::Metres | MatrixUnit::Minutes | MatrixUnit::Plain => 1.0,
        }
    }
}

impl From<Unit> for MatrixUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Metres => MatrixUnit::Metres,
            Unit::Minutes => MatrixUnit::Minutes,
            Unit::Plain => MatrixUnit::Plain,
        }
    }
}

/// A travel matrix in CSV: long (a pair a row) or wide (a demand point a row, a site a column).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixFile {
    /// The file.
    pub path: PathBuf,
    /// The unit of the values; if none, it follows from the name of the value column, which a wide matrix does not
    /// have.
    pub unit: Option<MatrixUnit>,
    /// The column of the demand points' ids in a long matrix; if none, the one with a known name.
    pub demand_column: Option<String>,
    /// The column of the sites' ids in a long matrix; if none, the one with a known name.
    pub site_column: Option<String>,
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
    /// Whether positions are `x` and `y` of a plane without a coordinate system, in tables: distances then have no unit,
    /// `crs` of the layers and the detour do not count.
    pub plane: bool,
}

impl PointLayers {
    /// Demand points that are the sites too, without a detour.
    pub fn new(demand: DemandFile) -> Self {
        Self { demand, sites: None, detour: 1.0, plane: false }
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
    /// The rule that 1 means, where the property has 1 and 0; 0 means free.
    pub rule_of_one: Option<SiteRule>,
}

impl SiteFile {
    /// Names the property of the rule: `NAME`, or `NAME=WORD` for one that has 1 where that rule holds and 0 where a site
    /// is free.
    pub fn with_rule(self, text: &str) -> Self {
        let (rule, rule_of_one) =
            match text.rsplit_once('=').and_then(|(name, word)| Some((name, rule_of(word)?))) {
                Some((name, rule)) => (name.trim(), Some(rule)),
                None => (text, None),
            };
        Self { rule: Some(rule.to_owned()), rule_of_one, ..self }
    }

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

/// The words of rules.
pub(super) const RULES: [(&str, SiteRule); 4] = [
    ("free", SiteRule::Free),
    ("existing", SiteRule::Existing),
    ("required", SiteRule::Required),
    ("forbidden", SiteRule::Forbidden),
];

/// The rule that a word names, in any case of letters.
pub(super) fn rule_of(word: &str) -> Option<SiteRule> {
    let known = RULES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    known.map(|&(_, rule)| rule)
}
