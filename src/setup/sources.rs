//! The files that are given, with their sheets or layers.

use super::asked::{Asked, Part};
use super::cells::text;
use super::findings::Findings;
use super::record::InitRecord;
use crate::domain::crs::{Crs, Projector};
use crate::domain::{Text, phrase, text};
use crate::read::roads::is_extract;
use crate::read::{
    Code, FeatureSource, Given, Problems, is_layer, part_names, read_given, system_in,
};
use geo::MapCoords;
use std::path::{Path, PathBuf};

/// A file, sheet or layer.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) layer: Option<String>,
    /// What it is, where that is stated.
    pub(super) part: Option<Part>,
    /// Whether it stands in a folder that is given, so that it may be something else altogether.
    pub(super) by_folder: bool,
    /// The columns of its positions, where they are named.
    pub(super) positions: Option<(String, String)>,
}

impl Found {
    fn new(path: &Path, part: Option<Part>, by_folder: bool) -> Self {
        let (path, layer) = match path.to_str().and_then(|text| text.rsplit_once('#')) {
            Some((file, layer)) if !path.exists() => (Path::new(file), Some(layer.into())),
            _ => (path, None),
        };
        Self { path: path.into(), layer, part, by_folder, positions: None }
    }

    /// The file with its layer, as plans name both.
    pub(super) fn named(&self) -> PathBuf {
        match &self.layer {
            Some(layer) => format!("{}#{layer}", self.path.display()).into(),
            None => self.path.clone(),
        }
    }
}

/// The parts of a Shapefile beside the one that is named, and what is no table and is nobody's loss.
const OTHERS: &str = "shx dbf prj cpg sbn sbx qix qpj xml qml qmd md txt toml json5 log";
fn has_ending(path: &Path, endings: &str) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    endings.split_whitespace().any(|own| own == ending)
}

/// What tables of other programs end in, which may be what is needed.
const UNREAD: &str = "xls et xlsb ods dwg gdb mdb accdb wps doc docx pdf";

/// How a table of another program becomes one that is read.
pub(super) fn save_as() -> Text {
    text!(
        "open it in Excel, WPS or QGIS, save it as .xlsx, .csv or a GeoPackage, and run again",
        "请用 Excel、WPS 或 QGIS 打开，另存为 .xlsx、.csv 或 GeoPackage 后重新运行"
    )
}

/// Says of a file that it is in no format that is read.
pub(super) fn left_aside(path: &Path, action: Text, findings: &mut Findings) {
    let cause = text!("it is in no format that is read", "这种格式不能读取");
    findings.push(Code::TABLE_LEFT_ASIDE, &path.display().to_string(), None, cause, action);
}

/// All files, sheets and layers, in the order in which they are given; those of a folder by name. `unread` are those of other
/// programs there.
pub(super) fn find(
    asked: &Asked,
    unread: &mut Vec<PathBuf>,
    findings: &mut Findings,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (part, path) in &asked.named {
        found.extend(parts(Found::new(path, Some(*part), false)));
    }
    for path in &asked.sources {
        match path.is_dir() {
            true => found.extend(in_folder(path, unread, findings)),
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
    unread.retain(|path| !named.iter().any(|own| whole(&own.path) == whole(path)));
    let mut seen = Vec::new();
    found.retain(|own| {
        let own = (whole(&own.path), own.layer.clone());
        let is_new = !seen.contains(&own);
        seen.push(own);
        is_new
    });
    found
}

fn in_folder(folder: &Path, unread: &mut Vec<PathBuf>, findings: &mut Findings) -> Vec<Found> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let here = |path: PathBuf| path.strip_prefix(".").map_or(path.clone(), Path::to_path_buf);
    let mut paths: Vec<PathBuf> = entries.map(|entry| here(entry.path())).collect();
    paths.sort();
    let mut found = Vec::new();
    let record = InitRecord::in_folder(folder);
    for path in paths.into_iter().filter(|path| path.is_file()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if record.as_ref().is_some_and(|record| record.has_made(&name)) {
            let folder = folder.display().to_string();
            let what = phrase(
                "files that yike init made are no tables, and are left aside",
                "yike init 生成的文件不作为表格，略去",
            );
            findings.name(&folder, what, Text::same(name));
            continue;
        }
        // Hidden files, and those that Office keeps while a workbook is open.
        let is_other = path.extension().is_none() || has_ending(&path, OTHERS);
        if name.starts_with(['.', '~']) || is_other {
            continue;
        }
        if is_layer(&path) || is_extract(&path) {
            found.extend(parts(Found::new(&path, None, true)));
            continue;
        }
        match has_ending(&path, UNREAD) {
            true => unread.push(path),
            false => left_aside(
                &path,
                text!("nothing, if it is not needed", "如不需要，无须处理"),
                findings,
            ),
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

/// Reads a file, its positions in `crs` where it does not say a system, neither itself nor in a column.
pub(super) fn read(
    own: &Found,
    crs: Option<Crs>,
    findings: &mut Findings,
) -> Result<Given, Problems> {
    let (layer, positions) = (own.layer.clone(), own.positions.clone());
    let (crs_option, source) = (Some("--crs"), FeatureSource::new(&own.path));
    let source = FeatureSource { layer, crs, crs_option, positions, ..source };
    let mut given = read_given(&source)?;
    let own = given.crs;
    findings.guess_if(
        crs.is_none() && own.epsg().is_none() && own.in_degrees(),
        &given.name,
        text!(
            "positions are in {own} by their headings, and moved to WGS84",
            "按列名，坐标为 {own}，已转换为 WGS84"
        ),
    );
    move_rows(&mut given, findings);
    Ok(given)
}

/// Reads a table. None, with issues, where it cannot be read, and without where it is empty.
pub(super) fn open(
    own: &Found,
    asked: &Asked,
    findings: &mut Findings,
) -> Option<(Given, Option<Crs>)> {
    let stated = |part: Part| asked.crs.iter().find(|(of, _)| *of == part).map(|(_, crs)| *crs);
    let crs = own.part.and_then(stated);
    let mut made = read(own, crs, findings).map(|given| (given, crs));
    let lacks_crs =
        |problems: &Problems| problems.issues.iter().any(|issue| issue.code == Code::CRS_MISSING);
    // What it is is not known yet: one of the systems that are named will be its own.
    for &(_, other) in &asked.crs {
        if own.part.is_none() && made.as_ref().is_err_and(lacks_crs) {
            made = read(own, Some(other), findings).map(|given| (given, Some(other)));
        }
    }
    match made {
        Ok(made) => Some(made),
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
                let cause = text!("it is no layer and no table", "既不是图层，也不是表格");
                let action = text!("nothing, if it is not needed", "如不需要，无须处理");
                findings.push(Code::TABLE_LEFT_ASIDE, &name, None, cause, action);
                return None;
            }
            findings.extend(problems.issues);
            None
        }
    }
}

/// Moves positions in degrees to WGS84 where a column says that they are in another system.
fn move_rows(given: &mut Given, findings: &mut Findings) {
    const HEADINGS: [&str; 5] = ["坐标系", "坐标系统", "坐标类型", "坐标系类型", "坐标系名称"];
    let is_it = |column: &&String| HEADINGS.contains(&column.trim());
    let column = given.columns.iter().find(is_it).cloned();
    let Some(column) = column else { return };
    let in_degrees = given.crs.in_degrees() && given.crs.epsg().is_some();
    let name = given.name.clone();
    // In the layer that is made of it they are in WGS84.
    given.columns.retain(|own| *own != column);
    for row in &mut given.rows {
        let word = row.properties.shift_remove(&column);
        let is_meant = in_degrees && row.geometry.is_some();
        let Some(word) = word.as_ref().filter(|_| is_meant).and_then(text) else { continue };
        let crs = Crs::parse(&word).ok().or_else(|| system_in(&word));
        match crs.and_then(|crs| Projector::new(crs).ok()) {
            Some(way) if way.is_plain() || way.crs().is_cgcs2000() => {}
            // Positions are in degrees; those of the survey were in metres.
            Some(way) if !way.crs().in_degrees() => {}
            Some(way) => {
                let own = |at| way.to_wgs84(at).unwrap_or(at);
                row.geometry = row.geometry.take().map(|shape| shape.map_coords(own));
                let crs = Text::same(way.crs().to_string());
                let what = phrase(
                    "positions in another system by their own column, moved to WGS84",
                    "按坐标系列，坐标已转换为 WGS84",
                );
                findings.word(&name, what, crs);
            }
            None => {
                let cause = text!(
                    "`{word}` is no known system of degrees, in which the position is",
                    "“{word}”不是已知的经纬度坐标系"
                );
                let action = text!(
                    "write WGS84, CGCS2000, GCJ-02 or BD-09, or remove the column and name the system with --crs",
                    "请填写 WGS84、CGCS2000、GCJ-02 或 BD-09，或删去该列并用 --crs 指明坐标系"
                );
                findings.row(Code::CRS_REFUSED, (&name, Some(&column)), row, cause, action);
            }
        }
    }
}
