//! `yike init`: tables of a district that there is not (云溪县) become a plan that is sound and solves.

mod again;
mod areas;
mod columns;
mod counted;
mod notations;
mod positions;
mod rows;
mod shapes;
mod sound;
mod third;
mod told;
mod wrong;

use crate::common::program::{Ran, Workplace};
use geo::{Contains, Point};
use serde_json::Value;
use std::collections::BTreeMap;

/// Towns without codes, people below a title in merged cells with a sum, facilities in GBK that name their town.
const TABLES: &str = "data/own-tables";

fn features(place: &Workplace, name: &str) -> Vec<Value> {
    let layer: Value = serde_json::from_str(&place.read(name)).expect("GeoJSON");
    layer["features"].as_array().expect("features").clone()
}

/// What a layer says of each id.
fn by_id(place: &Workplace, name: &str) -> BTreeMap<String, Value> {
    let own = features(place, name).into_iter();
    own.map(|feature| (feature["properties"]["id"].as_str().expect("an id").into(), feature))
        .collect()
}

/// Runs init well.
fn init(place: &Workplace, words: &[&str]) -> Ran {
    let ran = place.run(&[&["init"][..], words].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    ran
}

#[test]
fn tables_become_a_plan_that_solves_and_every_guess_is_said() {
    let place = Workplace::with(TABLES);
    let ran = init(&place, &[".", "--out", "plan", "--name", "云溪县养老服务设施布局"]);
    insta::assert_snapshot!("init", ran.seen());
    insta::assert_snapshot!("plan", place.read("plan/plan.toml"));
    let checked = place.run(&["check", "plan/plan.toml", "--json"]).json();
    assert_eq!(checked["status"], "clean");
    assert_eq!(checked["counts"]["towns"], 6);
    let solved =
        place.run(&["solve", "plan/plan.toml", "--out", "plan/result", "--formats", "geojson"]);
    assert_eq!(solved.exit, 0, "{}", solved.stderr);
    let answer: Value = serde_json::from_str(&place.read("plan/result/plan.json")).expect("JSON");
    assert_eq!(answer["status"], "proved");
}

#[test]
fn what_is_said_and_the_comments_are_in_chinese_where_that_is_asked_for() {
    let place = Workplace::with(TABLES);
    let ran = init(&place, &[".", "--out", "方案", "--lang", "zh"]);
    insta::assert_snapshot!("init_zh", ran.seen());
    insta::assert_snapshot!("plan_zh", place.read("方案/plan.toml"));
}

#[test]
fn rows_are_where_they_say_and_what_is_modelled_is_called_so() {
    let place = Workplace::with(TABLES);
    init(&place, &[".", "--out", "plan", "-q"]);
    let towns = by_id(&place, "plan/towns.geojson");
    let outline = |id: &str| -> geo::Polygon<f64> {
        let text = towns[id]["geometry"].to_string();
        geo::Polygon::try_from(text.parse::<geojson::Geometry>().expect("geometry"))
            .expect("a polygon")
    };
    for layer in ["people", "sites", "medical"] {
        for (id, feature) in by_id(&place, &format!("plan/{layer}.geojson")) {
            let at: [f64; 2] = serde_json::from_value(feature["geometry"]["coordinates"].clone())
                .expect("a point");
            let town = feature["properties"]["town"].as_str().expect("a town");
            assert!(outline(town).contains(&Point::from(at)), "{layer} {id}");
        }
    }
    // People: merged cells, a sum that is nobody, figures with their columns' units.
    let people = by_id(&place, "plan/people.geojson");
    assert_eq!(people.len(), 25);
    let own = &people["临河街道-滨江社区"]["properties"];
    assert_eq!((own["setting"].as_str(), own["town"].as_str()), (Some("urban"), Some("临河街道")));
    assert!(own["aged_60"].as_u64() > own["aged_80"].as_u64());
    // Facilities: what they are, and where.
    let sites = by_id(&place, "plan/sites.geojson");
    let says = |id: &str, key: &str| sites[id]["properties"][key].clone();
    assert_eq!(says("临河街道-临河街道养老服务中心", "tier"), "centre");
    assert_eq!(says("临河街道-临河街道养老服务中心", "operator"), "operator");
    assert_eq!(says("东塔街道-东塔社区日间照料中心", "tier"), "station");
    assert_eq!(says("东塔街道-东塔社区日间照料中心", "unit"), "东塔街道-东塔社区");
    assert_eq!(says("东塔街道-东塔社区日间照料中心", "position_origin"), "modelled");
    assert_eq!(says("东塔街道-云溪县社会福利院", "beds"), 120);
    assert_eq!(says("白鹤镇-金星村幸福院", "works")[0]["work"], "upgrade");
    assert_eq!(says("白鹤镇-金星村幸福院", "tier"), Value::Null);
    assert_eq!(says("临河街道-临河长者食堂", "tiers"), serde_json::json!([]));
    // Where a station stands, another one is no candidate.
    let new = |unit: &str| says(&format!("{unit}-new"), "tiers");
    assert_eq!(new("东塔街道-东塔社区"), serde_json::json!(["centre"]));
    assert_eq!(new("东塔街道-学府社区"), serde_json::json!(["station", "centre"]));
    assert_eq!(new("云雾乡-老鹰村"), serde_json::json!(["point", "centre"]));
    assert_eq!(says("云雾乡-老鹰村-new", "origin"), "modelled");
    // Towns: what people add up to, percent as shares.
    let town = &towns["云雾乡"]["properties"];
    let of_town = people.values().filter(|unit| unit["properties"]["town"] == "云雾乡");
    let persons: u64 = of_town.filter_map(|unit| unit["properties"]["persons"].as_u64()).sum();
    assert_eq!(town["population"].as_f64(), Some(persons as f64));
    assert_eq!(town["ageing_rate"], 0.315);
    assert_eq!(town["setting"], "rural");
}

#[test]
fn python_and_programs_are_told_the_same() {
    let place = Workplace::with(TABLES);
    let told = init(&place, &[".", "--out", "plan", "--json"]).json();
    assert_eq!(told["plan"], "plan/plan.toml");
    let guesses = told["guesses"].as_array().expect("a list");
    let says = |word: &str| {
        guesses.iter().any(|own| own["text"].as_str().is_some_and(|text| text.contains(word)))
    };
    for word in ["is in percent", "add up others", "modelled", "may be upgraded"] {
        assert!(says(word), "{word}");
    }
    assert!(guesses.iter().all(|own| own["text"] != own["text_zh"]));
}
