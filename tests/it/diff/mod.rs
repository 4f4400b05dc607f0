//! `yike diff`: two runs side by side.
#![cfg(any(feature = "highs", feature = "microlp"))]

mod aliases;
mod bad;
mod counted;
mod hostile;
mod kinds;
mod mirror;

use crate::common::program::{Workplace, columns};
use serde_json::Value;

/// The small plan that has three tiers and one budget: solved into `best`, and the layout `one_after_another` audited into
/// `drawn`.
fn two_runs() -> Workplace {
    two_runs_of(Workplace::with("tests/fixtures/tiers_together"))
}

fn two_runs_of(place: Workplace) -> Workplace {
    let ran = place.run(&["solve", "plan.toml", "--out", "best"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    audit(&place, "one_after_another.geojson", "drawn");
    place
}

/// A layout of Changshou in which nothing is done.
const NOBODY: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"500115001-centre","plan_work":"stay"},"geometry":null}]}"#;

/// Audits a layout into a folder, whether it breaks rules or not.
fn audit(place: &Workplace, layout: &str, out: &str) {
    let ran = place.run(&["audit", "plan.toml", "--layout", layout, "--out", out]);
    assert!([0, 5].contains(&ran.exit), "{}", ran.stderr);
}

/// What `yike diff --json` says of two folders.
fn diff(place: &Workplace, a: &str, b: &str, more: &[&str]) -> Value {
    let ran = place.run(&[&["diff", a, b, "--json"], more].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    ran.json()
}

#[test]
fn the_tables_read_well_in_80_columns() {
    let place = two_runs();
    let ran = place.run(&["diff", "best", "drawn", "--out", "out"]);
    for line in ran.stdout.lines() {
        assert!(columns(line) <= 80, "{line}");
    }
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("diff", ran.seen());
    });
    let names = [
        "diff.geojson",
        "diff.html",
        "diff.json",
        "diff_columns.csv",
        "diff_coverage.csv",
        "diff_money.csv",
        "diff_sites.csv",
        "diff_units.csv",
        "record.json",
    ];
    assert_eq!(place.names("out"), names);
    let json = place.run(&["diff", "best", "drawn", "--json"]).stdout;
    assert_eq!(json, place.read("out/diff.json"));
}
