//! `yike locate`: what is shown, written and refused.

use super::{seen, status};
use crate::common::program::{Ran, Workplace, columns};

const LAYERS: [&str; 4] = ["--demand", "demand.geojson", "--sites", "sites.geojson"];

fn workplace() -> Workplace {
    Workplace::with("tests/fixtures/locate")
}

/// Runs `yike locate` on the two layers.
fn on_layers(place: &Workplace, problem: &str, words: &[&str]) -> Ran {
    place.run(&[&["locate", problem][..], &LAYERS, words].concat())
}

/// With what hangs on the machine and the method left out.
fn still(mut ran: Ran) -> Ran {
    let line = |line: &str| {
        let head = line.split_whitespace().next().unwrap_or_default();
        match head {
            "time" | "method" | "work" => format!("{head} …\n"),
            _ => format!("{line}\n"),
        }
    };
    assert!(ran.stdout.lines().all(|line| columns(line) <= 80), "{}", ran.stdout);
    ran.stdout = ran.stdout.lines().map(line).collect::<String>().replace("work …\n", "");
    ran
}

#[test]
fn maximal_cover_is_shown_and_written() {
    let place = workplace();
    let words = ["--reach", "500 m", "--p", "1", "--out", "out"];
    let ran = on_layers(&place, "mclp", &words);
    assert_eq!(ran.exit, 0);
    seen!("locate_mclp", still(ran));
    let names = [
        "assignment.csv",
        "demand.geojson",
        "links.geojson",
        "placement.geojson",
        "placement.json",
        "record.json",
        "sites.csv",
        "timing.json",
    ];
    assert_eq!(place.names("out"), names);
    let all =
        ["sites.csv", "assignment.csv", "placement.geojson", "demand.geojson", "links.geojson"];
    let all = all.map(|name| format!("--- {name}\n{}", place.read(&format!("out/{name}"))));
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("locate_files", all.join(""));
    });
}

#[test]
fn json_is_the_file() {
    let place = workplace();
    let words = ["--reach", "500 m", "--p", "1", "--out", "out", "--json"];
    let ran = on_layers(&place, "mclp", &words);
    assert_eq!((ran.exit, status(&ran)), (0, "optimal".into()));
    assert_eq!(ran.stdout, place.read("out/placement.json"));
    let json = ran.json();
    // D2: the share is of weight, not of points.
    assert_eq!(json["figures"]["covered_share"], 240.0 / 305.0);
    assert_eq!(json["instance"]["unit"], "m");
    assert_eq!(json["inputs"][0]["sha256"].as_str().map(str::len), Some(64));
    // Unreachable demand stays in the total and has a name (D11).
    assert_eq!(json["figures"]["unreachable"]["first_ids"][0], "far-hamlet");
    assert_eq!(json["figures"]["total_weight"], 305.0);
}

#[test]
fn a_bare_reach_is_refused_on_a_layer_in_degrees() {
    // D1
    let place = workplace();
    seen!("locate_bare_reach", on_layers(&place, "mclp", &["--reach", "500", "--p", "1"]));
    seen!("locate_reach_in_minutes", on_layers(&place, "lscp", &["--reach", "15 min"]));
    let unknown = on_layers(&place, "lscp", &["--reach", "500 ft"]);
    assert_eq!(unknown.exit, 2);
    assert!(unknown.stderr.contains("unit `ft`"), "{}", unknown.stderr);
    assert_eq!(place.names("").len(), 5, "nothing is written");
}

#[test]
fn an_instance_without_unit_takes_bare_numbers_alone() {
    let place = workplace();
    let plain = ["locate", "lscp", "--instance", "small.pmed", "--reach"];
    let bare = place.run(&[&plain[..], &["4"]].concat());
    assert_eq!(
        (bare.exit, status(&place.run(&[&plain[..], &["4", "--json"]].concat()))),
        (0, "optimal".into())
    );
    let metres = place.run(&[&plain[..], &["4 m"]].concat());
    assert_eq!(metres.exit, 2);
    assert!(metres.stderr.contains("have no unit"), "{}", metres.stderr);
}

#[test]
fn the_number_of_sites_may_come_from_the_file() {
    let place = workplace();
    let ran = place.run(&["locate", "p-median", "--instance", "small.pmed", "--json"]);
    // Node 3 serves 2 (4), 1 (7) and 4 (10); node 2 serves 1 (3), 3 (4) and 4 (14).
    assert_eq!(ran.json()["objective"], 21.0);
    assert_eq!(ran.json()["question"]["exactly"], 1);
}

#[test]
fn impossible_questions_name_the_demand() {
    // D4
    let place = workplace();
    let ran = on_layers(&place, "lscp", &["--reach", "500 m", "--out", "out"]);
    assert_eq!(ran.exit, 3);
    seen!("locate_infeasible", still(ran));
    let names = ["conflicts.csv", "placement.json", "record.json", "repairs.csv", "timing.json"];
    assert_eq!(place.names("out"), names);
    let json = on_layers(&place, "lscp", &["--reach", "500 m", "--json"]);
    assert_eq!((json.exit, status(&json)), (3, "infeasible".into()));
    assert_eq!(json.json()["reasons"][0]["kind"], "unreachable");
    let share = on_layers(&place, "psclp", &["--reach", "500 m", "--share", "99 %"]);
    assert!(share.stdout.contains("`far-hamlet`"), "{}", share.stdout);
    let matrix = ["locate", "p-center", "--matrix", "minutes.csv", "--p", "1"];
    let together = place.run(&matrix);
    assert_eq!(together.exit, 0, "{}", together.stderr);
    place.edit("minutes.csv", "hill,south,20", "hill,south,");
    let hill = place.run(&matrix);
    assert_eq!(hill.exit, 3);
    assert!(hill.stdout.contains("`hill`"), "{}", hill.stdout);
}

#[test]
fn too_many_or_too_few_sites_are_refused() {
    // D4: p above the candidates is a question without an answer; p below what is required is no question.
    let place = workplace();
    seen!("locate_too_many", still(on_layers(&place, "p-median", &["--p", "3"])));
    place.edit("sites.geojson", "\"capacity\":150", "\"capacity\":150,\"rule\":\"required\"");
    seen!("locate_too_few", on_layers(&place, "p-median", &["--p", "0"]));
}

#[test]
fn options_that_make_no_sense_are_refused_with_those_that_do() {
    let place = workplace();
    seen!("locate_stranger", on_layers(&place, "p-median", &["--p", "1", "--reach", "500 m"]));
    seen!("locate_lacking", on_layers(&place, "psclp", &["--reach", "500 m"]));
    for (words, cause) in [
        (&["mclp", "--reach", "1 m"][..], "--p is missing"),
        (&["mclp", "--reach", "1 m", "--p", "1", "--budget", "2"], "--p is given too"),
        (&["gradual", "--p", "1", "--decay", "conic:1m..2m"], "is not understood"),
        (&["lscp", "--reach", "1 m", "--times", "3"], "only 1 and 2"),
        (&["uflp", "--format", "cap"], "--format: it does not go with layers"),
        (&["uflp", "--gap", "1 %", "--audit", "start.txt"], "--audit is given too"),
        (&["uflp", "--lp-file", "out/sites.csv", "--out", "out"], "is the name of an output"),
        (&["uflp", "--threads", "0"], "at least one thread"),
        (&["uflp", "--detour", "0.5"], "--detour"),
    ] {
        let ran = on_layers(&place, words[0], &words[1..]);
        assert_eq!(ran.exit, 2, "{words:?}");
        assert!(ran.stderr.contains(cause), "{words:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("help: "), "{words:?}: {}", ran.stderr);
    }
    let nothing = place.run(&["locate", "uflp"]);
    assert!(nothing.stderr.contains("no instance is given"));
}

#[test]
fn fixed_costs_that_nobody_gave_are_not_made_up() {
    let place = workplace();
    for words in [
        &["uflp"][..],
        &["lscp", "--reach", "20 km", "--by-cost"],
        &["mclp", "--reach", "500 m", "--budget", "250"],
    ] {
        let demand = [&["locate"], words, &["--demand", "demand.geojson"]].concat();
        let ran = place.run(&demand);
        assert_eq!(ran.exit, 2, "{words:?}");
        assert!(ran.stderr.contains("--cost-field"), "{}", ran.stderr);
    }
    let ran = place.run(&["locate", "uflp", "--instance", "small.pmed"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("pmed have none"), "{}", ran.stderr);
    place.edit("sites.geojson", "\"fixed_cost\":300", "\"rent\":300");
    place.edit("sites.geojson", "\"fixed_cost\":200", "\"rent\":200");
    place.edit("sites.geojson", "\"fixed_cost\":0", "\"rent\":0");
    seen!("locate_no_costs", on_layers(&place, "uflp", &[]));
    let named = on_layers(&place, "uflp", &["--cost-field", "rent"]);
    assert_eq!(named.exit, 0, "{}", named.stderr);
}

#[test]
fn at_most_more_sites_than_there_are_is_at_most_all() {
    let place = workplace();
    for (problem, words) in [
        ("mclp", &["--reach", "500 m"][..]),
        ("mclp", &["--reach", "500 m", "--compact"]),
        ("mclp", &["--reach", "500 m", "--capacities", "single"]),
        ("mclp", &["--reach", "500 m", "--times", "2"]),
        ("gradual", &["--decay", "linear:100m..1km"]),
        ("p-center", &[]),
        ("p-center", &["--compact"]),
        ("uflp", &[]),
        ("cflp", &[]),
    ] {
        let objective = |count: &str| {
            let ran = on_layers(&place, problem, &[words, &["--p", count, "--json"]].concat());
            assert_eq!(ran.exit, 0, "{problem} {words:?} {}", ran.stderr);
            ran.json()["objective"].clone()
        };
        assert_eq!(objective("1000000"), objective("2"), "{problem} {words:?}");
    }
}

#[test]
fn backup_says_that_two_sites_are_wanted() {
    let place = workplace();
    let words = ["--reach", "500 m", "--times", "2"];
    let mclp = on_layers(&place, "mclp", &[&words[..], &["--p", "1"]].concat());
    assert!(mclp.stdout.contains("fewer than 2 sites reach"), "{}", mclp.stdout);
    let lscp = on_layers(&place, "lscp", &words);
    assert!(!lscp.stdout.contains("psclp"), "{}", lscp.stdout);
}

#[test]
fn errors_point_to_the_help_of_the_command() {
    let place = workplace();
    for words in [["--time-limit", "60 parsecs"], ["--gap", "much"]] {
        let ran = on_layers(&place, "uflp", &words);
        assert!(ran.stderr.contains("yike locate --help"), "{}", ran.stderr);
    }
}

#[test]
fn every_problem_has_an_answer() {
    let place = workplace();
    for (problem, words, objective) in [
        ("lscp", &["--reach", "20 km"][..], 0.0),
        ("lscp", &["--reach", "20 km", "--times", "2", "--by-cost"], 200.0),
        ("psclp", &["--reach", "500 m", "--share", "98 %", "--by-cost"], 500.0),
        ("mclp", &["--reach", "500 m", "--budget", "250"], 100.0),
        ("mclp", &["--reach", "500 m", "--p", "1", "--capacities", "split"], 190.0),
        ("mclp", &["--reach", "500 m", "--p", "1", "--capacities", "single"], 160.0),
        ("gradual", &["--decay", "steps:100m=100%,500m=50%", "--p", "1"], 140.0),
        ("p-dispersion", &["--p", "1"], 1450.19),
    ] {
        let ran = on_layers(&place, problem, &[words, &["--json"]].concat());
        assert_eq!((ran.exit, status(&ran)), (0, "optimal".into()), "{problem} {}", ran.stderr);
        let found = ran.json()["objective"].as_f64().expect("a number");
        assert!((found - objective).abs() < 0.1, "{problem} {words:?}: {found}");
    }
    for (problem, words) in [
        ("p-median", &["--p", "1"][..]),
        ("p-median", &["--p", "2", "--capacities", "split"]),
        ("p-median", &["--p", "2", "--capacities", "single"]),
        ("uflp", &[]),
        ("cflp", &[]),
        ("sscflp", &[]),
        ("p-center", &["--p", "1"]),
        ("gradual", &["--decay", "linear:100m..1km", "--p", "1"]),
        ("gradual", &["--decay", "exponential:300m..2km", "--p", "1"]),
    ] {
        let ran = on_layers(&place, problem, &[words, &["--json"]].concat());
        let known = ["optimal", "infeasible"].contains(&status(&ran).as_str());
        assert!(known && ran.json()["faults"] == serde_json::json!([]), "{problem} {}", ran.stderr);
    }
}

#[test]
fn split_demand_is_shown_as_fractions() {
    // D8, and D7: capacities of existing sites count, by id.
    let place = workplace();
    let ran = on_layers(&place, "cflp", &["--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let mut shares = std::collections::BTreeMap::<String, (f64, usize)>::new();
    let text = place.read("out/assignment.csv");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    for row in table.records() {
        let row = row.expect("a row");
        let entry = shares.entry(row[0].into()).or_default();
        entry.0 += row[3].parse::<f64>().expect("a share");
        entry.1 += 1;
    }
    assert!(shares.values().all(|(sum, _)| (sum - 1.0).abs() < 1e-6), "{text}");
    assert!(shares.values().any(|&(_, parts)| parts > 1), "{text}");
    let sites = place.read("out/sites.csv");
    assert!(sites.contains("clinic,true,existing,0,60,"), "{sites}");
}

#[test]
fn a_placement_can_be_audited_and_started_from() {
    let place = workplace();
    let words = ["--reach", "500 m", "--p", "1"];
    let ran = on_layers(&place, "mclp", &[&words[..], &["--audit", "start.txt"]].concat());
    assert_eq!(ran.exit, 0);
    seen!("locate_audit", still(ran));
    place.write("hall.txt", "hall\nschool\n");
    let broken = on_layers(&place, "mclp", &[&words[..], &["--audit", "hall.txt"]].concat());
    assert_eq!(broken.exit, 5);
    seen!("locate_audit_broken", still(broken));
    let started =
        on_layers(&place, "mclp", &[&words[..], &["--start", "start.txt", "--json"]].concat());
    assert_eq!((started.exit, status(&started)), (0, "optimal".into()));
    let shown = on_layers(&place, "mclp", &[&words[..], &["--start", "start.txt"]].concat());
    let row = |name: &str| {
        let line = shown.stdout.lines().find(|line| line.starts_with(name));
        line.expect("a row").split_whitespace().nth(1).map(str::to_owned)
    };
    let worth = [row("start "), row("objective ")];
    assert_eq!(worth, [Some("100".into()), Some("240".into())]);
    // What is written can be started from.
    on_layers(&place, "mclp", &[&words[..], &["--out", "out"]].concat());
    for file in ["out/sites.csv", "out/placement.geojson"] {
        let again = on_layers(&place, "mclp", &[&words[..], &["--audit", file, "--json"]].concat());
        assert_eq!(
            (again.exit, status(&again)),
            (0, "no-faults".into()),
            "{file} {}",
            again.stderr
        );
        assert_eq!(again.json()["objective"], 240.0, "{file}");
    }
}

#[test]
fn every_number_of_threads_gives_the_same_bytes() {
    let place = workplace();
    for (threads, out) in [("1", "one"), ("4", "four")] {
        on_layers(&place, "cflp", &["--threads", threads, "--out", out]);
    }
    for name in place.names("one").iter().filter(|name| *name != "timing.json") {
        assert_eq!(
            place.read(&format!("one/{name}")),
            place.read(&format!("four/{name}")),
            "{name}"
        );
    }
}

#[test]
fn time_that_runs_out_is_said() {
    // D6: without a proof nothing is called optimal.
    let place = workplace();
    let words = ["--p", "1", "--time-limit", "0.000000001 s", "--json"];
    let ran = on_layers(&place, "p-median", &words);
    let json = ran.json();
    match json["status"].as_str() {
        Some("stopped-without-placement") => assert_eq!(ran.exit, 4),
        Some("stopped") => {
            assert_eq!(ran.exit, 0);
            assert!(ran.stderr.contains("not proved to be the best"));
        }
        _ => assert_eq!(json["gap"], 0.0, "{}", ran.stdout),
    }
}

#[test]
fn the_compact_model_is_written_for_other_solvers() {
    let place = workplace();
    let files = ["--p", "1", "--lp-file", "model.lp", "--mps-file", "model.mps"];
    let ran = on_layers(&place, "p-median", &files);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(place.read("model.lp").contains("p-median"));
    assert!(place.read("model.mps").contains("ROWS"));
    let over = on_layers(&place, "p-median", &["--p", "1", "--lp-file", "demand.geojson"]);
    assert_eq!(over.exit, 2);
}

#[test]
fn numbers_that_are_none_are_named_and_refused() {
    // D3
    let place = workplace();
    for (old, new) in [("north,4", "north,NaN"), ("north,4", "north,inf"), ("north,4", "north,-4")]
    {
        place.edit("minutes.csv", old, new);
        let ran = place.run(&["locate", "p-median", "--matrix", "minutes.csv", "--p", "1"]);
        assert_eq!(ran.exit, 2, "{new}");
        assert!(ran.stderr.contains("minutes.csv:2"), "{new}: {}", ran.stderr);
        place.edit("minutes.csv", new, old);
    }
    place.edit("sites.geojson", "\"fixed_cost\":300", "\"fixed_cost\":\"NaN\"");
    let ran = on_layers(&place, "uflp", &[]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("hall"), "{}", ran.stderr);
}

#[test]
fn a_distance_of_nothing_is_the_best_there_is() {
    // D5: no pair is dropped because it is 0.
    let place = workplace();
    place.write("zero.csv", "demand,site,minutes\na,a,0\nb,b,0\na,b,3\nb,a,3\n");
    let ran = place.run(&["locate", "p-median", "--matrix", "zero.csv", "--p", "2", "--json"]);
    assert_eq!(ran.json()["objective"], 0.0);
}

#[test]
fn capacities_of_existing_sites_count_by_id() {
    // D7: the existing site is the last; without its 60 places the others' 265 are not enough for 305.
    let place = workplace();
    place.edit("sites.geojson", "\"capacity\":150", "\"capacity\":165");
    for how in ["split", "single"] {
        let ran = on_layers(&place, "p-median", &["--p", "2", "--capacities", how]);
        assert_eq!(ran.exit, 0, "{how} {}", ran.stdout);
    }
    let short = on_layers(&place, "p-median", &["--p", "1", "--capacities", "split"]);
    assert_eq!(short.exit, 3);
    assert!(short.stdout.contains("can serve 225"), "{}", short.stdout);
}

#[test]
fn refusals_name_the_options_of_their_command() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("d.csv", "lon,lat,nr\n107.1,29.1,A\n107.2,29.2,B\n");
    let ran = place.run(&["locate", "p-median", "--demand", "d.csv", "--p", "1"]);
    assert!(ran.exit == 2 && ran.stderr.contains("`--demand-id-field` names"), "{}", ran.stderr);
    place.write("d.csv", "lon,lat,id\n107.1,29.1,A\n107.2,29.2,B\n");
    let ran = place.run(&["locate", "p-median", "--demand", "d.csv", "--p", "1"]);
    assert!(ran.stderr.contains("name the property with `--weight-field`"), "{}", ran.stderr);
    place.write("r.csv", "lon,lat,id\n107.1,29.1,A\n107.2,29.2,\n");
    let words = ["matrix", "r.csv", "d.csv", "--network", "none.osm", "--out", "m.csv"];
    let ran = place.run(&words);
    assert!(ran.stderr.contains("the id with `--origin-id-field`"), "{}", ran.stderr);
}

#[test]
fn a_p_center_has_a_bound_however_short_the_time() {
    let place = workplace();
    let step = |number: usize, by: usize| (number * by % 5_003) as f64 / 1_000.0;
    let rows = (0..5_000).map(|number| {
        format!("p{number},{},{}\n", 106.0 + step(number, 1_237), 28.0 + step(number, 2_011))
    });
    place.write("many.csv", &format!("id,lon,lat\n{}", rows.collect::<String>()));
    let words = [
        "locate",
        "p-center",
        "--demand",
        "many.csv",
        "--p",
        "50",
        "--time-limit",
        "2 s",
        "--json",
    ];
    let json = place.run(&words).json();
    let [bound, objective] =
        ["bound", "objective"].map(|name| json[name].as_f64().expect("a number"));
    assert!(0.05 * objective < bound && bound <= objective, "{bound} {objective}");
}

#[test]
fn alternatives_and_the_worth_of_a_step_are_shown_and_written() {
    let place = workplace();
    let words = ["--p", "1", "--alternatives", "2", "--worth", "1", "--out", "out"];
    let ran = on_layers(&place, "p-median", &words);
    assert_eq!(ran.exit, 0);
    let files = ["alternatives.csv", "worth.csv"];
    assert!(files.iter().all(|file| place.names("out").contains(&file.to_string())));
    let all = files.map(|name| format!("--- {name}\n{}", place.read(&format!("out/{name}"))));
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("locate_further", format!("{}{}", still(ran).stdout, all.join("")));
    });
    let json = on_layers(&place, "p-median", &["--p", "1", "--alternatives", "2", "--json"]).json();
    let found = &json["alternatives"];
    assert_eq!((&found["unique"], &found["complete"]), (&true.into(), &true.into()));
    assert_eq!(found["placements"][1]["closes"][0], "hall");
    assert_eq!(json["settings"]["alternatives"], 2);
    assert_eq!(json["worth"], serde_json::Value::Null);
    let differing = ["2", "2 sites"].map(|differ| {
        let words = ["--p", "1", "--alternatives", "2", "--differ", differ, "--json"];
        on_layers(&place, "p-median", &words).json()["alternatives"].clone()
    });
    assert_eq!(differing[0], differing[1]);
    // What loses too much is left out, and said to be all.
    let words = ["--p", "1", "--alternatives", "2", "--lose", "10 %", "--common", "--json"];
    let found = &on_layers(&place, "p-median", &words).json()["alternatives"];
    assert_eq!(found["placements"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["core"], serde_json::json!(["hall", "clinic"]));
    assert_eq!(
        (&found["optional"], &found["undecided_sites"]),
        (&serde_json::json!([]), &0.into())
    );
    assert_eq!(found["text_zh"], "最优布点唯一；以上为全部布点（损失不超过 10 %）");
    // Without a loss it is asked of the placements that are as good as the best, which is said.
    let alone = on_layers(&place, "p-median", &["--p", "1", "--common", "--json"]);
    let same = ["--p", "1", "--alternatives", "1", "--lose", "0 %", "--common", "--json"];
    assert_eq!(
        alone.json()["alternatives"],
        on_layers(&place, "p-median", &same).json()["alternatives"]
    );
    assert_eq!(alone.json()["alternatives"]["core"], serde_json::json!(["hall", "clinic"]));
    assert!(alone.stderr.contains("--lose"), "{}", alone.stderr);
}

#[test]
fn what_goes_beyond_a_placement_is_refused_where_it_makes_no_sense() {
    let place = workplace();
    let refused = |words: &[&str], with: &str| {
        let ran = on_layers(&place, "p-median", &[&["--p", "1"], words].concat());
        assert_eq!(ran.exit, 2, "{words:?}");
        assert!(ran.stderr.contains(with), "{words:?}: {}", ran.stderr);
    };
    refused(&["--alternatives", "0"], "--alternatives");
    refused(&["--differ", "2"], "--alternatives");
    refused(&["--alternatives", "2", "--differ", "2 works"], "--differ");
    refused(&["--lose", "2 %"], "--alternatives");
    refused(&["--common", "--audit", "sites.csv"], "--common: --audit");
    refused(&["--alternatives", "2", "--lose", "much"], "--lose: ");
    refused(&["--worth", "0"], "--worth");
    refused(&["--worth", "1", "--audit", "sites.csv"], "--worth: --audit is given too");
    refused(&["--alternatives", "2", "--audit", "sites.csv"], "--alternatives: --audit");
}

#[test]
fn clashes_are_named_and_each_repair_is_solved() {
    let place = workplace();
    let words = ["--reach", "500 m", "--out", "out", "--json"];
    let json = on_layers(&place, "lscp", &words).json();
    let conflict = &json["conflicts"][0];
    assert_eq!(conflict["points"][0], "far-hamlet");
    assert_eq!(conflict["conditions"][0]["kind"], "reach");
    let repairs: Vec<&str> = json["repairs"]
        .as_array()
        .expect("repairs")
        .iter()
        .map(|repair| repair["kind"].as_str().expect("a word"))
        .collect();
    assert_eq!(repairs, ["reach", "without"]);
    // What is said to be enough is.
    let reach = format!("{} m", json["repairs"][0]["to"]);
    let mended = on_layers(&place, "lscp", &["--reach", &reach, "--json"]);
    assert_eq!((mended.exit, status(&mended)), (0, "optimal".into()));
    assert_eq!(mended.json()["objective"], json["repairs"][0]["objective"]);
    let lines = |file: &str| place.read(&format!("out/{file}")).lines().count();
    assert_eq!((lines("conflicts.csv"), lines("repairs.csv")), (2, 3));
}
