//! All pairs of demand points and sites, without a list of them: both lie in blocks of neighbours, a pair of blocks too
//! far apart is passed over, and the distances of the others are computed, a nanosecond or two each, and forgotten.

use super::near::{Kind, in_space, pick};
use crate::domain::location::{Instance, Metric, Rounding};
use rayon::prelude::*;

/// The most points in a block.
const MOST: usize = 64;
/// Coordinates beyond this leave too few digits for rounding.
const FARTHEST: f64 = 1e12;
/// What is lost to rounding when the distance to a box is computed is certainly less than this part of it.
const ROUNDING: f64 = 1e-12;

/// Demand points and sites of an instance in blocks. Distances are those of [`Chords`](super::Chords): in a plane the
/// true ones, on the earth never longer than those.
#[derive(Debug, Clone)]
pub struct Blocks {
    ruler: Ruler,
    demand: Parts,
    sites: Parts,
}

/// What a straight line is as a distance.
#[derive(Debug, Clone, Copy)]
enum Ruler {
    Plane(Rounding),
    /// max(0, factor·straight − margin).
    Globe {
        factor: f64,
        margin: f64,
    },
}

/// Points in space, block by block; a plane is at height 0.
#[derive(Debug, Clone, Default)]
struct Parts {
    /// The position of each in the list given.
    order: Vec<u32>,
    /// Where each block begins, and where the last one ends.
    starts: Vec<usize>,
    at: [Vec<f64>; 3],
    boxes: Vec<Extent>,
}

/// A box: its least and its greatest coordinates.
#[derive(Debug, Clone, Copy)]
struct Extent([f64; 3], [f64; 3]);

impl Extent {
    fn of(points: impl Iterator<Item = [f64; 3]>) -> Self {
        points.fold(Self([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]), |mut all, point| {
            for (axis, value) in point.into_iter().enumerate() {
                all.0[axis] = all.0[axis].min(value);
                all.1[axis] = all.1[axis].max(value);
            }
            all
        })
    }

    /// No two points of the boxes are nearer than this.
    fn gap(&self, other: &Extent) -> f64 {
        let apart =
            |axis: usize| (other.0[axis] - self.1[axis]).max(self.0[axis] - other.1[axis]).max(0.0);
        length([apart(0), apart(1), apart(2)]) * (1.0 - ROUNDING)
    }

    /// The axis along which it is longest.
    fn longest(&self) -> usize {
        let long = |&axis: &usize| self.1[axis] - self.0[axis];
        (0..3).max_by(|a, b| long(a).total_cmp(&long(b)).then(b.cmp(a))).unwrap_or(0)
    }
}

fn length([x, y, z]: [f64; 3]) -> f64 {
    (x * x + y * y + z * z).sqrt()
}

impl Parts {
    fn new(points: &[[f64; 3]]) -> Self {
        let mut order: Vec<u32> = (0..points.len() as u32).collect();
        let mut starts = vec![0];
        split(&mut order, points, 0, &mut starts);
        let at = [0, 1, 2].map(|axis| order.iter().map(|&k| points[k as usize][axis]).collect());
        let block = |range: &[usize]| {
            let members = order[range[0]..range[1]].iter();
            Extent::of(members.map(|&k| points[k as usize]))
        };
        let boxes = starts.windows(2).map(block).collect();
        Self { order, starts, at, boxes }
    }

    fn place(&self, k: usize) -> [f64; 3] {
        [self.at[0][k], self.at[1][k], self.at[2][k]]
    }

    fn range(&self, block: usize) -> std::ops::Range<usize> {
        self.starts[block]..self.starts[block + 1]
    }
}

/// Halves the points along the longest axis of their box until they fit a block.
fn split(order: &mut [u32], points: &[[f64; 3]], before: usize, starts: &mut Vec<usize>) {
    if order.len() <= MOST {
        if !order.is_empty() {
            starts.push(before + order.len());
        }
        return;
    }
    let axis = Extent::of(order.iter().map(|&k| points[k as usize])).longest();
    let middle = order.len() / 2;
    let along = |k: u32| points[k as usize][axis];
    order.select_nth_unstable_by(middle, |&a, &b| along(a).total_cmp(&along(b)).then(a.cmp(&b)));
    let (low, high) = order.split_at_mut(middle);
    split(low, points, before, starts);
    split(high, points, before + middle, starts);
}

impl Ruler {
    fn distance(self, straight: f64) -> f64 {
        match self {
            Ruler::Plane(rounding) => rounding.apply(straight),
            Ruler::Globe { factor, margin } => (straight * factor - margin).max(0.0),
        }
    }
}

impl Blocks {
    /// Of these demand points and sites of `instance`; none of a table, which has no places. O((n + m) log).
    pub fn new(instance: &Instance, points: &[u32], sites: &[u32]) -> Option<Self> {
        let (ruler, demand, places) = match instance.metric() {
            Metric::Plane { demand, sites: places, rounding } => {
                let place = |all: &[[f64; 2]], some: &[u32]| -> Vec<[f64; 3]> {
                    let flat = |&k: &u32| [all[k as usize][0], all[k as usize][1], 0.0];
                    some.iter().map(flat).collect()
                };
                (Ruler::Plane(*rounding), place(demand, points), place(places, sites))
            }
            metric @ (Metric::Sphere { demand, sites: places, .. }
            | Metric::Geodesic { demand, sites: places, .. }) => {
                let place = |kind, some: &[u32]| -> Vec<[f64; 3]> {
                    let all = pick(kind, demand, places);
                    some.iter().map(|&k| in_space(metric, all[k as usize])).collect()
                };
                let (factor, margin) = super::chords::safe(metric);
                let ruler = Ruler::Globe { factor, margin };
                (ruler, place(Kind::Demand, points), place(Kind::Site, sites))
            }
            Metric::Table(_) => return None,
        };
        let all = demand.iter().chain(&places).flatten();
        if all.into_iter().any(|value| value.abs() > FARTHEST) {
            return None;
        }
        Some(Self { ruler, demand: Parts::new(&demand), sites: Parts::new(&places) })
    }

    /// The same demand with only some of the sites: those at these positions of the list, in this order.
    pub fn with_sites(&self, kept: &[u32]) -> Self {
        let mut place = vec![[0.0; 3]; self.sites.order.len()];
        for (k, &site) in self.sites.order.iter().enumerate() {
            place[site as usize] = self.sites.place(k);
        }
        let kept: Vec<[f64; 3]> = kept.iter().map(|&site| place[site as usize]).collect();
        Self { ruler: self.ruler, demand: self.demand.clone(), sites: Parts::new(&kept) }
    }

    /// No distance is longer, on the earth but for bending.
    pub fn farthest(&self) -> f64 {
        let corners = self.demand.boxes.iter().chain(&self.sites.boxes);
        let all = Extent::of(corners.flat_map(|extent| [extent.0, extent.1]));
        self.ruler.distance(length([0, 1, 2].map(|axis| (all.1[axis] - all.0[axis]).max(0.0))))
    }

    /// For each site Σ_i weights\[i\]·max(0, reaches\[i\] − distance), in the orders given to [`Blocks::new`]. Uses
    /// rayon's threads, and adds up in the same order at any number of them. None once it `is_over`, which is asked for
    /// each block of sites.
    pub fn savings(
        &self,
        reaches: &[f64],
        weights: &[f64],
        is_over: impl Fn() -> bool + Sync,
    ) -> Option<Vec<f64>> {
        let reaches: Vec<f64> = self.demand.order.iter().map(|&k| reaches[k as usize]).collect();
        let weights: Vec<f64> = self.demand.order.iter().map(|&k| weights[k as usize]).collect();
        let most = self.greatest(&reaches);
        let of_block = |block: usize| -> Option<[f64; MOST]> {
            (!is_over()).then(|| self.savings_of(block, (&reaches, &weights), &most))
        };
        let blocks: Vec<[f64; MOST]> =
            (0..self.sites.boxes.len()).into_par_iter().map(of_block).collect::<Option<_>>()?;
        let mut all = vec![0.0; self.sites.order.len()];
        for (block, sums) in blocks.iter().enumerate() {
            for (&site, &sum) in self.sites.order[self.sites.range(block)].iter().zip(sums) {
                all[site as usize] = sum;
            }
        }
        Some(all)
    }

    /// The greatest of each block of demand, of numbers in their order.
    fn greatest(&self, of: &[f64]) -> Vec<f64> {
        let greatest = |range: &[usize]| of[range[0]..range[1]].iter().copied().fold(0.0, f64::max);
        self.demand.starts.windows(2).map(greatest).collect()
    }

    fn savings_of(
        &self,
        block: usize,
        (reaches, weights): (&[f64], &[f64]),
        most: &[f64],
    ) -> [f64; MOST] {
        let range = self.sites.range(block);
        let extent = self.sites.boxes[block];
        let sites = [0, 1, 2].map(|axis| &self.sites.at[axis][range.clone()]);
        let mut sums = [0.0; MOST];
        for (other, &most) in most.iter().enumerate() {
            if self.ruler.distance(extent.gap(&self.demand.boxes[other])) >= most {
                continue;
            }
            for k in self.demand.range(other) {
                let (reach, from) = (reaches[k], self.demand.place(k));
                let near = extent.gap(&Extent(from, from));
                if self.ruler.distance(near) >= reach {
                    continue;
                }
                let (sums, weight) = (&mut sums[..range.len()], weights[k]);
                match self.ruler {
                    Ruler::Plane(Rounding::Exact) => add(sums, sites, from, weight, |d| reach - d),
                    Ruler::Plane(Rounding::Floor) => {
                        add(sums, sites, from, weight, |d| reach - floor(d));
                    }
                    Ruler::Plane(Rounding::Nearest) => {
                        add(sums, sites, from, weight, |d| reach - floor(d + 0.5));
                    }
                    Ruler::Globe { factor, margin } => {
                        add(sums, sites, from, weight, |d| reach - (d * factor - margin).max(0.0))
                    }
                }
            }
        }
        sums
    }

    /// Bounds for [`Blocks::within`] of what each demand point, in the order given, may be reached in.
    pub fn reach(&self, reaches: impl Fn(usize) -> f64) -> Reach {
        let all: Vec<f64> = self.demand.order.iter().map(|&k| reaches(k as usize)).collect();
        Reach(self.greatest(&all))
    }

    /// Calls `each` with every demand point that may be nearer to a site than its reach, and some others, and the
    /// distance; in the same order every time.
    pub fn within(&self, site: Spot, reach: &Reach, mut each: impl FnMut(usize, f64)) {
        let point = Extent(site.0, site.0);
        for (block, &most) in reach.0.iter().enumerate() {
            if self.ruler.distance(point.gap(&self.demand.boxes[block])) >= most {
                continue;
            }
            for k in self.demand.range(block) {
                let [x, y, z] = self.demand.place(k);
                let straight = length([x - site.0[0], y - site.0[1], z - site.0[2]]);
                each(self.demand.order[k] as usize, self.ruler.distance(straight));
            }
        }
    }

    /// Where the sites are, in the order given.
    pub fn spots(&self) -> Vec<Spot> {
        let mut spots = vec![Spot([0.0; 3]); self.sites.order.len()];
        for (k, &site) in self.sites.order.iter().enumerate() {
            spots[site as usize] = Spot(self.sites.place(k));
        }
        spots
    }
}

/// The place of a site, for [`Blocks::within`].
#[derive(Debug, Clone, Copy)]
pub struct Spot([f64; 3]);

/// How far the demand of each block is to be reached.
#[derive(Debug, Clone)]
pub struct Reach(Vec<f64>);

/// Adds weight·max(0, saved(distance)) for each site. The loop has no branches and calls nothing, so that it becomes
/// vector instructions.
#[inline(always)]
fn add(
    sums: &mut [f64],
    [x, y, z]: [&[f64]; 3],
    from: [f64; 3],
    weight: f64,
    saved: impl Fn(f64) -> f64,
) {
    for (((sum, x), y), z) in sums.iter_mut().zip(x).zip(y).zip(z) {
        let (x, y, z) = (x - from[0], y - from[1], z - from[2]);
        let saved = saved((x * x + y * y + z * z).sqrt());
        *sum += weight * if saved > 0.0 { saved } else { 0.0 };
    }
}

/// The floor of a number from 0 to 2⁵¹; `f64::floor` is a call where the processor is not known to have it.
#[inline(always)]
fn floor(value: f64) -> f64 {
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    let near = (value + WHOLE) - WHOLE;
    near - if near > value { 1.0 } else { 0.0 }
}
