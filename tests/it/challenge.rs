//! `yike challenge`: a published layout beside the best for the same money.
#![cfg(feature = "highs")]

use crate::common::program::Workplace;
use serde_json::Value;

/// Of people aged 60 and over, the percentage with a centre within reach.
fn covered(place: &Workplace, run: &str) -> f64 {
    let plan: Value = serde_json::from_str(&place.read(&format!("{run}/plan.json"))).expect("JSON");
    let rows = plan["coverage"].as_array().expect("a list");
    let is_it =
        |row: &&Value| row["tier"] == "centre" && row["slice"] == "all" && row["group"] == "60+";
    let row = rows.iter().find(is_it).expect("centres, all people aged 60 and over");
    let [covered, people] = ["covered", "people"].map(|of| row[of].as_f64().expect("people"));
    (covered / people * 1000.0).round() / 10.0
}

/// The thirteen new centres of Qianjiang stand where they do because the published plan says so.
#[test]
fn a_published_layout_is_held_against_the_best_for_the_same_money() {
    let place = Workplace::with("data/qianjiang");
    let layout = "published.geojson";
    let words =
        ["challenge", "plan.toml", "--layout", layout, "--out", "out", "--formats", "geojson"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("the published layout breaks no rule"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("warning"), "{}", ran.stderr);
    assert_eq!((covered(&place, "out/published"), covered(&place, "out/best")), (94.6, 98.7));
    let json = |name: &str| -> Value { serde_json::from_str(&place.read(name)).expect("JSON") };
    let [published, best] = ["out/published/plan.json", "out/best/plan.json"].map(json);
    assert_eq!(best["status"], "proved");
    let paid = |plan: &Value| plan["money"]["cost_yuan"].as_i64().expect("yuan");
    assert_eq!(paid(&published), paid(&best));
    assert_eq!(best["run"]["edits"]["lift"], serde_json::json!(["published"]));
    let set = best["run"]["edits"]["set"].as_array().expect("a list");
    assert_eq!(set.len(), 3, "the same money from each source: {set:?}");
    let verified = place.run(&["verify", "out/best", "--json"]);
    assert_eq!((verified.exit, &verified.json()["status"]), (0, &"verified".into()));
    assert!(ran.stdout.contains("cost the same"), "{}", ran.stdout);
}

#[test]
fn without_anything_to_lift_all_rules_hold_and_it_says_so() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let layout = "one_after_another.geojson";
    let words = ["challenge", "plan.toml", "--layout", layout, "--out", "out"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("all rules hold"), "{}", ran.stderr);
    assert!(place.path("out/difference/diff.json").is_file());
}

#[test]
fn a_challenge_is_of_one_year_and_of_money() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.over_two_periods();
    let layout = "one_after_another.geojson";
    let words = ["challenge", "plan.toml", "--layout", layout, "--out", "out"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("the plan has periods"), "{}", ran.stderr);
    let place = Workplace::with("tests/fixtures/tiers_together");
    let plan = place.read("plan.toml");
    let (before, rest) = plan.split_once("[[funding]]").expect("a source");
    let (_, after) = rest.split_once("[objective]").expect("the objective");
    place.write("plan.toml", &format!("{before}[objective]{after}"));
    let ran = place.run(&words);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("no source of money"), "{}", ran.stderr);
}
