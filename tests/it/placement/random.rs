//! The audit beside the same figures worked out the plain way, and nearest sites beside comparing all.

use super::*;
use yike::domain::LonLat;
use yike::travel::{Distances, NO_SITE, Nearest};
use yike::units::Metres;

/// Numbers that look random, the same on every machine (Marsaglia 2003).
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn places(&mut self, count: usize, side: usize) -> Vec<[f64; 2]> {
        (0..count).map(|_| [self.below(side) as f64, self.below(side) as f64]).collect()
    }

    fn lon_lats(&mut self, count: usize) -> Vec<LonLat> {
        let mut place = || {
            let (lon, lat) = (self.below(361) as f64 - 180.0, self.below(181) as f64 - 90.0);
            LonLat::new(lon, lat).expect("on the earth")
        };
        (0..count).map(|_| place()).collect()
    }

    /// Points of each kind of metric; on a small lattice, so that ties and equal points are common.
    fn instance(&mut self, points: usize, sites: usize, kind: usize) -> Instance {
        let metric = match kind {
            0..3 => Metric::Plane {
                demand: self.places(points, 12),
                sites: self.places(sites, 12),
                rounding: [Rounding::Exact, Rounding::Floor, Rounding::Nearest][kind],
            },
            3 => Metric::Sphere {
                demand: self.lon_lats(points),
                sites: self.lon_lats(sites),
                radius: Metres::new(6_378_100.0).expect("a length"),
            },
            4 => Metric::Geodesic {
                demand: self.lon_lats(points),
                sites: self.lon_lats(sites),
                detour: 1.3,
            },
            _ => Metric::Table(Table::from_rows(
                (0..points)
                    .map(|_| {
                        let row = (0..sites as u32).filter(|_| self.below(3) > 0);
                        let row: Vec<u32> = row.collect();
                        row.into_iter().map(|site| (site, self.below(9) as f64)).collect::<Vec<_>>()
                    })
                    .collect::<Vec<_>>(),
            )),
        };
        let mut parts = line(&vec![(0.0, 1.0); points], &vec![0.0; sites]);
        parts.weights = (0..points).map(|_| self.below(5) as f64).collect();
        parts.fixed_costs = (0..sites).map(|_| self.below(9) as f64).collect();
        if metric.is_on_earth() {
            parts.unit = Unit::Metres;
        }
        parts.metric = metric;
        instance(parts)
    }

    fn subset(&mut self, sites: usize) -> Vec<u32> {
        (0..sites as u32).filter(|_| self.below(2) > 0).collect()
    }
}

const KINDS: usize = 6;

#[test]
fn nearest_sites_are_those_found_by_comparing_all() {
    let mut draws = Draws(88_172_645_463_325_252);
    for round in 0..240 {
        let sites = if round % 4 == 0 { 300 } else { 9 };
        let instance = draws.instance(12, sites, round % KINDS);
        let open = draws.subset(sites);
        let between = Distances::new(&instance);
        let nearest = Nearest::new(&instance, &open);
        let all = nearest.all();
        let distance = if round % KINDS < 3 || round % KINDS > 4 { 3.0 } else { 2e6 };
        let reach =
            Radius { distance: Distance::new(distance, instance.unit()), strict: round % 5 == 0 };
        let counts = nearest.counts_within(reach, 2);
        for demand in 0..instance.points() {
            let distance = |&&site: &&u32| between.distance(demand, site as usize);
            let finite = open.iter().filter(|site| distance(site) < f64::INFINITY);
            let best =
                finite.min_by(|a, b| distance(a).total_cmp(&distance(b)).then(a.cmp(b))).copied();
            assert_eq!(all[demand], best.unwrap_or(NO_SITE));
            let found = nearest.from(demand);
            assert_eq!(found, best.map(|site| (site, distance(&&site))));
            let within = open.iter().filter(|site| reach.holds(distance(site))).count();
            assert_eq!(usize::from(counts[demand]), within.min(2));
        }
    }
}

/// Every goal's objective as its definition says, by plain loops.
fn plain(instance: &Instance, goal: &Goal, open: &[u32]) -> Option<f64> {
    let between = Distances::new(instance);
    let wanting = || (0..instance.points()).filter(|&i| instance.weights()[i] > 0.0);
    let distances = |i: usize| -> Vec<f64> {
        let mut all: Vec<f64> = open.iter().map(|&j| between.distance(i, j as usize)).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let covered = |i: usize, reach: Radius, times: u8| {
        distances(i).get(usize::from(times) - 1).is_some_and(|&d| reach.holds(d))
    };
    let cost = |by_cost: bool| -> f64 {
        let of = |&site: &u32| {
            if by_cost { instance.fixed_costs()[site as usize] } else { 1.0 }
        };
        open.iter().map(of).sum()
    };
    let travel = || -> Option<f64> {
        wanting()
            .map(|i| {
                let nearest = distances(i).first().copied().filter(|d| d.is_finite())?;
                Some(instance.weights()[i] * nearest)
            })
            .sum()
    };
    match goal {
        Goal::SetCover { reach, times, by_cost } => {
            wanting().all(|i| covered(i, *reach, *times)).then(|| cost(*by_cost))
        }
        Goal::MaximalCover { decay: Decay::Step(reach), times, .. } => Some(
            wanting().filter(|&i| covered(i, *reach, *times)).map(|i| instance.weights()[i]).sum(),
        ),
        Goal::MaximalCover { decay, .. } => Some(
            wanting()
                .map(|i| {
                    instance.weights()[i] * distances(i).first().map_or(0.0, |&d| decay.cover(d))
                })
                .sum(),
        ),
        Goal::PartialCover { reach, share, by_cost } => {
            let weight: f64 =
                wanting().filter(|&i| covered(i, *reach, 1)).map(|i| instance.weights()[i]).sum();
            let total: f64 = instance.weights().iter().sum();
            (weight >= share.fraction() * total - 1e-9).then(|| cost(*by_cost))
        }
        Goal::Median { .. } => travel(),
        Goal::FixedCharge { .. } => travel().map(|travel| travel + cost(true)),
        Goal::Center { .. } => wanting()
            .map(|i| distances(i).first().copied().filter(|d| d.is_finite()))
            .try_fold(0.0, |most, d| Some(f64::max(most, d?))),
        Goal::Dispersion { .. } => {
            let pairs = open.iter().flat_map(|&a| open.iter().map(move |&b| (a, b)));
            pairs
                .filter(|(a, b)| a != b)
                .map(|(a, b)| between.between_sites(a as usize, b as usize))
                .reduce(f64::min)
        }
        goal => unreachable!("{goal:?} is not asked here"),
    }
}

#[test]
fn objectives_are_as_defined() {
    let mut draws = Draws(362_436_069);
    for round in 0..600 {
        let kind = round % KINDS;
        let instance = draws.instance(6, 5, kind);
        let open_sites = draws.subset(5);
        let unit = if kind == 3 || kind == 4 { 1e6 } else { 1.0 };
        let so_far = |value| Distance::new(value, instance.unit());
        let distance = unit * draws.below(6) as f64;
        let reach = Radius { distance: so_far(distance), strict: draws.below(2) == 0 };
        let count = open_sites.len();
        let opening = Opening::Count(count);
        let gradual = |decay| Goal::MaximalCover { decay, times: 1, opening };
        let goals = [
            Goal::SetCover { reach, times: 1, by_cost: round % 2 == 0 },
            Goal::SetCover { reach, times: 2, by_cost: round % 2 == 0 },
            Goal::MaximalCover { decay: Decay::Step(reach), times: 1, opening },
            Goal::MaximalCover { decay: Decay::Step(reach), times: 2, opening },
            gradual(Decay::Linear { full: so_far(distance), none: so_far(distance + 2.5 * unit) }),
            gradual(Decay::Steps(vec![
                (Radius::within(so_far(unit)), share(0.8)),
                (Radius::within(so_far(3.0 * unit)), share(0.3)),
            ])),
            gradual(Decay::Exponential { scale: so_far(2.0 * unit), limit: so_far(distance) }),
            Goal::PartialCover { reach, share: share(0.5), by_cost: false },
            Goal::Median { count },
            Goal::FixedCharge { count: None },
            Goal::Center { count },
        ];
        let same_points = kind < 5;
        for goal in goals.into_iter().chain(same_points.then_some(Goal::Dispersion { count })) {
            let expected = plain(&instance, &goal, &open_sites);
            let found = audit(&instance, &ask(goal.clone()), &open(&open_sites));
            let close = match (found.objective, expected) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
                (a, b) => a == b,
            };
            assert!(close, "{goal:?}: {:?} instead of {expected:?}", found.objective);
            assert_eq!(found.objective.is_none(), !found.faults.is_empty());
        }
    }
}

#[test]
fn the_best_split_is_no_worse_than_any_other() {
    let mut draws = Draws(521_288_629);
    for _ in 0..200 {
        let mut parts = draws.instance(3, 2, 0).into_parts();
        parts.capacities = Some(vec![draws.below(9) as f64, draws.below(9) as f64]);
        parts.whole_demand = draws.below(2) == 0;
        let two = instance(parts);
        for goal in [
            Goal::FixedCharge { count: None },
            mclp(4.0, 2),
            Goal::MaximalCover {
                decay: Decay::Linear { full: 1.0.into(), none: 9.0.into() },
                times: 1,
                opening: Opening::Count(2),
            },
        ] {
            let question = Question::new(goal, Capacity::Split);
            let best = audit(&two, &question, &open(&[0, 1]));
            let sign = if question.sense() == Sense::Maximise { -1.0 } else { 1.0 };
            for other in splits(&two) {
                let other = audit(&two, &question, &other);
                if other.faults.is_empty() {
                    let value = best.objective.expect("there is a split");
                    let worse = other.objective.expect("sound");
                    assert!(sign * value <= sign * worse + 1e-6, "{value} {worse}");
                }
            }
        }
    }
}

/// Splits of three demand points over two sites, a unit of weight at a time.
fn splits(instance: &Instance) -> Vec<Placement> {
    let weights: Vec<usize> = instance.weights().iter().map(|&w| w as usize).collect();
    let ways = |weight: usize| -> Vec<(usize, usize)> {
        (0..=weight).flat_map(|a| (0..=weight - a).map(move |b| (a, b))).collect()
    };
    let mut found = Vec::new();
    for first in ways(weights[0]) {
        for second in ways(weights[1]) {
            for third in ways(weights[2]) {
                let parts =
                    [first, second, third].into_iter().zip(0u32..).flat_map(|(way, demand)| {
                        let weight = weights[demand as usize] as f64;
                        [way.0, way.1]
                            .into_iter()
                            .zip(0u32..)
                            .map(move |(amount, site)| (demand, site, amount as f64 / weight))
                    });
                let parts: Vec<_> = parts.filter(|part| part.2 > 0.0).collect();
                found.push(served(&[0, 1], &parts));
            }
        }
    }
    found
}
