//! `yike conflicts` in the words of planners, on the plans that they asked about.

use crate::common::program::Workplace;
use serde_json::Value;

fn texts(json: &Value, list: &str, parts: &str, language: &str) -> Vec<Vec<String>> {
    let of_one = |own: &Value| -> Vec<String> {
        let parts = own[parts].as_array().expect("a list");
        parts.iter().map(|part| part["text"][language].as_str().expect("words").into()).collect()
    };
    json[list].as_array().expect("a list").iter().map(of_one).collect()
}

const CUT: [&str; 8] = [
    "--set",
    "funding.lottery.amount=17_500_000 yuan",
    "--set",
    "funding.central.amount=77_000_000 yuan",
    "--set",
    "funding.district.amount=87_500_000 yuan",
    "--set",
    "funding.private.amount=91_000_000 yuan",
];

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn a_cut_of_thirty_per_cent_names_each_source_and_what_could_wait() {
    let place = Workplace::with("data/changshou");
    let ran =
        place.run(&[&["conflicts", "plan.toml", "--out", "out", "--json"], &CUT[..]].concat());
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
    let json = ran.json();
    assert_eq!(json["status"], "infeasible");
    let repairs = texts(&json, "repairs", "concessions", "en");
    let money = repairs.iter().find(|own| own.iter().all(|text| text.starts_with("source")));
    let money = money.expect("more money").join("; ");
    // The private institutions need 12,600; public money is short by what the lottery must pay and the rest.
    assert!(
        money.contains("source “private investment”: 3,500 万元 more than its 9,100"),
        "{money}"
    );
    assert!(
        money.contains("source “welfare-lottery funds”: 750 万元 more than its 1,750"),
        "{money}"
    );
    assert!(
        money.contains("source “district budget”: 2,579.275 万元 more than its 8,750"),
        "{money}"
    );
    let waits = repairs.iter().find(|own| own.iter().any(|text| text.starts_with("put off")));
    assert_eq!(
        waits.expect("works that wait")[1..],
        [
            "put off: 鹿坪老年养护院 (八颗街道) (built, 4,555.2 万元)",
            "put off: 晏家街道新建社会办养老机构 (built, 2,100 万元)",
            "put off: 渡舟街道新建社会办养老机构 (built, 1,400 万元)",
        ]
    );
    let chinese = texts(&json, "repairs", "concessions", "zh").concat();
    chinese.iter().for_each(|text| crate::common::is_chinese(text));
    let demands = texts(&json, "conflicts", "members", "zh").concat();
    demands.iter().for_each(|text| crate::common::is_chinese(text));
    insta::assert_snapshot!("cut_of_thirty_per_cent", place.read("out/conflicts.csv"));
    insta::assert_snapshot!("cut_of_thirty_per_cent_zh", place.read("out/summary.zh.md"));
    assert!(place.read("out/summary.md").contains("A plan has to give way in every set."));
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn few_stations_against_most_communities_names_both() {
    let place = Workplace::with("data/changshou");
    place.edit(
        "plan.toml",
        "# --- Money ---",
        "[[target]]\nid = \"few\"\nname = { en = \"stations\", zh = \"社区养老服务站数\" }\nmeasure = \"count\"\ntiers = [\"station\"]\nat_most = 42\nkind = \"binding\"\n\n[[target]]\nid = \"most\"\nname = { en = \"communities with a station\", zh = \"有站社区比例\" }\nmeasure = \"with_facility\"\nof = \"communities\"\ntiers = [\"station\"]\nat_least = \"95 %\"\nkind = \"binding\"\n\n# --- Money ---",
    );
    let ran = place.run(&["conflicts", "plan.toml", "--json"]);
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
    let json = ran.json();
    let first = &json["conflicts"][0]["members"];
    let called: Vec<&str> =
        first.as_array().expect("a list").iter().filter_map(|own| own["called"].as_str()).collect();
    assert!(called.contains(&"few") && called.contains(&"most"), "{called:?}");
    insta::assert_snapshot!("few_stations", place.run(&["conflicts", "plan.toml"]).seen());
}

#[test]
fn a_plan_that_can_be_met_is_said_to_be() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let ran = place.run(&["conflicts", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("The plan can be met"), "{}", ran.stdout);
    assert_eq!(place.read("out/conflicts.csv").lines().count(), 1);
    let verified = place.run(&["verify", "out"]);
    assert_eq!(verified.exit, 0, "{}", verified.stderr);
    let refused = place.run(&["draw", "out", "--out", "map.svg"]);
    assert_eq!(refused.exit, 2);
    assert!(refused.stderr.contains("conflicts.json"), "{}", refused.stderr);
}

#[test]
fn a_number_of_conflicts_is_one() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    for count in ["0", "many", "101"] {
        let refused = place.run(&["conflicts", "plan.toml", "--count", count]);
        assert_eq!(refused.exit, 2);
        assert!(refused.stderr.contains("--count"), "{}", refused.stderr);
    }
}

/// A plan of two villages that cannot be met: the money is too little for what must be covered.
fn short_of_money() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.edit("plan.toml", "2_000_000 yuan", "1 yuan");
    place
}

#[test]
fn a_run_can_be_verified_and_compared_and_a_clash_in_it_repaired() {
    let place = short_of_money();
    let words = ["conflicts", "plan.toml", "--set", "target.1.kind=binding", "--json", "--out"];
    let ran = place.run(&[&words[..], &["a"]].concat());
    assert_eq!(ran.exit, 3, "{}{}", ran.stdout, ran.stderr);
    let again = place.run(&[&words[..], &["b", "--threads", "1"]].concat());
    assert_eq!(again.stdout, ran.stdout);
    let diff = place.run(&["diff", "a", "b", "--json"]);
    assert_eq!((diff.exit, diff.json()["changes"].as_array().map(Vec::len)), (0, Some(0)));
    assert_eq!(place.run(&["verify", "a"]).exit, 0);
    place.write("a/repairs.csv", "rank\n");
    assert_eq!(place.run(&["verify", "a"]).exit, 6);
    assert_eq!(place.run(&["report", "b", "--out", "page.html"]).exit, 0);
    // The first repair is what it says: with that much money there is a plan.
    let json = ran.json();
    let money = json["repairs"].as_array().expect("a list").iter().find(|own| {
        own["concessions"].as_array().is_some_and(|own| own.len() == 1 && own[0]["kind"] == "money")
    });
    let money = &money.expect("more money")["concessions"][0];
    let path = money["called"].as_str().expect("a path");
    let more = money["amount"].as_f64().expect("yuan") as i64;
    let solved = |yuan: i64| {
        let set = format!("{path}={yuan} yuan");
        let words = ["solve", "plan.toml", "--set", "target.1.kind=binding", "--set", &set];
        place.run(&[&words[..], &["--out", "mended"]].concat()).exit
    };
    assert_eq!((solved(1 + more), solved(more)), (0, 3));
}

#[test]
fn without_time_nothing_is_said_to_clash() {
    let place = short_of_money();
    let words = ["conflicts", "plan.toml", "--time-limit", "0.000001 s", "--json"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("the time was used up before a conflict was found"));
    let json = ran.json();
    assert_eq!((&json["status"], &json["stopped"]), (&"undecided".into(), &"time-limit".into()));
    assert_eq!((&json["all"], &json["conflicts"]), (&false.into(), &Value::Array(Vec::new())));
}

#[test]
fn a_plan_with_periods_is_refused_with_a_way_out() {
    let place = Workplace::with("data/qianjiang");
    let refused = place.run(&["conflicts", "periods.toml"]);
    assert_eq!(refused.exit, 2);
    assert!(refused.stderr.contains("has periods") && refused.stderr.contains("one year"));
}
