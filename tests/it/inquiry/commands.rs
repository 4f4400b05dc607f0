//! What the command says, its tables and layouts, and what it refuses.
#![cfg(feature = "highs")]

use crate::common::program::Workplace;
use serde_json::Value;

fn place() -> Workplace {
    Workplace::with("tests/fixtures/tiers_together")
}

fn json(place: &Workplace, words: &[&str]) -> Value {
    let ran = place.run(&[&["alternatives", "plan.toml", "--json"], words].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    ran.json()
}

#[test]
fn alternatives_are_shown_and_written() {
    let place = place();
    let words = ["alternatives", "plan.toml", "--count", "2", "--lose", "20 %", "--out", "out"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    insta::assert_snapshot!("alternatives", ran.stdout);
    insta::assert_snapshot!("alternatives_csv", place.read("out/alternatives.csv"));
    insta::assert_snapshot!("alternatives_sites_csv", place.read("out/alternatives_sites.csv"));
    insta::assert_snapshot!("alternatives_changes_csv", place.read("out/alternatives_changes.csv"));
    insta::assert_snapshot!("alternatives_zh", place.read("out/summary.zh.md"));
    assert!(place.read("out/summary.md").contains("Sites in all plans that lose at most 20 %"));
    // Each layout is what the record says of it.
    let record: Value = serde_json::from_str(&place.read("out/alternatives.json")).expect("JSON");
    for plan in record["plans"].as_array().expect("a list") {
        let layout = format!("out/plan-{}.geojson", plan["plan"]);
        let audit = place.run(&["audit", "plan.toml", "--layout", &layout, "--json"]);
        assert_eq!(audit.exit, 0, "{}", audit.stderr);
        assert_eq!(audit.json()["money"]["cost_yuan"], plan["cost_yuan"]);
    }
}

#[test]
fn threads_change_nothing() {
    let place = place();
    let one = json(&place, &["--lose", "30 %", "--threads", "1"]);
    assert_eq!(one, json(&place, &["--lose", "30 %", "--threads", "2"]));
}

#[test]
fn a_solve_says_whether_the_plan_is_the_only_one() {
    let place = place();
    let ran = place.run(&["solve", "plan.toml", "--out", "solved"]);
    let plan: Value = serde_json::from_str(&place.read("solved/plan.json")).expect("JSON");
    let others = json(&place, &["--count", "1"]);
    let is_unique = plan["ties"]["sites"].as_array().expect("a list").is_empty();
    assert_eq!(others["unique"], is_unique);
    assert_eq!(plan["ties"]["proved"], true);
    let said = if is_unique { "No other layout is as good" } else { "one of several" };
    assert!(ran.stdout.contains(said), "{}", ran.stdout);
    assert!(place.read("solved/summary.md").contains(said));
    let ran = place.run(&["solve", "plan.toml", "--out", "alone", "--no-comparison"]);
    let plan: Value = serde_json::from_str(&place.read("alone/plan.json")).expect("JSON");
    assert!(ran.exit == 0 && plan.get("ties").is_none());
}

#[test]
fn few_moves_from_a_layout_are_few() {
    let place = place();
    let today = json(&place, &["--near", "today", "--moves", "1", "--count", "1"]);
    let works = today["plans"][0]["works"].as_array().expect("a list");
    assert!(works.len() <= 1, "{works:?}");
    assert_eq!(today["near"]["moves"], 1);
    place.run(&["solve", "plan.toml", "--out", "solved"]);
    let words = ["--near", "solved/layout.geojson", "--moves", "0", "--count", "1"];
    let same = json(&place, &words);
    assert_eq!(same["plans"].as_array().expect("a list").len(), 1);
    assert_eq!(same["ended"], "no-more");
    assert_eq!(same["near"]["layout"], "solved/layout.geojson");
}

#[test]
fn what_means_nothing_is_refused() {
    let place = place();
    for (words, cause) in [
        (&["--count", "0"][..], "--count: 0 plans"),
        (&["--differ", "0 sites"], "--differ: `0 sites`"),
        (&["--differ", "some"], "--differ: `some`"),
        (&["--lose", "beauty=2 %"], "--lose: `beauty` is not an aim"),
        (&["--lose", "two"], "--lose"),
        (&["--near", "today"], "--moves"),
        (&["--near", "nowhere.geojson", "--moves", "2"], "nowhere.geojson"),
        (&["--csv-bom"], "--csv-bom"),
    ] {
        let ran = place.run(&[&["alternatives", "plan.toml"], words].concat());
        assert_eq!(ran.exit, 2, "{words:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(cause), "{words:?}: {}", ran.stderr);
    }
}
