//! No bytes make the readers of roads panic, and a file that ends early is refused or has less in it.

use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use yike::read::roads::read_roads;
use yike::read::{Code, Issue, Problems};

fn fixture(name: &str) -> PathBuf {
    let roads = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/roads");
    roads.join(name)
}

/// All issues of a file with these bytes, and how many roads it has.
fn read(bytes: &[u8], name: &str) -> (Vec<Issue>, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    match read_roads(&path) {
        Ok(file) => (file.warnings, file.network.ways().len()),
        Err(Problems { issues }) => (issues, 0),
    }
}

#[test]
fn a_plain_extract_is_read_with_speeds_heights_and_ferries() {
    let file = read_roads(&fixture("plain.osm.pbf")).expect("an extract");
    let network = &file.network;
    assert_eq!((network.nodes().len(), network.ways().len()), (6, 3));
    assert_eq!(network.nodes()[0].height_m, Some(200.0));
    assert_eq!(network.nodes()[1].height_m, None);
    let limit = network.ways()[0].speed_limit.expect("30 mph");
    assert!((limit.metres_per_second() * 3.6 - 48.280).abs() < 0.001);
    let ferry = &network.ways()[2];
    assert_eq!(ferry.duration.map(|time| time.minutes()), Some(20.0));
    assert_eq!(file.inputs[0].features, 3);
    assert_eq!(file.inputs[0].sha256.len(), 64);
}

#[test]
fn an_extract_cut_anywhere_is_refused_or_lacks_roads() {
    let whole = fs::read(fixture("plain.osm.pbf")).expect("the fixture");
    for length in 0..whole.len() {
        let (issues, roads) = read(&whole[..length], "roads.osm.pbf");
        let codes: Vec<Code> = issues.iter().map(|issue| issue.code).collect();
        assert!(
            roads == 0 && (codes.contains(&Code::OSM_CORRUPT) || codes.contains(&Code::NO_ROADS)),
            "{length}: {roads} roads, {codes:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_an_extract_panic(slips in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut bytes = fs::read(fixture("plain.osm.pbf")).expect("the fixture");
        for (at, byte) in slips {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        read(&bytes, "roads.osm.pbf");
    }

    #[test]
    fn nor_any_after_a_good_beginning(rest in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut bytes = fs::read(fixture("plain.osm.pbf")).expect("the fixture");
        bytes.truncate(60);
        bytes.extend(rest);
        read(&bytes, "roads.osm.pbf");
    }

    #[test]
    fn no_bytes_make_xml_panic(slips in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut bytes = fs::read(fixture("../field/osm_kinds/ok.osm")).expect("the fixture");
        for (at, byte) in slips {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        read(&bytes, "roads.osm");
    }

    #[test]
    fn no_bytes_make_lines_panic(slips in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut bytes = fs::read(fixture("small_roads.geojson")).expect("the fixture");
        for (at, byte) in slips {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        read(&bytes, "roads.geojson");
    }
}
