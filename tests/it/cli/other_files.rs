//! Tables, layers and folders where a plan is wanted, files where a run is.

use super::workplace;

#[test]
fn files_of_other_kinds_are_told_with_what_to_type() {
    let place = workplace();
    place.write("people.xlsx", "PK");
    place.write("people.csv", "村,人口\n甲村,500\n");
    place.run(&["solve", "plan.toml", "--out", "run"]);
    for (words, said) in [
        (&["check", "people.xlsx"][..], ["a table", "yike init people.xlsx --out", "表格"]),
        (&["serve", "people.csv"], ["a table", "yike init people.csv --out", "表格"]),
        (&["solve", "sites.geojson", "--out", "o"], ["a layer", "yike init sites.geojson", "图层"]),
        (&["check", "run/plan.json"], ["a JSON file", "yike init", "JSON"]),
        (&["check", "."], ["a folder", "plan.toml", "文件夹"]),
        (&["check", "run"], ["a folder", "yike init run --out", "文件夹"]),
        (&["verify", "people.csv"], ["a table", "folder of a run", "表格"]),
        (&["verify", "plan.toml"], ["a plan file", "yike solve plan.toml --out", "规划文件"]),
    ] {
        let english = place.run(words);
        assert_eq!(english.exit, 2, "{words:?}: {}", english.stderr);
        for part in &said[..2] {
            assert!(english.stderr.contains(part), "{words:?}: {}", english.stderr);
        }
        assert!(!english.stderr.contains("UTF-8"), "{}", english.stderr);
        let chinese = place.run(&[words, &["--lang", "zh"]].concat());
        assert!(chinese.stderr.contains(said[2]), "{words:?}: {}", chinese.stderr);
    }
    // What is not there is said to be not there.
    let ran = place.run(&["check", "none.xlsx"]);
    assert!(ran.stderr.contains("P1001") && !ran.stderr.contains("init"), "{}", ran.stderr);
}

#[test]
fn sites_that_were_dragged_are_told() {
    let place = workplace();
    place.run(&["solve", "plan.toml", "--out", "run"]);
    let audit = ["audit", "plan.toml", "--layout", "moved.geojson"];
    let mut layout: serde_json::Value =
        serde_json::from_str(&place.read("run/layout.geojson")).expect("JSON");
    place.write("moved.geojson", &layout.to_string());
    let ran = place.run(&audit);
    assert!(!ran.stderr.contains("P6012"), "{}", ran.stderr);
    for (site, metres) in [(0, 1_000.0), (1, 300.0), (2, 1.0)] {
        let latitude = &mut layout["features"][site]["geometry"]["coordinates"][1];
        *latitude = (latitude.as_f64().expect("degrees") + metres / 111_195.0).into();
    }
    place.write("moved.geojson", &layout.to_string());
    let name = layout["features"][0]["properties"]["name"].as_str().expect("a name");
    let ran = place.run(&audit);
    for part in ["P6012", "2 sites", "1000 m", name] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    let chinese = place.run(&[&audit[..], &["--lang", "zh"]].concat());
    assert!(
        chinese.stderr.contains("2 个点位不在规划所定位置，最远相距 1000 米"),
        "{}",
        chinese.stderr
    );
    // In another system as well.
    assert_eq!(
        place.run(&["convert", "moved.geojson", "moved.gpkg", "--crs", "EPSG:4547"]).exit,
        0
    );
    let ran = place.run(&["audit", "plan.toml", "--layout", "moved.gpkg"]);
    assert!(ran.stderr.contains("2 sites") && ran.stderr.contains("1000 m"), "{}", ran.stderr);
}
