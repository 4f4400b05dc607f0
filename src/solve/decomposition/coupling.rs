//! The rows that couple, all turned to ≤, and the columns that stand in no other row.
//!
//! ```text
//! Σ_j a[r,j]·x_j ≤ b[r]      r ∈ R
//! ```
//!
//! Three things are done before anything is enumerated:
//!
//! - A row that only the least use of its columns meets (every town needs a centre) fixes them and goes: its multiplier would
//!   grow without end on a rounding error. A row that nothing can break goes too.
//! - An equality that says what is paid (Σ_f m[f,C] = cost) becomes cost − Σ m ≤ 0 where paying more is never of use: its free
//!   columns only consume elsewhere. As a relaxation it is valid anyway; so it loses nothing.
//! - A free column gets a finite upper limit, so that L(y) is a number for every y: from a row that it consumes, or, where it
//!   costs and makes up for what others miss (q), from the most that others can miss.

use crate::solve::milp::{Expr, Milp};
use crate::solve::split::{Bounds, least, most};
use std::collections::BTreeMap;

/// Tolerance of rows, relative to their greatest number.
const TIGHT: f64 = 1e-9;

/// A coupling row as ≤.
#[derive(Debug, Clone)]
pub(super) struct CoupledRow {
    /// The row of the model.
    pub(super) row: usize,
    /// 1, or −1 where the row was ≥.
    pub(super) sign: f64,
    /// b, less what fixed columns use.
    pub(super) most: f64,
    /// Whether the model says =, so that what is written back has to.
    pub(super) was_equal: bool,
    /// Whether it still is an equality, with a multiplier of any sign.
    pub(super) is_equal: bool,
}

/// A continuous column that stands in coupling rows alone.
#[derive(Debug, Clone)]
pub(super) struct Free {
    pub(super) column: usize,
    pub(super) lower: f64,
    pub(super) upper: f64,
    /// Its use of rows, and at the position after the last row its factor in the aim.
    pub(super) uses: Vec<(usize, f64)>,
}

/// The coupling rows with the uses of all columns.
#[derive(Debug, Clone)]
pub(super) struct Coupling {
    pub(super) rows: Vec<CoupledRow>,
    /// Of each column: its use of rows, and at the position after the last row its factor in the aim.
    pub(super) uses: Vec<Vec<(usize, f64)>>,
    /// The aim of fixed columns and its constant.
    pub(super) constant: f64,
}

impl Coupling {
    /// The coupling rows of the model; none where no point meets one of them. Fixes columns in `bounds`.
    pub(super) fn new(milp: &Milp, objective: &Expr, bounds: &mut Bounds) -> Option<Self> {
        let mut rows: Vec<CoupledRow> = Vec::new();
        for (row, data) in milp.rows().iter().enumerate().filter(|(_, data)| data.couples) {
            let is_equal = data.lower == data.upper;
            if data.upper.is_finite() {
                rows.push(CoupledRow {
                    row,
                    sign: 1.0,
                    most: data.upper,
                    was_equal: is_equal,
                    is_equal,
                });
            }
            if data.lower.is_finite() && !is_equal {
                rows.push(CoupledRow {
                    row,
                    sign: -1.0,
                    most: -data.lower,
                    was_equal: false,
                    is_equal,
                });
            }
        }
        let terms = |own: &CoupledRow| {
            let sign = own.sign;
            milp.rows()[own.row].terms.iter().map(move |&(col, a)| (col.position(), sign * a))
        };
        for _ in 0..2 {
            let mut stay = Vec::with_capacity(rows.len());
            for own in rows {
                let used: f64 = terms(&own).map(|(j, a)| least(a, bounds[j])).sum();
                let usable: f64 = terms(&own).map(|(j, a)| most(a, bounds[j])).sum();
                let size = terms(&own).map(|(_, a)| a.abs()).fold(own.most.abs(), f64::max);
                let slack = 1e-6 * size.max(1.0);
                if used > own.most + slack || own.is_equal && usable < own.most - slack {
                    return None;
                }
                if !own.is_equal && usable <= own.most {
                    continue;
                }
                if !own.is_equal && own.most - used <= TIGHT * size {
                    for (j, a) in terms(&own) {
                        let (lower, upper) = bounds[j];
                        bounds[j] = if a > 0.0 { (lower, lower) } else { (upper, upper) };
                    }
                    continue;
                }
                stay.push(own);
            }
            rows = stay;
        }
        let mut coupling = Self { rows, uses: vec![Vec::new(); bounds.len()], constant: 0.0 };
        coupling.relax_payments(milp, objective, bounds);
        coupling.state(milp, objective, bounds);
        Some(coupling)
    }

    /// The number of rows.
    pub(super) fn count(&self) -> usize {
        self.rows.len()
    }

    /// The multipliers of the model's rows, each with the sign of the side that it is of; none of those that are 0.
    pub(super) fn multipliers(&self, y: &[f64]) -> Vec<(usize, f64)> {
        let mut of_rows: BTreeMap<usize, f64> = BTreeMap::new();
        for (own, multiplier) in self.rows.iter().zip(y) {
            *of_rows.entry(own.row).or_default() += own.sign * multiplier;
        }
        of_rows.into_iter().filter(|own| own.1 != 0.0).collect()
    }

    /// Equalities whose columns of money only consume elsewhere, as ≤.
    fn relax_payments(&mut self, milp: &Milp, objective: &Expr, bounds: &Bounds) {
        let factor = |j: usize| {
            let at = objective.terms.binary_search_by_key(&j, |(col, _)| col.position());
            at.map_or(0.0, |at| objective.terms[at].1)
        };
        for at in 0..self.rows.len() {
            if !self.rows[at].is_equal {
                continue;
            }
            let own = self.rows[at].row;
            let terms = &milp.rows()[own].terms;
            let money: Vec<(usize, f64)> = terms
                .iter()
                .map(|&(col, a)| (col.position(), a))
                .filter(|&(j, _)| !milp.columns()[j].integer && bounds[j].1.is_infinite())
                .collect();
            let Some(&(_, first)) = money.first() else { continue };
            let sign = -first.signum();
            let consumes = money.iter().all(|&(j, a)| {
                a * sign < 0.0
                    && factor(j) >= 0.0
                    && self.rows.iter().all(|other| {
                        other.row == own
                            || milp.rows()[other.row].terms.iter().all(|&(col, b)| {
                                col.position() != j || !other.is_equal && other.sign * b >= 0.0
                            })
                    })
            });
            let row = &mut self.rows[at];
            if consumes && money.iter().all(|&(j, _)| bounds[j].0 == 0.0) {
                let most = sign * row.most;
                *row = CoupledRow { row: own, sign, most, was_equal: true, is_equal: false };
            }
        }
    }

    /// Takes in the uses of all columns, of those that are fixed as constants.
    fn state(&mut self, milp: &Milp, objective: &Expr, bounds: &Bounds) {
        let aim = self.rows.len();
        for (r, own) in self.rows.iter_mut().enumerate() {
            for &(col, a) in &milp.rows()[own.row].terms {
                let (j, a) = (col.position(), own.sign * a);
                match bounds[j] {
                    (lower, upper) if lower == upper => own.most -= a * lower,
                    _ => self.uses[j].push((r, a)),
                }
            }
        }
        self.constant = objective.constant;
        for &(col, factor) in &objective.terms {
            match bounds[col.position()] {
                (lower, upper) if lower == upper => self.constant += factor * lower,
                _ => self.uses[col.position()].push((aim, factor)),
            }
        }
    }

    /// The columns as free ones; none where one of them has no limit.
    pub(super) fn free(
        &self,
        milp: &Milp,
        columns: &[usize],
        bounds: &Bounds,
    ) -> Option<Vec<Free>> {
        let mut bounds = bounds.clone();
        let mut free = Vec::new();
        for &column in columns {
            if bounds[column].1.is_infinite() {
                bounds[column].1 = self.limit(milp, column, &bounds)?;
            }
        }
        for &column in columns {
            let (lower, upper) = bounds[column];
            let uses = self.uses[column].clone();
            free.push(Free { column, lower, upper, uses });
        }
        Some(free)
    }

    /// An upper limit that loses no best value.
    fn limit(&self, milp: &Milp, column: usize, bounds: &Bounds) -> Option<f64> {
        let aim = self.rows.len();
        let others = |r: usize, of: &dyn Fn(f64, (f64, f64)) -> f64| -> f64 {
            let own = &self.rows[r];
            let terms = milp.rows()[own.row].terms.iter();
            let open = terms.map(|&(col, a)| (col.position(), own.sign * a));
            let open = open.filter(|&(j, _)| j != column && bounds[j].0 != bounds[j].1);
            open.map(|(j, a)| of(a, bounds[j])).sum()
        };
        let lower = bounds[column].0;
        let consumed = self.uses[column].iter().filter(|&&(r, a)| r < aim && a > 0.0);
        let consumed = consumed.map(|&(r, a)| (self.rows[r].most - others(r, &least)) / a);
        let limit = consumed.fold(f64::INFINITY, f64::min);
        if limit.is_finite() {
            return Some(limit.max(lower));
        }
        let costs = self.uses[column].iter().all(|&(r, a)| match r == aim {
            true => a >= 0.0,
            false => !self.rows[r].is_equal,
        });
        let missed = self.uses[column].iter().filter(|&&(r, a)| r < aim && a < 0.0);
        let missed = missed.map(|&(r, a)| (others(r, &most) - self.rows[r].most) / -a);
        let missed = missed.fold(lower, f64::max);
        (costs && missed.is_finite()).then_some(missed)
    }
}
