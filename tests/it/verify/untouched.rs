//! Runs that nobody touched.

use super::{found, solved, verify};
use crate::common::program::Workplace;

/// Solves a plan of this repository into a temporary folder, and verifies what was written.
fn holds(plan: &str, more: &[&str]) {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let plan = format!("{}/{plan}", env!("CARGO_MANIFEST_DIR"));
    let words = ["solve", &plan, "--out", "out"];
    let ran = place.run(&[&words, more].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let ran = verify(&place, "out", &[]);
    assert_eq!((ran.exit, found(&ran).len()), (0, 0), "{}", ran.stdout);
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn districts_and_the_island_verify() {
    holds("data/changshou/plan.toml", &[]);
    holds("data/changshou/plan.toml", &["--crs", "EPSG:4547"]);
    holds("data/changshou/plan.toml", &["--gap", "1 %", "--crs", "GCJ-02"]);
    holds("data/qianjiang/plan.toml", &[]);
    holds("data/isle-of-man/plan.toml", &[]);
}

#[test]
fn a_run_without_a_plan_verifies() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 3);
    let ran = verify(&place, "out", &[]);
    assert_eq!((ran.exit, found(&ran).len()), (0, 0), "{}", ran.stdout);
    let words = ["solve", "plan.toml", "--out", "late", "--time-limit", "0.000001 s"];
    assert_eq!(place.run(&words).exit, 4);
    assert_eq!(verify(&place, "late", &[]).exit, 0);
    // Called infeasible where something is possible, it is refuted by today's network.
    place.edit("plan.toml", "\"binding\"", "\"expected\"");
    let ran = verify(&place, "out", &[]);
    assert_eq!(ran.exit, 6);
    let refuted = found(&ran).iter().any(|row| row == "implausible plan.json, status");
    assert!(refuted, "{}", ran.stdout);
}

#[test]
fn an_audit_of_a_drawn_layout_verifies() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let words = ["audit", "plan.toml", "--layout", "one_after_another.geojson", "--out", "out"];
    assert_eq!(place.run(&words).exit, 0);
    let ran = verify(&place, "out", &[]);
    assert_eq!((ran.exit, found(&ran).len()), (0, 0), "{}", ran.stdout);
    // The layout that was drawn counts, not what the folder makes of it.
    place.edit("one_after_another.geojson", "\"plan_work\":\"build\"", "\"plan_work\":\"stay\"");
    let ran = verify(&place, "out", &[]);
    assert_eq!(found(&ran)[0], "input-changed plan.json, run.inputs[4] (layout).sha256");
}

#[test]
fn inputs_that_moved_are_found_where_they_are_said_to_be() {
    let place = solved();
    std::fs::create_dir(place.path("later")).expect("made");
    for name in ["plan.toml", "towns.geojson", "villages.geojson", "sites.geojson"] {
        let to = place.path(&format!("later/{name}"));
        std::fs::rename(place.path(name), to).expect("moved");
    }
    for more in [["--plan", "later/plan.toml"], ["--inputs", "later"]] {
        let ran = verify(&place, "out", &more);
        assert_eq!((ran.exit, found(&ran).len()), (0, 0), "{}", ran.stdout);
    }
}

#[test]
#[cfg_attr(
    not(feature = "highs"),
    ignore = "packages name the solver, so that bytes differ elsewhere"
)]
fn the_answer_reads_well() {
    let place = solved();
    let clean = place.run(&["verify", "out"]);
    place.edit("out/plan.json", "\"bound\": 5600.0", "\"bound\": 5500.0");
    place.edit("out/coverage.geojson", "\"aged_60\":300", "\"aged_60\":301");
    let changed = place.run(&["verify", "out"]);
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("verify", format!("{}\n{}", clean.seen(), changed.seen()));
    });
}
