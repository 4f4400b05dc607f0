//! Runs of an earlier release, whose sentences were other ones.

use super::{found, verify};
use crate::common::program::Workplace;
use serde_json::{Value, json};

/// An audit of a layout that breaks a rule, said in other words by an earlier version.
fn older() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let built: Vec<Value> = ["D-centre", "X-centre", "B-centre"]
        .iter()
        .map(|site| {
            json!({"type": "Feature", "geometry": null, "properties": {"id": site, "plan_work": "build"}})
        })
        .collect();
    let layout = json!({"type": "FeatureCollection", "features": built});
    place.write("layout.geojson", &layout.to_string());
    let words = ["audit", "plan.toml", "--layout", "layout.geojson", "--out", "out"];
    assert_eq!(place.run(&words).exit, 5, "it breaks a rule");
    let mut plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    plan["run"]["version"] = "0.0.9".into();
    plan["travel"]["en"] = "as the crow flies".into();
    let violations = plan["violations"].as_array_mut().expect("a list");
    assert!(!violations.is_empty());
    for violation in violations {
        violation["text"] = "too much money".into();
    }
    let text = serde_json::to_string_pretty(&plan).expect("JSON") + "\n";
    place.write("out/plan.json", &text);
    for summary in ["out/summary.md", "out/summary.zh.md"] {
        place.write(summary, "# A plan\n\nWhat it says is said in other words.\n");
    }
    place.edit("out/layout.geojson", "every site of the plan", "each site");
    place.seal("out");
    place
}

#[test]
fn other_sentences_are_verified() {
    let place = older();
    let ran = verify(&place, "out", &[]);
    assert_eq!(found(&ran), ["note plan.json, run.version"], "{}", ran.stdout);
    let json = ran.json();
    assert_eq!((ran.exit, &json["status"]), (0, &json!("verified")));
    let not_checked = json["not_checked"].to_string();
    assert!(not_checked.contains("summary.md"), "{not_checked}");
}

#[test]
fn figures_are_still_compared_and_files_still_those_of_the_run() {
    let place = older();
    place.edit("out/coverage.geojson", "\"plan_people\":300", "\"plan_people\":301");
    place.seal("out");
    let ran = verify(&place, "out", &[]);
    assert_eq!(ran.exit, 6);
    let expected = "differs coverage.geojson, B1, plan_people";
    assert!(found(&ran).iter().any(|row| row == expected), "{}", ran.stdout);
    let place = older();
    place.edit("out/summary.md", "other words", "good words");
    let ran = verify(&place, "out", &[]);
    assert_eq!(ran.exit, 6);
    let expected = "altered summary.md, ";
    assert!(found(&ran).iter().any(|row| row == expected), "{}", ran.stdout);
}

#[test]
fn sentences_of_this_version_are_not_compared_in_a_folder_as_it_was_written() {
    let place = super::solved();
    place.write("out/summary.md", "# Said otherwise by a build of the same version\n");
    place.seal("out");
    let ran = verify(&place, "out", &[]);
    assert_eq!((ran.exit, found(&ran).len()), (0, 0), "{}", ran.stdout);
}
