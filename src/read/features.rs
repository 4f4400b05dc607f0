//! A layer on its own, of any format, as features.

use super::collection::read_layer_by;
use super::geometry::Shape;
use super::issue::{Issue, Problems};
use super::layers::Source;
use super::places::as_given;
use super::sink::{Sink, settle};
use super::source::{InputFile, Role};
use crate::domain::Feature;
use crate::domain::crs::Crs;
use std::path::Path;

/// A layer that was read on its own.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FeatureFile {
    /// The features in the order of the file, in WGS84, with their ids where they have one.
    pub features: Vec<(Option<String>, Feature)>,
    /// The system that the file's positions were in.
    pub crs: Crs,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// For the record of the run.
    pub input: InputFile,
}

/// The names of the layers of the GeoPackage at `path`; none for other formats and where there is no such file.
pub fn layer_names(path: &Path) -> Vec<String> {
    super::layers::layer_names(path)
}

/// Reads the layer at `path`: GeoJSON, Shapefile, GeoPackage (`file.gpkg#layer` where it has several), FlatGeobuf, KML,
/// GeoParquet, CSV, a workbook, or an archive of one. `crs` is the system of a file that does not name one; `layer` the layer
/// of a GeoPackage, the sheet of a workbook or the file in an archive.
///
/// ```
/// use std::path::Path;
///
/// let file = yike::read::read_features(Path::new("data/qianjiang/towns.geojson"), None, None)?;
/// let (id, town) = &file.features[0];
/// assert!(matches!(town.geometry, yike::geo::Geometry::Polygon(_)), "{id:?}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in the file; see [`super::Code`].
pub fn read_features(
    path: &Path,
    layer: Option<&str>,
    crs: Option<Crs>,
) -> Result<FeatureFile, Problems> {
    let sink = Sink::default();
    let own = Source::new(path, &path.display().to_string()).with_layer(layer);
    let source = Source { crs, ..own };
    sink.name_file(&source.name);
    let read = read_layer_by(&sink, &source, Role::Layer, Shape::Any, "id").and_then(|layer| {
        let features = layer.features.into_iter().map(|raw| {
            let raw = raw?;
            let id = raw.id.clone();
            Some((id, as_given(raw)?.0))
        });
        Some((features.collect::<Option<Vec<_>>>()?, layer.crs, layer.record))
    });
    let ((features, crs, input), warnings) = settle(read, sink)?;
    Ok(FeatureFile { features, crs, warnings, input })
}
