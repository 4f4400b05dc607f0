//! Stdout is data, stderr is messages; both stay within what a terminal shows.

use super::{impossible, workplace};
use crate::common::program::{Workplace, columns, yike};
use std::process::Stdio;

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = workplace();
    let words = ["solve", "plan.toml", "--out", "out", "--json", "--quiet"];
    let mut child = yike(&place.path(""), &words)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(place.path("out/plan.json").exists());
}

#[test]
fn nothing_is_coloured_where_nobody_watches() {
    let place = workplace();
    let mut plain = yike(&place.path(""), &["check", "no-such.toml"]);
    let plain = plain.env("NO_COLOR", "1").output().expect("it starts");
    let piped = place.run(&["check", "no-such.toml"]);
    assert_eq!(String::from_utf8_lossy(&plain.stderr), piped.stderr);
    for words in [&["check", "no-such.toml"][..], &["--help"], &["no-such"]] {
        let ran = place.run(words);
        assert!(!format!("{}{}", ran.stdout, ran.stderr).contains('\u{1b}'));
    }
}

/// Every line of stdout fits 80 columns, in which Chinese characters take two.
fn fits(place: &Workplace, words: &[&str]) {
    let ran = place.run(words);
    assert!(!ran.stdout.is_empty(), "{}", ran.stderr);
    for line in ran.stdout.lines() {
        assert!(columns(line) <= 80, "{} columns: {line}", columns(line));
    }
}

#[test]
fn what_people_read_fits_eighty_columns() {
    let place = workplace();
    let layout = ["audit", "plan.toml", "--layout", "one_after_another.geojson"];
    for words in [
        &["--help"][..],
        &["check", "--help"],
        &["solve", "--help"],
        &["audit", "--help"],
        &["explain", "--help"],
        &["explain"],
        &["explain", "P2003"],
        &["check", "plan.toml"],
        &["solve", "plan.toml", "--out", "out"],
        &layout,
    ] {
        fits(&place, words);
    }
    fits(&impossible(), &["solve", "plan.toml", "--out", "out"]);
}

#[test]
fn real_plans_fit_eighty_columns() {
    for district in ["data/changshou", "data/qianjiang"] {
        fits(&Workplace::with(district), &["check", "plan.toml"]);
    }
    let place = Workplace::with("data/changshou");
    let stay = r#"{"type":"Feature","properties":{"id":"500115001-centre","plan_work":"stay"},"geometry":null}"#;
    place.write("today.geojson", &format!(r#"{{"type":"FeatureCollection","features":[{stay}]}}"#));
    fits(&place, &["audit", "plan.toml", "--layout", "today.geojson"]);
}

#[test]
fn output_that_cannot_be_written_is_said() {
    let place = workplace();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let mut child = yike(&place.path(""), &["check", "plan.toml"]);
    let output = child.stdout(full).output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("standard output cannot be written"), "{said}");
}

#[test]
fn streams_are_refused_where_no_command_takes_them() {
    let place = workplace();
    let rows: [(&[&str], &str); 5] = [
        (&["demand", "-", "--out", "o.csv"], "towns: standard input"),
        (&["demand", "towns.geojson", "--out", "-"], "--out: standard output"),
        (&["locate", "p-median", "--demand", "-", "--p", "1"], "--demand: standard input"),
        (&["forecast", "--years", "2025", "--out", "-"], "--out: standard output"),
        (
            &["matrix", "villages.geojson", "-", "--network", "r.osm", "--out", "-"],
            "sites: standard input",
        ),
    ];
    for (words, says) in rows {
        let ran = place.run(words);
        assert!(ran.exit == 2 && ran.stderr.contains(says), "{}", ran.stderr);
    }
    assert!(!place.path("-").exists());
}
