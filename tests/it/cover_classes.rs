//! Classes of demand against the plain double loop, at the edge of reach, on any number of threads.

use proptest::prelude::*;
use std::collections::BTreeMap;
use yike::domain::LonLat;
use yike::domain::location::*;
use yike::travel::{CoverageClasses, Distances, ReachSearch};
use yike::units::Metres;

/// Numbers from a seed (SplitMix64: Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.bits() % limit
    }

    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn instance(weights: Vec<f64>, sites: usize, metric: Metric) -> Instance {
    let mut parts = InstanceParts::new("drawn", metric);
    parts.weights = weights;
    parts.site_ids = Ids::Numbered { first: 1, count: sites };
    Instance::new(parts).expect("an instance")
}

fn weights(chance: &mut Chance, count: usize) -> Vec<f64> {
    (0..count).map(|_| chance.below(4) as f64).collect()
}

/// Every pair measured: weight by covering sites, in the order of first demand points; and the rest.
fn brute(instance: &Instance, reach: Radius) -> (Vec<(Vec<u32>, f64)>, f64) {
    let between = Distances::new(instance);
    let mut order = Vec::new();
    let mut classes: BTreeMap<Vec<u32>, f64> = BTreeMap::new();
    let mut uncoverable = 0.0;
    for demand in 0..instance.points() {
        let weight = instance.weights()[demand];
        let sites: Vec<u32> = (0..instance.sites())
            .filter(|&site| reach.holds(between.distance(demand, site)))
            .map(|site| site as u32)
            .collect();
        if weight == 0.0 {
            continue;
        }
        if sites.is_empty() {
            uncoverable += weight;
            continue;
        }
        if !classes.contains_key(&sites) {
            order.push(sites.clone());
        }
        *classes.entry(sites).or_default() += weight;
    }
    let rows = order.into_iter().map(|sites| {
        let weight = classes[&sites];
        (sites, weight)
    });
    (rows.collect(), uncoverable)
}

fn assert_right(instance: &Instance, reach: Radius) {
    let classes = CoverageClasses::of(instance, reach);
    let (expected, uncoverable) = brute(instance, reach);
    let found: Vec<(Vec<u32>, f64)> = (0..classes.len())
        .map(|class| (classes.sites_of(class).to_vec(), classes.weights[class]))
        .collect();
    assert_eq!(found, expected, "{reach:?}");
    assert_eq!(classes.uncoverable, uncoverable);
    let within = ReachSearch::new(instance, reach);
    let between = Distances::new(instance);
    let mut sites = Vec::new();
    for demand in (0..instance.points()).step_by(7) {
        within.sites(demand, &mut sites);
        let all = 0..instance.sites();
        let wanted: Vec<u32> = all
            .filter(|&site| reach.holds(between.distance(demand, site)))
            .map(|site| site as u32)
            .collect();
        assert_eq!(sites, wanted);
    }
}

/// Points of a lattice (many distances are equal), of a cloud, in one place, on a line, or far off.
fn plane_points(chance: &mut Chance, kind: u64, count: usize) -> Vec<[f64; 2]> {
    let mut point = || match kind {
        0 => [chance.below(12) as f64, chance.below(12) as f64],
        1 => [chance.unit() * 30.0, chance.unit() * 30.0],
        2 => [3.0, 4.0],
        3 => [chance.below(30) as f64 * 0.5, 4.0],
        _ => [4e7 + chance.unit() * 30.0, -5e6 + chance.below(40) as f64 / 4.0],
    };
    (0..count).map(|_| point()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn classes_in_a_plane_are_those_of_the_double_loop(
        seed in any::<u64>(),
        kinds in (0..5u64, 0..5u64),
        rounding in 0..3usize,
        strict in any::<bool>(),
        counts in (0..400usize, 0..40usize),
        reach in prop_oneof![Just(5.0), Just(0.0), Just(2.5), Just(6.25), Just(100.0), 0.0..12.0f64],
    ) {
        let chance = &mut Chance(seed);
        let demand = plane_points(chance, kinds.0, counts.0);
        let sites = plane_points(chance, kinds.1, counts.1);
        let rounding = [Rounding::Exact, Rounding::Floor, Rounding::Nearest][rounding];
        let weights = weights(chance, demand.len());
        let sites_count = sites.len();
        let metric = Metric::Plane { demand, sites, rounding };
        assert_right(
            &instance(weights, sites_count, metric),
            Radius { distance: reach.into(), strict },
        );
    }

    #[test]
    fn classes_on_the_earth_are_those_of_the_double_loop(
        seed in any::<u64>(),
        middle in (-180.0..180.0f64, -89.0..89.0f64),
        spread in prop_oneof![Just(0.0), Just(1e-7), Just(0.05), Just(3.0), Just(60.0)],
        is_sphere in any::<bool>(),
        counts in (0..120usize, 0..30usize),
        pick in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        strict in any::<bool>(),
        detour in prop_oneof![Just(1.0), 1.0..2.0f64],
    ) {
        let chance = &mut Chance(seed);
        let mut points = |count: usize| -> Vec<LonLat> {
            (0..count)
                .map(|_| {
                    let lon = middle.0 + (chance.unit() - 0.5) * spread;
                    let lat = middle.1 + (chance.unit() - 0.5) * spread;
                    let lon = (lon + 540.0).rem_euclid(360.0) - 180.0;
                    LonLat::new(lon, lat.clamp(-90.0, 90.0)).expect("a position")
                })
                .collect()
        };
        let (demand, sites) = (points(counts.0), points(counts.1));
        let weights = weights(chance, demand.len());
        let count = sites.len();
        let metric = if is_sphere {
            Metric::Sphere { demand, sites, radius: Metres::new(6_371_009.0).expect("a length") }
        } else {
            Metric::Geodesic { demand, sites, detour }
        };
        let instance = instance(weights, count, metric);
        // A reach at which some pair lies exactly.
        let mut distance = 1000.0;
        if instance.points() > 0 && count > 0 {
            let (i, j) = (pick.0.index(instance.points()), pick.1.index(count));
            distance = Distances::new(&instance).distance(i, j);
        }
        let distance = Distance::new(distance, Unit::Metres);
        assert_right(&instance, Radius { distance, strict });
    }

    #[test]
    fn classes_of_a_table_are_those_of_the_double_loop(
        seed in any::<u64>(),
        counts in (0..200usize, 1..12usize),
        strict in any::<bool>(),
    ) {
        let chance = &mut Chance(seed);
        let rows: Vec<Vec<(u32, f64)>> = (0..counts.0)
            .map(|_| {
                let mut row = Vec::new();
                for site in 0..counts.1 as u32 {
                    match chance.below(8) {
                        7 => row.push((site, f64::INFINITY)),
                        value @ 0..5 => row.push((site, value as f64)),
                        _ => {}
                    }
                }
                row
            })
            .collect();
        let weights = weights(chance, counts.0);
        let metric = Metric::Table(Table::from_rows(rows));
        assert_right(
            &instance(weights, counts.1, metric),
            Radius { distance: 3.0.into(), strict },
        );
    }
}

#[test]
fn classes_are_the_same_on_one_thread_and_on_two() {
    let chance = &mut Chance(5);
    let count = 30_000;
    let demand = plane_points(chance, 1, count);
    let sites = plane_points(chance, 1, 60);
    // Weights whose sums depend on the order of adding.
    let weights = (0..count).map(|_| chance.unit()).collect();
    let rounding = Rounding::Exact;
    let metric = Metric::Plane { demand, sites, rounding };
    let instance = instance(weights, 60, metric);
    let reach = Radius { distance: 5.0.into(), strict: true };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads");
        pool.install(|| CoverageClasses::of(&instance, reach))
    };
    assert_eq!(on(1), on(2));
    assert!(on(1).len() > 500);
}

#[test]
fn exactly_at_the_reach_is_within_unless_it_is_strict() {
    let metric = Metric::Plane {
        demand: vec![[3.0, 4.0], [0.0, 5.0], [5.0, 0.0], [6.0, 0.0]],
        sites: vec![[0.0, 0.0]],
        rounding: Rounding::Exact,
    };
    let instance = instance(vec![1.0, 2.0, 4.0, 8.0], 1, metric);
    for (strict, uncoverable) in [(false, 8.0), (true, 15.0)] {
        let distance = 5.0.into();
        let classes = CoverageClasses::of(&instance, Radius { distance, strict });
        assert_eq!(classes.uncoverable, uncoverable);
    }
}
