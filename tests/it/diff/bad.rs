//! Folders that cannot be compared.

use super::two_runs;
use crate::common::program::Workplace;

fn refused(place: &Workplace, a: &str, b: &str, codes: &[&str]) {
    let ran = place.run(&["diff", a, b, "--json"]);
    assert_eq!(ran.exit, 2, "{a} {b}: {}", ran.stdout);
    let json = ran.json();
    let found: Vec<&str> = json["issues"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|issue| issue["code"].as_str().expect("a code"))
        .collect();
    assert_eq!(found, codes, "{a} {b}");
}

#[test]
fn what_is_wrong_with_either_is_said_of_both_at_once() {
    let place = two_runs();
    std::fs::create_dir(place.path("empty")).expect("made");
    refused(&place, "best", "no-such-folder", &["P1001"]);
    refused(&place, "empty", "no-such-folder", &["P6201", "P1001"]);
    // Cut off anywhere, of another format, or with a key of another type.
    let good = place.read("best/plan.json");
    for bad in [
        &good[..good.len() / 3],
        &good.replace("yike-plan-1", "yike-plan-9"),
        &good.replace("\"cost_yuan\": 1800000", "\"cost_yuan\": \"much\""),
        "[]",
        "",
    ] {
        place.write("best/plan.json", bad);
        refused(&place, "best", "drawn", &["P6203"]);
        place.seal("best");
        refused(&place, "best", "drawn", &["P6202"]);
    }
    std::fs::remove_file(place.path("best/plan.json")).expect("removed");
    refused(&place, "drawn", "best", &["P6202"]);
    place.write("best/plan.json", &good);
    place.seal("best");
    std::fs::remove_file(place.path("best/layout.geojson")).expect("removed");
    place.write("best/coverage.geojson", "{");
    refused(&place, "best", "drawn", &["P6202", "P6203"]);
    // An infeasible plan has no layout to compare.
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "none"]).exit, 3);
    refused(&place, "none", "drawn", &["P6207"]);
    // Periods are compared one at a time.
    place.edit("plan.toml", "\"binding\"", "\"expected\"");
    place.over_two_periods();
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "periods"]).exit, 0);
    refused(&place, "periods", "drawn", &["P6205"]);
    let ran = place.run(&["diff", "periods/2023", "periods/2025"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let ran = place.run(&["diff", "drawn", "drawn", "--moved-within", "near"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.starts_with("error: --moved-within: "), "{}", ran.stderr);
}
