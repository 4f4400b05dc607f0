//! Tables and layers as people have them: columns of any name, rows that may have no place.

use super::catalogue::Code;
use super::collection::read_layer_by;
use super::features::FeatureSource;
use super::geometry::Shape;
use super::issue::{Issue, Problems};
use super::layers::{Kind, Source};
use super::sink::{Sink, settle_issues};
use super::source::{InputFile, Role};
use crate::domain::Members;
use crate::domain::crs::Crs;
use geo::Geometry;
use std::path::Path;

/// A table or a layer as it is given.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Given {
    /// The file as messages call it, with its layer or sheet.
    pub name: String,
    /// The names of its columns or properties, in the order of the file; positions are none.
    pub columns: Vec<String>,
    /// Its rows or features.
    pub rows: Vec<GivenRow>,
    /// The system that its positions were in; they are WGS84 now.
    pub crs: Crs,
    /// What the reader should look at.
    pub warnings: Vec<Issue>,
    /// For the record.
    pub input: InputFile,
}

/// A row of a table, or a feature.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GivenRow {
    /// Its position in the file, from 1.
    pub number: usize,
    /// Its line, in a table.
    pub line: Option<usize>,
    /// The id of a feature that states one beside its properties.
    pub id: Option<String>,
    /// Its values.
    pub properties: Members,
    /// Where it is, in WGS84.
    pub geometry: Option<Geometry<f64>>,
}

/// The layers of a GeoPackage or the sheets of a workbook; none for other files and where it cannot be opened.
pub fn part_names(path: &Path) -> Vec<String> {
    super::layers::part_names(path)
}

/// Whether a file is a layer or a table of a format that is read, by its ending.
pub(crate) fn is_layer(path: &Path) -> bool {
    Kind::named(path).is_some()
}

/// Reads the table or layer of `source` as it is: `fields` and `join` do not count.
///
/// # Errors
///
/// All problems found in the file; a row without a place is none.
pub fn read_given(source: &FeatureSource) -> Result<Given, Problems> {
    let sink = Sink::default();
    let own = Source::asked(&source.path, source.crs, source.crs_option);
    let own = Source { positions: source.positions.clone(), ..own };
    let own = own.with_layer(source.layer.as_deref());
    let layer = read_layer_by(&sink, &own, Role::Table, Shape::Any, "id");
    let mut issues = sink.sorted();
    issues.retain(|issue| issue.code != Code::GEOMETRY_MISSING);
    let (layer, warnings) = settle_issues(layer, issues)?;
    let mut columns: Vec<String> = Vec::new();
    for raw in layer.features.iter().flatten() {
        for key in raw.properties.keys() {
            if !columns.iter().any(|known| known == key) {
                columns.push(key.to_owned());
            }
        }
    }
    let rows = layer.features.into_iter().flatten().map(|raw| GivenRow {
        number: raw.number,
        line: raw.line,
        id: raw.id,
        properties: raw.properties.to_json(),
        geometry: raw.geometry,
    });
    let (rows, input) = (rows.collect(), layer.record);
    Ok(Given { name: own.name, columns, rows, crs: layer.crs, warnings, input })
}
