//! Placements of thousands of points: values by true distances, bounds of some worth, limits of time that bind.
#![cfg(feature = "highs")]

use crate::common::program::Workplace;
use crate::stopping::StopAt;
use std::time::{Duration, Instant};
use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Question, Rounding};
use yike::solve::{LocateLimits, locate};
use yike::travel::Distances;

/// Numbers that look drawn, the same each time.
fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % below
    }
}

/// 6,000 points have 36 million pairs, of which memory holds 16 million.
#[test]
fn few_sites_among_many_are_valued_by_true_distances() {
    let count = 4;
    let mut next = numbers(count as u64);
    let places: Vec<[f64; 2]> =
        (0..6000).map(|_| [next(20_000) as f64, next(20_000) as f64]).collect();
    let rounding = Rounding::Exact;
    let metric = Metric::Plane { demand: places.clone(), sites: places, rounding };
    let mut parts = InstanceParts::new("many", metric);
    parts.weights = (0..6000).map(|_| (1 + next(49)) as f64).collect();
    let instance = Instance::new(parts).expect("an instance");
    let question = Question::from(Goal::Median { count });
    let limits = LocateLimits::default().with_threads(1);
    let located = locate(&instance, &question, &limits, None, &StopAt::new(30_000));
    let located = located.expect("no failure");
    let open = &located.placement.as_ref().expect("a placement").open;
    assert_eq!(open.len(), count);
    let between = Distances::new(&instance);
    let cost = |point: usize| {
        let far = open.iter().map(|&site| between.distance(point, site as usize));
        instance.weights()[point] * far.fold(f64::INFINITY, f64::min)
    };
    let value: f64 = (0..6000).map(cost).sum();
    let (objective, bound) = (located.objective.expect("a value"), located.bound.expect("a bound"));
    assert!((objective - value).abs() <= 1e-9 * value, "{objective} of {value}");
    // The bound is of all pairs: of short rows it would be a third of this.
    assert!(bound <= value && bound > 0.96 * value, "{bound} of {value}");
    // Nothing was listed yet, or rows of the few sites that may still open.
    assert_eq!(located.listed, None);
}

/// A table of points with weights, costs and capacities.
fn points(count: usize) -> String {
    let mut next = numbers(7);
    let mut text = String::from("id,lon,lat,weight,fixed_cost,capacity\n");
    for k in 0..count {
        let (lon, lat) =
            (107.0 + next(1_000_000) as f64 / 1e6, 29.0 + next(1_000_000) as f64 / 1e6);
        let (weight, cost, capacity) = (1 + next(50), 5000 + 10 * next(400), 200 + next(1800));
        text += &format!("d{k},{lon:.6},{lat:.6},{weight},{cost},{capacity}\n");
    }
    text
}

/// What is asked of 4,000 points on the earth, where a distance takes a microsecond; whether it is made large.
const ASKED: [(&str, bool); 14] = [
    ("p-median --p 5", false),
    ("p-median --p 5 --compact", false),
    ("p-median --p 100 --capacities split", false),
    ("uflp", false),
    ("cflp", false),
    ("lscp --reach 5km", false),
    ("lscp --reach 5km --compact", false),
    ("psclp --reach 5km --share 50%", false),
    ("mclp --reach 5km --p 5", true),
    ("mclp --reach 5km --p 5 --times 2", true),
    ("gradual --p 5 --decay linear:1km..5km", true),
    ("p-center --p 5", false),
    ("p-dispersion --p 5", true),
    ("p-dispersion --p 5 --compact", true),
];

/// An unloaded machine takes one to two seconds for each; here others run beside it, without optimisation.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn whatever_is_asked_ends_with_its_time_and_a_bound() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("points.csv", &points(4000));
    let total: f64 = {
        let table = place.read("points.csv");
        let weight = |line: &str| line.split(',').nth(3).and_then(|word| word.parse::<f64>().ok());
        table.lines().skip(1).filter_map(weight).sum()
    };
    for (asked, is_large) in ASKED {
        let words: Vec<&str> = asked.split(' ').collect();
        let files = ["--demand", "points.csv", "--sites", "points.csv"];
        let limits = ["--time-limit", "1 s", "--threads", "1", "--json"];
        let begun = Instant::now();
        let ran = place.run(&[&["locate"], &words[..], &files, &limits].concat());
        assert!(begun.elapsed() < SOON, "{asked}: {:?}", begun.elapsed());
        let answer: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let (value, bound) = (answer["objective"].as_f64(), answer["bound"].as_f64());
        let code = if value.is_some() { 0 } else { 4 };
        assert_eq!(ran.exit, code, "{asked}: {}", ran.stderr);
        if let Some((value, bound)) = value.zip(bound) {
            let (worse, better) = if is_large { (value, bound) } else { (bound, value) };
            assert!(worse <= better * (1.0 + 1e-9), "{asked}: {value}, {bound}");
        }
        if asked.contains("compact") || asked.contains("cap") || asked.starts_with("cflp") {
            continue;
        }
        // Back-up cover alone has nothing to show before its classes are known.
        assert!(value.is_some() || asked.contains("times"), "{asked}: {}", ran.stderr);
        let bound = bound.unwrap_or_else(|| panic!("{asked}: no bound"));
        let trivial = match asked.split(' ').next() {
            Some("mclp" | "gradual") => bound <= total,
            Some("p-dispersion") => bound < 160_000.0,
            _ => bound >= 0.0,
        };
        assert!(trivial, "{asked}: {bound}");
    }
}

/// Of six demand points far from each other two share a site, whatever five are open: known before all pairs are.
#[test]
fn a_center_has_a_bound_before_its_pairs_are_known() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("points.csv", &points(4000));
    let words = ["locate", "p-center", "--demand", "points.csv", "--p", "5"];
    let ran =
        place.run(&[&words[..], &["--time-limit", "6 s", "--threads", "1", "--json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let bound = answer["bound"].as_f64().expect("a bound");
    assert!(bound > 10_000.0, "{bound} of {}", answer["objective"]);
}

#[test]
fn short_lists_are_said() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("points.csv", &points(6000));
    let words = ["locate", "uflp", "--demand", "points.csv", "--sites", "points.csv"];
    let ran =
        place.run(&[&words[..], &["--time-limit", "2 s", "--threads", "1", "--json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let verdict = answer["verdict"].as_str().expect("a sentence");
    assert!(verdict.contains("only the 2,666 nearest sites"), "{verdict}");
}
