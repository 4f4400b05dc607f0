//! Nearest service (p-median, UFLP, maximal and gradual cover) against every open set of small instances.
#![cfg(feature = "highs")]

use crate::stopping::StopAt;
use yike::domain::location::{
    Decay, Goal, Ids, Instance, InstanceParts, Metric, Opening, Question, Radius, Rounding,
    SiteRule, Table,
};
use yike::plan::location::audit;
use yike::solve::{LocateLimits, LocateOutcome, LocateStatus, Silent, locate};
use yike::units::Share;

/// A small generator, so that a case is named by its number.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }

    fn instance(&mut self, case: u64) -> Instance {
        let points = 1 + self.below(12) as usize;
        let sites = 1 + self.below(8) as usize;
        // Few different places: ties, duplicates and distances of 0.
        let side = [3, 12, 1000][self.below(3) as usize];
        let mut place = || [self.below(side) as f64, self.below(side) as f64];
        let demand: Vec<[f64; 2]> = (0..points).map(|_| place()).collect();
        let places: Vec<[f64; 2]> = (0..sites).map(|_| place()).collect();
        let weights = (0..points)
            .map(|_| match self.below(5) {
                0 => 0.0,
                1 => 0.5 + self.below(7) as f64 / 3.0,
                _ => self.below(20) as f64,
            })
            .collect();
        let rules = (0..sites)
            .map(|_| match self.below(10) {
                0 => SiteRule::Existing,
                1 => SiteRule::Required,
                2 => SiteRule::Forbidden,
                _ => SiteRule::Free,
            })
            .collect();
        let metric = if case.is_multiple_of(3) {
            let rows = (0..points).map(|_| {
                let mut row = Vec::new();
                for site in 0..sites as u32 {
                    if self.below(6) > 0 {
                        row.push((site, self.below(side) as f64));
                    }
                }
                row
            });
            Metric::Table(Table::from_rows(rows.collect::<Vec<_>>()))
        } else {
            let rounding = if case % 3 == 1 { Rounding::Floor } else { Rounding::Exact };
            Metric::Plane { demand, sites: places, rounding }
        };
        let mut parts = InstanceParts::new(case.to_string(), metric);
        parts.weights = weights;
        parts.site_ids = Ids::Numbered { first: 1, count: sites };
        parts.fixed_costs = (0..sites).map(|_| self.below(30) as f64).collect();
        parts.rules = rules;
        Instance::new(parts).expect("an instance")
    }

    fn goal(&mut self, instance: &Instance) -> Goal {
        let may = |rule: &&SiteRule| matches!(rule, SiteRule::Free | SiteRule::Required);
        let allowed = instance.rules().iter().filter(may).count() as u64;
        let count = self.below(allowed + 1) as usize;
        let distance = self.below(14) as f64;
        let reach = Radius { distance: distance.into(), strict: self.below(2) == 0 };
        let decay = match self.below(4) {
            0 => Decay::Linear { full: distance.into(), none: (distance + 5.0).into() },
            1 => Decay::Exponential { scale: 4.0.into(), limit: distance.into() },
            2 => Decay::Steps(vec![
                (reach, Share::new(0.75).expect("a share")),
                (Radius::within(distance + 3.0), Share::new(0.25).expect("a share")),
            ]),
            _ => Decay::Step(reach),
        };
        match self.below(5) {
            0 => Goal::Median { count },
            1 => Goal::FixedCharge { count: None },
            2 => Goal::FixedCharge { count: Some(count) },
            3 => Goal::MaximalCover {
                decay,
                times: 1,
                opening: Opening::Budget(self.below(80) as f64),
            },
            _ => Goal::MaximalCover { decay, times: 1, opening: Opening::Count(count) },
        }
    }
}

fn limits() -> LocateLimits {
    LocateLimits::default().with_threads(1)
}

fn solved(instance: &Instance, question: &Question) -> LocateOutcome {
    locate(instance, question, &limits(), None, &Silent).expect("no failure")
}

/// The best objective of all open sets that the audit finds no fault with.
fn best(instance: &Instance, question: &Question) -> Option<f64> {
    let mut best: Option<f64> = None;
    for set in 0_u32..1 << instance.sites() {
        let open = (0..instance.sites() as u32).filter(|&j| set >> j & 1 == 1);
        let placement = yike::domain::location::Placement { open: open.collect(), served: None };
        let audit = audit(instance, question, &placement);
        let Some(value) = audit.objective.filter(|_| audit.faults.is_empty()) else {
            continue;
        };
        let better = |old: f64| match question.sense() {
            yike::domain::location::Sense::Minimise => value < old,
            yike::domain::location::Sense::Maximise => value > old,
        };
        if best.is_none_or(better) {
            best = Some(value);
        }
    }
    best
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn no_open_set_is_better() {
    let mut asked = 0;
    for case in 1..=1500_u64 {
        let mut draw = Draw(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let instance = draw.instance(case);
        let question = Question::from(draw.goal(&instance));
        if question.check(&instance).is_err() {
            continue;
        }
        asked += 1;
        let located = solved(&instance, &question);
        let about = format!("case {case}: {question:?} of {instance:?}: {located:?}");
        match best(&instance, &question) {
            None => assert_eq!(located.status, LocateStatus::Infeasible, "{about}"),
            Some(best) => {
                assert_eq!(located.status, LocateStatus::Optimal, "{about}");
                let audit = located.audit.as_ref().expect("an audit");
                assert!(audit.faults.is_empty(), "{about}");
                assert!(near(located.objective.expect("a value"), best), "{best}: {about}");
                assert!(near(located.bound.expect("a bound"), best), "{best}: {about}");
            }
        }
    }
    assert!(asked > 1000, "{asked}");
}

fn plane(points: usize, sites: usize, seed: u64) -> Instance {
    let mut draw = Draw(seed | 1);
    let mut place = || [draw.below(1000) as f64, draw.below(1000) as f64];
    let demand = (0..points).map(|_| place()).collect();
    let places = (0..sites).map(|_| place()).collect();
    let metric = Metric::Plane { demand, sites: places, rounding: Rounding::Floor };
    let mut parts = InstanceParts::new("plane", metric);
    parts.weights = (0..points).map(|i| (i % 7) as f64).collect();
    Instance::new(parts).expect("an instance")
}

#[test]
fn more_sites_never_hurt() {
    let instance = plane(150, 60, 11);
    let mut last = f64::INFINITY;
    for count in [1, 2, 3, 5, 8, 13, 21, 34, 55, 60] {
        let question = Question::from(Goal::Median { count });
        let located = solved(&instance, &question);
        assert_eq!(located.status, LocateStatus::Optimal);
        let value = located.objective.expect("a value");
        assert!(value <= last, "{count}: {value} after {last}");
        assert_eq!(located.placement.expect("a placement").open.len(), count);
        last = value;
    }
}

/// Rows list only the nearest sites at first: the answer is that of the whole table.
#[test]
fn short_rows_answer_as_whole_ones() {
    let instance = plane(200, 300, 5);
    let between = yike::travel::Distances::new(&instance);
    let table = Table::from_rows((0..instance.points()).map(|i| between.row(i)));
    let mut parts = instance.clone().into_parts();
    parts.metric = Metric::Table(table);
    let whole = Instance::new(parts).expect("an instance");
    for count in [3, 40, 120] {
        let question = Question::from(Goal::Median { count });
        let (short, whole) = (solved(&instance, &question), solved(&whole, &question));
        assert_eq!(short.status, LocateStatus::Optimal);
        assert_eq!(short.objective, whole.objective);
    }
}

/// Rows that list only some of the sites, against every choice of three sites that stay closed: wherever the solve is
/// stopped its bound is no better than the best, and at its end it is the best.
#[test]
fn bounds_of_short_rows_hold_and_close() {
    for seed in 1..=12 {
        let instance = plane(50, 44, seed);
        let question = Question::from(Goal::Median { count: 41 });
        let between = yike::travel::Distances::new(&instance);
        let rows: Vec<_> = (0..instance.points()).map(|i| between.row(i)).collect();
        let value = |closed: [u32; 3]| -> f64 {
            let nearest = |row: &Vec<(u32, f64)>| {
                row.iter().find(|(j, _)| !closed.contains(j)).map(|&(_, d)| d)
            };
            let weighed = rows.iter().zip(instance.weights());
            weighed.map(|(row, w)| w * nearest(row).expect("a site")).sum()
        };
        let mut best = f64::INFINITY;
        for a in 0..44 {
            for b in 0..a {
                for c in 0..b {
                    best = best.min(value([a, b, c]));
                }
            }
        }
        let whole = solved(&instance, &question);
        assert_eq!(whole.status, LocateStatus::Optimal);
        assert_eq!((whole.objective, whole.bound), (Some(best), Some(best)));
        for at in [0, 3, 10, 40, 100, 200] {
            let stopped = locate(&instance, &question, &limits(), None, &StopAt::new(at));
            let bound = stopped.expect("no failure").bound;
            assert!(bound.is_none_or(|bound| bound <= best), "{seed}, {at}: {bound:?} of {best}");
        }
    }
}

#[test]
fn one_answer_at_any_number_of_threads() {
    let instance = plane(300, 120, 3);
    let question = Question::from(Goal::Median { count: 12 });
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| solved(&instance, &question))
    };
    let (one, three) = (on(1), on(3));
    assert_eq!(one.placement, three.placement);
    assert_eq!(one.bound, three.bound);
    assert_eq!(one.effort, three.effort);
}
