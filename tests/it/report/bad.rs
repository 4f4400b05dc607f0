//! What is no run is answered with a code, never with a page that shows something else.

use super::{report, solved};
use crate::common::program::Workplace;
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use yike::run::folder::{LayoutRun, RunFolder};

/// The codes that a report of `folder` is refused with.
fn codes(place: &Workplace, folder: &str) -> Vec<String> {
    let ran = place.run(&["report", folder, "--out", "refused.html", "--json"]);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    assert!(!place.path("refused.html").exists());
    let json = ran.json();
    let issues = json["issues"].as_array().expect("issues");
    let code = |issue: &Value| {
        for field in ["cause", "action"] {
            assert!(issue[field].as_str().is_some_and(|text| !text.is_empty()));
        }
        issue["code"].as_str().expect("a code").to_owned()
    };
    issues.iter().map(code).collect()
}

#[test]
fn what_is_no_run_has_a_code() {
    let place = solved();
    assert_eq!(codes(&place, "."), ["P6201"]);
    assert_eq!(codes(&place, "not_there"), ["P1001"]);
    assert_eq!(codes(&place, "plan.toml"), ["P1001"]);
    let good = place.read("out/plan.json");
    let wrong_type = good.replace("\"cost_yuan\": ", "\"cost_yuan\": true, \"other\": ");
    let damaged = [
        good.replace("yike-plan-1", "yike-plan-9"),
        "[1, 2]".into(),
        good.replace("\"coverage\": [", "\"covered\": ["),
        wrong_type,
        good[..good.len() / 2].into(),
    ];
    for text in damaged {
        assert_ne!(text, good);
        place.write("out/plan.json", &text);
        assert_eq!(codes(&place, "out"), ["P6203"]);
        place.seal("out");
        assert_eq!(codes(&place, "out"), ["P6202"]);
        place.write("out/plan.json", &good);
        place.seal("out");
    }
    place.write("out/plan.json", &good.replace("D-centre", "E-centre"));
    assert_eq!(codes(&place, "out"), ["P6203"]);
    place.write("out/plan.json", &good);
    for name in ["layout.geojson", "coverage.geojson", "links.geojson"] {
        let kept = place.read(&format!("out/{name}"));
        fs::remove_file(place.path(&format!("out/{name}"))).expect("removed");
        assert_eq!(codes(&place, "out"), ["P6202"], "{name}");
        place.write(&format!("out/{name}"), &kept);
    }
    // What is no file of the run is not looked at.
    place.write("out/frontier.json", "{}");
    report(&place, &[]);
    place.edit("out/links.geojson", "\"to_id\":\"", "\"to_id\":\"no-");
    assert_eq!(codes(&place, "out"), ["P6203"]);
    place.seal("out");
    assert_eq!(codes(&place, "out"), ["P6203"]);
}

#[test]
fn a_run_whose_towns_are_gone_is_shown_without_borders() {
    let place = solved();
    assert!(report(&place, &[]).contains("data-name=\"towns\""));
    let _ = fs::remove_file(place.path("out/towns.geojson"));
    place.edit("towns.geojson", "\"features\"", " \"features\"");
    let ran = place.run(&["report", "out", "--out", "report.html"]);
    assert!(ran.stderr.starts_with("warning[P6204]"), "{}", ran.stderr);
    assert!(!place.read("report.html").contains("data-name=\"towns\""));
}

#[test]
fn a_report_takes_no_file_of_the_run() {
    let place = solved();
    for file in ["out/layout.geojson", "plan.toml"] {
        let before = place.read(file);
        assert_eq!(place.run(&["report", "out", "--out", file]).exit, 2);
        assert_eq!(place.read(file), before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_bytes_make_it_panic(file in 0usize..4, at in 0.0f64..1.0, bytes in prop::collection::vec(any::<u8>(), 0..8)) {
        thread_local!(static PLACE: Workplace = solved());
        PLACE.with(|place| {
            let name = ["plan.json", "layout.geojson", "coverage.geojson", "links.geojson"][file];
            let path = place.path(&format!("out/{name}"));
            let good = fs::read(&path).expect("read");
            let mut damaged = good.clone();
            let at = (at * good.len() as f64) as usize;
            damaged.splice(at..(at + bytes.len()).min(good.len()), bytes);
            fs::write(&path, damaged).expect("written");
            place.seal("out");
            let folder = RunFolder::open(&place.path("out")).expect("a record");
            let read = LayoutRun::open(folder.path()).and_then(|run| run.links(&folder));
            fs::write(&path, good).expect("written");
            if let Err(problems) = read {
                assert!(!problems.issues.is_empty());
            }
        });
    }
}
