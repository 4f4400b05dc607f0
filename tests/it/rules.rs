//! Rules, areas, `--set` and `--lift`, through the program: what a rule says is so in the layout.

use crate::common::program::{Ran, Workplace};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A station that stands and may be closed or grow.
const OLD: &str = r#",
{"type":"Feature","properties":{"id":"D9-old","name":"东九旧站","kind":"old","town":"D","standing":true,"tier":"station","tiers":["station","centre"],"operator":"public","works":[{"id":"shut","work":"close","cost":"50_000 yuan"},{"id":"grow","work":"upgrade","tier":"centre","size":"standard","cost":"700_000 yuan"}]},"geometry":{"type":"Point","coordinates":[107.02,29.79]}}
]}"#;

/// The plan of three tiers with an old station and more tables before its objective.
fn with(tables: &str) -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let sites = place.read("sites.geojson");
    let sites = sites.trim_end().strip_suffix("\n]}").expect("the end of a collection").to_owned();
    place.write("sites.geojson", &(sites + OLD));
    place.edit("plan.toml", "[objective]", &format!("{tables}\n[objective]"));
    place
}

fn rule(says: &str) -> String {
    let kind = if says.contains("kind =") { "" } else { "kind = \"binding\"\n" };
    format!("[[rule]]\nid = \"row-1\"\nname = \"a rule\"\n{kind}{says}\n")
}

fn solve(place: &Workplace, more: &[&str]) -> Ran {
    let words = ["solve", "plan.toml", "--out", "out", "--formats", "geojson"];
    place.run(&[&words, more].concat())
}

/// What is decided at each site by its id: the id of the work, or `stay`.
type Decisions = BTreeMap<String, String>;

fn decisions(place: &Workplace) -> Decisions {
    let layer: Value = serde_json::from_str(&place.read("out/layout.geojson")).expect("JSON");
    let rows = layer["features"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    rows.map(|row| (text(&row["properties"]["id"]), text(&row["properties"]["plan_work_id"])))
        .collect()
}

fn decided(tables: &str, more: &[&str]) -> Decisions {
    let place = with(tables);
    let ran = solve(&place, more);
    assert_eq!(ran.exit, 0, "{tables}: {}{}", ran.stdout, ran.stderr);
    decisions(&place)
}

fn plan(place: &Workplace) -> Value {
    serde_json::from_str(&place.read("out/plan.json")).expect("JSON")
}

fn built(decisions: &Decisions, part: &str) -> usize {
    let is_it = |&(id, work): &(&String, &String)| id.contains(part) && work.starts_with("build");
    decisions.iter().filter(is_it).count()
}

#[test]
fn without_rules_other_things_are_decided() {
    let free = decided("", &[]);
    assert_eq!((built(&free, "B-centre"), built(&free, "centre")), (0, 1), "{free:?}");
    assert_ne!(free["D9-old"], "grow");
}

#[test]
fn each_word_of_a_rule_is_so_in_the_layout() {
    type Holds = fn(&Decisions) -> bool;
    let rules: [(&str, Holds); 12] = [
        ("sites = [\"B-centre\"]\nmust = \"stand\"", |own| built(own, "B-centre") == 1),
        ("sites = [\"北乡中心\"]\nmust = \"build\"", |own| built(own, "B-centre") == 1),
        ("sites = [\"B-centre\", \"北乡中心\"]\nmust = \"build\"", |own| {
            built(own, "B-centre") == 1
        }),
        ("where = { kinds = [\"candidate\"], tiers = [\"centre\"] }\nmust = \"go\"", |own| {
            built(own, "centre") == 0
        }),
        ("sites = [\"D9-old\"]\nmust = \"stay\"", |own| own["D9-old"] == "stay"),
        ("sites = [\"D9-old\"]\nwork = \"shut\"", |own| own["D9-old"] == "shut"),
        ("sites = [\"D9-old\"]\nmust = \"upgrade\"", |own| own["D9-old"] == "grow"),
        ("where = { standing = true }\nmust = \"close\"", |own| own["D9-old"] == "shut"),
        ("where = { operators = [\"public\"] }\nmust = \"go\"", |own| own["D9-old"] == "shut"),
        ("where = { works = [\"build\"] }\nmust = \"build\"\nat_most = 1", |own| {
            built(own, "") <= 1
        }),
        (
            "where = { towns = [\"B\"], tiers = [\"point\"] }\nmust = \"build\"\nat_least = 1",
            |own| built(own, "B1-point") + built(own, "B2-point") >= 1,
        ),
        ("where = { areas = [\"west\"] }\nmust = \"stay\"", |own| {
            built(own, "X") + built(own, "B") == 0
        }),
    ];
    const AREA: &str = "[[area]]\nid = \"west\"\nname = \"the west\"\ntowns = [\"X\", \"B\"]\n";
    for (says, holds) in rules {
        let decided = decided(&(AREA.to_owned() + &rule(says)), &[]);
        assert!(holds(&decided), "{says}: {decided:?}");
    }
}

#[test]
fn a_binding_rule_is_the_same_as_required_sites() {
    let by_rule = decided(&rule("sites = [\"B-centre\", \"X1-point\"]\nmust = \"stand\""), &[]);
    let place = with("");
    for id in ["B-centre", "X1-point"] {
        let id = format!("\"id\":\"{id}\"");
        place.edit("sites.geojson", &id, &format!("{id},\"required\":true"));
    }
    assert_eq!(solve(&place, &[]).exit, 0);
    assert_eq!(by_rule, decisions(&place));
    assert_ne!(by_rule, decided("", &[]));
}

#[test]
fn an_expected_rule_is_missed_by_as_little_as_possible() {
    let says = "where = { kinds = [\"candidate\"], tiers = [\"centre\"] }\nmust = \"build\"\nkind = \"expected\"";
    let place = with(&rule(says));
    place.edit("plan.toml", "order = [", "order = [\"shortfall\", ");
    // The indicator is expected, too: what the rule alone is missed by is asked for.
    place.edit("plan.toml", "at_least  = \"100 %\"", "at_least  = \"1 %\"");
    let ran = solve(&place, &[]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert_eq!(built(&decisions(&place), "centre"), 2, "two millions are there for three");
    let plan = plan(&place);
    let own = plan["targets"].as_array().expect("a list").iter();
    let own = own.clone().find(|own| own["id"] == "row-1").expect("the rule");
    assert_eq!(
        (&own["met"], &own["reached"], &own["limit"]),
        (&json!(false), &json!(2.0), &json!(3.0))
    );
    assert!((plan["stages"][0]["value"].as_f64().expect("a value") - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn a_lifted_rule_is_as_if_it_were_not_there() {
    let free = decided("", &[]);
    let because = rule("sites = [\"B-centre\"]\nmust = \"stand\"\nbecause = \"published\"");
    for word in ["row-1", "published"] {
        let place = with(&because);
        assert_eq!(solve(&place, &[]).exit, 0);
        assert_ne!(decisions(&place), free);
        let ran = solve(&place, &["--lift", word]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        assert_eq!(decisions(&place), free, "--lift {word}");
        assert_eq!(plan(&place)["run"]["edits"], json!({"set": [], "lift": [word]}));
        let verified = place.run(&["verify", "out", "--json"]);
        assert_eq!((verified.exit, &verified.json()["status"]), (0, &json!("verified")));
    }
    let kept = rule("sites = [\"B-centre\"]\nmust = \"stand\"");
    let place = with(&kept);
    let ran = solve(&place, &["--lift", "published"]);
    assert_eq!(ran.exit, 2, "nothing says so: {}", ran.stderr);
    assert!(ran.stderr.contains("P4021"), "{}", ran.stderr);
}

#[test]
fn what_is_lifted_has_the_id_that_is_printed() {
    // Three targets of one number, the first with an id of its own; and a rule that two words lift.
    let target = |more: &str| {
        format!(
            "[[target]]\nindicator = 4\nname = \"beds\"\nmeasure = \"beds\"\nat_least = 1\nkind = \"expected\"\n{more}\n"
        )
    };
    let because = rule("sites = [\"B-centre\"]\nmust = \"stand\"\nbecause = \"published\"");
    let place = with(&(target("id = \"own\"") + &target("") + &target("") + &because));
    let ids = |place: &Workplace| -> Vec<String> {
        let plan = plan(place);
        let rows = plan["targets"].as_array().expect("a list").iter();
        rows.map(|own| own["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(solve(&place, &[]).exit, 0);
    let all = ["indicator-1", "own", "indicator-4", "indicator-4-2", "row-1"];
    assert_eq!(ids(&place), all);
    for lifted in all {
        assert_eq!(solve(&place, &["--lift", lifted]).exit, 0);
        let left: Vec<&str> = all.into_iter().filter(|id| *id != lifted).collect();
        assert_eq!(ids(&place), left, "--lift {lifted}");
    }
    assert_eq!(solve(&place, &["--lift", "published", "--lift", "row-1"]).exit, 0);
    assert_eq!(ids(&place), all[..4]);
    let limits = |set: &str| {
        let ran = solve(&place, &["--set", set]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let plan = plan(&place);
        let rows = plan["targets"].as_array().expect("a list")[1..4].to_vec();
        rows.iter().map(|own| own["limit"].as_f64().expect("a limit")).collect::<Vec<_>>()
    };
    assert_eq!(limits("target.indicator-4-2.at_least=9"), [1.0, 1.0, 9.0]);
    assert_eq!(limits("target.own.at_least=9"), [9.0, 1.0, 1.0]);
    for unclear in ["target.beds.at_least=9", "target.4.at_least=9"] {
        let ran = solve(&place, &["--set", unclear]);
        assert!(ran.exit == 2 && ran.stderr.contains("is the name of several"), "{}", ran.stderr);
        assert!(ran.stderr.contains("`own`, `indicator-4`, `indicator-4-2`"), "{}", ran.stderr);
    }
}

#[test]
fn a_rule_that_counts_what_goes_counts_what_stands() {
    // Nothing goes where nothing stands, whatever is built or not.
    let free = decided("", &[]);
    let goes = "where = { tiers = [\"centre\", \"station\"] }\nmust = \"go\"\n";
    let none = decided(&rule(&(goes.to_owned() + "at_most = 0")), &[]);
    assert_eq!((&none["D9-old"], built(&none, "")), (&free["D9-old"], built(&free, "")));
    let one = decided(&rule(&(goes.to_owned() + "at_least = 1")), &[]);
    assert_eq!(one["D9-old"], "shut");
    let place = with(&rule(&(goes.to_owned() + "at_least = 2")));
    let ran = solve(&place, &[]);
    assert!(ran.exit == 2 && ran.stderr.contains("the rule is of 1 sites"), "{}", ran.stderr);
}

#[test]
fn sites_and_towns_are_called_by_names_that_one_alone_has() {
    let area = "[[area]]\nid = \"west\"\nname = \"the west\"\ntowns = [\"西镇\", \"B\"]\n";
    let says = "where = { areas = [\"west\"], towns = [\"北乡\"] }\nmust = \"stay\"";
    let by_name = decided(&(area.to_owned() + &rule(says)), &[]);
    assert_eq!(built(&by_name, "B"), 0, "{by_name:?}");
    let place = with(&rule("sites = [\"北乡中心\"]\nmust = \"build\""));
    place.edit("sites.geojson", "\"北乡中心\"", "\"\u{3000}北乡中心 \"");
    assert_eq!(solve(&place, &[]).exit, 0);
    assert_eq!(built(&decisions(&place), "B-centre"), 1);
    place.edit("sites.geojson", "\"西镇中心\"", "\"北乡中心\"");
    let ran = solve(&place, &[]);
    let said = "`北乡中心` is the name of more than one site: `X-centre`, `B-centre`";
    assert!(ran.exit == 2 && ran.stderr.contains(said), "{}", ran.stderr);
}

#[test]
fn rules_are_not_blamed_for_what_else_is_wrong() {
    let place = with(&rule("where = { tiers = [\"centre\"] }\nmust = \"build\"\nat_least = 1"));
    let reach = "reach = { urban = \"15 min\" }";
    place.edit("plan.toml", reach, &format!("{reach}\nwieght = 1"));
    let ran = place.run(&["check", "plan.toml"]);
    assert!(ran.exit == 2 && ran.stderr.ends_with("\n1 error\n"), "{}", ran.stderr);
}

#[test]
fn repairs_call_a_rule_a_rule() {
    let says = "where = { kinds = [\"candidate\"], tiers = [\"centre\"] }\nmust = \"build\"";
    let place = with(&rule(says));
    let ran = solve(&place, &[]);
    assert_eq!(ran.exit, 3, "{}", ran.stdout);
    let mended = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(mended.contains("rule “a rule”: ask for at least 2 instead of 3"), "{}", ran.stdout);
    let chinese = place.read("out/summary.zh.md");
    assert!(chinese.contains("规则“a rule”：由不低于 3 改为不低于 2"), "{chinese}");
}

#[test]
fn rules_of_sites_and_tiers_are_lifted() {
    let free = decided("", &[]);
    let place = with("");
    let id = "\"id\":\"B-centre\"";
    place.edit("sites.geojson", id, &format!("{id},\"required\":true"));
    for word in ["required", "site:B-centre"] {
        let ran = solve(&place, &["--lift", word]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        assert_eq!(decisions(&place), free, "--lift {word}");
    }
    // B-centre is required, and lifting what another rule would say changes nothing and is told.
    for word in ["forbidden", "may_stay", "site:X-centre"] {
        let ran = solve(&place, &["--lift", word]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        assert_ne!(decisions(&place), free, "--lift {word}");
        assert!(ran.stderr.contains("P4051"), "--lift {word}: {}", ran.stderr);
    }
    let both = solve(&place, &["--lift", "required", "--lift", "site:B-centre"]);
    assert!(both.exit == 0 && !both.stderr.contains("P4051"), "{}", both.stderr);
    // Without a centre no station may stand, unless centres do not lead.
    let no_centre =
        rule("where = { tiers = [\"centre\"], kinds = [\"candidate\"] }\nmust = \"go\"")
            + &rule("where = { kinds = [\"old\"] }\nmust = \"close\"").replace("row-1", "row-2");
    let place = with(&no_centre);
    assert_eq!(solve(&place, &[]).exit, 0);
    assert_eq!(built(&decisions(&place), "station"), 0);
    assert_eq!(solve(&place, &["--lift", "leads:centre"]).exit, 0);
    assert!(built(&decisions(&place), "station") > 0);
}

#[test]
fn a_parameter_set_is_as_if_the_file_said_so() {
    let place = with("");
    let set = "funding.district.amount=1_000_000 yuan";
    let ran = solve(&place, &["--set", set]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let by_set = decisions(&place);
    assert_eq!(plan(&place)["run"]["edits"]["set"], json!([set]));
    let verified = place.run(&["verify", "out", "--json"]);
    assert_eq!((verified.exit, &verified.json()["status"]), (0, &json!("verified")));
    place.edit("plan.toml", "2_000_000 yuan", "1_000_000 yuan");
    assert_eq!(solve(&place, &[]).exit, 0);
    assert_eq!(by_set, decisions(&place));
    assert!(plan(&place)["run"].get("edits").is_none_or(Value::is_null));
    let place = with(&rule("sites = [\"B-centre\"]\nmust = \"stand\""));
    assert_eq!(solve(&place, &["--set", "rule.row-1.kind=expected"]).exit, 0);
    assert_eq!(built(&decisions(&place), "B-centre"), 0, "shortfall is no stage of the plan");
}

#[test]
fn a_rule_that_cannot_be_is_a_contradiction() {
    let place = with(&rule("sites = [\"B-centre\", \"X-centre\"]\nmust = \"stand\""));
    let id = "\"id\":\"B-centre\"";
    place.edit("sites.geojson", id, &format!("{id},\"forbidden\":true"));
    let ran = place.run(&["check", "plan.toml", "--json"]);
    assert_eq!(ran.exit, 3, "{}", ran.stdout);
    let found = ran.json()["screening"]["contradictions"].clone();
    let codes: Vec<&Value> =
        found.as_array().expect("a list").iter().map(|own| &own["code"]).collect();
    assert!(codes.contains(&&json!("C02")), "{found}");
    let solved = solve(&place, &[]);
    assert_eq!(solved.exit, 3, "{}", solved.stderr);
    assert_eq!(solve(&place, &["--lift", "row-1"]).exit, 0);
}

#[test]
fn rules_that_contradict_each_other_are_both_named() {
    let stands = rule("sites = [\"B-centre\"]\nmust = \"stand\"\nsource = \"row 1\"");
    let goes = rule("sites = [\"B-centre\", \"D9-old\"]\nmust = \"go\"\nsource = \"a letter\"")
        .replace("row-1", "row-2")
        .replace("\"a rule\"", "{ en = \"another rule\", zh = \"另一规则\" }");
    let place = with(&(stands + &goes));
    let ran = place.run(&["check", "plan.toml", "--json"]);
    assert_eq!(ran.exit, 3, "{}", ran.stdout);
    let found = ran.json()["screening"]["contradictions"][0].clone();
    assert_eq!((&found["code"], &found["ids"]), (&json!("C02"), &json!(["B-centre"])));
    let english = found["text"].as_str().expect("a text");
    for said in ["`a rule` (row-1; source: row 1)", "`another rule` (row-2; source: a letter)"] {
        assert!(english.contains(said), "{english}");
    }
    assert!(english.contains("asks “stand” of it"), "{english}");
    let chinese = found["text_zh"].as_str().expect("a text");
    assert!(chinese.contains("规则“另一规则”（row-2，来源：a letter）"), "{chinese}");
    // What the site states itself is told as such.
    let place = with(&goes);
    let id = "\"id\":\"B-centre\"";
    place.edit("sites.geojson", id, &format!("{id},\"required\":true"));
    let ran = place.run(&["check", "plan.toml", "--json"]);
    let found = ran.json()["screening"]["contradictions"][0].clone();
    assert!(found["text"].as_str().expect("a text").contains("states itself"), "{found}");
}

#[test]
fn targets_hold_in_an_area_and_in_each() {
    let areas = "[[area]]\nid = \"east\"\nname = \"the east\"\ntowns = [\"D\"]\n\n[[area]]\nid = \"west\"\nname = { en = \"the west\", zh = \"西片\" }\ntowns = [\"X\", \"B\"]\n\n";
    let target = |scope: &str, limit: &str| {
        format!(
            "{areas}[[target]]\nid = \"by-area\"\nname = \"by area\"\nmeasure = \"cost\"\nscope = \"{scope}\"\nat_most = \"{limit}\"\nkind = \"binding\"\n"
        )
    };
    let cost = |own: &Decisions, towns: &[&str]| -> u32 {
        let here = own
            .iter()
            .filter(|(id, work)| *work != "stay" && towns.iter().any(|town| id.starts_with(town)));
        here.map(|(id, work)| match (work.as_str(), id) {
            ("shut", _) => 50_000,
            ("grow", _) => 700_000,
            (_, id) if id.contains("centre") => 1_000_000,
            (_, id) if id.contains("station") => 400_000,
            _ => 100_000,
        })
        .sum()
    };
    let west = decided(&target("area:west", "150_000 yuan"), &[]);
    assert!(cost(&west, &["X", "B"]) <= 150_000, "{west:?}");
    assert!(cost(&west, &["D"]) > 1_000_000, "the rest is free: {west:?}");
    let place = with(&target("each area", "1_200_000 yuan"));
    assert_eq!(solve(&place, &[]).exit, 0);
    let each = decisions(&place);
    for towns in [&["D"][..], &["X", "B"]] {
        assert!(cost(&each, towns) <= 1_200_000, "{each:?}");
    }
    let plan = plan(&place);
    let own = plan["targets"].as_array().expect("a list").iter();
    let own = own.clone().find(|own| own["id"] == "by-area").expect("the target");
    assert_eq!((&own["scope"], &own["met"]), (&json!("each area"), &json!(true)));
}
