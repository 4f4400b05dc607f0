//! A run as a package: `plan.gpkg`, `plan.xlsx`, layers in other formats, and pictures. Other programs read them: SQLite,
//! calamine, GDAL where it is installed.

mod gdal;
mod hostile;
mod pictures;
mod project;

use crate::common::program::{Ran, Workplace};
use calamine::{Data, Reader, Xlsx};
use rusqlite::Connection;
use serde_json::Value;
use std::io::{Cursor, Read};

/// The read tests' good plan, whose binding target is lowered to what can be met.
fn workplace() -> Workplace {
    let place = Workplace::with("tests/fixtures/good");
    place.edit("plan.toml", "at_least = \"60 %\"", "at_least = \"30 %\"");
    place
}

fn solve(place: &Workplace, more: &[&str]) -> Ran {
    let ran = place.run(&[&["solve", "plan.toml", "--out", "out"][..], more].concat());
    assert_eq!(ran.exit, 0, "{}{}", ran.stderr, ran.stdout);
    ran
}

fn json_of(place: &Workplace, name: &str) -> Value {
    serde_json::from_str(&place.read(name)).expect("JSON")
}

fn bytes(place: &Workplace, name: &str) -> Vec<u8> {
    std::fs::read(place.path(name)).expect("a file")
}

fn open(place: &Workplace) -> Connection {
    Connection::open(place.path("out/plan.gpkg")).expect("SQLite")
}

/// The rows of a query, each cell as text.
fn rows(base: &Connection, query: &str) -> Vec<Vec<String>> {
    let mut query = base.prepare(query).expect("SQL");
    let columns = query.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cell = |at| {
            let value: rusqlite::types::Value = row.get(at).expect("a value");
            match value {
                rusqlite::types::Value::Null => String::new(),
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Real(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Blob(_) => "blob".into(),
            }
        };
        Ok((0..columns).map(cell).collect())
    };
    let found = query.query_map([], row).expect("rows");
    found.map(|row| row.expect("a row")).collect()
}

fn sheet(place: &Workplace, name: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes(place, "out/plan.xlsx"))).expect("a workbook");
    let range = book.worksheet_range(name).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

/// Layers of the GeoPackage and the files that have the same features.
const LAYERS: [(&str, &str); 7] = [
    ("towns", "towns"),
    ("reach", "reach"),
    ("demand", "coverage"),
    ("uncovered", "uncovered"),
    ("allocations", "allocations"),
    ("links", "links"),
    ("sites", "layout"),
];

#[test]
fn the_geopackage_has_every_feature_of_every_layer() {
    let place = workplace();
    solve(&place, &[]);
    let base = open(&place);
    for (layer, file) in LAYERS {
        let json = json_of(&place, &format!("out/{file}.geojson"));
        let features = json["features"].as_array().expect("a list");
        let count = rows(&base, &format!("SELECT count(*) FROM {layer}"));
        assert_eq!(count[0][0], features.len().to_string(), "{layer}");
    }
    let listed = rows(&base, "SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid");
    let named: Vec<&str> = listed.iter().map(|row| row[0].as_str()).collect();
    let tables = [
        "targets",
        "works",
        "money",
        "coverage_by_place",
        "access_by_place",
        "fairness",
        "run",
        "permitted_works",
        "layer_styles",
    ];
    let wanted: Vec<&str> = LAYERS.iter().map(|(layer, _)| *layer).chain(tables).collect();
    assert_eq!(named, wanted);
    assert_eq!(rows(&base, "PRAGMA integrity_check"), [["ok"]]);
    // The same columns and cells, whatever is in them.
    let json = json_of(&place, "out/layout.geojson");
    let sites = rows(&base, "SELECT id, name, plan_work, plan_cost_yuan FROM sites ORDER BY fid");
    for (feature, row) in json["features"].as_array().expect("a list").iter().zip(&sites) {
        let properties = &feature["properties"];
        assert_eq!(properties["id"], row[0]);
        assert_eq!(properties["name"], row[1]);
        assert_eq!(properties["plan_work"], row[2]);
        assert_eq!(properties["plan_cost_yuan"].to_string(), row[3]);
    }
}

#[test]
fn tables_have_the_figures_of_the_plan() {
    let place = workplace();
    solve(&place, &[]);
    let plan = json_of(&place, "out/plan.json");
    let base = open(&place);
    let reached = rows(&base, "SELECT reached_value, met FROM targets ORDER BY fid");
    let targets = plan["targets"].as_array().expect("targets");
    assert_eq!(reached.len(), targets.len());
    for (row, target) in reached.iter().zip(targets) {
        // As the columns round.
        let value =
            target["reached"].as_f64().map(|value| ((value * 1e9).round() / 1e9).to_string());
        assert_eq!(row[0], value.unwrap_or_default());
        let met = target["met"].as_bool().map(|met| u8::from(met).to_string());
        assert_eq!(row[1], met.unwrap_or_default());
    }
    let works = rows(&base, "SELECT site, work, cost_yuan FROM works ORDER BY fid");
    let wanted = plan["works"].as_array().expect("works").iter().map(|work| {
        let text = |name: &str| work[name].as_str().expect("text").to_owned();
        vec![text("site"), text("work"), work["cost_yuan"].to_string()]
    });
    assert_eq!(works, wanted.collect::<Vec<_>>());
    // The workbook has them too, as numbers.
    let money = sheet(&place, "Money");
    let sources = plan["money"]["sources"].as_array().expect("sources");
    assert_eq!(money.len(), sources.len() + 1);
    for (row, source) in money[1..].iter().zip(sources) {
        assert_eq!(row[0], Data::String(source["name"]["en"].as_str().expect("a name").into()));
        assert_eq!(row[1], Data::Float(source["has_yuan"].as_f64().expect("yuan") / 1e4));
        assert_eq!(row[3], Data::Float(source["works_yuan"].as_f64().expect("yuan") / 1e4));
    }
    let coverage = sheet(&place, "Coverage");
    let slices = plan["coverage"].as_array().expect("rows");
    assert_eq!(coverage.len(), slices.len() + 1);
    for (row, slice) in coverage[1..].iter().zip(slices) {
        assert_eq!(row[5], Data::Float(slice["covered"].as_f64().expect("people")));
    }
    assert_eq!(
        sheet(&place, "Sites").len(),
        1 + json_of(&place, "out/layout.geojson")["features"].as_array().expect("sites").len()
    );
    let run = rows(&base, "SELECT value FROM run WHERE item = 'file read'");
    assert_eq!(run.len(), plan["run"]["inputs"].as_array().expect("inputs").len());
}

/// A workbook is for people: its headings are words, nothing in it is a code, money is in ten thousands of yuan.
#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn the_workbook_speaks_in_words() {
    for language in ["en", "zh"] {
        let place = Workplace::with("data/changshou");
        let words = ["solve", "plan.toml", "--out", "out", "--no-comparison", "--lang", language];
        assert_eq!(place.run(&words).exit, 0);
        let mut book = Xlsx::new(Cursor::new(bytes(&place, "out/plan.xlsx"))).expect("a workbook");
        let towns = if language == "zh" { "镇街" } else { "Towns" };
        assert!(book.sheet_names().contains(&towns.to_owned()));
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).expect("a sheet");
            let mut rows = range.rows();
            let heads: Vec<String> =
                rows.next().expect("headings").iter().map(Data::to_string).collect();
            for head in &heads {
                let is_code = ["_", "(code)", "（代码）", "(ids)", "yuan", "（元）"];
                assert!(!is_code.iter().any(|own| head.contains(own)), "{name}: {head}");
            }
            // The caller's own words and ids are theirs; the run's sheet names files.
            let own = ["Kind", "类型", "Site id", "点位编号"];
            let codes = [
                "at_least",
                "at_most",
                "not-sited",
                "no-layout",
                "operator",
                "centre",
                "station",
                "point",
                "stay",
            ];
            for row in rows.filter(|_| !["Run", "运行记录"].contains(&&*name)) {
                for (head, cell) in
                    heads.iter().zip(row).filter(|(head, _)| !own.contains(&&***head))
                {
                    let text = cell.to_string();
                    assert!(!codes.contains(&&*text), "{name}, {head}: {text}");
                    assert!(!matches!(cell, Data::Bool(_)), "{name}, {head}");
                }
            }
        }
    }
}

/// Figures of targets are numbers, whose formats write the sign and the place that stand around them.
#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn targets_of_the_workbook_are_numbers() {
    let place = Workplace::with("data/changshou");
    let words = ["solve", "plan.toml", "--out", "out", "--no-comparison", "--lang", "zh"];
    assert_eq!(place.run(&words).exit, 0);
    let plan = json_of(&place, "out/plan.json");
    let rows = sheet(&place, "指标");
    let column = |head: &str| rows[0].iter().position(|own| *own == head).expect(head);
    let targets = plan["targets"].as_array().expect("targets");
    assert_eq!(rows.len(), 1 + targets.len());
    let number = |cell: &Data| match cell {
        Data::Float(number) => Some(*number),
        _ => None,
    };
    let mut told = 0;
    for (target, row) in targets.iter().zip(&rows[1..]) {
        let yuan = target["unit"].as_str().is_some_and(|unit| unit.starts_with("yuan"));
        for (head, member) in [("现状（核算）", "now"), ("目标", "limit"), ("达到", "reached")]
        {
            let Some(value) = target[member].as_f64() else { continue };
            let value = if yuan { value / 1e4 } else { value };
            let written = number(&row[column(head)]).unwrap_or_else(|| panic!("{head}: {row:?}"));
            assert!((written - value).abs() < 1e-9, "{head}: {row:?}");
            told += 1;
        }
    }
    assert!(told > 40, "{told}");
    let published = |row: usize| number(&rows[row][column("现状（公布）")]);
    assert!(published(1).is_some_and(|share| (share - 0.635).abs() < 1e-9), "{:?}", rows[1]);
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes(&place, "out/plan.xlsx"))).expect("a zip");
    let mut styles = String::new();
    archive.by_name("xl/styles.xml").expect("styles").read_to_string(&mut styles).expect("text");
    for code in ["&quot;≥ &quot;0.0%", "&quot;≤ &quot;#,##0&quot;（各镇街）&quot;"] {
        assert!(styles.contains(code), "{code}: {styles}");
    }
}

/// Sums of shares and of people carry the machine's rounding, which no workbook shows.
#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn numbers_of_the_workbook_are_rounded_as_their_columns_say() {
    let place = Workplace::with("data/changshou");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out", "--no-comparison"]).exit, 0);
    let mut book = Xlsx::new(Cursor::new(bytes(&place, "out/plan.xlsx"))).expect("a workbook");
    let mut told = 0;
    for name in ["Sites", "Works", "Coverage", "Targets"] {
        let range = book.worksheet_range(name).expect("a sheet");
        for (row, column, cell) in range.cells() {
            let Data::Float(number) = cell else { continue };
            assert_eq!((number * 1e9).round() / 1e9, *number, "{name}: {row}, {column}");
            told += 1;
        }
    }
    assert!(told > 1000, "{told}");
}

#[test]
fn styles_are_there_in_both_languages_and_one_is_the_default() {
    for (language, default) in
        [(None, "Yike English"), (Some("en"), "Yike English"), (Some("zh"), "Yike 中文")]
    {
        let place = workplace();
        let words: Vec<&str> = language.map(|word| vec!["--lang", word]).unwrap_or_default();
        solve(&place, &words);
        let base = open(&place);
        let columns =
            rows(&base, "SELECT group_concat(name) FROM pragma_table_info('layer_styles')");
        let wanted = "id,f_table_catalog,f_table_schema,f_table_name,f_geometry_column,styleName,styleQML,styleSLD,useAsDefault,description,owner,ui,update_time";
        assert_eq!(columns[0][0], wanted);
        // The good plan's units are points and areas, which QGIS has no one style for.
        let styled = rows(&base, "SELECT DISTINCT f_table_name FROM layer_styles ORDER BY id");
        for layer in ["towns", "reach", "links", "sites"] {
            assert!(styled.contains(&vec![layer.to_owned()]), "{layer}");
        }
        let defaults =
            rows(&base, "SELECT DISTINCT styleName FROM layer_styles WHERE useAsDefault");
        assert_eq!(defaults, [[default]]);
        let all = rows(&base, "SELECT count(*), sum(useAsDefault) FROM layer_styles");
        assert_eq!(all[0][0].parse::<usize>(), all[0][1].parse::<usize>().map(|half| 2 * half));
        for row in rows(&base, "SELECT styleQML, f_table_name, f_geometry_column FROM layer_styles")
        {
            let document = resvg::usvg::roxmltree::Document::parse_with_options(
                &row[0],
                resvg::usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
            );
            let document = document.expect("XML");
            let categories =
                document.descendants().filter(|node| node.has_tag_name("category")).count();
            assert!(categories > 0);
            assert_eq!(rows(&base, &format!("SELECT count({}) FROM {}", row[2], row[1])).len(), 1);
        }
        if language == Some("zh") {
            assert_eq!(sheet(&place, "资金")[0][0], Data::String("来源".into()));
        }
    }
}

#[test]
fn formats_are_written_as_asked() {
    let place = workplace();
    let ran = solve(&place, &["--formats", "fgb,parquet,csv,shp"]);
    let names = place.names("out");
    for name in [
        "towns.fgb",
        "links.parquet",
        "reach.shp",
        "reach.dbf",
        "reach.cpg",
        "works.csv",
        "layout.csv",
    ] {
        assert!(names.iter().any(|own| own == name), "{name}");
    }
    assert!(
        !names.iter().any(|name| name.starts_with("plan.gpkg") || name.starts_with("plan.xlsx"))
    );
    // Its units are points and areas: no Shapefile has both. All else is there, and it is said.
    assert!(
        ran.stderr.contains("coverage.shp is left out: a Shapefile has either points"),
        "{}",
        ran.stderr
    );
    // What is cut is said too.
    assert!(
        ran.stderr.contains("towns.shp: names of fields are cut to 10 bytes: "),
        "{}",
        ran.stderr
    );
    let alone = workplace();
    solve(&alone, &["--formats", "geojson"]);
    assert!(
        !alone.names("out").iter().any(|name| name.starts_with("plan.g") || name.ends_with("xlsx"))
    );
    let other = alone.run(&["solve", "plan.toml", "--out", "out", "--formats", "dwg"]);
    assert_eq!(other.exit, 2);
}

#[test]
fn layers_are_in_the_system_asked_for() {
    let place = workplace();
    solve(&place, &["--crs", "EPSG:4547"]);
    let base = open(&place);
    for (layer, _) in LAYERS {
        let system = rows(
            &base,
            &format!("SELECT srs_id, min_x, min_y FROM gpkg_contents WHERE table_name = '{layer}'"),
        );
        assert_eq!(system[0][0], "4547", "{layer}");
        let north: f64 = system[0][2].parse().expect("metres");
        assert!((3_290_000.0..3_330_000.0).contains(&north), "{layer} {north}");
    }
    let ran = solve(&workplace(), &["--crs", "GCJ-02"]);
    assert!(ran.stderr.contains("plan.gpkg is left out: GCJ-02 has no code"), "{}", ran.stderr);
}

#[test]
fn an_audit_is_packed_too_and_without_a_layout_there_is_no_package() {
    let place = workplace();
    solve(&place, &[]);
    let words = ["audit", "plan.toml", "--layout", "out/layout.geojson", "--out", "audit"];
    assert_eq!(place.run(&words).exit, 0);
    assert!(bytes(&place, "audit/plan.gpkg").starts_with(b"SQLite format 3\0"));
    place.edit("plan.toml", "at_least = \"30 %\"", "at_least = \"99 %\"");
    let ran = place.run(&["solve", "plan.toml", "--out", "none"]);
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
    assert!(
        !place
            .names("none")
            .iter()
            .any(|name| name.starts_with("plan.g") || name.ends_with("xlsx"))
    );
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let place = workplace();
    let words = ["--formats", "gpkg,xlsx,fgb,parquet,csv,shp", "--threads"];
    solve(&place, &[&words[..], &["1"]].concat());
    std::fs::rename(place.path("out"), place.path("before")).expect("moved");
    solve(&place, &[&words[..], &["8"]].concat());
    let names = place.names("out");
    assert!(names.len() > 40, "{names:?}");
    for name in names.iter().filter(|name| *name != "timing.json") {
        let (a, b) =
            (bytes(&place, &format!("before/{name}")), bytes(&place, &format!("out/{name}")));
        assert!(a == b, "{name}");
    }
}
