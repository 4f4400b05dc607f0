//! Folders that are none of a run, and runs whose inputs cannot be read.

use super::{solved, verify};
use crate::common::program::{Ran, Workplace};

fn codes(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let rows = json["issues"].as_array().expect("a list");
    let code = |row: &serde_json::Value| row["code"].as_str().expect("a code").to_owned();
    rows.iter().map(code).collect()
}

#[test]
fn bad_input_has_a_code() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let refused = |run: &str, code: &str| {
        let ran = verify(&place, run, &[]);
        assert_eq!((ran.exit, codes(&ran)), (2, vec![code.to_owned()]), "{}", ran.stderr);
    };
    refused("no-such-folder", "P1001");
    refused("plan.toml", "P1001");
    // The plan's own folder is none of a run.
    refused(".", "P6201");
    // Periods without a schedule.
    place.over_two_periods();
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 3);
    refused("out", "P6207");
}

#[test]
fn inputs_that_are_gone_or_broken_are_bad_input() {
    let place = solved();
    place.edit("out/plan.json", "\"path\": \"plan.toml\"", "\"path\": \"plan.tom\"");
    let ran = verify(&place, "out", &[]);
    assert_eq!((ran.exit, codes(&ran)), (2, vec!["P6206".to_owned()]));
    assert!(ran.stderr.contains("plan.tom, which is not there"), "{}", ran.stderr);
    // With the plan named, its old name is a difference like any other.
    let ran = verify(&place, "out", &["--plan", "plan.toml"]);
    assert_eq!(ran.exit, 6);
    place.write("villages.geojson", "{");
    let ran = verify(&place, "out", &["--plan", "plan.toml"]);
    assert_eq!((ran.exit, codes(&ran)), (2, vec!["P1005".to_owned()]));
}
