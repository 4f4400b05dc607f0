//! `solve` on a plan over several periods.

use super::{Workplace, status, workplace};

/// The small plan over two periods, half of its money in each.
fn over_two_periods() -> Workplace {
    let place = workplace();
    place.over_two_periods();
    place
}

#[test]
fn a_schedule_is_shown_and_written() {
    let place = over_two_periods();
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("A schedule, proved"));
    assert!(ran.stdout.contains("What foresight is worth"));
    let names = [
        "2023",
        "2025",
        "record.json",
        "schedule.csv",
        "schedule.json",
        "summary.md",
        "summary.zh.md",
        "timing.json",
    ];
    assert_eq!(place.names("out"), names);
    assert!(place.names("out/2023").contains(&"layout.geojson".to_owned()));
    // The layout of the plan's own year is one that the audit takes.
    let audit = place.run(&["audit", "plan.toml", "--layout", "out/2025/layout.geojson"]);
    assert_eq!(audit.exit, 0, "{}", audit.stdout);
}

#[test]
fn the_json_is_the_file_at_any_number_of_threads() {
    let place = over_two_periods();
    let one = place.run(&["solve", "plan.toml", "--out", "one", "--json", "--threads", "1"]);
    let two = place.run(&["solve", "plan.toml", "--out", "two", "--json", "--threads", "2"]);
    assert_eq!((one.exit, status(&one)), (0, "proved".into()));
    assert_eq!(one.stdout, place.read("one/schedule.json"));
    assert_eq!(one.stdout, two.stdout);
    let alone = place.run(&["solve", "plan.toml", "--out", "three", "--json", "--no-comparison"]);
    assert!(alone.json()["foresight"][0]["myopic"]["all"].is_null());
    assert_eq!(alone.json()["works"], one.json()["works"]);
}

/// The small plan, with this money of its budget in 2023 and with rules and more; another source pays for points alone.
fn with_money_in_2023(amount: &str, tables: &str) -> Workplace {
    let place = workplace();
    place.edit("plan.toml", "period = 2025", "period = 2025\nperiods = [2023, 2025]");
    let other = "[[funding]]\nid = \"other\"\nname = { en = \"other money\", zh = \"其他资金\" }\namount = \"0 yuan\"\npays_for = { tiers = [\"point\"] }";
    let amounts = format!("periods = {{ 2023 = \"{amount}\" }}\n{other}");
    place.edit("plan.toml", "amount = \"2_000_000 yuan\"", &amounts);
    place.edit("plan.toml", "[objective]", &format!("{tables}\n[objective]"));
    place
}

fn rule(id: &str, says: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\nname = \"{id}\"\nmust = \"build\"\nkind = \"binding\"\n{says}\n"
    )
}

#[test]
fn the_source_that_needs_more_money_is_named() {
    // Each year alone has a million for its centre; what is built stays.
    let rules = rule("early", "sites = [\"X-centre\"]\nperiod = 2023")
        + &rule("late", "sites = [\"B-centre\"]\nperiod = 2025");
    let place = with_money_in_2023("1_000_000 yuan", &rules);
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 3, "{}", ran.stdout);
    let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("100 万元 more money of source district budget would do"), "{said}");
    let chinese = place.read("out/summary.zh.md");
    assert!(chinese.contains("年：资金来源“区级财政”增加 100 万元 即可"), "{chinese}");
}

#[test]
fn limits_of_spending_that_leave_no_schedule_are_named() {
    // All that can be built is built in the first period, so that nothing is left to spend for the other.
    let tables = rule("all", "where = { works = [\"build\"] }\nperiod = 2023")
        + "[spending]\nmost_in_period = \"60 %\"\n";
    let place = with_money_in_2023("20_000_000 yuan", &tables);
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 3, "{}", ran.stdout);
    let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("spends as `[spending]` asks (at most 60 %"), "{said}");
    assert!(!said.contains("whatever the money"), "{said}");
    assert!(place.read("out/summary.zh.md").contains("分期投入限制（每期不高于 60 %"));
}

#[test]
fn no_schedule_says_why() {
    let place = over_two_periods();
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 3);
    assert!(ran.stdout.contains("2025 has no plan even alone"), "{}", ran.stdout);
    assert!(!place.names("out").contains(&"schedule.csv".to_owned()));
    let lp = place.run(&["solve", "plan.toml", "--out", "out", "--lp-file", "m.lp"]);
    assert_eq!(lp.exit, 2);
    assert!(lp.stderr.contains("--lp-file"));
}
