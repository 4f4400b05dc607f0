//! `yike robust` as it is typed: what it writes and shows, and what it refuses.

use super::workplace;
use crate::common::program::{Ran, Workplace, columns};
use serde_json::Value;
use std::path::Path;

/// Scenarios in which the best layouts differ.
const VARY: [&str; 4] = ["--vary", "travel.detour=1,1.4,2.5", "--vary", "scale.people=1,1.2"];

fn robust(place: &Workplace, more: &[&str]) -> Ran {
    place.run(&[&["robust", "plan.toml"], more].concat())
}

fn files(place: &Workplace, out: &str) -> Vec<(String, Vec<u8>)> {
    let names = place.names(out).into_iter();
    let own = names.filter(|name| name != "timing.json");
    own.map(|name| {
        let bytes = std::fs::read(place.path(&format!("{out}/{name}"))).expect("written");
        (name, bytes)
    })
    .collect()
}

fn rows(place: &Workplace, path: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut table = csv::Reader::from_path(place.path(path)).expect("a table");
    table.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn the_program_shows_and_writes_one_layout_for_all() {
    let place = workplace();
    let words = [&VARY[..], &["--by", "regret", "--out", "out"]].concat();
    let ran = robust(&place, &words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    insta::assert_snapshot!(ran.seen());
    assert!(ran.stdout.lines().all(|line| columns(line) <= 80), "{}", ran.stdout);
    insta::assert_snapshot!(place.read("out/summary.md"));
    insta::assert_snapshot!(place.read("out/summary.zh.md"));
    insta::assert_snapshot!(place.read("out/robust.csv"));
}

#[test]
fn threads_change_no_byte() {
    let place = workplace();
    for by in ["worst", "regret", "expected", "cvar"] {
        let run = |threads: &str, out: &str| {
            let words = [&VARY[..], &["--by", by, "--threads", threads, "--out", out]].concat();
            let ran = robust(&place, &words);
            assert_eq!(ran.exit, 0, "{}", ran.stderr);
            (files(&place, out), ran.stdout)
        };
        assert_eq!(run("1", "one"), run("8", "eight"), "{by}");
    }
}

#[test]
fn all_outputs_say_the_same() {
    let place = workplace();
    let more =
        ["--by", "worst", "--out", "out", "--json", "--weights", "3,1,1,1,1,1", "--in", "people"];
    let ran = robust(&place, &[&VARY[..], &more].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert_eq!(place.read("out/robust.json"), ran.stdout);
    let json = ran.json();
    assert_eq!((&json["status"], &json["by"]), (&"proved".into(), &"worst".into()));
    let table = rows(&place, "out/robust.csv");
    let scenarios = json["scenarios"].as_array().expect("scenarios");
    assert_eq!(table.len(), 6);
    for (row, own) in table.iter().zip(scenarios) {
        let number = |name: &str| row[name].parse::<f64>().expect("a number");
        for name in [
            "scenario",
            "probability",
            "weighted_people",
            "covered_weighted_people",
            "covered_share",
            "own_best_weighted_people",
            "regret_weighted_people",
            "works_cost_yuan",
            "expected_layout_covered",
        ] {
            assert_eq!(Some(number(name)), own[name].as_f64(), "{name}");
        }
        assert_eq!(own["parameters"]["scale.people"].as_f64(), Some(number("scale.people")));
        let share = number("covered_weighted_people") / number("weighted_people");
        assert_eq!(share, number("covered_share"));
    }
    let covered = |own: &Value| own["covered_weighted_people"].as_f64().expect("a number");
    let least = scenarios.iter().map(covered).fold(f64::INFINITY, f64::min);
    assert_eq!(json["aims"][0]["value"].as_f64(), Some(least));
    assert_eq!(scenarios[0]["probability"].as_f64(), Some(0.375));
    // The layout is a layout of the plan: its works are those of the list, and the audit finds no fault.
    let audit = place.run(&["audit", "plan.toml", "--layout", "out/layout.geojson", "--json"]);
    assert_eq!(audit.exit, 0, "{}", audit.stderr);
    let map: Value = serde_json::from_str(&place.read("out/layout.geojson")).expect("JSON");
    let works = map["features"].as_array().expect("features").iter().filter_map(|feature| {
        let own = &feature["properties"];
        let work = own["plan_work_id"].as_str().filter(|work| *work != "stay")?;
        Some((own["id"].as_str()?.to_owned(), work.to_owned()))
    });
    let listed = json["works"].as_array().expect("works").iter().map(|work| {
        let text = |key: &str| work[key].as_str().expect("text").to_owned();
        (text("site"), text("work"))
    });
    assert!(works.eq(listed));
}

/// A scenario's figures written into the plan, solved alone: the program's own best.
#[test]
fn own_bests_are_those_of_the_frontier() {
    let place = workplace();
    let more = ["--by", "expected", "--in", "people", "--out", "out"];
    assert_eq!(robust(&place, &[&VARY[..], &more].concat()).exit, 0);
    for row in rows(&place, "out/robust.csv") {
        let set = |path: &str| format!("{path}={}", row[path]);
        let (reach, people) = (set("travel.detour"), set("scale.people"));
        let words = [
            "frontier",
            "plan.toml",
            "--against",
            "money",
            "--points",
            "2",
            "--json",
            "--set",
            &reach,
            "--set",
            &people,
        ];
        let json = place.run(&words).json();
        let points = json["points"].as_array().expect("points");
        let best = points.iter().filter_map(|point| point["coverage_weighted_people"].as_f64());
        let best = best.fold(0.0, f64::max);
        let own: f64 = row["own_best_weighted_people"].parse().expect("a number");
        assert!((best - own).abs() < 1e-6 * best, "{row:?} {best}");
    }
}

#[test]
fn what_is_asked_of_sites_holds_in_the_layout() {
    let place = workplace();
    let asked =
        ["--require", "X2-point", "--forbid", "D1-station", "--by", "worst", "--out", "out"];
    assert_eq!(robust(&place, &[&VARY[..], &asked].concat()).exit, 0);
    let json: Value = serde_json::from_str(&place.read("out/robust.json")).expect("JSON");
    let works = json["works"].as_array().expect("works");
    let built = |site: &str| works.iter().any(|own| own["site"] == site);
    assert!(built("X2-point") && !built("D1-station"));
    assert!(place.read("out/summary.md").contains("`--require X2-point`"));
}

#[test]
fn what_no_layout_holds_is_said() {
    let place = workplace();
    let words = [
        "--vary",
        "funding.district.amount=100_000 yuan,9 million yuan",
        "--set",
        "target.1.kind=binding",
        "--by",
        "worst",
        "--out",
        "out",
    ];
    let ran = robust(&place, &words);
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
    assert!(ran.stdout.contains("No layout even alone: scenario 1;"), "{}", ran.stdout);
    assert_eq!(
        place.names("out"),
        ["record.json", "robust.csv", "robust.json", "summary.md", "summary.zh.md", "timing.json"]
    );
    let json: Value = serde_json::from_str(&place.read("out/robust.json")).expect("JSON");
    assert_eq!(json["clash"]["how"], "alone");
    assert_eq!(json["clash"]["scenarios"], serde_json::json!([1]));
    let table = rows(&place, "out/robust.csv");
    assert_eq!(
        (table[0]["has_own_plan"].as_str(), table[1]["has_own_plan"].as_str()),
        ("false", "true")
    );
}

#[test]
fn time_that_is_used_up_is_said() {
    let place = workplace();
    let more =
        ["--by", "cvar", "--alpha", "0.5", "--time-limit", "0.001 s", "--out", "out", "--json"];
    let ran = robust(&place, &[&VARY[..], &more].concat());
    let status = ran.json()["status"].as_str().expect("a word").to_owned();
    match ran.exit {
        0 => assert!(["stopped-with-plan", "proved", "proved-to-gap"].contains(&status.as_str())),
        4 => assert_eq!(status, "stopped-without-plan"),
        exit => panic!("{exit}: {}", ran.stderr),
    }
}

#[test]
fn bad_words_are_refused() {
    let place = workplace();
    let refused = |words: &[&str], said: &str| {
        let ran = robust(&place, &[words, &["--out", "out"]].concat());
        assert_eq!(ran.exit, 2, "{words:?}");
        assert!(ran.stderr.contains(said), "{words:?}: {}", ran.stderr);
        assert!(!place.path("out").exists());
    };
    let vary = "--vary=scale.people=1,2";
    for alpha in ["1", "-0.1", "NaN", "inf", "90 %", ""] {
        refused(&[vary, "--by", "cvar", "--alpha", alpha], "--alpha: ");
    }
    refused(&[vary, "--by", "worst", "--alpha", "0.5"], "only CVaR has one");
    refused(&[vary], "--by");
    refused(&[vary, "--by", "best"], "worst, regret, expected, cvar");
    refused(&["--by", "worst"], "nothing is varied");
    refused(&["--by", "worst", "--set", "scale.people=2"], "nothing is varied");
    refused(&[vary, "--by", "worst", "--set", "scale.cost=1,2"], "several values");
    refused(&[vary, "--by", "worst", "--set", "scale.people=2"], "P9003");
    refused(&["--vary=scale.peopel=1,2", "--by", "worst"], "`scale.people`");
    refused(&["--vary=scale.people=1,-1", "--by", "worst"], "P9011");
    refused(&[vary, "--by", "worst", "--weights", "1"], "1 weights for 2 scenarios");
    refused(&[vary, "--by", "worst", "--weights", "1,0"], "above 0");
    refused(&[vary, "--by", "worst", "--weights", "1,x"], "above 0");
    let many: Vec<String> = (1..=501).map(|number| number.to_string()).collect();
    let many = format!("--vary=scale.cost={}", many.join(","));
    refused(&[&many, "--by", "worst"], "501 scenarios");
    refused(&["--sweep", "not-there.toml", "--by", "worst"], "P1001");
    let periods = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/changshou/periods.toml");
    let periods = periods.to_str().expect("UTF-8");
    let ran = place.run(&["robust", periods, vary, "--by", "worst", "--out", "out"]);
    assert_eq!((ran.exit, ran.stderr.contains("P9012")), (2, true), "{}", ran.stderr);
}
