//! A layer to be written, the formats, and why one cannot hold it.

use super::features::Features;
use crate::domain::crs::Crs;
use crate::domain::{Text, said, text, told};
use std::fmt;

/// A layer to be written.
#[derive(Clone, Copy)]
pub struct LayerOut<'a> {
    /// Its name in files that have one.
    pub name: &'a str,
    /// The features.
    pub features: &'a dyn Features,
    /// The system to write positions in.
    pub crs: Crs,
}

impl fmt::Debug for LayerOut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} features of {} in {}", self.features.count(), self.name, self.crs)
    }
}

/// The formats that layers are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerFormat {
    /// GeoJSON; in another system than WGS84 with the older member `crs`.
    GeoJson,
    /// GeoPackage 1.3.
    GeoPackage,
    /// FlatGeobuf, without index, so that features stay in order.
    FlatGeobuf,
    /// Shapefile, its table in UTF-8. Names of fields are cut to ten bytes, long text to 254.
    Shapefile,
    /// CSV in UTF-8: points in `lon` and `lat` or `x` and `y`, other geometry in `wkt`.
    Csv,
    /// GeoParquet 1.0 with WKB geometry.
    GeoParquet,
}

impl LayerFormat {
    /// The ending of its files' names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoPackage => "gpkg",
            Self::FlatGeobuf => "fgb",
            Self::Shapefile => "shp",
            Self::Csv => "csv",
            Self::GeoParquet => "parquet",
        }
    }

    /// The format by the ending of a file's name.
    pub fn from_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "geojson" | "json" => Self::GeoJson,
            "gpkg" => Self::GeoPackage,
            "fgb" => Self::FlatGeobuf,
            "shp" => Self::Shapefile,
            "csv" => Self::Csv,
            "parquet" | "geoparquet" => Self::GeoParquet,
            _ => return None,
        })
    }
}

/// One file of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerFile {
    /// The ending of its name, for instance `shp`; empty: the ending asked for.
    pub ending: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why a layer cannot be written in a format.
#[derive(Debug, Clone, PartialEq)]
pub enum LayerError {
    /// A position has no place in the system asked for.
    Outside {
        /// Longitude.
        lon_deg: f64,
        /// Latitude.
        lat_deg: f64,
        /// The system.
        crs: Crs,
    },
    /// The format has no way to say this system.
    NoCode(Crs),
    /// The format takes one type of geometry a file.
    Mixed(String),
    /// The crate that writes the format refused.
    Refused {
        /// The format.
        format: &'static str,
        /// What it said.
        why: String,
    },
}

told!(error LayerError);

impl LayerError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            Self::Outside { lon_deg, lat_deg, crs } => text!(
                "[{lon_deg}, {lat_deg}] has no place in {crs}",
                "[{lon_deg}, {lat_deg}] 超出 {crs} 的适用范围"
            ),
            Self::NoCode(crs) => text!(
                "{crs} has no code of EPSG, by which this format says its system: write GeoJSON or CSV",
                "{crs} 没有 EPSG 代码，而此格式须以该代码注明坐标系：请改写 GeoJSON 或 CSV"
            ),
            Self::Mixed(types) => text!(
                "a Shapefile has either points, lines or polygons, and this layer has {types}: write another format",
                "Shapefile 只能存点、线、面中的一种，而本图层有 {types}：请改用其他格式"
            ),
            Self::Refused { format, why } => {
                let why = said(why);
                text!("{format} cannot be written: {why}", "无法写出 {format}：{why}"; why)
            }
        }
    }

    pub(crate) fn refused(format: &'static str, why: impl fmt::Display) -> Self {
        Self::Refused { format, why: why.to_string() }
    }
}
