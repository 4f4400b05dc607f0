//! A run written by an earlier release of the same format version is read and verified: folders in `tests/fixtures/runs`, each
//! named by the format of the file that says most, beside the inputs that they were made from.

use super::{found, verify};
use crate::common::program::Workplace;
use std::fs;
use std::path::Path;
use yike::run::plan::PlanJson;
use yike::run::record::Format;
use yike::run::schedule::ScheduleJson;
use yike::run::sweep::SweepJson;

const RUNS: &str = "tests/fixtures/runs";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in
        fs::read_dir(from).expect("a frozen run of this format; write one where the format is new")
    {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("listed");
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(fs::copy(&path, to.join(name)).expect("copied")),
        }
    }
}

#[test]
fn a_run_of_an_earlier_release_of_the_same_format_is_read_and_verified() {
    let place = Workplace::with(&format!("{RUNS}/inputs"));
    for (format, verdict, drawn) in [
        (PlanJson::FORMAT, "verified", true),
        (ScheduleJson::FORMAT, "verified", true),
        (SweepJson::FORMAT, "as-written", false),
    ] {
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join(RUNS).join(format);
        copy(&frozen, &place.path(format));
        let ran = verify(&place, format, &[]);
        assert_eq!(
            (ran.exit, &ran.json()["status"]),
            (0, &verdict.into()),
            "{format}: {}",
            ran.stdout
        );
        if drawn {
            let said = ran.json()["not_checked"].to_string();
            assert!(said.contains("written by 0.1.0: "), "{said}");
            assert!(
                said.contains(" members and columns are newer and were not compared"),
                "{said}"
            );
        }
        let ran = place.run(&["report", format, "--out", "report.html"]);
        assert_eq!(ran.exit, 0, "{format}: {}", ran.stderr);
        let ran = place.run(&["diff", format, format, "--json"]);
        assert_eq!(ran.exit, 0, "{format}: {}", ran.stderr);
        if drawn {
            let ran = place.run(&["draw", format, "--out", "picture.svg"]);
            assert_eq!(ran.exit, 0, "{format}: {}", ran.stderr);
        }
    }
}

/// What a run has is compared, whichever release made it: in its record, in a layer, in a table, in a period.
#[test]
fn changes_in_a_run_of_an_earlier_release_are_found() {
    let plan = Path::new(PlanJson::FORMAT);
    let schedule = Path::new(ScheduleJson::FORMAT);
    for (folder, file, old, new, place) in [
        (plan, "plan.json", "\"cost_yuan\": 1000000", "\"cost_yuan\": 1000001", "cost_yuan"),
        (plan, "plan.json", "\"met\": true", "\"met\": true,\n \"of_old\": 1", "of_old"),
        (plan, "coverage.geojson", "\"plan_people\":", "\"plan_people\":1", "plan_people"),
        (schedule, "schedule.csv", "1000000", "1000001", "line "),
        (schedule, "schedule.json", "\"cost_yuan\": 400000", "\"cost_yuan\": 400001", "cost_yuan"),
    ] {
        let work = Workplace::with(&format!("{RUNS}/inputs"));
        let name = folder.to_str().expect("a word");
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join(RUNS).join(folder);
        copy(&frozen, &work.path(name));
        work.edit(&format!("{name}/{file}"), old, new);
        work.seal(name);
        let ran = verify(&work, name, &[]);
        assert_eq!(ran.exit, 6, "{file} with {new}: {}", ran.stdout);
        let found = found(&ran);
        let is_it = |row: &String| row.starts_with("differs") && row.contains(place);
        assert!(found.iter().any(is_it), "{file} with {new}: {found:?}");
    }
}
