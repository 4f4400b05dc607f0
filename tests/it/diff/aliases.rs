//! Properties under their known Chinese names change nothing of what is said of the runs.

use super::two_runs_of;
use crate::common::program::Workplace;
use serde_json::Value;

/// A property of a layer, and the name that planners' files have for it.
const ALIASES: [(&str, &str, &str); 12] = [
    ("villages.geojson", "name", "名称"),
    ("villages.geojson", "town", "乡镇"),
    ("villages.geojson", "setting", "城乡类型"),
    ("villages.geojson", "persons", "常住人口"),
    ("villages.geojson", "aged_60", "60岁及以上人口"),
    ("sites.geojson", "name", "名称"),
    ("sites.geojson", "town", "乡镇"),
    ("sites.geojson", "kind", "类型"),
    ("towns.geojson", "name", "名称"),
    ("towns.geojson", "population", "常住人口"),
    ("towns.geojson", "ageing_rate", "老龄化率"),
    ("towns.geojson", "setting", "城乡类型"),
];

/// Layers in which the caller's own properties stand beside ours, under the names that the caller gave them.
const LAYERS: [&str; 3] = ["sites", "demand", "towns"];

/// A text with what must differ taken out: the caller's own names of properties, what is said of them in warnings, and
/// the hashes and sizes of files.
fn alike(text: &str) -> String {
    let mut text = text.to_owned();
    for (_, name, alias) in ALIASES {
        text = text.replace(&format!("\"{name}\":"), &format!("\"{alias}\":"));
        // A GeoPackage's name of one that begins with a digit.
        text = text.replace(&format!("\"f_{alias}\":"), &format!("\"{alias}\":"));
    }
    let line = |line: &str| match serde_json::from_str(line.trim().trim_end_matches("</script>")) {
        Ok(json) => without_inputs(json).to_string(),
        Err(_) => line.to_owned(),
    };
    match serde_json::from_str(&text) {
        Ok(json) => without_inputs(json).to_string(),
        Err(_) => {
            let lines = text.lines().filter(|line| !of_inputs(line));
            lines.map(line).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Whether a line is a warning of a name or its heading, or says the size and hash of a file, or nothing.
fn of_inputs(line: &str) -> bool {
    let hash = |word: &str| word.len() == 64;
    let short = line.contains("SHA-256 `");
    let mut words = line.split(|character: char| !character.is_ascii_hexdigit());
    // The plan has more warnings than a summary lists.
    let frame = ["", "Reading warned:", "- and 2 more (see plan.json)"];
    let frame = [&frame[..], &["读取时的提示：", "- 另有 2 项（见 plan.json）"]].concat();
    let alias = ["is used instead", "；改用 `"].iter().any(|said| line.contains(said));
    frame.contains(&line) || short || alias || words.any(hash)
}

/// JSON without hashes, sizes and warnings.
fn without_inputs(json: Value) -> Value {
    match json {
        Value::Array(list) => list.into_iter().map(without_inputs).collect(),
        Value::Object(object) => {
            let kept = object
                .into_iter()
                .filter(|(key, _)| !["sha256", "bytes", "warnings"].contains(&&**key));
            kept.map(|(key, value)| (key, without_inputs(value))).collect()
        }
        other => other,
    }
}

/// Everything that solve, audit, diff, draw, report and verify say, by name.
fn outputs(place: &Workplace) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let ran = place.run(&["diff", "best", "drawn", "--out", "changes"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    said.push(("terminal".to_owned(), ran.stdout));
    for chart in ["map", "coverage", "money"] {
        let ran = place.run(&["draw", "best", "--chart", chart, "--out", "picture.svg"]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        said.push((chart.to_owned(), place.read("picture.svg")));
    }
    for run in ["best", "drawn"] {
        let ran = place.run(&["verify", run]);
        assert_eq!(ran.exit, 0, "{}", ran.stdout);
        said.push((format!("verify {run}"), ran.stdout));
        let page = format!("{run}/report.html");
        let ran = place.run(&["report", run, "--out", &page]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        for layer in LAYERS {
            let (from, to) = (format!("{run}/plan.gpkg#{layer}"), format!("{run}/{layer}.geojson"));
            let ran = place.run(&["convert", &from, &to]);
            assert_eq!(ran.exit, 0, "{}", ran.stderr);
        }
    }
    for folder in ["changes", "best", "drawn"] {
        // Seconds differ from run to run; the GeoPackage's layers are compared as they were converted.
        let skipped = ["timing.json", "plan.gpkg"];
        for name in place.names(folder).into_iter().filter(|name| !skipped.contains(&&**name)) {
            let path = format!("{folder}/{name}");
            let text = match name.ends_with(".xlsx") {
                true => workbook(place, &path),
                false => alike(&place.read(&path)),
            };
            said.push((path, text));
        }
    }
    said
}

/// Every cell of a workbook.
fn workbook(place: &Workplace, path: &str) -> String {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(place.path(path)).expect("a workbook");
    let mut lines = Vec::new();
    for (name, cells) in book.worksheets() {
        lines.extend(cells.rows().map(|row| format!("{name}: {row:?}")));
    }
    alike(&lines.join("\n"))
}

#[test]
fn chinese_names_of_properties_change_nothing() {
    let plain = two_runs_of(Workplace::with("tests/fixtures/tiers_together"));
    let renamed = Workplace::with("tests/fixtures/tiers_together");
    for (layer, name, alias) in ALIASES {
        renamed.edit(layer, &format!("\"{name}\":"), &format!("\"{alias}\":"));
    }
    let (plain, renamed) = (outputs(&plain), outputs(&two_runs_of(renamed)));
    assert_eq!(plain.len(), renamed.len());
    for ((name, one), (_, other)) in plain.into_iter().zip(renamed) {
        let (one, other): (Vec<_>, Vec<_>) = (one.lines().collect(), other.lines().collect());
        let differing = one.iter().zip(&other).find(|(one, other)| one != other);
        assert!(one == other, "{name}: {differing:?} of {} and {} lines", one.len(), other.len());
    }
}
