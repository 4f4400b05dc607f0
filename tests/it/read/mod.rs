//! Reading plans and layouts.

mod bad;
mod bombs;
mod bytes;
mod codes;
mod figures;
mod good;
mod joined;
mod keys;
mod shift;

use std::path::PathBuf;

/// A file of `tests/fixtures`; relative, so that messages are the same on every machine.
fn fixture(path: &str) -> PathBuf {
    PathBuf::from("tests/fixtures").join(path)
}
