//! Swaps of an open site for any other, evaluated on all demand: for p-medians whose rows cannot be listed.

use super::build::{Terms, fates_of};
use super::demand::{Charge, Demand};
use super::fate::Fate;
use super::limit::Limit;
use crate::solve::clock::Clock;
use crate::travel::Chords;

/// The cheapest and second cheapest server of a point; a site that is open in any case is the last.
#[derive(Debug, Clone, Copy)]
struct Servers {
    cost: f64,
    next_cost: f64,
    first: usize,
}

/// An open set with the servers of all demand, at chords.
pub(super) struct Swaps<'a> {
    demand: Demand<'a>,
    chords: Chords<'a>,
    clock: Clock<'a>,
    points: Vec<u32>,
    /// Sites open in any case, sites that may leave, and those that may enter.
    fixed: Vec<u32>,
    open: Vec<u32>,
    closed: Vec<u32>,
    servers: Vec<Servers>,
}

impl<'a> Swaps<'a> {
    /// From an open set that keeps the limit; none where the number of sites is not given, or no other could enter.
    pub(super) fn new(terms: &Terms<'a>, open: &[u32], clock: Clock<'a>) -> Option<Self> {
        if !matches!((terms.limit, terms.charge), (Limit::Exactly(_), Charge::Distance)) {
            return None;
        }
        let (fates, ..) = fates_of(terms.instance, terms.limit);
        let (mut fixed, mut moving, mut closed) = (Vec::new(), Vec::new(), Vec::new());
        for (site, fate) in (0_u32..).zip(&fates) {
            match (fate, open.binary_search(&site).is_ok()) {
                (Fate::Open, _) => fixed.push(site),
                (_, true) => moving.push(site),
                (Fate::Free(_), false) => closed.push(site),
                (Fate::Closed, false) => {}
            }
        }
        let demand = terms.demand();
        let mut swaps = Self {
            demand,
            chords: Chords::new(terms.instance),
            clock,
            points: demand.points(),
            fixed,
            open: moving,
            closed,
            servers: Vec::new(),
        };
        swaps.serve();
        (!swaps.open.is_empty() && !swaps.closed.is_empty()).then_some(swaps)
    }

    fn cost(&self, point: u32, site: u32) -> f64 {
        let distance = self.chords.distance(point as usize, site as usize);
        self.demand.cost_at(point as usize, distance)
    }

    /// Finds all servers anew.
    fn serve(&mut self) {
        let last = self.open.len();
        let servers = self.points.iter().map(|&point| {
            let cap = self.demand.cap(point as usize);
            let mut own = Servers { cost: cap, next_cost: cap, first: last };
            let fixed = self.fixed.iter().map(|&site| (last, site));
            for (place, site) in self.open.iter().copied().enumerate().chain(fixed) {
                let cost = self.cost(point, site);
                if cost < own.cost {
                    own = Servers { cost, next_cost: own.cost, first: place };
                } else {
                    own.next_cost = own.next_cost.min(cost);
                }
            }
            own
        });
        self.servers = servers.collect();
    }

    /// Swaps as soon as one is found that is better, until none is, about `most` pairs have been looked at or the time is
    /// over; the sites then open, ascending.
    pub(super) fn improve(&mut self, most: usize) -> Vec<u32> {
        let (mut looked, mut since, mut next) = (0, 0, 0);
        while since < self.closed.len() && looked < most && !self.clock.is_over() {
            looked += self.points.len();
            match self.best_swap(self.closed[next]) {
                Some(place) => {
                    std::mem::swap(&mut self.open[place], &mut self.closed[next]);
                    self.serve();
                    looked += self.points.len() * self.open.len();
                    since = 0;
                }
                None => since += 1,
            }
            next = (next + 1) % self.closed.len();
        }
        let mut all = self.fixed.clone();
        all.extend(&self.open);
        all.sort_unstable();
        all
    }

    /// The place of the open site that `enter` is best swapped for, where that is better.
    fn best_swap(&self, enter: u32) -> Option<usize> {
        let last = self.open.len();
        let mut gain = 0.0;
        let mut total = 0.0;
        // What it costs that a site leaves, with the entering one there.
        let mut losses = vec![0.0; last + 1];
        for (&point, own) in self.points.iter().zip(&self.servers) {
            let cost = self.cost(point, enter);
            total += own.cost;
            if cost < own.cost {
                gain += own.cost - cost;
            } else {
                losses[own.first] += cost.min(own.next_cost) - own.cost;
            }
        }
        let least = losses[..last].iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        let (place, loss) = least?;
        (gain - loss > 1e-9 * total).then_some(place)
    }
}
