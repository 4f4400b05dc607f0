//! Folders in which files of two runs stand side by side: a run that was killed while it wrote over an older one, and files
//! copied from another run. No command takes them for a run.

use super::{found, solved, verify};
use crate::common::program::Workplace;
use std::fs;
use yike::run::folder::{FolderRecord, FolderWriter, Output, RunFolder, RunKind};

/// An older run with more files in `old`, and a later one in `new`.
fn two_runs() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let words = ["solve", "plan.toml", "--formats", "gpkg,csv", "--out", "old"];
    assert_eq!(place.run(&words).exit, 0);
    place.edit("plan.toml", "2_000_000 yuan", "1_500_000 yuan");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "new"]).exit, 0);
    place
}

fn copy(place: &Workplace, from: &str, to: &str) {
    let _ = fs::remove_dir_all(place.path(to));
    fs::create_dir(place.path(to)).expect("made");
    for name in place.names(from) {
        let [from, to] = [from, to].map(|folder| place.path(&format!("{folder}/{name}")));
        fs::copy(from, to).expect("copied");
    }
}

/// The outputs of a run, in the order in which they are written.
fn outputs(place: &Workplace, run: &str) -> Vec<Output> {
    let folder = RunFolder::open(&place.path(run)).expect("a run");
    let output = |name: &str| {
        let bytes = folder.bytes_as_found(name).expect("a file");
        Output::new(name.to_owned(), bytes)
    };
    folder.names().map(output).collect()
}

/// Every command that reads runs refuses `run` with this code.
fn refused(place: &Workplace, run: &str, code: &str) {
    for words in [
        vec!["verify", run],
        vec!["report", run, "--out", "page.html"],
        vec!["diff", run, "old"],
        vec!["diff", "old", run],
        vec!["draw", run, "--out", "map.svg"],
    ] {
        let ran = place.run(&words);
        assert_eq!(ran.exit, 2, "{words:?}: {}", ran.stdout);
        assert!(ran.stderr.contains(code), "{words:?}: {}", ran.stderr);
    }
}

#[test]
fn a_run_killed_at_any_rename_leaves_no_run() {
    let place = two_runs();
    let outputs = outputs(&place, "new");
    let mut marked = Vec::new();
    for stopped in 0..outputs.len() {
        copy(&place, "old", "mix");
        let mut writer = FolderWriter::begin(&place.path("mix"), RunKind::Plan).expect("begun");
        for output in &outputs {
            writer.put(output).expect("staged");
        }
        // A folder in the place of a file stops the writer there.
        let name = format!("mix/{}", outputs[stopped].name);
        let _ = fs::remove_file(place.path(&name));
        fs::create_dir(place.path(&name)).expect("made");
        writer.finish().expect_err("stopped");
        fs::remove_dir(place.path(&name)).expect("removed");
        let old = format!("old/{}", outputs[stopped].name);
        let _ = fs::copy(place.path(&old), place.path(&name));
        refused(&place, "mix", "P6203");
        marked = fs::read(place.path("mix/record.json")).expect("a record");
        if stopped % 5 == 0 {
            let ran = place.run(&["solve", "plan.toml", "--out", "mix"]);
            assert_eq!(ran.exit, 0, "{}", ran.stderr);
            assert_eq!(place.names("mix"), place.names("new"), "nothing is left over");
            assert_eq!(verify(&place, "mix", &[]).exit, 0);
        }
    }
    // All files are in their places, the last record is not.
    copy(&place, "new", "mix");
    fs::write(place.path("mix/record.json"), marked).expect("written");
    refused(&place, "mix", "P6203");
}

#[test]
fn files_of_another_run_are_found() {
    let place = two_runs();
    for name in ["plan.json", "layout.geojson", "coverage.geojson"] {
        copy(&place, "new", "mix");
        let [from, to] = ["old", "mix"].map(|folder| place.path(&format!("{folder}/{name}")));
        fs::copy(from, to).expect("copied");
        for words in [
            vec!["report", "mix", "--out", "page.html"],
            vec!["diff", "mix", "old"],
            vec!["draw", "mix", "--out", "map.svg"],
        ] {
            let ran = place.run(&words);
            assert_eq!(ran.exit, 2, "{words:?} {name}: {}", ran.stdout);
            assert!(ran.stderr.contains("P6203"), "{words:?}: {}", ran.stderr);
        }
        let ran = verify(&place, "mix", &[]);
        assert_eq!(ran.exit, 6, "{name}");
        assert!(found(&ran).iter().any(|row| row.contains(name)), "{name}: {}", ran.stdout);
    }
}

#[test]
fn what_only_the_run_knows_is_held_by_the_record() {
    let place = solved();
    // Nothing refutes this bound, and nobody but the run has it.
    place.edit("out/plan.json", "\"bound\": 5600.0", "\"bound\": 5600.0001");
    let ran = verify(&place, "out", &[]);
    assert_eq!(ran.exit, 6);
    let expected = "altered plan.json, ";
    assert!(found(&ran).iter().any(|row| row == expected), "{}", ran.stdout);
    place.write("out/record.json", "{}");
    assert_eq!(verify(&place, "out", &[]).exit, 2);
    let folder = RunFolder::open(&place.path("out"));
    assert!(folder.is_err());
    assert!(serde_json::from_str::<FolderRecord>("{}").is_err());
}

#[test]
fn periods_of_an_earlier_run_are_cleared() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let one = place.read("plan.toml");
    place.over_two_periods();
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    place.write("out/2023/mine.txt", "a file of the planner's");
    place.write("plan.toml", &one);
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(!place.path("out/2025").exists(), "nothing is left of the later period");
    assert_eq!(place.names("out/2023"), ["mine.txt"], "what is not ours stays");
    assert_eq!(verify(&place, "out", &[]).exit, 0);
}

#[test]
fn a_layer_without_a_column_is_not_read_as_one_of_nothing() {
    let place = two_runs();
    for (file, column) in [("layout", "plan_cost_yuan"), ("coverage", "plan_people")] {
        copy(&place, "old", "cut");
        let path = format!("cut/{file}.geojson");
        place.edit(&path, &format!("\"{column}\":"), "\"another\":");
        place.seal("cut");
        let ran = place.run(&["diff", "cut", "new"]);
        assert_eq!(ran.exit, 2, "{}", ran.stdout);
        assert!(ran.stderr.contains("P6202") && ran.stderr.contains(column), "{}", ran.stderr);
    }
}

#[test]
fn a_period_of_another_run_makes_no_schedule() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "one"]).exit, 0);
    place.over_two_periods();
    for out in ["periods", "old"] {
        assert_eq!(place.run(&["solve", "plan.toml", "--out", out]).exit, 0);
    }
    for other in ["one", "periods/2023"] {
        let _ = fs::remove_dir_all(place.path("mix"));
        fs::create_dir(place.path("mix")).expect("made");
        for name in ["schedule.json", "schedule.csv", "summary.md", "summary.zh.md", "timing.json"]
        {
            let [from, to] = ["periods", "mix"].map(|run| place.path(&format!("{run}/{name}")));
            fs::copy(from, to).expect("copied");
        }
        fs::copy(place.path("periods/record.json"), place.path("mix/record.json")).expect("copied");
        copy(&place, "periods/2023", "mix/2023");
        copy(&place, other, "mix/2025");
        let commands = [
            vec!["report", "mix", "--out", "page.html"],
            vec!["draw", "mix", "--out", "map.svg"],
            vec!["diff", "mix", "old"],
        ];
        for words in commands {
            let ran = place.run(&words);
            assert_eq!(ran.exit, 2, "{words:?}: {}", ran.stdout);
            assert!(ran.stderr.contains("P6203"), "{words:?}: {}", ran.stderr);
            assert!(ran.stderr.contains("2025/record.json"), "{words:?}: {}", ran.stderr);
        }
        let ran = verify(&place, "mix", &[]);
        assert_eq!(ran.exit, 6, "{}", ran.stdout);
        assert!(ran.stdout.contains("2025/"), "{}", ran.stdout);
    }
}

#[test]
fn the_journal_of_a_sweep_is_its_own_and_goes_with_it() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let ran = place.run(&["sweep", "plan.toml", "--vary", "travel.detour=1.3,1.4", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    assert!(place.path("out/journal.txt").exists());
    let ran = verify(&place, "out", &[]);
    assert!(ran.exit == 0 && !ran.stdout.contains("journal.txt"), "{}", ran.stdout);
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 0);
    assert!(!place.path("out/journal.txt").exists());
}
