//! Who is served where when the open sites are known and customers may be split: transportation.
//!
//! minimise Σ c\[i,a\]·f\[i,a\] so that Σ_a f\[i,a\] = w\[i\], Σ_i f\[i,a\] ≤ s\[a\], f ≥ 0, over open sites a and,
//! where one may leave, a column "nowhere" without limit.
//!
//! Method: everyone starts at the cheapest column; what a column has too much is sent along shortest paths over
//! *columns* alone, where a → b costs the least c\[i,b\] − c\[i,a\] of those now at a (Ahuja, Magnanti & Orlin 1993,
//! *Network Flows*, §9.7 and §12.4: many customers, few sites). Prices of columns keep all reduced costs ≥ 0. With
//! whole weights and capacities all flows are whole, hence exact.

use super::model::Model;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The answer for one open set.
pub(super) struct Transport {
    /// Σ c·f, without what is short.
    pub(super) cost: f64,
    /// The weight that no open site has room for: above 0 when the open set cannot serve all.
    pub(super) short: f64,
    /// Price per unit of each open site's capacity, in the order given; 0 where there is room.
    pub(super) prices: Vec<f64>,
    /// How many columns: the open sites, in the order given, then perhaps "nowhere".
    pub(super) columns: usize,
    /// Amount of each customer at each column, customers in rows.
    pub(super) amounts: Vec<f64>,
    /// Cost per unit of the same, infinite where out of reach.
    pub(super) costs: Vec<f64>,
}

/// Someone at a column who could go to another one.
#[derive(Clone, Copy, PartialEq)]
struct Move {
    by: f64,
    customer: u32,
}

impl Eq for Move {}

impl PartialOrd for Move {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Move {
    // The cheapest on top of a heap, then the first.
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .by
            .total_cmp(&self.by)
            .then(other.customer.cmp(&self.customer))
    }
}

struct Network<'a> {
    model: &'a Model,
    columns: usize,
    costs: Vec<f64>,
    amounts: Vec<f64>,
    load: Vec<f64>,
    room: Vec<f64>,
    price: Vec<f64>,
    /// moves\[a\]\[b\], once a has been looked at.
    moves: Vec<Vec<BinaryHeap<Move>>>,
    dust: f64,
}

/// Serves all customers from the sites `open` (positions in the model, ascending).
///
/// Cost: customers × open sites, and for each path a Dijkstra over the open sites near it.
pub(super) fn serve(model: &Model, open: &[usize]) -> Transport {
    let mut network = Network::new(model, open);
    network.start();
    let mut short = 0.0;
    for customer in 0..model.customers() {
        let row = &network.amounts[customer * network.columns..][..network.columns];
        if row.iter().all(|&amount| amount == 0.0) {
            short += model.weights[customer];
        }
    }
    for column in 0..open.len() {
        while network.load[column] > network.room[column] + network.dust {
            if !network.augment(column) {
                short += network.load[column] - network.room[column];
                break;
            }
        }
    }
    network.answer(open.len(), short)
}

impl<'a> Network<'a> {
    fn new(model: &'a Model, open: &[usize]) -> Self {
        let columns = open.len() + usize::from(model.leave.is_some());
        let mut costs = vec![f64::INFINITY; model.customers() * columns];
        for (column, &site) in open.iter().enumerate() {
            let (customers, values) = model.pairs(site);
            for (&customer, &cost) in customers.iter().zip(values) {
                costs[customer as usize * columns + column] = cost;
            }
        }
        let mut room: Vec<f64> = open
            .iter()
            .map(|&site| model.sites[site].capacity)
            .collect();
        if let Some(leave) = model.leave {
            room.push(f64::INFINITY);
            for customer in 0..model.customers() {
                costs[customer * columns + columns - 1] = leave;
            }
        }
        Self {
            model,
            columns,
            amounts: vec![0.0; costs.len()],
            costs,
            load: vec![0.0; columns],
            room,
            price: vec![0.0; columns],
            moves: vec![Vec::new(); columns],
            dust: 1e-13 * model.total,
        }
    }

    fn start(&mut self) {
        for customer in 0..self.model.customers() {
            let row = &self.costs[customer * self.columns..][..self.columns];
            let nearest = row.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
            if let Some((column, cost)) = nearest
                && cost.is_finite()
            {
                let weight = self.model.weights[customer];
                self.amounts[customer * self.columns + column] = weight;
                self.load[column] += weight;
            }
        }
    }

    /// Takes some of what `from` has too much to where there is room; false when there is no way.
    fn augment(&mut self, from: usize) -> bool {
        let columns = self.columns;
        let mut distance = vec![f64::INFINITY; columns];
        let mut via: Vec<Option<(usize, u32)>> = vec![None; columns];
        let mut settled = vec![false; columns];
        distance[from] = 0.0;
        let end = loop {
            let next = (0..columns)
                .filter(|&column| !settled[column] && distance[column].is_finite())
                .min_by(|&a, &b| distance[a].total_cmp(&distance[b]));
            let Some(at) = next else {
                return false;
            };
            settled[at] = true;
            if at != from && self.load[at] < self.room[at] - self.dust {
                break at;
            }
            self.look(at);
            for to in 0..columns {
                if settled[to] {
                    continue;
                }
                if let Some(step) = self.cheapest(at, to) {
                    let reduced = (step.by + self.price[at] - self.price[to]).max(0.0);
                    if distance[at] + reduced < distance[to] {
                        distance[to] = distance[at] + reduced;
                        via[to] = Some((at, step.customer));
                    }
                }
            }
        };
        let (mut amount, mut at) = (
            (self.load[from] - self.room[from]).min(self.room[end] - self.load[end]),
            end,
        );
        let mut path = Vec::new();
        while let Some((before, customer)) = via[at] {
            path.push((before, at, customer as usize));
            amount = amount.min(self.amounts[customer as usize * columns + before]);
            at = before;
        }
        for (price, &distance_here) in self.price.iter_mut().zip(&distance) {
            *price += distance_here.min(distance[end]);
        }
        for (before, after, customer) in path {
            self.shift(customer, before, after, amount);
        }
        self.load[from] -= amount;
        self.load[end] += amount;
        true
    }

    /// Fills the heaps of a column that is looked at for the first time.
    fn look(&mut self, column: usize) {
        if !self.moves[column].is_empty() {
            return;
        }
        self.moves[column] = vec![BinaryHeap::new(); self.columns];
        for customer in 0..self.model.customers() {
            if self.amounts[customer * self.columns + column] > 0.0 {
                self.offer(customer, column);
            }
        }
    }

    /// Lets a customer at `column` go to any other one.
    fn offer(&mut self, customer: usize, column: usize) {
        let row = &self.costs[customer * self.columns..][..self.columns];
        for (to, heap) in self.moves[column].iter_mut().enumerate() {
            if to != column && row[to].is_finite() {
                heap.push(Move {
                    by: row[to] - row[column],
                    customer: customer as u32,
                });
            }
        }
    }

    /// The cheapest way from one column to another.
    fn cheapest(&mut self, from: usize, to: usize) -> Option<Move> {
        while let Some(&step) = self.moves[from][to].peek() {
            if self.amounts[step.customer as usize * self.columns + from] > 0.0 {
                return Some(step);
            }
            self.moves[from][to].pop();
        }
        None
    }

    fn shift(&mut self, customer: usize, from: usize, to: usize, amount: f64) {
        let row = customer * self.columns;
        let was_there = self.amounts[row + to] > 0.0;
        self.amounts[row + from] -= amount;
        self.amounts[row + to] += amount;
        if self.amounts[row + from] <= self.dust * 1e-3 {
            self.amounts[row + to] += std::mem::take(&mut self.amounts[row + from]);
        }
        if !was_there && !self.moves[to].is_empty() {
            self.offer(customer, to);
        }
    }

    /// Prices of capacity are what a column's price is below the highest, which is that of all with room.
    fn answer(self, open: usize, short: f64) -> Transport {
        let flows = self.amounts.iter().zip(&self.costs);
        let cost = flows.filter(|&(&f, _)| f > 0.0).map(|(f, c)| f * c).sum();
        let highest = self.price.iter().copied().fold(0.0, f64::max);
        let prices = self.price[..open].iter().map(|p| highest - p).collect();
        Transport {
            cost,
            short,
            prices,
            columns: self.columns,
            amounts: self.amounts,
            costs: self.costs,
        }
    }
}
