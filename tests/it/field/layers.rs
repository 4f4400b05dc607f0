//! Layers as programs of all kinds write them.

use super::{codes, fixture, read, refused};
use geo::{Area, Geometry};
use std::io::Write;
use std::path::Path;
use yike::domain::Feature;
use yike::read::location::{DemandFile, InstanceSource, PointLayers, SiteFile, read_instance};
use yike::read::{DemandSource, LAYER_LIMIT_BYTES, Problems, make_demand, read_features};
use yike::units::Metres;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn views_are_layers() {
    let file = read(&fixture("gpkg_view/view.gpkg#big"));
    assert_eq!(file.features.len(), 3);
    let first = file.features[0].1.properties.to_json();
    assert!(first.contains_key("pop10") && !first.contains_key("OGC_FID"), "{first:?}");
}

#[test]
fn noise_at_the_edge_of_the_earth_is_the_edge() {
    let file = read(&fixture("lon_180_noise/p.geojson"));
    assert!(matches!(file.features[0].1.geometry, Geometry::Point(at) if at.x() == 180.0));
}

#[test]
fn rings_are_outer_or_holes_by_where_they_lie() {
    // Of a square of side 4 and others beside and in it, as GDAL reads them.
    for (name, parts, area) in [
        ("two_ccw_apart", 2, 2.0),
        ("cw_and_ccw_apart", 2, 2.0),
        ("ccw_first_cw_apart", 2, 2.0),
        ("hole_first", 1, 15.0),
        ("island", 2, 43.0),
        ("two_cw_one_stray_ccw", 3, 3.0),
        ("two_outer_with_holes", 2, 30.0),
        // GDAL takes this one inside out.
        ("ccw_outer_cw_hole", 1, 15.0),
        ("one_ccw", 1, 16.0),
    ] {
        let file = read(&fixture("shp_rings").join(name).with_extension("shp"));
        let geometry = &file.features[0].1.geometry;
        let found = match geometry {
            Geometry::Polygon(_) => 1,
            Geometry::MultiPolygon(parts) => parts.0.len(),
            _ => 0,
        };
        assert_eq!((found, geometry.unsigned_area()), (parts, area), "{name}");
    }
    for name in ["ccw_in_ccw", "cw_in_cw"] {
        let refused = refused(&fixture("shp_rings").join(name).with_extension("shp"));
        assert_eq!(codes(&refused), ["P1017"], "{name}");
    }
}

#[test]
fn arcs_become_lines_and_that_is_told() {
    let file = read(&fixture("gpkg_curves/curves.gpkg"));
    assert_eq!(codes(&file.warnings), ["P1066"]);
    assert!(file.warnings[0].cause.to_string().starts_with("2 geometries"), "{}", file.warnings[0]);
    let areas: Vec<f64> =
        file.features.iter().map(|(_, one)| one.geometry.unsigned_area()).collect();
    // GDAL, which cuts the circle into 91 parts, has 3.139097e-4; without arcs the square is as it was.
    for (found, wanted) in areas.iter().zip([0.0, 3.139_097_07e-4, 1e-4]) {
        assert!((found - wanted).abs() < 1e-8, "{areas:?}");
    }
}

#[test]
fn sequences_of_features_are_layers() {
    let folder = tempfile::tempdir().expect("a folder");
    let feature = |id: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {{"id": "{id}"}}, "geometry": {{"type": "Point", "coordinates": [107, 30]}}}}"#
        )
    };
    let (a, b) = (feature("a"), feature("b"));
    for (name, text) in [
        ("lines.geojsonl", format!("{a}\n{b}\n")),
        ("lines.ndjson", format!("{a}\r\n\r\n{b}")),
        ("marks.geojsons", format!("\u{1e}{a}\n\u{1e}{}\n", b.replace(", \"geo", ",\n\"geo"))),
        ("marks.geojson", format!("\u{1e}{a}\n\u{1e}{b}\n")),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        let ids: Vec<_> = read(&path).features.into_iter().filter_map(|(id, _)| id).collect();
        assert_eq!(ids, ["a", "b"], "{name}");
    }
    let broken = folder.path().join("broken.ndjson");
    std::fs::write(&broken, format!("{a}\n{{\"type\"\n")).expect("written");
    assert_eq!(refused(&broken)[0].place.line, Some(3));
}

fn zipped(path: &Path, files: &[(&str, &[u8])]) {
    let mut zip = ZipWriter::new(std::fs::File::create(path).expect("created"));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("started");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished");
}

#[test]
fn zipped_layers_are_read_and_bombs_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let part = |ending: &str| {
        std::fs::read(fixture("shp_big_ids/big").with_extension(ending)).expect("the part")
    };
    let parts = ["shp", "shx", "dbf", "prj", "cpg"].map(|ending| (ending, part(ending)));
    let at = |name: &str| folder.path().join(name);
    let named: Vec<(String, &[u8])> = parts
        .iter()
        .flat_map(|(ending, bytes)| {
            [
                (format!("data/big.{ending}"), bytes.as_slice()),
                (format!("data/other.{ending}"), bytes),
            ]
        })
        .collect();
    let all: Vec<(&str, &[u8])> =
        named.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let one: Vec<(&str, &[u8])> = all.iter().step_by(2).copied().collect();
    for name in ["one.zip", "one.shz"] {
        zipped(&at(name), &one);
        let file = read(&at(name));
        assert_eq!(file.features.len(), 6);
        assert_eq!(file.input.bytes, std::fs::metadata(at(name)).expect("there").len());
    }
    zipped(&at("two.zip"), &all);
    assert_eq!(codes(&refused(&at("two.zip"))), ["P1036"]);
    assert_eq!(read_features(&at("two.zip"), Some("other"), None).expect("read").features.len(), 6);
    zipped(&at("bomb.zip"), &[("a.geojson", &vec![b' '; LAYER_LIMIT_BYTES as usize + 1])]);
    assert_eq!(codes(&refused(&at("bomb.zip"))), ["P1002"]);
    zipped(&at("nothing.zip"), &[("readme.txt", b"nothing")]);
    assert_eq!(codes(&refused(&at("nothing.zip"))), ["P1036"]);
}

#[test]
fn a_workbook_with_coordinates_is_a_layer() {
    let file = read(&fixture("xlsx_layer/sites.xlsx#机构"));
    assert_eq!(file.features.len(), 2);
    let (id, first) = &file.features[0];
    assert_eq!(id.as_deref(), Some("S1"));
    assert!(matches!(first.geometry, Geometry::Point(at) if (at.x(), at.y()) == (107.01, 29.81)));
    assert_eq!(first.properties.to_json()["beds"], 120);
    assert_eq!(first.properties.to_json()["opened"], "2019-05-01");
    assert_eq!(codes(&file.warnings), ["P1065", "P1067"]);
}

#[test]
fn placemarks_of_all_folders_are_a_layer() {
    let file = read(&fixture("kml/places.kml"));
    assert_eq!(file.features.len(), 3);
    let (id, first) = &file.features[0];
    assert_eq!(id.as_deref(), Some("p1"));
    for (name, value) in [("name", "甲 & 乙 A <b>x</b>"), ("folder", "F"), ("note", "1 < 2")] {
        assert_eq!(first.properties.to_json()[name], value, "{name}");
    }
    assert_eq!(first.properties.to_json()["beds"], 12);
    assert!((first.geometry.unsigned_area() - (0.005 - 0.000_05)).abs() < 1e-12);
    assert!(matches!(&file.features[2].1.geometry, Geometry::MultiPoint(two) if two.0.len() == 2));
    let folder = tempfile::tempdir().expect("a folder");
    let zipped_to = folder.path().join("places.kmz");
    let text = std::fs::read(fixture("kml/places.kml")).expect("the file");
    zipped(&zipped_to, &[("doc.kml", &text), ("files/icon.png", b"no")]);
    assert_eq!(read(&zipped_to).features, file.features);
    let deep = folder.path().join("deep.kml");
    std::fs::write(&deep, format!("<kml>{}", "<Folder>".repeat(1_000_000))).expect("written");
    assert_eq!(codes(&refused(&deep)), ["P1034"]);
}

#[test]
fn ids_that_json_rounds_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.geojson");
    let text = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": 123456789012345678901},
        "geometry": {"type": "Point", "coordinates": [107, 30]}}]}"#;
    std::fs::write(&path, text).expect("written");
    assert_eq!(codes(&read(&path).warnings), ["P1065"]);
}

#[test]
fn formats_that_are_not_read_say_the_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (gml, base) = (folder.path().join("towns.gml"), folder.path().join("survey.gdb"));
    std::fs::write(&gml, "<?xml version=\"1.0\"?><gml:FeatureCollection/>").expect("written");
    std::fs::create_dir(&base).expect("made");
    for (path, code, says) in [(gml, "P1003", "GML"), (base, "P1001", "File geodatabase")] {
        let refused = refused(&path);
        assert_eq!(codes(&refused), [code]);
        assert!(refused[0].cause.to_string().contains(says), "{}", refused[0]);
        assert!(refused[0].action.to_string().contains("GeoPackage"), "{}", refused[0]);
    }
}

#[test]
fn outlines_across_the_meridian_of_180_are_cut_there() {
    let towns = fixture("across_180/towns.geojson");
    // As it is drawn where it is only converted.
    assert_eq!(codes(&read(&towns).warnings), [""; 0]);
    let source = DemandSource { cell: Metres::parse("5 km").ok(), ..DemandSource::new(&towns) };
    let made = make_demand(&source).expect("made");
    assert_eq!(codes(&made.warnings), ["P1072", "P1072"]);
    let lon = |feature: &Feature| match feature.geometry {
        Geometry::Point(at) => at.x().abs(),
        _ => 0.0,
    };
    assert!((900..1_100).contains(&made.features.len()), "{}", made.features.len());
    assert!(made.features.iter().all(|(_, unit)| lon(unit) > 179.4));
    assert!((made.people - 10_000.0).abs() < 1e-6);
}

#[test]
fn layers_on_both_sides_of_180_lie_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("id,lon,lat,weight\n{rows}")).expect("written");
        path
    };
    let demand = table("demand.csv", "a,179.99,-16.5,1\n");
    let sites = |rows| {
        let mut layers = PointLayers::new(DemandFile::new(&demand));
        layers.sites = Some(SiteFile::new(table("sites.csv", rows)));
        read_instance(&InstanceSource::Layers(layers))
    };
    let files = sites("b,-179.99,-16.5,1\n").expect("4 km apart");
    assert_eq!(codes(&files.warnings), [""; 0]);
    let Err(Problems { issues }) = sites("b,0,-16.5,1\n") else { panic!("half the earth apart") };
    assert_eq!(codes(&issues), ["P1020"]);
}

#[test]
fn a_feature_may_have_no_properties() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bare.geojson");
    let geometry = r#""geometry": {"type": "Point", "coordinates": [107, 30]}"#;
    let text = format!(
        r#"{{"type": "FeatureCollection", "features": [
            {{"type": "Feature", "properties": null, "id": 7, {geometry}}}, {{"type": "Feature", {geometry}}}]}}"#
    );
    std::fs::write(&path, &text).expect("written");
    let issues = refused(&path);
    assert_eq!((codes(&issues), issues[0].place.feature), (vec!["P1012".into()], Some(2)));
    std::fs::write(
        &path,
        text.replace(
            ", {\"type\": \"Feature\", \"geo",
            ", {\"type\": \"Feature\", \"properties\": null, \"geo",
        ),
    )
    .expect("written");
    let file = read(&path);
    assert_eq!(file.features[0].0.as_deref(), Some("7"));
    assert!(file.features.iter().all(|(_, feature)| feature.properties.is_empty()));
}

/// A KML file of these placemarks.
fn kml(encoding: &str, placemarks: &[&str]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"{encoding}\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>{}</Document></kml>",
        placemarks.concat()
    )
}

#[test]
fn kml_is_read_in_its_encoding_and_with_blanks_in_coordinates() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gbk.kml");
    let line = "<LineString><coordinates> 108, 30, 0\n109 ,31,0 </coordinates></LineString>";
    let text = kml("GB2312", &[&format!("<Placemark><name>甲, 乙</name>{line}</Placemark>")]);
    std::fs::write(&path, &*encoding_rs::GBK.encode(&text).0).expect("written");
    let file = read(&path);
    let (_, first) = &file.features[0];
    assert_eq!(first.properties.to_json()["name"], "甲, 乙");
    assert!(
        matches!(&first.geometry, Geometry::LineString(line) if line.0.len() == 2 && line.0[1].y == 31.0)
    );
    // Text that is not what it says.
    let bad = [text.as_bytes(), b"\xff\xff"].concat();
    std::fs::write(&path, bad).expect("written");
    assert_eq!(codes(&refused(&path)), ["P1004"]);
}

#[test]
fn data_called_as_a_part_of_a_placemark_replaces_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data.kml");
    let placemark = |name: &str, data: &str| {
        format!(
            "<Placemark>{name}<ExtendedData><Data name=\"name\"><value>{data}</value></Data></ExtendedData>\
             <Point><coordinates>108,30</coordinates></Point></Placemark>"
        )
    };
    let (named, nameless) = (placemark("<name>甲</name>", "inner"), placemark("", "乙"));
    std::fs::write(&path, kml("UTF-8", &[&named, &nameless])).expect("written");
    let file = read(&path);
    assert_eq!(codes(&file.warnings), ["P1063"]);
    let first = file.features[0].1.properties.to_json();
    assert_eq!((&first["name"], &first["name_2"]), (&"甲".into(), &"inner".into()));
    // Where they do not differ they are one.
    std::fs::write(&path, kml("UTF-8", &[&nameless])).expect("written");
    let file = read(&path);
    assert_eq!(codes(&file.warnings), [""; 0]);
    assert_eq!(file.features[0].1.properties.to_json()["name"], "乙");
}

#[test]
fn the_largest_layer_of_an_archive_is_the_example_of_its_help() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lib.kmz");
    let point = "<Placemark><Point><coordinates>108,30</coordinates></Point></Placemark>";
    let (list, layer) = (kml("UTF-8", &[]), kml("UTF-8", &[point]));
    zipped(&path, &[("doc.kml", list.as_bytes()), ("layers/lib.kml", layer.as_bytes())]);
    let issues = refused(&path);
    assert!(issues[0].action.to_string().contains("lib.kmz#lib`"), "{}", issues[0]);
}
