//! Stops, kills and damaged journals change nothing.

use super::limits;
use crate::common::draws::draws;
use crate::common::program::{Workplace, yike};
use crate::stopping::StopAt;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;
use yike::domain::{Problem, Stage};
use yike::scenario::{Frontier, FrontierAnswer, FrontierRequest, Points};
use yike::solve::{Progress, Silent, SolveError, Stop};
use yike::travel::Arcs;
use yike::units::Seconds;
use yike::write::frontier::KeptAnswer;
use yike::write::journal::JournalLine;

/// The frontier, and its answers with those that were known.
fn found(
    problem: &Problem,
    points: Points,
    known: BTreeMap<u64, FrontierAnswer>,
    progress: &dyn Progress,
) -> (Frontier, BTreeMap<u64, FrontierAnswer>) {
    let arcs = Arcs::build(problem);
    let mut all = known.clone();
    let (limits, against, time) = (limits(), Stage::Money, None);
    let request =
        FrontierRequest { problem, arcs: &arcs, limits, against, points, time, known, progress };
    let mut keep = |number, answer: &FrontierAnswer| -> Result<(), SolveError> {
        assert!(number < FrontierRequest::solves(points));
        // By way of the journal's line, which must lose nothing.
        let line = KeptAnswer { number, answer: answer.clone() }.to_text();
        let kept = KeptAnswer::from_text(line.as_bytes()).expect("a line");
        assert_eq!(&kept.answer, answer);
        assert!(all.insert(kept.number, kept.answer).is_none(), "solved twice");
        Ok(())
    };
    let frontier = request.find(&mut keep).expect("the audit agrees");
    (frontier, all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_frontier_stopped_at_any_moment_goes_on_to_the_same(
        draw in draws(), at in prop::collection::vec(0..100u64, 3), all in any::<bool>(),
    ) {
        let problem = draw.plan().problem();
        let points = if all { Points::All(50) } else { Points::Spread(4) };
        let (whole, answers) = found(&problem, points, BTreeMap::new(), &Silent);
        let mut known = BTreeMap::new();
        for at in at {
            known = found(&problem, points, known, &StopAt::new(at)).1;
            prop_assert!(known.iter().all(|(number, answer)| answers.get(number) == Some(answer)));
        }
        let (rest, known) = found(&problem, points, known, &Silent);
        prop_assert_eq!(rest, whole);
        prop_assert_eq!(known, answers);
    }
}

#[test]
fn a_frontier_without_time_in_all_has_no_point() {
    let place = workplace();
    let problem = yike::read::read_plan(&place.path("plan.toml")).expect("a plan").problem;
    let arcs = Arcs::build(&problem);
    let request = FrontierRequest {
        problem: &problem,
        arcs: &arcs,
        limits: limits(),
        against: Stage::Money,
        points: Points::All(9),
        time: Some(Seconds::new(0.0).expect("a time")),
        known: BTreeMap::new(),
        progress: &Silent,
    };
    let mut kept = 0;
    let mut keep = |_, _: &FrontierAnswer| -> Result<(), SolveError> {
        kept += 1;
        Ok(())
    };
    let found = request.find(&mut keep).expect("solved");
    assert_eq!((found.points.len(), found.whole, found.stopped), (0, false, Some(Stop::TimeLimit)));
    assert_eq!(kept, 0);
}

fn workplace() -> Workplace {
    Workplace::with("tests/fixtures/tiers_together")
}

const WORDS: [&str; 6] = ["frontier", "plan.toml", "--against", "money", "--points", "all"];

fn words<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&WORDS[..], &["--out", out], more].concat()
}

/// What it wrote, but for the journal.
fn files(place: &Workplace, out: &str) -> [String; 2] {
    ["frontier.csv", "frontier.json"].map(|name| place.read(&format!("{out}/{name}")))
}

#[test]
fn kills_at_any_moment_change_no_byte() {
    let place = workplace();
    assert_eq!(place.run(&words("whole", &[])).exit, 0);
    let mut cut = 0;
    for wait in (0..12_u64).map(|round| 3 * round * round) {
        let mut child = yike(&place.path("."), &words("cut", &[]))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("killed with SIGKILL");
        cut += u32::from(!child.wait().expect("it ended").success());
    }
    assert!(cut > 0, "no kill came in time");
    assert_eq!(place.run(&words("cut", &["--threads", "1"])).exit, 0);
    assert_eq!(files(&place, "cut"), files(&place, "whole"));
}

/// The journal of all solves in `out`: what stands in the way of a file ends the run before the journal goes.
fn whole_journal(place: &Workplace, out: &str) -> Vec<u8> {
    std::fs::create_dir_all(place.path(&format!("{out}/frontier.csv/in the way"))).expect("made");
    let ran = place.run(&words(out, &[]));
    assert_eq!(ran.exit, 1, "{}", ran.stderr);
    std::fs::read(place.path(&format!("{out}/journal.txt"))).expect("a journal")
}

#[test]
fn a_journal_cut_off_or_damaged_anywhere_ends_the_same() {
    let place = workplace();
    assert_eq!(place.run(&words("whole", &[])).exit, 0);
    assert!(!place.path("whole/journal.txt").exists());
    let journal = whole_journal(&place, "failed");
    std::fs::create_dir(place.path("cut")).expect("made");
    let mut damaged = journal.clone();
    damaged[journal.len() / 2] ^= 1;
    let cuts = (0..5).map(|part| journal[..journal.len() * part / 5].to_vec());
    for bytes in cuts.chain([damaged, journal.clone()]) {
        std::fs::write(place.path("cut/journal.txt"), &bytes).expect("put");
        let ran = place.run(&words("cut", &[]));
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let is_nothing_kept = bytes.is_empty();
        assert_ne!(ran.stderr.contains("solves are done already"), is_nothing_kept);
        assert_eq!(files(&place, "cut"), files(&place, "whole"));
    }
}

#[test]
fn a_journal_of_something_else_is_refused_and_kept() {
    let place = workplace();
    whole_journal(&place, "out");
    std::fs::remove_dir_all(place.path("out/frontier.csv")).expect("removed");
    let before = place.read("out/journal.txt");
    for other in [
        ["--points", "4"],
        ["--against", "travel"],
        ["--gap", "1 %"],
        ["--set", "travel.detour=1.5"],
    ] {
        let words: Vec<&str> = match other[0] {
            "--points" => {
                vec!["frontier", "plan.toml", "--against", "money", "--points", "4", "--out", "out"]
            }
            "--against" => vec![
                "frontier",
                "plan.toml",
                "--against",
                "travel",
                "--points",
                "all",
                "--out",
                "out",
            ],
            _ => words("out", &other),
        };
        let ran = place.run(&words);
        assert_eq!(ran.exit, 2, "{other:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("other settings") && ran.stderr.contains("--restart"));
        assert_eq!(place.read("out/journal.txt"), before);
    }
    assert_eq!(place.run(&words("out", &["--set", "travel.detour=1.5", "--restart"])).exit, 0);
    assert!(!place.path("out/journal.txt").exists());
    // A stopped one goes with its run.
    assert_eq!(place.run(&words("out", &["--total-time", "0.000001 s"])).exit, 4);
    let ran = place.run(&["verify", "out"]);
    assert!(ran.exit == 0 && !ran.stdout.contains("journal.txt"), "{}", ran.stdout);
    assert!(place.path("out/journal.txt").exists());
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 0);
    assert!(!place.path("out/journal.txt").exists());
    assert_eq!(place.run(&[&WORDS[..], &["--restart"]].concat()).exit, 2);
}

#[test]
fn a_frontier_out_of_time_in_all_goes_on() {
    let place = workplace();
    assert_eq!(place.run(&words("whole", &[])).exit, 0);
    let ran = place.run(&words("out", &["--total-time", "1 us"]));
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    let mut exit = 4;
    for time in ["0.000001 s", "0.05 s", "0.2 s", "60 s"] {
        let ran = place.run(&words("out", &["--total-time", time]));
        exit = ran.exit;
        if exit == 4 {
            let json = place.read("out/frontier.json");
            assert!(json.contains("\"stopped\": \"time-limit\""), "{json}");
            let helps = ran.stderr.contains("run the same words again");
            assert!(helps || ran.stderr.contains("before a point was found"), "{}", ran.stderr);
        }
    }
    assert_eq!(exit, 0);
    assert_eq!(files(&place, "out"), files(&place, "whole"));
    for refused in ["0 s", "soon"] {
        assert_eq!(place.run(&words("out", &["--total-time", refused])).exit, 2);
    }
}
