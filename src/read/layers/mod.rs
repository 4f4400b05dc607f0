//! Layers in the formats that planners have, through one door: each format becomes GeoJSON features in the file's own
//! coordinates, with what the file says of its coordinate system. Everything after that (positions to WGS84, geometry,
//! ids, properties) is the same for all and stands in `collection`.
//!
//! Files are not trusted: lengths and counts are held against the bytes that are there before anything is made of them.

pub(super) mod cells;
mod columns;
mod csv;
mod damage;
mod declared;
mod encoding;
mod flatgeobuf;
mod geopackage;
mod parquet;
mod shapefile;
mod shapes;
pub(super) mod sheet;
mod wkb;
mod wkt;

pub(super) use columns::Columns;
pub(super) use declared::{Declared, asked_crs, settle_crs};
pub(super) use parquet::{is_parquet, parquet_as_csv};

use super::sink::Sink;
use super::source::{InputFile, Role};
use crate::domain::crs::Crs;
use std::path::{Path, PathBuf};

/// Where a layer is, and what the caller says of it.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// The file as the plan names it, with `#layer` where one is named, for messages.
    pub(super) name: String,
    /// The layer of a file that may have several.
    pub(super) layer: Option<String>,
    /// The system that the caller says.
    pub(super) crs: Option<Crs>,
}

impl Source {
    /// The layer at `path`, called `name`; both may end in `#layer` where the file is a GeoPackage.
    pub(super) fn new(path: &Path, name: &str) -> Self {
        let (path, layer) = split_layer(path);
        Self {
            path,
            name: name.to_owned(),
            layer,
            crs: None,
        }
    }

    /// The same with the layer that is named beside the file.
    pub(super) fn with_layer(mut self, layer: Option<&str>) -> Self {
        if let Some(layer) = layer {
            if self.layer.is_none() {
                self.name = format!("{}#{layer}", self.name);
            }
            self.layer = Some(layer.to_owned());
        }
        self
    }
}

/// `file.gpkg#layer` → the file and the layer.
pub(super) fn split_layer(path: &Path) -> (PathBuf, Option<String>) {
    let text = path.to_str().unwrap_or_default();
    match text.rsplit_once('#') {
        Some((file, layer)) if Kind::of(Path::new(file)) == Kind::GeoPackage => {
            (file.into(), Some(layer.to_owned()))
        }
        _ => (path.to_owned(), None),
    }
}

/// The formats, by the ending of the file's name. What has none of these endings is read as GeoJSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    GeoJson,
    Shapefile,
    GeoPackage,
    FlatGeobuf,
    GeoParquet,
    Table,
}

impl Kind {
    pub(super) fn of(path: &Path) -> Self {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        match ending.to_str().unwrap_or_default() {
            "shp" => Self::Shapefile,
            "gpkg" => Self::GeoPackage,
            "fgb" => Self::FlatGeobuf,
            "parquet" | "geoparquet" => Self::GeoParquet,
            "csv" | "tsv" => Self::Table,
            _ => Self::GeoJson,
        }
    }
}

/// The names of the layers of a file that may have several; none of other formats, or where there is no such file.
pub(super) fn layer_names(path: &Path) -> Vec<String> {
    match Kind::of(path) {
        Kind::GeoPackage => geopackage::names(path),
        _ => Vec::new(),
    }
}

/// A layer's features as GeoJSON objects, in the file's own coordinates.
#[derive(Debug)]
pub(super) struct Items {
    pub(super) features: Vec<serde_json::Value>,
    pub(super) declared: Declared,
    pub(super) record: InputFile,
}

/// Reads a layer of any format but GeoJSON; none, with issues, when nothing can be made of it.
pub(super) fn read(sink: &Sink, source: &Source, role: Role) -> Option<Items> {
    match Kind::of(&source.path) {
        Kind::Shapefile => shapefile::read(sink, source, role),
        Kind::GeoPackage => geopackage::read(sink, source, role),
        Kind::FlatGeobuf => flatgeobuf::read(sink, source, role),
        Kind::GeoParquet => parquet::read(sink, source, role),
        Kind::Table | Kind::GeoJson => csv::read(sink, source, role),
    }
}

/// A GeoJSON feature.
fn feature(
    properties: crate::domain::Properties,
    geometry: serde_json::Value,
) -> serde_json::Value {
    let mut feature = serde_json::Map::new();
    feature.insert("type".into(), "Feature".into());
    feature.insert("properties".into(), serde_json::Value::Object(properties));
    feature.insert("geometry".into(), geometry);
    serde_json::Value::Object(feature)
}
