//! The parts into which a model falls without its coupling rows.

use super::milp::{Milp, Row};
use std::collections::BTreeMap;

/// The bounds of columns, which rows tighten.
pub(super) type Bounds = Vec<(f64, f64)>;

/// The least of a·x within bounds; where a is 0 nothing, however far x may go.
pub(super) fn least(a: f64, (lower, upper): (f64, f64)) -> f64 {
    match a {
        a if a > 0.0 => a * lower,
        a if a < 0.0 => a * upper,
        _ => 0.0,
    }
}

/// The most of a·x within bounds, likewise.
pub(super) fn most(a: f64, bounds: (f64, f64)) -> f64 {
    -least(-a, bounds)
}

/// The least and the most of a·x within bounds.
pub(super) fn ends(a: f64, bounds: (f64, f64)) -> (f64, f64) {
    (least(a, bounds), most(a, bounds))
}

/// Columns and rows that share nothing with others but coupling rows; without fixed columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Component {
    pub(super) columns: Vec<usize>,
    pub(super) rows: Vec<usize>,
    pub(super) binaries: usize,
}

/// The components in the order of their first columns, and the continuous columns that stand in coupling rows alone.
#[derive(Debug, Clone, Default)]
pub(super) struct Split {
    pub(super) components: Vec<Component>,
    pub(super) free: Vec<usize>,
}

/// Sets that are joined (Tarjan 1975).
struct Joined(Vec<usize>);

impl Joined {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The least column is the root, so that components have an order.
        self.0[a.max(b)] = a.min(b);
    }
}

impl Split {
    /// The parts into which the model falls without the rows that couple.
    pub(super) fn new(milp: &Milp, bounds: &Bounds) -> Self {
        Self::of(milp, bounds, |row| row.couples)
    }

    /// The parts into which the model falls without the rows that are left out.
    pub(super) fn of(milp: &Milp, bounds: &Bounds, is_left_out: impl Fn(&Row) -> bool) -> Self {
        let mut joined = Joined((0..bounds.len()).collect());
        let is_open = |j: usize| bounds[j].0 < bounds[j].1;
        let local = || milp.rows().iter().enumerate().filter(|(_, row)| !is_left_out(row));
        for (_, row) in local() {
            let mut open = row.terms.iter().map(|(col, _)| col.position()).filter(|&j| is_open(j));
            if let Some(first) = open.next() {
                open.for_each(|other| joined.join(first, other));
            }
        }
        let mut parts: BTreeMap<usize, Component> = BTreeMap::new();
        for j in (0..bounds.len()).filter(|&j| is_open(j)) {
            let part = parts.entry(joined.root(j)).or_default();
            part.columns.push(j);
            part.binaries += usize::from(milp.columns()[j].integer);
        }
        for (number, row) in local() {
            let mut columns = row.terms.iter().map(|(col, _)| col.position());
            if let Some(first) = columns.find(|&j| is_open(j)) {
                parts.entry(joined.root(first)).or_default().rows.push(number);
            }
        }
        let mut split = Self::default();
        for part in parts.into_values() {
            match part.binaries == 0 && part.rows.is_empty() {
                true => split.free.extend(part.columns),
                false => split.components.push(part),
            }
        }
        split
    }

    /// Whether many parts, none of them much of the whole, make the model: then it is solved part by part.
    #[cfg(feature = "highs")]
    pub(super) fn is_fine(&self) -> bool {
        let binaries: usize = self.components.iter().map(|own| own.binaries).sum();
        let widest = self.components.iter().map(|own| own.binaries).max().unwrap_or(0);
        self.is_many() && widest * SHARE_OF_WIDEST <= binaries
    }

    /// Whether many parts have a choice.
    #[cfg(feature = "highs")]
    pub(super) fn is_many(&self) -> bool {
        self.components.iter().filter(|own| own.binaries > 0).count() >= MANY
    }
}

/// So many parts have a choice where it is worth to enumerate them: with fewer each weighs so much that the bound of their prices is
/// far from what whole choices reach, and the model as a whole is solved as soon.
#[cfg(feature = "highs")]
const MANY: usize = 1500;
/// The widest part has at most one of so many binaries.
#[cfg(feature = "highs")]
const SHARE_OF_WIDEST: usize = 20;
