//! `yike matrix`, `yike reach`, and roads in `yike locate`, `check` and `solve`.

use super::seen;
use crate::common::program::{Ran, Workplace};

const NETWORK: [&str; 4] = ["--network", "small_roads.geojson", "--profile", "drive"];

fn workplace() -> Workplace {
    let place = Workplace::with("tests/fixtures/roads");
    for layer in ["towns", "units", "sites", "medical"] {
        let name = format!("{layer}.geojson");
        let good = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good");
        let text = std::fs::read_to_string(good.join(&name)).expect("the good plan");
        place.write(&name, &text);
    }
    place.edit("small_plan.toml", "../good/", "");
    place
}

fn matrix(place: &Workplace, words: &[&str]) -> Ran {
    let layers = ["matrix", "demand.geojson", "sites.csv"];
    place.run(&[&layers[..], &NETWORK, words].concat())
}

#[test]
fn a_matrix_is_written_long_or_wide_with_what_is_off_the_roads() {
    let place = workplace();
    let words = ["--within", "15 min", "--out", "minutes.csv", "--report", "report"];
    let ran = matrix(&place, &words);
    assert_eq!(ran.exit, 0);
    let mut all = ran.seen();
    all.push_str(&place.read("minutes.csv"));
    all.push_str(&place.read("report/network.csv"));
    let ran = matrix(&place, &["--within", "15 km", "--wide", "--out", "metres.csv"]);
    assert_eq!(ran.exit, 0);
    all.push_str(&place.read("metres.csv"));
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("matrix", all);
    });
    assert_eq!(place.names("report"), ["network.csv", "network.geojson"]);
}

#[test]
fn a_matrix_and_the_roads_that_it_is_of_give_the_same_placement() {
    let place = workplace();
    let ran = matrix(&place, &["--out", "all.csv"]);
    assert_eq!(ran.exit, 0);
    let words = ["locate", "mclp", "--reach", "11 min", "--p", "1", "--json"];
    let layers = ["--demand", "demand.geojson", "--sites", "sites.csv"];
    let by_matrix = place.run(&[&words[..], &layers, &["--matrix", "all.csv"]].concat());
    let by_roads = place.run(&[&words[..], &layers, &NETWORK].concat());
    assert_eq!((by_matrix.exit, by_roads.exit), (0, 0), "{}", by_roads.stderr);
    let ran = matrix(&place, &["--out", "all.parquet"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let by_parquet = place.run(&[&words[..], &layers, &["--matrix", "all.parquet"]].concat());
    let (by_matrix, by_roads) = (by_matrix.json(), by_roads.json());
    assert_eq!(by_parquet.json()["figures"], by_matrix["figures"]);
    let ran = matrix(&place, &["--wide", "--out", "wide.parquet"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("--wide"), "{}", ran.stderr);
    assert_eq!(by_matrix["figures"]["covered_share"], 200.0 / 250.0);
    assert_eq!(by_matrix["figures"]["covered_share"], by_roads["figures"]["covered_share"]);
    assert_eq!(by_roads["instance"]["unit"], "min");
    let words = ["locate", "mclp", "--reach", "2 km", "--p", "1", "--json"];
    let by_length = place.run(&[&words[..], &layers, &NETWORK].concat());
    assert_eq!(by_length.json()["figures"]["covered_share"], 120.0 / 250.0);
}

#[test]
fn without_a_reach_the_limit_says_what_is_measured() {
    let place = workplace();
    let layers = ["--demand", "demand.geojson", "--sites", "sites.csv"];
    for (within, unit) in [("20 km", "m"), ("60 min", "min")] {
        let words = ["locate", "p-median", "--p", "1", "--json", "--within", within];
        let ran = place.run(&[&words[..], &layers, &NETWORK].concat());
        assert_eq!(ran.json()["instance"]["unit"], unit, "{}", ran.stderr);
    }
}

#[test]
fn what_is_reached_is_drawn_for_each_site_and_for_all() {
    let place = workplace();
    let words = ["reach", "sites.csv", "--within", "5 min", "--out", "reach.geojson"];
    let ran = place.run(&[&words[..], &NETWORK].concat());
    seen!("reach", ran);
    let text = place.read("reach.geojson");
    let json: serde_json::Value = serde_json::from_str(&text).expect("GeoJSON");
    let features = json["features"].as_array().expect("a list");
    let ids: Vec<&str> = features.iter().filter_map(|feature| feature["id"].as_str()).collect();
    let all = ["A-area", "A-roads", "B-area", "B-roads", "all-area", "all-roads"];
    assert_eq!(ids, all);
}

#[test]
fn what_cannot_be_is_refused_before_it_is_tried() {
    let place = workplace();
    for (words, cause) in [
        (&["--strict-network"][..], "--strict-network: 1 of 4 demand points, with 10 people (4 %)"),
        (&["--within", "15"], "--within: `15` has no unit"),
        (&["--within", "0 min"], "--within: `0 min` reaches nobody"),
        (&["--speed", "road"], "--speed: `road` is not understood"),
        (&["--speed", "lane=5 km/h"], "--speed: `lane` is no class of roads"),
        (&["--snap", "1 min"], "--snap: "),
    ] {
        let ran = matrix(&place, &[words, &["--out", "out.csv"]].concat());
        assert_eq!(ran.exit, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(cause), "{}", ran.stderr);
        assert!(!place.path("out.csv").exists());
    }
    let over = matrix(&place, &["--out", "small_roads.geojson"]);
    assert!(over.stderr.contains("would be written over"), "{}", over.stderr);
    let none = ["matrix", "demand.geojson", "sites.csv", "--out", "out.csv"];
    assert!(place.run(&none).stderr.contains("no network is given"));
    place.edit("sites.csv", "107.", "8.");
    place.edit("demand.geojson", "107.", "8.");
    let ran = matrix(&place, &["--out", "out.csv"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("error[P7006] small_roads.geojson"), "{}", ran.stderr);
}

#[test]
fn a_plan_over_roads_is_checked_and_solved() {
    let place = workplace();
    let check = place.run(&["check", "small_plan.toml"]);
    seen!("check_roads", check);
    let strict = place.run(&["check", "small_plan.toml", "--strict-network"]);
    assert_eq!(strict.exit, 2);
    assert!(strict.stderr.contains("--strict-network: "), "{}", strict.stderr);
    let solved = place.run(&["solve", "small_plan.toml", "--out", "out"]);
    assert!([0, 3].contains(&solved.exit), "{}", solved.stderr);
    let names = place.names("out");
    assert!(names.contains(&"network.csv".into()) && names.contains(&"network.geojson".into()));
    let text = place.read("out/summary.md");
    assert!(text.contains(
        "over the roads of `small_roads.geojson`, on foot in urban and by car in rural places"
    ));
    assert!(place.read("out/summary.zh.md").contains("道路网络"));
}

#[test]
fn heights_of_a_raster_slow_walkers_down() {
    let place = workplace();
    let minutes = |words: &[&str]| {
        let layers = ["matrix", "demand.geojson", "sites.csv"];
        let roads = ["--network", "small_roads.geojson", "--out", "minutes.csv"];
        let ran = place.run(&[&layers[..], &roads, words].concat());
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        (place.read("minutes.csv"), ran.stderr)
    };
    let (level, quiet) = minutes(&[]);
    let (steep, said) = minutes(&["--heights", "heights.tif"]);
    assert!(!quiet.contains("P7009") && said.contains("warning[P7009] heights.tif"));
    let total = |table: &str| {
        let rows = table.lines().skip(1);
        let cells = rows.map(|row| row.rsplit(',').next().expect("a cell"));
        cells.map(|cell| cell.parse::<f64>().expect("minutes")).sum::<f64>()
    };
    assert!(total(&steep) > total(&level), "{steep}{level}");
    let words = ["matrix", "demand.geojson", "sites.csv", "--out", "m.csv", "--heights"];
    let ran = place.run(&[&words[..], &["heights.tif"]].concat());
    assert!(ran.stderr.contains("no network is given"), "{}", ran.stderr);
}

#[test]
fn what_was_written_is_answered_in_json() {
    let place = workplace();
    let counts = |ran: Ran, what: &str| {
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let answer = ran.json();
        assert_eq!(answer["command"], what);
        answer["counts"].clone()
    };
    let found = counts(matrix(&place, &["--out", "m.csv", "--json"]), "matrix");
    let rows = place.read("m.csv").lines().count() - 1;
    assert_eq!((found["pairs"].as_u64(), found["origins"].as_u64()), (Some(rows as u64), Some(4)));
    assert_eq!(found["origins_off_road"], 1);
    let convert = place.run(&["convert", "demand.geojson", "demand.gpkg", "--json"]);
    assert_eq!(counts(convert, "convert")["features"], 4);
    // Another layer in the same file is not written over.
    std::fs::rename(place.path("demand.gpkg"), place.path("other.gpkg")).expect("renamed");
    let over = place.run(&["convert", "demand.geojson", "other.gpkg"]);
    assert_eq!(over.exit, 2);
    assert!(over.stderr.contains("its layer demand"), "{}", over.stderr);
    let ran = matrix(&place, &["--out", "m.xlsx"]);
    assert!(ran.stderr.contains("is no matrix file"), "{}", ran.stderr);
}
