//! A heuristic assignment of customers that are not split to given open sites, from the transportation problem.
//!
//! Customers that the transportation solution does not split keep their site. The others, heaviest first, take the
//! cheapest site with room, displacing one other customer if necessary. Then shifts of one customer and swaps of two
//! follow while they reduce the cost.

use super::model::Model;
use super::transport::Transport;

/// The column of each customer (the last column is "nowhere" if customers may stay unserved), and the cost of service.
pub(super) struct WholeAssignment {
    pub(super) columns: Vec<usize>,
    pub(super) cost: f64,
}

struct AssignmentState<'a> {
    model: &'a Model,
    width: usize,
    costs: &'a [f64],
    columns: Vec<usize>,
    room: Vec<f64>,
}

const NOT_YET: usize = usize::MAX;

/// A whole assignment near `transport`, if one was found.
pub(super) fn assign(
    model: &Model,
    open: &[usize],
    transport: &Transport,
) -> Option<WholeAssignment> {
    let width = transport.columns;
    let mut room: Vec<f64> = open.iter().map(|&site| model.sites[site].capacity).collect();
    room.resize(width, f64::INFINITY);
    let mut placing = AssignmentState {
        model,
        width,
        costs: &transport.costs,
        columns: vec![NOT_YET; model.customers()],
        room,
    };
    let mut split = Vec::new();
    for customer in 0..model.customers() {
        let row = &transport.shares[customer * width..][..width];
        let weight = model.weights[customer];
        match row.iter().position(|&share| share >= 1.0 - 1e-9) {
            Some(column) if weight <= placing.room[column] => placing.put(customer, column),
            _ => split.push(customer),
        }
    }
    split.sort_by(|&a, &b| model.weights[b].total_cmp(&model.weights[a]).then(a.cmp(&b)));
    for customer in split {
        if !placing.put_anywhere(customer) {
            return None;
        }
    }
    placing.improve();
    let cost = (0..model.customers()).map(|i| placing.cost(i, placing.columns[i])).sum();
    Some(WholeAssignment { columns: placing.columns, cost })
}

impl AssignmentState<'_> {
    fn cost(&self, customer: usize, column: usize) -> f64 {
        self.costs[customer * self.width + column] * self.model.weights[customer]
    }

    fn put(&mut self, customer: usize, column: usize) {
        self.room[column] -= self.model.weights[customer];
        self.columns[customer] = column;
    }

    fn take_out(&mut self, customer: usize) {
        let column = std::mem::replace(&mut self.columns[customer], NOT_YET);
        self.room[column] += self.model.weights[customer];
    }

    fn fits(&self, customer: usize, column: usize) -> bool {
        self.cost(customer, column).is_finite() && self.model.weights[customer] <= self.room[column]
    }

    fn put_anywhere(&mut self, customer: usize) -> bool {
        let free = (0..self.width)
            .filter(|&column| self.fits(customer, column))
            .map(|column| (self.cost(customer, column), column))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let weight = self.model.weights[customer];
        let mut best = free.map(|(cost, column)| (cost, column, None));
        for other in 0..self.model.customers() {
            let column = self.columns[other];
            if column == NOT_YET || !self.cost(customer, column).is_finite() {
                continue;
            }
            if self.room[column] + self.model.weights[other] < weight {
                continue;
            }
            let stay = self.cost(customer, column) - self.cost(other, column);
            for to in 0..self.width {
                let cost = stay + self.cost(other, to);
                if to != column
                    && best.is_none_or(|(least, ..)| cost < least)
                    && self.fits(other, to)
                {
                    best = Some((cost, column, Some((other, to))));
                }
            }
        }
        let Some((_, column, moved)) = best else {
            return false;
        };
        if let Some((other, to)) = moved {
            self.take_out(other);
            self.put(other, to);
        }
        self.put(customer, column);
        true
    }

    fn improve(&mut self) {
        for _ in 0..50 {
            let mut better = false;
            for customer in 0..self.model.customers() {
                better |= self.shift(customer) || self.swap(customer);
            }
            if !better {
                return;
            }
        }
    }

    fn shift(&mut self, customer: usize) -> bool {
        let here = self.cost(customer, self.columns[customer]);
        let to = (0..self.width)
            .map(|column| (self.cost(customer, column), column))
            .filter(|&(cost, column)| cost < here - 1e-12 * here && self.fits(customer, column))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, to)) = to {
            self.take_out(customer);
            self.put(customer, to);
        }
        to.is_some()
    }

    fn swap(&mut self, customer: usize) -> bool {
        let from = self.columns[customer];
        let here = self.cost(customer, from);
        let weight = self.model.weights[customer];
        let mut best = (-1e-12 * here, None);
        for other in 0..self.model.customers() {
            let to = self.columns[other];
            let gain = self.cost(customer, to) - here;
            if to == from || gain >= 0.0 {
                continue;
            }
            let change = gain + self.cost(other, from) - self.cost(other, to);
            let other_weight = self.model.weights[other];
            if change < best.0
                && weight <= self.room[to] + other_weight
                && other_weight <= self.room[from] + weight
            {
                best = (change, Some(other));
            }
        }
        let Some(other) = best.1 else {
            return false;
        };
        let to = self.columns[other];
        self.take_out(customer);
        self.take_out(other);
        self.put(customer, to);
        self.put(other, from);
        true
    }
}
