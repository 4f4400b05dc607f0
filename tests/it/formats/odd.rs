//! Files that are sound, and not as most are.

use super::{codes, fixture, read};
use geo::{Geometry, LineString, MultiPolygon, Point, Polygon};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use yike::domain::crs::Crs;
use yike::domain::{Feature, Members};
use yike::read::roads::read_roads;
use yike::write::layers::{LayerFormat, LayerOut, layer_files};

fn write(
    folder: &Path,
    ending: &str,
    format: LayerFormat,
    geometry: Geometry<f64>,
    properties: Value,
) -> PathBuf {
    let properties: Members = properties.as_object().expect("an object").clone();
    let feature = Feature::new(geometry, properties);
    let layer =
        LayerOut { name: "layer", features: &vec![(Some("A".into()), feature)], crs: Crs::Wgs84 };
    let path = folder.join("layer").with_extension(ending);
    for file in layer_files(&layer, format).expect("written") {
        let ending = match file.ending {
            "" => ending,
            own => own,
        };
        fs::write(path.with_extension(ending), file.bytes).expect("written");
    }
    path
}

fn square(from: f64, to: f64) -> LineString<f64> {
    let at = |x: f64, y: f64| (107.0 + x, 29.0 + y);
    LineString::from(vec![at(from, from), at(to, from), at(to, to), at(from, to), at(from, from)])
}

#[test]
fn a_geopackage_that_is_open_elsewhere_is_refused_until_it_is_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.gpkg");
    let mut bytes = fs::read(fixture("gdal/one.gpkg")).expect("a GeoPackage");
    bytes[18..20].fill(2);
    fs::write(&path, bytes).expect("written");
    let log = folder.path().join("one.gpkg-wal");
    fs::write(&log, b"").expect("written");
    assert_eq!(codes(&path, None), codes(&fixture("gdal/one.gpkg"), None));
    fs::write(&log, b"changes").expect("written");
    assert_eq!(codes(&path, None), ["P1001"]);
}

#[test]
fn a_column_that_sqlite_computes_moves_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = Geometry::Point(Point::new(107.0, 29.0));
    let properties = json!({"id": "A", "name": "Here"});
    let path = write(folder.path(), "gpkg", LayerFormat::GeoPackage, at, properties);
    let base = Connection::open(&path).expect("a base");
    let text = "CREATE TABLE other (fid INTEGER PRIMARY KEY, twice INTEGER GENERATED ALWAYS AS (2 * fid) VIRTUAL, \
        geom BLOB, id TEXT, name TEXT); INSERT INTO other (geom, id, name) SELECT geom, id, name FROM layer; \
        DROP TABLE layer; ALTER TABLE other RENAME TO layer;";
    base.execute_batch(text).expect("SQL");
    drop(base);
    let found = read(&path, None);
    assert_eq!(found.features[0].1.properties.to_json()["name"], "Here");
    assert!(matches!(found.features[0].1.geometry, Geometry::Point(_)));
}

#[test]
fn lines_of_a_geopackage_keep_their_heights() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = Geometry::LineString(LineString::from(vec![(107.0, 29.0), (107.01, 29.0)]));
    let path = write(
        folder.path(),
        "gpkg",
        LayerFormat::GeoPackage,
        line,
        json!({"highway": "path", "maxspeed": 20}),
    );
    // LINESTRING Z as ISO numbers it, and with a measure behind.
    for (kind, size) in [(1002_u32, 3), (3002, 4)] {
        let mut blob = b"GP\0\x01".to_vec();
        blob.extend(4326_i32.to_le_bytes());
        blob.push(1);
        blob.extend(kind.to_le_bytes());
        blob.extend(2_u32.to_le_bytes());
        for position in [[107.0, 29.0, 200.0, 0.0], [107.01, 29.0, 210.0, 1.0]] {
            for figure in &position[..size] {
                blob.extend(f64::to_le_bytes(*figure));
            }
        }
        let base = Connection::open(&path).expect("a base");
        base.execute("UPDATE layer SET geom = ?1", [blob]).expect("SQL");
        drop(base);
        let network = read_roads(&path).expect("a road").network;
        let heights: Vec<Option<f32>> = network.nodes().iter().map(|node| node.height_m).collect();
        assert_eq!(heights, [Some(200.0), Some(210.0)]);
        assert!(network.ways()[0].speed_limit.is_some());
    }
}

#[test]
fn a_hole_of_a_shapefile_goes_to_the_ring_closest_around_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let ring =
        |from: f64, to: f64| Polygon::new(square(from, 1.0 - from), vec![square(to, 1.0 - to)]);
    let nested = MultiPolygon(vec![ring(0.0, 0.1), ring(0.2, 0.3)]);
    let path = write(
        folder.path(),
        "shp",
        LayerFormat::Shapefile,
        Geometry::MultiPolygon(nested),
        json!({"id": "A"}),
    );
    let found = read(&path, None);
    let Geometry::MultiPolygon(parts) = &found.features[0].1.geometry else {
        panic!("{:?}", found.features[0].1.geometry);
    };
    let holes: Vec<usize> = parts.iter().map(|part| part.interiors().len()).collect();
    assert_eq!(holes, [1, 1]);
}

#[test]
fn properties_named_as_coordinates_do_not_take_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write(
        folder.path(),
        "csv",
        LayerFormat::Csv,
        Geometry::Point(Point::new(107.0, 29.0)),
        json!({"id": "A", "lon": 5.0, "X": 7.0, "lon_": 1.0}),
    );
    let text = fs::read_to_string(&path).expect("a table");
    assert_eq!(text.lines().next(), Some("lon,lat,id,lon__,X_,lon_"));
    let found = read(&path, None);
    let Geometry::Point(at) = found.features[0].1.geometry else {
        panic!("no point");
    };
    assert_eq!((at.x(), at.y()), (107.0, 29.0));
    assert_eq!(found.features[0].1.properties.to_json()["lon__"], 5.0);
}

#[test]
fn tables_far_wider_than_their_bytes_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wide.csv");
    let names: Vec<String> = (0..1_990).map(|number| format!("c{number}")).collect();
    let rows = "1,2\n".repeat(2_000);
    let text = format!("lon,lat,{}\n{rows}", names.join(","));
    fs::write(&path, text).expect("written");
    assert_eq!(codes(&path, None), ["P1034"]);
    let text = format!("lon,lat,{}\n1,2\n", ",a".repeat(3_000));
    fs::write(&path, text).expect("written");
    assert!(codes(&path, None).contains(&"P1034".to_owned()));
}

#[test]
fn a_layer_of_a_file_that_has_but_one_is_refused() {
    let asked = yike::read::read_features(&fixture("source.geojson"), Some("towns"), None);
    let issues = asked.expect_err("no layers").issues;
    assert_eq!(issues[0].code.to_string(), "P1036");
}

/// The crate that reads KML seeks the end of an element for ever.
#[test]
fn a_kml_whose_elements_do_not_end_is_damaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cut.kml");
    let whole = fs::read(fixture("gdal").join("../../field/kml/places.kml")).expect("KML");
    let end = whole.trim_ascii_end().len();
    let swapped = String::from_utf8_lossy(&whole).replace("</SimpleData>", "</Data>").into_bytes();
    assert_ne!(swapped, whole);
    for bytes in (1..end).map(|at| &whole[..at]).chain([&*swapped]) {
        fs::write(&path, bytes).expect("written");
        let found = codes(&path, None);
        assert!(!found.is_empty(), "{}", String::from_utf8_lossy(bytes));
    }
    fs::write(&path, &whole).expect("written");
    assert_eq!(codes(&path, None), [""; 0]);
}
