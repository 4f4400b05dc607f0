//! What every kind of run writes can be read by the types that wrote it, and is the same bytes when it is written again.
#![cfg(feature = "highs")]

use super::ROOT;
use crate::common::program::Workplace;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs;
use std::path::Path;
use yike::run::alternatives::AlternativesJson;
use yike::run::folder::FolderRecord;
use yike::run::forecast::ForecastJson;
use yike::run::frontier::FrontierJson;
use yike::run::placement::{PlacementJson, PlacementTiming};
use yike::run::plan::{PlanJson, to_bytes};
use yike::run::robust::RobustJson;
use yike::run::schedule::ScheduleJson;
use yike::run::sweep::SweepJson;
use yike::run::{RunKind, Timing};

/// Reads a file by the type that wrote it and writes it again.
fn again<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Vec<u8> {
    let own: T = serde_json::from_slice(bytes).expect("what the record says");
    to_bytes(&own)
}

/// Every file in JSON of a run, written again from what is read of it.
fn round(folder: &Path) -> usize {
    let record = fs::read(folder.join("record.json")).expect("a record");
    let record: FolderRecord = serde_json::from_slice(&record).expect("a record");
    let names = record.files.iter().map(|file| file.name.as_str());
    for name in names.clone().filter(|name| !name.contains('/')) {
        let kind = record.kind;
        assert!(kind.writes(name), "{name} of a {} is in no list", kind.word());
    }
    let mut rounded = 0;
    for name in names.chain(["record.json"]).filter(|name| name.ends_with(".json")) {
        let bytes = fs::read(folder.join(name)).expect("a file of the run");
        let made = match (name.rsplit('/').next().unwrap_or(name), record.kind) {
            ("plan.json", _) => again::<PlanJson>(&bytes),
            ("schedule.json", _) => again::<ScheduleJson>(&bytes),
            ("frontier.json", _) => again::<FrontierJson>(&bytes),
            ("alternatives.json", _) => again::<AlternativesJson>(&bytes),
            ("robust.json", _) => again::<RobustJson>(&bytes),
            ("placement.json", _) => again::<PlacementJson>(&bytes),
            ("forecast.json", _) => again::<ForecastJson>(&bytes),
            ("record.json", _) => again::<FolderRecord>(&bytes),
            ("timing.json", RunKind::Placement) => again::<PlacementTiming>(&bytes),
            ("timing.json", _) => again::<Timing>(&bytes),
            // Written row by row, a row a line.
            ("scenarios.json", _) => {
                let of = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).expect("JSON");
                assert_eq!(of(&again::<SweepJson>(&bytes)), of(&bytes));
                bytes.clone()
            }
            (other, kind) => panic!("{other} of a {} has no record", kind.word()),
        };
        assert!(made == bytes, "{name} of {} is another", folder.display());
        rounded += 1;
    }
    rounded
}

#[test]
fn records_write_what_they_read() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let root = Path::new(ROOT);
    let fixture = |name: &str| root.join("tests/fixtures").join(name).display().to_string();
    let census =
        |year: &str| format!("{year}={}", root.join(format!("data/census/{year}.csv")).display());
    let (periods, demand) = (fixture("periods/plan.toml"), fixture("locate/demand.geojson"));
    let (good, layout) = (fixture("good/plan.toml"), fixture("good/layout.geojson"));
    let (first, second) = (census("2010"), census("2020"));
    let detour = "travel.detour=1.3,1.5";
    let runs: [&[&str]; 9] = [
        &["solve", "plan.toml"],
        &["audit", &good, "--layout", &layout],
        &["solve", &periods],
        &["sweep", "plan.toml", "--vary", detour, "--vary", "scale.funding=1,9"],
        &["frontier", "plan.toml", "--against", "money", "--points", "3"],
        &["robust", "plan.toml", "--by", "regret", "--vary", detour],
        &["robust", "plan.toml", "--by", "cvar", "--alpha", "0.8", "--vary", "scale.funding=0,1"],
        &["locate", "p-median", "--demand", &demand, "--weight-field", "people", "--p", "2"],
        &["forecast", "--census", &first, "--census", &second, "--years", "2025", "--draws", "2"],
    ];
    for (number, words) in runs.into_iter().enumerate() {
        let out = format!("out{number}");
        let ran = place.run(&[words, &["--out", &out]].concat());
        assert!([0, 3, 5].contains(&ran.exit), "{words:?}: {}", ran.stderr);
        let least = if ["sweep", "frontier", "forecast"].contains(&words[0]) { 2 } else { 3 };
        assert!(round(&place.path(&out)) >= least, "{words:?}");
    }
}
