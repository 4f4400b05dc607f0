//! The greatest Lagrangian bound, by a bundle method with a trust region (Marsten, Hogan & Blankenship 1975).
//!
//! L is concave and the sum of functions of groups of parts. Each evaluation at some y gives a plane above each of them; the
//! master problem is a linear program for the greatest sum of planes within a box around the best y. Where the gain is a fair part
//! of what the planes promise the centre moves, and the box grows if it was in the way; else it shrinks.

use super::dual::Evaluated;
use super::store::Store;
use crate::solve::backend::SolveLimits;
use crate::solve::error::SolveError;
use crate::solve::simplex::{LinearPoint, LinearProgram, LinearStatus, RowView};

/// The best multipliers found.
#[derive(Debug, Clone)]
pub(super) struct Multipliers {
    pub(super) y: Vec<f64>,
    /// L there, with wide components priced exactly: a bound.
    pub(super) bound: f64,
}

/// The most steps.
const STEPS: usize = 120;
/// A gain of this part of what is promised moves the centre.
const FAIR: f64 = 0.1;

/// The master problem.
struct Master {
    program: LinearProgram,
    /// What one of each multiplier is worth in the program.
    scales: Vec<f64>,
    /// What the program's objective counts one of the aim.
    inverse: f64,
    groups: usize,
    point: LinearPoint,
}

impl Master {
    fn new(store: &Store, unit: f64) -> Result<Self, SolveError> {
        let rows = store.coupling.count();
        let scales = scales(store);
        let inverse = 1.0 / unit;
        let mut program = LinearProgram::new()?;
        for (row, scale) in scales.iter().enumerate() {
            program.add_column(store.most(row) * scale * inverse, 0.0, 0.0)?;
        }
        let groups = store.groups.len() + store.wide.len();
        for _ in 0..groups + store.free.len() {
            program.add_column(-1.0, f64::NEG_INFINITY, f64::INFINITY)?;
        }
        let mut master = Self { program, scales, inverse, groups, point: LinearPoint::default() };
        for (number, own) in store.free.iter().enumerate() {
            for value in [own.lower, own.upper] {
                let mut vector = vec![0.0; rows + 1];
                for &(r, a) in &own.uses {
                    vector[r] += a * value;
                }
                master.add(groups + number, &vector)?;
            }
        }
        Ok(master)
    }

    /// θ ≤ f + y·u.
    fn add(&mut self, theta: usize, vector: &[f64]) -> Result<(), SolveError> {
        let rows = self.scales.len();
        let whole = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut terms: Vec<(u32, f64)> = Vec::with_capacity(rows + 1);
        for (r, scale) in self.scales.iter().enumerate().filter(|(r, _)| vector[*r] != 0.0) {
            terms.push((whole(r), -vector[r] * scale * self.inverse));
        }
        terms.push((whole(rows + theta), 1.0));
        let upper = vector[rows] * self.inverse;
        self.program.add_rows([RowView { terms: &terms, lower: f64::NEG_INFINITY, upper }])
    }

    fn cut(&mut self, evaluated: &Evaluated) -> Result<(), SolveError> {
        for (theta, vector) in evaluated.cuts.iter().enumerate() {
            self.add(theta, vector)?;
        }
        debug_assert_eq!(evaluated.cuts.len(), self.groups);
        Ok(())
    }

    /// The y within the box that promises most, what it promises, and what more a box of twice the size could promise at most; none
    /// where the program fails.
    fn promise(
        &mut self,
        store: &Store,
        center: &[f64],
        width: f64,
        limits: &SolveLimits<'_>,
    ) -> Result<Option<(Vec<f64>, f64, f64)>, SolveError> {
        let mut ends = Vec::with_capacity(center.len());
        for (r, (own, scale)) in center.iter().zip(&self.scales).enumerate() {
            let at = own / scale;
            let half = width * (1.0 + at.abs()) * 0.5;
            let least = if store.coupling.rows[r].is_equal { f64::NEG_INFINITY } else { 0.0 };
            ends.push((f64::max(least, at - half), at + half));
            self.program.set_bounds(r, ends[r].0, ends[r].1)?;
        }
        if self.program.solve_until(&limits.clock)? != LinearStatus::Optimal {
            return Ok(None);
        }
        self.program.read(&mut self.point)?;
        let promised = -self.program.objective() / self.inverse;
        let (mut beyond, mut y) = (0.0, Vec::with_capacity(center.len()));
        for (r, &(lower, upper)) in ends.iter().enumerate() {
            let value = self.point.columns[r].clamp(lower, upper);
            let near = 1e-6 * (upper - lower);
            if value >= upper - near || value <= lower + near && lower != 0.0 {
                let step = (1.0 + value.abs()).max(upper - lower);
                beyond += self.point.reduced_costs[r].abs() * step / self.inverse;
            }
            y.push(value * self.scales[r]);
        }
        Ok(Some((y, promised, beyond)))
    }
}

/// For each row, what moving all of the aim costs over moving all of the row.
fn scales(store: &Store) -> Vec<f64> {
    let size = store.size();
    let mut ranges = vec![0.0; size];
    for own in &store.patterns {
        for (r, range) in ranges.iter_mut().enumerate() {
            let values = (0..own.count()).map(|number| own.vector(number, size)[r]);
            let ends = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (f64::min(low, value), f64::max(high, value))
            });
            *range += ends.1 - ends.0;
        }
    }
    for own in &store.free {
        for &(r, a) in &own.uses {
            ranges[r] += a.abs() * (own.upper - own.lower);
        }
    }
    for own in &store.wide {
        for (&column, &(lower, upper)) in own.part.columns.iter().zip(&own.part.bounds) {
            for &(r, a) in store.coupling.uses[column].iter().filter(|_| upper.is_finite()) {
                ranges[r] += a.abs() * (upper - lower);
            }
        }
    }
    let aim = if ranges[size - 1] > 0.0 { ranges[size - 1] } else { 1.0 };
    ranges[..size - 1].iter().map(|&range| if range > 0.0 { aim / range } else { 1.0 }).collect()
}

/// The multipliers of the greatest bound, to `tolerance`; a bound of more than `enough` is not improved.
pub(super) fn greatest(
    store: &mut Store,
    tolerance: f64,
    enough: f64,
    limits: SolveLimits<'_>,
) -> Result<Option<Multipliers>, SolveError> {
    let mut center = vec![0.0; store.coupling.count()];
    let Some(first) = store.evaluate(&center, Some(limits))? else { return Ok(None) };
    let mut best = first.bound;
    // A bound that was seen, with its y.
    let mut proved = (first.bound, center.clone());
    let mut master = Master::new(store, tolerance * 50.0)?;
    master.cut(&first)?;
    let (mut width, mut misses, mut steps) = (1.0, 0, 0);
    while steps < STEPS && !limits.clock.is_over() && !center.is_empty() {
        steps += 1;
        let Some((y, promised, beyond)) = master.promise(store, &center, width, &limits)? else {
            break;
        };
        let Some(now) = store.evaluate(&y, None)? else { return Ok(None) };
        master.cut(&now)?;
        let on_box = beyond > tolerance / 2.0;
        let is_done = promised - f64::max(best, now.bound) <= tolerance && !on_box;
        if now.bound > best + FAIR * (promised - best) {
            (best, center, misses) = (now.bound, y, 0);
            if on_box {
                width = f64::min(width * 2.0, 1e4);
            }
        } else {
            if now.bound > best {
                (best, center) = (now.bound, y);
            }
            misses += 1;
            if misses >= 2 {
                (width, misses) = (f64::max(width / 2.0, 1e-5), 0);
            }
        }
        if is_done || best > enough {
            if store.wide.is_empty() {
                break;
            }
            let Some(exact) = store.evaluate(&center, Some(limits))? else { return Ok(None) };
            if exact.bound > proved.0 {
                proved = (exact.bound, center.clone());
            }
            if exact.bound >= best - tolerance || best > enough {
                break;
            }
            master.cut(&exact)?;
            best = exact.bound;
        }
    }
    let Some(exact) = store.evaluate(&center, Some(limits))? else { return Ok(None) };
    if exact.bound > proved.0 || !proved.0.is_finite() {
        proved = (exact.bound, center);
    }
    Ok(Some(Multipliers { y: proved.1, bound: proved.0 }))
}
