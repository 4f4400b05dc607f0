//! p-center and p-dispersion against brute force over all choices, and their laws.
#![cfg(feature = "highs")]

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use yike::domain::location::{
    Goal, Ids, Instance, InstanceParts, Metric, Placement, Question, Rounding, SiteRule, Table,
};
use yike::solve::{LocateLimits, LocateOutcome, Silent, locate};
use yike::travel::Distances;
use yike::units::Seconds;

/// A small instance: a table with gaps, or points on a coarse grid (ties and duplicates), demand beside sites or the
/// same points.
#[derive(Debug, Clone)]
struct Draw {
    weights: Vec<f64>,
    rules: Vec<SiteRule>,
    metric: Metric,
    is_same: bool,
}

fn draws(same: bool) -> impl Strategy<Value = Draw> {
    let sizes = (1..=9usize, 2..=8usize);
    sizes.prop_flat_map(move |(points, sites)| {
        let points = if same { sites } else { points };
        let weight = select(vec![0.0, 1.0, 1.0, 2.5]);
        let rule = select(vec![
            SiteRule::Free,
            SiteRule::Free,
            SiteRule::Free,
            SiteRule::Free,
            SiteRule::Existing,
            SiteRule::Required,
            SiteRule::Forbidden,
        ]);
        let cell = prop_oneof![
            1 => Just(f64::INFINITY),
            6 => (0..12u8).prop_map(f64::from),
        ];
        let grid = || (0..5u8, 0..4u8).prop_map(|(x, y)| [f64::from(x), f64::from(y) * 1.7]);
        let rounding = select(vec![Rounding::Exact, Rounding::Floor, Rounding::Nearest]);
        let table =
            prop::collection::vec(prop::collection::vec(cell, sites), points)
                .prop_map(|rows| {
                    Metric::Table(Table::from_rows(rows.into_iter().map(|row| {
                        row.into_iter().enumerate().map(|(j, d)| (j as u32, d)).collect()
                    })))
                })
                .boxed();
        let plane =
            (prop::collection::vec(grid(), points), prop::collection::vec(grid(), sites), rounding)
                .prop_map(move |(demand, sites, rounding)| Metric::Plane {
                    demand: if same { sites.clone() } else { demand },
                    sites,
                    rounding,
                })
                .boxed();
        (
            prop::collection::vec(weight, points),
            prop::collection::vec(rule, sites),
            prop_oneof![table, plane],
        )
            .prop_map(move |(weights, rules, metric)| Draw {
                weights,
                rules,
                metric,
                is_same: same,
            })
    })
}

fn instance(draw: &Draw) -> Instance {
    let mut parts = InstanceParts::new("draw", draw.metric.clone());
    parts.weights = draw.weights.clone();
    parts.site_ids = Ids::Numbered { first: 1, count: draw.rules.len() };
    parts.rules = draw.rules.clone();
    parts.same_points = draw.is_same;
    Instance::new(parts).expect("an instance")
}

fn ask(instance: &Instance, goal: Goal, start: Option<&Placement>) -> LocateOutcome {
    let limits = LocateLimits::default().with_threads(1);
    let question = question(goal);
    locate(instance, &question, &limits, start, &Silent).expect("answered")
}

fn question(goal: Goal) -> Question {
    Question::from(goal)
}

/// Whether sites may be open together: all that exist, all required, none forbidden, the rest counted.
fn count_of(instance: &Instance, open: &[usize]) -> Option<usize> {
    let mut count = 0;
    for (j, rule) in instance.rules().iter().enumerate() {
        let is_open = open.contains(&j);
        match rule {
            SiteRule::Existing | SiteRule::Required if !is_open => return None,
            SiteRule::Forbidden if is_open => return None,
            SiteRule::Free | SiteRule::Required => count += usize::from(is_open),
            _ => {}
        }
    }
    Some(count)
}

fn center_value(instance: &Instance, open: &[usize]) -> f64 {
    let between = Distances::new(instance);
    let asking = (0..instance.points()).filter(|&i| instance.weights()[i] > 0.0);
    let nearest = |i: usize| {
        let far = open.iter().map(|&j| between.distance(i, j));
        far.fold(f64::INFINITY, f64::min)
    };
    asking.map(nearest).fold(0.0, f64::max)
}

fn dispersion_value(instance: &Instance, open: &[usize]) -> f64 {
    let between = Distances::new(instance);
    let mut least = f64::INFINITY;
    for (k, &a) in open.iter().enumerate() {
        for &b in &open[..k] {
            least = least.min(between.between_sites(a, b));
        }
    }
    least
}

fn choices(sites: usize) -> impl Iterator<Item = Vec<usize>> {
    (0..1usize << sites).map(move |mask| (0..sites).filter(|j| mask >> j & 1 == 1).collect())
}

fn opened(located: &LocateOutcome) -> Option<Vec<usize>> {
    let placement = located.placement.as_ref()?;
    Some(placement.open.iter().map(|&j| j as usize).collect())
}

fn check_center(draw: &Draw) {
    let instance = instance(draw);
    for count in 0..=draw.rules.len() {
        let goal = Goal::Center { count };
        if question(goal.clone()).check(&instance).is_err() {
            continue;
        }
        let best = choices(draw.rules.len())
            .filter(|open| count_of(&instance, open).is_some_and(|number| number <= count))
            .map(|open| center_value(&instance, &open))
            .fold(f64::INFINITY, f64::min);
        let located = ask(&instance, goal, None);
        if best.is_infinite() {
            assert!(located.placement.is_none(), "{draw:?} {count}");
            assert_eq!(located.status.word(), "infeasible", "{draw:?} {count}");
            continue;
        }
        let open = opened(&located).expect("a placement");
        assert!(count_of(&instance, &open).is_some_and(|number| number <= count));
        assert_eq!(center_value(&instance, &open), best, "{draw:?} {count}");
        assert_eq!(located.bound, Some(best), "{draw:?} {count}");
        let again = ask(&instance, Goal::Center { count }, located.placement.as_ref());
        assert_eq!(again.bound, Some(best));
    }
}

fn check_dispersion(draw: &Draw) {
    let instance = instance(draw);
    for count in 0..=draw.rules.len() {
        let goal = Goal::Dispersion { count };
        if question(goal.clone()).check(&instance).is_err() {
            continue;
        }
        let best = choices(draw.rules.len())
            .filter(|open| count_of(&instance, open) == Some(count))
            .map(|open| dispersion_value(&instance, &open))
            .fold(f64::NEG_INFINITY, f64::max);
        let located = ask(&instance, goal, None);
        if best.is_infinite() {
            // Fewer sites may open than are asked for.
            assert!(located.placement.is_none(), "{draw:?} {count}");
            assert_eq!(located.status.word(), "infeasible", "{draw:?} {count}");
            continue;
        }
        let open = opened(&located).expect("a placement");
        assert_eq!(count_of(&instance, &open), Some(count), "{draw:?} {count}");
        assert_eq!(dispersion_value(&instance, &open), best, "{draw:?} {count}");
        assert_eq!(located.bound, Some(best), "{draw:?} {count}");
    }
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

#[test]
fn center_is_the_best_of_all_choices() {
    for same in [false, true] {
        let checked = runner(400).run(&draws(same), |draw| {
            check_center(&draw);
            Ok(())
        });
        checked.unwrap_or_else(|fault| panic!("{fault}"));
    }
}

#[test]
fn dispersion_is_the_best_of_all_choices() {
    let checked = runner(400).run(&draws(true), |draw| {
        check_dispersion(&draw);
        Ok(())
    });
    checked.unwrap_or_else(|fault| panic!("{fault}"));
}

/// Points of a plane, the same in every run.
fn scattered(count: usize, scale: f64) -> Draw {
    let mut state = 17_u64;
    let mut draw = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 1000) as f64 * scale
    };
    let points: Vec<[f64; 2]> = (0..count).map(|_| [draw(), draw()]).collect();
    Draw {
        weights: vec![1.0; count],
        rules: vec![SiteRule::Free; count],
        metric: Metric::Plane { demand: points.clone(), sites: points, rounding: Rounding::Exact },
        is_same: true,
    }
}

#[test]
fn more_sites_never_hurt_and_spread_less() {
    let instance = instance(&scattered(80, 1.0));
    let (mut nearest, mut apart) = (f64::INFINITY, f64::INFINITY);
    for count in [2, 3, 5, 8, 13, 21, 80] {
        let center = ask(&instance, Goal::Center { count }, None);
        let value = center_value(&instance, &opened(&center).expect("a placement"));
        assert_eq!(center.bound, Some(value), "p-center is proved");
        assert!(value <= nearest, "p = {count}");
        nearest = value;
        let dispersion = ask(&instance, Goal::Dispersion { count }, None);
        let value = dispersion_value(&instance, &opened(&dispersion).expect("a placement"));
        assert_eq!(dispersion.bound, Some(value), "p-dispersion is proved");
        assert!(value <= apart, "p = {count}");
        apart = value;
    }
    assert_eq!(nearest, 0.0, "everyone has a site");
}

#[test]
fn twice_the_scale_is_twice_the_distance() {
    let (once, twice) = (instance(&scattered(60, 1.0)), instance(&scattered(60, 2.0)));
    for goal in [Goal::Center { count: 6 }, Goal::Dispersion { count: 6 }] {
        let bound = |instance| ask(instance, goal.clone(), None).bound.expect("a bound");
        assert_eq!(2.0 * bound(&once), bound(&twice));
    }
}

#[test]
fn out_of_time_the_bounds_hold() {
    let instance = instance(&scattered(200, 1.0));
    let limits = LocateLimits::default().with_threads(1).with_time(Seconds::default());
    let proved = ask(&instance, Goal::Center { count: 7 }, None).bound;
    let question = question(Goal::Center { count: 7 });
    let stopped = locate(&instance, &question, &limits, None, &Silent).expect("answered");
    assert!(stopped.bound <= proved);
    if let Some(open) = opened(&stopped) {
        assert!(Some(center_value(&instance, &open)) >= proved);
    }
}

#[test]
fn nothing_lies_apart_from_itself() {
    let instance = instance(&scattered(4, 1.0));
    for count in 0..2 {
        let errors = question(Goal::Dispersion { count }).check(&instance);
        let text = errors.expect_err("refused")[0].to_string();
        assert!(text.contains("at least 2"), "{text}");
    }
}
