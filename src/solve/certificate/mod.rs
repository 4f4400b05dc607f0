//! Bounds that are proved again without a solver (docs/proofs.md).
//!
//! For any multipliers λ of the rows l ≤ A·x ≤ u that [couple](crate::solve::milp::Milp::overall), no point of a model is worth less than
//!
//! ```text
//! (34) L(λ) = Σ_k min { (c + λ·A)·x : x meets the rows of component k } − Σ_r (λ_r > 0 ? λ_r·u_r : λ_r·l_r)
//! ```
//!
//! since what is added to c·x is at most 0 where the rows hold. So whoever has the model and λ has the bound: nobody who found λ has
//! to be believed. `limits` tightens what columns can be by all rows, `component` finds each least price.

mod component;
mod limits;

#[cfg(feature = "highs")]
use super::certified::Certificate;
use super::certified::Multiplier;
use super::milp::{Col, Expr, Milp};
use super::split::{Bounds, Split, least};
use component::Priced;
use limits::{LimitedRow, Rows};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The certificate of a model by the multipliers of rows by position, in the unit of the objective; none where they prove nothing.
#[cfg(feature = "highs")]
pub(super) fn certified(
    milp: &Milp,
    objective: &Expr,
    multipliers: Vec<(usize, f64)>,
) -> Option<Certificate> {
    let named = multipliers
        .into_iter()
        .map(|(row, value)| Multiplier { row: milp.rows()[row].label.to_string(), value });
    let multipliers: Vec<Multiplier> = named.collect();
    let bound = proved(milp, objective, &multipliers)?;
    Some(Certificate { bound, multipliers })
}

/// What rounding may have added, and what a row may be exceeded by, relative to all that is summed.
const ROUNDING: f64 = 1e-9;

/// The same of what fixed columns use of a row: 2^−53 for each of fewer than 4,000 terms.
const ROUNDING_OF_FIXED: f64 = 1e-12;

/// L(λ), less what rounding may have added; none where λ proves nothing.
pub(super) fn proved(milp: &Milp, objective: &Expr, multipliers: &[Multiplier]) -> Option<f64> {
    let mut bounds = milp.bounds();
    let is_integer: Vec<bool> = milp.columns().iter().map(|own| own.integer).collect();
    let rows = milp.rows().iter().map(|row| LimitedRow {
        terms: row.terms.iter().map(|&(col, a)| (col.0, a)).collect(),
        lower: row.lower,
        upper: row.upper,
    });
    let all = Rows::new(rows.collect(), is_integer);
    if !all.tighten(&mut bounds, 0..u32::try_from(all.rows.len()).unwrap_or(u32::MAX)) {
        return None;
    }
    let mut of_rows = of_rows(milp, multipliers)?;
    lower(&mut of_rows, milp, objective, &bounds);
    let (mut prices, mut sizes) = (vec![0.0; bounds.len()], vec![0.0; bounds.len()]);
    for &(col, factor) in &objective.terms {
        prices[col.position()] += factor;
        sizes[col.position()] += factor.abs();
    }
    let (mut sum, mut size) = (objective.constant, objective.constant.abs());
    for (row, multiplier) in all.rows.iter().zip(of_rows).filter(|own| own.1 != 0.0) {
        for &(at, a) in &row.terms {
            prices[at as usize] += multiplier * a;
            sizes[at as usize] += (multiplier * a).abs();
        }
        let paid = multiplier * if multiplier > 0.0 { row.upper } else { row.lower };
        sum -= paid;
        size += paid.abs();
    }
    let split = Split::new(milp, &bounds);
    let priced = split.components.par_iter().map(|own| {
        let place = |column: usize| own.columns.binary_search(&column).ok();
        let rows = own.rows.iter().map(|&number| {
            let (mut terms, mut fixed, mut size) = (Vec::new(), 0.0, 0.0);
            let row = &all.rows[number];
            for &(at, a) in &row.terms {
                match place(at as usize) {
                    Some(place) => terms.push((Col::at(place).0, a)),
                    None => {
                        let own = a * bounds[at as usize].0;
                        (fixed, size) = (fixed + own, size + own.abs());
                    }
                }
            }
            let slack = ROUNDING_OF_FIXED * size;
            let (lower, upper) = (row.lower - fixed - slack, row.upper - fixed + slack);
            LimitedRow { terms, lower, upper }
        });
        let of = |all: &[f64]| own.columns.iter().map(|&column| all[column]).collect();
        let is_integer = own.columns.iter().map(|&column| all.is_integer[column]).collect();
        let priced = Priced {
            rows: Rows::new(rows.collect(), is_integer),
            bounds: own.columns.iter().map(|&column| bounds[column]).collect(),
            prices: of(&prices),
            sizes: of(&sizes),
        };
        priced.least()
    });
    let priced: Vec<f64> = priced.collect();
    let is_free = |&column: &usize| split.free.binary_search(&column).is_ok();
    let of_columns = (0..bounds.len())
        .filter(|column| bounds[*column].0 == bounds[*column].1 || is_free(column));
    let alone = of_columns.map(|column| least(prices[column], bounds[column]));
    for own in priced.into_iter().chain(alone) {
        sum += own;
        size += own.abs();
    }
    let bound = sum - ROUNDING * size;
    bound.is_finite().then_some(bound)
}

/// The multipliers by row, 0 where the row has no limit on their side; none where a row is not of the model.
fn of_rows(milp: &Milp, multipliers: &[Multiplier]) -> Option<Vec<f64>> {
    let mut of_rows = vec![0.0; milp.rows().len()];
    let coupling = milp.rows().iter().enumerate().filter(|own| own.1.couples);
    let by_name: HashMap<String, usize> =
        coupling.map(|(number, row)| (row.label.to_string(), number)).collect();
    for own in multipliers {
        let &number = by_name.get(&own.row)?;
        let row = &milp.rows()[number];
        if !own.value.is_finite() {
            return None;
        }
        let limit = if own.value > 0.0 { row.upper } else { row.lower };
        of_rows[number] = if limit.is_finite() { own.value } else { 0.0 };
    }
    Some(of_rows)
}

/// Lowers multipliers until no column without an upper limit is worth more the more there is of it.
fn lower(of_rows: &mut [f64], milp: &Milp, objective: &Expr, bounds: &Bounds) {
    let mut unlimited: BTreeMap<usize, (f64, Vec<(usize, f64)>)> = BTreeMap::new();
    let is_unlimited = |column: usize| bounds[column].1.is_infinite();
    for (number, row) in milp.rows().iter().enumerate().filter(|own| of_rows[own.0] != 0.0) {
        for &(col, a) in row.terms.iter().filter(|own| is_unlimited(own.0.position())) {
            unlimited.entry(col.position()).or_default().1.push((number, a));
        }
    }
    for &(col, factor) in &objective.terms {
        if let Some(own) = unlimited.get_mut(&col.position()) {
            own.0 = factor;
        }
    }
    // What is lowered for one column may be what another had.
    for _ in 0..LOWERED {
        for (factor, uses) in unlimited.values() {
            let (mut costs, mut gains) = (*factor, 0.0);
            for &(row, a) in uses {
                let own = of_rows[row] * a;
                if own > 0.0 { costs += own } else { gains -= own }
            }
            if gains > costs {
                let share = (costs / gains * (1.0 - ROUNDING)).max(0.0);
                let lowered = uses.iter().filter(|&&(row, a)| of_rows[row] * a < 0.0);
                let lowered: Vec<usize> = lowered.map(|own| own.0).collect();
                lowered.into_iter().for_each(|row| of_rows[row] *= share);
            }
        }
    }
}

/// How often multipliers are lowered.
const LOWERED: usize = 4;
