//! Reduces the greatest distance by swaps, radius after radius: each cover found is the starting point for a smaller
//! radius (Zhang, Lü, Li, Su, Wang 2020).

use super::cover::{Cover, transposed};
use super::field::Field;
use super::tabu;
use crate::solve::locate::solution::Run;

/// The first step downwards, relative to the radius, and the smallest such step; after that any decrease is accepted.
const FIRST_STEP: f64 = 0.04;
const LEAST_STEP: f64 = 2e-4;
/// Elementary steps within which a search at a greatly reduced radius must succeed.
const BOLD_STEPS: usize = 20_000_000;
/// The most pairs of demand and site within the first radius for which a descent is made.
const MOST_PAIRS: usize = 6_000_000;

/// All demand and the sites near each point, nearest first.
pub(super) struct Descent {
    /// Of each demand point that asks for something and no fixed site serves as well: its base, sites, distances.
    near: Vec<Vec<(u32, f64)>>,
    base: Vec<f64>,
    /// The sites of the descent, ascending; elsewhere sites are indices into this.
    names: Vec<u32>,
    budget: usize,
    /// Number of searches started: each has its own random seed.
    runs: u64,
}

impl Descent {
    /// With the sites within `radius` of each point; `None` if these are too many or the time is over. O(pairs log).
    pub(super) fn new(field: &Field<'_>, radius: f64, run: &Run<'_>) -> Option<Self> {
        let mut near = Vec::new();
        let mut base = Vec::new();
        let mut pairs = 0;
        let mut row = Vec::new();
        for i in field.demand() {
            field.reach(i, radius, &mut row);
            pairs += row.len();
            if pairs > MOST_PAIRS || run.is_over() {
                return None;
            }
            row.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            near.push(row.clone());
            base.push(field.base(i));
        }
        Some(Self {
            near,
            base,
            names: (0..field.instance.sites() as u32).collect(),
            budget: field.budget,
            runs: 0,
        })
    }

    /// With a subset of the demand and of the sites, ascending. O(demand · sites · log).
    pub(super) fn of(field: &Field<'_>, demand: &[u32], sites: Vec<u32>, radius: f64) -> Self {
        let row = |&i: &u32| -> Vec<(u32, f64)> {
            let far = |(k, &j): (usize, &u32)| (k as u32, field.distance(i, j));
            let mut row: Vec<(u32, f64)> = sites.iter().enumerate().map(far).collect();
            row.retain(|&(_, distance)| distance <= radius);
            row.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            row
        };
        Self {
            near: demand.iter().map(row).collect(),
            base: demand.iter().map(|&i| field.base(i as usize)).collect(),
            names: sites,
            budget: field.budget,
            runs: 0,
        }
    }

    /// How many pairs of demand and site are kept.
    pub(super) fn pairs(&self) -> usize {
        self.near.iter().map(Vec::len).sum()
    }

    /// Lowers the greatest distance from that of `chosen` towards `least`, in about `steps` elementary steps; stops
    /// after a quarter of them without success. Returns a choice better than `chosen`, if one was found.
    pub(super) fn lower(
        &mut self,
        chosen: &[u32],
        least: f64,
        steps: usize,
        is_over: &dyn Fn() -> bool,
    ) -> Option<Vec<u32>> {
        let place = |site: &u32| self.names.binary_search(site).ok().map(|k| k as u32);
        let mut best: Vec<u32> = chosen.iter().filter_map(place).collect();
        let mut worst = self.worst(&best);
        let begun = worst;
        let mut step = FIRST_STEP;
        let mut left = steps;
        while left > 0 && worst > least && !is_over() {
            let last = worst.next_down();
            let radius = match step >= LEAST_STEP {
                true => (worst * (1.0 - step)).min(last),
                false => last,
            };
            let share = match step >= LEAST_STEP {
                true => BOLD_STEPS.min(steps / 8),
                false => left.min(steps / 4),
            };
            self.runs += 1;
            let cover = self.cover(radius);
            let (found, used) = tabu::search_from(&cover, &best, self.runs, share, is_over);
            left = left.saturating_sub(used.max(1));
            match found {
                Some(chosen) => {
                    worst = self.worst(&chosen);
                    best = chosen;
                }
                None if step < LEAST_STEP => break,
                None => step /= 2.0,
            }
        }
        let names = best.iter().map(|&k| self.names[k as usize]);
        (worst < begun).then(|| names.collect())
    }

    fn worst(&self, chosen: &[u32]) -> f64 {
        let mut is_open = vec![false; self.names.len()];
        for &site in chosen {
            is_open[site as usize] = true;
        }
        let rows = self.near.iter().zip(&self.base);
        rows.map(|(near, &base)| {
            let first = near.iter().find(|&&(site, _)| is_open[site as usize]);
            first.map_or(base, |&(_, distance)| distance.min(base))
        })
        .fold(0.0, f64::max)
    }

    /// The covering problem without reductions: sets are sites.
    fn cover(&self, radius: f64) -> Cover {
        let rows: Vec<Vec<u32>> = self
            .near
            .iter()
            .zip(&self.base)
            .filter(|&(_, &base)| base > radius)
            .map(|(near, _)| {
                let end = near.partition_point(|&(_, distance)| distance <= radius);
                near[..end].iter().map(|&(site, _)| site).collect()
            })
            .collect();
        Cover {
            sets: transposed(&rows, self.names.len()),
            rows,
            budget: Some(self.budget),
            ..Cover::default()
        }
    }
}
