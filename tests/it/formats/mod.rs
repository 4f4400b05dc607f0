//! Layers in the formats and coordinate systems that planners have.

mod bytes;
mod crs;
mod gdal;
mod odd;
mod people;
mod round;

use std::path::{Path, PathBuf};
use yike::domain::Feature;
use yike::domain::crs::Crs;
use yike::read::{FeatureFile, Issue, Problems, read_features};

/// A file of `tests/fixtures/layers`.
fn fixture(name: &str) -> PathBuf {
    Path::new("tests/fixtures/layers").join(name)
}

fn read(path: &Path, crs: Option<&str>) -> FeatureFile {
    let crs = crs.map(|text| Crs::parse(text).expect("a system"));
    read_features(path, None, crs)
        .unwrap_or_else(|problems| panic!("{}: {problems}", path.display()))
}

/// The codes of what is found in a file, whether it can be read or not.
fn codes(path: &Path, crs: Option<&str>) -> Vec<String> {
    let crs = crs.map(|text| Crs::parse(text).expect("a system"));
    let issues: Vec<Issue> = match read_features(path, None, crs) {
        Ok(file) => file.warnings,
        Err(Problems { issues }) => issues,
    };
    issues.iter().for_each(crate::common::chinese::assert_issue_told);
    issues.iter().map(|issue| issue.code.to_string()).collect()
}

/// Asserts that two layers have the same features: ids, properties, geometry to `near` degrees; in any order and with
/// any start of rings.
fn same(mut found: Vec<Feature>, mut wanted: Vec<Feature>, near: f64) {
    use geo::{Area, BoundingRect, CoordsIter};
    let id = |feature: &Feature| feature.properties.to_json()["id"].to_string();
    found.sort_by_key(id);
    wanted.sort_by_key(id);
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        let there = found.properties.to_json();
        for (name, value) in &wanted.properties.to_json() {
            let there = &there[name];
            let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs();
            match (there.as_f64(), value.as_f64()) {
                (Some(a), Some(b)) => assert!(close(a, b), "{name}: {a} for {b}"),
                _ => assert_eq!(there, value, "{name}"),
            }
        }
        let (a, b) = (&found.geometry, &wanted.geometry);
        assert_eq!(a.coords_count(), b.coords_count());
        assert!((a.unsigned_area() - b.unsigned_area()).abs() < near);
        let (a, b) = (a.bounding_rect().expect("a box"), b.bounding_rect().expect("a box"));
        for (a, b) in [(a.min(), b.min()), (a.max(), b.max())] {
            assert!((a.x - b.x).abs() < near && (a.y - b.y).abs() < near, "{a:?} for {b:?}");
        }
    }
}

fn features(file: FeatureFile) -> Vec<Feature> {
    file.features.into_iter().map(|(_, feature)| feature).collect()
}

mod locate;
