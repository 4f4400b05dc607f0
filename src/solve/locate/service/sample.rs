//! A form of a sample of the demand and of the sites, with every pair of both: small whatever the instance. It gives open
//! sets and prices of the whole at once.

use super::build::{Terms, fates_of};
use super::demand::{Charge, Demand, sort_by_place};
use super::fate::Fate;
use super::form::{RowBefore, Service};
use super::limit::Limit;
use super::rows::NONE;
use crate::domain::location::{Instance, Metric};
use crate::solve::clock::Clock;
use crate::travel::Chords;

/// A sampled form.
pub(super) struct Sample<'a> {
    pub(super) service: Service<'a>,
    /// The demand points drawn, each once, and the row of each ([`NONE`]: it is of no row).
    pub(super) points: Vec<u32>,
    pub(super) rows: Vec<u32>,
    /// For each point how many times its own cost stands in its row.
    pub(super) factors: Vec<f64>,
}

impl<'a> Terms<'a> {
    /// About `demand` points, each as likely as its weight says, and about `sites` sites; both are drawn at equal steps
    /// along a curve through the places, so that they lie as all lie. Costs are at chords. None if the time is over.
    pub(super) fn sample(
        &self,
        demand: usize,
        sites: usize,
        clock: Clock<'a>,
    ) -> Option<Sample<'a>> {
        let instance = self.instance;
        let of = self.demand();
        let (mut fates, limit, left) = fates_of(instance, self.limit);
        let least = match left {
            Limit::Exactly(count) | Limit::AtMost(count) => 2 * count,
            Limit::Budget(_) | Limit::Free => 0,
        };
        keep_some(instance, &mut fates, sites.max(least));
        let (points, factors) = drawn(&of, demand);
        self.sample_of(points, factors, (fates, limit), clock)
    }

    /// These demand points, each standing for so many of its kind, and the sites that `fates` leaves; the limit includes
    /// existing sites. Costs are at chords. None if the time is over.
    pub(super) fn sample_of(
        &self,
        points: Vec<u32>,
        factors: Vec<f64>,
        (fates, limit): (Vec<Fate>, Limit),
        clock: Clock<'a>,
    ) -> Option<Sample<'a>> {
        let (instance, of) = (self.instance, self.demand());
        let known: Vec<u32> =
            (0..fates.len() as u32).filter(|&site| fates[site as usize] != Fate::Closed).collect();
        let chords = Chords::new(instance);
        let rows = points.iter().zip(&factors).map(|(&point, &factor)| {
            let mut row: Vec<(u32, f64)> = match instance.metric() {
                Metric::Table(table) => {
                    let (sites, values) = table.row(point as usize);
                    let row = sites.iter().copied().zip(values.iter().copied());
                    row.filter(|&(site, _)| fates[site as usize] != Fate::Closed).collect()
                }
                _ => {
                    let far = |&site: &u32| (site, chords.distance(point as usize, site as usize));
                    known.iter().map(far).collect()
                }
            };
            for (_, cost) in &mut row {
                *cost = factor * of.cost_at(point as usize, *cost);
            }
            row.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            let cap = factor * of.cap(point as usize);
            RowBefore { row, cap, cut_short: NONE, place: point }
        });
        let rows: Vec<RowBefore> = rows.take_while(|_| !clock.is_over()).collect();
        if rows.len() < points.len() {
            return None;
        }
        let (service, rows) = self.parts(limit, clock).assemble(fates, rows.into_iter());
        Some(Sample { service, points, rows, factors })
    }
}

/// Closes free sites until about `most` are left.
fn keep_some(instance: &Instance, fates: &mut [Fate], most: usize) {
    let is_free = |site: &u32| matches!(fates[*site as usize], Fate::Free(_));
    let mut free: Vec<u32> = (0..fates.len() as u32).filter(is_free).collect();
    if free.len() <= most {
        return;
    }
    let places = Demand { instance, charge: Charge::Distance };
    sort_by_place(&mut free, |site| places.place_amid(std::iter::once(site)));
    for (position, &site) in free.iter().enumerate() {
        // The first of each of `most` equal parts stays.
        let part = |position: usize| position * most / free.len();
        if position > 0 && part(position) == part(position - 1) {
            fates[site as usize] = Fate::Closed;
        }
    }
}

/// Demand points drawn at equal steps of weight, and how much each stands for of its own cost.
fn drawn(demand: &Demand<'_>, count: usize) -> (Vec<u32>, Vec<f64>) {
    let size = |point: u32| demand.size(point as usize);
    let mut all = demand.points();
    if all.len() <= count {
        let ones = vec![1.0; all.len()];
        return (all, ones);
    }
    sort_by_place(&mut all, |point| demand.place_of(point as usize));
    let total: f64 = all.iter().map(|&point| size(point)).sum();
    let step = total / count as f64;
    let (mut points, mut factors) = (Vec::new(), Vec::new());
    let (mut passed, mut next) = (0.0, step / 2.0);
    for point in all {
        passed += size(point);
        let mut times: f64 = 0.0;
        while next <= passed {
            (times, next) = (times + 1.0, next + step);
        }
        if times > 0.0 {
            points.push(point);
            factors.push(times * step / size(point));
        }
    }
    (points, factors)
}
