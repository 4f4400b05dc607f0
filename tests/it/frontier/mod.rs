//! Frontiers against every layout of small plans; and as the program shows them.
#![cfg(feature = "highs")]

mod journal;

use crate::common::draws::{Draw, draws};
use crate::common::layouts;
use crate::common::program::Workplace;
use proptest::prelude::*;
use yike::domain::location::Sense;
use yike::domain::*;
use yike::scenario::{Frontier, Points, frontier};
use yike::solve::{Limits, Silent};
use yike::travel::Arcs;

fn limits() -> Limits {
    Limits::default().with_threads(2)
}

/// Coverage and the other aim (to be made small) of every layout that breaks no rule.
fn all_values(problem: &Problem, arcs: &Arcs, against: Stage) -> Vec<(f64, f64)> {
    let allowed = layouts::allowed(problem, arcs).into_iter();
    let values = allowed.map(|own| {
        let value = own.value(problem, arcs, against);
        let other = match against.sense() {
            Sense::Minimise => value,
            Sense::Maximise => -value,
        };
        (own.value(problem, arcs, Stage::Coverage), other)
    });
    values.collect()
}

/// Those that nothing dominates, the least coverage first.
fn undominated(mut values: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    values.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let mut best: Vec<(f64, f64)> = Vec::new();
    for value in values {
        let least = best.last().map_or(f64::INFINITY, |last| last.1);
        if value.1 < least - 1e-6 * least.abs().clamp(1.0, 1e300) || best.is_empty() {
            best.push(value);
        }
    }
    best.reverse();
    best
}

fn shown(found: &Frontier) -> Vec<(f64, f64)> {
    let sign = if found.against.sense() == Sense::Maximise { -1.0 } else { 1.0 };
    let points = found.points.iter();
    points.map(|point| (point.coverage.value, sign * point.against.value)).collect()
}

fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 2e-5 * b.abs().max(1.0);
    near(a.0, b.0) && near(a.1, b.1)
}

fn is_the_frontier(problem: &Problem, against: Stage) -> Result<(), TestCaseError> {
    let arcs = Arcs::build(problem);
    let expected = undominated(all_values(problem, &arcs, against));
    let whole =
        frontier(problem, &arcs, &limits(), against, Points::All(200), &Silent).expect("solved");
    prop_assert!(
        whole.whole,
        "{:?} {:?} {:?} {:?}",
        against,
        whole.stopped,
        shown(&whole),
        expected
    );
    let found = shown(&whole);
    prop_assert_eq!(found.len(), expected.len(), "{:?} {:?} {:?}", against, found, expected);
    for (found, expected) in found.iter().zip(&expected) {
        prop_assert!(near(*found, *expected), "{:?}: {:?} {:?}", against, found, expected);
    }
    let spread =
        frontier(problem, &arcs, &limits(), against, Points::Spread(4), &Silent).expect("solved");
    for point in shown(&spread) {
        let is_one = expected.iter().any(|&other| near(point, other));
        prop_assert!(is_one, "{:?}: {:?} is dominated in {:?}", against, point, expected);
    }
    for point in whole.points.iter().chain(&spread.points) {
        prop_assert_eq!(
            (point.coverage.gap, point.against.gap),
            (Some(0.0), Some(0.0)),
            "{:?} {:?}",
            against,
            point
        );
    }
    if let (Some(first), Some(last)) = (expected.first(), expected.last()) {
        let ends = shown(&spread);
        prop_assert!(near(ends[0], *first) && near(ends[ends.len() - 1], *last));
    }
    prop_assert!(whole.points.iter().filter(|point| point.knee).count() <= 1);
    Ok(())
}

fn unlimited(draw: &Draw) -> Problem {
    // Limited places are shared out in fractions: then no list of layouts holds all points.
    let open = Draw { capacity: None, ..draw.clone() };
    open.plan().problem()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40), ..ProptestConfig::default() })]

    #[test]
    fn frontiers_are_those_found_by_trying_all(draw in draws()) {
        let problem = unlimited(&draw);
        let worst_off = [Stage::WorstTown, Stage::WorstDecile, Stage::KolmPollak];
        for against in [Stage::Money, Stage::Travel].into_iter().chain(worst_off) {
            is_the_frontier(&problem, against)?;
        }
    }
}

#[test]
fn an_impossible_plan_has_no_point() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    let ran = place.run(&["frontier", "plan.toml", "--against", "money"]);
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
}

#[test]
fn the_program_shows_and_writes_points() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    for against in ["money", "travel", "worst-town", "worst-decile", "kolm-pollak"] {
        let words = [
            "frontier",
            "plan.toml",
            "--of",
            "coverage",
            "--against",
            against,
            "--points",
            "all",
            "--out",
            against,
            "--json",
        ];
        let ran = place.run(&words);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let json = ran.json();
        assert_eq!(json["against"], against);
        let points = json["points"].as_array().expect("points").len();
        assert_eq!(place.read(&format!("{against}/frontier.csv")).lines().count(), 1 + points);
        assert_eq!(place.read(&format!("{against}/frontier.json")), ran.stdout);
        let one = place.run(&[&words[..], &["--threads", "1"]].concat());
        assert_eq!(one.stdout, ran.stdout);
    }
    let money =
        place.run(&["frontier", "plan.toml", "--against", "money", "--points", "all", "--json"]);
    let json = money.json();
    let knees =
        json["points"].as_array().expect("points").iter().filter(|point| point["knee"] == true);
    assert_eq!(knees.count(), 1);
    let table = place.run(&["frontier", "plan.toml", "--against", "money", "--points", "3"]);
    assert!(table.stdout.contains("Coverage (weighted people) against money"));
    for words in [["--points", "1"], ["--points", "many"], ["--against", "beds"]] {
        let words = [&["frontier", "plan.toml", "--against", "money"], &words[..]].concat();
        assert_eq!(place.run(&words).exit, 2, "{words:?}");
    }
}
