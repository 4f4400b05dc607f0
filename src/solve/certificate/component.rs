//! The least price of a component, by branch and bound without linear programs.
//!
//! A node has limits of columns, tightened by the rows, and multipliers μ of the component's own rows, of any value; its bound is
//!
//! ```text
//! Σ_j min_{l_j ≤ x_j ≤ h_j} (c_j + Σ_r μ_r·a_rj)·x_j − Σ_r (μ_r > 0 ? μ_r·upper_r : μ_r·lower_r)
//! ```
//!
//! The μ are raised a row at a time: for one row that is the greatest value of a concave function of one number that is linear
//! between −c_j/a_j (coordinate ascent). The node of the least bound is branched on until its binaries are decided; then its bound
//! is that of the component. If that takes too many nodes the least bound is one too.

use super::limits::{LimitedRow, Rows};
use crate::solve::ordered::ordered;
use crate::solve::split::{Bounds, ends, least};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A component with prices.
#[derive(Debug)]
pub(super) struct Priced {
    pub(super) rows: Rows,
    pub(super) bounds: Bounds,
    pub(super) prices: Vec<f64>,
    /// What a price is the sum of, in magnitude.
    pub(super) sizes: Vec<f64>,
}

/// The most nodes.
pub(super) const NODES: usize = 4000;
/// How often the rows are gone through at the first node and at the others.
const SWEEPS: (usize, usize) = (30, 4);
/// Rounding, relative to all that is summed: 2^−53 for each of fewer than 4,000 terms.
const ROUNDING: f64 = 1e-12;

#[derive(Debug)]
struct Node {
    bound: f64,
    number: usize,
    bounds: Bounds,
    multipliers: Vec<f64>,
    /// Prices with the multipliers.
    prices: Vec<f64>,
}

impl Priced {
    /// A bound of the least price; infinite where no point meets the rows.
    pub(super) fn least(&self) -> f64 {
        let mut first = Node {
            bound: f64::NEG_INFINITY,
            number: 0,
            bounds: self.bounds.clone(),
            multipliers: vec![0.0; self.rows.rows.len()],
            prices: self.prices.clone(),
        };
        let all = 0..u32::try_from(self.rows.rows.len()).unwrap_or(u32::MAX);
        if !self.rows.tighten(&mut first.bounds, all) {
            return f64::INFINITY;
        }
        self.raise(&mut first, SWEEPS.0);
        let mut open = BinaryHeap::from([first]);
        let mut count = 0;
        while let Some(node) = open.pop() {
            let Some(column) = self.undecided(&node).filter(|_| count < NODES) else {
                return node.bound;
            };
            for value in [0.0, 1.0] {
                count += 1;
                let mut next = Node {
                    bound: node.bound,
                    number: count,
                    bounds: node.bounds.clone(),
                    multipliers: node.multipliers.clone(),
                    prices: node.prices.clone(),
                };
                next.bounds[column] = (value, value);
                if self.rows.tighten(&mut next.bounds, self.rows.of(column)) {
                    self.raise(&mut next, SWEEPS.1);
                    next.bound = next.bound.max(node.bound);
                    open.push(next);
                }
            }
        }
        f64::INFINITY
    }

    /// A binary that is not decided, the one whose price says least.
    fn undecided(&self, node: &Node) -> Option<usize> {
        let binaries = (0..node.bounds.len()).filter(|&at| self.rows.is_integer[at]);
        let open = binaries.filter(|&at| node.bounds[at].0 < node.bounds[at].1);
        let certainty =
            |at: &usize| node.prices[*at].abs() / self.sizes[*at].max(f64::MIN_POSITIVE);
        open.min_by(|a, b| certainty(a).total_cmp(&certainty(b)))
    }

    /// Raises the node's multipliers, and states its bound.
    fn raise(&self, node: &mut Node, sweeps: usize) {
        let mut before = self.state(node);
        let mut best = node.multipliers.clone();
        let mut events = Vec::new();
        for _ in 0..sweeps {
            for (number, row) in self.rows.rows.iter().enumerate() {
                let now = highest(row, node, node.multipliers[number], &mut events);
                let change = now - node.multipliers[number];
                if change != 0.0 {
                    node.multipliers[number] = now;
                    for &(at, a) in &row.terms {
                        node.prices[at as usize] += change * a;
                    }
                }
            }
            let now = self.state(node);
            let gain = now - before;
            if gain > 0.0 {
                best.clone_from(&node.multipliers);
            }
            before = before.max(now);
            if gain.is_nan() || gain <= 1e-7 * now.abs() {
                break;
            }
        }
        node.multipliers = best;
        self.state(node);
    }

    /// States prices and bound from the multipliers alone.
    fn state(&self, node: &mut Node) -> f64 {
        node.prices.clone_from(&self.prices);
        let mut sizes = self.sizes.clone();
        let (mut sum, mut size) = (0.0, 0.0);
        for (row, &multiplier) in self.rows.rows.iter().zip(&node.multipliers) {
            if multiplier == 0.0 {
                continue;
            }
            for &(at, a) in &row.terms {
                node.prices[at as usize] += multiplier * a;
                sizes[at as usize] += (multiplier * a).abs();
            }
            let paid = multiplier * if multiplier > 0.0 { row.upper } else { row.lower };
            sum -= paid;
            size += paid.abs();
        }
        for ((&price, &own), &bounds) in node.prices.iter().zip(&sizes).zip(&node.bounds) {
            sum += least(price, bounds);
            let greatest = bounds.0.abs().max(bounds.1.abs());
            if greatest.is_finite() {
                size += own * greatest;
            }
        }
        node.bound = sum - ROUNDING * size;
        node.bound
    }
}

/// The multiplier of a row at which the node's bound is greatest. `events` is for the numbers where its slope changes.
fn highest(row: &LimitedRow, node: &Node, own: f64, events: &mut Vec<(f64, f64)>) -> f64 {
    events.clear();
    // The slope right and left of 0.
    let (mut right, mut left) = (-row.upper, -row.lower);
    for &(at, a) in &row.terms {
        let (lower, upper) = node.bounds[at as usize];
        if lower == upper {
            right += a * lower;
            left += a * lower;
            continue;
        }
        if !(upper - lower).is_finite() {
            return own;
        }
        let price = node.prices[at as usize] - own * a;
        let (low, high) = ends(a, (lower, upper));
        let at_event = -price / a;
        events.push((at_event, high - low));
        // Before its event a column gives the most, behind it the least.
        right += if at_event > 0.0 { high } else { low };
        left += if at_event >= 0.0 { high } else { low };
    }
    if right <= 0.0 && left >= 0.0 {
        return 0.0;
    }
    if right > 0.0 {
        events.retain(|event| event.0 > 0.0);
        events.sort_by(|a, b| a.0.total_cmp(&b.0));
        for &(at, drop) in events.iter() {
            right -= drop;
            if right <= 0.0 {
                return at;
            }
        }
        return 0.0;
    }
    events.retain(|event| event.0 < 0.0);
    events.sort_by(|a, b| b.0.total_cmp(&a.0));
    for &(at, drop) in events.iter() {
        left += drop;
        if left >= 0.0 {
            return at;
        }
    }
    0.0
}

/// The least bound first; of equal ones the last, which is the deepest.
impl Node {
    fn compare(&self, other: &Self) -> Ordering {
        other.bound.total_cmp(&self.bound).then(self.number.cmp(&other.number))
    }
}

ordered!(Node);
