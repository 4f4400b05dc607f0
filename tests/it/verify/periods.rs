//! Runs over several periods: each period's folder, and what stands beside them.

use super::planted::{Kept, planted};
use super::{found, verify};
use crate::common::program::Workplace;

fn solved() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.over_two_periods();
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    place
}

/// As in `planted`.
const CHANGES: &str = r#"
the verdict              | schedule.json | "status": "proved" | "status": "stopped-with-plan" | differs schedule.json, status
when a work begins       | schedule.json | "begins": 2023 | "begins": 2025 | differs schedule.json
a work that is none      | schedule.json | "work": "build- | "work": "rebuild- | unreadable schedule.json, works[0]
who pays                 | schedule.json | "payments_yuan": {⏎        "district": 1 | "payments_yuan": {⏎        "district": 2 | differs schedule.json, works[0]
money of a period        | schedule.json | "income_yuan": 1000000 | "income_yuan": 1500000 | differs schedule.json, periods[0].money[0].income_yuan
people of a period       | schedule.json | "people": 3800.0 | "people": 3900.0 | differs schedule.json, periods[0].people
a value over all         | schedule.json | "stage": "money",⏎      "termination": "optimal",⏎      "value": | "stage": "money",⏎      "termination": "optimal",⏎      "value": 1 , "x": | differs schedule.json, stages[1] (money).value
time that nobody limited | schedule.json | "termination": "optimal" | "termination": "time-limit" | implausible schedule.json, stages[0].termination
what the schedule is worth | schedule.json | "schedule": {⏎        "by_year": {⏎          "2023": | "schedule": {⏎        "by_year": {⏎          "2023": 7, "1999": | differs schedule.json, foresight[0] (coverage).schedule.by_year.2023
what others reach        | schedule.json | "myopic": {⏎        "by_year": {⏎          "2023": | "myopic": {⏎        "by_year": {⏎          "2023": 7, "1999": | differs summary.md, line
a date in the table      | schedule.csv | 2023 | 2024 | differs schedule.csv, line
a line of the summary    | summary.zh.md | 分期 | 分年 | differs summary.zh.md, line
a period's layout        | 2025/layout.geojson | "plan_work_id":"build-point-standard","plan_work":"build" | "plan_work_id":"stay","plan_work":"stay" | unreadable 2025/layout.geojson
a period's people        | 2025/coverage.geojson | "aged_60":300 | "aged_60":301 | differs 2025/coverage.geojson, B1, aged_60
a period's year          | 2025/plan.json | "period": 2025 | "period": 2024 | differs 2025/plan.json, period
"#;

#[test]
fn a_schedule_verifies_and_changes_in_it_are_found() {
    let place = solved();
    let ran = verify(&place, "out", &[]);
    assert_eq!((ran.exit, found(&ran).len()), (0, 0), "{}", ran.stdout);
    let files = ran.json()["files"].as_array().expect("a list").len();
    assert_eq!(files, 5 + 2 * 12);
    let kept = Kept::of(&place, &["out", "out/2023", "out/2025"]);
    planted(&place, &kept, CHANGES);
    std::fs::remove_dir_all(place.path("out/2025")).expect("removed");
    let ran = verify(&place, "out", &[]);
    assert_eq!(ran.exit, 6);
    assert_eq!(found(&ran), ["missing 2025, "]);
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn the_schedule_of_a_district_verifies() {
    let place = Workplace::with("data/changshou");
    let words = ["solve", "periods.toml", "--out", "out"];
    // What a run writes is verified as it ends.
    assert_eq!(place.run(&words).exit, 0);
    let alone = ["solve", "periods.toml", "--out", "alone", "--no-comparison"];
    assert_eq!(place.run(&alone).exit, 0);
}
