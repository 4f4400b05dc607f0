//! What planners ask of single sites and towns in a run.

use crate::common::program::Workplace;
use serde_json::Value;

fn place() -> Workplace {
    Workplace::with("tests/fixtures/tiers_together")
}

fn solved(place: &Workplace, wishes: &[&str]) -> Value {
    let words = ["solve", "plan.toml", "--out", "out", "--json"];
    let ran = place.run(&[&words, wishes].concat());
    assert_eq!(ran.exit, 0, "{}{}", ran.stdout, ran.stderr);
    // Its record brings the same plan about again.
    let verified = place.run(&["verify", "out"]);
    assert_eq!(verified.exit, 0, "{}", verified.stdout);
    ran.json()
}

/// The sites with works.
fn works(plan: &Value) -> Vec<&str> {
    let works = plan["works"].as_array().expect("works").iter();
    works.filter_map(|own| own["site"].as_str()).collect()
}

#[test]
fn sites_are_required_forbidden_and_kept_by_id_or_name() {
    let place = place();
    let free = solved(&place, &[]);
    assert!(works(&free).contains(&"D-centre") && !works(&free).contains(&"X-centre"));
    let plan = solved(&place, &["--forbid", "东街中心"]);
    assert!(!works(&plan).contains(&"D-centre"));
    assert_eq!(plan["run"]["edits"]["forbid"][0], "东街中心");
    let summary = place.read("out/summary.md");
    assert!(summary.contains("`--forbid 东街中心`"), "{summary}");
    let plan = solved(&place, &["--require", "X-centre"]);
    assert!(works(&plan).contains(&"X-centre"));
    let plan = solved(&place, &["--require", "西镇中心=build"]);
    assert!(works(&plan).contains(&"X-centre"));
    let plan = solved(&place, &["--keep-today", "B1-point"]);
    assert!(works(&free).contains(&"B1-point") && !works(&plan).contains(&"B1-point"));
}

#[test]
fn a_town_that_is_merged_has_what_both_had() {
    let place = place();
    let people = |plan: &Value, id: &str| {
        let towns = plan["towns"].as_array().expect("towns").iter();
        let mut own = towns.filter(|town| town["id"] == id);
        own.next().map(|town| town["name"].as_str().expect("a name").to_owned())
    };
    let (free, merged) = (solved(&place, &[]), solved(&place, &["--merge-town", "B=X"]));
    assert!(people(&free, "B").is_some());
    assert_eq!((people(&merged, "B"), people(&merged, "X")), (None, people(&free, "X")));
    let in_town = |place: &Workplace| {
        let layer: Value = serde_json::from_str(&place.read("out/coverage.geojson")).expect("JSON");
        let units = layer["features"].as_array().expect("features").iter();
        units
            .filter(|own| own["properties"]["plan_town"] == "X" || own["properties"]["town"] == "X")
            .count()
    };
    let merged = in_town(&place);
    solved(&place, &[]);
    assert!(merged > in_town(&place));
}

/// A plan that says the people of other years: twice as many in 2035, and 2040 in a layer of its own.
fn place_of_years() -> Workplace {
    let place = place();
    let years = "[demand.years]\n2035 = { scale = { \"60+\" = 2.0 } }\n2040 = { demand = \"later.geojson\" }\n";
    place.write(
        "plan.toml",
        &place.read("plan.toml").replacen("[travel]", &format!("{years}\n[travel]"), 1),
    );
    let mut later: Value = serde_json::from_str(&place.read("villages.geojson")).expect("JSON");
    for unit in later["features"].as_array_mut().expect("features") {
        let own = &mut unit["properties"];
        own["aged_60"] = (3 * own["aged_60"].as_u64().expect("a count")).into();
        own["persons"] = (3 * own["persons"].as_u64().expect("a count")).into();
    }
    place.write("later.geojson", &later.to_string());
    place
}

#[test]
fn people_of_another_year_are_planned_for() {
    let place = place_of_years();
    let people = |plan: &Value| {
        // Of the centres in the whole plan.
        plan["coverage"][0]["people"].as_f64().expect("people")
    };
    let own = people(&solved(&place, &[]));
    let plan = solved(&place, &["--people", "2035"]);
    assert_eq!(people(&plan), 2.0 * own);
    assert_eq!(plan["run"]["edits"]["people"], 2035);
    assert!(place.read("out/summary.md").contains("`--people 2035`"));
    assert_eq!(people(&solved(&place, &["--people", "2040"])), 3.0 * own);
    // The plan's own year needs no row.
    assert_eq!(people(&solved(&place, &["--people", "2025"])), own);
}

#[test]
fn a_year_of_which_no_people_are_said_is_refused_with_those_that_are() {
    let place = place_of_years();
    let ran = place.run(&["check", "plan.toml", "--people", "2050"]);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    for part in ["P4042", "--people", "2050", "2025, 2035, 2040"] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    let wrong = place
        .read("plan.toml")
        .replace("2035 = {", "next = {")
        .replace("later.geojson", "none.geojson");
    place.write("plan.toml", &wrong);
    let ran = place.run(&["check", "plan.toml"]);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    for part in ["P4015", "demand.years.next", "P1001", "none.geojson"] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
}

/// What a refusal of `words` says, in both languages.
fn refusals(place: &Workplace, words: &[&str]) -> [String; 2] {
    ["en", "zh"].map(|language| {
        let ran = place.run(&[&["--lang", language], words].concat());
        assert_eq!(ran.exit, 2, "{words:?}: {}", ran.stderr);
        ran.stderr
    })
}

#[test]
fn names_that_are_meant_are_suggested_with_their_ids() {
    let place = place();
    for (wish, english, chinese) in [
        // A part of the name, a slip, a longer name than there is.
        ("--require=东街中", "`东街中心` (`D-centre`)", "`东街中心`（`D-centre`）"),
        ("--forbid=西镇中新", "`西镇中心` (`X-centre`)", "`西镇中心`（`X-centre`）"),
        ("--keep-today=东街中心站", "`东街中心` (`D-centre`)", "`东街中心`（`D-centre`）"),
        ("--merge-town=西=东街", "`西镇` (`X`)", "`西镇`（`X`）"),
        ("--require=D-center", "`东街中心` (`D-centre`)", "`东街中心`（`D-centre`）"),
    ] {
        let [en, zh] = refusals(&place, &["check", "plan.toml", wish]);
        assert!(en.contains("did you mean") && en.contains(english), "{wish}: {en}");
        assert!(zh.contains("是否指") && zh.contains(chinese), "{wish}: {zh}");
    }
    // Nothing is like it: one that there is shows how it is written.
    let [en, zh] = refusals(&place, &["check", "plan.toml", "--require", "qqqqqq"]);
    assert!(en.contains("the name or the id of one of the"), "{en}");
    assert!(zh.contains("之一的名称或编号，例如"), "{zh}");
}

#[test]
fn a_parameter_that_is_refused_is_named_as_it_was_typed() {
    let place = place();
    let typed = ["travel.detour=1.5", "travel.detoor=1.4", "scale.cost="];
    let set: Vec<&str> = typed.iter().flat_map(|own| ["--set", own]).collect();
    for said in refusals(&place, &[&["check", "plan.toml"], &set[..]].concat()) {
        assert!(said.contains("--set travel.detoor=1.4"), "{said}");
        assert!(!said.contains("--set:") && !said.contains("vary["), "{said}");
    }
    // What the plan's reader says of the value is not said of the plan's line.
    let typed = "funding.district.amount=30wan";
    for said in refusals(&place, &["check", "plan.toml", "--set", typed]) {
        assert!(said.contains(&format!("--set {typed}")) && said.contains("`wan`"), "{said}");
        assert!(!said.contains("plan.toml"), "{said}");
    }
    // Behind the tables of a file as well, which ends in an empty line or not.
    for end in ["", "\n", "\n\n"] {
        place.write(
            "sweep.toml",
            &format!("[[vary]]\nparameter = \"scale.cost\"\nvalues = [1, 2]{end}"),
        );
        let words = [
            "sweep",
            "plan.toml",
            "--sweep",
            "sweep.toml",
            "--vary",
            "travel.detoor=1,2",
            "--out",
            "s",
        ];
        let said = refusals(&place, &words);
        assert!(said.iter().all(|own| own.contains("--vary travel.detoor=1,2")), "{said:?}");
    }
}

#[test]
fn conflicts_name_the_option_that_asked() {
    let place = place();
    let plan = place.read("plan.toml");
    let rule = "\n[[rule]]\nid = \"centre-stands\"\nname = \"the centre stands\"\nsites = [\"D-centre\"]\nmust = \"stand\"\nkind = \"binding\"\n";
    place.write("plan.toml", &(plan + rule));
    for (language, bracketed) in
        [("en", "(`--forbid 东街中心`)"), ("zh", "（`--forbid 东街中心`）")]
    {
        let words = ["--lang", language, "conflicts", "plan.toml", "--forbid", "东街中心"];
        let ran = place.run(&words);
        assert_eq!(ran.exit, 3, "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains(bracketed), "{}", ran.stdout);
        assert!(ran.stdout.contains("the centre stands"), "{}", ran.stdout);
    }
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    let place = place();
    let refused = |wishes: &[&str]| {
        let ran = place.run(&[&["solve", "plan.toml", "--out", "out"], wishes].concat());
        assert_eq!(ran.exit, 2, "{}", ran.stderr);
        ran.stderr
    };
    let said = refused(&["--require", "D-center", "--forbid", "Y", "--merge-town", "B"]);
    for part in ["P3003", "`D-center`", "D-centre", "--forbid", "--merge-town", "TOWN=TOWN"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = refused(&["--require", "D-centre=demolish"]);
    assert!(said.contains("P6001") && said.contains("`demolish`"), "{said}");
    let said = refused(&["--require", "X-centre", "--forbid", "西镇中心"]);
    assert!(said.contains("P3012") && said.contains("must stand and must not"), "{said}");
    let said = refused(&["--require", "X-centre=build", "--keep-today", "X-centre"]);
    assert!(said.contains("is to stay as it is"), "{said}");
    place.edit("sites.geojson", "西一村互助点", "西二村互助点");
    let said = refused(&["--forbid", "西二村互助点"]);
    assert!(
        said.contains("2 sites are called") && said.contains("`X1-point`, `X2-point`"),
        "{said}"
    );
}

/// `@FILE` stands for the words in a file, one a line.
#[test]
fn words_come_from_a_file() {
    let place = place();
    let typed = solved(&place, &["--forbid", "东街中心"]);
    for lines in ["plan.toml\n--forbid=东街中心\n", "plan.toml\r\n--forbid\r\n东街中心\r\n"]
    {
        place.write("session.txt", lines);
        let ran = place.run(&["solve", "@session.txt", "--out", "out", "--json"]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        assert_eq!(ran.json()["works"], typed["works"]);
        assert_eq!(ran.json()["run"]["edits"], typed["run"]["edits"]);
    }
    // A file that names itself ends, and one that is not there is told.
    place.write("session.txt", "plan.toml\n@session.txt\n");
    let ran = place.run(&["solve", "@session.txt"]);
    assert!(ran.exit == 2 && ran.stderr.contains("@session.txt"), "{}", ran.stderr);
    for (language, says) in [("en", "a word of the command line a line"), ("zh", "每行一个")] {
        let ran = place.run(&["solve", "@nowhere.txt", "--lang", language]);
        assert!(ran.exit == 2 && ran.stderr.contains("nowhere.txt"), "{}", ran.stderr);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
}
