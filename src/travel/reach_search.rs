//! The sites within reach of a demand point.

use super::ball::Ball;
use super::cells::Cells;
use super::distances::Distances;
use crate::domain::location::{Instance, Metric, Radius, Table};

/// Finds the sites within reach of demand points: exactly those for which [`Radius::holds`] of [`Distances::distance`],
/// with shortcuts that do not change the answer.
#[derive(Debug)]
pub struct ReachSearch<'a> {
    between: Distances<'a>,
    reach: Radius,
    search: Search<'a>,
}

#[derive(Debug)]
enum Search<'a> {
    Plane(Box<Cells<'a>>),
    Earth(Ball<'a>),
    Table(&'a Table),
}

impl<'a> ReachSearch<'a> {
    /// Prepares the search. Cost: O(sites log sites), and in a plane a step for each cell of a grid (at most one
    /// for every four demand points) and site that reaches it.
    pub fn new(instance: &'a Instance, reach: Radius) -> Self {
        let search = match instance.metric() {
            Metric::Plane { demand, sites, rounding } => {
                Search::Plane(Box::new(Cells::new(demand, sites, *rounding, reach)))
            }
            Metric::Sphere { demand, sites, radius } => {
                Search::Earth(Ball::on_sphere(demand, sites, radius.metres(), reach))
            }
            Metric::Geodesic { demand, sites, detour } => {
                Search::Earth(Ball::on_ellipsoid(demand, sites, *detour, reach))
            }
            Metric::Table(table) => Search::Table(table),
        };
        let between = Distances::new(instance);
        Self { between, reach, search }
    }

    /// Writes the sites within reach of a demand point to `sites`, ascending. Cost: as many steps as sites, a
    /// search before them on the earth, and a distance for each near the edge of reach.
    pub fn sites(&self, demand: usize, sites: &mut Vec<u32>) {
        let mut key = Vec::new();
        if self.key(demand, &mut key) {
            self.sites_of_key(&key, sites);
        } else {
            sites.clear();
        }
    }

    /// Writes a key of the sites within reach: points with equal keys have equal sites. Returns false where there are
    /// certainly none.
    pub(super) fn key(&self, demand: usize, key: &mut Vec<u32>) -> bool {
        key.clear();
        match &self.search {
            Search::Plane(cells) => return cells.key(demand, key),
            Search::Earth(ball) => {
                let measured = |site: u32| {
                    let distance = self.between.distance(demand, site as usize);
                    self.reach.holds(distance)
                };
                let found = ball.around(demand);
                key.extend(
                    found.filter_map(|(site, sure)| (sure || measured(site)).then_some(site)),
                );
            }
            Search::Table(table) => {
                let (sites, values) = table.row(demand);
                let count = values.partition_point(|&value| self.reach.holds(value));
                key.extend_from_slice(&sites[..count]);
            }
        }
        key.sort_unstable();
        key.dedup();
        !key.is_empty()
    }

    /// The sites that a key stands for.
    pub(super) fn sites_of_key(&self, key: &[u32], sites: &mut Vec<u32>) {
        if let Search::Plane(cells) = &self.search {
            cells.sites_of(key, sites);
        } else {
            sites.clear();
            sites.extend_from_slice(key);
        }
    }
}
