//! An instance as p-center needs it: demand of positive weight, candidate sites and the distances between them.

use crate::domain::location::{Instance, Metric, SiteRule};
use crate::solve::locate::solution::Run;
use crate::travel::{Distances, Kind, NearTree};
use std::cell::OnceCell;

/// Distances of at most this many pairs are tabulated for metrics that are expensive to compute.
const MOST_KEPT: usize = 1 << 24;
/// With more pairs of demand and open sites than this, the nearest open site is found with a tree.
const MANY_PAIRS: usize = 1 << 25;

/// Tolerance on sums of shares of a linear answer.
const ENOUGH: f64 = 1e-6;

/// An instance whose fixed sites (existing and required) are already open.
pub(super) struct Field<'a> {
    pub(super) instance: &'a Instance,
    between: Distances<'a>,
    /// Sites that are open in every answer, ascending.
    pub(super) fixed: Vec<u32>,
    /// Whether a site may be chosen.
    free: Vec<bool>,
    /// Sites that may be chosen, ascending.
    pub(super) sites: Vec<u32>,
    /// How many of them.
    pub(super) budget: usize,
    /// e\[i\]: the distance to the nearest fixed site; −∞ if the weight is 0, as that point needs no service.
    base: Vec<f64>,
    near_sites: NearTree,
    near_demand: OnceCell<NearTree>,
    /// The distances of each demand point, nearest first, where they are tabulated.
    rows: Vec<Vec<(u32, f64)>>,
}

/// Distances of demand to its nearest open site.
#[derive(Debug, Clone)]
pub(super) struct CoverDistances {
    /// The greatest distance; at least 0.
    pub(super) worst: f64,
    /// For each open site the farthest demand that it is nearest to, farthest first, with its distance.
    pub(super) farthest: Vec<(u32, f64)>,
}

impl<'a> Field<'a> {
    /// `count`: p, at least the number of required sites. O((n + m) log + n·fixed sites).
    pub(super) fn new(instance: &'a Instance, count: usize) -> Self {
        let rules = instance.rules();
        let pick = |wanted: &dyn Fn(SiteRule) -> bool| -> Vec<u32> {
            let all = 0..instance.sites();
            all.filter(|&j| wanted(rules[j])).map(|j| j as u32).collect()
        };
        let fixed = pick(&|rule| matches!(rule, SiteRule::Existing | SiteRule::Required));
        let sites = pick(&|rule| rule == SiteRule::Free);
        let required = pick(&|rule| rule == SiteRule::Required).len();
        let mut field = Self {
            instance,
            between: Distances::new(instance),
            free: rules.iter().map(|&rule| rule == SiteRule::Free).collect(),
            budget: count.saturating_sub(required).min(sites.len()),
            base: vec![f64::INFINITY; instance.points()],
            near_sites: NearTree::new(instance, Kind::Site, &sites),
            near_demand: OnceCell::new(),
            rows: Vec::new(),
            fixed,
            sites,
        };
        let nearest = field.nearest(&field.fixed, f64::INFINITY);
        let weights = instance.weights();
        field.base = (0..weights.len())
            .map(|i| match weights[i] > 0.0 {
                true => nearest[i].0,
                false => f64::NEG_INFINITY,
            })
            .collect();
        field
    }

    /// Tabulates the distances of all pairs, where they are dear and not too many. Whether that was done in time.
    pub(super) fn tabulate(&mut self, run: &Run<'_>) -> bool {
        let pairs = self.instance.points().saturating_mul(self.instance.sites());
        if !self.instance.metric().is_on_earth() || pairs > MOST_KEPT {
            return true;
        }
        let row = |demand| (!run.is_over()).then(|| self.between.row(demand));
        let rows: Option<Vec<_>> = (0..self.instance.points()).map(row).collect();
        self.rows = rows.unwrap_or_default();
        self.rows.len() == self.instance.points()
    }

    /// e\[i\].
    pub(super) fn base(&self, demand: usize) -> f64 {
        self.base[demand]
    }

    /// The distance between a demand point and a site.
    pub(super) fn distance(&self, demand: u32, site: u32) -> f64 {
        self.between.distance(demand as usize, site as usize)
    }

    /// Replaces `out` by all sites that may be chosen and lie within `radius` of a site, and some a little farther off.
    pub(super) fn sites_near(&self, site: u32, radius: f64, out: &mut Vec<u32>) {
        out.clear();
        let from = (Kind::Site, site as usize);
        self.near_sites.within(self.instance, from, radius, out);
        out.sort_unstable();
    }

    /// The demand points of positive weight.
    pub(super) fn demand(&self) -> impl Iterator<Item = usize> {
        (0..self.base.len()).filter(|&i| self.base[i] > f64::NEG_INFINITY)
    }

    /// Replaces `out` by the sites that may be chosen within `radius` of a demand point, with their distances.
    pub(super) fn reach(&self, demand: usize, radius: f64, out: &mut Vec<(u32, f64)>) {
        out.clear();
        if let Metric::Table(table) = self.instance.metric() {
            let (sites, values) = table.row(demand);
            let end = values.partition_point(|&value| value <= radius);
            let row = sites[..end].iter().copied().zip(values.iter().copied());
            out.extend(row.filter(|&(j, _)| self.free[j as usize]));
        } else if let Some(row) = self.row(demand) {
            let end = row.partition_point(|&(_, value)| value <= radius);
            out.extend(row[..end].iter().filter(|&&(j, _)| self.free[j as usize]));
        } else {
            let mut maybe = Vec::new();
            self.near_sites.within(self.instance, (Kind::Demand, demand), radius, &mut maybe);
            let far = |j: u32| (j, self.between.distance(demand, j as usize));
            out.extend(maybe.into_iter().map(far).filter(|&(_, d)| d <= radius));
        }
    }

    /// The farthest demand with fixed sites and `chosen` open. `likely`: a distance that most points are within.
    pub(super) fn reached(&self, chosen: &[u32], likely: f64) -> CoverDistances {
        let nearest = self.nearest(chosen, likely);
        let mut farthest = vec![(u32::MAX, f64::NEG_INFINITY); chosen.len() + 1];
        for (i, &(distance, site)) in nearest.iter().enumerate() {
            // Demand nearest to a fixed site, or that no site reaches, forms a group of its own.
            let (distance, group) = if self.base[i] <= distance {
                (self.base[i], chosen.len())
            } else {
                (distance, site as usize)
            };
            if distance > farthest[group].1 {
                farthest[group] = (i as u32, distance);
            }
        }
        farthest.retain(|&(i, _)| i != u32::MAX);
        farthest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        CoverDistances {
            worst: farthest.first().map_or(0.0, |&(_, worst)| worst.max(0.0)),
            farthest,
        }
    }

    /// For each demand point the distance to its nearest site of `open` and that site's index.
    fn nearest(&self, open: &[u32], likely: f64) -> Vec<(f64, u32)> {
        let points = self.instance.points();
        let none = (f64::INFINITY, u32::MAX);
        let is_table = matches!(self.instance.metric(), Metric::Table(_));
        if open.is_empty() {
            return vec![none; points];
        }
        if is_table || !self.rows.is_empty() {
            let mut place = vec![u32::MAX; self.instance.sites()];
            for (k, &j) in open.iter().enumerate() {
                place[j as usize] = k as u32;
            }
            let first = |mut row: &mut dyn Iterator<Item = (u32, f64)>| {
                let open = |&(j, _): &(u32, f64)| place[j as usize] != u32::MAX;
                let found = (&mut row).find(open);
                found.map_or(none, |(j, distance)| (distance, place[j as usize]))
            };
            return (0..points)
                .map(|i| match (self.instance.metric(), self.row(i)) {
                    (Metric::Table(table), _) => {
                        let (sites, values) = table.row(i);
                        first(&mut sites.iter().copied().zip(values.iter().copied()))
                    }
                    (_, Some(row)) => first(&mut row.iter().copied()),
                    _ => none,
                })
                .collect();
        }
        let mut nearest = vec![none; points];
        let look = |i: usize, k: usize, nearest: &mut Vec<(f64, u32)>| {
            let distance = self.between.distance(i, open[k] as usize);
            if distance < nearest[i].0 {
                nearest[i] = (distance, k as u32);
            }
        };
        if points.saturating_mul(open.len()) > MANY_PAIRS && likely.is_finite() {
            let near = self.near_demand();
            let mut maybe = Vec::new();
            for (k, &j) in open.iter().enumerate() {
                maybe.clear();
                near.within(self.instance, (Kind::Site, j as usize), likely, &mut maybe);
                for &i in &maybe {
                    look(i as usize, k, &mut nearest);
                }
            }
        }
        for i in 0..points {
            // A point with a site within the radius searched has met its nearest one.
            if nearest[i].0 > likely || nearest[i].1 == u32::MAX {
                for k in 0..open.len() {
                    look(i, k, &mut nearest);
                }
            }
        }
        nearest
    }

    /// Demand points whose sites within `radius` have shares summing to less than 1, with that sum, least first;
    /// `shares`: the sites with a positive share. O(n · shares), or the demand within reach of them if there is a tree.
    pub(super) fn lacking(&self, shares: &[(u32, f64)], radius: f64) -> Vec<(u32, f64)> {
        let points = self.instance.points();
        let mut held = vec![0.0; points];
        let is_table = matches!(self.instance.metric(), Metric::Table(_));
        if is_table || !self.rows.is_empty() {
            let mut share = vec![0.0; self.instance.sites()];
            for &(j, y) in shares {
                share[j as usize] = y;
            }
            let mut row = Vec::new();
            for (i, held) in held.iter_mut().enumerate() {
                self.reach(i, radius, &mut row);
                *held = row.iter().map(|&(j, _)| share[j as usize]).sum();
            }
        } else {
            let near = self.near_demand();
            let mut maybe = Vec::new();
            for &(j, y) in shares {
                maybe.clear();
                near.within(self.instance, (Kind::Site, j as usize), radius, &mut maybe);
                for &i in &maybe {
                    if self.between.distance(i as usize, j as usize) <= radius {
                        held[i as usize] += y;
                    }
                }
            }
        }
        let asks = (0..points).filter(|&i| self.base[i] > radius);
        let mut lacking: Vec<(u32, f64)> =
            asks.map(|i| (i as u32, held[i])).filter(|&(_, held)| held < 1.0 - ENOUGH).collect();
        lacking.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        lacking
    }

    fn near_demand(&self) -> &NearTree {
        self.near_demand.get_or_init(|| {
            let all: Vec<u32> = (0..self.instance.points() as u32).collect();
            NearTree::new(self.instance, Kind::Demand, &all)
        })
    }

    fn row(&self, demand: usize) -> Option<&Vec<(u32, f64)>> {
        self.rows.get(demand)
    }
}
