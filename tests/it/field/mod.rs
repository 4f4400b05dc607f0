//! Situations that users of planning and GIS tools meet: each is read as GDAL reads it, or said in words.

mod layers;
mod rasters;
mod tables;

use std::path::{Path, PathBuf};
use yike::read::{FeatureFile, Issue, Problems, read_features};

/// A file of `tests/fixtures/field`.
fn fixture(name: &str) -> PathBuf {
    Path::new("tests/fixtures/field").join(name)
}

fn read(path: &Path) -> FeatureFile {
    read_features(path, None, None)
        .unwrap_or_else(|problems| panic!("{}: {problems}", path.display()))
}

fn codes(issues: &[Issue]) -> Vec<String> {
    issues.iter().map(|issue| issue.code.to_string()).collect()
}

/// What is said of a file that is refused.
fn refused(path: &Path) -> Vec<Issue> {
    let Err(Problems { issues }) = read_features(path, None, None) else {
        panic!("{} is read", path.display());
    };
    issues
}
