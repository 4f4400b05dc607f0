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
    // Who runs the homes is no difference in substance: counted and told, and not listed.
    let diff = json("out/difference/diff.json");
    let rows = diff["sites"].as_array().expect("a list");
    let of = |kind: &str| rows.iter().filter(|row| row["change"] == kind).count();
    assert_eq!((of("opened"), of("closed"), of("upgraded"), of("changed")), (1, 1, 0, 0));
    assert!(of("operator") > 0);
    for row in rows.iter().filter(|row| row["change"] == "operator") {
        let [a, b] = ["a", "b"].map(|side| &row[side]);
        assert_ne!(a["operator"], b["operator"]);
        assert!(["tier", "size", "beds", "cost_yuan"].iter().all(|key| a[key] == b[key]), "{row}");
        assert!(!ran.stdout.contains(row["name"].as_str().expect("a name")), "{}", ran.stdout);
    }
    assert!(ran.stdout.contains("only who runs it differs"), "{}", ran.stdout);
    // Sites are named, not numbered.
    let page = place.read("out/difference/diff.html");
    assert!(page.contains("由舟白街道养老服务中心（场镇新建）带点"));
    // Nothing states the floors of today's centres.
    assert!(
        place.read("out/best/summary.zh.md").contains("| 建筑面积（平方米） | – | 61,168 | – |")
    );
}

#[test]
fn the_layout_of_another_district_is_one_error() {
    let place = Workplace::with("data/qianjiang");
    let other = Workplace::with("data/changshou").read("published.geojson");
    place.write("other.geojson", &other);
    let ran = place.run(&["challenge", "plan.toml", "--layout", "other.geojson", "--out", "out"]);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("P6006"), "{}", ran.stderr);
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

#[test]
fn without_a_best_layout_it_says_why() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    // The layout of today spends nothing, for which nothing can be covered.
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    let layout = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"X-centre","plan_work_id":"stay"},"geometry":null}]}"#;
    place.write("today.geojson", layout);
    let ran = place.run(&["challenge", "plan.toml", "--layout", "today.geojson", "--out", "out"]);
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("What would mend it") || ran.stdout.contains("ask for at least"),
        "{}",
        ran.stdout
    );
}
