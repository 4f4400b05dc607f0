//! The same files give the same bytes, whatever the number of threads and the order of features. Real districts:
//! gated on HiGHS for its speed.
#![cfg(feature = "highs")]

use crate::common::program::Workplace;
use serde_json::Value;

const LAYERS: [&str; 6] = [
    "layout.geojson",
    "coverage.geojson",
    "links.geojson",
    "towns.geojson",
    "uncovered.geojson",
    "reach.geojson",
];
/// All else but `timing.json`, which holds what depends on the machine.
const OTHERS: [&str; 5] = ["summary.md", "summary.zh.md", "plan.gpkg", "plan.xlsx", "plan.json"];

fn solve(place: &Workplace, out: &str, threads: &str) {
    let words = ["solve", "plan.toml", "--out", out, "--threads", threads];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
}

fn plan_json(place: &Workplace, out: &str) -> Value {
    serde_json::from_str(&place.read(&format!("{out}/plan.json"))).expect("JSON")
}

fn assert_same(place: &Workplace, a: &str, b: &str) {
    for name in LAYERS.iter().chain(&OTHERS) {
        let bytes =
            |folder: &str| std::fs::read(place.path(&format!("{folder}/{name}"))).expect("a file");
        let (of_a, of_b) = (bytes(a), bytes(b));
        assert!(of_a == of_b, "{name} differs between {a} and {b}");
    }
}

#[test]
fn threads_and_repetition_change_no_byte() {
    let place = Workplace::with("data/changshou");
    solve(&place, "one", "1");
    solve(&place, "again", "1");
    solve(&place, "eight", "8");
    assert_same(&place, "one", "again");
    assert_same(&place, "one", "eight");
}

/// The layer with its features in another order, one that is always the same.
fn shuffled(text: &str) -> String {
    let mut json: Value = serde_json::from_str(text).expect("JSON");
    let features = json["features"].as_array_mut().expect("a list");
    let mut key = 20_260_101_u64;
    for last in (1..features.len()).rev() {
        key = key.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        features.swap(last, (key >> 33) as usize % (last + 1));
    }
    json.to_string()
}

/// The features of a written layer, sorted, each a line.
fn features(place: &Workplace, name: &str) -> Vec<String> {
    let json: Value = serde_json::from_str(&place.read(name)).expect("JSON");
    let features = json["features"].as_array().expect("a list");
    let mut lines: Vec<String> = features.iter().map(Value::to_string).collect();
    lines.sort();
    lines
}

/// What a plan is worth, apart from the order of things: of several worst towns the first is named.
fn worth(plan: &Value) -> Value {
    let mut worth = plan.clone();
    for target in worth["targets"].as_array_mut().expect("a list") {
        target["worst_town"].take();
    }
    let coverage = worth["coverage"].as_array_mut().expect("a list");
    coverage.sort_by_key(Value::to_string);
    let keys = ["status", "targets", "stages", "money", "coverage"];
    keys.iter().map(|&key| worth[key].take()).collect()
}

/// Shuffles the plan's layers: what the plan is worth stays, and so do the written layers up to order.
fn assert_order_is_nothing(folder: &str, layers: &[&str]) {
    let place = Workplace::with(folder);
    solve(&place, "given", "1");
    for layer in layers {
        place.write(layer, &shuffled(&place.read(layer)));
    }
    solve(&place, "shuffled", "1");
    let (given, other) = (plan_json(&place, "given"), plan_json(&place, "shuffled"));
    assert_near(&worth(&given), &worth(&other));
    for name in LAYERS {
        let (given, other) = (
            features(&place, &format!("given/{name}")),
            features(&place, &format!("shuffled/{name}")),
        );
        let changed = given.iter().filter(|line| !other.contains(line)).count();
        assert_eq!(changed, 0, "{name}: {changed} of {} features differ", given.len());
        assert_eq!(given.len(), other.len());
    }
}

/// Equal, but that sums in another order may differ in their last digits.
fn assert_near(a: &Value, b: &Value) {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().expect("finite"), b.as_f64().expect("finite"));
            assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{a} {b}");
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len());
            a.iter().zip(b).for_each(|(a, b)| assert_near(a, b));
        }
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.keys().eq(b.keys()));
            a.values().zip(b.values()).for_each(|(a, b)| assert_near(a, b));
        }
        _ => assert_eq!(a, b),
    }
}

#[test]
fn the_order_of_the_features_of_a_district_changes_nothing() {
    let layers = ["towns.geojson", "villages.geojson", "sites.geojson", "medical.geojson"];
    assert_order_is_nothing("data/changshou", &layers);
}

#[test]
fn the_order_of_the_features_of_a_small_plan_changes_nothing() {
    let layers = ["towns.geojson", "villages.geojson", "sites.geojson"];
    assert_order_is_nothing("tests/fixtures/tiers_together", &layers);
}
