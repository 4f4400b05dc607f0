//! A layer of features to the bytes of a GIS format, in any coordinate system.
//!
//! [`layer_files`] takes a [`LayerOut`] and gives the files of one layer (a Shapefile is several); [`geopackage`] takes
//! several layers at once. Equal layers give equal bytes: where a format has a date, a fixed one stands.

mod columns;
mod csv;
mod features;
mod flatgeobuf;
mod geojson;
pub mod geopackage;
mod held;
mod in_crs;
mod layer;
mod opened;
mod parquet;
mod placed;
mod shapefile;
mod wkb;

pub use in_crs::{check_places, check_plan};

pub use self::geojson::geojson;
pub use features::Features;
pub use held::{HeldColumn, HeldTable, held_table};
pub use layer::{LayerError, LayerFile, LayerFormat, LayerOut};
pub(crate) use opened::{CellDifference, geopackage_differences};
pub use placed::geometry_word;

use crate::domain::Text;
use placed::Placed;

/// What a format cannot hold of a layer, a sentence each: text that is cut, names that are cut, systems that the file
/// does not say.
///
/// # Errors
///
/// As [`layer_files`].
pub fn layer_losses(layer: &LayerOut<'_>, format: LayerFormat) -> Result<Vec<Text>, LayerError> {
    Ok(match format {
        LayerFormat::Shapefile => shapefile::losses(&Placed::new(layer)?),
        LayerFormat::GeoPackage => geopackage::losses(&Placed::new(layer)?),
        LayerFormat::Csv => csv::losses(&Placed::new(layer)?),
        _ => Vec::new(),
    })
}

/// The files of a layer.
///
/// # Errors
///
/// When a position has no place in the system, or the format cannot hold the layer; see [`LayerError`].
pub fn layer_files(
    layer: &LayerOut<'_>,
    format: LayerFormat,
) -> Result<Vec<LayerFile>, LayerError> {
    let one = |bytes| vec![LayerFile { ending: "", bytes }];
    let placed = Placed::new(layer)?;
    match format {
        LayerFormat::GeoJson => Ok(one(geojson::write(&placed, &serde_json::Map::new()))),
        LayerFormat::GeoPackage => geopackage::geopackage(&[*layer]).map(one),
        LayerFormat::FlatGeobuf => flatgeobuf::write(&placed).map(one),
        LayerFormat::Shapefile => shapefile::write(&placed),
        LayerFormat::Csv => csv::write(&placed).map(one),
        LayerFormat::GeoParquet => parquet::write(&placed).map(one),
    }
}
