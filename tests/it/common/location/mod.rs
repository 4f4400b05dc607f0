//! Small location problems drawn at random, with their distances worked out here, and the best answer by trying all.

pub(crate) mod brute;
pub(crate) mod flow;

use proptest::prelude::*;
use yike::domain::location::*;
use yike::units::{Metres, Share};

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    SetCover,
    MaximalCover,
    Gradual,
    PartialCover,
    Median,
    FixedCharge,
    Center,
    Dispersion,
    SplitSet,
    SplitCover,
    SplitMedian,
    SplitCharge,
    SingleSet,
    SingleCover,
    SingleMedian,
    SingleCharge,
}

impl Kind {
    pub(crate) const ALL: [Kind; 16] = [
        Kind::SetCover,
        Kind::MaximalCover,
        Kind::Gradual,
        Kind::PartialCover,
        Kind::Median,
        Kind::FixedCharge,
        Kind::Center,
        Kind::Dispersion,
        Kind::SplitSet,
        Kind::SplitCover,
        Kind::SplitMedian,
        Kind::SplitCharge,
        Kind::SingleSet,
        Kind::SingleCover,
        Kind::SingleMedian,
        Kind::SingleCharge,
    ];

    fn capacity(self) -> Capacity {
        match self {
            Kind::SplitSet | Kind::SplitCover | Kind::SplitMedian | Kind::SplitCharge => {
                Capacity::Split
            }
            Kind::SingleSet | Kind::SingleCover | Kind::SingleMedian | Kind::SingleCharge => {
                Capacity::SingleSource
            }
            _ => Capacity::Ignored,
        }
    }
}

/// A demand point: where, and its weight.
pub(crate) type Point = (i32, i32, u8);

/// A site: where, its cost, its capacity, its rule (0 existing, 1 required, 2 forbidden, else free).
pub(crate) type Place = (i32, i32, u8, u8, u8);

/// What a small problem is made from.
#[derive(Debug, Clone)]
pub(crate) struct Draw {
    pub(crate) points: Vec<Point>,
    pub(crate) places: Vec<Place>,
    /// 0 exact, 1 floor, 2 nearest, 3 a table with holes, 4 a table of points that are the sites, 5 sphere,
    /// 6 geodesic.
    pub(crate) metric: u8,
    /// Which pairs a table leaves out.
    pub(crate) holes: u64,
    pub(crate) whole_demand: bool,
    /// p, cut to what may be asked.
    pub(crate) count: usize,
    pub(crate) has_count: bool,
    /// The budget beyond what is required.
    pub(crate) budget: u8,
    pub(crate) reach: u8,
    pub(crate) strict: bool,
    pub(crate) twice: bool,
    pub(crate) by_cost: bool,
    /// In twentieths.
    pub(crate) share: u8,
    /// 0 step, 1 steps, 2 line, 3 exponential.
    pub(crate) decay: u8,
}

/// Small problems: up to six points and six sites on a grid so coarse that ties, zeros and duplicates are frequent.
pub(crate) fn draws() -> impl Strategy<Value = Draw> {
    let weight = prop_oneof![1 => Just(0u8), 6 => 1..6u8];
    let points = proptest::collection::vec((0..7i32, 0..5i32, weight), 0..7);
    let places = proptest::collection::vec((0..7i32, 0..5i32, 0..6u8, 0..12u8, 0..16u8), 0..7);
    let shape = (points, places, 0..7u8, any::<u64>(), any::<bool>());
    let opening = (0..7usize, any::<bool>(), 0..12u8);
    let cover = (0..7u8, any::<bool>(), any::<bool>(), any::<bool>());
    let rest = (0..21u8, 0..4u8);
    (shape, opening, cover, rest).prop_map(|(shape, opening, cover, rest)| Draw {
        points: shape.0,
        places: shape.1,
        metric: shape.2,
        holes: shape.3,
        whole_demand: shape.4,
        count: opening.0,
        has_count: opening.1,
        budget: opening.2,
        reach: cover.0,
        strict: cover.1,
        twice: cover.2,
        by_cost: cover.3,
        share: rest.0,
        decay: rest.1,
    })
}

/// A problem and what trying all placements needs, without the crate's own distances.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) instance: Instance,
    pub(crate) question: Question,
    /// Demand by site; infinite: out of reach.
    pub(crate) distances: Vec<Vec<f64>>,
    pub(crate) between_sites: Vec<Vec<f64>>,
}

impl Draw {
    /// The problem of a kind. Any draw makes one that can be asked: dispersion is of two sites at least.
    pub(crate) fn case(&self, kind: Kind) -> Case {
        let mut draw = self.clone();
        while kind == Kind::Dispersion
            && draw.places.iter().filter(|place| place.4 != 2).count() < 2
        {
            draw.places.push((draw.places.len() as i32, 0, 1, 1, 9));
        }
        if kind == Kind::Dispersion && draw.metric == 3 {
            draw.metric = 4;
        }
        if draw.metric == 4 {
            // The sites are the demand points.
            draw.points.truncate(draw.places.len());
            let missing = draw.points.len()..draw.places.len();
            draw.points.extend(missing.map(|weight| (0, 0, weight as u8)));
            for (point, place) in draw.points.iter_mut().zip(&draw.places) {
                (point.0, point.1) = (place.0, place.1);
            }
        }
        draw.build(kind)
    }

    fn build(&self, kind: Kind) -> Case {
        let (metric, distances, between_sites) = self.metric();
        let rule = |place: &Place| match place.4 {
            0 => SiteRule::Existing,
            1 => SiteRule::Required,
            2 => SiteRule::Forbidden,
            _ => SiteRule::Free,
        };
        let floats = |values: Vec<u8>| values.into_iter().map(f64::from).collect::<Vec<f64>>();
        let mut parts = InstanceParts::new("drawn", metric);
        parts.weights = floats(self.points.iter().map(|point| point.2).collect());
        parts.site_ids = Ids::Numbered { first: 1, count: self.places.len() };
        parts.fixed_costs = floats(self.places.iter().map(|place| place.2).collect());
        parts.capacities = Some(floats(self.places.iter().map(|place| place.3).collect()));
        parts.rules = self.places.iter().map(rule).collect();
        parts.whole_demand = self.whole_demand;
        parts.same_points = self.metric == 4;
        let instance = Instance::new(parts).expect("a good draw");
        let question = self.question(kind, &instance);
        Case { instance, question, distances, between_sites }
    }

    fn question(&self, kind: Kind, instance: &Instance) -> Question {
        let rules = instance.rules();
        let count_of = |wanted| rules.iter().filter(|&&rule| rule == wanted).count();
        let required = count_of(SiteRule::Required);
        let two = match kind {
            Kind::Dispersion => 2_usize.saturating_sub(count_of(SiteRule::Existing)),
            _ => 0,
        };
        let count = self.count.clamp(required.max(two), required + count_of(SiteRule::Free));
        let required_cost: f64 = rules
            .iter()
            .zip(instance.fixed_costs())
            .filter(|(rule, _)| **rule == SiteRule::Required)
            .map(|(_, cost)| cost)
            .sum();
        let opening = if self.has_count {
            Opening::Count(count)
        } else {
            Opening::Budget(required_cost + f64::from(self.budget) / 2.0)
        };
        let reach = Radius {
            distance: Distance::new(self.scale() * f64::from(self.reach), instance.unit()),
            strict: self.strict,
        };
        let times = 1 + u8::from(self.twice);
        let by_cost = self.by_cost;
        let goal = match kind {
            Kind::SetCover => Goal::SetCover { reach, times, by_cost },
            Kind::SplitSet | Kind::SingleSet => Goal::SetCover { reach, times: 1, by_cost },
            Kind::MaximalCover => Goal::MaximalCover { decay: Decay::Step(reach), times, opening },
            Kind::Gradual | Kind::SplitCover | Kind::SingleCover => {
                Goal::MaximalCover { decay: self.decay(reach), times: 1, opening }
            }
            Kind::PartialCover => Goal::PartialCover {
                reach,
                share: Share::new(f64::from(self.share) / 20.0).expect("a share"),
                by_cost,
            },
            Kind::Median | Kind::SplitMedian | Kind::SingleMedian => Goal::Median { count },
            Kind::FixedCharge | Kind::SplitCharge | Kind::SingleCharge => {
                Goal::FixedCharge { count: self.has_count.then_some(count) }
            }
            Kind::Center => Goal::Center { count },
            Kind::Dispersion => Goal::Dispersion { count },
        };
        let question = Question::new(goal, kind.capacity());
        question.check(instance).expect("a question that can be asked");
        question
    }

    fn decay(&self, reach: Radius) -> Decay {
        let Radius { distance, strict } = reach;
        let so_far = |value| Distance::new(value, distance.unit());
        let distance = distance.value();
        let scale = self.scale();
        let share = |fraction| Share::new(fraction).expect("a share");
        match self.decay {
            0 => Decay::Step(reach),
            1 => Decay::Steps(vec![
                (reach, share(1.0)),
                (Radius { distance: so_far(distance + scale), strict }, share(0.75)),
                (
                    Radius::within(so_far(distance + 2.5 * scale)),
                    share(f64::from(self.share % 4) / 5.0),
                ),
            ]),
            2 => Decay::Linear { full: so_far(distance), none: so_far(distance + 3.0 * scale) },
            _ => Decay::Exponential {
                scale: so_far(distance + 0.5 * scale),
                limit: so_far(4.0 * scale),
            },
        }
    }

    /// What a step of the grid measures: a hundredth of a degree on the earth, 1 elsewhere.
    fn scale(&self) -> f64 {
        if self.metric >= 5 { 1_113.0 } else { 1.0 }
    }

    fn metric(&self) -> (Metric, Vec<Vec<f64>>, Vec<Vec<f64>>) {
        let points: Vec<(i32, i32)> = self.points.iter().map(|p| (p.0, p.1)).collect();
        let places: Vec<(i32, i32)> = self.places.iter().map(|p| (p.0, p.1)).collect();
        let plane = |at: &[(i32, i32)]| -> Vec<[f64; 2]> {
            let pair = |&(x, y): &(i32, i32)| [f64::from(x), f64::from(y)];
            at.iter().map(pair).collect()
        };
        let earth = |at: &[(i32, i32)]| -> Vec<yike::domain::LonLat> {
            let pair = |&(x, y): &(i32, i32)| {
                let (lon, lat) = (107.0 + f64::from(x) / 100.0, 29.0 + f64::from(y) / 100.0);
                yike::domain::LonLat::new(lon, lat).expect("on the earth")
            };
            at.iter().map(pair).collect()
        };
        let rounding = match self.metric {
            1 => Rounding::Floor,
            2 => Rounding::Nearest,
            _ => Rounding::Exact,
        };
        let round = |distance: f64| match rounding {
            Rounding::Exact => distance,
            Rounding::Floor => distance.trunc(),
            Rounding::Nearest => distance.round(),
        };
        let straight = |a: (i32, i32), b: (i32, i32)| {
            let (dx, dy) = (f64::from(a.0 - b.0), f64::from(a.1 - b.1));
            round((dx * dx + dy * dy).sqrt())
        };
        let matrix = |from: &[(i32, i32)], to: &[(i32, i32)]| -> Vec<Vec<f64>> {
            let row = |&a: &(i32, i32)| to.iter().map(|&b| straight(a, b)).collect();
            from.iter().map(row).collect()
        };
        let mut distances = matrix(&points, &places);
        let mut between_sites = matrix(&places, &places);
        let metric = match self.metric {
            3 | 4 => {
                // Any pair may be missing, but for dispersion, where it would say nothing.
                let mut bit = 0;
                let mut row = |(i, row): (usize, &mut Vec<f64>)| -> Vec<(u32, f64)> {
                    let mut pairs = Vec::new();
                    for (j, distance) in row.iter_mut().enumerate() {
                        bit += 1;
                        // In a table that is not symmetric, one way may be farther.
                        *distance += f64::from(u8::from(self.metric == 4 && i > j && bit % 3 == 0));
                        if self.metric == 3 && self.holes >> (bit % 64) & 3 == 0 {
                            *distance = f64::INFINITY;
                        } else {
                            pairs.push((j as u32, *distance));
                        }
                    }
                    pairs
                };
                let rows: Vec<_> = distances.iter_mut().enumerate().map(&mut row).collect();
                if self.metric == 4 {
                    let least = |a: usize, b: usize| distances[a][b].min(distances[b][a]);
                    let sites = 0..places.len();
                    between_sites = sites
                        .clone()
                        .map(|a| sites.clone().map(|b| least(a, b)).collect())
                        .collect();
                }
                Metric::Table(Table::from_rows(rows))
            }
            5 | 6 => {
                // What lies between points of the earth has tests of its own: taken as given here.
                let (demand, sites) = (earth(&points), earth(&places));
                let metric = |demand: &[_], sites: &[_]| {
                    let (demand, sites) = (demand.to_vec(), sites.to_vec());
                    if self.metric == 5 {
                        Metric::Sphere {
                            demand,
                            sites,
                            radius: Metres::new(6_371_009.0).expect("a length"),
                        }
                    } else {
                        Metric::Geodesic { demand, sites, detour: 1.25 }
                    }
                };
                distances = given(metric(&demand, &sites), points.len(), places.len());
                between_sites = given(metric(&sites, &sites), places.len(), places.len());
                metric(&demand, &sites)
            }
            _ => Metric::Plane { demand: plane(&points), sites: plane(&places), rounding },
        };
        (metric, distances, between_sites)
    }
}

fn given(metric: Metric, points: usize, sites: usize) -> Vec<Vec<f64>> {
    let instance = Instance::new(InstanceParts::new("", metric)).expect("good points");
    let between = yike::travel::Distances::new(&instance);
    let row = |i| (0..sites).map(|j| between.distance(i, j)).collect();
    (0..points).map(row).collect()
}
