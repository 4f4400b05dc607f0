//! The files that are given, with their sheets or layers.

use super::asked::{Asked, Part};
use super::findings::Findings;
use crate::domain::Language;
use crate::domain::crs::Crs;
use crate::read::{Code, FeatureSource, Given, Problems, part_names, read_given};
use std::path::{Path, PathBuf};

/// A file, sheet or layer.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) layer: Option<String>,
    /// What it is, where that is stated.
    pub(super) part: Option<Part>,
    /// Whether it stands in a folder that is given, so that it may be something else altogether.
    by_folder: bool,
}

impl Found {
    fn new(path: &Path, part: Option<Part>, by_folder: bool) -> Self {
        let (path, layer) = match path.to_str().and_then(|text| text.rsplit_once('#')) {
            Some((file, layer)) if !path.exists() => (Path::new(file), Some(layer.into())),
            _ => (path, None),
        };
        Self { path: path.into(), layer, part, by_folder }
    }

    /// The file with its layer, as plans name both.
    pub(super) fn named(&self) -> PathBuf {
        match &self.layer {
            Some(layer) => format!("{}#{layer}", self.path.display()).into(),
            None => self.path.clone(),
        }
    }

    /// Reads it, its positions in `crs` where it does not say a system.
    pub(super) fn read(&self, crs: Option<Crs>) -> Result<Given, Problems> {
        let layer = self.layer.clone();
        let crs_option = Some("--crs");
        read_given(&FeatureSource { layer, crs, crs_option, ..FeatureSource::new(&self.path) })
    }
}

/// What tables and layers end in.
const TABLES: &[&str] = &[
    "geojson",
    "json",
    "geojsonl",
    "ndjson",
    "geojsons",
    "shp",
    "gpkg",
    "fgb",
    "parquet",
    "geoparquet",
    "csv",
    "tsv",
    "xlsx",
    "xlsm",
    "kml",
    "kmz",
    "zip",
    "shz",
];
/// The parts of a Shapefile beside the one that is named.
const PARTS: &[&str] =
    &["shx", "dbf", "prj", "cpg", "sbn", "sbx", "qix", "qpj", "xml", "qml", "qmd"];
/// What is no table and is nobody's loss.
const TEXTS: &[&str] = &["", "md", "txt", "toml", "json5", "log"];
const NETWORKS: &[&str] = &[".osm.pbf", ".osm", ".osm.gz", ".osm.bz2"];

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    endings.contains(&ending.as_str())
}

/// Whether the file is an extract of OpenStreetMap, by its name.
pub(super) fn is_network(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    NETWORKS.iter().any(|ending| name.ends_with(ending))
}

/// All files, sheets and layers, in the order in which they are given; those of a folder by name.
pub(super) fn find(asked: &Asked, findings: &mut Findings) -> Vec<Found> {
    let mut found = Vec::new();
    for (part, path) in &asked.named {
        found.extend(parts(Found::new(path, Some(*part), false)));
    }
    for path in &asked.sources {
        match path.is_dir() {
            true => found.extend(in_folder(path, asked, findings)),
            false => found.extend(parts(Found::new(path, None, false))),
        }
    }
    // What is named for a part is not looked at twice.
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.into());
    let named: Vec<_> = found.iter().filter(|own| own.part.is_some()).cloned().collect();
    let stated = |own: &Found| {
        let is_it = |other: &Found| {
            whole(&other.path) == whole(&own.path)
                && (other.layer == own.layer || other.layer.is_none() || own.layer.is_none())
        };
        named.iter().any(is_it)
    };
    found.retain(|own| own.part.is_some() || !stated(own));
    let mut seen = Vec::new();
    found.retain(|own| {
        let own = (whole(&own.path), own.layer.clone());
        let is_new = !seen.contains(&own);
        seen.push(own);
        is_new
    });
    found
}

fn in_folder(folder: &Path, asked: &Asked, findings: &mut Findings) -> Vec<Found> {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.into());
    let own: Vec<PathBuf> = asked.own.iter().map(|path| whole(path)).collect();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let here = |path: PathBuf| path.strip_prefix(".").map_or(path.clone(), Path::to_path_buf);
    let mut paths: Vec<PathBuf> = entries.map(|entry| here(entry.path())).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths.into_iter().filter(|path| path.is_file() && !own.contains(&whole(path))) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Hidden files, and those that Office keeps while a workbook is open.
        if name.starts_with(['.', '~']) || has_ending(&path, PARTS) || has_ending(&path, TEXTS) {
            continue;
        }
        if has_ending(&path, TABLES) || is_network(&path) {
            found.extend(parts(Found::new(&path, None, true)));
        } else {
            let is_old = has_ending(&path, &["xls", "et", "dwg", "gdb", "mdb"]);
            findings.push(Code::TABLE_LEFT_ASIDE, &path.display().to_string(), None, |own| {
                let cause = own.say("it is in no format that is read", "这种格式不能读取");
                let action = match is_old {
                    true => own.say(
                        "save it as .xlsx, .csv or a GeoPackage, if it is needed",
                        "如需使用，请另存为 .xlsx、.csv 或 GeoPackage",
                    ),
                    false => own.say("nothing, if it is not needed", "如不需要，无须处理"),
                };
                (cause.into(), action.into())
            });
        }
    }
    found
}

/// The sheets or layers of a file that has several; else the file.
fn parts(own: Found) -> Vec<Found> {
    if own.layer.is_some() {
        return vec![own];
    }
    let names = part_names(&own.path);
    match names.len() {
        0 | 1 => vec![own],
        _ => names.into_iter().map(|name| Found { layer: Some(name), ..own.clone() }).collect(),
    }
}

/// Reads a table. None, with issues, where it cannot be read, and without where it is empty.
pub(super) fn open(
    own: &Found,
    asked: &Asked,
    findings: &mut Findings,
) -> Option<(Given, Option<Crs>)> {
    let stated = |part: Part| asked.crs.iter().find(|(of, _)| *of == part).map(|(_, crs)| *crs);
    let crs = own.part.and_then(stated);
    let mut read = own.read(crs).map(|given| (given, crs));
    let lacks_crs =
        |problems: &Problems| problems.issues.iter().any(|issue| issue.code == Code::CRS_MISSING);
    // What it is is not known yet: one of the systems that are named will be its own.
    for &(_, other) in &asked.crs {
        if own.part.is_none() && read.as_ref().is_err_and(lacks_crs) {
            read = own.read(Some(other)).map(|given| (given, Some(other)));
        }
    }
    match read {
        Ok(read) => Some(read),
        Err(problems) => {
            let code =
                |wanted: &[Code]| problems.issues.iter().all(|issue| wanted.contains(&issue.code));
            // A sheet without rows is no table.
            if own.layer.is_some() && code(&[Code::LAYER_EMPTY]) {
                return None;
            }
            let alien = [Code::NOT_GEOJSON, Code::NOT_A_COLLECTION, Code::JSON_MALFORMED];
            if own.by_folder && code(&alien) {
                let name = own.path.display().to_string();
                findings.push(Code::TABLE_LEFT_ASIDE, &name, None, |own: Language| {
                    let cause = own.say("it is no layer and no table", "既不是图层，也不是表格");
                    let action = own.say("nothing, if it is not needed", "如不需要，无须处理");
                    (cause.into(), action.into())
                });
                return None;
            }
            findings.issues.extend(problems.issues);
            None
        }
    }
}
