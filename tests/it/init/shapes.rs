//! Tables in other shapes: formats, columns, percent and shares, roads, templates, places to build.

use super::{TABLES, by_id, features, init};
use crate::common::program::Workplace;
use serde_json::{Value, json};

const BY_NAME: &str = "镇街,村,人口,60岁以上\n临河街道,河滨社区,5000,900\n东塔,东塔社区,\"5,000\",1000人\n白鹤镇,白鹤社区,4000,900\n石桥镇,大湾村,1000,300\n青杠镇,竹园村,1000,300\n,长岭村,900,280\n云雾乡,茶园村,1200,400\n合计,,17100,3780\n注：2023年末,,,\n";

/// With the towns and these people alone.
pub(super) fn with_people(name: &str, text: &str) -> Workplace {
    let place = Workplace::with(TABLES);
    for table in ["人口统计.xlsx", "养老设施.csv", "医疗机构.csv"] {
        std::fs::remove_file(place.path(table)).expect("removed");
    }
    place.write(name, text);
    place
}

#[test]
fn people_without_coordinates_are_in_the_middle_of_the_town_that_they_name() {
    let place = with_people("人口.csv", BY_NAME);
    let ran = init(&place, &[".", "--out", "plan"]);
    assert!(ran.stdout.contains("as in merged cells: 1"), "{}", ran.stdout);
    let people = by_id(&place, "plan/people.geojson");
    assert_eq!(people["青杠镇-长岭村"]["properties"]["town"], "青杠镇");
    let own = &people["东塔街道-东塔社区"]["properties"];
    assert_eq!(own["position_origin"], "modelled");
    assert_eq!((&own["persons"], &own["aged_60"]), (&json!(5000), &json!(1000)));
    let solved = place.run(&["solve", "plan/plan.toml", "--out", "result", "--formats", "geojson"]);
    assert_eq!(solved.exit, 0, "{}", solved.stderr);
}

#[test]
fn percent_and_shares_give_the_same_plan() {
    let towns = |edit: &dyn Fn(f64) -> Value| {
        let place = with_people("人口.csv", BY_NAME);
        let mut layer: Value = serde_json::from_str(&place.read("镇街边界.geojson")).expect("JSON");
        for town in layer["features"].as_array_mut().expect("a list") {
            let rate = town["properties"]["老龄化率"].as_f64().expect("a rate");
            town["properties"]["老龄化率"] = edit(rate);
        }
        place.write("镇街边界.geojson", &layer.to_string());
        init(&place, &[".", "--out", "plan", "-q"]);
        place.read("plan/towns.geojson")
    };
    let percent = towns(&|rate| json!(rate));
    assert_eq!(percent, towns(&|rate| json!((rate * 10.0).round() / 1000.0)));
    assert_eq!(percent, towns(&|rate| json!(format!("{rate}%"))));
}

#[test]
fn sixty_and_over_come_from_a_rate_where_they_are_not_counted() {
    let place = with_people(
        "人口.csv",
        "镇街,村,人口,老龄化率\n临河街道,河滨社区,5000,20\n云雾乡,茶园村,1000,40\n",
    );
    init(&place, &[".", "--out", "plan", "-q"]);
    let people = by_id(&place, "plan/people.geojson");
    assert_eq!(people["临河街道-河滨社区"]["properties"]["aged_60"], 1000);
    assert_eq!(people["云雾乡-茶园村"]["properties"]["origin"], "modelled");
    // Or from the town's.
    let place = with_people("人口.csv", "镇街,村,人口\n临河街道,河滨社区,5000\n");
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(
        by_id(&place, "plan/people.geojson")["临河街道-河滨社区"]["properties"]["aged_60"],
        920
    );
}

#[test]
fn a_table_of_towns_beside_one_of_villages_gives_the_towns_figures() {
    let place = with_people("村人口.csv", BY_NAME);
    place.write("镇街人口.csv", "乡镇街道,常住人口,60岁及以上人口\n临河街道,26000,5200\n东塔街道,5100,1000\n白鹤镇,4000,900\n石桥镇,1000,300\n青杠镇,1000,300\n云雾乡,1200,400\n");
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(
        by_id(&place, "plan/towns.geojson")["临河街道"]["properties"]["population"],
        26000.0
    );
    assert_eq!(features(&place, "plan/people.geojson").len(), 7);
    // Alone it is the people.
    std::fs::remove_file(place.path("村人口.csv")).expect("removed");
    init(&place, &[".", "--out", "other", "-q"]);
    let people = by_id(&place, "other/people.geojson");
    assert_eq!(people["临河街道"]["properties"]["persons"], 26000);
}

#[test]
fn a_layer_of_villages_alone_says_where_a_table_of_people_is() {
    let place = with_people("人口.csv", BY_NAME);
    place.write(
        "村社区点位.csv",
        "村名,经度,纬度\n河滨社区居委会,105.24,30.14\n茶园村,105.40,30.20\n",
    );
    let ran = init(&place, &[".", "--out", "plan"]);
    assert!(ran.stdout.contains("of their name in another layer: 2"), "{}", ran.stdout);
    // Those are no rows without a position.
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("the town that they name; called modelled: 5"), "{told}");
    let people = by_id(&place, "plan/people.geojson");
    assert_eq!(people["临河街道-河滨社区"]["geometry"]["coordinates"], json!([105.24, 30.14]));
    assert_eq!(people["临河街道-河滨社区"]["properties"].get("position_origin"), None);
}

#[test]
fn layers_of_other_formats_are_recognised_too() {
    let place = Workplace::with(TABLES);
    let to = |from: &str, out: &str| {
        let ran = place.run(&["convert", from, out]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        std::fs::remove_file(place.path(from)).expect("removed");
    };
    to("镇街边界.geojson", "towns.shp");
    to("医疗机构.csv", "med.gpkg");
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(features(&place, "plan/towns.geojson").len(), 6);
    assert_eq!(features(&place, "plan/medical.geojson").len(), 3);
}

#[test]
fn yikes_own_layers_are_tables_like_others() {
    let place = Workplace::with("data/qianjiang");
    let files = ["towns.geojson", "villages.geojson", "sites.geojson", "medical.geojson"];
    let ran = init(&place, &[&files[..], &["--out", "plan"]].concat());
    assert!(ran.stderr.contains("the plan is sound"), "{}", ran.stderr);
    let sites = by_id(&place, "plan/sites.geojson");
    let given = by_id(&place, "sites.geojson");
    let tier = |site: &Value| site["properties"]["tier"].clone();
    let standing = given.iter().filter(|(_, site)| site["properties"]["standing"] == true);
    let told: Vec<_> = standing.filter(|(id, site)| tier(site) != tier(&sites[*id])).collect();
    assert_eq!(told, []);
}

#[test]
fn every_template_makes_a_sound_plan_whose_values_have_their_sources() {
    for word in yike::setup::Template::WORDS {
        let template = yike::setup::Template::named(word).expect("a template");
        assert_eq!(template.word(), word);
        for lang in ["en", "zh"] {
            let place = Workplace::with(TABLES);
            let words = [".", "--out", "plan", "--template", word, "--lang", lang];
            let ran = init(&place, &words);
            assert!(ran.stderr.contains("plan.toml"), "{}", ran.stderr);
            let text = place.read("plan/plan.toml");
            // Above each table of the template stands where its values come from.
            let lines: Vec<&str> = text.lines().collect();
            for (at, line) in lines.iter().enumerate().skip(1) {
                let needs = ["[travel]", "[[tier]]", "[[target]]", "[objective]"].contains(line);
                assert!(!needs || lines[at - 1].starts_with('#'), "{word}: {line} {at}");
            }
        }
    }
}

#[test]
fn people_travel_over_roads_that_are_given() {
    let place = Workplace::with("data/isle-of-man");
    let words = [
        "towns.geojson",
        "villages.geojson",
        "roads.osm.pbf",
        "--out",
        "plan",
        "--template",
        "plain",
    ];
    init(&place, &words);
    let plan: toml::Table = place.read("plan/plan.toml").parse().expect("TOML");
    assert_eq!(plan["travel"]["network"].as_str(), Some("../roads.osm.pbf"));
    assert_eq!(plan["tier"][0]["travel"]["profile"].as_str(), Some("drive"));
}

#[test]
fn places_to_build_are_those_that_are_asked_for() {
    let new = |words: &[&str]| {
        let place = Workplace::with(TABLES);
        init(&place, &[&[".", "--out", "plan", "-q"][..], words].concat());
        let sites = by_id(&place, "plan/sites.geojson");
        let new = sites.values().filter(|site| site["properties"]["standing"] == false);
        new.count()
    };
    assert_eq!(new(&[]), 25);
    assert_eq!(new(&["--candidates", "none"]), 0);
    let [coarse, fine] = ["grid:2km", "grid:1 km"].map(|grid| new(&["--candidates", grid]));
    assert!(coarse > 10 && fine > coarse, "{coarse} {fine}");
}

/// Public buildings in two towns, one outside all, a road, a shop, and a closed clinic.
const EXTRACT: &str = r#"<osm version="0.6">
<node id="1" lat="30.14" lon="105.40"><tag k="amenity" v="townhall"/><tag k="name" v="白鹤镇人民政府"/></node>
<node id="2" lat="30.14" lon="105.41"><tag k="amenity" v="community_centre"/></node>
<node id="3" lat="31.14" lon="105.41"><tag k="amenity" v="clinic"/></node>
<node id="4" lat="30.14" lon="105.42"><tag k="shop" v="bakery"/></node>
<node id="5" lat="30.14" lon="105.42"><tag k="amenity" v="clinic"/><tag k="disused" v="yes"/></node>
<node id="6" lat="30.120" lon="105.220"/><node id="7" lat="30.120" lon="105.224"/>
<node id="8" lat="30.122" lon="105.224"/><node id="9" lat="30.122" lon="105.220"/>
<way id="6"><nd ref="6"/><nd ref="7"/><nd ref="8"/><nd ref="9"/><nd ref="6"/><tag k="building" v="public"/></way>
<way id="7"><nd ref="6"/><nd ref="8"/><tag k="highway" v="residential"/></way>
</osm>"#;

#[test]
fn public_buildings_of_an_extract_are_places_to_build() {
    let place = with_people("人口.csv", BY_NAME);
    place.write("区.osm", EXTRACT);
    let told = init(&place, &[".", "--out", "plan", "--candidates", "osm", "--json"]).json();
    let told = told["guesses"].to_string();
    for says in ["townhall (1)", "community_centre (1)", "public (1)"] {
        assert!(told.contains(says), "{says} in {told}");
    }
    let sites = by_id(&place, "plan/sites.geojson");
    let says = |id: &str, key: &str| sites[id]["properties"][key].clone();
    assert_eq!(sites.len(), 3);
    assert_eq!(says("osm-n1", "name"), "白鹤镇人民政府");
    assert_eq!(says("osm-n1", "unit"), "白鹤镇-白鹤社区");
    assert_eq!(says("osm-n1", "source"), "OpenStreetMap");
    assert_eq!((says("osm-n1", "origin"), says("osm-n1", "standing")), (Value::Null, json!(false)));
    assert_eq!(says("osm-w6", "town"), "临河街道");
    assert_eq!(sites["osm-w6"]["geometry"]["coordinates"], json!([105.222, 30.121]));
    // Without an extract there are none, and what to do is said.
    std::fs::remove_file(place.path("区.osm")).expect("removed");
    let ran = place.run(&["init", ".", "--out", "other", "--candidates", "osm"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("--roads FILE"), "{}", ran.stderr);
}

#[test]
fn what_is_named_overrules_what_is_recognised() {
    let place = Workplace::with(TABLES);
    std::fs::copy(place.path("镇街边界.geojson"), place.path("镇街2010.geojson")).expect("copied");
    let words = [".", "--out", "plan", "--towns", "镇街边界.geojson"];
    let words =
        [&words[..], &["--category", "长者食堂=station", "--column", "facilities.beds=护理型床位"]]
            .concat();
    let ran = init(&place, &words);
    assert!(ran.stdout.contains("left aside: --towns names another file"), "{}", ran.stdout);
    let sites = by_id(&place, "plan/sites.geojson");
    assert_eq!(sites["临河街道-临河长者食堂"]["properties"]["tier"], "station");
    assert_eq!(sites["石桥镇-石桥镇敬老院"]["properties"]["beds"], 12);
}
