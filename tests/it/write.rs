//! What is written: RFC 7946 GeoJSON that keeps what the caller gave, put in its place whole or not at all.

use crate::common::program::Workplace;
use serde_json::{Value, json};

const LAYERS: [&str; 6] = [
    "layout.geojson",
    "coverage.geojson",
    "links.geojson",
    "towns.geojson",
    "uncovered.geojson",
    "reach.geojson",
];

/// The read tests' good plan, which has polygons, works of all kinds, limited places and Chinese text; its
/// binding target is lowered to what can be met.
fn workplace() -> Workplace {
    let place = Workplace::with("tests/fixtures/good");
    place.edit("plan.toml", "at_least = \"60 %\"", "at_least = \"30 %\"");
    place
}

fn solve(place: &Workplace) {
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--quiet"]);
    assert_eq!(ran.exit, 0, "{}{}", ran.stderr, ran.stdout);
}

fn layer(place: &Workplace, name: &str) -> Value {
    serde_json::from_str(&place.read(name)).expect("JSON")
}

fn features(layer: &Value) -> &Vec<Value> {
    layer["features"].as_array().expect("a list")
}

/// A position: longitude, latitude, perhaps height.
fn is_position(value: &Value) -> bool {
    let Some(numbers) = value.as_array() else {
        return false;
    };
    let number = |at: usize| numbers.get(at).and_then(Value::as_f64);
    let within = |at, most: f64| number(at).is_some_and(|degrees| degrees.abs() <= most);
    (2..=3).contains(&numbers.len()) && within(0, 180.0) && within(1, 90.0)
}

fn positions(value: &Value) -> &Vec<Value> {
    let positions = value.as_array().expect("a list of positions");
    assert!(positions.iter().all(is_position), "{value}");
    positions
}

/// Twice the area that a ring encloses; above 0 when it runs against the clock.
fn doubled_area(ring: &[Value]) -> f64 {
    let at = |value: &Value, axis: usize| value[axis].as_f64().expect("a number");
    ring.windows(2)
        .map(|ends| at(&ends[0], 0) * at(&ends[1], 1) - at(&ends[1], 0) * at(&ends[0], 1))
        .sum()
}

/// A geometry of RFC 7946, section 3.1.
fn check_geometry(geometry: &Value) {
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str().expect("a type") {
        "Point" => assert!(is_position(coordinates)),
        "LineString" => assert!(positions(coordinates).len() >= 2),
        "MultiPolygon" => {
            for rings in coordinates.as_array().expect("polygons") {
                check_geometry(&json!({ "type": "Polygon", "coordinates": rings }));
            }
        }
        "Polygon" => {
            for (number, ring) in coordinates.as_array().expect("rings").iter().enumerate() {
                let ring = positions(ring);
                assert!(ring.len() >= 4 && ring.first() == ring.last());
                let outer = number == 0;
                assert_eq!(doubled_area(ring) > 0.0, outer, "the right-hand rule");
            }
        }
        other => panic!("no such geometry here: {other}"),
    }
}

/// A collection of RFC 7946: no `crs`, features of type, geometry and properties with unique ids.
fn check_layer(layer: &Value) {
    assert_eq!(layer["type"], "FeatureCollection");
    assert!(layer.get("crs").is_none(), "RFC 7946 has no crs");
    let mut ids = Vec::new();
    for feature in features(layer) {
        assert_eq!(feature["type"], "Feature");
        assert!(feature["properties"].is_object());
        assert!(feature.get("coordinates").is_none() && feature.get("crs").is_none());
        check_geometry(&feature["geometry"]);
        if let Some(id) = feature.get("id") {
            assert!(id.is_string() || id.is_number());
            ids.push(id.to_string());
        }
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");
}

#[test]
fn layers_are_rfc_7946() {
    let place = workplace();
    solve(&place);
    for name in LAYERS {
        let text = place.read(&format!("out/{name}"));
        check_layer(&serde_json::from_str(&text).expect("JSON"));
        let parsed: geojson::GeoJson = text.parse().expect("GeoJSON");
        assert!(matches!(parsed, geojson::GeoJson::FeatureCollection(_)));
        assert!(!text.starts_with('\u{feff}') && text.ends_with("]}\n"));
    }
    assert_eq!(features(&layer(&place, "out/layout.geojson")).len(), 8);
    assert_eq!(features(&layer(&place, "out/coverage.geojson")).len(), 6);
}

#[cfg(feature = "highs")]
#[test]
fn layers_of_a_district_are_rfc_7946() {
    let place = Workplace::with("data/changshou");
    solve(&place);
    for name in LAYERS {
        check_layer(&layer(&place, &format!("out/{name}")));
    }
}

/// What a caller may have beside what the format knows: any JSON.
const EXTRA: &str = r#""备注":"原址：镇敬老院","嵌套":{"甲":[1,{"乙":null}],"丙":true},"tiny":1e-7,"big":12345678901234567890,"digits":29.12345678901234,"negative":-0.5,"empty":"","_internal":"\"quoted\" \\ \n \u0001""#;

#[test]
fn ids_and_properties_of_the_caller_come_back_as_they_were() {
    let place = workplace();
    for (name, id) in [
        ("sites.geojson", "\"id\": \"S4\""),
        ("units.geojson", "\"id\": \"U1\""),
        ("towns.geojson", "\"id\": \"T01\""),
    ] {
        place.edit(name, id, &format!("{EXTRA}, {id}"));
    }
    solve(&place);
    for (given, written) in [
        ("sites.geojson", "out/layout.geojson"),
        ("units.geojson", "out/coverage.geojson"),
        ("towns.geojson", "out/towns.geojson"),
    ] {
        let (given, written) = (layer(&place, given), layer(&place, written));
        assert_eq!(features(&given).len(), features(&written).len());
        for (given, written) in features(&given).iter().zip(features(&written)) {
            let theirs = given["properties"].as_object().expect("an object");
            let kept = written["properties"].as_object().expect("an object");
            assert_eq!(written["id"], theirs["id"], "the feature's id is the caller's");
            // In the caller's order, before ours; compared as text, so that 1e-7 and 12345678901234567890 count.
            let first: Vec<String> = kept
                .iter()
                .take(theirs.len())
                .map(|(name, value)| format!("{name}: {value}"))
                .collect();
            // Lists and objects as text, so that any program can save the layer.
            let plain = |value: &Value| match value.is_array() || value.is_object() {
                true => Value::from(value.to_string()),
                false => value.clone(),
            };
            let asked: Vec<String> =
                theirs.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect();
            assert_eq!(first, asked);
            assert!(kept.keys().skip(theirs.len()).all(|name| name.starts_with("plan_")));
            assert_eq!(written["geometry"], given["geometry"], "polygons stay polygons");
        }
    }
    let text = place.read("out/layout.geojson");
    for verbatim in
        ["\"big\":12345678901234567890", "\"tiny\":1e-7", "\"digits\":29.12345678901234"]
    {
        assert!(text.contains(verbatim), "{verbatim}");
    }
}

#[test]
fn properties_of_an_earlier_run_do_not_pile_up() {
    let place = workplace();
    solve(&place);
    let first = place.read("out/layout.geojson");
    // A planner goes on with our layer as the sites of the next plan.
    place.write("sites.geojson", &first);
    solve(&place);
    assert_eq!(
        features(&layer(&place, "out/layout.geojson")),
        features(&serde_json::from_str(&first).expect("JSON"))
    );
}

#[test]
fn numeric_ids_and_ids_of_the_feature_are_kept() {
    let place = workplace();
    place.edit(
        "sites.geojson",
        "{\"type\": \"Feature\", \"properties\": {\"id\": \"S6\",",
        "{\"type\": \"Feature\", \"id\": \"S6\", \"properties\": {",
    );
    solve(&place);
    let layer = layer(&place, "out/layout.geojson");
    let site = &features(&layer)[5];
    assert_eq!((&site["id"], &site["properties"]["id"]), (&json!("S6"), &json!("S6")));
}

#[test]
fn coverage_names_who_serves_and_links_lead_there() {
    let place = workplace();
    solve(&place);
    let (coverage, links) =
        (layer(&place, "out/coverage.geojson"), layer(&place, "out/links.geojson"));
    for tier in ["centre", "station", "point"] {
        for unit in features(&coverage) {
            let properties = &unit["properties"];
            let lines: Vec<&Value> = features(&links)
                .iter()
                .map(|link| &link["properties"])
                .filter(|link| {
                    link["kind"] == "serves"
                        && link["tier"] == tier
                        && link["from_id"] == properties["id"]
                })
                .collect();
            let share: f64 = lines.iter().filter_map(|line| line["share"].as_f64()).sum();
            let said = properties[format!("plan_{tier}_share")].as_f64();
            assert!((share - said.unwrap_or(0.0)).abs() < 1e-5, "{tier} {properties}");
            let site = &properties[format!("plan_{tier}_site")];
            assert_eq!(site.is_null(), lines.is_empty());
            assert!(site.is_null() || lines.iter().any(|line| line["to_id"] == *site));
        }
    }
}

#[test]
fn a_merge_says_into_what() {
    let place = workplace();
    let drawn = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"SITE","plan_work":"merge"},"geometry":null}]}"#;
    let sites = layer(&place, "sites.geojson");
    let (merged, into) = features(&sites)
        .iter()
        .find_map(|site| {
            let properties = &site["properties"];
            let works = properties["works"].as_array()?;
            let merge = works.iter().find(|work| work["work"] == "merge")?;
            Some((properties["id"].as_str()?, merge["into"].as_str()?))
        })
        .expect("a site that can be merged");
    place.write("drawn.geojson", &drawn.replace("SITE", merged));
    let words = ["audit", "plan.toml", "--layout", "drawn.geojson", "--out", "out"];
    let ran = place.run(&words);
    let plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    assert_eq!(plan["works"][0]["into"], into);
    for (text, words) in [
        (ran.stdout, "merged into "),
        (place.read("out/summary.md"), "merged into "),
        (place.read("out/summary.zh.md"), "并入"),
    ] {
        let line = text.lines().find(|line| line.contains(words));
        assert!(line.is_some_and(|line| line.contains(into)), "{text}");
    }
}

/// The folder's files with their text.
fn contents(place: &Workplace, folder: &str) -> Vec<(String, Vec<u8>)> {
    let names = place.names(folder).into_iter();
    let files = names.filter(|name| place.path(&format!("{folder}/{name}")).is_file());
    files
        .map(|name| {
            let path = place.path(&format!("{folder}/{name}"));
            (name, std::fs::read(path).expect("a file"))
        })
        .collect()
}

#[test]
fn a_failed_write_leaves_what_was_there_and_nothing_else() {
    for taken in ["layout.geojson", "summary.md", "timing.json", "plan.json"] {
        let place = workplace();
        solve(&place);
        std::fs::remove_file(place.path(&format!("out/{taken}"))).expect("removed");
        std::fs::create_dir(place.path(&format!("out/{taken}"))).expect("made");
        let (before, names) = (contents(&place, "out"), place.names("out"));
        place.edit("plan.toml", "\"30 %\"", "\"20 %\"");
        let ran = place.run(&["solve", "plan.toml", "--out", "out", "--quiet"]);
        assert_eq!(ran.exit, 1);
        assert!(ran.stderr.contains(taken) && ran.stderr.contains("it is a folder"));
        assert_eq!(contents(&place, "out"), before, "{taken}");
        assert_eq!(place.names("out"), names, "no temporary file is left");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_a_fault() {
    let place = workplace();
    place.write("file", "");
    let ran = place.run(&["solve", "plan.toml", "--out", "file/out"]);
    assert_eq!(ran.exit, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("cannot make the folder file/out"));
}

/// Root may write anywhere: then there is nothing to see.
#[cfg(unix)]
#[test]
fn a_read_only_folder_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let place = workplace();
    solve(&place);
    let before = contents(&place, "out");
    let mode =
        |mode| std::fs::set_permissions(place.path("out"), std::fs::Permissions::from_mode(mode));
    mode(0o555).expect("set");
    let writable = std::fs::write(place.path("out/probe"), "").is_ok();
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--quiet"]);
    mode(0o755).expect("set back");
    if !writable {
        assert_eq!(ran.exit, 1);
        assert_eq!(contents(&place, "out"), before);
    }
}

/// What plan.json says, to the digits that maps keep.
fn near(map: &Value, plan: f64, digits: f64) {
    let said = map.as_f64().expect("a number");
    assert!((said - plan).abs() <= digits, "{said} {plan}");
}

/// Whom a tier of the good plan serves.
fn group_of(tier: &Value) -> &'static str {
    if tier == "point" { "80+" } else { "60+" }
}

#[test]
fn towns_have_the_figures_of_the_plan() {
    let place = workplace();
    solve(&place);
    let plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    let towns = layer(&place, "out/towns.geojson");
    let own = |town: &Value| format!("town:{}", town["properties"]["id"].as_str().expect("an id"));
    let mut rows = 0;
    for row in plan["coverage"].as_array().expect("rows") {
        let number = |name: &str| row[name].as_f64().expect("a number");
        let slice = row["slice"].as_str().expect("a word");
        let town = features(&towns).iter().find(|town| own(town) == slice);
        let (Some(town), true) = (town, row["group"] == group_of(&row["tier"])) else {
            continue;
        };
        rows += 1;
        let tier = row["tier"].as_str().expect("a word");
        let said = |name: &str| &town["properties"][format!("plan_{tier}_{name}")];
        near(said("people"), number("people"), 0.05);
        let share = number("covered") / number("people");
        near(said("share"), share, 5e-7);
        near(said("share_today"), number("covered_today") / number("people"), 5e-7);
        near(said("uncovered"), number("people") - number("covered"), 0.05);
    }
    assert!(rows >= 4, "{rows}");
    let sum = |name: &str| -> f64 {
        let of_town = |town: &Value| town["properties"][name].as_f64().expect("a number");
        features(&towns).iter().map(of_town).sum()
    };
    assert_eq!(json!(sum("plan_cost_yuan") as i64), plan["money"]["cost_yuan"]);
    for source in plan["money"]["sources"].as_array().expect("sources") {
        let name = format!("plan_paid_{}_yuan", source["id"].as_str().expect("an id"));
        assert_eq!(json!(sum(&name) as i64), source["works_yuan"]);
    }
    for kind in ["build", "upgrade", "merge", "close"] {
        let works = plan["works"].as_array().expect("works");
        let count = works.iter().filter(|work| work["work"] == kind).count();
        assert_eq!(sum(&format!("plan_works_{kind}")) as usize, count);
    }
}

#[test]
fn the_uncovered_are_those_whom_nobody_serves() {
    let place = workplace();
    solve(&place);
    let plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    let layer = layer(&place, "out/uncovered.geojson");
    let mut tiers = 0;
    for row in plan["coverage"].as_array().expect("rows") {
        if row["slice"] != "all" || row["group"] != group_of(&row["tier"]) {
            continue;
        }
        tiers += 1;
        let open =
            row["people"].as_f64().expect("people") - row["covered"].as_f64().expect("people");
        let of_tier = features(&layer)
            .iter()
            .map(|feature| &feature["properties"])
            .filter(|properties| properties["plan_tier"] == row["tier"]);
        let said: f64 = of_tier
            .clone()
            .map(|properties| properties["plan_people"].as_f64().expect("people"))
            .sum();
        assert!((said - open).abs() < 0.5, "{said} {open}");
        for properties in of_tier {
            let why = properties["plan_why"].as_str().expect("a word");
            assert!(["out-of-reach", "not-built", "full"].contains(&why));
            assert_eq!(properties["plan_nearest"].is_null(), why == "out-of-reach");
        }
    }
    assert!(tiers > 1 && !features(&layer).is_empty());
}

#[test]
fn a_circle_of_reach_is_the_reach_over_the_detour() {
    let place = workplace();
    solve(&place);
    let layer = layer(&place, "out/reach.geojson");
    assert!(!features(&layer).is_empty());
    for feature in features(&layer) {
        let properties = &feature["properties"];
        // The good plan: 30 min at 4 km/h, 8 km; 15 min, 3 km; the detour is 1.4.
        let travelled = match properties["reach"].as_str().expect("words") {
            "30 min" => 2000.0,
            "15 min" if properties["setting"] == "urban" => 1000.0,
            "8.0 km" => 8000.0,
            "3.0 km" => 3000.0,
            "15 min" => 1080.0,
            other => panic!("{other} is no reach of this plan"),
        };
        near(&properties["radius_m"], travelled / 1.4, 0.06);
        let ring = feature["geometry"]["coordinates"][0].as_array().expect("a ring");
        let lat = |corner: &Value| corner[1].as_f64().expect("degrees");
        let north = ring.iter().map(lat).fold(f64::MIN, f64::max);
        let south = ring.iter().map(lat).fold(f64::MAX, f64::min);
        let metres = (north - south) * 110_900.0;
        assert!((metres / (2.0 * travelled / 1.4) - 1.0).abs() < 0.01, "{metres}");
    }
}
