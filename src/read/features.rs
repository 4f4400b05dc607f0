//! A layer on its own, of any format, as features.

use super::catalogue::Code;
use super::collection::{Layer, read_layer_by};
use super::data::JoinSpec;
use super::geometry::Shape;
use super::issue::{Issue, Place, Problems};
use super::join::join;
use super::layers::Source;
use super::near::instead;
use super::places::as_given;
use super::sink::{Sink, settle_issues};
use super::source::{InputFile, Role};
use crate::domain::crs::Crs;
use crate::domain::{Feature, SharedNames, text};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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
    let layer = layer.map(str::to_owned);
    read_features_of(&FeatureSource { layer, crs, ..FeatureSource::new(path) })
}

/// A layer on its own, and how it is read.
#[derive(Debug, Clone, Default)]
pub struct FeatureSource {
    /// The file, with `#layer` where a GeoPackage has several.
    pub path: PathBuf,
    /// What messages call the file, where it is not its path.
    pub name: Option<String>,
    /// The layer, where it is named apart.
    pub layer: Option<String>,
    /// The system of a file that names none.
    pub crs: Option<Crs>,
    /// What the caller calls `crs`, for messages: an option of a command.
    pub crs_option: Option<&'static str>,
    /// The columns of longitude and latitude of a table; left out: those of well-known names.
    pub positions: Option<(String, String)>,
    /// Pairs of a property's new name and its name in the file or the table that is joined.
    pub fields: Vec<(String, String)>,
    /// A table whose columns become properties, by the names of the file.
    pub join: Option<JoinSpec>,
    /// Whether features may share an id, and features without a sound geometry are left out, each with a warning; else
    /// either refuses the layer.
    pub tolerant: bool,
}

impl FeatureSource {
    /// The layer at `path` as it is.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }
}

/// Reads the layer of `source`; see [`read_features`].
///
/// # Errors
///
/// All problems found in the files; see [`super::Code`].
pub fn read_features_of(source: &FeatureSource) -> Result<FeatureFile, Problems> {
    let sink = Sink::default();
    let own = Source::asked(&source.path, source.crs, source.crs_option);
    let name = source.name.clone().unwrap_or_else(|| own.name.clone());
    let own = Source { name, positions: source.positions.clone(), ..own };
    let own = own.with_layer(source.layer.as_deref());
    sink.name_file(&own.name);
    let of_id = source.fields.iter().find(|(ours, _)| ours == "id");
    let id_field = of_id.map_or("id", |(_, theirs)| theirs.as_str());
    let read = || {
        let mut layer = read_layer_by(&sink, &own, Role::Layer, Shape::Any, id_field)?;
        if let Some(spec) = &source.join {
            join(&sink, Path::new(""), &mut layer, spec, Some(id_field))?;
        }
        rename(&sink, &mut layer, &source.fields);
        let features = layer.features.into_iter().map(|raw| {
            let raw = raw?;
            let id = raw.id.clone();
            Some((id, as_given(raw)?.0))
        });
        let features: Option<Vec<_>> = match source.tolerant {
            true => Some(features.flatten().collect()).filter(|some: &Vec<_>| !some.is_empty()),
            false => features.collect(),
        };
        Some((features?, layer.crs, layer.record))
    };
    let read = read();
    let mut issues = sink.sorted();
    if source.tolerant && read.is_some() {
        issues.iter_mut().for_each(tolerate);
    }
    let ((features, crs, input), warnings) = settle_issues(read, issues)?;
    Ok(FeatureFile { features, crs, warnings, input })
}

/// What makes a feature unusable and leaves the others as they are.
const OF_ONE_FEATURE: [Code; 7] = [
    Code::NOT_A_FEATURE,
    Code::GEOMETRY_MISSING,
    Code::GEOMETRY_WRONG_TYPE,
    Code::GEOMETRY_MALFORMED,
    Code::RING_NOT_CLOSED,
    Code::RING_CROSSES,
    Code::POSITION_OUT_OF_RANGE,
];

/// Makes a warning of an error that need not refuse the layer.
fn tolerate(issue: &mut Issue) {
    if issue.code == Code::DUPLICATE_ID {
        issue.code = Code::IDS_SHARED;
        issue.action = text!(
            "nothing, if one thing has several features; both keep the id",
            "若一个对象确有多个要素则无需处理，编号均予保留"
        );
    } else if OF_ONE_FEATURE.contains(&issue.code) {
        let (cause, code) = (&issue.cause, issue.code);
        issue.cause = text!("left out: {cause} ({code})", "已略去：{cause}（{code}）"; cause);
        issue.code = Code::FEATURE_LEFT_OUT;
    }
}

/// Gives properties their new names, at the places that they have.
fn rename(sink: &Sink, layer: &mut Layer, fields: &[(String, String)]) {
    let features = || layer.features.iter().flatten();
    let has = |name: &str| features().any(|feature| feature.properties.contains_key(name));
    for (ours, theirs) in fields {
        let place = || Place::file(&layer.file).at(theirs);
        if !has(theirs) {
            let known: BTreeSet<&str> =
                features().flat_map(|feature| feature.properties.keys()).collect();
            let known: Vec<&str> = known.into_iter().collect();
            let cause = text!(
                "no feature has the property `{theirs}`, which is to be `{ours}`",
                "没有要素带有要改称 `{ours}` 的字段 `{theirs}`"
            );
            sink.push(Code::FIELD_MISSING, place(), cause, instead(theirs, &known));
        } else if has(ours) && !fields.iter().any(|(_, other)| other == ours) {
            let cause = text!(
                "it is to be `{ours}`, which features have already",
                "它要改称 `{ours}`，而要素已有此字段"
            );
            let action =
                text!("give `{ours}` another name too", "将原有的 `{ours}` 也改为其他名称");
            sink.push(Code::DUPLICATE_KEY, place(), cause, action);
        }
    }
    if fields.is_empty() {
        return;
    }
    let mut names = SharedNames::default();
    for feature in layer.features.iter_mut().flatten() {
        let named = feature.properties.to_json().into_iter().map(|(name, value)| {
            let new = fields.iter().find(|(_, theirs)| *theirs == name);
            (new.map_or(name, |(ours, _)| ours.clone()), value)
        });
        feature.properties = names.properties(&named.collect());
    }
}
