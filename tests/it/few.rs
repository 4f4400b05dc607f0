//! Few sites among many points: pairs that memory does not hold, forced on small instances by allowing none, against
//! every open set.
#![cfg(feature = "highs")]

use crate::stopping::StopAt;
use proptest::prelude::*;
use yike::domain::LonLat;
use yike::domain::location::{
    Goal, Ids, Instance, InstanceParts, Metric, Placement, Question, Rounding, SiteRule,
};
use yike::plan::location::audit;
use yike::solve::{LocateLimits, LocateOutcome, LocateStatus, Silent, locate};
use yike::travel::{Blocks, Chords};
use yike::units::Seconds;

/// Demand and sites at whole places of a square, with weights and rules, and how many sites open.
#[derive(Debug, Clone)]
struct Drawn {
    demand: Vec<(u16, u16)>,
    weights: Vec<u8>,
    sites: Vec<(u16, u16, u8)>,
    metric: u8,
    count: usize,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let side = prop_oneof![Just(4_u16), Just(1000)];
    side.prop_flat_map(|side| {
        let demand = prop::collection::vec(((0..side, 0..side), 0..9_u8), 1..90);
        let sites = prop::collection::vec((0..side, 0..side, 0..12_u8), 2..11);
        (demand, sites, 0..4_u8, 1..4_usize).prop_map(|(demand, sites, metric, count)| {
            let (demand, weights) = demand.into_iter().unzip();
            Drawn { demand, weights, sites, metric, count }
        })
    })
}

impl Drawn {
    /// The instance, on the earth with a metric of 3.
    fn instance(&self) -> Instance {
        let sites = self.sites.iter().map(|&(x, y, _)| (x, y));
        let metric = if self.metric == 3 {
            let at = |(x, y): (u16, u16)| {
                LonLat::new(106.0 + f64::from(x) / 500.0, 29.0 + f64::from(y) / 500.0)
                    .expect("a place")
            };
            Metric::geodesic(self.demand.iter().copied().map(at).collect(), sites.map(at).collect())
        } else {
            let at = |(x, y): (u16, u16)| [f64::from(x), f64::from(y)];
            let rounding = [Rounding::Exact, Rounding::Floor, Rounding::Nearest];
            Metric::Plane {
                demand: self.demand.iter().copied().map(at).collect(),
                sites: sites.map(at).collect(),
                rounding: rounding[self.metric as usize],
            }
        };
        let mut parts = InstanceParts::new("drawn", metric);
        parts.weights = self.weights.iter().map(|&weight| f64::from(weight)).collect();
        parts.site_ids = Ids::Numbered { first: 1, count: self.sites.len() };
        let rule = |&(_, _, rule): &(u16, u16, u8)| match rule {
            0 => SiteRule::Existing,
            1 => SiteRule::Required,
            2 => SiteRule::Forbidden,
            _ => SiteRule::Free,
        };
        parts.rules = self.sites.iter().map(rule).collect();
        Instance::new(parts).expect("an instance")
    }
}

/// The least value of all sets of sites without fault.
fn best(instance: &Instance, question: &Question) -> Option<f64> {
    let values = (0_u32..1 << instance.sites()).filter_map(|set| {
        let open = (0..instance.sites() as u32).filter(|&j| set >> j & 1 == 1);
        let audit = audit(instance, question, &Placement { open: open.collect(), served: None });
        audit.objective.filter(|_| audit.faults.is_empty())
    });
    values.min_by(f64::total_cmp)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn limits(pairs: usize) -> LocateLimits {
    LocateLimits::default().with_threads(1).with_pairs(pairs)
}

fn solved(instance: &Instance, question: &Question, limits: &LocateLimits) -> LocateOutcome {
    locate(instance, question, limits, None, &Silent).expect("no failure")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_open_set_is_better_however_few_pairs_are_held(drawn in drawn(), pairs in 1..200_usize, at in 0..60_u64) {
        let instance = drawn.instance();
        let question = Question::from(Goal::Median { count: drawn.count });
        if question.check(&instance).is_ok() {
            let located = solved(&instance, &question, &limits(pairs));
            let Some(best) = best(&instance, &question) else {
                prop_assert_eq!(located.status, LocateStatus::Infeasible, "{:?}", &located);
                return Ok(());
            };
            prop_assert_eq!(located.status, LocateStatus::Optimal, "{:?}", &located);
            prop_assert!(near(located.objective.expect("a value"), best), "{}: {:?}", best, &located);
            prop_assert!(near(located.bound.expect("a bound"), best), "{}: {:?}", best, &located);
            let stopped = locate(&instance, &question, &limits(pairs), None, &StopAt::new(at));
            let stopped = stopped.expect("no failure");
            let holds = stopped.bound.is_none_or(|bound| bound <= best + 1e-9 * best.max(1.0));
            let is_worse = stopped.objective.is_none_or(|value| value >= best - 1e-9 * best.max(1.0));
            prop_assert!(holds && is_worse, "{}: {:?}", best, &stopped);
        }
    }

    #[test]
    fn savings_are_those_of_all_pairs(drawn in drawn(), reach in 0.0..700_000.0_f64) {
        let instance = drawn.instance();
        let points: Vec<u32> = (0..instance.points() as u32).rev().collect();
        let sites: Vec<u32> = (0..instance.sites() as u32).collect();
        let reaches: Vec<f64> = (0..points.len()).map(|k| reach / (1 + k * k) as f64).collect();
        let weights: Vec<f64> = (0..points.len()).map(|k| (k % 3) as f64).collect();
        let blocks = Blocks::new(&instance, &points, &sites).expect("places");
        let found = blocks.savings(&reaches, &weights, || false).expect("time");
        let chords = Chords::new(&instance);
        for (&site, &found) in sites.iter().zip(&found) {
            let saved = |k: usize| {
                let distance = chords.distance(points[k] as usize, site as usize);
                weights[k] * (reaches[k] - distance).max(0.0)
            };
            let all: f64 = (0..points.len()).map(saved).sum();
            prop_assert!((found - all).abs() <= 1e-9 * (1.0 + all), "{site}: {found}, {all}");
        }
        prop_assert!(blocks.savings(&reaches, &weights, || true).is_none());
    }
}

/// Numbers that look drawn, the same each time.
fn scattered(count: usize) -> Instance {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ((state >> 11) % 5000) as f64
    };
    let places: Vec<[f64; 2]> = (0..count).map(|_| [next(), next()]).collect();
    let metric = Metric::Plane { demand: places.clone(), sites: places, rounding: Rounding::Floor };
    Instance::new(InstanceParts::new("scattered", metric)).expect("an instance")
}

/// Of 250 points whose pairs are held or not: the same value, proved; so at any number of threads, with the same work.
#[test]
fn the_answer_is_that_of_whole_rows() {
    let instance = scattered(250);
    for count in [1, 3, 6] {
        let question = Question::from(Goal::Median { count });
        let whole = solved(&instance, &question, &LocateLimits::default().with_threads(1));
        assert_eq!(whole.status, LocateStatus::Optimal);
        for pairs in [1, 5000, 20_000] {
            let one = solved(&instance, &question, &limits(pairs));
            assert_eq!(
                (one.status, one.objective),
                (whole.status, whole.objective),
                "{count}, {pairs}"
            );
            let three = solved(&instance, &question, &limits(pairs).with_threads(3));
            assert_eq!(one.placement, three.placement, "{count}, {pairs}");
            assert_eq!((one.bound, one.effort), (three.bound, three.effort), "{count}, {pairs}");
        }
    }
}

/// Wherever time ends, from a millisecond on, the bound is no better than the best.
#[test]
fn bounds_hold_at_any_limit_of_time() {
    let instance = scattered(250);
    let question = Question::from(Goal::Median { count: 3 });
    let best = solved(&instance, &question, &limits(5000)).objective.expect("a value");
    for milliseconds in [1, 2, 4, 8, 16, 32, 64, 128, 256] {
        let time = Seconds::new(f64::from(milliseconds) / 1000.0).expect("a time");
        let found = solved(&instance, &question, &limits(1).with_time(time));
        assert!(found.objective.is_some_and(|value| value >= best), "{milliseconds}: {found:?}");
        assert!(found.bound.is_none_or(|bound| bound <= best), "{milliseconds}: {found:?}");
    }
}

/// A start that is better than what is found is not lost, and bounds what is closed.
#[test]
fn a_start_is_taken() {
    let instance = scattered(250);
    let question = Question::from(Goal::Median { count: 4 });
    let best = solved(&instance, &question, &LocateLimits::default().with_threads(1));
    let start = best.placement.as_ref();
    let stopped = locate(&instance, &question, &limits(1), start, &StopAt::new(1));
    assert_eq!(stopped.expect("no failure").objective, best.objective);
}
