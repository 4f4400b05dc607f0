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
mod features;
mod flatgeobuf;
mod geopackage;
mod parquet;
mod shapefile;
mod shapes;
pub(super) mod sheet;
mod source;
mod wkb;
mod wkt;

pub(super) use columns::Columns;
pub(super) use declared::{Declared, asked_crs, settle_crs};
pub(super) use features::Items;
pub(super) use parquet::{is_parquet, parquet_as_csv};
pub(super) use source::{Kind, Source};

use super::sink::Sink;
use super::source::Role;
use std::path::Path;

/// The names of the layers of a file that may have several; none of other formats, or where there is no such file.
pub(super) fn layer_names(path: &Path) -> Vec<String> {
    match Kind::of(path) {
        Kind::GeoPackage => geopackage::names(path),
        _ => Vec::new(),
    }
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
