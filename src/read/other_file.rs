//! Files that are given where a plan, or the folder of a run, is wanted: what they are, and what to type.

use crate::domain::{Phrase, Text, phrase, text};
use std::path::Path;

const PLAN: &str = "plan.toml";
const TABLES: [&str; 6] = ["csv", "tsv", "xlsx", "xlsm", "xls", "ods"];
const LAYERS: [&str; 11] =
    ["geojson", "geojsonl", "gpkg", "shp", "fgb", "parquet", "kml", "kmz", "zip", "pbf", "osm"];

/// What a file is by its name's ending, where that tells that it is no plan.
fn kind(path: &Path) -> Option<Phrase> {
    let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
    match ending.as_str() {
        own if TABLES.contains(&own) => Some(phrase("a table", "表格")),
        own if LAYERS.contains(&own) => Some(phrase("a layer", "图层")),
        "json" => Some(phrase("a JSON file", " JSON 文件")),
        _ => None,
    }
}

/// Cause and action where `path` is no plan file, by its name or because it is a folder.
pub(super) fn instead_of_plan(path: &Path) -> Option<(Text, Text)> {
    if path.is_dir() {
        let cause = text!(
            "this is a folder, where a plan file (TOML) is wanted",
            "这是文件夹，此处应为规划文件（TOML）"
        );
        let inside = path.join(PLAN);
        let action = match inside.is_file() {
            true => {
                let inside = inside.display();
                text!("write {inside}", "请写 {inside}")
            }
            false => init(path),
        };
        return Some((cause, action));
    }
    let what = kind(path).filter(|_| path.is_file())?;
    let cause = text!(
        "this is {what}, where a plan file (TOML) is wanted",
        "这是{what}，此处应为规划文件（TOML）";
        what
    );
    Some((cause, init(path)))
}

/// Cause and action where `path` is a file, and no folder of a run.
pub(crate) fn instead_of_run(path: &Path) -> Option<(Text, Text)> {
    if !path.is_file() {
        return None;
    }
    let plan = phrase("a plan file", "规划文件");
    let is_plan = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let what = if is_plan { plan } else { kind(path).unwrap_or(phrase("a file", "文件")) };
    let cause = text!(
        "this is {what}, where the folder of a run is wanted",
        "这是{what}，此处应为一次运行的文件夹";
        what
    );
    let name = path.display();
    let action = match is_plan {
        true => text!(
            "make a run of it by `yike solve {name} --out RUN`, and name RUN",
            "请先运行 `yike solve {name} --out 成果文件夹`，再写该文件夹"
        ),
        false => text!(
            "name the folder that `--out` named when the run was made",
            "指定运行时 `--out` 所给的文件夹"
        ),
    };
    Some((cause, action))
}

/// How a plan is made of tables and layers.
fn init(path: &Path) -> Text {
    let name = path.display();
    text!(
        "make a plan of your tables and layers by `yike init {name} --out FOLDER`, and write FOLDER/{PLAN}",
        "请用 `yike init {name} --out 文件夹` 由表格和图层生成规划，再写 文件夹/{PLAN}"
    )
}
