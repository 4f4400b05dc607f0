//! What is known of a large instance before its rows are formed, which takes long and may have to cut them short: an open
//! set by true distances, and a bound.
//!
//! 1. A sampled form is bounded by prices and searched for open sets, as a whole one is.
//! 2. Each demand point gets a price from the sampled points nearest to it. At any prices λ the relaxation L(λ) of
//!    [`super::price`] bounds the whole; it is computed pair by pair, nothing is stored.
//! 3. Of p-medians the best set is improved by swaps of all sites, evaluated on all demand (Resende and Werneck 2007), and
//!    [`super::few`] goes on.

use super::ascent::Ascent;
use super::build::{Terms, fates_of};
use super::demand::{Charge, Demand};
use super::fate::Fate;
use super::price::{Choice, choose};
use super::rows::NONE;
use super::sample::Sample;
use super::solve::Procedure;
use super::swaps::Swaps;
use crate::domain::location::Metric;
use crate::solve::clock::Clock;
use crate::solve::locate::solution::Run;
use crate::travel::{Chords, Kind, NearTree, Nearest};
use crate::units::Share;
use rayon::prelude::*;

/// What is known ahead.
#[derive(Debug, Clone, Default)]
pub(super) struct Ahead {
    /// Open sites by position in the instance, ascending; none if none was found.
    pub(super) open: Option<Vec<u32>>,
    /// No open set has a smaller value.
    pub(super) bound: Option<f64>,
    /// Of p-medians with rows cut short, prices of all demand points instead.
    pub(super) prices: Option<Vec<f64>>,
}

/// Demand points and sites of the sample; of one that is taken when time is over.
const SAMPLE: (usize, usize) = (1000, 2000);
const SMALL: (usize, usize) = (200, 400);
/// For p-medians whose prices are improved at all pairs, where there is time: a step there costs as much as many here.
const LARGE: (usize, usize) = (2500, 2500);
const LARGE_S: f64 = 10.0;
/// Steps of the prices of the sample, and the most searches for open sets.
const STEPS: usize = 300;
const SEARCHES: usize = 3;
/// The most pairs that swaps look at.
pub(super) const SWAPPED: usize = 8_000_000_000;
/// Prices of a sample of the sites are somewhat high: the bound is computed at these parts of them.
const PARTS: [f64; 4] = [1.0, 0.98, 0.95, 0.9];
/// How many sampled points a price is taken from.
const NEIGHBOURS: usize = 3;
/// The number of blocks of demand: the same at any number of threads, so that sums are the same.
const BLOCKS: usize = 16;

impl Terms<'_> {
    /// What is known of the whole within the time; the sets searched for keep the rules, if any was found.
    pub(super) fn ahead(&self, run: &Run<'_>) -> Ahead {
        let has_time = run.clock.left_s().is_none_or(|left| left > LARGE_S);
        let (points, sites) = if self.is_few() && has_time { LARGE } else { SAMPLE };
        let Some(sample) = self.sample(points, sites, run.clock) else {
            return Ahead::default();
        };
        if sample.service.is_impossible() {
            return Ahead::default();
        }
        let mut search = Procedure::new(self.total, run);
        let prices = search.begin(&sample.service);
        let mut ascent = Ascent::new(&sample.service, prices);
        ascent.go(&sample.service, STEPS, search.cutoff(0.0), run);
        let prices = self.is_few().then(|| self.carried(&sample, &ascent.prices));
        let bound = match prices {
            Some(_) => None,
            None => self.bound_at(&sample, &ascent.prices, run.clock),
        };
        for _ in 0..SEARCHES {
            if run.is_over() || !search.improve(&sample.service, &ascent) {
                break;
            }
        }
        let mut open = search.open.take();
        if prices.is_none()
            && let Some(found) = &mut open
            && let Some(mut swaps) = Swaps::new(self, found, run.clock)
        {
            *found = swaps.improve(SWAPPED);
        }
        Ahead { open, bound, prices }
    }

    /// An open set of a small sample, whatever the time: tens of milliseconds.
    pub(super) fn at_once(&self) -> Option<Vec<u32>> {
        let run = Run {
            gap: Share::default(),
            clock: Clock::default(),
            pairs: self.pairs,
            start: None,
            most_nodes: None,
        };
        let sample = self.sample(SMALL.0, SMALL.1, run.clock)?;
        if sample.service.is_impossible() {
            return None;
        }
        let mut search = Procedure::new(self.total, &run);
        search.begin(&sample.service);
        search.open.filter(|open| self.serves_all(open))
    }

    /// Whether all demand that must be served can be, as the sample cannot tell of a table with pairs left out.
    fn serves_all(&self, open: &[u32]) -> bool {
        let is_table = matches!(self.instance.metric(), Metric::Table(_));
        if !is_table || !matches!(self.charge, Charge::Distance) {
            return true;
        }
        let nearest = Nearest::new(self.instance, open);
        self.demand().points().iter().all(|&point| nearest.from(point as usize).is_some())
    }

    /// The prices of a sample carried to all demand.
    fn carried(&self, sample: &Sample<'_>, prices: &[f64]) -> Vec<f64> {
        let demand = self.demand();
        let fates = fates_of(self.instance, self.limit).0.into_iter().zip(0..);
        let opened: Vec<u32> =
            fates.filter(|(fate, _)| *fate == Fate::Open).map(|(_, site)| site).collect();
        let carried = Carried::new(&demand, sample, prices, &opened);
        let chords = Chords::new(self.instance);
        let price = |&point: &u32| carried.prices(point as usize, &chords)[0];
        demand.points().par_iter().map(price).collect()
    }

    /// L(λ) at the prices of a sample carried to all demand; none if the time is over, or without places.
    fn bound_at(&self, sample: &Sample<'_>, prices: &[f64], clock: Clock<'_>) -> Option<f64> {
        let instance = self.instance;
        if matches!(instance.metric(), Metric::Table(_)) {
            return None;
        }
        let demand = self.demand();
        // All sites, and no rows.
        let (fates, limit, _) = fates_of(instance, self.limit);
        let (whole, _) = self.parts(limit, Clock::default()).assemble(fates, std::iter::empty());
        let carried = Carried::new(&demand, sample, prices, &whole.opened);
        let chords = Chords::new(instance);
        let points = demand.points();
        let block = |points: &[u32]| -> Option<Sums> {
            let mut sums = Sums::new(whole.sites());
            for &point in points {
                if clock.is_over() {
                    return None;
                }
                let point = point as usize;
                let prices = carried.prices(point, &chords);
                for (sum, price) in sums.prices.iter_mut().zip(prices) {
                    *sum += price;
                }
                for (saved, &site) in sums.reduced.iter_mut().zip(&whole.names) {
                    let cost = demand.cost_at(point, chords.distance(point, site as usize));
                    if cost < prices[0] {
                        for (saved, price) in saved.iter_mut().zip(prices) {
                            *saved += (cost - price).min(0.0);
                        }
                    }
                }
            }
            Some(sums)
        };
        let size = points.len().div_ceil(BLOCKS).max(1);
        let blocks: Vec<Sums> = points.par_chunks(size).map(block).collect::<Option<_>>()?;
        let all = Sums::all(whole.sites(), &blocks);
        let bound = |part: usize| {
            let costs = whole.costs.iter().zip(&all.reduced);
            let reduced: Vec<f64> = costs.map(|(cost, saved)| cost + saved[part]).collect();
            let mut choice = Choice::default();
            choose(&whole, &[], &reduced, &mut Vec::new(), &mut choice);
            // The constant and what is chosen, at most.
            let rounding = 1e-9 * (all.prices[part] + choice.value.abs());
            all.prices[part] + choice.value - rounding
        };
        let bounds = (0..PARTS.len()).map(bound);
        bounds.max_by(f64::total_cmp).filter(|bound| bound.is_finite())
    }
}

/// Prices of sampled points, carried to others.
struct Carried<'a> {
    demand: &'a Demand<'a>,
    near: NearTree,
    /// Of a sampled point, for a unit of its size; 0 of others.
    units: Vec<f64>,
    /// The sites that are open in any case.
    opened: Option<Nearest<'a>>,
}

impl<'a> Carried<'a> {
    fn new(demand: &'a Demand<'a>, sample: &Sample<'_>, prices: &[f64], opened: &[u32]) -> Self {
        let mut all = vec![0.0; prices.len()];
        let rows = || {
            let all = sample.rows.iter().zip(&sample.points).zip(&sample.factors);
            all.filter(|((row, _), _)| **row != NONE)
        };
        // A row of several points has a price for each unit of all of them.
        for ((&row, &point), &factor) in rows() {
            all[row as usize] += factor * demand.size(point as usize);
        }
        let mut units = vec![0.0; demand.instance.points()];
        for ((&row, &point), _) in rows() {
            units[point as usize] = prices[row as usize] / all[row as usize];
        }
        Self {
            near: NearTree::new(demand.instance, Kind::Demand, &sample.points),
            opened: (!opened.is_empty()).then(|| Nearest::new(demand.instance, opened)),
            demand,
            units,
        }
    }

    /// [`PARTS`] of a point's price: by the sampled points nearest to it, the nearer the more; at most its cost from the
    /// sites that are open in any case.
    fn prices(&self, point: usize, chords: &Chords<'_>) -> [f64; PARTS.len()] {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (other, distance) in self.near.nearest(self.demand.instance, point, NEIGHBOURS) {
            let weight = 1.0 / distance.max(1e-9);
            sum += weight * self.units[other as usize];
            weights += weight;
        }
        let served = self.opened.as_ref().and_then(|opened| opened.from(point));
        let served = served.map_or(f64::INFINITY, |(site, _)| {
            self.demand.cost_at(point, chords.distance(point, site as usize))
        });
        let (price, cap) =
            (self.demand.size(point) * sum / weights, served.min(self.demand.cap(point)));
        PARTS.map(|part| (part * price).min(cap))
    }
}

/// Sums over demand at each of [`PARTS`]: of prices, and for each site of what it saves.
struct Sums {
    prices: [f64; PARTS.len()],
    reduced: Vec<[f64; PARTS.len()]>,
}

impl Sums {
    fn new(sites: usize) -> Self {
        Self { prices: [0.0; PARTS.len()], reduced: vec![[0.0; PARTS.len()]; sites] }
    }

    fn all(sites: usize, blocks: &[Sums]) -> Self {
        let mut all = Self::new(sites);
        let add = |sum: &mut [f64; PARTS.len()], more: &[f64; PARTS.len()]| {
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        };
        for block in blocks {
            add(&mut all.prices, &block.prices);
            all.reduced.iter_mut().zip(&block.reduced).for_each(|(sum, more)| add(sum, more));
        }
        all
    }
}
