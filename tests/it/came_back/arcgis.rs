//! Layouts with the habits of Esri's programs.

use crate::common::program::Workplace;
use serde_json::{Value, json};
use yike::domain::Choice;
use yike::read::{Problems, read_layout, read_plan};

/// The choices of the good plan in a layer of these properties; the codes where it is refused.
fn choices(properties: &[Value]) -> Result<Vec<Choice>, Vec<String>> {
    let place = Workplace::with("tests/fixtures/good");
    let problem = read_plan(&place.path("plan.toml")).expect("a good plan").problem;
    let features = properties
        .iter()
        .map(|own| json!({"type": "Feature", "geometry": null, "properties": own}));
    let layer = json!({"type": "FeatureCollection", "features": features.collect::<Vec<_>>()});
    place.write("facilities.geojson", &layer.to_string());
    match read_layout(&place.path("facilities.geojson"), &problem) {
        Ok((stated, ..)) => Ok(stated.choices.raw),
        Err(Problems { issues }) => {
            Err(issues.iter().map(|issue| issue.code.to_string()).collect())
        }
    }
}

#[test]
fn facilities_of_a_location_allocation_are_known_by_name_and_chosen_by_type() {
    let problem = read_plan(&Workplace::with("tests/fixtures/good").path("plan.toml"));
    let problem = problem.expect("a good plan").problem;
    // A candidate with one work, so that it is clear what is built there.
    let (at, site) = problem
        .sites
        .iter_enumerated()
        .find(|(_, site)| site.works.len() == 1 && !site.state_today().standing)
        .expect("such a site");
    let at = usize::from(at);
    for (kind, built) in [
        (json!(3), true),
        (json!(1), true),
        (json!("Chosen"), true),
        (json!(0), false),
        (json!("Candidate"), false),
        (json!(2), false),
    ] {
        let row = json!({"OBJECTID": 7, "Name": site.name, "FacilityType": kind});
        let choice = choices(&[row]).expect("a layout")[at];
        let wanted = if built { Choice::Work(0) } else { Choice::Stay };
        assert_eq!(choice, wanted, "{kind}");
    }
    let other = json!({"Name": site.name, "FacilityType": 9});
    assert!(choices(&[other]).is_err(), "no such type");
    let nobody = json!({"OBJECTID": 7, "Name": "nobody", "FacilityType": 3});
    assert_eq!(choices(&[nobody]), Err(vec!["P3003".into()]));
    let row = |name: &str| json!({"Name": name, "FacilityType": 3});
    let twice = [row(&site.name), row(&site.id)];
    assert_eq!(choices(&twice), Err(vec!["P1026".into()]), "one site by its name and by its id");
}

#[test]
fn letters_may_be_of_any_case_and_names_cut() {
    let problem = read_plan(&Workplace::with("tests/fixtures/good").path("plan.toml"));
    let problem = problem.expect("a good plan").problem;
    let (at, site) = problem
        .sites
        .iter_enumerated()
        .find(|(_, site)| !site.works.is_empty())
        .expect("a site with works");
    let at = usize::from(at);
    let work = site.works[0].id.to_ascii_uppercase();
    for [id, decision] in [
        ["ID", "PLAN_WORK_ID"],
        ["Id", "plan_work_"],
        ["id", "PLAN_WORK_"],
        ["OBJECTID", "Plan_Work_ID"],
    ] {
        let row = json!({id: site.id, decision: work, "SHAPE_Area": 0.5});
        assert_eq!(choices(&[row]).expect("a layout")[at], Choice::Work(0), "{id}, {decision}");
    }
    // What stands for two properties stands for none.
    let unclear = json!({"id": site.id, "PLAN_WORK_ID": work, "plan_work_": "stay"});
    let refused = choices(&[unclear]).expect_err("no decision");
    assert!(refused.contains(&"P1023".into()), "{refused:?}");
}
