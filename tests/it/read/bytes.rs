//! No bytes make the reader panic, and the same bytes give the same issues.

use super::fixture;
use proptest::prelude::*;
use std::fs;
use yike::read::{Issue, Problems, read_layout, read_plan};

const FILES: [&str; 6] = [
    "plan.toml",
    "towns.geojson",
    "units.geojson",
    "sites.geojson",
    "medical.geojson",
    "layout.geojson",
];

/// One slip of a pen, a program or a disk.
#[derive(Debug, Clone)]
enum Slip {
    Byte(usize, u8),
    Cut(usize),
    Drop(usize, usize),
    Repeat(usize, usize),
    /// The value at the nth place where a value starts becomes another.
    Value(usize, &'static str),
    /// One word of the formats becomes another.
    Word(usize, usize),
}

const VALUES: [&str; 14] = [
    "null",
    "true",
    "-1",
    "0",
    "1e308",
    "0.1",
    "\"\"",
    "\"T01\"",
    "[]",
    "{}",
    "[[]]",
    "\"[1]\"",
    "180",
    "\"NaN %\"",
];

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Slip::Byte(at, byte)),
        any::<usize>().prop_map(Slip::Cut),
        (any::<usize>(), 1..40_usize).prop_map(|(at, count)| Slip::Drop(at, count)),
        (any::<usize>(), 1..40_usize).prop_map(|(at, count)| Slip::Repeat(at, count)),
        (any::<usize>(), prop::sample::select(&VALUES[..]))
            .prop_map(|(at, value)| Slip::Value(at, value)),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Slip::Word(from, to)),
    ]
}

fn apply(mut bytes: Vec<u8>, slip: &Slip) -> Vec<u8> {
    let length = bytes.len().max(1);
    match *slip {
        Slip::Byte(at, byte) => {
            if let Some(place) = bytes.get_mut(at % length) {
                *place = byte;
            }
        }
        Slip::Cut(at) => bytes.truncate(at % length),
        Slip::Drop(at, count) => {
            let start = (at % length).min(bytes.len());
            let end = (start + count).min(bytes.len());
            bytes.drain(start..end);
        }
        Slip::Repeat(at, count) => {
            let start = (at % length).min(bytes.len());
            let part = bytes[start..(start + count).min(bytes.len())].to_vec();
            bytes.splice(start..start, part);
        }
        Slip::Value(at, value) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let marks: Vec<usize> =
                text.match_indices([':', '=', '[', ',']).map(|(at, _)| at + 1).collect();
            if let Some(&start) = marks.get(at % marks.len().max(1)) {
                let rest = &text[start..];
                let end = rest.find([',', '}', ']', '\n']).map_or(text.len(), |end| start + end);
                bytes = format!("{} {value}{}", &text[..start], &text[end..]).into_bytes();
            }
        }
        Slip::Word(from, to) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let words: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
            if !words.is_empty() {
                let (from, to) = (words[from % words.len()], words[to % words.len()]);
                bytes = text.replacen(&format!("\"{from}\""), &format!("\"{to}\""), 1).into_bytes();
            }
        }
    }
    bytes
}

fn read(folder: &std::path::Path) -> Vec<Issue> {
    match read_plan(&folder.join("plan.toml")) {
        Err(Problems { issues }) => issues,
        Ok(plan) => match read_layout(&folder.join("layout.geojson"), &plan.problem) {
            Ok((_, warnings, _)) => warnings,
            Err(Problems { issues }) => issues,
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slips_never_panic_and_always_say_the_same(
        file in 0..FILES.len(),
        slips in prop::collection::vec(slip(), 1..5),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        for (position, name) in FILES.iter().enumerate() {
            let good = fs::read(fixture("good").join(name)).expect("a good file");
            let bytes = if position == file { slips.iter().fold(good, apply) } else { good };
            fs::write(folder.path().join(name), bytes).expect("written");
        }
        let first = read(folder.path());
        prop_assert_eq!(&first, &read(folder.path()));
        for issue in first {
            prop_assert!(!issue.place.file.is_empty(), "a gap in the rules: {}", issue);
        }
    }
}
