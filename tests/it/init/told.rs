//! What is left out, taken in or cannot be read is said, and nothing of the planner's is lost.

use super::shapes::with_people;
use super::{TABLES, by_id, features, init};
use crate::common::program::Workplace;
use serde_json::{Value, json};
use std::fs;

const PEOPLE: &str = "镇街,村,人口,60岁以上\n白鹤镇,甲村,500,100\n";

/// What init says of the guesses, in English.
fn guesses(place: &Workplace) -> String {
    init(place, &[".", "--out", "plan", "--json", "--candidates", "units"]).json()["guesses"]
        .to_string()
}

/// Edits the layer of the towns.
fn edit_towns(place: &Workplace, edit: impl Fn(&mut Vec<Value>)) {
    let mut layer: Value = serde_json::from_str(&place.read("镇街边界.geojson")).expect("JSON");
    edit(layer["features"].as_array_mut().expect("a list"));
    place.write("镇街边界.geojson", &layer.to_string());
}

#[test]
fn figures_and_origins_that_a_table_gives_are_kept_and_those_of_places_to_build_are_told() {
    let place = with_people("人口.csv", PEOPLE);
    place.write("设施.csv", "名称,类别,所属镇街,经度,纬度,状态,床位数,running_cost,position_origin\n甲养老服务站,养老服务站,白鹤镇,105.4,30.14,在用,10,20000,measured\n乙养老服务站,养老服务站,白鹤镇,105.41,30.14,拟建,30,,\n");
    let told = guesses(&place);
    assert!(told.contains("facilities that do not stand are those of what is built"), "{told}");
    let sites = by_id(&place, "plan/sites.geojson");
    let own = &sites["白鹤镇-甲养老服务站"]["properties"];
    assert_eq!(
        (&own["running_cost"], &own["position_origin"]),
        (&json!("20000 yuan"), &json!("measured"))
    );
    let planned = &sites["白鹤镇-乙养老服务站"]["properties"];
    assert_eq!(planned.get("position_origin"), None);
    assert_eq!((planned.get("beds"), &planned["works"][0]["beds"]), (None, &json!(30)));
}

#[test]
fn rows_that_are_no_towns_are_told_and_so_are_more_old_people_than_people() {
    let place = with_people("人口.csv", PEOPLE);
    edit_towns(&place, |towns| {
        let mut nameless = towns[5].clone();
        nameless["properties"] = json!({});
        towns.push(nameless);
        let mut shapeless = towns[4].clone();
        shapeless["geometry"] = Value::Null;
        shapeless["properties"] = json!({"名称": "远山乡"});
        towns.push(shapeless);
    });
    place.write("镇街人口.csv", "乡镇街道,常住人口,60岁以上\n临河街道,26000,5200\n东塔街道,5100,1000\n白鹤镇,4000,900\n石桥镇,1000,300\n青杠镇,1000,300\n云雾乡,1200,400\n天上乡,1,1\n");
    let ran = init(&place, &[".", "--out", "plan", "--towns", "镇街边界.geojson"]);
    for says in ["it has no name", "`远山乡` has no outline", "there is no town `天上乡`"] {
        assert!(ran.stderr.contains(says), "{says}: {}", ran.stderr);
    }
    let place = with_people("人口.csv", PEOPLE);
    place.write("镇街人口.csv", "乡镇街道,常住人口,60岁以上\n临河街道,1000,1200\n白鹤镇,900,90\n");
    let ran = place.run(&["init", ".", "--out", "plan"]);
    assert!(ran.stderr.contains("P2003] 镇街人口.csv:2"), "{}", ran.stderr);
}

#[test]
fn a_point_on_a_border_is_in_the_town_that_its_row_names() {
    let place = with_people(
        "人口.csv",
        "镇街,村,人口,60岁以上,经度,纬度\n临河街道,甲村,500,100,105.285,30.14\n东塔街道,乙村,500,100,105.285,30.15\n白鹤镇,丙村,500,100,105.46,30.15\n",
    );
    let told = guesses(&place);
    let people = by_id(&place, "plan/people.geojson");
    assert!(people.contains_key("临河街道-甲村") && people.contains_key("东塔街道-乙村"));
    assert!(told.contains("up to 1 km outside all towns belong to the nearest: 1"), "{told}");
}

#[test]
fn ids_of_two_tables_and_of_what_is_made_differ() {
    let place = with_people("人口.csv", PEOPLE);
    for table in ["医院.csv", "诊所.csv"] {
        place.write(table, "编码,名称,所属镇街\n1,白鹤镇卫生院,白鹤镇\n");
    }
    let ran = place.run(&["init", ".", "--out", "plan"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("another table has `1` already"), "{}", ran.stderr);
    fs::remove_file(place.path("诊所.csv")).expect("removed");
    place
        .write("设施.csv", "编码,名称,类别,所属镇街\n白鹤镇-甲村-new,白鹤镇敬老院,敬老院,白鹤镇\n");
    init(&place, &[".", "--out", "plan", "-q"]);
    let sites = by_id(&place, "plan/sites.geojson");
    assert_eq!(sites["白鹤镇-甲村-new-2"]["properties"]["standing"], false);
}

#[test]
fn lines_are_roads_where_something_says_so() {
    let lines = |columns: Value| {
        let line = json!([[105.21, 30.11], [105.22, 30.12]]);
        let line = json!({"type": "LineString", "coordinates": line});
        let line = json!({"type": "Feature", "properties": columns, "geometry": line});
        json!({"type": "FeatureCollection", "features": [line]}).to_string()
    };
    let place = with_people("人口.csv", PEOPLE);
    place.write("河流.geojson", &lines(json!({"名称": "白河"})));
    let ran = init(&place, &[".", "--out", "plan"]);
    assert!(ran.stderr.contains("P1106] 河流.geojson"), "{}", ran.stderr);
    let plan: toml::Table = place.read("plan/plan.toml").parse().expect("TOML");
    assert_eq!(plan["travel"].get("network"), None);
    // Its layer is named too, and so is the way to it through a folder that is not there yet.
    fs::remove_file(place.path("河流.geojson")).expect("removed");
    place.write("线.geojson", &lines(json!({"highway": "primary"})));
    fs::create_dir(place.path("here")).expect("made");
    let ran = place.run(&["init", ".", "--out", "here/../made/plan"]);
    assert!(ran.stdout.contains("column `highway`"), "{}", ran.stdout);
    let plan: toml::Table = place.read("made/plan/plan.toml").parse().expect("TOML");
    assert_eq!(plan["travel"]["network"].as_str(), Some("../../线.geojson"));
}

#[test]
fn a_plan_that_was_saved_in_another_encoding_is_not_written_over() {
    let place = with_people("人口.csv", PEOPLE);
    init(&place, &[".", "--out", "plan", "-q"]);
    let (text, _, _) = encoding_rs::GBK.encode("# 改过\n");
    fs::write(place.path("plan/plan.toml"), &*text).expect("written");
    let ran = place.run(&["init", ".", "--out", "plan", "-q"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("save it as UTF-8"), "{}", ran.stderr);
    assert_eq!(fs::read(place.path("plan/plan.toml")).expect("read"), &*text);
}

#[test]
fn a_sheet_that_is_named_is_read_once() {
    let place = Workplace::with(TABLES);
    init(&place, &[".", "--out", "plan", "-q", "--people", "人口统计.xlsx#人口"]);
    assert_eq!(features(&place, "plan/people.geojson").len(), 25);
}

#[test]
fn a_state_owned_enterprise_is_public() {
    let place = with_people("人口.csv", PEOPLE);
    place.write("设施.csv", "名称,类别,所属镇街,运营主体\n甲敬老院,敬老院,白鹤镇,国有企业\n乙敬老院,敬老院,白鹤镇,民营企业\n");
    init(&place, &[".", "--out", "plan", "-q", "--candidates", "units"]);
    let sites = by_id(&place, "plan/sites.geojson");
    let operator = |name: &str| sites[&format!("白鹤镇-{name}")]["properties"]["operator"].clone();
    assert_eq!((operator("甲敬老院"), operator("乙敬老院")), (json!("public"), json!("private")));
}

#[test]
fn what_init_writes_into_layers_is_in_the_language_asked_for() {
    let place = with_people("人口.csv", "镇街,村,人口\n白鹤镇,甲村,500\n");
    place.write("设施.csv", "名称,所属镇街\n白鹤日间照料中心,白鹤镇\n");
    init(&place, &[".", "--out", "plan", "-q", "--lang", "zh", "--candidates", "units"]);
    let sites = by_id(&place, "plan/sites.geojson");
    assert_eq!(sites["白鹤镇-白鹤日间照料中心"]["properties"]["kind"], "社区养老服务站");
    for layer in ["towns", "people", "sites"] {
        for own in features(&place, &format!("plan/{layer}.geojson")) {
            let method = own["properties"]["method"].as_str().unwrap_or("无");
            assert!(!method.is_ascii(), "{layer}: {method}");
        }
    }
}
