//! Components that are too wide to enumerate: priced by the solver, each by itself.

use super::coupling::Coupling;
use super::part::Part;
use super::patterns::{point_at, vector_of};
use crate::solve::backend::{SolveLimits, minimise};
use crate::solve::error::SolveError;
use crate::solve::milp::{Col, Expr, Milp};

/// A wide component with the patterns that are known of it.
#[derive(Debug)]
pub(super) struct Wide {
    pub(super) part: Part,
    /// Its rows alone, over its own columns.
    pub(super) milp: Milp,
    pub(super) known: Vec<Known>,
}

/// A point of a wide component.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub(super) point: Vec<f64>,
    pub(super) vector: Vec<f64>,
}

/// Solvers have absolute tolerances, so that the greatest price is made this.
const GREATEST_PRICE: f64 = 1e3;

impl Wide {
    pub(super) fn new(part: Part, milp: &Milp) -> Self {
        let mut own = Milp::default();
        for (&column, &(lower, upper)) in part.columns.iter().zip(&part.bounds) {
            let data = &milp.columns()[column];
            own.add_column(lower, upper, data.integer, data.label);
        }
        for row in part.pure.iter().chain(&part.mixed) {
            let terms = row.terms.iter().map(|&(at, a)| (Col::at(at), a)).collect();
            own.add_row(Expr { constant: 0.0, terms }, row.lower, row.upper);
        }
        Self { part, milp: own, known: Vec::new() }
    }

    /// The least price of the component, and a point that has about that.
    pub(super) fn price(
        &self,
        weights: &[f64],
        coupling: &Coupling,
        limits: SolveLimits<'_>,
    ) -> Result<(f64, Option<Known>), SolveError> {
        let prices =
            self.part.columns.iter().map(|&column| {
                coupling.uses[column].iter().map(|&(r, a)| weights[r] * a).sum::<f64>()
            });
        let prices: Vec<f64> = prices.collect();
        let greatest = prices.iter().fold(0.0_f64, |greatest, price| greatest.max(price.abs()));
        let scale = if greatest > 0.0 { GREATEST_PRICE / greatest } else { 1.0 };
        let terms = prices.iter().enumerate().filter(|(_, price)| **price != 0.0);
        let terms = terms.map(|(at, price)| (Col::at(at), price * scale)).collect();
        let answer = minimise(&self.milp, &Expr { constant: 0.0, terms }, None, limits)?;
        let bound = answer.bound.map_or(f64::NEG_INFINITY, |bound| bound / scale);
        let known = answer.point.map(|point| self.known_at(&point, coupling));
        Ok((bound, known))
    }

    /// The point with its best continuous columns, where they are known, else as it is.
    pub(super) fn known_at(&self, point: &[f64], coupling: &Coupling) -> Known {
        let best = match self.part.binaries.len() <= super::patterns::MOST_BINARIES {
            true => point_at(&self.part, mask_of(&self.part, point)),
            false => None,
        };
        let point = best.unwrap_or_else(|| point.to_vec());
        let vector = vector_of(&self.part, &point, coupling);
        Known { point, vector }
    }

    /// Takes in a point; whether it is new.
    pub(super) fn learn(&mut self, known: Known) -> usize {
        match self.known.iter().position(|own| own.vector == known.vector) {
            Some(at) => at,
            None => {
                self.known.push(known);
                self.known.len() - 1
            }
        }
    }
}

/// The binaries of a part that are 1 at a point of it.
pub(super) fn mask_of(part: &Part, point: &[f64]) -> u64 {
    let bits = part.binaries.iter().enumerate();
    bits.filter(|(_, at)| point[**at] > 0.5).fold(0, |mask, (bit, _)| mask | 1 << bit)
}
