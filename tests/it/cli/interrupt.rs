//! Ctrl-C: once, and what was found is kept; twice, and the program ends at once.
#![cfg(all(unix, feature = "highs"))]

use crate::common::program::{Workplace, yike};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

const SIGINT: i32 = 2;
/// What all of these solves would take without being stopped is far more.
const SOON: Duration = Duration::from_secs(15);
const STOPPING: &str = "stopping: keeping ";

/// A program at work, whose messages are read as they come.
struct Running {
    child: Child,
    messages: Receiver<String>,
    heard: Vec<String>,
}

/// What came of it.
struct Ended {
    status: ExitStatus,
    stdout: String,
    messages: String,
}

impl Running {
    fn start(place: &Workplace, words: &[&str]) -> Self {
        let mut command = yike(&place.path(""), words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let stderr = child.stderr.take().expect("piped");
        let (sender, messages) = channel();
        spawn(move || {
            let lines = BufReader::new(stderr).lines();
            lines.map_while(Result::ok).all(|line| sender.send(line).is_ok())
        });
        Self { child, messages, heard: Vec::new() }
    }

    /// Waits until it says something that begins so.
    fn wait_for(&mut self, beginning: &str) {
        let said = |line: &String| line.starts_with(beginning);
        while !self.heard.last().is_some_and(said) {
            let line = self.messages.recv_timeout(Duration::from_secs(60));
            let line =
                line.unwrap_or_else(|_| panic!("not said: {beginning}, but {:?}", self.heard));
            self.heard.push(line);
        }
    }

    fn press(&self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.expect("kill is there").success());
    }

    /// Presses until that is answered, or it ends: who starts the tests may have had Ctrl-C ignored (`make test &`), and then
    /// nothing hears it before solving begins.
    fn press_until_heard(&mut self) {
        loop {
            self.press();
            let until = Instant::now() + Duration::from_secs(1);
            loop {
                let left = until.saturating_duration_since(Instant::now());
                match self.messages.recv_timeout(left) {
                    Ok(line) => self.heard.push(line),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                if self.heard.last().is_some_and(|line| line.starts_with(STOPPING)) {
                    return;
                }
            }
        }
    }

    fn end(mut self) -> Ended {
        let begun = Instant::now();
        let mut stdout = String::new();
        let pipe = self.child.stdout.as_mut().expect("piped");
        pipe.read_to_string(&mut stdout).expect("UTF-8");
        let status = self.child.wait().expect("it ends");
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
        self.heard.extend(self.messages.iter());
        Ended { status, stdout, messages: self.heard.join("\n") }
    }
}

/// Presses Ctrl-C while `words` are solved: some time after the start, and later again where that was before solving
/// began, when Ctrl-C ends the program as any other.
fn interrupted(place: &Workplace, words: &[&str]) -> Ended {
    for seconds in [2, 4, 8, 16, 32] {
        let mut running = Running::start(place, words);
        sleep(Duration::from_secs(seconds));
        running.press_until_heard();
        let ended = running.end();
        if ended.status.signal() != Some(SIGINT) {
            assert!(ended.messages.contains(STOPPING), "{}", ended.messages);
            return ended;
        }
    }
    panic!("solving did not begin");
}

/// Numbers that look drawn, the same each time.
fn numbers() -> impl FnMut() -> f64 {
    let mut state = 12345_u64;
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1_u64 << 31) as f64
    }
}

/// A plan of 400 villages and as many sites, of which money allows six: whom they serve at least travel takes minutes.
fn hard_plan() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let mut next = numbers();
    let (mut villages, mut sites) = (Vec::new(), Vec::new());
    for k in 0..400 {
        let at = format!("[{:.6},{:.6}]", 106.96 + 0.03 * next(), 29.76 + 0.03 * next());
        let geometry = format!(r#""geometry":{{"type":"Point","coordinates":{at}}}"#);
        let people = 100 + (900.0 * next()) as u32;
        villages.push(format!(
            r#"{{"type":"Feature","properties":{{"id":"v{k}","name":"v","town":"D","setting":"urban","persons":4000,"aged_60":{people}}},{geometry}}}"#
        ));
        sites.push(format!(
            r#"{{"type":"Feature","properties":{{"id":"s{k}","name":"s","kind":"candidate","town":"D","unit":"v{k}","standing":false,"tiers":["station"]}},{geometry}}}"#
        ));
    }
    for (name, features) in [("villages.geojson", villages), ("sites.geojson", sites)] {
        let features = features.join(",\n");
        place.write(name, &format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#));
    }
    place.edit(
        "plan.toml",
        "leads  = { tier = \"station\", within = \"30 km\", at_most = 4 }\n",
        "",
    );
    place.edit("plan.toml", "\"2_000_000 yuan\"", "\"2_400_000 yuan\"");
    place
}

/// 400 points whose questions below take minutes.
fn hard_points(place: &Workplace) {
    let mut next = numbers();
    let mut text = String::from("id,lon,lat,weight,capacity\n");
    for k in 0..400 {
        let (lon, lat) = (106.0 + next(), 29.0 + next());
        let (weight, capacity) = ((1.0 + 99.0 * next()) as u32, (200.0 + 500.0 * next()) as u32);
        text += &format!("d{k},{lon:.6},{lat:.6},{weight},{capacity}\n");
    }
    place.write("points.csv", &text);
}

fn json(place: &Workplace, name: &str) -> serde_json::Value {
    serde_json::from_str(&place.read(name)).expect("JSON")
}

/// The exit code that a status in a file goes with, and what is said of it.
fn fits(status: &str, ended: &Ended, without: &str) {
    let said = |words: &str| assert!(ended.messages.contains(words), "{}", ended.messages);
    if status.contains("without") {
        assert_eq!(ended.status.code(), Some(4), "{status}");
        said(&format!("error: stopped before a {without} was found"));
    } else {
        assert_eq!(ended.status.code(), Some(0), "{status}");
        said(&format!("warning: stopped: the {without} is the best found so far"));
    }
    assert!(!ended.messages.contains("the time was used up"), "{}", ended.messages);
}

#[test]
fn a_solve_keeps_its_plan_which_verifies() {
    let place = hard_plan();
    let words = ["solve", "plan.toml", "--out", "out"];
    let ended = interrupted(&place, &words);
    let plan = json(&place, "out/plan.json");
    let status = plan["status"].as_str().expect("a word");
    assert!(status.starts_with("stopped"), "{status}");
    fits(status, &ended, "plan");
    let stages = plan["stages"].as_array().expect("stages");
    let stopped = stages.iter().filter(|stage| stage["termination"] == "stopped").count();
    assert_eq!(stopped, 1, "{stages:?}");
    let summary = place.read("out/summary.md");
    assert!(summary.contains("the solve was stopped") && !summary.contains("time was used up"));
    assert!(ended.stdout.contains("the solve was stopped"), "{}", ended.stdout);
    let verified = place.run(&["verify", "out"]);
    assert_eq!(verified.exit, 0, "{}", verified.stdout);
}

#[test]
fn a_second_press_ends_at_once() {
    let place = hard_plan();
    let mut running =
        Running::start(&place, &["solve", "plan.toml", "--out", "out", "--lp-file", "model.lp"]);
    running.wait_for("wrote the model");
    sleep(Duration::from_secs(2));
    running.press();
    running.wait_for(STOPPING);
    running.press();
    let ended = running.end();
    // A shell shows this as 130.
    assert_eq!(ended.status.signal(), Some(SIGINT), "{}", ended.messages);
    assert!(!place.path("out").exists());
}

#[test]
fn a_placement_is_kept() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    hard_points(&place);
    for question in ["p-dispersion --p 80", "p-median --p 60 --capacities single"] {
        let question: Vec<&str> = question.split(' ').collect();
        let more = ["--demand", "points.csv", "--out", "out"];
        let ended = interrupted(&place, &[&["locate"], &question[..], &more].concat());
        let placement = json(&place, "out/placement.json");
        let status = placement["status"].as_str().expect("a word");
        fits(status, &ended, "placement");
        let verdict = placement["verdict"].as_str().expect("a sentence");
        assert!(verdict.contains("before it was stopped"), "{verdict}");
    }
}

/// So many amounts of money, as values of `--vary`.
fn amounts(count: usize) -> String {
    let amount = |k: usize| format!("{} yuan", 2_000_000 + 10_000 * k);
    let amounts: Vec<String> = (0..count).map(amount).collect();
    format!("funding.district.amount={}", amounts.join(","))
}

#[test]
fn a_robust_plan_is_kept() {
    let place = hard_plan();
    let vary = amounts(100);
    let words = ["robust", "plan.toml", "--by", "worst", "--vary", &vary, "--out", "out"];
    let ended = interrupted(&place, &words);
    let robust = json(&place, "out/robust.json");
    fits(robust["status"].as_str().expect("a word"), &ended, "layout");
    let summary = place.read("out/summary.md");
    assert!(summary.contains("the solve was stopped"), "{summary}");
}

#[test]
fn a_frontier_keeps_its_points() {
    let place = hard_plan();
    let words = ["frontier", "plan.toml", "--against", "money", "--points", "all", "--out", "out"];
    let ended = interrupted(&place, &words);
    let frontier = json(&place, "out/frontier.json");
    let points = frontier["points"].as_array().expect("a list").len();
    assert_eq!((&frontier["stopped"], &frontier["whole"]), (&"stopped".into(), &false.into()));
    let (code, words) = match points {
        0 => (4, "error: stopped before a point was found"),
        _ => (4, "error: stopped: points are missing"),
    };
    assert_eq!(ended.status.code(), Some(code), "{}", ended.messages);
    assert!(ended.messages.contains(words), "{}", ended.messages);
}

#[test]
fn a_frontier_out_of_time_is_no_fault() {
    let place = hard_plan();
    let words = ["frontier", "plan.toml", "--against", "travel", "--out", "out"];
    let ran = place.run(&[&words[..], &["--time-limit", "0.000001 s"]].concat());
    assert_eq!(ran.exit, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("the time was used up before a point was found"));
    assert_eq!(json(&place, "out/frontier.json")["stopped"], "time-limit");
}

#[test]
fn a_frontier_out_of_time_keeps_its_points() {
    let place = hard_plan();
    let words = [
        "frontier",
        "plan.toml",
        "--against",
        "money",
        "--points",
        "all",
        "--restart",
        "--out",
        "out",
    ];
    // The widest layout is found in a moment; those between take a part of a second or minutes, as the machine is.
    for limit in ["1 s", "0.3 s", "0.1 s"] {
        let ran = place.run(&[&words[..], &["--time-limit", limit]].concat());
        let frontier = json(&place, "out/frontier.json");
        let kept = frontier["points"].as_array().expect("a list").len();
        if frontier["stopped"].is_null() {
            assert_eq!((ran.exit, &frontier["whole"]), (0, &true.into()), "{}", ran.stderr);
            assert!(kept > 0, "{}", ran.stderr);
            continue;
        }
        assert_eq!(frontier["stopped"], "time-limit", "{}", ran.stderr);
        let said = match kept {
            0 => "error: the time was used up before a point was found",
            _ => "error: the time was used up: points are missing",
        };
        assert!(ran.exit == 4 && ran.stderr.contains(said), "{}: {}", ran.exit, ran.stderr);
    }
}

#[test]
fn a_sweep_goes_on_where_it_was_stopped() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let vary = amounts(300);
    let words = |out| ["sweep", "plan.toml", "--vary", &vary, "--threads", "1", "--out", out];
    let running = Running::start(&place, &words("out"));
    let rows = || {
        std::fs::read_to_string(place.path("out/journal.txt"))
            .map_or(0, |text| text.lines().count())
    };
    let begun = Instant::now();
    while rows() < 10 && begun.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(5));
    }
    running.press();
    let ended = running.end();
    assert_eq!(ended.status.code(), Some(4), "{}", ended.messages);
    assert!(
        ended.messages.contains("error: stopped: ")
            && ended.messages.contains("of 300 scenarios are over")
    );
    assert!(ended.messages.contains(STOPPING), "{}", ended.messages);
    assert_eq!(place.names("out"), ["journal.txt"]);
    assert!((10..300).contains(&rows()));
    for out in ["out", "whole"] {
        assert_eq!(place.run(&words(out)).exit, 0);
    }
    for name in ["scenarios.csv", "scenarios.json"] {
        assert_eq!(place.read(&format!("out/{name}")), place.read(&format!("whole/{name}")));
    }
}
