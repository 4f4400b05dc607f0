//! What tags say of who may use a road, in which direction and how fast.

use serde_json::{Value, json};
use std::fs;
use yike::domain::roads::{Mode, Profile, RoadNetwork};
use yike::read::roads::{RoadFile, read_roads, read_roads_for};
use yike::read::{Code, Issue, Problems};

fn network(properties: &Value) -> RoadNetwork {
    let line = json!({"type": "LineString", "coordinates": [[107.0, 29.0], [107.01, 29.0]]});
    layer(&[(properties, line)]).network
}

fn plain_line() -> Value {
    json!({"type": "LineString", "coordinates": [[107.0, 29.0], [107.01, 29.0]]})
}

fn layer(lines: &[(&Value, Value)]) -> RoadFile {
    read(lines).expect("a road")
}

fn refused(lines: &[(&Value, Value)]) -> Vec<Issue> {
    read(lines).expect_err("no road").issues
}

fn read(lines: &[(&Value, Value)]) -> Result<RoadFile, Problems> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads.geojson");
    let features: Vec<Value> = lines
        .iter()
        .map(|(properties, line)| {
            json!({"type": "Feature", "properties": properties, "geometry": line})
        })
        .collect();
    let layer = json!({"type": "FeatureCollection", "features": features});
    fs::write(&path, layer.to_string()).expect("written");
    read_roads(&path)
}

#[test]
fn a_line_without_a_class_among_others_is_left_out() {
    let line = || json!({"type": "LineString", "coordinates": [[107.0, 29.0], [107.01, 29.0]]});
    let (named, river) = (json!({"highway": "residential"}), json!({"highway": null}));
    let file = layer(&[(&named, line()), (&river, line())]);
    assert_eq!(file.network.ways().len(), 1);
    assert_eq!(file.warnings[0].code, Code::ROAD_CLASS_UNKNOWN);
    // Nobody says any: they are roads, and it is said.
    let file = layer(&[(&river, line()), (&json!({"type": 5113}), line())]);
    assert_eq!(file.network.ways().len(), 2);
    assert_eq!(file.warnings.len(), 1);
    assert_eq!(file.warnings[0].code, Code::CLASSES_MISSING);
    assert!(
        file.warnings[0].cause.to_string().contains("none of the 2 lines"),
        "{:?}",
        file.warnings
    );
}

#[test]
fn a_layer_without_a_known_class_says_what_it_has_instead() {
    let line = || json!({"type": "LineString", "coordinates": [[107.0, 29.0], [107.01, 29.0]]});
    let numbers = json!({"type": 5113, "name": "凤城路"});
    let cause = layer(&[(&numbers, line())]).warnings[0].cause.to_string();
    assert!(cause.contains("`type` has numbers, for instance 5113"), "{cause}");
    let chinese = json!({"等级": "一级公路", "路名": "凤城路"});
    let cause = layer(&[(&chinese, line())]).warnings[0].cause.to_string();
    assert!(cause.contains("the properties are `等级`, `路名`"), "{cause}");
    // Classes, but none that is known: no network.
    let (fast, first) = (json!({"fclass": "高速公路"}), json!({"fclass": "一级公路"}));
    let issues = refused(&[(&first, line()), (&fast, line()), (&first, line())]);
    assert_eq!(issues.len(), 1, "{issues:?}");
    assert_eq!(issues[0].code, Code::NO_ROADS);
    let expected = "`fclass` = `一级公路` (2), `fclass` = `高速公路` (1)";
    assert!(issues[0].cause.to_string().contains(expected), "{issues:?}");
}

#[test]
fn a_network_of_no_use_says_what_its_roads_are() {
    let network = network(&json!({"highway": "footway"}));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads.csv");
    fs::write(&path, "highway,wkt\nfootway,\"SRID=4326;LINESTRING (107 29, 107.01 29)\"\n")
        .expect("written");
    assert_eq!(network.ways().len(), 1);
    let profile = Profile::of(Mode::Drive);
    let Problems { issues } =
        read_roads_for(&path, None, &profile, &[], "nobody").expect_err("of no use");
    assert_eq!(issues[0].code, Code::NO_ROADS);
    assert!(issues[0].cause.to_string().contains("`drive`: they are `footway` (1)"), "{issues:?}");
}

#[test]
fn speed_limits_are_read_as_the_documents_of_openstreetmap_say() {
    let limit = |text: Value| {
        let file = layer(&[(&json!({"highway": "motorway", "maxspeed": text}), plain_line())]);
        let limit = file.network.ways()[0].speed_limit;
        let km_h = limit.map(|limit| (limit.metres_per_second() * 360.0).round() / 100.0);
        (km_h, file.warnings.len())
    };
    for (text, expected) in [
        (json!("50"), Some(50.0)),
        (json!("50 km/h"), Some(50.0)),
        (json!("50kmh"), Some(50.0)),
        (json!("30 mph"), Some(48.28)),
        (json!("30mph"), Some(48.28)),
        (json!("5 knots"), Some(9.26)),
        (json!("50;30"), Some(30.0)),
        (json!("none; 80"), Some(80.0)),
        (json!("walk"), Some(6.0)),
        (json!("DE:zone:30"), Some(30.0)),
        (json!("none"), None),
        (json!("signals"), None),
        (json!("variable"), None),
        // Unknown, in Geofabrik's Shapefiles.
        (json!(0), None),
    ] {
        assert_eq!(limit(text.clone()), (expected, 0), "{text}");
    }
    for text in ["RO:urban", "999", "-1", "fast", "50 m/s", "30;fast"] {
        assert_eq!(limit(json!(text)), (None, 1), "{text}");
    }
}

#[test]
fn values_that_are_not_understood_are_said_with_their_number() {
    let road = |speed: &str| json!({"highway": "residential", "maxspeed": speed});
    let ferry = json!({"route": "ferry", "duration": "PT20M"});
    let (slow, odd) = (road("RO:urban"), road("fast"));
    let line = plain_line;
    let file = layer(&[(&odd, line()), (&slow, line()), (&slow, line()), (&ferry, line())]);
    let causes: Vec<String> = file.warnings.iter().map(|issue| issue.cause.to_string()).collect();
    assert!(file.warnings.iter().all(|issue| issue.code == Code::ROAD_TAG_UNREAD));
    assert_eq!(
        causes,
        [
            "`duration` of 1 roads is not understood, and does not count: `PT20M` (1)",
            "`maxspeed` of 3 roads is not understood, and does not count: `RO:urban` (2), `fast` (1)",
        ]
    );
    // Only ferries have a duration that counts.
    let path = json!({"highway": "path", "duration": "PT20M"});
    assert_eq!(layer(&[(&path, line())]).warnings, []);
}

#[test]
fn the_pieces_of_a_ferry_share_its_duration() {
    let lines = json!({"type": "MultiLineString", "coordinates":
        [[[107.0, 29.0], [107.03, 29.0]], [[107.03, 29.0], [107.04, 29.0]]]});
    let file = layer(&[(&json!({"route": "ferry", "duration": 40}), lines)]);
    let minutes: Vec<f64> = file
        .network
        .ways()
        .iter()
        .map(|way| way.duration.expect("a duration").minutes().round())
        .collect();
    assert_eq!(minutes, [30.0, 10.0]);
}

/// Speeds in km/h forward and backward, on foot, by bicycle, by car and by bus; 0 where it is not allowed.
fn speeds(properties: &Value) -> [[u32; 2]; 4] {
    let network = network(properties);
    Mode::ALL.map(|mode| {
        let speeds = Profile::of(mode).speeds_km_h_on(&network.ways()[0]);
        speeds.map(|speed| speed.unwrap_or(0.0).round() as u32)
    })
}

#[test]
fn tags_decide_who_may_go_where() {
    let both = |walk: u32, cycle: u32, drive: u32, bus: u32| {
        [walk, cycle, drive, bus].map(|speed| [speed; 2])
    };
    for (properties, expected) in [
        (json!({"highway": "residential"}), both(4, 15, 25, 18)),
        (json!({"fclass": "track_grade3"}), both(4, 10, 0, 0)),
        (json!({"highway": "track", "motor_vehicle": "yes"}), both(4, 10, 10, 0)),
        (json!({}), both(4, 15, 25, 18)),
        (json!({"highway": "primary", "maxspeed": "20 mph"}), both(4, 15, 32, 32)),
        (json!({"highway": "primary", "maxspeed": "none"}), both(4, 15, 65, 40)),
        (json!({"highway": "service", "access": "private"}), both(0, 0, 0, 0)),
        (json!({"highway": "service", "access": "private", "foot": "yes"}), both(4, 0, 0, 0)),
        (
            json!({"highway": "residential", "motor_vehicle": "no", "bus": "yes"}),
            both(4, 15, 0, 18),
        ),
        (json!({"highway": "residential", "motor_vehicle": "destination"}), both(4, 15, 25, 18)),
        (json!({"highway": "footway", "bicycle": "designated"}), both(4, 8, 0, 0)),
        (json!({"highway": "trunk", "motorroad": "yes"}), both(0, 0, 85, 60)),
        (json!({"highway": "steps"}), both(2, 0, 0, 0)),
        (json!({"highway": "residential", "oneway": "yes"}), [[4, 4], [15, 0], [25, 0], [18, 0]]),
        (
            json!({"highway": "residential", "oneway": "-1", "oneway:bicycle": "no"}),
            [[4, 4], [15, 15], [0, 25], [0, 18]],
        ),
        (
            json!({"highway": "residential", "oneway": true, "cycleway": "opposite_lane", "oneway:bus": "no"}),
            [[4, 4], [15, 15], [25, 0], [18, 18]],
        ),
        (
            json!({"highway": "tertiary", "junction": "roundabout"}),
            [[4, 4], [15, 0], [40, 0], [28, 0]],
        ),
        (json!({"highway": "primary", "maxspeed": 20}), both(4, 15, 20, 20)),
        (json!({"highway": "primary", "maxspeed": 30.0}), both(4, 15, 30, 30)),
        (json!({"highway": "motorway"}), [[0, 0], [0, 0], [90, 0], [70, 0]]),
        (json!({"highway": "motorway_link"}), both(0, 0, 90, 70)),
        (json!({"highway": "trunk", "motorroad": "yes", "access": "yes"}), both(0, 0, 85, 60)),
        (json!({"route": "ferry", "motor_vehicle": "yes"}), both(12, 12, 12, 12)),
        (json!({"route": "ferry"}), both(12, 12, 0, 0)),
    ] {
        assert_eq!(speeds(&properties), expected, "{properties}");
    }
}
