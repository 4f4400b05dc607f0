//! `--lang`: what commands say stands in Chinese without English prose, and in English without a Chinese character.

use super::{impossible, workplace};
use crate::common::chinese::{chinese_in, crowded_in, english_in, is_chinese, texts_below};
use crate::common::program::{Ran, Workplace};

/// Chinese that stands in English too: a unit, and names of columns in examples.
const SAME: &str = "万元 编码 常住人口";

/// Runs `words` in Chinese, then in English; tells what came of the first. All that is said is in its language.
#[track_caller]
fn told(place: &Workplace, words: &[&str]) -> Ran {
    let ran = place.run(&[&["--lang", "zh"], words].concat());
    for text in [&ran.stdout, &ran.stderr].into_iter().filter(|text| !text.is_empty()) {
        assert!(is_chinese(text), "{words:?}: {text}");
        assert_eq!(text.lines().find_map(english_in), None, "{words:?}");
    }
    let given = texts_below(&place.path(""), &[".toml", ".geojson", ".csv"]).concat() + SAME;
    let english = place.run(&[&["--lang", "en"], words].concat());
    for text in [&english.stdout, &english.stderr] {
        assert_eq!(chinese_in(text, &given), None, "{words:?}");
    }
    ran
}

/// The exit code of `words`, which are refused in Chinese with something to do.
#[track_caller]
fn refused(place: &Workplace, words: &[&str]) {
    let ran = told(place, words);
    assert_eq!((ran.exit, &*ran.stdout), (2, ""), "{words:?}: {}", ran.stderr);
    assert!(ran.stderr.contains("\n  处理办法："), "{}", ran.stderr);
}

#[test]
fn answers_of_commands_on_plans() {
    let place = workplace();
    assert_eq!(told(&place, &["check", "plan.toml"]).exit, 0);
    assert_eq!(told(&place, &["solve", "plan.toml", "--out", "a"]).exit, 0);
    let poorer = ["--set", "funding.district.amount=1_000_000 yuan"];
    let solve = ["solve", "plan.toml", "--out", "b"];
    assert_eq!(told(&place, &[&solve[..], &poorer].concat()).exit, 0);
    let diff = told(&place, &["diff", "a", "b", "--out", "d"]);
    assert!(diff.stdout.contains("有变化的点位"), "{}", diff.stdout);
    assert_eq!(told(&place, &["verify", "a"]).exit, 0);
    for against in ["money", "travel", "worst-town"] {
        let words = ["frontier", "plan.toml", "--against", against, "--points", "3", "--out", "f"];
        assert_eq!(told(&place, &words).exit, 0);
    }
    told(&place, &["verify", "f"]);
    let vary = ["--vary", "travel.detour=1.2,1.6"];
    for words in [
        &["sweep", "plan.toml", "--out", "s"][..],
        &["sweep", "plan.toml", "--out", "s", "--restart"],
        &["sweep", "plan.toml", "--out", "shard", "--shard", "1/2"],
        &["sweep", "plan.toml", "--out", "merged", "--merge", "shard", "s"],
        &["robust", "plan.toml", "--by", "regret", "--out", "r"],
        &["robust", "plan.toml", "--by", "cvar", "--in", "people", "--out", "r"],
    ] {
        assert_eq!(told(&place, &[words, &vary].concat()).exit, 0);
    }
    assert_eq!(told(&place, &["diff", "r", "r"]).exit, 0);
    assert_eq!(told(&place, &["draw", "a", "--out", "map.svg"]).exit, 0);
    assert_eq!(told(&place, &["report", "a", "--out", "page.html"]).exit, 0);
    assert_eq!(told(&place, &["convert", "sites.geojson", "sites.gpkg"]).exit, 0);
}

#[test]
fn what_verify_finds() {
    let place = workplace();
    place.run(&["solve", "plan.toml", "--out", "out"]);
    for (file, old, new) in [
        ("plan.json", "\"cost_yuan\": ", "\"cost_yuan\": 1"),
        ("layout.geojson", "\"standing\"", "\"stands\""),
        ("summary.md", "plan", "plans"),
        ("timing.json", "\"threads\": ", "\"threads\": -"),
    ] {
        place.edit(&format!("out/{file}"), old, new);
        assert_eq!(told(&place, &["verify", "out"]).exit, 6);
    }
    std::fs::remove_file(place.path("out/links.geojson")).expect("removed");
    place.write("out/notes.txt", "mine");
    place.write("out/plan.json", "{");
    assert_eq!(told(&place, &["verify", "out"]).exit, 6);
}

#[test]
fn what_is_impossible() {
    let place = impossible();
    for words in [
        &["solve", "plan.toml", "--out", "out"][..],
        &["conflicts", "plan.toml"],
        &["frontier", "plan.toml", "--against", "money"],
        &["robust", "plan.toml", "--vary", "travel.detour=1.2,1.6", "--by", "worst", "--out", "r"],
    ] {
        assert_eq!(told(&place, words).exit, 3, "{words:?}");
    }
}

#[test]
fn answers_about_places() {
    let place = Workplace::with("tests/fixtures/location");
    // Tables are called after the file, which is a word of English else.
    place.write("d1.csv", &place.read("demand.csv"));
    let demand = ["--demand", "d1.csv", "--sites", "sites.csv"];
    for words in [
        &["locate", "p-median", "--p", "1", "--alternatives", "2", "--common", "--worth", "1"][..],
        &["locate", "lscp", "--reach", "5 km", "--by-cost"],
        &["locate", "lscp", "--reach", "1 m"],
        &["locate", "mclp", "--reach", "2 km", "--p", "1", "--compact"],
        &["locate", "gradual", "--decay", "linear:500m..5km", "--p", "1"],
        &["locate", "gradual", "--decay", "steps:1km=100%,5km=50%", "--budget", "10000"],
        &["locate", "psclp", "--reach", "5 km", "--share", "50 %"],
        &["locate", "p-center", "--p", "1", "--lp-file", "model.lp"],
        &["locate", "cflp"],
    ] {
        let ran = told(&place, &[words, &demand].concat());
        assert!([0, 2, 3].contains(&ran.exit), "{words:?}: {}", ran.stderr);
        assert_eq!(crowded_in(&ran.stdout), None, "{words:?}");
        assert_eq!(crowded_in(&ran.stderr), None, "{words:?}");
    }
}

#[test]
fn options_that_are_refused() {
    let place = workplace();
    for words in [
        &["solve", "plan.toml", "--out", "out", "--gap", "5"][..],
        &["solve", "plan.toml", "--out", "out", "--gap", "200 %"],
        &["solve", "plan.toml", "--out", "out", "--time-limit", "0 s"],
        &["solve", "plan.toml", "--out", "out", "--threads", "0"],
        &["solve", "plan.toml", "--out", "plan.toml"],
        &["solve", "plan.toml", "--out", "out", "--crs", "EPSG:1"],
        &["check", "plan.toml", "--strict-network"],
        &["alternatives", "plan.toml", "--count", "0"],
        &["alternatives", "plan.toml", "--differ", "much"],
        &["alternatives", "plan.toml", "--lose", "much=1 %"],
        &["conflicts", "plan.toml", "--count", "0"],
        &["conflicts", "plan.toml", "--period", "2025"],
        &["frontier", "plan.toml", "--against", "money", "--points", "1"],
        &["why", "plan.toml"],
        &["why", "plan.toml", "--site", "nowhere"],
        &["worth", "plan.toml", "--steps", "0"],
        &["worth", "plan.toml", "--only", "nothing"],
        &["worth", "plan.toml", "--step", "scale.funding=0 yuan"],
        &["sweep", "plan.toml", "--out", "s"],
        &["sweep", "plan.toml", "--out", "s", "--shard", "3/2"],
        &["robust", "plan.toml", "--by", "worst", "--alpha", "0.5", "--out", "r"],
        &["robust", "plan.toml", "--by", "cvar", "--alpha", "2", "--out", "r"],
        &["convert", "sites.geojson", "sites.xyz"],
        &["convert", "sites.geojson", "sites.gpkg", "--field", "id"],
        &["demand", "towns.geojson", "--out", "demand.geojson", "--cell", "1 m"],
        &["draw", "nothing", "--out", "map.gif"],
        &["report", "nothing", "--out", "page.txt"],
        &["matrix", "villages.geojson", "sites.geojson", "--out", "matrix.csv"],
        &["reach", "sites.geojson", "--network", "roads.osm.pbf", "--out", "reach.geojson"],
        &["locate", "lscp"],
        &["locate", "lscp", "--demand", "villages.geojson"],
        &["locate", "lscp", "--demand", "villages.geojson", "--reach", "500"],
        &["locate", "p-median", "--demand", "villages.geojson", "--reach", "5 km"],
        &["locate", "gradual", "--demand", "villages.geojson", "--decay", "soon", "--p", "1"],
        &["forecast", "--years", "2030", "--census", "census.csv"],
        &["forecast", "--years", "2030", "--variant", "best"],
        &["init", "--out", "made"],
        &["init", "towns.geojson", "--out", "made", "--column", "people"],
    ] {
        refused(&place, words);
    }
}

#[test]
fn what_libraries_say_is_told_to_be_their_words() {
    let place = workplace();
    place.write("broken.toml", "name = \"open\n");
    place.write("broken.geojson", "{\"type\": \"FeatureCollection\", \"features\": [ no ]}");
    place.write(
        "plan.toml",
        &place.read("plan.toml").replace("\"sites.geojson\"", "\"broken.geojson\""),
    );
    for file in ["broken.toml", "plan.toml"] {
        let ran = told(&place, &["check", file]);
        assert_eq!(ran.exit, 2);
        assert!(ran.stderr.contains("原文“"), "{}", ran.stderr);
    }
}

#[test]
fn words_that_are_not_understood() {
    let place = workplace();
    for (words, said) in [
        (&["check", "plan.toml", "--no-such"][..], "没有 `--no-such` 这一选项或参数"),
        (&["frobnicate"], "没有 `frobnicate` 这一命令"),
        (&["solve", "plan.toml"], "缺少必需的参数：\n  --out <DIR>"),
        (&["frontier", "plan.toml", "--against", "love"], "可选：money、travel"),
        (&["solve", "plan.toml", "--out"], "缺少值"),
        (
            &["solve", "plan.toml", "--out", "o", "--threads", "x"],
            "`x` 不能作为 `--threads <N>` 的值",
        ),
        (&["sweep", "plan.toml", "--out", "s", "--shard", "1/2", "--merge", "a"], "同用"),
        (&["check", "plan.toml", "plan.toml"], "没有 `plan.toml` 这一选项或参数"),
    ] {
        let ran = place.run(&[words, &["--lang", "zh"]].concat());
        assert_eq!((ran.exit, &*ran.stdout), (2, ""), "{words:?}");
        assert!(ran.stderr.starts_with("错误：") && ran.stderr.contains(said), "{}", ran.stderr);
        assert!(ran.stderr.ends_with("更多说明见 `--help`\n"), "{}", ran.stderr);
    }
    let english = place.run(&["--lang=en", "check", "plan.toml", "--no-such"]);
    assert!(english.stderr.starts_with("error: unexpected argument"), "{}", english.stderr);
}

#[test]
fn places_that_are_words() {
    let place = workplace();
    // `locate` on an instance whose site has no number for what it costs to open.
    std::fs::write(place.path("one.cap"), "1 1\n5 x\n5\n7\n").expect("written");
    let words = ["locate", "cflp", "--instance", "one.cap", "--format", "cap"];
    let ran = told(&place, &words);
    assert!(ran.stderr.contains("one.cap:2，启用成本："), "{}", ran.stderr);
    let english = place.run(&[&["--lang", "en"], &words[..]].concat());
    assert!(english.stderr.contains("one.cap:2, a cost of opening: "), "{}", english.stderr);
    // A travel matrix with a text.
    std::fs::write(place.path("m.csv"), "demand,site,minutes\nA,S,\"1,234\"\n").expect("written");
    let ran = told(&place, &["locate", "p-median", "--matrix", "m.csv", "--p", "1"]);
    let says =
        "m.csv:2，数值：数值 `1,234` 不是数字：逗号若为千位分隔，应写 1234；若为小数点，应写 1.234";
    assert!(ran.stderr.contains(says), "{}", ran.stderr);
}
