//! `yike convert` and `yike demand`.

use super::seen;
use crate::common::program::Workplace;

fn workplace() -> Workplace {
    Workplace::with("tests/fixtures/layers")
}

#[test]
fn a_layer_goes_to_another_format_and_back() {
    let place = workplace();
    let words = ["convert", "source.geojson", "out.shp", "--crs", "EPSG:4545"];
    seen!("convert", place.run(&words));
    let back = place.run(&["convert", "out.shp", "back.csv", "--crs", "WGS84"]);
    assert_eq!(back.exit, 0, "{}", back.stderr);
    let table = std::fs::read_to_string(place.path("back.csv")).expect("a table");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "lon,lat,id,name,persons,rate,standing,note");
    assert_eq!(lines[1], "107.0812,29.8573,V01,向阳村,1200,0.254,true,靠山");
}

#[test]
fn a_layer_that_cannot_be_converted_is_bad_input() {
    let place = workplace();
    let rows: [(&[&str], &str); 6] = [
        (&["convert", "source.geojson", "out.dwg"], "is no format of layers"),
        (
            &["convert", "source.geojson", "out.gpkg", "--crs", "Xian80"],
            "--crs: `Xian80` is not a known coordinate system",
        ),
        (&["convert", "source.geojson", "out.gpkg", "--crs", "GCJ-02"], "GCJ-02 has no code"),
        (&["convert", "source.geojson", "./source.geojson"], "would be written over"),
        (&["convert", "no-such.fgb", "out.gpkg"], "error[P1001] no-such.fgb"),
        (
            &["convert", "source.geojson", "out.gpkg", "--crs", "EPSG:32610"],
            "has no place in EPSG:32610",
        ),
    ];
    for (words, says) in rows {
        let ran = place.run(words);
        assert_eq!(ran.exit, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(says), "{says} in {}", ran.stderr);
    }
    assert!(!place.path("out.gpkg").exists());
    let from = std::path::Path::new("tests/fixtures/layers/gdal/two.gpkg");
    std::fs::copy(from, place.path("two.gpkg")).expect("copied");
    let over = place.run(&["convert", "two.gpkg#villages", "two.gpkg"]);
    assert!(over.stderr.contains("would be written over"), "{}", over.stderr);
}

#[test]
fn demand_is_made_and_called_modelled() {
    let place = workplace();
    let words = [
        "demand",
        "towns.geojson",
        "--cell",
        "5 km",
        "--group",
        "aged_60=25 %",
        "--out",
        "villages.geojson",
    ];
    seen!("demand", place.run(&words));
    let text = std::fs::read_to_string(place.path("villages.geojson")).expect("a layer");
    assert!(text.contains("\"origin\":\"modelled\"") && text.contains("\"aged_60\":"));
    for (cell, says) in [("5", "--cell"), ("1 m", "no side of a unit")] {
        let ran = place.run(&["demand", "towns.geojson", "--cell", cell, "--out", "v.geojson"]);
        assert_eq!(ran.exit, 2);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
}

/// Longitude or easting, and latitude or northing, of a layer's first point.
fn first_place(place: &Workplace, file: &str) -> (f64, f64) {
    let layer: serde_json::Value = serde_json::from_str(&place.read(file)).expect("JSON");
    let at = &layer["features"][0]["geometry"]["coordinates"];
    let number = |axis: usize| at[axis].as_f64().expect("a position");
    (number(0), number(1))
}

#[test]
fn maps_are_written_in_the_system_asked_for() {
    let place = super::workplace();
    let words = ["solve", "plan.toml", "--out"];
    assert_eq!(place.run(&[&words[..], &["plain"]].concat()).exit, 0);
    let system = ["plane", "--crs", "EPSG:4545"];
    let ran = place.run(&[&words[..], &system].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    for map in ["layout", "coverage", "links"] {
        let text = place.read(&format!("plane/{map}.geojson"));
        assert!(text.contains("urn:ogc:def:crs:EPSG::4545"), "{text}");
    }
    let (lon_deg, lat_deg) = first_place(&place, "plain/layout.geojson");
    let (east_m, north_m) = first_place(&place, "plane/layout.geojson");
    assert!(east_m > 100_000.0 && north_m > 1_000_000.0);
    // Back in degrees, to a tenth of a millimetre; all else is the same.
    let back = ["convert", "plane/layout.geojson", "back.geojson"];
    assert_eq!(place.run(&back).exit, 0);
    let (x, y) = first_place(&place, "back.geojson");
    assert!((x - lon_deg).abs() < 1e-9 && (y - lat_deg).abs() < 1e-9);
    let plain = place.read("plain/plan.json");
    let system = plain.replace("\"crs\": \"EPSG:4326\"", "\"crs\": \"EPSG:4545\"");
    assert_ne!(system, plain);
    assert_eq!(system, place.read("plane/plan.json"));
    let audit = ["audit", "plan.toml", "--layout", "plane/layout.geojson"];
    assert_eq!(place.run(&audit).exit, 0);

    let ran = place.run(&[&words[..], &["none", "--crs", "EPSG:32610"]].concat());
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("--crs: "), "{}", ran.stderr);
    assert!(!place.path("none").exists());
}

#[test]
fn degrees_are_no_metres() {
    let place = workplace();
    let words = ["convert", "source.geojson", "out.geojson", "--from-crs", "EPSG:4545"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 2);
    let says = "looks like degrees, and EPSG:4545 is in metres";
    assert!(ran.stderr.contains(says), "{}", ran.stderr);
}
