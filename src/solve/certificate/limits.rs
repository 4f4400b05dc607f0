//! Rows over columns with limits, and what rows make of the limits.

use crate::solve::milp::Col;
use crate::solve::split::{Bounds, ends};
use std::collections::VecDeque;

/// lower ≤ Σ factor·column ≤ upper.
#[derive(Debug, Clone)]
pub(super) struct LimitedRow {
    pub(super) terms: Vec<(u32, f64)>,
    pub(super) lower: f64,
    pub(super) upper: f64,
}

/// Rows with, for each column, those that have it.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) rows: Vec<LimitedRow>,
    rows_of: Vec<Vec<u32>>,
    pub(super) is_integer: Vec<bool>,
}

/// How far a limit is moved outwards for rounding: relative to itself, and to all that its row sums up.
const OUTWARDS: f64 = 1e-9;
const OUTWARDS_OF_ROW: f64 = 1e-12;
/// A whole number is this near to it.
const WHOLE: f64 = 1e-6;
/// Less is not worth looking at other rows again.
const WORTHWHILE: f64 = 1e-7;
/// How often a row is looked at.
const VISITS: u32 = 50;

impl Rows {
    pub(super) fn new(rows: Vec<LimitedRow>, is_integer: Vec<bool>) -> Self {
        let mut rows_of = vec![Vec::new(); is_integer.len()];
        for (number, row) in rows.iter().enumerate() {
            for &(at, _) in &row.terms {
                rows_of[at as usize].push(Col::at(number).0);
            }
        }
        Self { rows, rows_of, is_integer }
    }

    /// Tightens limits by these rows and those that they touch; whether any point can be left. No point that meets the rows is lost,
    /// whatever the rounding.
    pub(super) fn tighten(&self, bounds: &mut Bounds, first: impl Iterator<Item = u32>) -> bool {
        let mut visits = vec![0_u32; self.rows.len()];
        let mut is_queued = vec![false; self.rows.len()];
        let mut queue: VecDeque<u32> = first.collect();
        queue.iter().for_each(|&row| is_queued[row as usize] = true);
        let mut changed = Vec::new();
        while let Some(number) = queue.pop_front() {
            let at = number as usize;
            is_queued[at] = false;
            visits[at] += 1;
            if visits[at] > VISITS {
                continue;
            }
            changed.clear();
            if !self.tighten_by(&self.rows[at], bounds, &mut changed) {
                return false;
            }
            for &column in &changed {
                for &other in &self.rows_of[column as usize] {
                    if other != number && !std::mem::replace(&mut is_queued[other as usize], true) {
                        queue.push_back(other);
                    }
                }
            }
        }
        true
    }

    /// The rows of a column.
    pub(super) fn of(&self, column: usize) -> impl Iterator<Item = u32> + '_ {
        self.rows_of[column].iter().copied()
    }

    fn tighten_by(&self, row: &LimitedRow, bounds: &mut Bounds, changed: &mut Vec<u32>) -> bool {
        let (mut least, mut most) = (Sum::default(), Sum::default());
        for &(at, a) in &row.terms {
            let (low, high) = ends(a, bounds[at as usize]);
            least.add(low);
            most.add(high);
        }
        let finite = |limit: f64| if limit.is_finite() { limit.abs() } else { 0.0 };
        let size = finite(row.lower) + finite(row.upper) + least.size.max(most.size);
        let slack = OUTWARDS * (1.0 + size);
        if most.value() < row.lower - slack || least.value() > row.upper + slack {
            return false;
        }
        for &(at, a) in &row.terms {
            let column = at as usize;
            let (lower, upper) = bounds[column];
            if lower == upper {
                continue;
            }
            let (low, high) = ends(a, (lower, upper));
            let mut next = (lower, upper);
            // What is left for the column if all others give way as far as they can.
            let from_below = (row.lower - most.without(high)) / a;
            let from_above = (row.upper - least.without(low)) / a;
            let (floor, ceiling) =
                if a > 0.0 { (from_below, from_above) } else { (from_above, from_below) };
            let outwards =
                |limit: f64| OUTWARDS * (1.0 + limit.abs()) + OUTWARDS_OF_ROW * size / a.abs();
            if floor.is_finite() {
                next.0 =
                    next.0.max(self.rounded(column, floor - outwards(floor), f64::ceil, -WHOLE));
            }
            if ceiling.is_finite() {
                next.1 = next.1.min(self.rounded(
                    column,
                    ceiling + outwards(ceiling),
                    f64::floor,
                    WHOLE,
                ));
            }
            if next.0 > next.1 {
                if next.0 > next.1 + slack.max(OUTWARDS * (1.0 + next.1.abs())) {
                    return false;
                }
                // Equal but for rounding.
                next = (next.1, next.1);
            }
            let gained = |before: f64, after: f64| {
                before.is_infinite() && after.is_finite() || (after - before).abs() > WORTHWHILE
            };
            if gained(lower, next.0) || gained(upper, next.1) {
                let (low_now, high_now) = ends(a, next);
                least.replace(low, low_now);
                most.replace(high, high_now);
                bounds[column] = next;
                changed.push(at);
            }
        }
        true
    }

    fn rounded(&self, column: usize, limit: f64, whole: fn(f64) -> f64, near: f64) -> f64 {
        if self.is_integer[column] { whole(limit + near) } else { limit }
    }
}

/// A sum of numbers of which some are infinite, all of these with the same sign.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    finite: f64,
    size: f64,
    infinite: u32,
    sign: f64,
}

impl Sum {
    fn add(&mut self, own: f64) {
        match own.is_finite() {
            true => {
                self.finite += own;
                self.size += own.abs();
            }
            false => {
                self.infinite += 1;
                self.sign = own.signum();
            }
        }
    }

    fn replace(&mut self, own: f64, now: f64) {
        match own.is_finite() {
            true => self.finite -= own,
            false => self.infinite -= 1,
        }
        self.add(now);
    }

    fn value(self) -> f64 {
        if self.infinite > 0 { self.sign * f64::INFINITY } else { self.finite }
    }

    fn without(self, own: f64) -> f64 {
        match (self.infinite, own.is_finite()) {
            (0, _) => self.finite - own,
            (1, false) => self.finite,
            _ => self.sign * f64::INFINITY,
        }
    }
}
