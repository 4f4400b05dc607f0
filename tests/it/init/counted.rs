//! Nobody is counted twice, and no figure is taken for another.

use super::shapes::with_people;
use super::{by_id, features, init};
use crate::common::program::Workplace;
use serde_json::{Value, json};

/// With towns of which each says these properties, and no table of people.
fn with_towns(says: &Value) -> Workplace {
    let place = with_people("说明.txt", "");
    let mut layer: Value = serde_json::from_str(&place.read("镇街边界.geojson")).expect("JSON");
    for town in layer["features"].as_array_mut().expect("a list") {
        let own = town["properties"].as_object_mut().expect("properties");
        own.remove("老龄化率");
        own.extend(says.as_object().expect("properties").clone());
    }
    place.write("镇街边界.geojson", &layer.to_string());
    place
}

/// Persons and those of 60 and over, in all.
fn people(place: &Workplace) -> (u64, u64) {
    let all = features(place, "plan/people.geojson");
    let sum = |property: &str| {
        all.iter().filter_map(|own| own["properties"][property].as_u64()).sum::<u64>()
    };
    (sum("persons"), sum("aged_60"))
}

#[test]
fn towns_that_count_their_old_people_are_enough() {
    let place = with_towns(&json!({"常住人口": 5000, "60岁及以上人口": 1200}));
    init(&place, &[".", "--out", "plan"]);
    assert_eq!(people(&place), (30_000, 7_200));
    assert_eq!(by_id(&place, "plan/towns.geojson")["白鹤镇"]["properties"]["ageing_rate"], 0.24);
    // A column for a part that no table has is not passed over.
    let words = ["init", ".", "--out", "plan", "--column", "people.aged_60=60岁及以上人口"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("no table has people"), "{}", ran.stderr);
}

#[test]
fn the_sum_of_a_town_is_nobody() {
    for (sum, says) in [
        ("石桥镇,,3000,700", "are the sums of towns"),
        ("石桥镇,石桥镇,3000,700", "are the sums of towns"),
        ("石桥镇小计,,3000,700", "add up others"),
        ("石桥镇,石桥镇合计：,3000,700", "add up others"),
    ] {
        let rows = "石桥镇,大湾村,1000,300\n石桥镇,石桥村,2000,400\n白鹤镇,,500,100\n";
        let place = with_people("人口.csv", &format!("镇街,村,人口,60岁以上\n{sum}\n{rows}"));
        let ran = init(&place, &[".", "--out", "plan"]);
        assert_eq!(people(&place), (3_500, 800), "{sum}");
        let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(says), "{sum}: {told}");
    }
}

#[test]
fn a_village_counts_in_one_table() {
    let place = with_people("人口.csv", "镇街,村,人口,60岁以上\n石桥镇,大湾村委会,1000,300\n");
    place.write("村庄.csv", "编码,镇街,村,人口,60岁以上\n7,石桥镇,大湾村,1000,300\n");
    let ran = place.run(&["init", ".", "--out", "plan"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("is counted in 人口.csv already"), "{}", ran.stderr);
    init(&place, &[".", "--out", "plan", "--people", "村庄.csv"]);
    assert_eq!(people(&place), (1_000, 300));
}

#[test]
fn the_unit_of_a_heading_counts() {
    let of = |text: &str| {
        let place = with_people("人口.csv", text);
        init(&place, &[".", "--out", "plan", "-q"]);
        people(&place)
    };
    let plain = of("镇街,村,人口,60岁以上\n石桥镇,大湾村,32500,7670\n");
    assert_eq!(plain, (32_500, 7_670));
    assert_eq!(of("镇街,村,常住人口（万人）,60岁以上（人）\n石桥镇,大湾村,3.25,7670\n"), plain);
    assert_eq!(of("镇街,村,人口,60岁以上（%）\n石桥镇,大湾村,32500,23.6\n"), plain);
    assert_eq!(of("镇街,村,人口,60岁及以上人口(％)\n石桥镇,大湾村,32500,23.6%\n"), plain);
    let place = with_people(
        "人口.csv",
        "镇街,村,人口,60岁以上\n石桥镇,大湾村,1000,23.6%\n石桥镇,石桥村,1000,200\n",
    );
    let ran = place.run(&["init", ".", "--out", "plan"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("P1024] 人口.csv:2"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`23.6%` is a share"), "{}", ran.stderr);
}

#[test]
fn a_village_is_known_by_the_name_of_its_committee() {
    let place = with_people(
        "人口.csv",
        "镇街,村,人口,60岁以上\n临河街道,大湾村委会,500,90\n临河街道,新塘村村民委员会,500,90\n白鹤镇,河口居委会,500,90\n",
    );
    place.write("村点位.csv", "村名,经度,纬度\n大湾村,105.24,30.14\n新塘村村委会,105.25,30.15\n");
    place.write("设施.csv", "名称,类别,所属镇街\n大湾村幸福院,农村幸福院,临河街道\n");
    init(&place, &[".", "--out", "plan", "-q"]);
    let people = by_id(&place, "plan/people.geojson");
    let says = |id: &str| people[id]["properties"]["setting"].clone();
    assert_eq!(says("临河街道-大湾村委会"), "rural");
    assert_eq!(says("临河街道-新塘村村民委员会"), "rural");
    assert_eq!(says("白鹤镇-河口居委会"), "urban");
    let at = |id: &str| people[id]["geometry"]["coordinates"].clone();
    assert_eq!(at("临河街道-大湾村委会"), json!([105.24, 30.14]));
    assert_eq!(at("临河街道-新塘村村民委员会"), json!([105.25, 30.15]));
    let site = &by_id(&place, "plan/sites.geojson")["临河街道-大湾村幸福院"];
    assert_eq!(site["properties"]["unit"], "临河街道-大湾村委会");
}

#[test]
fn what_is_closed_does_not_stand_and_what_is_in_use_does() {
    let states = [
        ("已关闭", false),
        ("已停业", false),
        ("已拆除", false),
        ("停业", false),
        ("未建成", false),
        ("在建，预计2026年建成", false),
        ("拟建", false),
        ("备选", false),
        ("正常运营，拟改造", true),
        ("2019年新建成", true),
        ("在用", true),
        ("不详", true),
    ];
    let rows = states.iter().enumerate();
    let rows: Vec<String> =
        rows.map(|(at, (state, _))| format!("{at}号敬老院,敬老院,白鹤镇,{state}")).collect();
    let place = with_people("人口.csv", "镇街,村,人口,60岁以上\n白鹤镇,甲村,500,90\n");
    place.write(
        "设施.csv",
        &format!("名称,类别,所属镇街,状态\n{}\n", rows.join("\n").replace('，', "、")),
    );
    let told =
        init(&place, &[".", "--out", "plan", "--candidates", "units", "--json"]).json().to_string();
    let sites = by_id(&place, "plan/sites.geojson");
    for (at, (state, stands)) in states.iter().enumerate() {
        let site = &sites[&format!("白鹤镇-{at}号敬老院")];
        assert_eq!(site["properties"]["standing"], *stands, "{state}");
    }
    for says in ["已关闭 → does not stand (1)", "不详 → not known, taken to stand (1)"] {
        assert!(told.contains(says), "{told}");
    }
}

#[test]
fn a_facility_is_in_a_village_where_it_is_placed() {
    let ring = |west: f64| {
        json!([[
            [west, 30.1],
            [west + 0.084, 30.1],
            [west + 0.084, 30.175],
            [west, 30.175],
            [west, 30.1]
        ]])
    };
    let village = json!({
        "type": "Feature",
        "properties": {"村": "大湾村", "人口": 500, "60岁以上": 90},
        "geometry": {"type": "Polygon", "coordinates": ring(105.2)},
    });
    let place = with_people(
        "村.geojson",
        &json!({"type": "FeatureCollection", "features": [village]}).to_string(),
    );
    place.write(
        "设施.csv",
        "名称,类别,所属镇街,经度,纬度\n甲养老服务站,养老服务站,临河街道,,\n乙养老服务站,养老服务站,临河街道,105.24,30.14\n大湾村幸福院,农村幸福院,临河街道,,\n",
    );
    init(&place, &[".", "--out", "plan", "--people", "村.geojson"]);
    let sites = by_id(&place, "plan/sites.geojson");
    let unit = |name: &str| sites[&format!("临河街道-{name}")]["properties"]["unit"].clone();
    assert_eq!(unit("甲养老服务站"), Value::Null);
    assert_eq!(unit("乙养老服务站"), "临河街道-大湾村");
    assert_eq!(unit("大湾村幸福院"), "临河街道-大湾村");
}

#[test]
fn blank_cells_are_said() {
    let place = with_people(
        "人口.csv",
        "镇街,村,人口,60岁以上,80岁以上\n白鹤镇,甲村,500,100,20\n白鹤镇,乙村,500,,20\n白鹤镇,丙村,500,100,\n",
    );
    let told = init(&place, &[".", "--out", "plan", "--json"]).json().to_string();
    assert!(told.contains("are persons times the ageing rate: 乙村 (3)"), "{told}");
    assert!(told.contains("80+ is left out, because it is blank in 1 of 3 rows: 丙村"), "{told}");
}
