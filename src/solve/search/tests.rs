//! The core alone, on a problem made for it: least fixed costs plus distances to the nearest open site, against every
//! open set.

use super::lane::{Lane, MasterResult};
use super::{Column, Estimate, Master, Point, Row, Settings, Subproblem, minimise};
use crate::solve::clock::Clock;

struct Nearest {
    fixed: Vec<f64>,
    /// By client, by site.
    costs: Vec<Vec<f64>>,
    most: usize,
    /// Estimates are sums over so many clients.
    group: usize,
}

impl Nearest {
    fn draw(seed: u64, sites: usize, clients: usize, group: usize, whole: bool) -> Self {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = move |most: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let value = (state >> 11) % most;
            let fraction = if whole { 0.0 } else { (state >> 40) as f64 / 2e7 };
            value as f64 + fraction
        };
        Self {
            fixed: (0..sites).map(|_| next(30)).collect(),
            costs: (0..clients).map(|_| (0..sites).map(|_| next(40)).collect()).collect(),
            most: 1 + sites / 2,
            group,
        }
    }

    fn groups(&self) -> usize {
        self.costs.len().div_ceil(self.group)
    }
}

impl Subproblem for Nearest {
    fn master(&self) -> Master {
        let n = self.fixed.len();
        let ones = || (0..n as u32).map(|j| (j, 1.0)).collect();
        Master {
            constant: 0.0,
            sites: self.fixed.iter().map(|&cost| Column { cost, lower: 0.0, upper: 1.0 }).collect(),
            estimates: vec![Estimate { cost: 1.0, lower: 0.0 }; self.groups()],
            rows: vec![Row { terms: ones(), lower: 1.0, upper: self.most as f64 }],
        }
    }

    fn cuts(&self, point: Point<'_>, _: f64, cuts: &mut Vec<Row>) {
        let n = self.fixed.len();
        for group in 0..self.groups() {
            let (mut lower, mut factors) = (0.0, vec![0.0; n]);
            let clients = self.costs.iter().skip(group * self.group).take(self.group);
            for costs in clients {
                let mut order: Vec<usize> = (0..n).collect();
                order.sort_by(|&a, &b| costs[a].total_cmp(&costs[b]));
                let mut mass = 0.0;
                let reaches = |&&j: &&usize| {
                    mass += point.sites[j];
                    mass >= 1.0 - 1e-9
                };
                let critical = order.iter().find(reaches).copied().unwrap_or(order[n - 1]);
                lower += costs[critical];
                for (factor, &cost) in factors.iter_mut().zip(costs) {
                    *factor += (costs[critical] - cost).max(0.0);
                }
            }
            let mut terms: Vec<(u32, f64)> =
                (0..n).filter(|&j| factors[j] > 0.0).map(|j| (j as u32, factors[j])).collect();
            terms.push(((n + group) as u32, 1.0));
            cuts.push(Row { terms, lower, upper: f64::INFINITY });
        }
    }

    fn value(&self, open: &[bool]) -> Option<f64> {
        let opened = open.iter().filter(|&&open| open).count();
        if opened == 0 || opened > self.most {
            return None;
        }
        let fixed: f64 = self.fixed.iter().zip(open).map(|(f, &o)| if o { *f } else { 0.0 }).sum();
        let travel: f64 = self
            .costs
            .iter()
            .map(|costs| {
                let reached = costs.iter().zip(open).filter(|&(_, &open)| open);
                reached.map(|(&cost, _)| cost).fold(f64::INFINITY, f64::min)
            })
            .sum();
        Some(fixed + travel)
    }

    fn propose(&self, _: &[f64], _: bool) -> Option<Vec<bool>> {
        None
    }

    fn step(&self) -> f64 {
        0.0
    }
}

#[test]
fn every_open_set_is_no_better() {
    for seed in 1..=60 {
        for (group, whole) in [(1, true), (4, false), (100, true)] {
            let problem = Nearest::draw(seed, 9, 14, group, whole);
            let best = (1_u32..1 << 9)
                .filter_map(|set| {
                    let open: Vec<bool> = (0..9).map(|j| set >> j & 1 == 1).collect();
                    problem.value(&open)
                })
                .fold(f64::INFINITY, f64::min);
            let outcome = minimise(&problem, &Settings::default()).expect("solves");
            assert!(outcome.finished);
            let value = outcome.value.expect("a set");
            assert!((value - best).abs() < 1e-6, "seed {seed}: {value} for {best}");
            assert!(outcome.bound <= value && value - outcome.bound <= 1e-6 * value);
            let below = Settings { cutoff: Some(best), ..Settings::default() };
            let none = minimise(&problem, &below).expect("solves");
            assert!(none.finished && none.open.is_none(), "seed {seed}");
        }
    }
}

#[test]
fn one_answer_at_any_number_of_threads() {
    let problem = Nearest::draw(7, 40, 120, 10, true);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let solve = || minimise(&problem, &Settings::default()).expect("solves");
        pool.expect("threads").install(solve)
    };
    let one = on(1);
    assert!(one.finished && one.effort.nodes > 20, "{:?}", one.effort);
    assert_eq!(one, on(2));
    assert_eq!(one, on(8));
}

/// The bound that is safe against rounding loses nothing that counts: after a closed root it is the simplex's own
/// objective, in groups of one, where most estimates have several tight cuts, and of many.
#[test]
fn the_safe_bound_is_as_high_as_the_linear_program() {
    for (seed, group) in [(1, 1), (2, 1), (3, 7)] {
        let problem = Nearest::draw(seed, 60, 300, group, true);
        let mut lane = Lane::new(&problem.master(), &[]).expect("a lane");
        let mut last = f64::NEG_INFINITY;
        for round in 0.. {
            let MasterResult::Bound(bound) = lane.solve(&Clock::default()).expect("solves") else {
                panic!("no bound");
            };
            let objective = lane.objective();
            assert!((bound - objective).abs() <= 1e-6 * objective, "{bound} of {objective}");
            assert!(bound >= last - 1e-6 * objective, "{bound} after {last}");
            last = bound;
            let point = Point { sites: lane.site_values(), estimates: lane.estimate_values() };
            let mut cuts = Vec::new();
            problem.cuts(point, 1e-6, &mut cuts);
            cuts.retain(|row| lane.violation(row) > 1e-6);
            if cuts.is_empty() {
                assert!(round > 3, "{round}");
                break;
            }
            lane.add(&cuts).expect("rows");
        }
    }
}
