//! The nearest of some sites, for every demand point of a location instance.

use super::distances::Distances;
use super::earth::{Index, Space, index, near, space};
use crate::domain::LonLat;
use crate::domain::location::{Instance, Metric, Radius, Rounding};
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

/// Up to this number of sites of a plane are compared one by one, which vectorises.
const FEW: usize = 128;
/// The number of demand points in a task.
const BLOCK: usize = 8192;
/// Stands for no site in [`Nearest::all`].
pub const NO_SITE: u32 = u32::MAX;

/// An index over some of an instance's sites for searches by distance. Answers are the same as from comparing
/// [`Distances::distance`] of all the sites; of equally near sites the first by position counts.
#[derive(Debug)]
pub struct Nearest<'a> {
    between: Distances<'a>,
    points: usize,
    finder: Finder<'a>,
}

#[derive(Debug)]
enum Finder<'a> {
    /// Coordinates of few sites of a plane.
    Few {
        demand: &'a [[f64; 2]],
        sites: Vec<u32>,
        x: Vec<f64>,
        y: Vec<f64>,
        rounding: Rounding,
    },
    Plane {
        demand: &'a [[f64; 2]],
        index: RTree<GeomWithData<[f64; 2], u32>>,
        rounding: Rounding,
    },
    /// Places in space, searched by a chord that covers all sites within a distance.
    Globe {
        demand: &'a [LonLat],
        index: Index<u32>,
        globe: Globe,
    },
    /// Which sites of the table are meant.
    Table(&'a crate::domain::location::Table, Vec<bool>),
}

#[derive(Debug, Clone, Copy)]
enum Globe {
    Ellipsoid { detour: f64 },
    Sphere { radius_m: f64 },
}

impl Globe {
    fn space(self, at: LonLat) -> Space {
        match self {
            Globe::Ellipsoid { .. } => space(at),
            Globe::Sphere { radius_m } => {
                let (sin_lat, cos_lat) = at.lat_deg().to_radians().sin_cos();
                let (sin_lon, cos_lon) = at.lon_deg().to_radians().sin_cos();
                [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat].map(|part| part * radius_m)
            }
        }
    }

    /// A chord that is certainly not shorter than that of any site within `distance`. No chord is longer than its arc;
    /// the margin is for rounding: whole millimetres on the ellipsoid, single precision and the arc cosine near 1
    /// (2·10⁻⁸ radians) on the sphere.
    fn chord(self, distance: f64) -> f64 {
        match self {
            Globe::Ellipsoid { detour } => (distance + 0.001) / detour,
            Globe::Sphere { radius_m } => distance * (1.0 + 1e-6) + radius_m * 1e-7,
        }
    }
}

impl<'a> Nearest<'a> {
    /// Prepares `sites`, ascending. Cost: O(m log m).
    pub fn new(instance: &'a Instance, sites: &[u32]) -> Self {
        let globe = |demand: &'a [LonLat], places: &[LonLat], globe: Globe| {
            let placed = |&site: &u32| GeomWithData::new(globe.space(places[site as usize]), site);
            let index = match globe {
                Globe::Ellipsoid { .. } => {
                    index(sites.iter().map(|&site| (site, places[site as usize])))
                }
                Globe::Sphere { .. } => RTree::bulk_load(sites.iter().map(placed).collect()),
            };
            Finder::Globe { demand, index, globe }
        };
        let finder = match instance.metric() {
            Metric::Plane { demand, sites: places, rounding } if sites.len() <= FEW => {
                Finder::Few {
                    demand,
                    sites: sites.to_vec(),
                    x: sites.iter().map(|&j| places[j as usize][0]).collect(),
                    y: sites.iter().map(|&j| places[j as usize][1]).collect(),
                    rounding: *rounding,
                }
            }
            Metric::Plane { demand, sites: places, rounding } => {
                let placed = |&site: &u32| GeomWithData::new(places[site as usize], site);
                Finder::Plane {
                    demand,
                    index: RTree::bulk_load(sites.iter().map(placed).collect()),
                    rounding: *rounding,
                }
            }
            Metric::Sphere { demand, sites: places, radius } => {
                globe(demand, places, Globe::Sphere { radius_m: radius.metres() })
            }
            Metric::Geodesic { demand, sites: places, detour } => {
                globe(demand, places, Globe::Ellipsoid { detour: *detour })
            }
            Metric::Table(table) => {
                let mut meant = vec![false; instance.sites()];
                for &site in sites {
                    meant[site as usize] = true;
                }
                Finder::Table(table, meant)
            }
        };
        Self { between: Distances::new(instance), points: instance.points(), finder }
    }

    /// The nearest of the sites and how far it is; none where no site is within reach at all. Cost: O(m) for
    /// few sites of a plane (a nanosecond each), else O(log m), and a microsecond for each geodesic measured.
    pub fn from(&self, demand: usize) -> Option<(u32, f64)> {
        match &self.finder {
            Finder::Few { demand: from, sites, x, y, rounding } => {
                let from = from[demand];
                let least = least_square(from, x, y);
                let distance = rounding.apply(least.sqrt());
                // Square roots are slow: only for squares near the least are they taken.
                let limit = match rounding {
                    Rounding::Exact => least * (1.0 + 1e-12),
                    Rounding::Floor | Rounding::Nearest => {
                        (distance + 1.0) * (distance + 1.0) * (1.0 + 1e-9)
                    }
                };
                let found = (0..sites.len()).find(|&at| {
                    let square = square(from, x[at], y[at]);
                    square <= limit && rounding.apply(square.sqrt()) <= distance
                })?;
                Some((sites[found], distance))
            }
            Finder::Plane { demand: from, index, rounding } => {
                let from = from[demand];
                let first = index.nearest_neighbor(&from)?;
                let distance = self.between.distance(demand, first.data as usize);
                let slack = match rounding {
                    Rounding::Exact => 0.0,
                    Rounding::Floor | Rounding::Nearest => 1.0,
                };
                let limit = (distance + slack) * (1.0 + 1e-9);
                let near = index.locate_within_distance(from, limit * limit);
                Some(self.best(demand, (first.data, distance), near.map(|site| site.data)))
            }
            Finder::Globe { demand: from, index, globe } => {
                let from = globe.space(from[demand]);
                let first = index.nearest_neighbor(&from)?;
                let distance = self.between.distance(demand, first.data as usize);
                Some(self.best(
                    demand,
                    (first.data, distance),
                    near(index, from, globe.chord(distance)),
                ))
            }
            Finder::Table(table, meant) => {
                let (sites, values) = table.row(demand);
                let position = sites.iter().position(|&site| meant[site as usize])?;
                Some((sites[position], values[position]))
            }
        }
    }

    /// The nearest of `first`, at a known distance, and the sites that may be nearer.
    fn best(
        &self,
        demand: usize,
        first: (u32, f64),
        near: impl Iterator<Item = u32>,
    ) -> (u32, f64) {
        near.filter(|&site| site != first.0)
            .map(|site| (site, self.between.distance(demand, site as usize)))
            .fold(first, |best, next| {
                if next.1 < best.1 || (next.1 == best.1 && next.0 < best.0) { next } else { best }
            })
    }

    /// How many of the sites reach a demand point, counted up to `enough`.
    pub fn count_within(&self, demand: usize, reach: Radius, enough: usize) -> usize {
        let holds = |site: &u32| reach.holds(self.between.distance(demand, *site as usize));
        match &self.finder {
            Finder::Few { demand: from, x, y, rounding, .. } => {
                let from = from[demand];
                let holds = |square: f64| reach.holds(rounding.apply(square.sqrt()));
                // In most calls no site reaches, or one is enough.
                match holds(least_square(from, x, y)) {
                    false => 0,
                    true if enough == 1 => 1,
                    true => {
                        let squares = x.iter().zip(y).map(|(&x, &y)| square(from, x, y));
                        squares.filter(|&square| holds(square)).take(enough).count()
                    }
                }
            }
            Finder::Plane { demand: from, index, .. } => {
                // Rounding takes off or adds less than 1.
                let limit = (reach.distance.value() + 1.0) * (1.0 + 1e-9);
                let near = index.locate_within_distance(from[demand], limit * limit);
                let near = near.map(|site| site.data);
                near.filter(holds).take(enough).count()
            }
            Finder::Globe { demand: from, index, globe } => {
                let from = globe.space(from[demand]);
                let near = near(index, from, globe.chord(reach.distance.value()));
                near.filter(holds).take(enough).count()
            }
            Finder::Table(table, meant) => {
                let (sites, values) = table.row(demand);
                let pairs = sites.iter().zip(values);
                pairs
                    .filter(|(site, value)| meant[**site as usize] && reach.holds(**value))
                    .take(enough)
                    .count()
            }
        }
    }

    /// [`Nearest::from`] every demand point, in rayon's threads and the same at any number: the site, or
    /// [`NO_SITE`]. Memory: 4 bytes a point.
    pub fn all(&self) -> Vec<u32> {
        each(self.points, NO_SITE, |demand| self.from(demand).map_or(NO_SITE, |(site, _)| site))
    }

    /// [`Nearest::count_within`] for every demand point, in rayon's threads.
    pub fn counts_within(&self, reach: Radius, enough: u8) -> Vec<u8> {
        each(self.points, 0, |demand| self.count_within(demand, reach, usize::from(enough)) as u8)
    }

    /// [`Nearest::count_within`] for some demand points, in rayon's threads.
    pub fn counts_within_of(&self, demand: &[u32], reach: Radius, enough: u8) -> Vec<u8> {
        each(demand.len(), 0, |at| {
            self.count_within(demand[at] as usize, reach, usize::from(enough)) as u8
        })
    }
}

/// The answer for each of `count` demand points, in parallel by blocks.
fn each<T: Copy + Send>(count: usize, empty: T, answer: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut answers = vec![empty; count];
    let blocks = answers.par_chunks_mut(BLOCK).enumerate();
    blocks.for_each(|(block, answers)| {
        for (at, slot) in answers.iter_mut().enumerate() {
            *slot = answer(block * BLOCK + at);
        }
    });
    answers
}

fn square(from: [f64; 2], x: f64, y: f64) -> f64 {
    let (dx, dy) = (from[0] - x, from[1] - y);
    dx * dx + dy * dy
}

/// The least squared distance, in lanes, so that the compiler can vectorise the loop.
fn least_square(from: [f64; 2], x: &[f64], y: &[f64]) -> f64 {
    const LANES: usize = 4;
    let mut lanes = [f64::INFINITY; LANES];
    let (x_blocks, y_blocks) = (x.chunks_exact(LANES), y.chunks_exact(LANES));
    let rest = x_blocks.remainder().iter().zip(y_blocks.remainder());
    for (x, y) in x_blocks.zip(y_blocks) {
        for lane in 0..LANES {
            let square = square(from, x[lane], y[lane]);
            if square < lanes[lane] {
                lanes[lane] = square;
            }
        }
    }
    rest.map(|(&x, &y)| square(from, x, y)).chain(lanes).fold(f64::INFINITY, f64::min)
}
