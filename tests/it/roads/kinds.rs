//! Extracts of OpenStreetMap in every form that is read give the same roads, and others are refused by name.

use flate2::write::{GzEncoder, ZlibEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use yike::domain::LonLat;
use yike::domain::roads::RoadNetwork;
use yike::read::roads::{read_places, read_roads};
use yike::read::{Code, Issue, Problems};

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field/osm_kinds");
    folder.join(name)
}

/// Positions in 10⁻⁷ degrees, and for each road its class, its names and its nodes.
fn contents(network: &RoadNetwork) -> (Vec<(i64, i64)>, Vec<String>) {
    let whole = |degrees: f64| (degrees * 1e7).round() as i64;
    let places =
        network.nodes().iter().map(|node| (whole(node.at.lon_deg()), whole(node.at.lat_deg())));
    let ways = network.ways().iter().enumerate().map(|(number, way)| {
        let names: Vec<&str> = network
            .names()
            .filter(|name| network.called(name).contains(&(number as u32)))
            .collect();
        format!("{} {names:?} {:?} {:?}", way.class, network.nodes_of(way), way.passages)
    });
    (places.collect(), ways.collect())
}

/// The first issue of a file that is refused.
fn refused(path: &Path) -> Issue {
    let Problems { issues } = read_roads(path).expect_err("refused");
    assert_eq!(issues.len(), 1, "{issues:?}");
    issues[0].clone()
}

/// The first issue of a file called `name` with these bytes, which is refused.
fn refused_bytes(name: &str, bytes: &[u8]) -> Issue {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    refused(&path)
}

#[test]
fn every_form_gives_the_same_roads() {
    let expected = contents(&read_roads(&fixture("ok.osm.pbf")).expect("roads").network);
    assert_eq!(expected.0.len(), 9);
    assert_eq!(expected.0[0], (1_070_000_000, 298_000_000));
    assert!(expected.1[0].starts_with("residential [\"100\", \"凤城路\"] [0, 1, 2] "));
    assert!(expected.1[1].starts_with("tertiary [\"101\"] [2, 3, 4, 5] "));
    assert_eq!(expected.1.len(), 3);
    for name in [
        "ok.osm",
        "ok.osm.gz",
        "ok.osm.bz2",
        "low.osm",
        "low.osm.pbf",
        "lz4.osm.pbf",
        "zstd.osm.pbf",
    ] {
        let file = read_roads(&fixture(name)).expect(name);
        assert_eq!(file.warnings, [], "{name}");
        assert_eq!(contents(&file.network), expected, "{name}");
        let stored = fs::metadata(fixture(name)).expect("there").len();
        assert_eq!((file.inputs[0].bytes, file.inputs[0].features), (stored, 3), "{name}");
    }
}

#[test]
fn every_form_gives_the_same_places() {
    let roads = |name: &str| read_places(&fixture(name), &[("highway", &["residential"])]);
    let expected = roads("ok.osm").expect("places");
    let of = |at: usize| (expected[at].id.as_str(), expected[at].name.as_deref(), expected[at].at);
    let at = |lon_deg, lat_deg| LonLat::new(lon_deg, lat_deg).expect("a position");
    assert_eq!(of(0), ("w100", Some("凤城路"), at(107.003, 29.8)));
    assert_eq!(of(1), ("w102", None, at(107.053, 29.85)));
    assert_eq!(expected.len(), 2);
    let along = [107.0, 107.003, 107.006].map(|lon_deg| at(lon_deg, 29.8));
    assert_eq!(expected[0].line, along);
    let forms = ["ok.osm.pbf", "ok.osm.gz", "low.osm", "low.osm.pbf", "lz4.osm.pbf"];
    for name in forms {
        assert_eq!(roads(name).expect(name), expected, "{name}");
    }
    // Nodes have tags in blocks of their own.
    let plain = fixture("../../roads/plain.osm.pbf");
    let high = read_places(&plain, &[("ele", &["200"])]).expect("places");
    assert!(!high.is_empty() && high.iter().all(|own| own.id.starts_with('n')), "{high:?}");
    assert_eq!(roads("lzma.osm.pbf").expect_err("refused").errors(), 1);
}

#[test]
fn forms_are_told_by_content_not_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    for (from, name) in [
        ("ok.osm.gz", "roads.osm.pbf"),
        ("ok.osm.pbf", "roads.osm"),
        ("ok.osm.bz2", "roads"),
        ("ok.osm", "roads.xml"),
    ] {
        let path = folder.path().join(name);
        fs::copy(fixture(from), &path).expect("copied");
        assert_eq!(read_roads(&path).expect(name).network.ways().len(), 3, "{name}");
    }
    // A layer is one, whatever OpenStreetMap has to do with its name.
    let layer = folder.path().join("cut.osm.d/roads.osm.geojson");
    fs::create_dir(folder.path().join("cut.osm.d")).expect("a folder");
    fs::copy(fixture("../../roads/small_roads.geojson"), &layer).expect("copied");
    assert!(read_roads(&layer).is_ok());
    // A binary extract may be packed once more.
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&fs::read(fixture("ok.osm.pbf")).expect("the fixture")).expect("packed");
    let path = folder.path().join("roads.osm.pbf.gz");
    fs::write(&path, packed.finish().expect("packed")).expect("written");
    assert_eq!(read_roads(&path).expect("roads").network.ways().len(), 3);
}

#[test]
fn other_forms_are_refused_by_name_with_the_way_out() {
    let of_kind = |issue: &Issue, cause: &str, action: &str| {
        assert_eq!(issue.code, Code::OSM_FEATURE, "{issue:?}");
        assert!(issue.cause.to_string().contains(cause), "{issue:?}");
        assert!(issue.action.to_string().contains(action), "{issue:?}");
    };
    of_kind(&refused(&fixture("lzma.osm.pbf")), "packed with LZMA", "osmium cat");
    of_kind(&refused(&fixture("ok.osm.xz")), "packed with xz", "unpack it");
    of_kind(&refused_bytes("r.o5m", b"\xff\xe0\x04o5m2\xff"), "o5m", "osmium cat");
    let changes = b"<?xml version='1.0'?><osmChange version=\"0.6\"></osmChange>";
    of_kind(&refused_bytes("r.osm", changes), "osmChange", "apply-changes");
    let overpass = br#"{"version": 0.6, "generator": "Overpass API 0.7", "elements": []}"#;
    of_kind(&refused_bytes("r.json", overpass), "Overpass", "osmtogeojson");
    let twice = fs::read_to_string(fixture("ok.osm")).expect("the fixture");
    let twice = twice.replace("way id=\"101\"", "way id=\"100\"");
    of_kind(&refused_bytes("r.osm", twice.as_bytes()), "way 100", "time-filter");
    let mut layer = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    layer.write_all(br#"{"type": "FeatureCollection", "features": []}"#).expect("packed");
    let layer = layer.finish().expect("packed");
    of_kind(&refused_bytes("r.geojson.gz", &layer), "gzip", "unpack it");
    let page = refused_bytes("r.osm.bz2", b"<!DOCTYPE html><html><body>404</body></html>");
    assert_eq!(page.code, Code::OSM_CORRUPT);
    assert!(page.cause.to_string().contains("`html`"), "{page:?}");
    let zip = refused_bytes("r.osm.zip", b"PK\x03\x04\x14\0\0\0");
    assert!(zip.cause.to_string().contains("ZIP"), "{zip:?}");
}

#[test]
fn xml_cut_anywhere_is_refused() {
    let whole = fs::read(fixture("ok.osm")).expect("the fixture");
    let end = whole.len() - "</osm>\n".len();
    for length in (200..=end).step_by(7) {
        let issue = refused_bytes("r.osm", &whole[..length]);
        assert_eq!(issue.code, Code::OSM_CORRUPT, "{length}");
    }
    for name in ["ok.osm.gz", "ok.osm.bz2"] {
        let whole = fs::read(fixture(name)).expect("the fixture");
        let issue = refused_bytes(name, &whole[..whole.len() - 30]);
        assert_eq!(issue.code, Code::OSM_CORRUPT, "{name}");
    }
}

#[test]
fn deleted_objects_of_editors_are_left_out() {
    let text = fs::read_to_string(fixture("ok.osm")).expect("the fixture");
    for mark in ["visible=\"false\"", "action=\"delete\""] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("r.osm");
        let marked = text.replace("way id=\"102\"", &format!("way {mark} id=\"102\""));
        fs::write(&path, marked).expect("written");
        assert_eq!(read_roads(&path).expect("roads").network.ways().len(), 2, "{mark}");
    }
}

#[test]
fn what_unpacks_to_too_much_is_refused_while_it_unpacks() {
    // Each tag is below the limit of one; all of them are 90 MB in some 90 KB.
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(b"<osm version=\"0.6\">").expect("packed");
    for _ in 0..100 {
        packed.write_all(b"<note v='").expect("packed");
        packed.write_all(&[b' '; 900_000]).expect("packed");
        packed.write_all(b"'/>").expect("packed");
    }
    packed.write_all(b"</osm>").expect("packed");
    let issue = refused_bytes("r.osm.gz", &packed.finish().expect("packed"));
    assert_eq!(issue.code, Code::FILE_TOO_LARGE, "{issue:?}");
    assert!(issue.cause.to_string().contains("unpacks to more than"), "{issue:?}");
    let one = format!("<osm version=\"0.6\"><note v='{}'/></osm>", " ".repeat(3_000_000));
    let issue = refused_bytes("r.osm", one.as_bytes());
    assert!(issue.cause.to_string().contains("more than 1048576 bytes"), "{issue:?}");
    let deep = format!("<osm>{}", "<a>".repeat(1_000));
    assert!(refused_bytes("r.osm", deep.as_bytes()).cause.to_string().contains("deep"));

    // Three blocks of 30 MB in some 90 KB; they are sound, with an unknown field that is skipped.
    const LENGTH: usize = 30_000_000;
    let mut content = vec![0x0a, 0x00, 0x7a];
    content.extend(varint(LENGTH));
    content.resize(content.len() + LENGTH, 0);
    let mut packed = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&content).expect("packed");
    let packed = packed.finish().expect("packed");
    let mut body = vec![0x1a];
    body.extend(varint(packed.len()));
    body.extend(packed);
    let mut file = fs::read(fixture("ok.osm.pbf")).expect("the fixture");
    for _ in 0..3 {
        let mut head = b"\x0a\x07OSMData\x18".to_vec();
        head.extend(varint(body.len()));
        file.extend((head.len() as u32).to_be_bytes());
        file.extend(head);
        file.extend(&body);
    }
    let issue = refused_bytes("r.osm.pbf", &file);
    assert_eq!(issue.code, Code::FILE_TOO_LARGE, "{issue:?}");
}

fn varint(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 127 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
