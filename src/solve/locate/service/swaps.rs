//! Swaps of an open site for any other, evaluated on all demand: for p-medians whose rows cannot be listed.

use super::build::{Terms, fates_of};
use super::demand::{Charge, Demand};
use super::fate::Fate;
use super::limit::Limit;
use crate::solve::clock::Clock;
use crate::travel::{Blocks, Reach, Spot};

/// The cost of a point at its cheapest server, which is named by its place among the open sites, and without that.
#[derive(Debug, Clone, Copy)]
struct Servers {
    cost: f64,
    next_cost: f64,
    first: usize,
}

impl Servers {
    fn offer(&mut self, cost: f64, place: usize) {
        if cost < self.cost {
            *self = Self { cost, next_cost: self.cost, first: place };
        } else {
            self.next_cost = self.next_cost.min(cost);
        }
    }
}

/// An open set with the servers of all demand, at distances from below.
pub(super) struct Swaps<'a> {
    demand: Demand<'a>,
    clock: Clock<'a>,
    blocks: Blocks,
    spots: Vec<Spot>,
    points: Vec<u32>,
    /// All sites that may be open by position in the instance; the other lists are of positions here.
    names: Vec<u32>,
    /// Sites that may leave, then those open in any case.
    open: Vec<u32>,
    /// How many may leave.
    moving: usize,
    closed: Vec<u32>,
    servers: Vec<Servers>,
    value: f64,
    /// What it rises by when a site leaves.
    losses: Vec<f64>,
    /// How near to a point a site must be to matter.
    reach: Option<Reach>,
}

impl<'a> Swaps<'a> {
    /// From an open set that keeps the limit; none where the number of sites is not given, or no other could enter.
    pub(super) fn new(terms: &Terms<'a>, open: &[u32], clock: Clock<'a>) -> Option<Self> {
        if !matches!((terms.limit, terms.charge), (Limit::Exactly(_), Charge::Distance)) {
            return None;
        }
        let (fates, ..) = fates_of(terms.instance, terms.limit);
        let (mut fixed, mut moving, mut closed) = (Vec::new(), Vec::new(), Vec::new());
        let mut names = Vec::new();
        for (site, fate) in (0_u32..).zip(&fates) {
            let position = names.len() as u32;
            match (fate, open.binary_search(&site).is_ok()) {
                (Fate::Open, _) => fixed.push(position),
                (_, true) => moving.push(position),
                (Fate::Free(_), false) => closed.push(position),
                (Fate::Closed, false) => continue,
            }
            names.push(site);
        }
        if moving.is_empty() || closed.is_empty() {
            return None;
        }
        let demand = terms.demand();
        let points = demand.points();
        let blocks = Blocks::new(terms.instance, &points, &names)?;
        let mut swaps = Self {
            demand,
            clock,
            spots: blocks.spots(),
            blocks,
            points,
            names,
            moving: moving.len(),
            open: [moving, fixed].concat(),
            closed,
            servers: Vec::new(),
            value: 0.0,
            losses: Vec::new(),
            reach: None,
        };
        swaps.serve();
        Some(swaps)
    }

    /// Finds all servers anew.
    fn serve(&mut self) {
        // Farther than any site, where one alone is open.
        let far = 2.0 * self.blocks.farthest() + 1.0;
        let unserved = |&point: &u32| {
            let cost = far * self.demand.size(point as usize);
            Servers { cost, next_cost: cost, first: 0 }
        };
        let mut servers: Vec<Servers> = self.points.iter().map(unserved).collect();
        let everywhere = self.blocks.reach(|_| f64::INFINITY);
        for (place, &site) in self.open.iter().enumerate() {
            self.blocks.within(self.spots[site as usize], &everywhere, |k, distance| {
                let cost = self.demand.cost_at(self.points[k] as usize, distance);
                servers[k].offer(cost, place);
            });
        }
        self.servers = servers;
        self.weigh();
    }

    /// Sums up by server.
    fn weigh(&mut self) {
        self.losses = vec![0.0; self.open.len()];
        self.value = self.servers.iter().map(|own| own.cost).sum();
        for own in &self.servers {
            self.losses[own.first] += own.next_cost - own.cost;
        }
        let of = |k: usize| {
            let unit = self.demand.size(self.points[k] as usize);
            // Rounding must not leave out a site that is just as near.
            self.servers[k].next_cost / unit * (1.0 + 1e-9)
        };
        self.reach = Some(self.blocks.reach(of));
    }

    /// Puts a closed site in the place of an open one.
    fn swap(&mut self, place: usize, entering: usize) {
        std::mem::swap(&mut self.open[place], &mut self.closed[entering]);
        self.serve();
    }

    /// Swaps as soon as one is found that is better, until none is, about `most` pairs have been looked at or the time is
    /// over; the sites then open, ascending.
    pub(super) fn improve(&mut self, most: usize) -> Vec<u32> {
        let (mut looked, mut since, mut next) = (0, 0, 0);
        while since < self.closed.len() && looked < most && !self.clock.is_over() {
            let (best, pairs) = self.best_swap(self.closed[next]);
            looked += pairs;
            match best {
                Some(place) => {
                    self.swap(place, next);
                    looked += self.points.len() * self.open.len();
                    since = 0;
                }
                None => since += 1,
            }
            next = (next + 1) % self.closed.len();
        }
        let mut all: Vec<u32> = self.open.iter().map(|&site| self.names[site as usize]).collect();
        all.sort_unstable();
        all
    }

    /// The place of the open site that `enter` is best swapped for, where that is better; and how many pairs were looked
    /// at.
    fn best_swap(&self, enter: u32) -> (Option<usize>, usize) {
        let Some(reach) = &self.reach else {
            return (None, 0);
        };
        let (mut gain, mut pairs) = (0.0, 0);
        let mut losses = self.losses.clone();
        self.blocks.within(self.spots[enter as usize], reach, |k, distance| {
            pairs += 1;
            let own = &self.servers[k];
            let cost = self.demand.cost_at(self.points[k] as usize, distance);
            if cost < own.cost {
                gain += own.cost - cost;
                losses[own.first] -= own.next_cost - own.cost;
            } else if cost < own.next_cost {
                losses[own.first] -= own.next_cost - cost;
            }
        });
        let least = losses[..self.moving].iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        let place = least.filter(|(_, loss)| gain - *loss > 1e-9 * self.value);
        (place.map(|(place, _)| place), pairs)
    }
}
