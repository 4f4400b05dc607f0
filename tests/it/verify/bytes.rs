//! Bytes changed at random, anywhere in a run.

use super::{found, solved, verify};
use proptest::prelude::*;
use std::fs;

#[test]
fn a_byte_changed_anywhere_is_found() {
    let place = solved();
    let files: Vec<(String, Vec<u8>)> = place
        .names("out")
        .into_iter()
        .map(|name| {
            let bytes = fs::read(place.path(&format!("out/{name}"))).expect("read");
            (name, bytes)
        })
        .collect();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) };
    let change = (0..files.len(), 0.0..1.0, 1u8..=255, 0usize..3);
    proptest!(config, |((file, at, flip, how) in change)| {
        let (name, good) = &files[file];
        let at = (good.len() as f64 * at) as usize;
        let mut bytes = good.clone();
        match how {
            0 => bytes[at] ^= flip,
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, flip),
        }
        let path = place.path(&format!("out/{name}"));
        fs::write(&path, &bytes).expect("written");
        let ran = verify(&place, "out", &[]);
        fs::write(&path, good).expect("written");
        prop_assert!([0, 2, 6].contains(&ran.exit), "{name} {at}: {}", ran.stderr);
        // Seconds only the run itself can know; of the record every other file is the test.
        let own = ["timing.json", "record.json"].contains(&name.as_str());
        if ran.exit != 2 && !own && bytes != *good {
            let named = found(&ran).iter().any(|row| row.contains(name));
            prop_assert!(named, "{name} {at} {flip} {how}: {}", ran.stdout);
        }
    });
}
