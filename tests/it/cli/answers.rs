//! The commands' answers and exit codes.

use super::{impossible, seen, status, workplace};

#[test]
fn check_says_what_a_sound_plan_holds() {
    seen!("check_sound", workplace().run(&["check", "plan.toml"]));
}

#[test]
fn check_counts_what_it_read() {
    let place = workplace();
    let json = place.run(&["check", "plan.toml", "--json"]).json();
    let row = |layer: &str, figure: &str| {
        let rows = json["layers"].as_array().expect("a list").iter();
        let mut rows = rows.filter(|row| row["layer"] == layer && row["figure"] == figure);
        rows.next().expect("a row").clone()
    };
    let file: serde_json::Value =
        serde_json::from_str(&place.read("villages.geojson")).expect("JSON");
    let features = file["features"].as_array().expect("a list");
    let people: Vec<f64> = features
        .iter()
        .map(|unit| unit["properties"]["aged_60"].as_f64().expect("people"))
        .collect();
    let own = row("demand", "60+");
    assert_eq!(own["features"], features.len());
    assert_eq!(own["sum"], people.iter().sum::<f64>());
    assert_eq!(own["smallest"], people.iter().copied().fold(f64::MAX, f64::min));
    assert_eq!(own["largest"], people.iter().copied().fold(0.0, f64::max));
    assert_eq!(row("sites", "beds")["sum"], 0.0);
    let extent = row("towns", "population")["extent_deg"].clone();
    let extent: Vec<f64> = serde_json::from_value(extent).expect("four numbers");
    assert!(extent[0] < extent[2] && extent[1] < extent[3], "{extent:?}");
}

#[test]
fn check_lists_everything_wrong() {
    let place = workplace();
    place.edit("plan.toml", "speed  = \"4 km/h\"", "speed  = 4\nspede = \"4 km/h\"");
    place.edit("villages.geojson", "\"aged_60\":800", "\"aged_60\":8000");
    place.edit("sites.geojson", "\"tiers\":[\"point\"]", "\"tiers\":[\"pont\"]");
    seen!("check_wrong", place.run(&["check", "plan.toml"]));
    let json = place.run(&["check", "plan.toml", "--json"]);
    assert_eq!((json.exit, status(&json)), (2, "bad-input".into()));
}

#[test]
fn a_missing_plan_or_layout_is_bad_input() {
    seen!("check_missing", workplace().run(&["check", "no-such.toml"]));
    let words = ["audit", "plan.toml", "--layout", "no-such.geojson"];
    seen!("audit_missing", workplace().run(&words));
}

#[test]
fn solve_shows_the_plan_and_writes_it() {
    let place = workplace();
    seen!("solve", place.run(&["solve", "plan.toml", "--out", "out"]));
    assert_eq!(place.names("out"), OUTPUTS);
}

/// What a plan of the straight line is written to.
const OUTPUTS: [&str; 13] = [
    "coverage.geojson",
    "layout.geojson",
    "links.geojson",
    "plan.gpkg",
    "plan.json",
    "plan.xlsx",
    "reach.geojson",
    "record.json",
    "summary.md",
    "summary.zh.md",
    "timing.json",
    "towns.geojson",
    "uncovered.geojson",
];

#[test]
fn solve_json_is_the_plan_file() {
    let place = workplace();
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--json"]);
    assert_eq!((ran.exit, status(&ran)), (0, "proved".into()));
    assert_eq!(ran.stdout, place.read("out/plan.json"));
    assert!(ran.stderr.contains("wrote "));
    let quiet = place.run(&["solve", "plan.toml", "--out", "out", "--json", "--quiet"]);
    assert_eq!(quiet.stderr, "");
    assert_eq!(quiet.stdout, ran.stdout, "every run gives the same bytes");
}

#[test]
fn an_infeasible_plan_is_an_answer() {
    let place = impossible();
    seen!("solve_infeasible", place.run(&["solve", "plan.toml", "--out", "out"]));
    // There is no layout to put on a map.
    let names = ["plan.json", "record.json", "summary.md", "summary.zh.md", "timing.json"];
    assert_eq!(place.names("out"), names);
    let json = place.run(&["solve", "plan.toml", "--out", "out", "--json"]);
    assert_eq!((json.exit, status(&json)), (3, "infeasible".into()));
}

#[test]
fn what_an_earlier_run_left_goes_and_what_was_changed_since_stays() {
    let place = workplace();
    place.run(&["solve", "plan.toml", "--out", "out"]);
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    place.edit("out/layout.geojson", "\"stay\"", "\"close\"");
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 3);
    assert!(ran.stderr.contains("removed coverage.geojson, "), "{}", ran.stderr);
    let kept =
        "layout.geojson in out are of an earlier run, not of this one, and were changed since";
    assert!(ran.stderr.contains(kept), "{}", ran.stderr);
    assert!(place.names("out").contains(&"layout.geojson".to_owned()));
}

#[test]
fn time_that_runs_out_before_a_plan_is_an_answer() {
    let place = workplace();
    let words = ["solve", "plan.toml", "--out", "out", "--time-limit", "0.000001 s"];
    seen!("solve_no_time", place.run(&words));
}

#[test]
fn audit_of_a_good_layout_is_clean() {
    let words = ["audit", "plan.toml", "--layout", "one_after_another.geojson"];
    seen!("audit_good", workplace().run(&words));
}

#[test]
fn audit_lists_the_rules_broken() {
    let place = workplace();
    // 300 万元 for three centres, of which one is overspent.
    place.edit("one_after_another.geojson", "\n]}", ",\n{\"type\":\"Feature\",\"properties\":{\"id\":\"B-centre\",\"plan_work\":\"build\",\"plan_funding\":{\"district\":\"100 万元\"}},\"geometry\":null}\n]}");
    place.edit(
        "one_after_another.geojson",
        "\"plan_work\":\"build\"}",
        "\"plan_work\":\"build\",\"plan_funding\":{\"district\":\"1_000_000 yuan\"}}",
    );
    let words = ["audit", "plan.toml", "--layout", "one_after_another.geojson"];
    seen!("audit_broken", place.run(&words));
    let json = place.run(&[&words[..], &["--json"]].concat());
    assert_eq!((json.exit, status(&json)), (5, "violations".into()));
    assert_eq!(json.violations(), ["V08"]);
}

#[test]
fn audit_writes_only_when_asked() {
    let place = workplace();
    let before = place.names("");
    let words = ["audit", "plan.toml", "--layout", "one_after_another.geojson"];
    place.run(&words);
    assert_eq!(place.names(""), before);
    place.run(&[&words[..], &["--out", "out"]].concat());
    assert_eq!(place.names("out"), OUTPUTS);
}

#[test]
fn codes_are_explained() {
    let place = workplace();
    seen!("explain_reading", place.run(&["explain", "P2003"]));
    seen!("explain_rule", place.run(&["explain", "v08"]));
    seen!("explain_unknown", place.run(&["explain", "P9999"]));
    seen!("explain_chinese", place.run(&["explain", "P2003", "--lang", "zh"]));
    seen!("explain_unknown_chinese", place.run(&["explain", "P9999", "--lang", "zh"]));
    seen!("help_topics_chinese", place.run(&["help", "--lang", "zh"]));
}

#[test]
fn what_later_aims_may_give_up_is_not_called_best() {
    let place = workplace();
    place.edit(
        "plan.toml",
        "order = [\"coverage\", \"money\", \"travel\"]",
        "order = [\"coverage\", \"money\", \"travel\"]\nkeep = \"50 %\"",
    );
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--json"]);
    assert_eq!(ran.exit, 0);
    let (stages, summary) = (ran.json()["stages"].clone(), place.read("out/summary.md"));
    for (aim, stage) in [("most people covered", 0), ("least money", 1)] {
        let gap = stages[stage]["gap"].as_f64().expect("a gap");
        let row = format!("| {} | {aim}", stage + 1);
        let line = summary.lines().find(|line| line.contains(&row));
        let best = line.is_some_and(|line| line.contains("proved best"));
        assert_eq!(best, gap == 0.0, "{summary}");
    }
    assert!(stages[0]["gap"].as_f64() > Some(0.0));
    assert!(summary.contains("but for the 50 % that the plan lets later aims give up"));
    assert!(!summary.contains("Every aim was followed"));
    assert!(place.read("out/summary.zh.md").contains("规划允许后续目标让出 50 %"));
}

#[test]
fn limits_of_repairs_have_no_useless_decimals() {
    let place = impossible();
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--json"]);
    let json = ran.json();
    let clashes = &json["clashes"];
    assert_eq!(clashes["repairs_complete"], true);
    let repairs = clashes["repairs"].as_array().expect("repairs").iter();
    let mut parts = repairs.filter_map(|own| own["concessions"].as_array());
    let target = parts.find(|own| own.len() == 1 && own[0]["kind"] == "limit").expect("a limit");
    let text = target[0]["text"]["en"].as_str().expect("words");
    assert!(text.ends_with("at least 89.47 % instead of 100 %"), "{text}");
}

#[test]
fn check_shows_the_people_that_the_layer_has() {
    let place = workplace();
    let sums = |place: &crate::common::program::Workplace| {
        let json = place.run(&["check", "plan.toml", "--json"]).json();
        json["layers"].as_array().expect("rows").clone()
    };
    let read = sums(&place);
    place.edit("plan.toml", "[demand]\n", "[demand]\nscale = { residents = 2.0 }\n");
    assert_eq!(sums(&place), read);
    let text = place.run(&["check", "plan.toml"]).stdout;
    assert!(text.contains("the plan's year has them times `scale`"), "{text}");
}
