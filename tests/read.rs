//! Reading plans and layouts.

#[path = "read/bad.rs"]
mod bad;
#[path = "read/bytes.rs"]
mod bytes;
#[path = "read/codes.rs"]
mod codes;
#[path = "read/figures.rs"]
mod figures;
#[path = "read/good.rs"]
mod good;
#[path = "read/joined.rs"]
mod joined;
#[path = "read/shift.rs"]
mod shift;

use std::path::PathBuf;

/// A file of `tests/fixtures`; relative, so that messages are the same on every machine.
fn fixture(path: &str) -> PathBuf {
    PathBuf::from("tests/fixtures").join(path)
}
