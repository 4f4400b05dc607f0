//! Options: what is refused, and what each does.

#[cfg(feature = "highs")]
use super::impossible;
use super::{seen, status, workplace};
use crate::common::program::Workplace;

#[test]
fn help_says_what_there_is() {
    let place = workplace();
    seen!("help", place.run(&["--help"]));
    seen!("help_solve", place.run(&["solve", "--help"]));
    assert_eq!(place.run(&["--version"]).stdout, concat!("yike ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn words_that_are_not_understood_are_bad_input() {
    let place = workplace();
    let solve = ["solve", "plan.toml", "--out", "out"];
    seen!("no_such_option", place.run(&["check", "plan.toml", "--no-such"]));
    seen!("no_such_command", place.run(&["frobnicate"]));
    seen!("no_out", place.run(&["solve", "plan.toml"]));
    for (name, option, value) in [
        ("time_without_unit", "--time-limit", "60"),
        ("no_time", "--time-limit", "0 s"),
        ("gap_without_unit", "--gap", "0.1"),
        ("gap_below_nothing", "--gap", "-1 %"),
        ("no_threads", "--threads", "0"),
    ] {
        let option = format!("{option}={value}");
        let ran = place.run(&[&solve[..], &[option.as_str()]].concat());
        assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""));
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, ran.seen());
        });
    }
    assert!(!place.path("out").exists(), "nothing is made by a refused command");
}

#[test]
fn out_is_a_folder_that_spares_what_is_read() {
    let place = workplace();
    place.write("taken", "mine");
    seen!("out_is_a_file", place.run(&["solve", "plan.toml", "--out", "taken"]));
    assert_eq!(place.read("taken"), "mine");

    place.write("layout.geojson", &place.read("one_after_another.geojson"));
    let words = ["audit", "plan.toml", "--layout", "layout.geojson", "--out", "."];
    seen!("out_over_an_input", place.run(&words));
}

#[test]
fn an_output_that_cannot_be_written_is_a_fault_that_spoils_nothing() {
    let place = workplace();
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 0);
    let (before, names) = (place.read("out/layout.geojson"), place.names("out"));
    std::fs::remove_file(place.path("out/plan.json")).expect("removed");
    std::fs::create_dir(place.path("out/plan.json")).expect("made");
    place.edit("plan.toml", "\"2_000_000 yuan\"", "\"1_000_000 yuan\"");
    seen!("out_unwritable", place.run(&["solve", "plan.toml", "--out", "out"]));
    assert_eq!(place.read("out/layout.geojson"), before);
    assert_eq!(place.names("out"), names, "no temporary file is left");
}

#[test]
fn a_gap_and_threads_are_taken() {
    let place = workplace();
    let words = ["solve", "plan.toml", "--out", "out", "--gap", "50 %", "--threads", "3", "--json"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0);
    // Whether less than the gap was left is the solver's affair.
    assert!(["proved", "proved-to-gap"].contains(&status(&ran).as_str()));
    let says_slower = ran.stderr.contains(crate::common::program::SLOWER);
    assert_eq!(says_slower, !cfg!(feature = "highs"));
    assert_eq!(ran.json()["run"]["settings"]["gap"], 0.5);
    let timing: serde_json::Value =
        serde_json::from_str(&place.read("out/timing.json")).expect("JSON");
    let most = yike::solve::Limits::default().threads;
    assert_eq!(timing["threads"], 3.min(most));
}

#[test]
fn threads_are_at_most_those_of_the_machine() {
    let place = workplace();
    let most = yike::solve::Limits::default().threads;
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--threads", "8000"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let says = format!("note: --threads 8000: the machine has {most}, which are used\n");
    assert!(ran.stderr.contains(&says), "{}", ran.stderr);
    let timing: serde_json::Value =
        serde_json::from_str(&place.read("out/timing.json")).expect("JSON");
    assert_eq!(timing["threads"], most);
}

#[test]
fn the_model_is_written_when_asked_for() {
    let place = workplace();
    let words = ["solve", "plan.toml", "--out", "out", "--lp-file", "model.lp"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0);
    assert!(ran.stderr.contains("wrote the model to model.lp"));
    assert!(place.read("model.lp").ends_with("End\n"));
    let words = ["solve", "plan.toml", "--out", "out", "--lp-file", "out/plan.json"];
    seen!("lp_file_is_an_output", place.run(&words));
}

#[test]
fn the_model_goes_over_nothing_that_is_read() {
    let place = workplace();
    for input in ["plan.toml", "villages.geojson", "./sites.geojson"] {
        let before = place.read(input);
        let words = ["solve", "plan.toml", "--out", "out", "--lp-file", input];
        let ran = place.run(&words);
        assert_eq!(ran.exit, 2);
        assert!(ran.stderr.contains("error: --lp-file: "), "{}", ran.stderr);
        assert!(ran.stderr.contains("would be written over"));
        assert_eq!(place.read(input), before);
    }
}

#[test]
fn values_below_nothing_get_our_own_answer() {
    let place = workplace();
    for (option, value) in [("--gap", "-1"), ("--gap", "-1 %"), ("--time-limit", "-5s")] {
        let ran = place.run(&["solve", "plan.toml", "--out", "out", option, value]);
        assert_eq!(ran.exit, 2);
        assert!(ran.stderr.starts_with(&format!("error: {option}: `{value}`")), "{}", ran.stderr);
    }
}

#[test]
#[cfg(feature = "highs")]
fn both_solvers_say_the_same() {
    let schedule = workplace();
    schedule.over_two_periods();
    for place in [workplace(), impossible(), schedule] {
        let said = ["highs", "microlp"].map(|solver| {
            let ran = place.run(&["solve", "plan.toml", "--out", "out", "--solver", solver]);
            (ran.exit, ran.stdout)
        });
        assert_eq!(said[0], said[1]);
    }
    let place = Workplace::with("tests/fixtures/locate");
    let [highs, microlp] = ["highs", "microlp"].map(|solver| {
        let layers = ["--demand", "demand.geojson", "--sites", "sites.geojson"];
        let words = ["--reach", "500 m", "--p", "1", "--json"];
        let compact = ["--compact", "--solver", solver];
        place.run(&[&["locate", "mclp"][..], &layers, &words, &compact].concat())
    });
    assert_eq!((highs.exit, microlp.exit), (0, 0));
    for part in ["status", "objective", "open"] {
        assert_eq!(highs.json()[part], microlp.json()[part]);
    }
}

#[test]
fn the_other_solver_finds_the_same_plan() {
    let place = workplace();
    let words = ["solve", "plan.toml", "--out", "a", "--quiet"];
    assert_eq!(place.run(&words).exit, 0);
    let words = ["solve", "plan.toml", "--out", "b", "--solver", "microlp"];
    assert_eq!(place.run(&words).exit, 0);
    for layer in ["layout.geojson", "coverage.geojson", "links.geojson"] {
        assert_eq!(place.read(&format!("b/{layer}")), place.read(&format!("a/{layer}")));
    }
}

#[test]
fn however_soon_time_runs_out_the_answer_and_the_exit_code_agree() {
    let place = Workplace::with("data/changshou");
    for limit in ["0.001 s", "0.02 s", "0.1 s", "0.3 s", "1 min"] {
        let words = ["solve", "plan.toml", "--out", "out", "--json", "--time-limit", limit];
        let ran = place.run(&words);
        let (exit, has_plan) = match status(&ran).as_str() {
            "proved" | "stopped-with-plan" => (0, true),
            "stopped-without-plan" => (4, false),
            other => panic!("{other} within {limit}"),
        };
        assert_eq!(ran.exit, exit, "{limit}");
        let json = ran.json();
        let works = json["works"].as_array().expect("a list");
        assert_eq!(!works.is_empty(), has_plan, "{limit}");
        if has_plan {
            assert_eq!(ran.violations(), Vec::<String>::new());
        }
    }
}
