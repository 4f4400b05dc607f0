//! What the workbench says is what the command line says for the same words.

use super::client::Server;
use crate::common::program::Workplace;
use serde_json::{Value, json};
use std::io::{Cursor, Read};

/// The plan that the command line writes for these words.
fn solved(place: &Workplace, words: &[(&str, &str)], more: &[&str]) -> Value {
    let typed: Vec<String> =
        words.iter().map(|(option, value)| format!("--{option}={value}")).collect();
    let mut all = vec!["solve", "plan.toml", "--out", "out"];
    all.extend(typed.iter().map(String::as_str));
    all.extend(more);
    let ran = place.run(&all);
    assert!([0, 3].contains(&ran.exit), "{}", ran.stderr);
    serde_json::from_str(&place.read("out/plan.json")).expect("JSON")
}

/// States of Changshou: none, money, reach and a site, a target's kind, and one that is impossible.
const STATES: [&[(&str, &str)]; 5] = [
    &[],
    &[("set", "funding.district.amount=110000000 yuan")],
    &[("set", "tier.station.reach.urban=20 min"), ("require", "500115004006-station")],
    &[("set", "rule.box-4.kind=expected")],
    &[("set", "funding.lottery.amount=20000000 yuan")],
];

#[test]
fn plans_are_those_of_the_command_line() {
    let place = Workplace::with("data/changshou");
    let server = Server::start(&place);
    let mut seen = Vec::new();
    for words in STATES {
        let body = json!({ "session": "a", "words": words });
        let (name, told) = server.post("/answer", &body).events().pop().expect("an event");
        assert_eq!(name, "plan", "{words:?}: {told}");
        let own = solved(&place, words, &["--no-comparison"]);
        assert_eq!(told["plan.json"], own, "{words:?}");
        seen.push(own["status"].as_str().expect("a status").to_owned());
    }
    assert_eq!(seen, ["proved", "proved", "proved", "proved", "infeasible"]);
    // What cannot be is refused for the same reason.
    let body = json!({ "session": "a", "words": [["set", "tier.station.reach.urban=20 goats"]] });
    let (name, told) = server.post("/answer", &body).events().pop().expect("an event");
    assert_eq!(name, "refused");
    let ran = place.run(&["check", "plan.toml", "--set", "tier.station.reach.urban=20 goats"]);
    let cause = told[0]["cause"]["en"].as_str().expect("a cause");
    assert!(ran.exit == 2 && ran.stderr.contains(cause), "{cause} in {}", ran.stderr);
}

#[test]
fn stages_come_before_the_plan_and_have_its_values() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let server = Server::start(&place);
    let events = server.post("/answer", &json!({ "session": "a", "words": [] })).events();
    let stages: Vec<Value> =
        events.iter().filter(|(name, _)| name == "stage").map(|(_, stage)| stage.clone()).collect();
    let (name, plan) = events.last().expect("an event");
    assert_eq!(name, "plan");
    assert!(stages.len() > 1);
    assert_eq!(plan["plan.json"]["stages"], Value::from(stages));
    // Asked again, it is at hand.
    let again = server.post("/answer", &json!({ "session": "b", "words": [] })).events();
    assert_eq!(again, [("plan".to_owned(), plan.clone())]);
}

#[test]
fn files_are_those_of_the_command_line_to_the_byte() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let server = Server::start(&place);
    let plan = solved(&place, &[], &[]);
    let site = plan["works"][0]["site"].as_str().expect("a site");
    let words = [("forbid", site)];
    solved(&place, &words, &[]);
    let ask = |what: &str| {
        let response =
            server.post("/export", &json!({ "session": "a", "words": words, "what": what }));
        assert_eq!(response.status, 200, "{}", response.text());
        response.body
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(ask("run"))).expect("an archive");
    let mut names: Vec<String> =
        archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
    names.sort();
    assert_eq!(names, place.names("out"));
    for name in names.iter().filter(|name| *name != "timing.json") {
        let mut bytes = Vec::new();
        archive.by_name(name).expect("there").read_to_end(&mut bytes).expect("read");
        let own = std::fs::read(place.path(&format!("out/{name}"))).expect("read");
        assert!(bytes == own, "{name} differs");
    }
    assert_eq!(ask("layout"), std::fs::read(place.path("out/layout.geojson")).expect("read"));
    let ran = place.run(&["report", "out", "--out", "report.html"]);
    assert_eq!(ran.exit, 0);
    assert_eq!(ask("report").len(), std::fs::read(place.path("report.html")).expect("read").len());
    // Files that changed are not those that are held.
    place.edit("plan.toml", "[plan]", "# changed\n[plan]");
    let body = json!({ "session": "a", "words": words, "what": "run" });
    assert_eq!(server.post("/export", &body).status, 422);
}

#[test]
fn sessions_at_once_get_the_answers_to_their_own_questions() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let server = Server::start(&place);
    let plan = server.plan("first", &[]);
    let source = &plan["plan.json"]["money"]["sources"][0];
    let id = source["id"].as_str().expect("an id");
    std::thread::scope(|scope| {
        for number in 0..12i64 {
            let server = &server;
            scope.spawn(move || {
                for step in 0..5 {
                    let amount = 2_000_000 + number * 10_000 + step * 1_000;
                    let set = format!("funding.{id}.amount={amount} yuan");
                    let told = server.plan(&number.to_string(), &[("set", &set)]);
                    let has = &told["plan.json"]["money"]["sources"][0]["has_yuan"];
                    assert_eq!(has.as_i64(), Some(amount));
                }
            });
        }
    });
}

#[test]
fn a_newer_question_of_a_session_stops_the_older() {
    let place = Workplace::with("data/changshou");
    let server = Server::start(&place);
    let amount = |million: u32| format!("funding.district.amount={million}000000 yuan");
    let (older, other, newer) = (amount(110), amount(111), amount(112));
    let mut first = server.begin("a", &[("set", &older)]);
    let told = server.plan("a", &[("set", &newer)]);
    assert_eq!(told["plan.json"]["status"], "proved");
    assert_eq!(told["plan.json"]["run"]["edits"]["set"], json!([newer]));
    let mut rest = String::new();
    first.read_to_string(&mut rest).expect("text");
    let is_stopped = rest.contains("event: stopped") || rest.contains("\"status\":\"stopped-");
    assert!(is_stopped && !rest.contains("\"status\":\"proved\""), "the older is not whole");
    // What was stopped is not kept, and other sessions are not stopped.
    let mut first = server.begin("b", &[("set", &other)]);
    let told = server.plan("a", &[("set", &older)]);
    assert_eq!(told["plan.json"]["status"], "proved");
    let mut rest = String::new();
    first.read_to_string(&mut rest).expect("text");
    assert!(rest.contains("\"status\":\"proved\""), "the other session's is whole");
}

#[test]
fn repairs_are_words_that_make_a_plan_possible() {
    let place = Workplace::with("data/changshou");
    let server = Server::start(&place);
    let words = [["set", "funding.district.amount=1000 yuan"]];
    let body = json!({ "session": "a", "words": words });
    let (_, told) = server.post("/answer", &body).events().pop().expect("an event");
    assert_eq!(told["plan.json"]["status"], "infeasible");
    let repairs = told["repairs"].as_array().expect("a list");
    assert_eq!(
        repairs.len(),
        told["plan.json"]["clashes"]["repairs"].as_array().expect("a list").len()
    );
    let in_words = repairs.iter().filter(|own| !own.is_null());
    let mut kinds = 0;
    for repair in in_words {
        // A word for the same parameter takes the place of the earlier one, as on the page.
        let path =
            |word: &Value| word[1].as_str().expect("a word").split('=').next().map(String::from);
        let repair = repair.as_array().expect("words");
        let mut all: Vec<Value> = json!(words).as_array().expect("words").clone();
        all.retain(|word| repair.iter().all(|own| path(own) != path(word)));
        all.extend(repair.iter().cloned());
        let body = json!({ "session": "a", "words": all });
        let (name, told) = server.post("/answer", &body).events().pop().expect("an event");
        assert_eq!(name, "plan", "{told}");
        assert_eq!(told["plan.json"]["status"], "proved", "{all:?}");
        kinds += 1;
    }
    assert!(kinds > 2, "{repairs:?}");
}

#[test]
fn questions_why_are_answered_by_the_inquiry() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let server = Server::start(&place);
    let plan = server.plan("a", &[]);
    let village = plan["coverage"]["columns"]["id"][0].as_str().expect("an id");
    let why =
        server.post("/why", &json!({ "session": "a", "words": [], "about": ["village", village] }));
    assert_eq!(why.status, 200, "{}", why.text());
    let ran = place.run(&["why", "plan.toml", "--village", village]);
    for section in why.json()["en"].as_array().expect("sections") {
        let heading = section["heading"].as_str().expect("a heading");
        assert!(ran.stdout.contains(heading), "{heading} in {}", ran.stdout);
    }
    let unknown = json!({ "session": "a", "words": [], "about": ["site", "nowhere"] });
    let refused = server.post("/why", &unknown);
    assert_eq!(refused.status, 422);
    assert!(refused.json()[0]["cause"]["zh"].as_str().expect("a cause").contains("nowhere"));
}

#[test]
fn other_plans_are_those_of_the_command_line_and_their_words_ask_for_them() {
    let place = Workplace::with("data/changshou");
    let server = Server::start(&place);
    let body = json!({ "session": "a", "words": [], "about": ["alternatives", ""] });
    let told = server.post("/why", &body).json();
    let ran = place.run(&["alternatives", "plan.toml", "--count", "4", "--out", "others"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let own: Value = serde_json::from_str(&place.read("others/alternatives.json")).expect("JSON");
    assert_eq!(told["plans"], own["plans"]);
    assert_eq!(told["sites"], own["sites"]);
    let (plans, words) = (own["plans"].as_array(), told["words"].as_array());
    let (plans, words) = (plans.expect("a list"), words.expect("a list"));
    assert!(plans.len() > 1 && words[0] == json!([]) && words.len() == plans.len());
    for (plan, words) in plans.iter().zip(words).skip(1) {
        let body = json!({ "session": "a", "words": words });
        let (_, like) = server.post("/answer", &body).events().pop().expect("an event");
        let values = |of: &Value| -> Vec<f64> {
            let stages = of["stages"].as_array().expect("a list");
            stages.iter().map(|own| own["value"].as_f64().expect("a value")).collect()
        };
        for (like, own) in values(&like["plan.json"]).iter().zip(values(plan)) {
            assert!(
                (like - own).abs() <= 1e-5 * own.abs().max(1.0),
                "{words}: {like} is not {own}"
            );
        }
        for difference in plan["differences"].as_array().expect("a list") {
            let works = like["plan.json"]["works"].as_array().expect("a list");
            let done = works.iter().find(|own| own["site"] == difference["site"]);
            let done = done.map_or("", |own| own["work"].as_str().expect("a work"));
            let asked = difference["here_work"].as_str().expect("a work");
            assert_eq!(done, if ["stay", "unused"].contains(&asked) { "" } else { asked });
        }
    }
}

#[test]
fn what_clashes_is_left_out_where_it_is_not_asked_for() {
    let place = Workplace::with("data/changshou");
    let server = Server::start(&place);
    let words = [["set", "funding.district.amount=1000 yuan"]];
    let ask = |bare: bool| {
        let body = json!({ "session": "a", "words": words, "bare": bare });
        server.post("/answer", &body).events().pop().expect("an event").1
    };
    let [bare, whole] = [true, false].map(ask);
    assert_eq!(bare["plan.json"]["status"], "infeasible");
    assert!(bare["plan.json"].get("clashes").is_none_or(Value::is_null));
    assert!(whole["plan.json"]["clashes"].is_object(), "one answer does not stand for the other");
}

#[test]
fn a_run_is_opened_with_its_changes() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let plan = solved(&place, &[], &[]);
    let site = plan["works"][0]["site"].as_str().expect("a site").to_owned();
    let words = [("forbid", site.as_str())];
    let own = solved(&place, &words, &["--no-comparison"]);
    for (named, begun) in [("out", json!(words)), (".", json!([])), ("plan.toml", json!([]))] {
        let server = Server::of(&place, named);
        let host = [("Host", server.host())];
        let page = server.send(&format!("GET /?token={}", server.token), &host, b"").text();
        let begins = "<script type=\"application/json\" data-name=\"bench\">";
        let bench = page.split(begins).nth(1).and_then(|rest| rest.split("</script>").next());
        let bench: Value = serde_json::from_str(bench.expect("there")).expect("JSON");
        assert_eq!(bench["begun"], begun, "{named}");
        if named == "out" {
            assert_eq!(server.plan("a", &words)["plan.json"], own);
        }
    }
    // A folder without either, a plan over several periods, and no file at all are refused.
    std::fs::create_dir(place.path("empty")).expect("made");
    assert_eq!(place.run(&["serve", "empty", "--no-open"]).exit, 2);
    assert_eq!(place.run(&["serve", "nowhere.toml", "--no-open"]).exit, 2);
    place.over_two_periods();
    let ran = place.run(&["serve", "plan.toml", "--no-open"]);
    assert!(ran.exit == 2 && ran.stderr.contains("the workbench"), "{}", ran.stderr);
}
