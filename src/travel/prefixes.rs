//! The given number of nearest sites of each demand point: no full matrix unless all are asked for.

use super::distances::Distances;
use super::earth::{index, near, space};
use crate::domain::LonLat;
use crate::domain::location::{Instance, Metric};
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

/// The nearest sites of some demand points, nearest first, equally near ones by position.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prefixes {
    /// Where each point's list begins, and where the last one ends.
    pub starts: Vec<usize>,
    /// Sites by position.
    pub sites: Vec<u32>,
    /// How far they are, in the instance's unit.
    pub distances: Vec<f64>,
    /// For each point a lower bound of the distance of the sites left out; infinite where every site in reach is
    /// listed.
    pub beyond: Vec<f64>,
}

impl Prefixes {
    /// About the `most` nearest sites of each of `points` (demand points by position), none farther than `limit`.
    /// [`Prefixes::beyond`] bounds the distance of sites left out because of `most`.
    ///
    /// Cost: in a plane O(log sites + most) a point; on the earth without a limit O(sites) a point, 1 µs each on
    /// the ellipsoid. Memory: 12 bytes a pair. Uses rayon's threads; the same at any number of them. None once it
    /// `is_over`, which is asked before each point.
    pub fn of(
        instance: &Instance,
        points: &[u32],
        most: usize,
        limit: f64,
        is_over: impl Fn() -> bool + Sync,
    ) -> Option<Self> {
        let search = Search::new(instance, most, limit);
        let row = |&point: &u32| (!is_over()).then(|| search.row(point as usize));
        let rows: Vec<(Vec<(u32, f64)>, f64)> =
            points.par_iter().map(row).collect::<Option<_>>()?;
        Some(Self::joined(rows.into_iter()))
    }

    /// The lists, each with what lies beyond it.
    fn joined(rows: impl ExactSizeIterator<Item = (Vec<(u32, f64)>, f64)>) -> Self {
        let mut lists = Self { starts: vec![0], ..Self::default() };
        lists.beyond.reserve(rows.len());
        for (row, beyond) in rows {
            lists.sites.extend(row.iter().map(|&(site, _)| site));
            lists.distances.extend(row.iter().map(|&(_, d)| d));
            lists.starts.push(lists.sites.len());
            lists.beyond.push(beyond);
        }
        lists
    }

    /// All of `sites` that each of `points` can reach. Time, memory and threads as in [`Prefixes::of`] without a limit.
    pub fn among(
        instance: &Instance,
        points: &[u32],
        sites: &[u32],
        is_over: impl Fn() -> bool + Sync,
    ) -> Option<Self> {
        let between = Distances::new(instance);
        let row = |&point: &u32| -> Option<Vec<(u32, f64)>> {
            let pair = |&site: &u32| (site, between.distance(point as usize, site as usize));
            let mut row: Vec<(u32, f64)> =
                sites.iter().map(pair).filter(|(_, d)| d.is_finite()).collect();
            row.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            (!is_over()).then_some(row)
        };
        let rows: Vec<Vec<(u32, f64)>> = points.par_iter().map(row).collect::<Option<_>>()?;
        Some(Self::joined(rows.into_iter().map(|row| (row, f64::INFINITY))))
    }

    /// The list of the point at `position` in the order asked for.
    pub fn row(&self, position: usize) -> (&[u32], &[f64]) {
        let range = self.starts[position]..self.starts[position + 1];
        (&self.sites[range.clone()], &self.distances[range])
    }
}

/// The search for the sites near a point.
struct Search<'a> {
    instance: &'a Instance,
    between: Distances<'a>,
    most: usize,
    limit: f64,
    tree: Tree,
}

enum Tree {
    /// Points of a plane.
    Plane(RTree<GeomWithData<[f64; 2], u32>>),
    /// Points in space, on a ball of this radius or on the ellipsoid.
    Space(RTree<GeomWithData<[f64; 3], u32>>, Option<f64>),
    /// All sites are looked at.
    None,
}

impl<'a> Search<'a> {
    fn new(instance: &'a Instance, most: usize, limit: f64) -> Self {
        let few = most < instance.sites() / 2;
        let tree = match instance.metric() {
            Metric::Plane { sites, .. } if few || limit.is_finite() => {
                let points = sites.iter().zip(0..);
                Tree::Plane(RTree::bulk_load(
                    points.map(|(&at, j)| GeomWithData::new(at, j)).collect(),
                ))
            }
            Metric::Sphere { sites, radius, .. } if limit.is_finite() => {
                let points = sites.iter().zip(0..);
                let points = points.map(|(&at, j)| GeomWithData::new(ball(at, radius.metres()), j));
                Tree::Space(RTree::bulk_load(points.collect()), Some(radius.metres()))
            }
            Metric::Geodesic { sites, .. } if limit.is_finite() => {
                Tree::Space(index((0..).zip(sites.iter().copied())), None)
            }
            _ => Tree::None,
        };
        Self { instance, between: Distances::new(instance), most: most.max(1), limit, tree }
    }

    fn row(&self, point: usize) -> (Vec<(u32, f64)>, f64) {
        let mut row: Vec<(u32, f64)> = match (&self.tree, self.instance.metric()) {
            (_, Metric::Table(table)) => {
                let (sites, values) = table.row(point);
                sites.iter().copied().zip(values.iter().copied()).collect()
            }
            (Tree::Plane(tree), Metric::Plane { demand, .. }) => {
                // Rounding down or to the nearest moves a distance by less than 1.
                let radius = (self.limit + 1.0) * (1.0 + 1e-12);
                let found = tree.nearest_neighbor_iter_with_distance_2(&demand[point]);
                found
                    .take_while(|(_, squared)| *squared <= radius * radius)
                    .take(self.most)
                    .map(|(site, _)| self.pair(point, site.data))
                    .collect()
            }
            (Tree::Space(tree, Some(radius_m)), Metric::Sphere { demand, .. }) => {
                // The cosine formula and single precision err by less than 1e-7 of the radius.
                let reach = self.limit * (1.0 + 1e-6) + radius_m * 1e-6;
                let found =
                    tree.locate_within_distance(ball(demand[point], *radius_m), reach * reach);
                found.map(|site| self.pair(point, site.data)).collect()
            }
            (Tree::Space(tree, _), Metric::Geodesic { demand, detour, .. }) => {
                let found = near(tree, space(demand[point]), self.limit / detour);
                found.map(|site| self.pair(point, site)).collect()
            }
            _ => {
                let all = 0..self.instance.sites() as u32;
                all.map(|site| self.pair(point, site)).collect()
            }
        };
        let by_distance = |a: &(u32, f64), b: &(u32, f64)| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0));
        let mut beyond = f64::INFINITY;
        if matches!(self.tree, Tree::Plane(_)) {
            // Rounding is monotone: sites not among the nearest are at least as far as the farthest of them.
            if row.len() == self.most && self.most < self.instance.sites() {
                beyond = row.iter().fold(0.0, |most, &(_, d)| d.max(most));
            }
        } else if row.len() > self.most && !matches!(self.instance.metric(), Metric::Table(_)) {
            row.select_nth_unstable_by(self.most, by_distance);
            beyond = row[self.most].1;
            row.truncate(self.most);
        }
        row.retain(|&(_, d)| d <= self.limit);
        row.sort_unstable_by(by_distance);
        if beyond > self.limit {
            beyond = f64::INFINITY;
        }
        (row, beyond)
    }

    fn pair(&self, point: usize, site: u32) -> (u32, f64) {
        (site, self.between.distance(point, site as usize))
    }
}

/// A point of a ball around the origin.
fn ball(at: LonLat, radius: f64) -> [f64; 3] {
    let (sin_lat, cos_lat) = at.lat_deg().to_radians().sin_cos();
    let (sin_lon, cos_lon) = at.lon_deg().to_radians().sin_cos();
    [radius * cos_lat * cos_lon, radius * cos_lat * sin_lon, radius * sin_lat]
}
