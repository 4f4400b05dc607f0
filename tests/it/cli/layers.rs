//! `yike convert` and `yike demand`.

use super::seen;
use crate::common::program::{Workplace, yike};
use std::io::Write;
use std::process::Stdio;

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
fn a_shapefile_whose_parts_cannot_all_be_written_stays_as_it_was() {
    let place = workplace();
    assert_eq!(place.run(&["convert", "source.geojson", "old.shp"]).exit, 0);
    let before = std::fs::read(place.path("old.shp")).expect("a part");
    std::fs::remove_file(place.path("old.dbf")).expect("removed");
    std::fs::create_dir(place.path("old.dbf")).expect("a folder in its place");
    std::fs::write(place.path("one.csv"), "id,lon,lat\nA,107,29\n").expect("written");
    let ran = place.run(&["convert", "one.csv", "old.shp"]);
    assert_eq!(ran.exit, 1, "{}", ran.stderr);
    assert_eq!(std::fs::read(place.path("old.shp")).expect("a part"), before);
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

/// Road lines that a program split at crossings have the id of the whole.
#[test]
fn features_that_share_an_id_are_converted_with_a_warning() {
    let place = Workplace::with("tests/fixtures/field/convert_dup_id");
    let ran = place.run(&["convert", "rdup.gpkg", "lines.csv"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("warning[P1070]"), "{}", ran.stderr);
    let table = place.read("lines.csv");
    let ids: Vec<&str> =
        table.lines().skip(1).map(|line| line.rsplit(',').nth(1).expect("an id")).collect();
    assert_eq!(ids, ["w1", "w1", "w2"]);
}

#[test]
fn a_feature_without_a_sound_geometry_is_left_out_by_name() {
    let place = workplace();
    let feature = |id: &str, geometry: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\"}},\"geometry\":{geometry}}}"
        )
    };
    let ring = "{\"type\":\"Polygon\",\"coordinates\":[[[107,29.8],[107.1,29.9],[107.1,29.8],[107,29.9],[107,29.8]]]}";
    let layer = |features: &[String]| {
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
    };
    let sound = feature("sound", "{\"type\":\"Point\",\"coordinates\":[107,29.8]}");
    let bad = [feature("nowhere", "null"), feature("bow", ring)];
    place.write("mixed.geojson", &layer(&[&bad[..], std::slice::from_ref(&sound)].concat()));
    let ran = place.run(&["convert", "mixed.geojson", "out.csv"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("warning[P1071]").count(), 2, "{}", ran.stderr);
    for says in ["(id nowhere)", "left out: the feature has no geometry (P1013)", "(id bow)"] {
        assert!(ran.stderr.contains(says), "{says} in {}", ran.stderr);
    }
    assert_eq!(place.read("out.csv"), "lon,lat,id\n107,29.8,sound\n");
    // Of a layer without any sound feature there is nothing to write.
    place.write("bad.geojson", &layer(&bad));
    let ran = place.run(&["convert", "bad.geojson", "out.fgb"]);
    assert!(ran.exit == 2 && ran.stderr.contains("error[P1017]"), "{}", ran.stderr);
}

#[test]
fn a_refusal_names_the_option_of_its_own_command() {
    let place = Workplace::with("tests/fixtures/field/p1037_help");
    place.write("sites.csv", "id,lon,lat\nS,107.07,29.83\n");
    std::fs::copy("tests/fixtures/roads/small_roads.geojson", place.path("roads.geojson"))
        .expect("copied");
    let roads = ["--network", "roads.geojson", "--within", "15 min"];
    let rows: [(&[&str], &str); 6] = [
        (&["convert", "wkt.csv", "x.geojson"], "--from-crs"),
        (&["locate", "p-median", "--demand", "wkt.csv", "--p", "1"], "--demand-crs"),
        (
            &["locate", "p-median", "--demand", "sites.csv", "--sites", "noprj.shp", "--p", "1"],
            "--sites-crs",
        ),
        (&["demand", "noprj.shp", "--out", "x.geojson"], "--towns-crs"),
        (
            &[&["matrix", "wkt.csv", "sites.csv", "--out", "m.csv"], &roads[..]].concat(),
            "--origins-crs",
        ),
        (&[&["reach", "noprj.shp", "--out", "r.geojson"], &roads[..]].concat(), "--sites-crs"),
    ];
    for (words, option) in rows {
        let ran = place.run(words);
        assert_eq!(ran.exit, 2, "{words:?}");
        let says = format!("neither the file nor `{option}` says in which coordinate system");
        assert!(
            ran.stderr.contains("error[P1037]") && ran.stderr.contains(&says),
            "{}",
            ran.stderr
        );
        let says = format!("help: name it with `{option}`, for instance EPSG:4547");
        assert!(ran.stderr.contains(&says), "{}", ran.stderr);
    }
    let good = ["convert", "wkt.csv", "x.geojson", "--from-crs", "EPSG:4326"];
    assert_eq!(place.run(&good).exit, 0);
    let ran = place.run(&["convert", "x.geojson", "y.geojson", "--from-crs", "EPSG:4547"]);
    assert!(
        ran.stderr.contains("state the layer's system with `--from-crs`")
            || ran.stderr.contains("correct `--from-crs`"),
        "{}",
        ran.stderr
    );
}

/// What was typed is told, and why it is none.
#[test]
fn a_length_that_cannot_be_is_told_as_typed() {
    let place = Workplace::with("tests/fixtures/roads");
    let roads = ["--network", "small_roads.geojson", "--out", "m.csv"];
    let layers = ["matrix", "demand.geojson", "sites.csv"];
    let locate = ["locate", "mclp", "--demand", "demand.geojson", "--p", "1"];
    let rows: [(Vec<&str>, &str); 5] = [
        (
            [&layers[..], &roads, &["--within", "1e300 km"]].concat(),
            "`1e300 km` is not possible: a length",
        ),
        (
            [&layers[..], &roads, &["--within", "5 ells"]].concat(),
            "unit `ells` is not one of s, min, h, m, km",
        ),
        ([&layers[..], &roads, &["--snap", "0.001 m"]].concat(), "--snap: 0.001 m is not possible"),
        ([&locate[..], &["--reach", "1e300 min"]].concat(), "`1e300 min` is not possible"),
        (
            vec!["demand", "demand.geojson", "--cell", "0.001 m", "--out", "d.geojson"],
            "--cell: 0.001 m is no side of a unit",
        ),
    ];
    for (words, says) in rows {
        let ran = place.run(&words);
        assert!(ran.exit == 2 && ran.stderr.contains(says), "{says} in {}", ran.stderr);
    }
}

#[test]
fn properties_are_renamed_and_a_table_is_joined() {
    let place = workplace();
    place.write("villages.csv", "编码,名称,lon,lat\n001,甲,107.01,29.81\n002,乙,107.02,29.82\n");
    place.write("people.csv", "代码,人口\n001,1200\n002,800\n");
    let words =
        ["convert", "villages.csv", "out.csv", "--join", "people.csv", "--join-by", "编码=代码"];
    let fields = ["--field", "id=编码", "--field", "name=名称", "--field", "persons=人口"];
    let ran = place.run(&[&words[..], &fields].concat());
    assert_eq!((ran.exit, ran.stderr.as_str()), (0, "wrote 2 features in EPSG:4326 to out.csv\n"));
    let table = place.read("out.csv");
    assert_eq!(
        table,
        "lon,lat,id,name,persons\n107.01,29.81,001,甲,1200\n107.02,29.82,002,乙,800\n"
    );
    let rows: [(&[&str], &str); 4] = [
        (&["--field", "id=编号"], "no feature has the property `编号`, which is to be `id`"),
        (&["--field", "名称=编码"], "it is to be `名称`, which features have already"),
        (&["--field", "id"], "--field: `id` is not understood"),
        (&["--join", "people.csv", "--join-by", "编码"], "the table has no column `编码`"),
    ];
    for (more, says) in rows {
        let ran = place.run(&[&["convert", "villages.csv", "no.csv"], more].concat());
        assert!(ran.exit == 2 && ran.stderr.contains(says), "{says} in {}", ran.stderr);
    }
}

#[test]
fn csv_begins_with_a_byte_order_mark_where_that_is_asked_for() {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    let bytes = |place: &Workplace, name: &str| std::fs::read(place.path(name)).expect("a file");
    let place = workplace();
    assert_eq!(place.run(&["convert", "source.geojson", "plain.csv"]).exit, 0);
    assert_eq!(place.run(&["convert", "source.geojson", "marked.csv", "--csv-bom"]).exit, 0);
    assert_eq!(bytes(&place, "marked.csv"), [MARK, &bytes(&place, "plain.csv")].concat());
    let back = place.run(&["convert", "marked.csv", "back.csv"]);
    assert_eq!((back.exit, place.read("back.csv")), (0, place.read("plain.csv")));
    let ran = place.run(&["convert", "source.geojson", "out.fgb", "--csv-bom"]);
    assert!(ran.exit == 2 && ran.stderr.contains("--csv-bom"), "{}", ran.stderr);

    let place = Workplace::with("tests/fixtures/roads");
    let words = ["matrix", "demand.geojson", "sites.csv", "--network", "small_roads.geojson"];
    let ran =
        place.run(&[&words[..], &["--profile", "drive", "--out", "m.csv", "--csv-bom"]].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(bytes(&place, "m.csv").starts_with(MARK));
    let words =
        ["locate", "p-median", "--matrix", "m.csv", "--p", "1", "--out", "out", "--csv-bom"];
    assert_eq!(place.run(&words).exit, 0);
    for name in ["out/sites.csv", "out/assignment.csv"] {
        assert!(bytes(&place, name).starts_with(MARK), "{name}");
    }

    // `solve` is verified in `Workplace::run`: the mark is in the record.
    let place = Workplace::with("tests/fixtures/tiers_together");
    let words = ["solve", "plan.toml", "--out", "out", "--formats", "csv", "--csv-bom"];
    assert_eq!(place.run(&words).exit, 0);
    assert!(bytes(&place, "out/coverage.csv").starts_with(MARK));
    assert!(place.read("out/plan.json").contains("\"csv_bom\": true"));
    let vary = ["--vary", "travel.detour=1.3,1.4"];
    let frontier = ["--against", "money", "--points", "2"];
    for (words, names) in [
        (&["sweep", "plan.toml", vary[0], vary[1]][..], &["scenarios.csv", "timing.csv"][..]),
        (&["robust", "plan.toml", "--by", "worst", vary[0], vary[1]], &["robust.csv"]),
        (&[&["frontier", "plan.toml"][..], &frontier].concat(), &["frontier.csv"]),
    ] {
        let out = ["--out", words[0], "--csv-bom"];
        let ran = place.run(&[words, &out].concat());
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        for name in names {
            assert!(bytes(&place, &format!("{}/{name}", words[0])).starts_with(MARK), "{name}");
        }
    }
    let periods = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/periods/plan.toml");
    let ran = place.run(&["solve", periods, "--out", "out", "--csv-bom"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(bytes(&place, "out/schedule.csv").starts_with(MARK));
}

#[test]
fn layers_go_through_standard_input_and_output() {
    let place = workplace();
    let piped = |words: &[&str], given: &str| {
        let mut child = yike(&place.path(""), words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        child.stdin.take().expect("piped").write_all(given.as_bytes()).expect("taken");
        let done = child.wait_with_output().expect("ended");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (done.status.code(), text(done.stdout), text(done.stderr))
    };
    let table = "lon,lat,id\n107.01,29.81,A\n";
    let (exit, layer, said) = piped(&["convert", "-", "-"], table);
    assert_eq!(
        (exit, said.as_str()),
        (Some(0), "wrote 1 features in EPSG:4326 to standard output\n")
    );
    let (exit, back, _) = piped(&["convert", "-", "-", "--to", "csv", "--quiet"], &layer);
    assert_eq!((exit, back.as_str()), (Some(0), table));
    let (exit, _, said) = piped(&["convert", "-", "-"], "{\"type\": 1}");
    assert!(exit == Some(2) && said.contains("standard input"), "{said}");
    assert_eq!(piped(&["convert", "-", "-", "--json"], table).0, Some(2));
    let (exit, _, said) = piped(&["convert", "-", "-"], "SQLite format 3\0\u{10}");
    assert!(exit == Some(2) && said.contains("standard input holds no text"), "{said}");
    let place = Workplace::with("tests/fixtures/roads");
    let words = [
        "matrix",
        "demand.geojson",
        "sites.csv",
        "--network",
        "small_roads.geojson",
        "--profile",
        "drive",
    ];
    assert_eq!(place.run(&[&words[..], &["--out", "m.csv"]].concat()).exit, 0);
    let ran = place.run(&[&words[..], &["--out", "-", "--quiet"]].concat());
    assert_eq!((ran.exit, ran.stdout), (0, place.read("m.csv")));
    assert!(!ran.stderr.contains("P8018"), "{}", ran.stderr);
}

#[test]
fn names_that_a_format_changes_are_told() {
    let place = workplace();
    let properties = r#"{"id": "a", "Name": 1, "name": 2, "x": 3, "lon": 4}"#;
    place.write(
        "names.geojson",
        &format!(
            r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {properties},
                "geometry": {{"type": "Point", "coordinates": [108, 30]}}}}]}}"#
        ),
    );
    for (out, says) in
        [("o.gpkg", "are changed: name to name_2"), ("o.csv", "are changed: x to x_, lon to lon_")]
    {
        let ran = place.run(&["convert", "names.geojson", out]);
        assert!(ran.exit == 0 && ran.stderr.contains(says), "{}", ran.stderr);
    }
}

#[test]
fn well_known_text_is_plain_and_its_system_told() {
    let place = workplace();
    let ran = place.run(&["convert", "towns.geojson", "out.csv", "--crs", "EPSG:4545"]);
    assert!(ran.stderr.contains("read it with the system EPSG:4545"), "{}", ran.stderr);
    let table = std::fs::read_to_string(place.path("out.csv")).expect("a table");
    let line = table.lines().nth(1).expect("a town");
    assert!(line.starts_with("\"POLYGON("), "{line}");
}

#[test]
fn a_system_without_a_code_is_kept_where_it_can_be_said() {
    let place = Workplace::with("tests/fixtures/field/custom_meridian");
    let ran = place.run(&["convert", "p_cust.shp", "out.gpkg"]);
    assert!(ran.stderr.contains("has no code of EPSG") && ran.stderr.contains("in EPSG:4326"));
    let ran = place.run(&["convert", "p_cust.shp", "out.csv"]);
    assert!(ran.exit == 0 && !ran.stderr.contains("EPSG:4326"), "{}", ran.stderr);
    let ran = place.run(&["convert", "p_cust.shp", "out.fgb", "--crs", "ESRI:54009"]);
    assert!(ran.stderr.contains("+proj=moll +datum=WGS84 has no code of EPSG"), "{}", ran.stderr);
}

/// Lines are counted as editors do, whatever ends them, and with empty ones between.
#[test]
fn a_row_is_named_by_its_line_whatever_ends_lines() {
    let place = workplace();
    for end in ["\n", "\r\n"] {
        let layer = ["id,lon,lat", "a,107,29.5", "", "b,107,29.5,0", ""].join(end);
        place.write("layer.csv", &layer);
        let said = place.run(&["convert", "layer.csv", "out.geojson"]).stderr;
        assert!(said.contains("layer.csv:4"), "{end:?}: {said}");
        let table = ["id,lon,lat,people", "a,107,29.5,1", "b,107,29.5,two", ""].join(end);
        place.write("points.csv", &table);
        let words = ["locate", "p-median", "--demand", "points.csv", "--sites", "points.csv"];
        let said = place.run(&[&words[..], &["--p", "1"]].concat()).stderr;
        assert!(said.contains("points.csv:3"), "{end:?}: {said}");
    }
}
