//! Placements to start from.

use super::{fixture, instance_file, read};
use std::path::PathBuf;
use yike::domain::location::Instance;
use yike::read::Code;
use yike::read::location::{
    DemandFile, InstanceSource, PointLayers, SiteFile, read_instance, read_start,
};

fn grid() -> Instance {
    read(instance_file("small_grid.dat")).instance
}

/// With the existing site S1 and the free S2.
fn town() -> Instance {
    let layers = PointLayers {
        demand: DemandFile { path: fixture("demand.csv"), ..DemandFile::default() },
        sites: Some(SiteFile { path: fixture("sites.csv"), ..SiteFile::default() }),
        detour: 1.0,
        plane: false,
    };
    read_instance(&InstanceSource::Layers(layers)).expect("layers").instance
}

fn written(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

#[test]
fn every_form_of_a_placement_is_read() {
    let geojson = |properties: [&str; 2]| {
        let features = properties.map(|properties| {
            format!(r#"{{"type": "Feature", "properties": {properties}, "geometry": null}}"#)
        });
        format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","))
    };
    let flags = geojson([r#"{"id": 0, "open": false}"#, r#"{"id": "1", "open": true}"#]);
    let bare = geojson([r#"{"id": "1"}"#, r#"{"id": "0"}"#]);
    let forms: [(&str, &str, &[u32]); 9] = [
        ("placement.geojson", &flags, &[1]),
        ("some.geojson", &bare, &[0, 1]),
        ("sites.csv", "id,open,people\n0,false,3\n1,true,4\n", &[1]),
        ("sites.csv", "\u{feff}site\r\n1\r\n", &[1]),
        ("sites.csv", "id,open\n0,0\n1,1\n", &[1]),
        ("list.csv", "1\n0\n", &[0, 1]),
        ("list.txt", "1\n\n", &[1]),
        ("list", "0 1\n", &[0, 1]),
        ("list", "0, 1", &[0, 1]),
    ];
    for (name, text, open) in forms {
        let (_folder, path) = written(name, text);
        let start =
            read_start(&path, &grid()).unwrap_or_else(|problems| panic!("{text}: {problems}"));
        assert_eq!(start.placement.open, open, "{text}");
        assert_eq!(start.placement.served, None);
        assert_eq!(start.input.bytes, text.len() as u64);
    }
}

#[test]
fn existing_sites_are_open_in_every_start() {
    let (_folder, path) = written("list", "S2\n");
    let start = read_start(&path, &town()).expect("a start");
    assert_eq!(start.placement.open, [0, 1]);
    let (_folder, path) = written("sites.csv", "id,open\nS1,false\nS2,true\n");
    let problems = read_start(&path, &town()).expect_err("S1 is there today");
    assert_eq!(problems.issues[0].code, Code::CONTRADICTION);
}

#[test]
fn bad_starts_are_refused() {
    let bad = [
        ("list", "7\n", Code::UNKNOWN_SITE),
        ("sites.csv", "id,open\n0,true\n0,true\n", Code::DUPLICATE_ID),
        ("sites.csv", "id,open\n0,perhaps\n", Code::UNKNOWN_WORD),
        ("sites.csv", "id,open\n0,true\n1,\n", Code::FIELD_MISSING),
        ("sites.csv", "name,open\n0,true\n", Code::COLUMN_MISSING),
        ("empty", "", Code::LAYER_EMPTY),
        ("cut.geojson", "{\"type\": \"Feature", Code::JSON_MALFORMED),
    ];
    for (name, text, code) in bad {
        let (_folder, path) = written(name, text);
        let problems = read_start(&path, &grid()).expect_err(text);
        let found: Vec<Code> = problems.issues.iter().map(|issue| issue.code).collect();
        assert_eq!(found, [code], "{text}: {problems}");
        problems.issues.iter().for_each(crate::common::chinese::assert_issue_told);
    }
    let problems = read_start(&PathBuf::from("tests/none"), &grid()).expect_err("no file");
    assert_eq!(problems.issues[0].code, Code::FILE_UNREADABLE);
}
