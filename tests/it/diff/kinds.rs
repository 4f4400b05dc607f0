//! Runs of other kinds beside each other.

use super::diff;
use crate::common::program::Workplace;

/// The places at which two runs differ.
fn places(diff: &serde_json::Value) -> Vec<String> {
    let changes = diff["changes"].as_array().expect("a list").iter();
    changes.map(|row| row["place"].as_str().expect("a place").to_owned()).collect()
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn runs_of_one_kind_are_compared_by_their_records() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let kinds: [(&str, &[&str]); 4] = [
        ("frontier", &["--against", "money", "--points", "3"]),
        ("sweep", &["--vary", "travel.detour=1.2,1.4"]),
        ("alternatives", &["--count", "1"]),
        ("robust", &["--by", "worst", "--vary", "travel.detour=1.2,1.4"]),
    ];
    let run = |kind: &str, more: &[&str], out: &str| {
        let words = [&[kind, "plan.toml"], more, &["--out", out]].concat();
        let ran = place.run(&words);
        assert_eq!(ran.exit, 0, "{words:?}: {}", ran.stderr);
    };
    for (kind, more) in kinds {
        run(kind, more, &format!("{kind}_a"));
    }
    place.edit("plan.toml", "2_000_000 yuan", "1_500_000 yuan");
    for (kind, more) in kinds {
        let [a, b] = [format!("{kind}_a"), format!("{kind}_b")];
        run(kind, more, &b);
        let same = diff(&place, &a, &a, &[]);
        assert_eq!((&same["kind"], places(&same).len()), (&kind.into(), 0));
        let other = diff(&place, &a, &b, &["--out", &format!("{kind}_diff")]);
        assert!(!places(&other).is_empty(), "{kind}");
        assert!(places(&other).iter().all(|place| !place.starts_with("run.")));
        let table = place.read(&format!("{kind}_diff/diff_records.csv"));
        assert_eq!(table.lines().count(), places(&other).len() + 1);
    }
    let ran = place.run(&["diff", "frontier_a", "sweep_a"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("P6205"), "{}", ran.stderr);
}

#[test]
fn a_column_of_the_sites_that_differs_is_told_by_its_name() {
    let place = super::two_runs();
    let diff = diff(&place, "best", "drawn", &["--out", "out"]);
    let rows = diff["columns"].as_array().expect("a list");
    let of = |column: &str, site: &str| {
        rows.iter()
            .find(|row| row["column"] == column && row["site"] == site)
            .unwrap_or_else(|| panic!("{column} of {site}"))
    };
    assert_eq!(of("standing", "X-centre")["b"], true);
    assert_eq!(of("cost_yuan", "X-centre")["a"], 0);
    assert_eq!(of("persons_served", "B1-point")["a"], 300.0);
    assert!(rows.iter().all(|row| row["a"] != row["b"]));
    let table = place.read("out/diff_columns.csv");
    assert_eq!(table.lines().count(), rows.len() + 1);
}
