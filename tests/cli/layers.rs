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
        (
            &["convert", "source.geojson", "out.dwg"],
            "is no format of layers",
        ),
        (
            &["convert", "source.geojson", "out.gpkg", "--crs", "Xian80"],
            "--crs: `Xian80` is no coordinate system",
        ),
        (
            &["convert", "source.geojson", "out.gpkg", "--crs", "GCJ-02"],
            "GCJ-02 has no code",
        ),
        (
            &["convert", "source.geojson", "./source.geojson"],
            "would be written over",
        ),
        (
            &["convert", "no-such.fgb", "out.gpkg"],
            "error[P1001] no-such.fgb",
        ),
        (
            &[
                "convert",
                "source.geojson",
                "out.gpkg",
                "--crs",
                "EPSG:32610",
            ],
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
    assert!(
        over.stderr.contains("would be written over"),
        "{}",
        over.stderr
    );
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
        let ran = place.run(&[
            "demand",
            "towns.geojson",
            "--cell",
            cell,
            "--out",
            "v.geojson",
        ]);
        assert_eq!(ran.exit, 2);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
}
