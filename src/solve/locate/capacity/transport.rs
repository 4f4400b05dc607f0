//! The transportation problem: the assignment of customers that may be split to given open sites.
//!
//! minimise Σ c\[i,a\]·f\[i,a\] so that Σ_a f\[i,a\] = w\[i\], Σ_i f\[i,a\] ≤ s\[a\], f ≥ 0, over open sites a and, if
//! customers may stay unserved, a column "nowhere" without limit.
//!
//! Method: all customers start at their cheapest column. The excess of a column is sent along shortest paths over
//! *columns* alone, where a → b costs the least c\[i,b\] − c\[i,a\] of those now at a (Ahuja, Magnanti & Orlin 1993,
//! *Network Flows*, §9.7 and §12.4: many customers, few sites). Prices of columns keep all reduced costs ≥ 0. Of
//! equally cheap paths the one with the fewest columns is taken, which avoids many small shipments back and forth
//! (Edmonds and Karp 1972). Amounts and costs are scaled to integers by powers of two, fine enough that weights are
//! exact and costs are accurate to rounding, so the search is exact and terminates.

use super::model::Model;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The answer for one open set.
pub(super) struct Transport {
    /// Σ c·f, without the unserved weight.
    pub(super) cost: f64,
    /// The weight that no open site has room for: above 0 when the open set cannot serve all.
    pub(super) short: f64,
    /// Price per unit of each open site's capacity, in the order given; 0 where there is room.
    pub(super) prices: Vec<f64>,
    /// The number of columns: the open sites, in the order given, then "nowhere" if there is one.
    pub(super) columns: usize,
    /// Share of each customer at each column, customers in rows.
    pub(super) shares: Vec<f64>,
    /// Cost per unit of the same, infinite where out of reach.
    pub(super) costs: Vec<f64>,
}

/// A customer at one column who could move to another one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Move {
    by: i64,
    customer: u32,
}

impl PartialOrd for Move {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Move {
    // The cheapest on top of a heap, then the first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.by.cmp(&self.by).then(other.customer.cmp(&self.customer))
    }
}

struct Network<'a> {
    model: &'a Model,
    columns: usize,
    costs: Vec<f64>,
    /// The same in units of 1 / `fineness`, [`NO_WAY`] where infinite.
    units: Vec<i64>,
    fineness: f64,
    /// Amounts in units of 1 / `scale`.
    scale: f64,
    weights: Vec<i64>,
    amounts: Vec<i64>,
    load: Vec<i64>,
    room: Vec<i64>,
    price: Vec<i64>,
    /// moves\[a\]\[b\]; filled when a is first visited.
    moves: Vec<Vec<BinaryHeap<Move>>>,
}

/// All weights together come to at most 2 to the power of this, in units: sums stay below 2⁶³.
const MOST_UNITS: f64 = 60.0;

/// Out of reach.
const NO_WAY: i64 = i64::MAX;

/// Serves all customers from the sites `open` (positions in the model, ascending).
///
/// Cost: customers × open sites, and for each path a Dijkstra over the open sites near it.
pub(super) fn serve(model: &Model, open: &[usize]) -> Transport {
    let mut network = Network::new(model, open);
    network.start();
    let mut short = 0;
    for customer in 0..model.customers() {
        let row = &network.amounts[customer * network.columns..][..network.columns];
        if row.iter().all(|&amount| amount == 0) {
            short += network.weights[customer];
        }
    }
    for column in 0..open.len() {
        while network.load[column] > network.room[column] {
            if !network.augment(column) {
                short += network.load[column] - network.room[column];
                break;
            }
        }
    }
    network.answer(open.len(), short as f64)
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
        let scale = power_below(MOST_UNITS, model.total);
        let weights: Vec<i64> =
            model.weights.iter().map(|weight| ((weight * scale).round() as i64).max(1)).collect();
        let capacity = |&site: &usize| model.sites[site].capacity.min(model.total);
        let mut room: Vec<i64> = open.iter().map(|site| (capacity(site) * scale) as i64).collect();
        if let Some(leave) = model.leave {
            room.push(i64::MAX);
            for customer in 0..model.customers() {
                costs[customer * columns + columns - 1] = leave;
            }
        }
        let finite = costs.iter().copied().filter(|cost| cost.is_finite());
        // Paths of all columns must stay below 2⁶².
        let bits = (62.0 - (columns as f64 + 1.0).log2().ceil()).min(52.0);
        let fineness = power_below(bits, finite.fold(0.0, f64::max));
        let unit = |&cost: &f64| {
            if cost.is_finite() { (cost * fineness).round() as i64 } else { NO_WAY }
        };
        Self {
            model,
            columns,
            units: costs.iter().map(unit).collect(),
            fineness,
            scale,
            weights,
            amounts: vec![0; costs.len()],
            costs,
            load: vec![0; columns],
            room,
            price: vec![0; columns],
            moves: vec![Vec::new(); columns],
        }
    }

    fn start(&mut self) {
        for customer in 0..self.model.customers() {
            let row = &self.units[customer * self.columns..][..self.columns];
            let nearest = row.iter().enumerate().min_by_key(|&(_, cost)| cost);
            if let Some((column, &cost)) = nearest
                && cost < NO_WAY
            {
                let weight = self.weights[customer];
                self.amounts[customer * self.columns + column] = weight;
                self.load[column] += weight;
            }
        }
    }

    /// Sends some of the excess of `from` to a column with room; returns false if no path exists.
    fn augment(&mut self, from: usize) -> bool {
        let columns = self.columns;
        // Cost and length of the path to each column.
        let mut distance = vec![(NO_WAY, 0_usize); columns];
        let mut via: Vec<Option<(usize, u32)>> = vec![None; columns];
        let mut settled = vec![false; columns];
        distance[from] = (0, 0);
        let end = loop {
            let next = (0..columns)
                .filter(|&column| !settled[column] && distance[column].0 < NO_WAY)
                .min_by_key(|&column| distance[column]);
            let Some(at) = next else {
                return false;
            };
            settled[at] = true;
            if self.load[at] < self.room[at] {
                break at;
            }
            self.look(at);
            for to in 0..columns {
                if settled[to] {
                    continue;
                }
                if let Some(step) = self.cheapest(at, to) {
                    let reduced = step.by + self.price[at] - self.price[to];
                    let there = (distance[at].0 + reduced, distance[at].1 + 1);
                    if there < distance[to] {
                        distance[to] = there;
                        via[to] = Some((at, step.customer));
                    }
                }
            }
        };
        let (mut amount, mut at) =
            ((self.load[from] - self.room[from]).min(self.room[end] - self.load[end]), end);
        let mut path = Vec::new();
        while let Some((before, customer)) = via[at] {
            path.push((before, at, customer as usize));
            amount = amount.min(self.amounts[customer as usize * columns + before]);
            at = before;
        }
        for (price, here) in self.price.iter_mut().zip(&distance) {
            *price += here.0.min(distance[end].0);
        }
        for (before, after, customer) in path {
            self.shift(customer, before, after, amount);
        }
        self.load[from] -= amount;
        self.load[end] += amount;
        true
    }

    /// Fills the heaps of a column when it is first visited.
    fn look(&mut self, column: usize) {
        if !self.moves[column].is_empty() {
            return;
        }
        self.moves[column] = vec![BinaryHeap::new(); self.columns];
        for customer in 0..self.model.customers() {
            if self.amounts[customer * self.columns + column] > 0 {
                self.offer(customer, column);
            }
        }
    }

    /// Adds the moves of a customer at `column` to all other columns.
    fn offer(&mut self, customer: usize, column: usize) {
        let row = &self.units[customer * self.columns..][..self.columns];
        for (to, heap) in self.moves[column].iter_mut().enumerate() {
            if to != column && row[to] < NO_WAY {
                heap.push(Move { by: row[to] - row[column], customer: customer as u32 });
            }
        }
    }

    /// The cheapest move from one column to another.
    fn cheapest(&mut self, from: usize, to: usize) -> Option<Move> {
        while let Some(&step) = self.moves[from][to].peek() {
            if self.amounts[step.customer as usize * self.columns + from] > 0 {
                return Some(step);
            }
            self.moves[from][to].pop();
        }
        None
    }

    fn shift(&mut self, customer: usize, from: usize, to: usize, amount: i64) {
        let row = customer * self.columns;
        let was_there = self.amounts[row + to] > 0;
        self.amounts[row + from] -= amount;
        self.amounts[row + to] += amount;
        if !was_there && !self.moves[to].is_empty() {
            self.offer(customer, to);
        }
    }

    /// The price of a capacity is the column's price subtracted from the highest one, which all columns with room have.
    fn answer(self, open: usize, short: f64) -> Transport {
        let flows = self.amounts.iter().zip(&self.costs);
        let cost: f64 =
            flows.filter(|&(&flow, _)| flow > 0).map(|(&flow, cost)| flow as f64 * cost).sum();
        let rows = self.amounts.chunks_exact(self.columns.max(1));
        let shares = rows.zip(&self.weights).flat_map(|(row, &weight)| {
            row.iter().map(move |&amount| amount as f64 / weight as f64)
        });
        let highest = self.price.iter().copied().max().unwrap_or(0);
        let prices = self.price[..open].iter();
        let prices = prices.map(|price| (highest - price) as f64 / self.fineness);
        Transport {
            cost: cost / self.scale,
            short: short / self.scale,
            prices: prices.collect(),
            columns: self.columns,
            shares: shares.collect(),
            costs: self.costs,
        }
    }
}

/// The power of two that takes `most` to at most 2 to the power of `bits`.
fn power_below(bits: f64, most: f64) -> f64 {
    let exponent = bits - most.max(f64::MIN_POSITIVE).log2().ceil();
    2f64.powi(exponent.min(900.0) as i32)
}
