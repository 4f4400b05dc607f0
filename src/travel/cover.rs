//! The coverage index: demand points covered by the same sites form one class.

use super::lists::Lists;
use super::reach_search::ReachSearch;
use crate::domain::location::{Instance, Radius};
use rayon::prelude::*;

/// Demand by the sites that cover it: for maximal, partial and set cover, demand points with the same covering sites
/// count as one with the sum of their weights (isomorphic aggregation: Chen, Chen, Dai, Huang, Chen 2023). In a plane n
/// sites make O(n²) classes, however many demand points there are.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CoverageClasses {
    /// Weight of each class, above 0. Classes are in the order of their first demand points.
    pub weights: Vec<f64>,
    /// The start of each class in `sites`, and the end of the last one.
    pub starts: Vec<usize>,
    /// The sites that cover each class, at least one, ascending. No two classes have the same sites.
    pub sites: Vec<u32>,
    /// Weight of demand that no site covers.
    pub uncoverable: f64,
}

/// The number of blocks of demand: the same for any number of threads, so that sums are the same.
const BLOCKS: usize = 64;
const LEAST_BLOCK: usize = 1024;
/// Blocks processed before they are merged, which bounds memory.
const BLOCKS_AT_ONCE: usize = 8;

impl CoverageClasses {
    /// Makes the classes in one pass over the demand of `instance`. Demand of weight 0 is left out.
    ///
    /// Memory is linear in the classes (and in a plane in a grid of at most 2¹⁸ cells), not in the points. Cost: about
    /// 0.1 µs a point in a plane, where most of a point's sites follow from its cell; on the earth a search among the
    /// sites, and a geodesic for each near the edge of reach; in a table a row. The same at any number of threads
    /// (rayon's).
    pub fn of(instance: &Instance, reach: Radius) -> Self {
        Self::of_until(instance, reach, || false).expect("it goes on to the end")
    }

    /// The same; none once it `is_over`, which is asked before each point.
    pub fn of_until(
        instance: &Instance,
        reach: Radius,
        is_over: impl Fn() -> bool + Sync,
    ) -> Option<Self> {
        let within = ReachSearch::new(instance, reach);
        let size = (instance.points().div_ceil(BLOCKS)).max(LEAST_BLOCK);
        let blocks: Vec<usize> = (0..instance.points()).step_by(size).collect();
        let mut all = Tally::new();
        for blocks in blocks.chunks(BLOCKS_AT_ONCE) {
            let tally = |&from: &usize| {
                let to = (from + size).min(instance.points());
                Tally::of_points(&within, instance.weights(), from..to, &is_over)
            };
            let tallies: Vec<Tally> = blocks.par_iter().map(tally).collect::<Option<_>>()?;
            for tally in &tallies {
                all.add_all(tally);
            }
        }
        Some(all.classes(&within))
    }

    /// How many classes.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether no demand is covered by any site.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The sites that cover a class, ascending.
    pub fn sites_of(&self, class: usize) -> &[u32] {
        &self.sites[self.starts[class]..self.starts[class + 1]]
    }
}

/// Weights by key.
struct Tally {
    keys: Lists,
    weights: Vec<f64>,
    uncoverable: f64,
}

impl Tally {
    fn new() -> Self {
        Self { keys: Lists::new(), weights: Vec::new(), uncoverable: 0.0 }
    }

    fn of_points(
        within: &ReachSearch<'_>,
        weights: &[f64],
        range: std::ops::Range<usize>,
        is_over: impl Fn() -> bool,
    ) -> Option<Self> {
        let mut tally = Self::new();
        let mut key = Vec::new();
        for demand in range {
            let weight = weights[demand];
            if weight == 0.0 {
                continue;
            }
            if is_over() {
                return None;
            }
            if within.key(demand, &mut key) {
                tally.add(&key, weight);
            } else {
                tally.uncoverable += weight;
            }
        }
        Some(tally)
    }

    fn add(&mut self, key: &[u32], weight: f64) {
        let position = self.keys.position_of(key);
        match self.weights.get_mut(position) {
            Some(sum) => *sum += weight,
            None => self.weights.push(weight),
        }
    }

    fn add_all(&mut self, other: &Tally) {
        for (position, &weight) in other.weights.iter().enumerate() {
            self.add(other.keys.get(position), weight);
        }
        self.uncoverable += other.uncoverable;
    }

    /// Merges keys that stand for the same sites.
    fn classes(&self, within: &ReachSearch<'_>) -> CoverageClasses {
        let mut tally = Tally::new();
        let mut sites = Vec::new();
        let mut uncoverable = self.uncoverable;
        for (position, &weight) in self.weights.iter().enumerate() {
            within.sites_of_key(self.keys.get(position), &mut sites);
            if sites.is_empty() {
                uncoverable += weight;
            } else {
                tally.add(&sites, weight);
            }
        }
        let (starts, sites) = tally.keys.into_parts();
        CoverageClasses { weights: tally.weights, starts, sites, uncoverable }
    }
}
