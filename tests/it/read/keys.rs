//! Unknown keys: the first are named, the others counted, in time in proportion to their number.

use super::fixture;
use std::fmt::Write;
use std::fs;
use std::time::{Duration, Instant};
use yike::read::{Code, read_plan};

#[test]
fn many_unknown_keys_are_counted_at_once() {
    let mut text = String::new();
    for key in 0..40_000 {
        let _ = writeln!(text, "k{key} = 1");
    }
    text += &fs::read_to_string(fixture("good").join("plan.toml")).expect("the plan");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.toml");
    fs::write(&path, text).expect("written");
    let start = Instant::now();
    let problems = read_plan(&path).expect_err("unknown keys");
    // Where every key was held against every other it took minutes.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    let unknown: Vec<String> = problems
        .issues
        .iter()
        .filter(|issue| issue.code == Code::UNKNOWN_KEY)
        .map(|issue| issue.cause.to_string())
        .collect();
    assert_eq!(unknown.len(), 21);
    assert_eq!(unknown[0], "`k0` is not a key of this table");
    assert_eq!(unknown[20], "from `k20` on, 39980 more are not keys of this table");
}
