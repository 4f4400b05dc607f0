//! One period of a plan as planners ask about it, on files.
#![cfg(feature = "highs")]

use crate::common::is_chinese;
use crate::common::program::Workplace;

const FIXTURE: &str = "tests/fixtures/tiers_together";

/// A period is planned alone, with all money up to then, and what that leaves out is said in both languages.
#[test]
fn a_period_is_asked_about_alone() {
    let place = Workplace::with(FIXTURE);
    place.over_two_periods();
    let half = Workplace::with(FIXTURE);
    half.edit("plan.toml", "amount = \"2_000_000 yuan\"", "amount = \"1_000_000 yuan\"");
    let whole = Workplace::with(FIXTURE);
    for (year, same) in [("2023", &half), ("2025", &whole)] {
        let words = ["why", "plan.toml", "--site", "D-centre", "--json"];
        let alone = same.run(&words).json();
        let asked = place.run(&[&words[..], &["--period", year, "--out", "out"]].concat());
        assert_eq!(asked.exit, 0, "{}", asked.stderr);
        let of_period = asked.json();
        assert_eq!(of_period["answers"], alone["answers"], "{year}");
        assert_eq!(of_period["period"]["year"].to_string(), year);
        assert!(alone.get("period").is_none());
        let summaries = ["out/summary.md", "out/summary.zh.md"].map(|file| place.read(file));
        let said = [
            "Money of earlier periods counts as unspent: 100 万元.",
            "此前各期资金 100 万元视同未使用。",
        ];
        for (summary, said) in summaries.iter().zip(said) {
            assert_eq!(summary.contains(said), year == "2025", "{summary}");
        }
        let notes = of_period["period"]["notes"].as_array().expect("a list");
        notes.iter().for_each(|note| is_chinese(note["zh"].as_str().expect("a text")));
        assert!(asked.stdout.contains("\"period\""));
        assert_eq!(place.run(&["verify", "out"]).exit, 0);
    }
    let others = place.run(&["alternatives", "plan.toml", "--period", "2023", "--out", "others"]);
    assert_eq!(others.exit, 0, "{}", others.stderr);
    assert!(others.stdout.contains("Of the period up to 2023 alone"), "{}", others.stdout);
    assert_eq!(place.run(&["verify", "others"]).exit, 0);
    let worth = place.run(&["worth", "plan.toml", "--period", "2025", "--steps", "1"]);
    assert!(worth.exit == 0 && worth.stdout.contains("counts as unspent"), "{}", worth.stdout);
}

/// What a period cannot be asked, the next one may give.
#[test]
fn a_later_date_is_a_repair() {
    let place = Workplace::with(FIXTURE);
    place.over_two_periods();
    place.edit("plan.toml", "kind      = \"expected\"", "kind      = \"binding\"\nby = 2023");
    let words = ["conflicts", "plan.toml", "--set", "target.1.at_least=80 %"];
    let early = place.run(&[&words[..], &["--period", "2023", "--json", "--out", "out"]].concat());
    assert_eq!(early.exit, 3, "{}", early.stderr);
    let json = early.json();
    let repairs = json["repairs"].as_array().expect("a list");
    let later = repairs.iter().find(|own| own["concessions"][0]["kind"] == "later").expect("later");
    assert_eq!(
        later["concessions"][0],
        serde_json::json!({
            "kind": "later",
            "called": "indicator-1",
            "text": {
                "en": "not before 2025: target “community home-care coverage”: ≥ 80 %",
                "zh": "推迟到 2025 年：指标“社区居家养老服务覆盖率”：≥ 80 %",
            },
            "amount": 2025.0,
            "unit": "year",
        })
    );
    assert_eq!(place.run(&["verify", "out"]).exit, 0);
    let late = place.run(&[&words[..], &["--period", "2025"]].concat());
    assert_eq!(late.exit, 0, "{}", late.stderr);
}
