//! A run written by an earlier release of the same format version is read and verified: folders in `tests/fixtures/runs`, each
//! named by the format of the file that says most, beside the inputs that they were made from.

use super::verify;
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
