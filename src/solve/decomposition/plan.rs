//! A plan as patterns, and as a point of the model.

use super::patterns::{point_at, vector_of};
use super::store::Store;
use super::wide::{Known, mask_of};
use crate::solve::milp::{Expr, Milp};

/// A pattern of each part, a point of each wide one, and the free columns.
#[derive(Debug, Clone)]
pub(super) struct PatternPlan {
    pub(super) masks: Vec<u64>,
    /// The vectors of the parts, one after the other.
    pub(super) vectors: Vec<f64>,
    pub(super) wide: Vec<Known>,
    pub(super) free: Vec<f64>,
    /// The aim, with its constant.
    pub(super) value: f64,
}

/// Tolerance of rows and bounds: twice what HiGHS allows itself, since a plan is written anew from its point.
const FEASIBLE: f64 = 2e-6;
/// What rounding may add, relative to all that a row sums up.
const ROUNDING: f64 = 1e-12;

impl PatternPlan {
    /// The plan at a point of the model; none where a part of it has no best completion.
    pub(super) fn of_point(store: &Store, objective: &Expr, point: &[f64]) -> Option<Self> {
        let (mut masks, mut vectors) = (Vec::new(), Vec::new());
        for own in &store.parts {
            let here: Vec<f64> = own.columns.iter().map(|&column| point[column]).collect();
            let mask = mask_of(own, &here);
            let best = point_at(own, mask)?;
            masks.push(mask);
            vectors.extend(vector_of(own, &best, &store.coupling));
        }
        let wide = store.wide.iter().map(|own| {
            let here: Vec<f64> = own.part.columns.iter().map(|&column| point[column]).collect();
            own.known_at(&here, &store.coupling)
        });
        let wide = wide.collect();
        let free = store.free.iter().map(|own| point[own.column]).collect();
        let mut plan = Self { masks, vectors, wide, free, value: 0.0 };
        let point = plan.point(store)?;
        plan.value = objective.value(&point);
        Some(plan)
    }

    /// The point of the model.
    pub(super) fn point(&self, store: &Store) -> Option<Vec<f64>> {
        let mut point: Vec<f64> = store.bounds.iter().map(|bounds| bounds.0).collect();
        for (own, &mask) in store.parts.iter().zip(&self.masks) {
            for (&column, value) in own.columns.iter().zip(point_at(own, mask)?) {
                point[column] = value;
            }
        }
        for (own, known) in store.wide.iter().zip(&self.wide) {
            for (&column, &value) in own.part.columns.iter().zip(&known.point) {
                point[column] = value;
            }
        }
        for (own, &value) in store.free.iter().zip(&self.free) {
            point[own.column] = value;
        }
        Some(point)
    }
}

/// Whether the point meets every row and bound of the model, within the tolerance of solvers.
pub(super) fn is_feasible(milp: &Milp, point: &[f64]) -> bool {
    let within = milp
        .columns()
        .iter()
        .zip(point)
        .all(|(own, &value)| value >= own.lower - FEASIBLE && value <= own.upper + FEASIBLE);
    within
        && milp.rows().iter().all(|row| {
            let terms = row.terms.iter().map(|&(col, a)| a * point[col.position()]);
            let (value, size) =
                terms.fold((0.0, 0.0), |(sum, size), own| (sum + own, size + own.abs()));
            let slack = FEASIBLE + ROUNDING * size;
            value >= row.lower - slack && value <= row.upper + slack
        })
}
