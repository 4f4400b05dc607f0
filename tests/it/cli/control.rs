//! Control characters in names, ids and files never reach a terminal or a summary as they are.

use crate::common::program::Workplace;

/// A title for the terminal's window, a colour, a control character of eight bits, and one that turns the direction.
const OBEYED: &str = "\\u001b]0;title\\u0007\\u001b[31m\\u009b2J\\u202e";

fn is_obeyed(letter: char) -> bool {
    letter.is_control() && !"\n\t".contains(letter) || letter == '\u{202e}'
}

#[track_caller]
fn harmless(what: &str, text: &str) {
    assert!(!text.contains(is_obeyed), "{what}: {text:?}");
}

#[test]
fn names_of_a_plan_are_written_out() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.edit("sites.geojson", "\"东街中心\"", &format!("\"东街中心{OBEYED}\""));
    place.edit("towns.geojson", "\"北乡\"", &format!("\"北乡{OBEYED}\""));
    place.edit("villages.geojson", "\"东三社区\"", &format!("\"东三社区{OBEYED}\""));
    let commands: [&[&str]; 10] = [
        &["check", "plan.toml"],
        &["solve", "plan.toml", "--out", "best"],
        &["solve", "plan.toml", "--out", "best", "--json"],
        &["audit", "plan.toml", "--layout", "one_after_another.geojson", "--out", "drawn"],
        &["diff", "best", "drawn"],
        &["diff", "best", "drawn", "--json"],
        &["verify", "best"],
        &[
            "locate",
            "p-median",
            "--demand",
            "villages.geojson",
            "--p",
            "1",
            "--weight-field",
            "persons",
        ],
        &["solve", "\u{1b}[31mplan.toml"],
        &["\u{1b}[31m"],
    ];
    for words in commands {
        let ran = place.run(words);
        harmless(&ran.words, &ran.stdout);
        harmless(&ran.words, &ran.stderr);
    }
    for name in ["best/summary.md", "best/summary.zh.md", "drawn/summary.md"] {
        let text = place.read(name);
        harmless(name, &text);
        assert!(text.contains("\\u001b]0;title"), "{name} names it");
    }
    let json = place.run(&["solve", "plan.toml", "--out", "best", "--json"]).json();
    assert!(json.to_string().contains("\\u001b"), "JSON says the name as it is");
}

#[test]
fn ids_of_an_instance_are_written_out() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.write("cap.txt", "1 1\n\u{1b}]0;title\u{7} 100\n");
    let ran = place.run(&["locate", "cflp", "--instance", "cap.txt", "--format", "cap"]);
    assert_ne!(ran.exit, 0);
    harmless(&ran.words, &ran.stderr);
    harmless(&ran.words, &ran.stdout);
}
