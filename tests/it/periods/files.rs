//! What is written of a schedule.

use super::brute::solved;
use std::collections::BTreeMap;
use std::path::Path;
use yike::domain::{Horizon, PeriodIdx};
use yike::read::read_plan;
use yike::run::folder::RECORD;
use yike::run::outputs::files;
use yike::run::schedule::{ScheduleReport, screenings};
use yike::run::{Output, RunKind, RunRecord, Timing, VERSION};
use yike::travel::Arcs;
use yike::write::outputs;
use yike::write::schedule::schedule_outputs;

/// All outputs of a plan file by name; those of a period with its year before them.
fn written(path: &str) -> (Horizon, BTreeMap<String, String>) {
    let plan = read_plan(Path::new(path)).expect("a good plan");
    let horizon = plan.horizon.expect("periods");
    let arcs = Arcs::build(horizon.plan());
    let scheduled = solved(&horizon, true);
    let run = RunRecord {
        version: VERSION.into(),
        command: "solve".into(),
        inputs: Vec::new(),
        warnings: Vec::new(),
        edits: None,
        settings: None,
        package: None,
        timing: Timing::default(),
    };
    let screenings = screenings(&horizon, &arcs);
    let clashes = BTreeMap::new();
    let report = ScheduleReport {
        clashes: &clashes,
        horizon: &horizon,
        arcs: &arcs,
        scheduled: &scheduled,
        screenings: &screenings,
        run: &run,
    };
    let text = |output: Output| String::from_utf8(output.bytes).expect("UTF-8");
    let mut all: BTreeMap<String, String> = schedule_outputs(&report)
        .into_iter()
        .map(|output| (output.name.to_string(), text(output)))
        .collect();
    for (index, period) in horizon.periods().iter_enumerated() {
        for output in
            report.of_period(index).iter().flat_map(|report| outputs(report).expect("WGS84"))
        {
            all.insert(format!("{}/{}", period.year, output.name), text(output));
        }
    }
    (horizon, all)
}

#[test]
fn a_schedule_is_written_whole() {
    let (horizon, all) = written("tests/fixtures/periods/plan.toml");
    // But for the folders of the periods, and the record, which is made when the files are in their place.
    let files =
        files(RunKind::Schedule).iter().filter(|file| !["YEAR/", RECORD].contains(&file.name));
    for file in files {
        assert!(all.contains_key(file.name), "{}", file.name);
    }
    for year in ["2023", "2025", "2035"] {
        for name in [
            "layout.geojson",
            "coverage.geojson",
            "links.geojson",
            "towns.geojson",
            "uncovered.geojson",
            "reach.geojson",
            "summary.md",
        ] {
            assert!(all.contains_key(&format!("{year}/{name}")), "{year}/{name}");
        }
    }
    let json: serde_json::Value = serde_json::from_str(&all["schedule.json"]).expect("JSON");
    // Each source pays in each period what the table of works says.
    let mut table = csv::Reader::from_reader(all["schedule.csv"].as_bytes());
    let heads = table.headers().expect("heads").clone();
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    assert!(!rows.is_empty());
    assert_eq!(json["works"].as_array().expect("works").len(), rows.len());
    for (index, source) in horizon.plan().funding.iter_enumerated() {
        let column = format!("{}_yuan", source.id);
        let column = heads.iter().position(|head| head == column).expect("a column");
        for (position, period) in horizon.periods().iter().enumerate() {
            let of_year = rows.iter().filter(|row| row[0] == period.year.to_string());
            let paid: i64 = of_year.map(|row| row[column].parse::<i64>().expect("yuan")).sum();
            let money = &json["periods"][position]["money"][usize::from(index)];
            assert_eq!(money["works_yuan"], paid);
            assert!(money["left_yuan"].as_i64().expect("yuan") >= 0);
        }
    }
    // Costs are paid whole.
    let paid = |row: &csv::StringRecord| -> i64 {
        (11..row.len()).map(|at| row[at].parse::<i64>().expect("yuan")).sum()
    };
    assert!(rows.iter().all(|row| row[9] == paid(row).to_string()));
    // What the periods' own people are is said.
    assert_eq!(json["periods"][0]["units_modelled"], 1);
    assert_eq!(json["periods"][1]["units_modelled"], 6);
    assert!(all["summary.md"].contains("2023 (1 of 6), 2025 (6 of 6), 2035 (6 of 6)"));
    assert!(all["summary.zh.md"].contains("统筹各期的价值"));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let path = "tests/fixtures/periods/plan.toml";
    let (one, again) = (written(path).1, written(path).1);
    let stages_apart = |all: &BTreeMap<String, String>| -> Vec<(String, String)> {
        let kept = all.iter().filter(|(name, _)| !name.ends_with("timing.json"));
        kept.map(|(name, text)| (name.clone(), text.clone())).collect()
    };
    assert_eq!(stages_apart(&one), stages_apart(&again));
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn changshou_meets_its_dates() {
    let (horizon, all) = written("data/changshou/periods.toml");
    let json: serde_json::Value = serde_json::from_str(&all["schedule.json"]).expect("JSON");
    assert_eq!(json["status"], "proved");
    let towns = |period: usize| {
        let problem = &horizon.periods()[PeriodIdx::from(period)].problem;
        problem.towns.len()
    };
    assert_eq!(towns(0), 19);
    let targets =
        |period: usize| json["periods"][period]["targets"].as_array().expect("targets").clone();
    // All 19 centres by 2023, full coverage by 2025, both kept in 2035.
    let met = |period: usize, measure: &str| {
        targets(period).iter().any(|target| {
            target["measure"] == measure && target["kind"] == "binding" && target["met"] == true
        })
    };
    assert!((0..4).all(|period| met(period, "with_facility")));
    assert!(
        !targets(0)
            .iter()
            .any(|target| target["measure"] == "coverage" && target["kind"] == "binding")
    );
    assert!((2..4).all(|period| met(period, "coverage")));
    // Its limit of spending is said not to bind the planners beside it.
    assert_eq!(json["spending_limited"], true);
    assert!(all["summary.md"].contains("at most 60 % of what all works cost"));
    assert!(all["summary.zh.md"].contains("每期不高于 60 %"));
}
