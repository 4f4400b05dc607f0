use super::lending::is_lent;
use crate::domain::crs::Crs;
use crate::domain::{Text, text};
use crate::read::sequence::is_sequence;
use std::path::{Path, PathBuf};

/// The source of a layer.
#[derive(Debug, Clone)]
pub(in crate::read) struct Source {
    pub(in crate::read) path: PathBuf,
    /// The file as the plan names it, with `#layer` where one is named, for messages.
    pub(in crate::read) name: String,
    /// The layer, in a file that may have several.
    pub(in crate::read) layer: Option<String>,
    /// The system that the caller names.
    pub(in crate::read) crs: Option<Crs>,
    /// Where a person may name it.
    pub(in crate::read) crs_by: CrsBy,
    /// The columns of longitude and latitude of a table, where the caller names them.
    pub(in crate::read) positions: Option<(String, String)>,
}

/// Where the system of a layer whose file names none may be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum CrsBy {
    /// In the plan, beside the file.
    Plan,
    /// With this option of the command.
    Option(&'static str),
    /// Nowhere: the file has to say it.
    File,
}

impl CrsBy {
    /// Who says it, for `the file says EPSG:4490, the plan says EPSG:4545`.
    pub(super) fn speaker(self) -> Text {
        match self {
            Self::Plan => text!("the plan", "规划文件"),
            Self::Option(option) => text!("`{option}`", " `{option}` "),
            Self::File => text!("the caller", "调用方"),
        }
    }

    /// What names it.
    pub(in crate::read) fn word(self) -> String {
        match self {
            Self::Plan | Self::File => "`crs`".into(),
            Self::Option(option) => format!("`{option}`"),
        }
    }
}

impl Source {
    /// The layer at `path`, called `name`; both may end in `#layer` where the file is a GeoPackage.
    pub(in crate::read) fn new(path: &Path, name: &str) -> Self {
        let (path, layer) = split_layer(path);
        let name = name.to_owned();
        Self { path, name, layer, crs: None, crs_by: CrsBy::File, positions: None }
    }

    /// The layer at `path`, whose file may name no system: then it is in `crs`, which the caller calls `option`.
    pub(in crate::read) fn asked(
        path: &Path,
        crs: Option<Crs>,
        option: Option<&'static str>,
    ) -> Self {
        let crs_by = CrsBy::Option(option.unwrap_or("crs"));
        Self { crs, crs_by, ..Self::new(path, &path.display().to_string()) }
    }

    /// What to do where the file has several layers, of which `layer` is one.
    pub(super) fn naming(&self, layer: &str) -> Text {
        let apart = match self.crs_by {
            CrsBy::Plan => text!(", or layer = \"{layer}\"", "，或写 layer = \"{layer}\""),
            _ => Text::default(),
        };
        let name = &self.name;
        text!(
            "name the right one: `{name}#{layer}`{apart}",
            "请写明所需图层：`{name}#{layer}`{apart}";
            apart
        )
    }

    /// The source with a layer that is named separately.
    pub(in crate::read) fn with_layer(mut self, layer: Option<&str>) -> Self {
        if let Some(layer) = layer {
            if self.layer.is_none() {
                self.name = format!("{}#{layer}", self.name);
            }
            self.layer = Some(layer.to_owned());
        }
        self
    }
}

/// Whether a file of this name has layers with names: GeoPackages, the sheets of workbooks, and archives.
pub(in crate::read) fn has_layers(path: &Path) -> bool {
    matches!(Kind::of(path), Kind::GeoPackage | Kind::Archive) || is_workbook(path)
}

/// Whether the file is an Excel file, by its ending.
pub(super) fn is_workbook(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    ending == "xlsx" || ending == "xlsm"
}

/// Splits `file.gpkg#layer` into the file and the layer.
fn split_layer(path: &Path) -> (PathBuf, Option<String>) {
    let text = path.to_str().unwrap_or_default();
    match text.rsplit_once('#') {
        Some((file, layer)) if has_layers(Path::new(file)) => (file.into(), Some(layer.to_owned())),
        _ => (path.to_owned(), None),
    }
}

/// The formats, by the ending of the file's name; files with other endings are read as GeoJSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Kind {
    GeoJson,
    Shapefile,
    GeoPackage,
    FlatGeobuf,
    GeoParquet,
    Kml,
    /// CSV or a sheet of a workbook.
    Table,
    /// A ZIP file, of a Shapefile or another layer.
    Archive,
    /// What a program lends.
    Lent,
}

impl Kind {
    pub(in crate::read) fn of(path: &Path) -> Self {
        Self::named(path).unwrap_or(Self::GeoJson)
    }

    /// The format that the ending names; none where it is that of no layer.
    pub(in crate::read) fn named(path: &Path) -> Option<Self> {
        if is_lent(path) {
            return Some(Self::Lent);
        }
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        Some(match ending.to_str().unwrap_or_default() {
            "shp" => Self::Shapefile,
            "gpkg" => Self::GeoPackage,
            "fgb" => Self::FlatGeobuf,
            "parquet" | "geoparquet" => Self::GeoParquet,
            "csv" | "tsv" | "xlsx" | "xlsm" => Self::Table,
            "kml" => Self::Kml,
            "kmz" | "zip" | "shz" => Self::Archive,
            "geojson" | "json" => Self::GeoJson,
            _ if is_sequence(path) => Self::GeoJson,
            _ => return None,
        })
    }
}
