//! Residents of homes that go: who moves where, what is said of it, and what is said where nobody states any.

use crate::common::TinyPlan;
use crate::common::answers::answer;
use crate::common::program::Workplace;
use serde_json::{Value, json};
use yike::domain::*;
use yike::plan::audit;
use yike::solve::{Outcome, Status};
use yike::travel::Arcs;

const PLAN: &str = r#"
[plan]
name = "homes"
[data]
towns = "towns.geojson"
demand = "villages.geojson"
sites = "sites.geojson"
[demand]
groups = { "60+" = "aged_60", "waiting" = { of = "60+", share = "1.37 %", source = "assumed" } }
served = "60+"
[travel]
method = "straight-line"
detour = 1.0
speed = "4 km/h"
[[tier]]
id = "home"
serves = ["beds"]
[[tier]]
id = "beds"
name = { en = "open beds", zh = "社会床位" }
reach = "anywhere"
group = "waiting"
places = "open_beds"
[objective]
order = ["coverage", "money", "travel"]
[[rule]]
id = "merged"
name = "the home in the north merges"
sites = ["北乡敬老院"]
must = "merge"
kind = "binding"
"#;

/// A home: id, name, town, degrees east, beds, residents, and more properties.
fn home(
    id: &str,
    name: &str,
    town: &str,
    east: f64,
    (beds, residents): (u32, u32),
    more: &str,
) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"id":"{id}","name":"{name}","kind":"home","town":"{town}","standing":true,"tier":"home","beds":{beds},"residents":{residents}{more}}},"geometry":{{"type":"Point","coordinates":[{east},29.8]}}}}"#
    )
}

/// Three homes, of which the one in the north merges into the farthest.
fn homes() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.write("plan.toml", PLAN);
    let into = r#","works":[{"work":"merge","into":"far","cost":"0 yuan"}]"#;
    let sites = [
        home("north", "北乡敬老院", "B", 107.4, (20, 15), into),
        home("near", "西镇敬老院", "X", 107.2, (40, 3), ""),
        home("far", "东街敬老院", "D", 107.0, (22, 2), ""),
    ];
    let sites = sites.join(",\n");
    place.write(
        "sites.geojson",
        &format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{sites}\n]}}"),
    );
    place
}

fn solved(place: &Workplace) -> String {
    let words = ["solve", "plan.toml", "--out", "out", "--formats", "geojson"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}{}", ran.stdout, ran.stderr);
    place.read("out/summary.md")
}

#[test]
fn residents_come_first_in_whole_persons_at_the_home_that_takes_theirs_over() {
    let place = homes();
    // 52 people wait, though for 50 beds at most: in parts of a person by unit, anywhere.
    let summary = solved(&place);
    let layer: Value = serde_json::from_str(&place.read("out/allocations.geojson")).expect("JSON");
    let rows = layer["features"].as_array().expect("a list").iter().map(|row| &row["properties"]);
    let moves: Vec<_> = rows
        .filter(|row| row["kind"] == "moves" && row["from_id"] == "north")
        .map(|row| json!({"tier": row["tier"], "to": row["to_id"], "persons": row["persons"]}))
        .collect();
    assert_eq!(moves, [json!({"tier": "beds", "to": "far", "persons": 15.0})]);
    assert!(summary.contains("| open beds (社会床位) | 62 | 5 | 15 | 42 |"), "{summary}");
    assert!(
        summary.contains("| open beds | 北乡敬老院 | 东街敬老院 | 15 | 38.67 km |"),
        "{summary}"
    );
    let chinese = place.read("out/summary.zh.md");
    assert!(chinese.contains("转院安置去向"), "{chinese}");
    assert!(
        chinese.contains("| 社会床位 | 北乡敬老院 | 东街敬老院 | 15 | 38.67 km |"),
        "{chinese}"
    );
}

#[test]
fn those_for_whom_the_home_has_no_room_go_to_the_nearest() {
    let place = homes();
    place.edit("sites.geojson", r#""beds":22,"residents":2"#, r#""beds":11,"residents":2"#);
    let summary = solved(&place);
    assert!(summary.contains("| 北乡敬老院 | 西镇敬老院 | 6 | 19.34 km |"), "{summary}");
    assert!(summary.contains("| 北乡敬老院 | 东街敬老院 | 9 | 38.67 km |"), "{summary}");
}

#[test]
fn residents_without_a_bed_are_without_a_bed_in_the_summary() {
    let place = homes();
    place.edit("sites.geojson", r#""into":"far""#, r#""into":"far","id":"go""#);
    place.edit("sites.geojson", r#""beds":40,"residents":3"#, r#""beds":3,"residents":3"#);
    place.edit("sites.geojson", r#""beds":22,"residents":2"#, r#""beds":7,"residents":2"#);
    let layout = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"north","plan_work_id":"go"},"geometry":null}]}"#;
    place.write("ours.geojson", layout);
    let ran = place.run(&["audit", "plan.toml", "--layout", "ours.geojson", "--out", "out"]);
    assert!(
        ran.stdout.contains("V16") || ran.stderr.contains("V16"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let summary = place.read("out/summary.md");
    // Of 15 residents 5 find a bed; nobody of the 52 who wait (all in parts of a person) does.
    assert!(summary.contains("| 10 | 5 | 5 | 0 | 62 | 100 % |"), "{summary}");
}

#[test]
fn what_no_site_states_is_not_said_to_be_nothing() {
    let place = homes();
    let targets = r#"
[[target]]
name = "use"
measure = "bed_use"
tiers = ["beds"]
at_most = "90 %"
kind = "expected"
[[target]]
name = "cheap"
measure = "running_cost"
at_most = "1 万元"
kind = "expected"
"#;
    place.write("plan.toml", &(PLAN.to_owned() + targets));
    for residents in [15, 3, 2] {
        place.edit("sites.geojson", &format!(",\"residents\":{residents}"), "");
    }
    let ran = place.run(&["check", "plan.toml"]);
    for property in ["residents", "running_cost"] {
        let said = format!("no site states `{property}`");
        assert!(ran.stderr.contains("P4054") && ran.stderr.contains(&said), "{}", ran.stderr);
    }
    let summary = solved(&place);
    assert!(summary.contains("| open beds (社会床位) | 62 | – | – | 52 |"), "{summary}");
    assert!(summary.contains("No site states its `residents`"), "{summary}");
    let plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    let targets = plan["targets"].as_array().expect("a list");
    for id in ["target-1", "target-2"] {
        let own = targets.iter().find(|own| own["id"] == id).expect("the target");
        assert_eq!(own["now"], Value::Null, "{id}");
    }
}

/// Homes of 20 beds with 10 residents each in towns of 4 people who wait, one home in each; the last has no beds.
fn half_full() -> TinyPlan {
    let mut plan = TinyPlan::new().tier("beds", 1.0).edit_tier(|tier| {
        (tier.reach_urban, tier.reach_rural) = (Some(Reach::Anywhere), Some(Reach::Anywhere));
        tier.places = Some(BedClass::All);
    });
    for number in 0..4 {
        let east = 1000.0 * f64::from(number);
        plan = plan.unit(&format!("U{number}"), east, 12.0 + 0.5 * f64::from(number));
        plan = plan.standing(&format!("H{number}"), east, "beds");
        plan = plan.edit_site(|site| {
            if number < 3 {
                site.states[0].beds = 20;
                site.residents.all = 10;
            }
        });
    }
    plan
}

fn targets(plan: TinyPlan) -> (Outcome, Vec<yike::plan::TargetResult>) {
    let problem = plan.problem();
    let outcome = answer(&problem);
    let layout = outcome.layout.as_ref().expect("a layout");
    let targets = audit(&problem, &Arcs::build(&problem), layout).targets;
    (outcome, targets)
}

#[test]
fn a_limit_that_can_be_met_is_met_to_the_last_person_beside_one_that_cannot() {
    let tier = TierIdx::from(0);
    let measure = Measure::BedUse { tiers: vec![tier] };
    let plan = half_full()
        .target(measure, Scope::All, Direction::AtMost, 0.8)
        .target(
            Measure::Beds { tiers: vec![tier], operators: vec![] },
            Scope::All,
            Direction::AtLeast,
            500.0,
        )
        .edit(|parts| {
            parts.targets.iter_mut().for_each(|target| target.kind = TargetKind::Expected);
            parts.objective.order = vec![Stage::Shortfall, Stage::Coverage];
        });
    let (outcome, targets) = targets(plan);
    assert_eq!(outcome.status, Status::Proved);
    assert_eq!(targets.iter().map(|own| own.met).collect::<Vec<_>>(), [Some(true), Some(false)]);
    assert!((targets[0].reached.expect("a share") - 0.8).abs() < 1e-6, "{targets:?}");
    assert!((outcome.stages[1].value.expect("a value") - 18.0).abs() < 1e-4, "{outcome:?}");
}

#[test]
fn the_nearest_home_of_those_without_a_bed_has_such_beds() {
    let place = homes();
    // The nearest home of the people of the north has no open beds, and neither has any other that it might have.
    place.edit("sites.geojson", r#""beds":40,"residents":3"#, r#""beds":40,"guarantee_beds":40"#);
    solved(&place);
    let layer: Value = serde_json::from_str(&place.read("out/uncovered.geojson")).expect("JSON");
    let rows = layer["features"].as_array().expect("a list");
    assert!(!rows.is_empty());
    for row in rows {
        let own = &row["properties"];
        assert_eq!((&own["plan_why"], &own["plan_nearest"]), (&json!("full"), &json!("far")));
    }
    place.edit("plan.toml", "reach = \"anywhere\"", "reach = \"named towns\"");
    place.edit("plan.toml", "must = \"merge\"", "must = \"stay\"");
    place.edit(
        "sites.geojson",
        r#""guarantee_beds":40"#,
        r#""guarantee_beds":40,"serves_towns":"X""#,
    );
    let summary = solved(&place);
    assert!(summary.contains("Within reach means: open beds urban from named towns"), "{summary}");
    let layer: Value = serde_json::from_str(&place.read("out/uncovered.geojson")).expect("JSON");
    let rows = layer["features"].as_array().expect("a list").iter().map(|row| &row["properties"]);
    let of_west: Vec<&Value> = rows.filter(|own| own["plan_town"] == "X").collect();
    assert_eq!(of_west.len(), 2);
    for own in of_west {
        assert_eq!(
            (&own["plan_why"], &own["plan_nearest"]),
            (&json!("out-of-reach"), &Value::Null)
        );
    }
}

#[test]
fn residents_come_first_where_a_target_minds_which_home_is_full() {
    let place = homes();
    let target = r#"[[target]]
name = "the home in the west is full"
measure = "bed_use"
tiers = ["beds"]
scope = "town:西镇"
at_least = "100 %"
kind = "expected"
"#;
    place.edit("plan.toml", "[[rule]]", &format!("{target}[[rule]]"));
    place.edit("plan.toml", "order = [", "order = [\"shortfall\", ");
    // Room for all in the east alone, where the residents go: others fill the home in the west.
    place.edit("sites.geojson", r#""beds":22,"residents":2"#, r#""beds":60,"residents":2"#);
    let summary = solved(&place);
    assert!(summary.contains("| open beds | 北乡敬老院 | 东街敬老院 | 15 |"), "{summary}");
    let plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    let own = plan["targets"].as_array().expect("a list").iter();
    let own = own.clone().find(|own| own["id"] == "target-1").expect("the target");
    assert_eq!(own["met"], json!(true), "{own}");
}

/// Two homes close. The third has beds for the residents of either, and not for both.
#[test]
fn homes_that_lack_beds_only_together_are_told_together() {
    let place = homes();
    place.edit("plan.toml", r#"["北乡敬老院"]"#, r#"["北乡敬老院", "东街敬老院"]"#);
    place.edit("plan.toml", r#""merge""#, r#""close""#);
    let closes = r#","works":[{"work":"close","cost":"0 yuan"}]"#;
    let write = |beds: u32| {
        let sites = [
            home("north", "北乡敬老院", "B", 107.4, (20, 15), closes),
            home("near", "西镇敬老院", "X", 107.2, (beds, 3), ""),
            home("far", "东街敬老院", "D", 107.0, (22, 12), closes),
        ];
        let sites = sites.join(",\n");
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{sites}\n]}}");
        place.write("sites.geojson", &text);
        place.run(&["solve", "plan.toml", "--out", "out", "--json"])
    };
    for (beds, exit) in [(29, 3), (30, 0)] {
        let solved = write(beds);
        assert_eq!(solved.exit, exit, "{}", solved.stderr);
        let found = &solved.json()["screening"]["contradictions"];
        let codes = found.as_array().expect("a list").iter().map(|own| own["code"].as_str());
        let codes: Vec<_> = codes.flatten().collect();
        assert_eq!(codes.contains(&"C08"), exit == 3, "{found}");
        if exit == 3 {
            let text = found[0]["text"].as_str().expect("a text");
            assert!(text.contains("27 residents of 东街敬老院, 北乡敬老院 must move"), "{text}");
            assert!(text.contains("at most 26 free places"), "{text}");
            assert_eq!(found[0]["ids"], json!(["far", "north", "near"]));
        }
    }
}

/// Who lives there uses beds, whatever is decided: 20 of 82.
#[test]
fn a_use_of_beds_below_that_of_the_residents_is_impossible() {
    let place = homes();
    let target = |limit: &str| {
        format!(
            "\n[[target]]\nname = \"use\"\nmeasure = \"bed_use\"\ntiers = [\"beds\"]\n{limit}\nkind = \"binding\"\n"
        )
    };
    for (limit, says) in [
        ("at_most = \"24 %\"", Some("at least 24.4 % is possible")),
        ("at_most = \"90 %\"", None),
        ("at_least = \"10 %\"", None),
    ] {
        place.write("plan.toml", &(PLAN.replace("\"merge\"", "\"stay\"") + &target(limit)));
        let ran = place.run(&["solve", "plan.toml", "--out", "out", "--json"]);
        assert_eq!(ran.exit, if says.is_some() { 3 } else { 0 }, "{limit}: {}", ran.stderr);
        let found = ran.json()["screening"]["contradictions"].to_string();
        assert_eq!(found.contains("C04"), says.is_some(), "{limit}: {found}");
        assert!(found.contains(says.unwrap_or_default()), "{found}");
    }
}
