//! `yike forecast`.

use super::seen;
use crate::common::program::{Ran, Workplace, columns};

const CENSUSES: [&str; 7] =
    ["forecast", "--census", "2010=2010.csv", "--census", "2020=2020.csv", "--years", "2025,2035"];

/// Both censuses, and Changshou's plan with its layers.
fn workplace() -> Workplace {
    let place = Workplace::with("data/changshou");
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/census");
    for name in ["2010.csv", "2020.csv"] {
        std::fs::copy(data.join(name), place.path(name)).expect("copied");
    }
    place
}

fn forecast(place: &Workplace, words: &[&str]) -> Ran {
    place.run(&[&CENSUSES[..], words].concat())
}

#[test]
fn people_of_both_districts_stand_beside_the_plans() {
    let place = workplace();
    let beside =
        ["--published", "500115 aged_60 2025=207000", "--published", "500114 60+ 2025=110,000"];
    let ran = forecast(&place, &beside);
    assert!(ran.stdout.lines().all(|line| columns(line) <= 80));
    seen!("forecast", ran);
}

#[test]
fn controlled_layers_make_a_plan() {
    let place = workplace();
    let words = [
        "--control",
        "aged_60 2025=207000",
        "--control",
        "persons 2025=700000",
        "--demand",
        "villages.geojson",
        "--draws",
        "5",
        "--seed",
        "7",
    ];
    let ran = forecast(&place, &[&words[..], &["--out", "people"]].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stdout.lines().all(|line| columns(line) <= 80), "{}", ran.stdout);
    let mut names: Vec<String> = ["low", "medium", "high"]
        .iter()
        .flat_map(|variant| [2025, 2035].map(|year| format!("demand-{year}-{variant}.geojson")))
        .collect();
    names.extend(["forecast.csv", "forecast.json", "record.json"].map(String::from));
    names.sort();
    assert_eq!(place.names("people"), names);
    let layer: serde_json::Value =
        serde_json::from_str(&place.read("people/demand-2025-medium.geojson")).expect("JSON");
    let units = layer["features"].as_array().expect("features");
    let sum = |field: &str| -> i64 {
        let people = units.iter().map(|unit| unit["properties"][field].as_i64());
        people.map(|people| people.expect("whole people")).sum()
    };
    assert_eq!((sum("persons"), sum("aged_60")), (700_000, 207_000));
    assert!(units.iter().all(|unit| unit["properties"]["origin"] == "modelled"));

    // The same words give the same bytes; another seed other draws.
    let again = forecast(&place, &[&words[..], &["--out", "again"]].concat());
    assert_eq!(again.stdout, ran.stdout);
    for name in &names {
        assert_eq!(place.read(&format!("people/{name}")), place.read(&format!("again/{name}")));
    }
    let other = forecast(&place, &["--draws", "5", "--seed", "8", "--out", "other"]);
    assert_eq!(other.exit, 0);
    assert_ne!(place.read("people/forecast.csv"), place.read("other/forecast.csv"));

    place.edit("plan.toml", "\"villages.geojson\"", "\"people/demand-2025-medium.geojson\"");
    let check = place.run(&["check", "plan.toml"]);
    assert_eq!(check.exit, 0, "{}", check.stderr);
}

#[test]
fn what_was_written_is_read_again_as_a_table() {
    let place = workplace();
    assert_eq!(forecast(&place, &["--demand", "villages.geojson", "--out", "a"]).exit, 0);
    let words = [
        "forecast",
        "--method",
        "table",
        "--table",
        "a/forecast.csv",
        "--years",
        "2025,2035",
        "--variant",
        "low,medium,high",
        "--demand",
        "villages.geojson",
        "--out",
        "b",
    ];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let people = |folder: &str| {
        let text = place.read(&format!("{folder}/demand-2035-high.geojson"));
        let layer: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let units = layer["features"].as_array().expect("features").clone();
        units.iter().map(|unit| unit["properties"]["persons"].as_i64()).sum::<Option<i64>>()
    };
    assert_eq!(people("a"), people("b"));
}

#[test]
fn other_methods_and_json() {
    let place = workplace();
    for method in ["growth", "trend"] {
        let ran = forecast(&place, &["--method", method, "--json"]);
        let json = ran.json();
        assert_eq!(json["rows"].as_array().expect("rows").len(), 2 * 2 * 3 * 4);
        assert_eq!(json["origin"], "modelled");
    }
}

#[test]
fn wrong_words_are_bad_input() {
    let place = workplace();
    std::fs::create_dir(place.path("out")).expect("made");
    std::fs::copy(place.path("2020.csv"), place.path("out/forecast.csv")).expect("copied");
    let rows: [(&[&str], &str); 9] = [
        (&["--census", "2030"], "--census: `2030` is no year and file"),
        (&["--variant", "middle"], "--variant: `middle` is no variant"),
        (&["--spread", "5"], "--spread: "),
        (&["--draws", "1000000"], "--draws: "),
        (&["--rate", "aged_60=3 %"], "--rate: this method takes no rates"),
        (&["--table", "t.csv"], "--table: this method takes no table"),
        (&["--control", "500115 aged_60 2025=-5"], "error[P2112] --control"),
        (&["--census", "2020=2020.csv"], "error[P2108] --census"),
        (&["--census", "2030=out/forecast.csv", "--out", "out"], "would be written over"),
    ];
    for (words, says) in rows {
        let ran = forecast(&place, words);
        assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains(says), "{says} in {}", ran.stderr);
    }
}

#[test]
fn a_cell_that_no_district_can_have_is_said() {
    let place = Workplace::with("tests/fixtures/field/census_huge");
    let census = concat!(env!("CARGO_MANIFEST_DIR"), "/data/census/2010.csv");
    let first = format!("2010={census}");
    let words = ["forecast", "--census", &first, "--census", "2020=c.csv", "--years", "2025"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("warning[P2119]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("2147"), "the count is said: {}", ran.stderr);
}
