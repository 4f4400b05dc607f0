//! `yike why` and `yike worth` as planners see them, on files.
#![cfg(feature = "highs")]

use crate::common::is_chinese;
use crate::common::program::{Workplace, columns};
use serde_json::Value;
use yike::domain::Language;
use yike::run::asked::Answered;
use yike::run::numbers::whole;
use yike::run::why::WhyJson;
use yike::run::worth::{WorthJson, unlimited_lines, worth_sections};

const FIXTURE: &str = "tests/fixtures/tiers_together";

/// What was asked in a district: a village left out, the site that the plan builds, the one that it does not, the target that is missed.
#[test]
fn answers_are_in_the_planners_words() {
    let place = Workplace::with(FIXTURE);
    let sites = place.run(&["solve", "plan.toml", "--out", "solved", "--json"]).json();
    assert_eq!(sites["status"], "proved");
    let units: Value = serde_json::from_str(&place.read("villages.geojson")).expect("JSON");
    let all: Value = serde_json::from_str(&place.read("sites.geojson")).expect("JSON");
    let ids = |layer: &Value| -> Vec<String> {
        let features = layer["features"].as_array().expect("features").iter();
        features.map(|own| own["properties"]["id"].as_str().expect("an id").to_owned()).collect()
    };
    let mut words = vec!["why", "plan.toml", "--target", "indicator-1", "--out", "out"];
    let (sites, villages) = (ids(&all), ids(&units));
    sites.iter().for_each(|id| words.extend(["--site", id]));
    villages.iter().for_each(|id| words.extend(["--village", id]));
    let told = place.run(&words);
    assert_eq!(told.exit, 0, "{}", told.stderr);
    assert!(told.stdout.lines().all(|line| columns(line) <= 80));
    insta::assert_snapshot!("why", told.seen());
    insta::assert_snapshot!("why_zh", place.read("out/summary.zh.md"));
    for line in place.read("out/summary.zh.md").lines().filter(|line| line.starts_with("- ")) {
        is_chinese(line);
    }
    insta::assert_snapshot!("why_plans_csv", place.read("out/why_plans.csv"));
    let verified = place.run(&["verify", "out"]);
    assert_eq!(verified.exit, 0, "{}{}", verified.stdout, verified.stderr);
    let drawn = place.run(&["draw", "out", "--out", "map.svg"]);
    assert!(drawn.exit == 2 && drawn.stderr.contains("why.json"), "{}", drawn.stderr);
    let page = place.run(&["report", "out", "--out", "page.html"]);
    assert_eq!(page.exit, 0, "{}", page.stderr);
    assert!(place.read("page.html").contains("为什么选，为什么不选"));
    let same = place.run(&["diff", "out", "out"]);
    assert_eq!(same.exit, 0, "{}", same.stderr);
}

#[test]
fn steps_are_in_the_planners_words() {
    let place = Workplace::with(FIXTURE);
    let told = place.run(&["worth", "plan.toml", "--out", "out"]);
    assert_eq!(told.exit, 0, "{}", told.stderr);
    assert!(told.stdout.lines().all(|line| columns(line) <= 80));
    insta::assert_snapshot!("worth", told.seen());
    insta::assert_snapshot!("worth_zh", place.read("out/summary.zh.md"));
    insta::assert_snapshot!("worth_csv", place.read("out/worth.csv"));
    insta::assert_snapshot!("worth_covered_csv", place.read("out/worth_covered.csv"));
    assert_eq!(place.run(&["verify", "out"]).exit, 0);
    assert_eq!(place.run(&["report", "out", "--out", "page.html"]).exit, 0);
}

/// Steps that are not proved are not told as if they were.
#[test]
fn what_is_not_proved_says_so() {
    let place = Workplace::with(FIXTURE);
    place.run(&["worth", "plan.toml", "--out", "out"]);
    let mut made: WorthJson = serde_json::from_str(&place.read("out/worth.json")).expect("JSON");
    let said = |made: &WorthJson, language: Language| {
        let sections = worth_sections(made, language).into_iter().flat_map(|own| own.1);
        let table = made.sections(language)[0].table.clone();
        let table = table.expect("a table").rows.into_iter().map(|row| row[1].clone());
        let lines = sections.chain(table).chain(unlimited_lines(made, language));
        lines.collect::<Vec<String>>()
    };
    let (english, chinese) = ("not proved", "未证明");
    assert!(!said(&made, Language::English).iter().any(|line| line.contains(english)));
    let cells =
        made.levers.iter_mut().flat_map(|row| row.cells.iter_mut().map(|own| &mut own.plan));
    cells.chain(made.unlimited.iter_mut().map(|own| &mut own.plan)).for_each(|plan| {
        plan.status = "stopped-with-plan".into();
    });
    for (language, word) in [(Language::English, english), (Language::Chinese, chinese)] {
        let lines = said(&made, language);
        assert!(!lines.is_empty() && lines.iter().all(|line| line.contains(word)), "{lines:?}");
    }
}

/// A village that loses cover at two tiers is one place, whose people count once at each.
#[test]
fn a_place_counts_once_whatever_it_loses() {
    let place = Workplace::with(FIXTURE);
    place.run(&["why", "plan.toml", "--site", "D-centre", "--out", "out"]);
    let mut made: WhyJson = serde_json::from_str(&place.read("out/why.json")).expect("JSON");
    let people = &mut made.answers[0].plans[0].people;
    let mut one = people.iter().find(|own| own.turn == "lose").expect("somebody").clone();
    people.retain(|own| own.turn != "lose");
    let (unit, tier) = (one.unit.clone(), one.tier.clone());
    people.push(one.clone());
    one.tier = format!("{tier} too");
    people.push(one.clone());
    let lines = |language| made.sections(language)[0].items.join("\n");
    let all = whole(2.0 * one.people);
    let english = format!("lose cover: {all} people, each once at each tier, in 1 place");
    assert!(lines(Language::English).contains(&english), "{unit}: {}", lines(Language::English));
    let chinese = format!("失去覆盖：1 处 {all} 人次");
    assert!(lines(Language::Chinese).contains(&chinese), "{}", lines(Language::Chinese));
}

#[test]
fn a_step_of_ones_own_takes_the_place_of_the_usual_one() {
    let place = Workplace::with(FIXTURE);
    let words = [
        "worth",
        "plan.toml",
        "--only",
        "funding.district.amount",
        "--only",
        "tier.point.reach.rural",
    ];
    let own = [
        "--step",
        "funding.district.amount=1 million yuan",
        "--step",
        "tier.point.reach.rural=10 min",
        "--steps",
        "1",
        "--json",
    ];
    let told = place.run(&[&words[..], &own[..]].concat()).json();
    let levers = told["levers"].as_array().expect("a list");
    let values: Vec<Vec<f64>> = levers
        .iter()
        .map(|row| {
            row["cells"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|cell| cell["value"].as_f64().expect("a number"))
                .collect()
        })
        .collect();
    assert_eq!(values, [vec![1e6, 3e6], vec![1200.0, 2400.0]]);
}

#[test]
fn the_same_bytes_come_of_any_number_of_threads() {
    for words in [
        &["why", "plan.toml", "--target", "indicator-1", "--site", "A", "--village", "V1"][..],
        &["worth", "plan.toml"][..],
    ] {
        let place = Workplace::with(FIXTURE);
        let units: Value = serde_json::from_str(&place.read("villages.geojson")).expect("JSON");
        let all: Value = serde_json::from_str(&place.read("sites.geojson")).expect("JSON");
        let id = |layer: &Value| {
            layer["features"][0]["properties"]["id"].as_str().expect("an id").to_owned()
        };
        let (site, unit) = (id(&all), id(&units));
        let words: Vec<&str> = words
            .iter()
            .map(|&word| match word {
                "A" => &site[..],
                "V1" => &unit[..],
                other => other,
            })
            .collect();
        let [one, four] = ["1", "4"].map(|threads| {
            let out = format!("out-{threads}");
            let ran = place.run(&[&words[..], &["--threads", threads, "--out", &out]].concat());
            assert_eq!(ran.exit, 0, "{}", ran.stderr);
            place
                .names(&out)
                .into_iter()
                .map(|name| place.read(&format!("{out}/{name}")))
                .collect::<Vec<_>>()
        });
        assert_eq!(one, four);
    }
}

/// Where what is asked is not in the plan, it is said what is.
#[test]
fn what_cannot_be_asked_is_refused_with_a_way_out() {
    let place = Workplace::with(FIXTURE);
    let refused = |words: &[&str], told: &[&str]| {
        let ran = place.run(words);
        assert_eq!(ran.exit, 2, "{words:?}");
        for text in told {
            assert!(ran.stderr.contains(text), "{words:?}: {}", ran.stderr);
        }
    };
    refused(&["why", "plan.toml"], &["nothing is asked", "--site"]);
    refused(&["why", "plan.toml", "--site", "nowhere"], &["the plan has no site `nowhere`"]);
    refused(&["why", "plan.toml", "--target", "coverage"], &["did you mean", "indicator-1"]);
    refused(
        &["worth", "plan.toml", "--only", "money"],
        &["no lever `money`", "funding.district.amount"],
    );
    refused(&["worth", "plan.toml", "--step", "funding.district.amount=5 min"], &["--step"]);
    refused(&["worth", "plan.toml", "--step", "funding.district.amount=0 yuan"], &["is no step"]);
    refused(&["worth", "plan.toml", "--step", "funding.district.amount"], &["LEVER=STEP"]);
    for steps in ["0", "21", "two"] {
        refused(&["worth", "plan.toml", "--steps", steps], &["--steps"]);
    }
    place.over_two_periods();
    for words in [
        &["why", "plan.toml", "--site", "x"][..],
        &["worth", "plan.toml"],
        &["conflicts", "plan.toml"],
        &["alternatives", "plan.toml"],
    ] {
        refused(words, &["has periods", "leave `periods` out", "--period (2023, 2025)"]);
        let other = [words, &["--period", "2024"]].concat();
        refused(&other, &["no period ends in 2024", "2023, 2025"]);
    }
    let one_year = Workplace::with(FIXTURE);
    let ran = one_year.run(&["worth", "plan.toml", "--period", "2025"]);
    assert!(ran.exit == 2 && ran.stderr.contains("the plan has no periods"), "{}", ran.stderr);
}

/// A lever is called by the path by which `--set` changes it: what a step says is what a solve with that value gives.
#[test]
fn a_step_is_what_set_makes_of_its_path() {
    let place = Workplace::with(FIXTURE);
    let told = place.run(&["worth", "plan.toml", "--steps", "1", "--json"]).json();
    let mut tried = 0;
    for row in told["levers"].as_array().expect("a list") {
        let path = row["lever"]["path"].as_str().expect("a path");
        let unit = row["lever"]["unit"].as_str().expect("a unit");
        for cell in row["cells"].as_array().expect("a list") {
            let value = cell["value"].as_f64().expect("a number");
            let value = match (path, unit) {
                ("scale.funding", _) => (value / row["value"].as_f64().expect("yuan")).to_string(),
                (_, "yuan") => format!("{value} yuan"),
                (_, "s") => format!("{value} s"),
                (_, "m") => format!("{value} m"),
                (_, "share") => format!("{} %", value * 100.0),
                // No path changes the places of every site.
                (_, "places") => continue,
                _ => value.to_string(),
            };
            let set = format!("{path}={value}");
            let solved = place.run(&[
                "solve",
                "plan.toml",
                "--no-comparison",
                "--json",
                "--set",
                &set,
                "--out",
                "set",
            ]);
            assert!(matches!(solved.exit, 0 | 3), "{set}: {}", solved.stderr);
            let solved = solved.json();
            assert_eq!(cell["plan"]["status"], solved["status"], "{set}");
            let stages = |own: &Value| -> Vec<Value> {
                own.as_array().expect("a list").iter().map(|own| own["value"].clone()).collect()
            };
            assert_eq!(stages(&cell["plan"]["aims"]), stages(&solved["stages"]), "{set}");
            tried += 1;
        }
    }
    assert!(tried >= 8, "{tried}");
}

/// Every digit of a step is shown.
#[test]
fn a_step_is_shown_as_it_is() {
    let place = Workplace::with(FIXTURE);
    let steps = ["tier.point.reach.rural=12 s", "funding.district.amount=3 yuan"];
    let words = [
        "worth",
        "plan.toml",
        "--steps",
        "1",
        "--out",
        "out",
        "--step",
        steps[0],
        "--step",
        steps[1],
    ];
    assert_eq!(place.run(&words).exit, 0);
    let mut made: WorthJson = serde_json::from_str(&place.read("out/worth.json")).expect("JSON");
    // All steps change something, so that all are shown.
    for own in made.levers.iter_mut().flat_map(|row| &mut row.cells) {
        own.plan.aims[0].difference = Some(1.0);
    }
    let lines: Vec<String> =
        worth_sections(&made, Language::English).into_iter().flat_map(|own| own.1).collect();
    for step in ["−0.2 min: ", "+0.2 min: ", "+0.0003 万元: "] {
        assert!(lines.iter().any(|line| line.starts_with(step)), "{step} {lines:?}");
    }
}

/// What binds a target names the villages without a site in reach, and how far their nearest is; people move into homes, so that
/// no minutes are told of the way there.
#[test]
fn who_has_no_site_in_reach_of_a_target_is_named() {
    let place = Workplace::with(FIXTURE);
    place.edit("plan.toml", "[\"station\", \"point\"]\nat_least", "[\"centre\"]\nat_least");
    let short =
        ["--set", "tier.centre.reach.rural=500 m", "--set", "tier.centre.reach.urban=500 m"];
    let words = ["why", "plan.toml", "--target", "1", "--out", "out"];
    let told = place.run(&[&words[..], &short[..]].concat());
    assert_eq!(told.exit, 0, "{}", told.stderr);
    let summary = place.read("out/summary.md");
    let line = summary.lines().find(|line| line.contains("no site for a service centre"));
    let line = line.expect("who is out of reach");
    for text in ["within reach of ", " people; nearest ", " km, ", "too far by "] {
        assert!(line.contains(text), "{line}");
    }
    let chinese = place.read("out/summary.zh.md");
    let line = chinese.lines().find(|line| line.contains("没有可设街镇养老服务中心的点位"));
    is_chinese(line.expect("who is out of reach"));
    let json: WhyJson = serde_json::from_str(&place.read("out/why.json")).expect("JSON");
    let target = json.answers[0].target.as_ref().expect("a target");
    let near = place.read("out/why_near.csv");
    assert_eq!(near.lines().count(), 1 + target.unreached.len());
    for own in &target.unreached {
        let nearest = own.at.possible.as_ref().expect("a site");
        assert!(nearest.beyond_m.is_some_and(|beyond| beyond > 0.0) && nearest.time_s.is_some());
        assert!(near.contains(&own.name));
    }
    let bound = target.bound_by.iter().filter_map(|own| own.called.as_deref());
    assert!(bound.collect::<Vec<_>>().contains(&"tier.centre.reach.rural"));
}

/// A target is called by the number that its table shows, too.
#[test]
fn a_target_is_called_by_its_number() {
    let place = Workplace::with("data/changshou");
    let plan = place.read("plan.toml");
    assert!(plan.contains("indicator = 5"), "the plan numbers its indicators");
    let refused = place.run(&["why", "plan.toml", "--target", "99", "--json"]);
    assert!(refused.exit == 2 && refused.stderr.contains("no target or rule `99`"));
    let several = place.run(&["why", "plan.toml", "--target", "4"]);
    assert!(several.exit == 2 && several.stderr.contains("are called `4`"), "{}", several.stderr);
    let small = Workplace::with(FIXTURE);
    let by_number = small.run(&["why", "plan.toml", "--target", "1", "--json"]).json();
    assert_eq!(by_number["answers"][0]["id"], "indicator-1");
}

#[test]
fn namesakes_are_listed_with_their_towns() {
    let place = Workplace::with(FIXTURE);
    place.edit("villages.geojson", "西二村", "北二村");
    let ran = place.run(&["why", "plan.toml", "--village", "北二村"]);
    assert_eq!(ran.exit, 2);
    for text in ["2 are called `北二村`", "X2 (北二村, in 西镇)", "B2 (北二村, in 北乡)"]
    {
        assert!(ran.stderr.contains(text), "{}", ran.stderr);
    }
    let by_id = place.run(&["why", "plan.toml", "--village", "X2", "--json"]).json();
    assert_eq!(by_id["answers"][0]["id"], "X2");
}

#[test]
fn a_plan_without_an_answer_has_none_to_ask_about() {
    let place = Workplace::with(FIXTURE);
    place.edit("plan.toml", "kind      = \"expected\"", "kind      = \"binding\"");
    let words = ["why", "plan.toml", "--target", "indicator-1", "--json", "--out", "out"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
    assert_eq!(ran.json()["status"], "infeasible");
    assert!(place.read("out/why.json").contains("\"infeasible\""));
    assert!(
        ran.stderr.contains("yike conflicts") && ran.stderr.contains("proved"),
        "{}",
        ran.stderr
    );
}

/// The planner's question of 安坪村: by how many minutes it is missed, and what would reach it.
#[test]
fn a_village_is_told_by_how_much_it_is_missed() {
    let place = Workplace::with("data/changshou");
    let ran = place.run(&["why", "plan.toml", "--village", "安坪村", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    insta::assert_snapshot!("anping", ran.seen());
    // The longer reach takes people in, whom the best plan does not cover.
    let json: Value = serde_json::from_str(&place.read("out/why.json")).expect("JSON");
    let plans = json["answers"][0]["plans"].as_array().expect("a list");
    let longer = plans.iter().find(|own| own["terms"] == "longer-reach").expect("a longer reach");
    let gained = longer["covered"].as_array().expect("a list").iter();
    let more = |own: &Value| {
        own["after"].as_f64().expect("a number") - own["before"].as_f64().expect("a number")
    };
    assert!(gained.map(more).sum::<f64>() >= 494.0);
    assert!(ran.stdout.contains("gain cover"));
    insta::assert_snapshot!("anping_zh", place.read("out/summary.zh.md"));
}
