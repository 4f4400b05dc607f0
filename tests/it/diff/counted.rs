//! What is said of the small plan is what its README works out by hand, and of a district what is counted here.

use super::{NOBODY, audit, diff, two_runs};
use crate::common::program::Workplace;
use serde_json::Value;
use std::collections::BTreeMap;

/// The sites of a kind of change, in order.
fn sites(diff: &Value, change: &str) -> Vec<String> {
    let rows = diff["sites"].as_array().expect("a list");
    let of_kind = rows.iter().filter(|row| row["change"] == change);
    of_kind.map(|row| row["site"].as_str().expect("an id").to_owned()).collect()
}

/// A, B, gain and loss of a slice.
fn people(diff: &Value, tier: &str, slice: &str) -> [f64; 4] {
    let rows = diff["coverage"].as_array().expect("a list");
    let row = rows.iter().find(|row| row["tier"] == tier && row["slice"] == slice);
    let row = row.expect("a row");
    ["covered_a", "covered_b", "gain", "lose"].map(|name| row[name].as_f64().expect("a number"))
}

#[test]
fn the_small_plan_is_counted_by_hand() {
    let place = two_runs();
    let diff = diff(&place, "best", "drawn", &["--out", "out"]);
    assert_eq!(sites(&diff, "opened"), ["X-centre"]);
    let closed = ["B1-point", "B2-point", "D2-station", "X1-point", "X2-point"];
    assert_eq!(sites(&diff, "closed"), closed);
    assert_eq!(diff["sites"].as_array().expect("a list").len(), 6);
    assert_eq!(people(&diff, "centre", "all"), [2200.0, 3300.0, 1100.0, 0.0]);
    assert_eq!(people(&diff, "centre", "town:X"), [0.0, 1100.0, 1100.0, 0.0]);
    assert_eq!(people(&diff, "station", "urban"), [1800.0, 1000.0, 0.0, 800.0]);
    assert_eq!(people(&diff, "point", "rural"), [1600.0, 600.0, 0.0, 1000.0]);
    assert_eq!(people(&diff, "point", "town:X"), [1100.0, 600.0, 0.0, 500.0]);
    let works = |side: &str| diff["sources"][0][side].as_i64().expect("yuan");
    assert_eq!([works("works_a_yuan"), works("works_b_yuan")], [1_800_000, 2_000_000]);
    let reached = |side: &str| diff["targets"][0][side]["reached"].as_f64().expect("a share");
    assert!((reached("a") - 3400.0 / 3800.0).abs() < 1e-12);
    assert!((reached("b") - 1600.0 / 3800.0).abs() < 1e-12);
    assert_eq!(diff["aims"][0]["a"]["bound"], 5600.0);
    assert_eq!(diff["aims"][0]["b"], Value::Null, "an audit has no aims");
    // The map shows what changes: six sites, and the five places that gain or lose.
    let map: Value = serde_json::from_str(&place.read("out/diff.geojson")).expect("JSON");
    let features = map["features"].as_array().expect("a list");
    let of = |what: &str| {
        let of = features.iter().filter(|feature| feature["properties"]["diff_what"] == what);
        of.count()
    };
    assert_eq!([of("site"), of("unit"), of("move")], [6, 5, 0]);
}

#[test]
fn a_run_beside_itself_does_not_change() {
    let place = two_runs();
    let diff = diff(&place, "best", "best", &[]);
    assert_eq!(diff["sites"], Value::Array(Vec::new()));
    assert_eq!(diff["units"], Value::Array(Vec::new()));
    for row in diff["coverage"].as_array().expect("a list") {
        assert_eq!(row["covered_a"], row["covered_b"]);
        assert_eq!([&row["gain"], &row["lose"]], [&Value::from(0.0), &Value::from(0.0)]);
    }
    for (side, ids) in diff["not_compared"].as_object().expect("an object") {
        assert_eq!(ids, &Value::Array(Vec::new()), "{side}");
    }
}

#[test]
fn what_closes_beside_what_opens_has_moved() {
    let place = two_runs();
    let built = |station: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[
            {{"type":"Feature","properties":{{"id":"D-centre","plan_work":"build"}},"geometry":null}},
            {{"type":"Feature","properties":{{"id":"{station}","plan_work":"build"}},"geometry":null}}]}}"#
        )
    };
    for station in ["D2", "D3"] {
        place.write("layout.geojson", &built(&format!("{station}-station")));
        audit(&place, "layout.geojson", station);
    }
    // 0.01° of longitude and of latitude apart: 965 m and 1,112 m.
    let far = diff(&place, "D2", "D3", &[]);
    assert_eq!(sites(&far, "moved"), [""; 0]);
    assert_eq!(sites(&far, "opened"), ["D3-station"]);
    let near = diff(&place, "D2", "D3", &["--moved-within", "2 km"]);
    assert_eq!(sites(&near, "moved"), ["D2-station", "D3-station"]);
    let row = &near["sites"][0];
    assert_eq!([&row["from"], &row["to"]], ["D2-station", "D3-station"]);
    let moved = row["moved_m"].as_f64().expect("metres");
    assert!((moved - 1472.0).abs() < 8.0, "{moved}");
}

#[test]
fn plans_that_share_nothing_are_counted_and_named() {
    let place = two_runs();
    // A plan of the same tiers with sites and villages of other ids, and one tier more.
    let other = Workplace::with("tests/fixtures/tiers_together");
    for file in ["sites.geojson", "villages.geojson"] {
        let text = other.read(file).replace("\"id\":\"", "\"id\":\"other-");
        other.write(file, &text.replace("\"unit\":\"", "\"unit\":\"other-"));
    }
    other.edit("plan.toml", "\"point\"", "\"place\"");
    other.edit("sites.geojson", "[\"point\"]", "[\"place\"]");
    assert_eq!(other.run(&["solve", "plan.toml", "--out", "out"]).exit, 0);
    let b = other.path("out").display().to_string();
    let diff = diff(&place, "best", &b, &["--out", "out"]);
    let counted = ["sites_a", "sites_b", "units_a", "units_b", "tiers_a", "tiers_b"]
        .map(|side| diff["not_compared"][side].as_array().expect("a list").len());
    assert_eq!(counted, [10, 10, 7, 7, 1, 1]);
    assert_eq!(diff["sites"], Value::Array(Vec::new()));
    // What gains and loses cannot be told where the units are others.
    assert_eq!(diff["coverage"][0]["gain"], Value::Null);
    assert!(place.read("out/diff.html").contains("Not compared"));
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn a_district_is_counted_here() {
    let place = Workplace::with("data/changshou");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "best"]).exit, 0);
    place.write("none.geojson", NOBODY);
    audit(&place, "none.geojson", "today");
    let diff = diff(&place, "today", "best", &[]);
    let features = |run: &str, file: &str| -> BTreeMap<String, Value> {
        let json: Value =
            serde_json::from_str(&place.read(&format!("{run}/{file}"))).expect("JSON");
        let rows = json["features"].as_array().expect("a list").iter();
        rows.map(|row| (row["id"].as_str().expect("an id").to_owned(), row["properties"].clone()))
            .collect()
    };
    // Sites that stand in one run alone, moved ones among them.
    let stand = |run: &str| features(run, "layout.geojson");
    let (before, after) = (stand("today"), stand("best"));
    let count = |from: &BTreeMap<String, Value>, to: &BTreeMap<String, Value>| {
        let gone = from
            .iter()
            .filter(|(id, own)| own["plan_standing"] == true && to[*id]["plan_standing"] == false);
        gone.count()
    };
    let moved = sites(&diff, "moved").len() / 2;
    assert_eq!(sites(&diff, "opened").len() + moved, count(&after, &before));
    assert_eq!(sites(&diff, "closed").len() + moved, count(&before, &after));
    // People of 60 and over, by tier and by town.
    let (before, after) =
        (features("today", "coverage.geojson"), features("best", "coverage.geojson"));
    let mut told = 0;
    for row in diff["coverage"].as_array().expect("a list") {
        let property = match row["group"].as_str().expect("a group") {
            "60+" => "aged_60",
            "80+" => "aged_80",
            _ => continue,
        };
        let (tier, slice) =
            (row["tier"].as_str().expect("an id"), row["slice"].as_str().expect("a slice"));
        let [mut gain, mut lose] = [0.0, 0.0];
        for (id, own) in &before {
            let is_in = slice == "all"
                || own["setting"] == slice
                || slice.strip_prefix("town:").is_some_and(|town| own["town"] == town);
            let share = |of: &Value| of[&format!("plan_{tier}_share")].as_f64();
            if let (true, Some(a), Some(b)) = (is_in, share(own), share(&after[id])) {
                // The plan's year has 1.178 times the people of the layer, in whole persons.
                let people = (own[property].as_f64().expect("people") * 1.178).round();
                gain += people * (b - a).max(0.0);
                lose += people * (a - b).max(0.0);
            }
        }
        let near = |value: &Value, sum: f64| (value.as_f64().expect("told") - sum).abs() < 1e-6;
        assert!(near(&row["gain"], gain) && near(&row["lose"], lose), "{row} {gain} {lose}");
        told += 1;
    }
    assert!(told > 40, "{told} rows");
}
