//! `solve` on a plan over several periods.

use super::{Workplace, status, workplace};

/// The small plan over two periods, half of its money in each.
fn over_two_periods() -> Workplace {
    let place = workplace();
    place.over_two_periods();
    place
}

#[test]
fn a_schedule_is_shown_and_written() {
    let place = over_two_periods();
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("A schedule, proved"));
    assert!(ran.stdout.contains("What foresight is worth"));
    let names = [
        "2023",
        "2025",
        "record.json",
        "schedule.csv",
        "schedule.json",
        "summary.md",
        "summary.zh.md",
        "timing.json",
    ];
    assert_eq!(place.names("out"), names);
    assert!(place.names("out/2023").contains(&"layout.geojson".to_owned()));
    // The layout of the plan's own year is one that the audit takes.
    let audit = place.run(&["audit", "plan.toml", "--layout", "out/2025/layout.geojson"]);
    assert_eq!(audit.exit, 0, "{}", audit.stdout);
}

#[test]
fn the_json_is_the_file_at_any_number_of_threads() {
    let place = over_two_periods();
    let one = place.run(&["solve", "plan.toml", "--out", "one", "--json", "--threads", "1"]);
    let two = place.run(&["solve", "plan.toml", "--out", "two", "--json", "--threads", "2"]);
    assert_eq!((one.exit, status(&one)), (0, "proved".into()));
    assert_eq!(one.stdout, place.read("one/schedule.json"));
    assert_eq!(one.stdout, two.stdout);
    let alone = place.run(&["solve", "plan.toml", "--out", "three", "--json", "--no-comparison"]);
    assert!(alone.json()["foresight"][0]["myopic"]["all"].is_null());
    assert_eq!(alone.json()["works"], one.json()["works"]);
}

#[test]
fn no_schedule_says_why() {
    let place = over_two_periods();
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 3);
    assert!(ran.stdout.contains("2025 has no plan even alone"), "{}", ran.stdout);
    assert!(!place.names("out").contains(&"schedule.csv".to_owned()));
    let lp = place.run(&["solve", "plan.toml", "--out", "out", "--lp-file", "m.lp"]);
    assert_eq!(lp.exit, 2);
    assert!(lp.stderr.contains("--lp-file"));
}
