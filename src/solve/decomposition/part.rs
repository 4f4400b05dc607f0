//! One component: its columns and rows by positions of its own, and the best continuous columns for binaries that are set.
//!
//! Where binaries are set, rows limit each continuous column from below and above (in turn, until nothing changes). A column that
//! is of use to no row and no aim but in one direction takes the limit that it is drawn to. If the point then meets all rows, it
//! is best for every y: no other completion of these binaries has a column nearer to where it is drawn (the least element of a
//! polyhedron of such rows, Cottle & Veinott 1972). If it does not, nothing is said, and the component is left to the solver.

use super::coupling::Coupling;
use crate::solve::milp::{Milp, Row};
use crate::solve::split::{Bounds, Component, ends};

/// A row over the component's own columns.
#[derive(Debug, Clone)]
pub(super) struct PartRow {
    pub(super) terms: Vec<(usize, f64)>,
    pub(super) lower: f64,
    pub(super) upper: f64,
}

/// Where a continuous column is drawn to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Down,
    Up,
    /// To both, so that rows have to tell its value.
    Both,
    /// Nowhere, but as its rows want it.
    Nowhere,
}

/// A component.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The model's columns.
    pub(super) columns: Vec<usize>,
    pub(super) bounds: Vec<(f64, f64)>,
    /// Positions of the binaries.
    pub(super) binaries: Vec<usize>,
    continuous: Vec<usize>,
    drawn: Vec<Drawn>,
    /// Whether a column neither uses a coupling row nor counts in the aim.
    is_idle: Vec<bool>,
    /// Rows of binaries alone.
    pub(super) pure: Vec<PartRow>,
    /// Rows with continuous columns.
    pub(super) mixed: Vec<PartRow>,
}

/// What is known of binaries that are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Completed {
    /// The continuous columns are the best for every aim.
    Best,
    /// No continuous columns meet the rows.
    Impossible,
    /// Neither.
    Unclear,
}

/// Tolerance of rows in a completion.
const TOLERANCE: f64 = 1e-9;
/// How often limits are passed on.
const ROUNDS: usize = 60;

impl Part {
    pub(super) fn new(milp: &Milp, coupling: &Coupling, own: &Component, all: &Bounds) -> Self {
        let columns = own.columns.clone();
        let place = |j: usize| columns.binary_search(&j).ok();
        let (mut pure, mut mixed) = (Vec::new(), Vec::new());
        for &number in &own.rows {
            let row = part_row(&milp.rows()[number], all, place);
            let is_pure = row.terms.iter().all(|&(at, _)| milp.columns()[columns[at]].integer);
            if is_pure { pure.push(row) } else { mixed.push(row) }
        }
        let (binaries, continuous): (Vec<usize>, Vec<usize>) =
            (0..columns.len()).partition(|&at| milp.columns()[columns[at]].integer);
        let bounds: Vec<(f64, f64)> = columns.iter().map(|&j| all[j]).collect();
        let aim = coupling.count();
        let drawn = columns.iter().map(|&j| {
            let uses = &coupling.uses[j];
            let is_two_sided = |r: usize| r < aim && coupling.rows[r].is_equal;
            match uses.first() {
                None => Drawn::Nowhere,
                _ if uses.iter().any(|&(r, _)| is_two_sided(r)) => Drawn::Both,
                _ if uses.iter().all(|&(_, a)| a >= 0.0) => Drawn::Down,
                _ if uses.iter().all(|&(_, a)| a <= 0.0) => Drawn::Up,
                _ => Drawn::Both,
            }
        });
        let drawn: Vec<Drawn> = drawn.collect();
        let is_idle = drawn.iter().map(|&drawn| drawn == Drawn::Nowhere).collect();
        let mut part = Self { columns, bounds, binaries, continuous, drawn, is_idle, pure, mixed };
        part.draw_idle();
        part
    }

    /// Draws columns that are drawn nowhere so that no row wants two of its columns to give way: those without an upper limit
    /// down, then what rows ask for, then down.
    fn draw_idle(&mut self) {
        self.follow();
        let mut idle: Vec<usize> =
            self.continuous.iter().copied().filter(|&at| self.is_idle[at]).collect();
        idle.sort_by_key(|&at| self.bounds[at].1.is_finite());
        for at in idle {
            if self.drawn[at] == Drawn::Nowhere {
                self.drawn[at] = Drawn::Down;
                self.follow();
            }
        }
    }

    /// Where one column of a row has to give way, the others do not.
    fn follow(&mut self) {
        loop {
            let mut changed = false;
            for row in &self.mixed {
                for sign in [1.0, -1.0] {
                    let is_one =
                        if sign > 0.0 { row.lower.is_finite() } else { row.upper.is_finite() };
                    if !is_one {
                        continue;
                    }
                    let gives = |at: usize, a: f64, drawn: &[Drawn]| match drawn[at] {
                        Drawn::Down => sign * a > 0.0,
                        Drawn::Up => sign * a < 0.0,
                        Drawn::Both | Drawn::Nowhere => false,
                    };
                    let open: Vec<(usize, f64)> = row
                        .terms
                        .iter()
                        .copied()
                        .filter(|(at, _)| self.continuous.binary_search(at).is_ok())
                        .collect();
                    if !open.iter().any(|&(at, a)| gives(at, a, &self.drawn)) {
                        continue;
                    }
                    for (at, a) in open {
                        if self.drawn[at] == Drawn::Nowhere {
                            self.drawn[at] = if sign * a > 0.0 { Drawn::Up } else { Drawn::Down };
                            changed = true;
                        }
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Sets the continuous columns of `point`, whose binaries are set. `scratch` is for limits.
    pub(super) fn complete(&self, point: &mut [f64], scratch: &mut Bounds) -> Completed {
        scratch.clear();
        scratch.extend_from_slice(&self.bounds);
        for &at in &self.binaries {
            scratch[at] = (point[at], point[at]);
        }
        for round in 0.. {
            let mut changed = false;
            for row in &self.mixed {
                match self.tighten(row, scratch) {
                    None => return Completed::Impossible,
                    Some(more) => changed |= more,
                }
            }
            if !changed {
                break;
            }
            if round == ROUNDS {
                return Completed::Unclear;
            }
        }
        for &at in &self.continuous {
            let (lower, upper) = scratch[at];
            point[at] = match self.drawn[at] {
                Drawn::Both if upper - lower > TOLERANCE => return Completed::Unclear,
                Drawn::Up => upper,
                Drawn::Down | Drawn::Both | Drawn::Nowhere => lower,
            };
            if point[at].is_infinite() {
                return Completed::Unclear;
            }
        }
        if self.meets(point) {
            return Completed::Best;
        }
        self.mend(point, scratch);
        if self.meets(point) { Completed::Best } else { Completed::Unclear }
    }

    /// Moves columns that count nowhere until the rows are met, as far as other rows allow.
    fn mend(&self, point: &mut [f64], limits: &Bounds) {
        for row in &self.mixed {
            let value = row.value(point);
            let mut lacking = match value {
                value if value < row.lower => row.lower - value,
                value if value > row.upper => row.upper - value,
                _ => continue,
            };
            for &(at, a) in row.terms.iter().filter(|(at, _)| self.is_idle[*at]) {
                if lacking.abs() <= TOLERANCE || self.continuous.binary_search(&at).is_err() {
                    continue;
                }
                let wanted = (point[at] + lacking / a).clamp(limits[at].0, limits[at].1);
                let mut step = wanted - point[at];
                for other in self.mixed.iter().filter(|other| !std::ptr::eq(*other, row)) {
                    let Some(&(_, b)) = other.terms.iter().find(|own| own.0 == at) else {
                        continue;
                    };
                    let value = other.value(point);
                    let room =
                        if step * b > 0.0 { other.upper - value } else { value - other.lower };
                    let most = room.max(0.0) / b.abs();
                    step = step.clamp(-most, most);
                }
                point[at] += step;
                lacking -= a * step;
            }
        }
    }

    fn meets(&self, point: &[f64]) -> bool {
        self.mixed.iter().all(|row| row.holds(point))
    }

    /// Tightens the limits of continuous columns by a row; none where it cannot be met.
    fn tighten(&self, row: &PartRow, limits: &mut Bounds) -> Option<bool> {
        let mut changed = false;
        // The least and the most of the row, and how many columns have no limit there.
        let (mut least, mut most) = ((0.0, 0_u32), (0.0, 0_u32));
        let add = |sum: &mut (f64, u32), own: f64| match own.is_finite() {
            true => sum.0 += own,
            false => sum.1 += 1,
        };
        for &(at, a) in &row.terms {
            let (low, high) = ends(a, limits[at]);
            add(&mut least, low);
            add(&mut most, high);
        }
        let slack = TOLERANCE * (1.0 + least.0.abs());
        if most.1 == 0 && most.0 < row.lower - slack || least.1 == 0 && least.0 > row.upper + slack
        {
            return None;
        }
        for &(at, a) in &row.terms {
            let (lower, upper) = limits[at];
            if lower == upper {
                continue;
            }
            let (low, high) = ends(a, (lower, upper));
            let without = |sum: (f64, u32), own: f64| match (sum.1, own.is_finite()) {
                (0, _) => Some(sum.0 - own),
                (1, false) => Some(sum.0),
                _ => None,
            };
            let mut next = (lower, upper);
            if row.lower.is_finite()
                && let Some(others) = without(most, high)
            {
                let limit = snapped((row.lower - others) / a);
                if a > 0.0 { next.0 = next.0.max(limit) } else { next.1 = next.1.min(limit) }
            }
            if row.upper.is_finite()
                && let Some(others) = without(least, low)
            {
                let limit = snapped((row.upper - others) / a);
                if a > 0.0 { next.1 = next.1.min(limit) } else { next.0 = next.0.max(limit) }
            }
            if next.0 > next.1 {
                if next.0 > next.1 + TOLERANCE * (1.0 + next.1.abs()) {
                    return None;
                }
                // Equal but for rounding.
                next = if next.0 == lower { (lower, lower) } else { (next.1, next.1) };
            }
            if next.0 - lower > 1e-12 || upper - next.1 > 1e-12 {
                let (low_now, high_now) = ends(a, next);
                if low.is_finite() {
                    least.0 += low_now - low
                } else if low_now.is_finite() {
                    least = (least.0 + low_now, least.1 - 1)
                }
                if high.is_finite() {
                    most.0 += high_now - high
                } else if high_now.is_finite() {
                    most = (most.0 + high_now, most.1 - 1)
                }
                limits[at] = next;
                changed = true;
            }
        }
        Some(changed)
    }
}

impl PartRow {
    pub(super) fn value(&self, point: &[f64]) -> f64 {
        self.terms.iter().map(|&(at, a)| a * point[at]).sum()
    }

    pub(super) fn holds(&self, point: &[f64]) -> bool {
        let value = self.value(point);
        let slack = |limit: f64| TOLERANCE * (1.0 + limit.abs());
        (self.lower.is_infinite() || value >= self.lower - slack(self.lower))
            && (self.upper.is_infinite() || value <= self.upper + slack(self.upper))
    }
}

/// The row over the component's own columns; what fixed ones use is taken off its limits.
fn part_row(row: &Row, all: &Bounds, place: impl Fn(usize) -> Option<usize>) -> PartRow {
    let (mut terms, mut fixed) = (Vec::with_capacity(row.terms.len()), 0.0);
    for &(col, a) in &row.terms {
        match place(col.position()) {
            Some(at) => terms.push((at, a)),
            None => fixed += a * all[col.position()].0,
        }
    }
    PartRow { terms, lower: row.lower - fixed, upper: row.upper - fixed }
}

/// Whole numbers without what rounding adds.
fn snapped(number: f64) -> f64 {
    let whole = number.round();
    if (number - whole).abs() < TOLERANCE { whole } else { number }
}
