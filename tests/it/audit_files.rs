//! A real district's solved layout, changed by hand in its file: `yike audit` finds each change.
#![cfg(feature = "highs")]

use crate::common::program::{Ran, Workplace};
use serde_json::{Value, json};

/// Changshou, solved; its layout lies in `layout.geojson`.
fn solved() -> Workplace {
    let place = Workplace::with("data/changshou");
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--quiet"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let layout = place.read("out/layout.geojson");
    place.write("layout.geojson", &layout);
    place
}

fn audit(place: &Workplace) -> Ran {
    place.run(&["audit", "plan.toml", "--layout", "layout.geojson", "--json"])
}

/// Changes the properties of the first feature that `which` picks; returns its id.
fn plant(place: &Workplace, which: impl Fn(&Value) -> bool, change: impl Fn(&mut Value)) -> String {
    let mut layer: Value = serde_json::from_str(&place.read("layout.geojson")).expect("JSON");
    let features = layer["features"].as_array_mut().expect("a list");
    let properties = features
        .iter_mut()
        .map(|feature| &mut feature["properties"])
        .find(|properties| which(properties))
        .expect("a feature");
    change(properties);
    let id = properties["id"].as_str().expect("an id").to_owned();
    place.write("layout.geojson", &layer.to_string());
    id
}

/// Takes back what is decided, in every column that says so.
fn stay(site: &mut Value) {
    let columns = site.as_object_mut().expect("properties");
    for column in [
        "plan_work",
        "plan_standing",
        "plan_tier",
        "plan_size",
        "plan_beds",
        "plan_nursing_beds",
        "plan_operator",
        "plan_cost_yuan",
    ] {
        columns.remove(column);
    }
    site["plan_work_id"] = json!("stay");
}

fn built(tier: &'static str) -> impl Fn(&Value) -> bool {
    move |site| site["plan_work"] == "build" && site["plan_tier"] == tier
}

/// Exactly these codes, each at least once.
fn finds(ran: &Ran, codes: &[&str]) {
    assert_eq!(ran.exit, 5, "{}", ran.stderr);
    let mut found = ran.violations();
    found.sort();
    found.dedup();
    assert_eq!(found, codes, "{}", ran.json()["violations"]);
}

#[test]
fn the_solved_layout_is_clean() {
    let place = solved();
    let ran = audit(&place);
    assert_eq!((ran.exit, ran.violations().len()), (0, 0));
    assert_eq!(ran.stderr, "", "nothing to say of a layout of our own");
    let solved: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    for part in ["targets", "money", "works", "facilities", "coverage"] {
        assert_eq!(ran.json()[part], solved[part], "{part}");
    }
}

#[test]
fn planted_changes_are_found() {
    let place = solved();
    let good = place.read("layout.geojson");
    let again = |place: &Workplace| place.write("layout.geojson", &good);

    // A point that somebody needs is not built: the binding coverage of 100 % is missed; its money is no longer owed.
    plant(&place, built("point"), |site| {
        stay(site);
    });
    finds(&audit(&place), &["V06", "V07", "V11"]);

    again(&place);
    // The same, with the payment taken back as well.
    plant(&place, built("point"), |site| {
        stay(site);
        let columns = site.as_object_mut().expect("properties");
        columns.retain(|name, _| !name.starts_with("plan_paid_"));
    });
    finds(&audit(&place), &["V11"]);

    again(&place);
    // Private money pays for institutions alone.
    let id = plant(&place, built("point"), |site| {
        let cost = site["plan_cost_yuan"].clone();
        site["plan_funding"] = json!({ "private": format!("{cost} yuan") });
    });
    let ran = audit(&place);
    finds(&ran, &["V07"]);
    assert_eq!(ran.json()["violations"][0]["site"], json!(id));

    again(&place);
    // A source pays more than the work costs, and more than it has.
    plant(&place, built("point"), |site| {
        site["plan_funding"] = json!({ "district": "2 万元", "lottery": "3_000 万元" });
    });
    finds(&audit(&place), &["V06", "V08"]);

    again(&place);
    // A station led by a point, then by nobody.
    let point = plant(&place, built("point"), |_| ());
    let leader = json!(point);
    plant(&place, built("station"), |site| site["plan_leader"] = leader.clone());
    finds(&audit(&place), &["V04"]);
    again(&place);
    let id = plant(&place, built("station"), |site| site["plan_leader"] = Value::Null);
    let ran = audit(&place);
    finds(&ran, &["V03"]);
    assert_eq!(ran.json()["violations"][0]["site"], json!(id));
}

#[test]
fn words_that_the_plan_does_not_know_are_bad_input() {
    let place = solved();
    let good = place.read("layout.geojson");
    type Change = fn(&mut Value);
    let plants: [(&str, Change); 4] = [
        ("P6001", |site| site["plan_work_id"] = json!("no-such-work")),
        ("P3003", |site| site["id"] = json!("no-such-site")),
        ("P3003", |site| site["plan_leader"] = json!("no-such-site")),
        ("P4002", |site| site["plan_funding"] = json!({ "no-such-source": "1 yuan" })),
    ];
    for (code, change) in plants {
        place.write("layout.geojson", &good);
        plant(&place, built("station"), change);
        let ran = audit(&place);
        assert_eq!(ran.exit, 2);
        assert_eq!(ran.json()["status"], "bad-input");
        assert_eq!(ran.json()["issues"][0]["code"], code, "{}", ran.stderr);
    }
}
