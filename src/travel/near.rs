//! A search tree for the points of a location instance that may lie within a distance.

use crate::domain::LonLat;
use crate::domain::location::{Instance, Metric, Rounding};
use rstar::primitives::GeomWithData;
use rstar::{Envelope, RTree};

/// One of the two kinds of points of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Demand points.
    Demand,
    /// Sites.
    Site,
}

/// A search tree over demand points or sites.
///
/// On the globe the tree holds points in space, in metres: a chord is never longer than the surface distance. A table
/// has no places, so that every point may be near.
#[derive(Debug)]
pub struct NearTree {
    tree: Tree,
    members: Vec<u32>,
}

/// A circle over more than this part of the plane's box is not searched: taking all points is quicker than the tree.
const LARGE: f64 = 1.0 / 16.0;

#[derive(Debug)]
enum Tree {
    Plane(RTree<GeomWithData<[f64; 2], u32>>),
    Space(RTree<GeomWithData<[f64; 3], u32>>),
    All,
}

impl NearTree {
    /// Over `members`, positions of points of `kind`. O(n log n).
    pub fn new(instance: &Instance, kind: Kind, members: &[u32]) -> Self {
        let tree = match instance.metric() {
            Metric::Plane { demand, sites, .. } => {
                let points = pick(kind, demand, sites);
                let all = members.iter().map(|&k| GeomWithData::new(points[k as usize], k));
                Tree::Plane(RTree::bulk_load(all.collect()))
            }
            Metric::Sphere { demand, sites, .. } | Metric::Geodesic { demand, sites, .. } => {
                let points = pick(kind, demand, sites);
                let place = |k: u32| in_space(instance.metric(), points[k as usize]);
                let all = members.iter().map(|&k| GeomWithData::new(place(k), k));
                Tree::Space(RTree::bulk_load(all.collect()))
            }
            Metric::Table(_) => Tree::All,
        };
        Self { tree, members: members.to_vec() }
    }

    /// Adds to `out` all members within `distance` of the point of `kind` at `position`, and perhaps a few others, in
    /// an unspecified but reproducible order. O(log n + found), in a table O(n).
    pub fn within(
        &self,
        instance: &Instance,
        (kind, position): (Kind, usize),
        distance: f64,
        out: &mut Vec<u32>,
    ) {
        match (&self.tree, instance.metric()) {
            (Tree::Plane(tree), Metric::Plane { demand, sites, rounding }) => {
                let from = pick(kind, demand, sites)[position];
                // Rounding takes or adds at most 1.
                let margin = f64::from(u8::from(*rounding != Rounding::Exact));
                let reach = distance * (1.0 + 1e-9) + margin;
                if std::f64::consts::PI * reach * reach >= LARGE * tree.root().envelope().area() {
                    out.extend_from_slice(&self.members);
                    return;
                }
                let found = tree.locate_within_distance(from, reach * reach);
                out.extend(found.map(|point| point.data));
            }
            (
                Tree::Space(tree),
                metric @ (Metric::Sphere { demand, sites, .. }
                | Metric::Geodesic { demand, sites, .. }),
            ) => {
                let from = in_space(metric, pick(kind, demand, sites)[position]);
                // An arccosine near 1 in double precision is off by up to 1.5e-8 of the radius; single precision
                // cuts 6e-8 of the distance.
                let reach = match metric {
                    Metric::Sphere { radius, .. } => {
                        distance * (1.0 + 1e-6) + radius.metres() * 1e-7
                    }
                    Metric::Geodesic { detour, .. } => distance / detour + 0.01,
                    _ => distance,
                };
                let found = tree.locate_within_distance(from, reach * reach);
                out.extend(found.map(|point| point.data));
            }
            (Tree::All, _) => out.extend_from_slice(&self.members),
            _ => unreachable!("a tree is used with the instance that it was made from"),
        }
    }

    /// The `count` members nearest to a demand point and how far they are in a straight line, nearest first; in a table
    /// any. O(count log n).
    pub fn nearest(&self, instance: &Instance, demand: usize, count: usize) -> Vec<(u32, f64)> {
        match (&self.tree, instance.metric()) {
            (Tree::Plane(tree), Metric::Plane { demand: from, .. }) => {
                let found = tree.nearest_neighbor_iter_with_distance_2(&from[demand]);
                found.take(count).map(|(point, square)| (point.data, square.sqrt())).collect()
            }
            (
                Tree::Space(tree),
                metric @ (Metric::Sphere { demand: from, .. }
                | Metric::Geodesic { demand: from, .. }),
            ) => {
                let found =
                    tree.nearest_neighbor_iter_with_distance_2(&in_space(metric, from[demand]));
                found.take(count).map(|(point, square)| (point.data, square.sqrt())).collect()
            }
            _ => self.members.iter().take(count).map(|&member| (member, 0.0)).collect(),
        }
    }
}

pub(super) fn pick<'a, T>(kind: Kind, demand: &'a [T], sites: &'a [T]) -> &'a [T] {
    match kind {
        Kind::Demand => demand,
        Kind::Site => sites,
    }
}

/// Metres from the centre of the globe.
pub(super) fn in_space(metric: &Metric, point: LonLat) -> [f64; 3] {
    let (lon, lat) = (point.lon_deg().to_radians(), point.lat_deg().to_radians());
    // WGS84: semi-major axis and the square of the eccentricity.
    let (across, along) = if let Metric::Sphere { radius, .. } = metric {
        (radius.metres(), radius.metres())
    } else {
        const SQUARE: f64 = 6.694_379_990_141_316e-3;
        let normal = 6_378_137.0 / (1.0 - SQUARE * lat.sin().powi(2)).sqrt();
        (normal, normal * (1.0 - SQUARE))
    };
    [across * lat.cos() * lon.cos(), across * lat.cos() * lon.sin(), along * lat.sin()]
}
