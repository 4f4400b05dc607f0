//! Layers of polygons: villages are no towns, islands are one town, and columns of surveys and of Esri's programs.

use super::shapes::with_people;
use super::{by_id, features, init};
use crate::common::program::Workplace;
use serde_json::{Value, json};

const PEOPLE: &str =
    "镇街,村,人口,60岁以上\n龙潭镇,甲村,500,90\n龙潭镇,乙村,700,150\n月岭乡,丙村,300,80\n";

/// A square with these properties.
fn square(west: f64, south: f64, size: f64, properties: &Value) -> Value {
    let (east, north) = (west + size, south + size);
    let ring = json!([[west, south], [east, south], [east, north], [west, north], [west, south]]);
    json!({
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    })
}

fn with_layers(layers: &[(&str, Vec<Value>)]) -> Workplace {
    let place = with_people("人口.csv", PEOPLE);
    std::fs::remove_file(place.path("镇街边界.geojson")).expect("removed");
    for (name, features) in layers {
        let layer = json!({"type": "FeatureCollection", "features": features});
        place.write(name, &layer.to_string());
    }
    place
}

/// The villages of two towns, each with its town.
fn villages(town: &str, village: &str, code: &str) -> Vec<Value> {
    let of = |own: [&str; 3], west: f64| {
        let [name, of, number] = own;
        let properties =
            json!({"OBJECTID": 1, village: name, town: of, code: number, "Shape_Area": 0.01});
        square(west, 29.0, 0.1, &properties)
    };
    vec![
        of(["甲村", "龙潭镇", "520381100201"], 108.0),
        of(["乙村", "龙潭镇", "520381100202"], 108.1),
        of(["丙村", "月岭乡", "520381200201"], 108.2),
    ]
}

fn towns() -> Vec<Value> {
    let of =
        |name: &str, west: f64, size: f64| square(west, 29.0, size, &json!({"乡镇名称": name}));
    vec![of("龙潭镇", 108.0, 0.2), of("月岭乡", 108.2, 0.1)]
}

fn sum(place: &Workplace, property: &str) -> u64 {
    let all = features(place, "plan/people.geojson");
    all.iter().filter_map(|own| own["properties"][property].as_u64()).sum()
}

#[test]
fn polygons_of_villages_are_no_towns() {
    for (town, village, code) in [
        ("乡镇名称", "行政村名称", "行政村代码"),
        ("乡镇", "村", "编码"),
        ("所属乡镇", "XZCMC", "村代码"),
    ] {
        let layers = [("镇界.geojson", towns()), ("面.geojson", villages(town, village, code))];
        let place = with_layers(&layers);
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        assert_eq!(features(&place, "plan/towns.geojson").len(), 2, "{told}");
        let people = by_id(&place, "plan/people.geojson");
        assert_eq!(people["龙潭镇-乙村"]["geometry"]["type"], "Polygon", "{town}: {told}");
        assert_eq!(sum(&place, "persons"), 1_500);
        assert!(!told.contains("without a position"), "{told}");
    }
    // Ten bytes of UTF-8 leave one heading of codes and names: the reader numbers the later.
    let villages_of_ten_bytes: Vec<Value> = villages("乡镇名", "行政村_2", "行政村");
    let place = with_layers(&[("面.geojson", villages_of_ten_bytes)]);
    init(&place, &[".", "--out", "plan", "-q"]);
    let people = by_id(&place, "plan/people.geojson");
    assert_eq!(people["龙潭镇-乙村"]["geometry"]["type"], "Polygon");
    // Without outlines of towns theirs are those of their villages.
    let place = with_layers(&[("面.geojson", villages("乡镇名称", "行政村名称", "行政村代码"))]);
    let told = init(&place, &[".", "--out", "plan"]).stdout;
    assert!(told.contains("those of 2 towns are joined"), "{told}");
    let towns = by_id(&place, "plan/towns.geojson");
    assert_eq!(towns["龙潭镇"]["geometry"]["coordinates"][0].as_array().expect("a ring").len(), 5);
    assert_eq!(sum(&place, "persons"), 1_500);
}

#[test]
fn islands_are_one_town_whose_people_count_once() {
    let of = |name: &str, west: f64, people: Value| {
        let properties =
            json!({"乡镇代码": "9", "乡镇名称": name, "常住人口": people, "Shape_Area": west});
        square(west, 29.0, 0.05, &properties)
    };
    for people in
        [[json!(4_000), json!(4_000)], [json!(0), json!(4_000)], [json!(4_000), Value::Null]]
    {
        let [first, second] = people.clone();
        let mut layer = vec![of("龙潭镇", 108.0, first), of("龙潭镇", 108.1, second)];
        let other = json!({"乡镇代码": "8", "乡镇名称": "月岭乡", "常住人口": 900});
        layer.push(square(108.2, 29.0, 0.1, &other));
        let place = with_layers(&[("镇界.geojson", layer)]);
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        assert!(told.contains("their figures count once: 龙潭镇 (2)"), "{told}");
        let towns = by_id(&place, "plan/towns.geojson");
        assert_eq!(towns["9"]["properties"]["population"].as_f64(), Some(4_000.0), "{people:?}");
        assert_eq!(towns["9"]["geometry"]["type"], "MultiPolygon");
        assert_eq!(towns["9"]["properties"].get("Shape_Area"), None);
    }
    // Where they differ nobody knows which is meant, and where the names do they are two.
    for (second, people, says) in [
        ("龙潭镇", 900, "is `龙潭镇` too, with other figures"),
        ("月岭乡", 4_000, "is `9` already"),
    ] {
        let layer = vec![of("龙潭镇", 108.0, json!(4_000)), of(second, 108.1, json!(people))];
        let place = with_layers(&[("镇界.geojson", layer)]);
        let ran = place.run(&["init", ".", "--out", "plan", "-q"]);
        assert_eq!(ran.exit, 2);
        assert!(ran.stderr.contains("P1026]") && ran.stderr.contains(says), "{}", ran.stderr);
    }
}

#[test]
fn columns_of_surveys_of_esri_and_of_gadm_are_known() {
    for (name, code) in [
        ("NAME_CHN", "TOWN_CODE"),
        ("NL_NAME_3", "GID_3"),
        ("NAME_3", "GID_3"),
        ("TOWN_NAME", "TOWNCODE"),
        ("乡镇名称", "乡镇代码"),
    ] {
        let of = |at: u32, own: &str, west: f64| {
            let mut properties = json!({"FID": 0, "Id": 0, "Shape_Leng": 1.5, "Shape_Area": 2.5});
            properties[code] = json!(format!("52038110{at}"));
            properties[name] = own.into();
            if name == "NAME_CHN" {
                properties["NAME"] = json!("Town");
            }
            square(west, 29.0, 0.1, &properties)
        };
        let layer = vec![of(1, "龙潭镇", 108.0), of(2, "月岭乡", 108.1)];
        let place = with_layers(&[("镇界.geojson", layer)]);
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        let towns = by_id(&place, "plan/towns.geojson");
        assert_eq!(towns["520381102"]["properties"]["name"], "月岭乡", "{told}");
        for own in ["FID", "Shape_Area", "Shape_Leng"] {
            assert!(!told.contains(own), "{told}");
            assert_eq!(towns["520381101"]["properties"].get(own), None);
        }
    }
}

/// The town may be named by a code, with zeros or without, or by a column beside one whose codes the towns do not have.
#[test]
fn towns_are_named_by_whichever_column_does() {
    let layer = |code: &str| {
        let of = |at: u32, name: &str, west: f64| {
            square(west, 29.0, 0.1, &json!({code: format!("52038110{at}"), "乡镇名称": name}))
        };
        vec![of(1, "龙潭镇", 108.0), of(2, "月岭乡", 108.1)]
    };
    for (code, rows, says) in [
        ("乡镇代码", "520381101000,龙潭镇,甲村,500,90\n520381102000,月岭乡,乙村,300,80", false),
        ("备注", "520381101000,龙潭镇,甲村,500,90\n520381102000,月岭乡,乙村,300,80", true),
    ] {
        let place = with_layers(&[("镇界.geojson", layer(code))]);
        place.write("人口.csv", &format!("乡镇代码,乡镇名称,村,人口,60岁以上\n{rows}\n"));
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        assert_eq!(told.contains("towns are named by `乡镇名称`"), says, "{told}");
        assert_eq!(sum(&place, "persons"), 800);
    }
}
