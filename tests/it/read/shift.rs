//! Layers shifted as maps in China are get a warning with the figure; others do not.

use super::fixture;
use serde_json::{Value, json};
use std::fs;
use yike::domain::crs::china;
use yike::read::{Issue, Problems, read_plan};

type At = geo::Coord<f64>;

/// What reading says of the good plan with forty units just inside the first town's border, moved by `units`, and with
/// medical facilities at a third of them, moved by `medical`. The last unit stands in the other towns' stead.
pub(crate) fn moved(units: fn(At) -> At, medical: fn(At) -> At) -> Vec<Issue> {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["plan.toml", "towns.geojson", "sites.geojson"] {
        fs::copy(fixture("good").join(name), folder.path().join(name)).expect("copied");
    }
    let sides: [fn(f64) -> (f64, f64); 4] = [
        |t| (107.0 + t, 29.802),
        |t| (107.0 + t, 29.898),
        |t| (107.002, 29.8 + t),
        |t| (107.098, 29.8 + t),
    ];
    let places = (0..40).map(|number| {
        let (x, y) = sides[number % 4](0.01 + 0.008 * (number / 4) as f64);
        At { x, y }
    });
    let places: Vec<At> = places.collect();
    let layer = |name: &str, features: Vec<Value>| {
        let text = json!({"type": "FeatureCollection", "features": features}).to_string();
        fs::write(folder.path().join(name), text).expect("written");
    };
    let point = |at: At| json!({"type": "Point", "coordinates": [at.x, at.y]});
    let unit = |(number, at): (usize, &At)| {
        json!({"type": "Feature", "geometry": point(units(*at)), "properties": {"id": format!("U{number}"), "name": "村",
            "town": "T01", "setting": "rural", "persons": 300, "aged_60": 75, "aged_80": 10}})
    };
    let facility = |(number, at): (usize, &At)| json!({"type": "Feature", "geometry": point(medical(*at)), "properties": {"id": format!("M{number}"), "name": "卫生室"}});
    layer("units.geojson", (1..).zip(&places).map(unit).collect());
    layer("medical.geojson", (1..).zip(places.iter().step_by(3)).map(facility).collect());
    let issues = match read_plan(&folder.path().join("plan.toml")) {
        Ok(plan) => plan.warnings,
        Err(Problems { issues }) => issues,
    };
    issues.into_iter().filter(|issue| issue.code.to_string() == "P1044").collect()
}

fn told(issues: &[Issue]) -> Vec<(&str, bool)> {
    issues
        .iter()
        .map(|issue| (issue.place.file.as_str(), issue.action.to_string().contains("\"BD-09\"")))
        .collect()
}

#[test]
fn a_shifted_layer_is_told_with_the_figure() {
    let issues = moved(china::to_gcj02, china::to_gcj02);
    assert_eq!(told(&issues)[0], ("units.geojson", false));
    assert!(issues[0].cause.to_string().contains(" m here"), "{}", issues[0]);
    // The units' own map is right, and the towns' is shifted: seen from the units.
    assert_eq!(told(&moved(china::from_gcj02, china::from_gcj02))[0], ("towns.geojson", false));
    assert_eq!(told(&moved(china::to_bd09, china::to_bd09))[0], ("units.geojson", true));
    // No unit is outside its town, but places of two layers fall on each other only without the shift.
    assert_eq!(told(&moved(|at| at, china::to_gcj02)), [("medical.geojson", false)]);
}

#[test]
fn what_is_not_shifted_that_way_is_left_alone() {
    assert!(moved(|at| at, |at| at).is_empty());
    // As far as GCJ-02 moves things here, and at right angles to it.
    let aside = |at: At| At { x: at.x + 0.0026, y: at.y + 0.0038 };
    assert!(moved(aside, aside).is_empty());
    assert!(moved(|at| at, aside).is_empty());
}

#[test]
fn the_districts_are_not_called_shifted() {
    for district in ["changshou", "qianjiang"] {
        let plan = std::path::Path::new("data").join(district).join("plan.toml");
        let plan = read_plan(&plan).expect("a good plan");
        assert!(plan.warnings.iter().all(|issue| issue.code.to_string() != "P1044"));
    }
}

/// What reading says of a district whose layer `file` is moved by `place`.
fn district(name: &str, file: &str, place: fn(At) -> At) -> Vec<Issue> {
    let from = std::path::Path::new("data").join(name);
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(&from).expect("the district") {
        let path = entry.expect("a file").path();
        if path.is_file() {
            let target = folder.path().join(path.file_name().expect("a name"));
            fs::copy(&path, target).expect("copied");
        }
    }
    let text = fs::read_to_string(from.join(file)).expect("the layer");
    let mut layer: Value = serde_json::from_str(&text).expect("JSON");
    for feature in layer["features"].as_array_mut().expect("features") {
        let at = &mut feature["geometry"]["coordinates"];
        let degrees = |axis: usize| at[axis].as_f64().expect("a point");
        let moved = place(At { x: degrees(0), y: degrees(1) });
        *at = json!([moved.x, moved.y]);
    }
    fs::write(folder.path().join(file), layer.to_string()).expect("written");
    let issues = match read_plan(&folder.path().join("plan.toml")) {
        Ok(plan) => plan.warnings,
        Err(Problems { issues }) => issues,
    };
    issues.into_iter().filter(|issue| issue.code.to_string() == "P1044").collect()
}

#[test]
fn sites_beside_their_units_show_a_shift_that_no_border_shows() {
    for name in ["changshou", "qianjiang"] {
        for file in ["villages.geojson", "sites.geojson"] {
            let issues = district(name, file, china::to_gcj02);
            assert_eq!(told(&issues), [(file, false)], "{name} {file}: {issues:?}");
        }
    }
}
