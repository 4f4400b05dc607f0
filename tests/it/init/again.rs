//! Run again after the tables changed, init keeps what was edited in the plan.

use super::{TABLES, init};
use crate::common::program::Workplace;
use std::fs;
use yike::setup::merge;

#[test]
fn edits_stay_and_what_the_tables_say_is_new() {
    let place = Workplace::with(TABLES);
    init(&place, &[".", "--out", "plan", "-q"]);
    place.edit(
        "plan/plan.toml",
        "reach  = { urban = \"15 min\" }",
        "reach  = { urban = \"10 min\" }  # ours",
    );
    place.edit("plan/plan.toml", "period = 2025", "period = 2030");
    let mut plan = place.read("plan/plan.toml");
    plan += "\n[[funding]]\nid = \"district\"\nname = \"区级财政\"\namount = \"10_000_000 yuan\"\n";
    place.write("plan/plan.toml", &plan);
    fs::remove_file(place.path("医疗机构.csv")).expect("removed");
    let ran = init(&place, &[".", "--out", "plan", "--name", "云溪县"]);
    let made = place.read("plan/plan.toml");
    for kept in ["period = 2030", "\"10 min\" }  # ours", "[[funding]]"] {
        assert!(made.contains(kept), "{kept} in {made}");
    }
    for new in ["name   = \"云溪县\"", "is called `云溪县`"] {
        assert!(made.contains(new), "{new} in {made}");
    }
    assert!(!made.contains("medical"), "{made}");
    assert!(!place.path("plan/medical.geojson").exists());
    let (_, told) = ran.stdout.split_once("Updated").expect("what is new");
    insta::assert_snapshot!("again", told);
    // With the same tables nothing is new, and all of it stays.
    let again = init(&place, &[".", "--out", "plan", "--name", "云溪县"]);
    assert!(!again.stdout.contains("Updated"), "{}", again.stdout);
    assert_eq!(made, place.read("plan/plan.toml"));
}

#[test]
fn equal_tables_give_equal_bytes() {
    let made = || {
        let place = Workplace::with(TABLES);
        init(&place, &[".", "--out", "plan", "-q"]);
        let names = ["plan.toml", "towns.geojson", "people.geojson", "sites.geojson", "init.json"];
        names.map(|name| place.read(&format!("plan/{name}")))
    };
    assert_eq!(made(), made());
}

#[test]
fn a_layer_that_was_edited_is_kept_beside_the_new_one() {
    let place = Workplace::with(TABLES);
    init(&place, &[".", "--out", "plan", "-q"]);
    place.edit("plan/sites.geojson", "临河街道养老服务中心", "另一名称");
    let ran = init(&place, &[".", "--out", "plan"]);
    assert!(ran.stderr.contains("sites.edited.geojson"), "{}", ran.stderr);
    assert!(place.read("plan/sites.edited.geojson").contains("另一名称"));
    assert!(!place.read("plan/sites.geojson").contains("另一名称"));
}

#[test]
fn files_of_others_are_never_written_over() {
    let place = Workplace::with(TABLES);
    fs::create_dir(place.path("plan")).expect("made");
    place.write("plan/plan.toml", "mine");
    let ran = place.run(&["init", ".", "--out", "plan"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("plan.toml in plan would be written over"), "{}", ran.stderr);
    assert_eq!(place.read("plan/plan.toml"), "mine");
    // Nor what it reads, where the folder is its own.
    fs::rename(place.path("镇街边界.geojson"), place.path("towns.geojson")).expect("renamed");
    let ran = place.run(&["init", ".", "--out", "."]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("towns.geojson"), "{}", ran.stderr);
}

#[test]
fn the_folder_of_the_tables_may_be_the_plans() {
    let place = Workplace::with(TABLES);
    init(&place, &[".", "--out", ".", "-q"]);
    let first = place.read("sites.geojson");
    init(&place, &[".", "--out", ".", "-q"]);
    assert_eq!(first, place.read("sites.geojson"));
}

/// What was written | what stands there | what would be written | what is made.
const MERGED: [[&str; 4]; 10] = [
    ["a = 1", "a = 1", "a = 2", "a = 2"],
    ["a = 1", "a = 3", "a = 2", "a = 3"],
    ["a = 1", "a = 1 # why", "a = 2", "a = 2 # why"],
    ["a = 1", "", "a = 2", ""],
    ["a = 1", "a = 1\nb = 2", "", "b = 2"],
    ["", "b = 2", "a = 1", "b = 2\na = 1"],
    [
        "a = { x = 1, y = 1 }",
        "a = { x = 2, y = 1 }",
        "a = { x = 1, y = 3 }",
        "a = { x = 2, y = 3 }",
    ],
    ["a = [1,2]", "a = [ 1, 2 ]", "a = [3]", "a = [3]"],
    [
        "[[t]]\nid = \"x\"\nv = 1\n[[t]]\nid = \"z\"\nv = 1",
        "[[t]]\nid = \"z\"\nv = 1\n[[t]]\nid = \"x\"\nv = 5",
        "[[t]]\nid = \"x\"\nv = 1\n[[t.s]]\nid = \"n\"\n[[t]]\nid = \"y\"\n[[t.s]]\nid = \"m\"",
        "[[t]]\nid = \"x\"\nv = 5\n[[t.s]]\nid = \"n\"\n[[t]]\nid = \"y\"\n[[t.s]]\nid = \"m\"",
    ],
    [
        "[[t]]\nid = \"x\"\n[[t]]\nid = \"y\"",
        "[[t]]\nid = \"y\"",
        "[[t]]\nid = \"x\"\nv = 2\n[[t]]\nid = \"y\"\nv = 2",
        "[[t]]\nid = \"y\"\nv = 2",
    ],
];

#[test]
fn three_texts_are_merged_by_their_values() {
    for [base, mine, fresh, wanted] in MERGED {
        let made = merge(base, mine, fresh).expect("TOML").text;
        let table = |text: &str| text.parse::<toml::Table>().expect("TOML");
        assert_eq!(table(&made), table(wanted), "{base:?} {mine:?} {fresh:?}: {made}");
        assert!(!mine.contains('#') || made.contains('#'), "{made}");
        // Once more, nothing changes.
        let again = merge(fresh, &made, fresh).expect("TOML");
        assert_eq!((again.text, again.updated), (made, Vec::new()));
    }
    assert_eq!(merge("a = 1", "a = ", "a = 2"), None);
}

#[test]
fn a_record_of_the_version_before_is_one() {
    let place = Workplace::with(TABLES);
    init(&place, &[".", "--out", "plan", "-q"]);
    let record = place.read("plan/init.json");
    assert!(record.contains("yike-init-record-1"), "{record}");
    place.write("plan/init.json", &record.replace("yike-init-record-1", "yike-init-1"));
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(place.read("plan/init.json"), record);
}

/// Options that were given hold the next time, and what is chosen anew is new.
#[test]
fn what_was_chosen_stays_chosen() {
    let place = Workplace::with(TABLES);
    place.write("备选.csv", "名称,类别,状态,所属镇街\n甲地块,,备选,白鹤镇\n");
    let sites = |words: &[&str], lang: &str| {
        let ran = init(&place, &[&[".", "--out", "plan", "--lang", lang][..], words].concat());
        let plan = place.read("plan/plan.toml");
        let count = place.read("plan/sites.geojson").matches("-new\"").count();
        (count, plan.contains("name   = \"甲规划\""), ran.stderr)
    };
    let chosen = ["--candidates", "units", "--name", "甲规划", "--category", "长者食堂=station"];
    let (count, named, _) = sites(&chosen, "en");
    assert!(count > 20 && named);
    let first = place.read("plan/sites.geojson");
    let (again, named, told) = sites(&[], "en");
    assert_eq!((again, named), (count, true));
    assert_eq!(place.read("plan/sites.geojson"), first);
    assert!(
        told.contains("as the last time: --candidates units --name 甲规划 --category"),
        "{told}"
    );
    let (_, _, told) = sites(&[], "zh");
    assert!(told.contains("沿用上次的选择"), "{told}");
    let (none, named, told) =
        sites(&["--candidates", "none", "--category", "长者食堂=point"], "en");
    assert_eq!((none, named), (0, true));
    assert!(told.contains("as the last time: --name 甲规划;"), "{told}");
    assert_eq!(sites(&[], "en").0, 0);
}
