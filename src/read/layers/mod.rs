//! Layers in other formats than GeoJSON. Each format becomes GeoJSON features in the file's own coordinates, with the
//! coordinate system that the file declares. All later steps (positions to WGS84, geometry, ids, properties) are the
//! same for all formats and are in `collection`.
//!
//! Files are not trusted: lengths and counts are checked against the number of bytes before they are used.

mod archive;
mod arcs;
pub(super) mod cells;
mod columns;
mod csv;
mod damage;
mod declared;
pub(super) mod encoding;
mod extent;
mod features;
mod flatgeobuf;
mod geopackage;
mod header;
mod kml;
mod lending;
mod lent;
mod parquet;
pub(super) mod rows;
mod shapefile;
mod shapes;
pub(super) mod sheet;
mod source;
mod wkb;
mod wkt;
mod workbook;

pub(super) use archive::unpack;
pub(super) use columns::Columns;
pub(super) use csv::LINE;
pub(super) use declared::{Declared, asked_crs, settle_crs};
pub(super) use features::Receiver;
pub use lending::{Lent, LentTable, lend};
pub(super) use lending::{is_lent, is_lent_table};
pub(super) use lent::lent_csv;
pub(super) use parquet::{is_parquet, parquet_as_csv};
pub(super) use rows::delimiter;
pub(super) use source::{CrsBy, Kind, Source, has_layers};

use super::sink::Sink;
use super::source::{InputFile, Role};
use std::path::Path;

/// The names of the layers of a GeoPackage; none for other formats and where there is no such file.
pub(super) fn layer_names(path: &Path) -> Vec<String> {
    match Kind::of(path) {
        Kind::GeoPackage => geopackage::names(path),
        _ => Vec::new(),
    }
}

/// The names of the layers of a GeoPackage and of the sheets of a workbook that can be opened; none for other formats.
pub(super) fn part_names(path: &Path) -> Vec<String> {
    match source::is_workbook(path) {
        true => workbook::names(path),
        false => layer_names(path),
    }
}

/// Reads a layer of any format but GeoJSON, which `collection` opens as it does archives; none, with issues, when it cannot be read.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    match Kind::of(&source.path) {
        Kind::Shapefile => shapefile::read(sink, source, role, features),
        Kind::GeoPackage => geopackage::read(sink, source, role, features),
        Kind::FlatGeobuf => flatgeobuf::read(sink, source, role, features),
        Kind::GeoParquet => parquet::read(sink, source, role, features),
        Kind::Kml => kml::read(sink, source, role, features),
        Kind::Lent => lent::read(sink, source, role, features),
        Kind::Table | Kind::GeoJson | Kind::Archive => csv::read(sink, source, role, features),
    }
}
