//! The Lagrangian bound.
//!
//! ```text
//! L(y) = Σ_k min_{p ∈ P_k} (f_p + Σ_r y_r·u_pr) + Σ_j min_{l_j ≤ m_j ≤ h_j} (c_j + Σ_r y_r·a_rj)·m_j − Σ_r y_r·b_r
//! ```
//!
//! valid for every y with y_r ≥ 0 where row r is ≤.

use super::store::Store;
use super::wide::Known;
use crate::solve::backend::SolveLimits;
use crate::solve::error::SolveError;
use rayon::prelude::*;

/// L at some y.
#[derive(Debug, Clone, Default)]
pub(super) struct Evaluated {
    /// L(y), less what rounding may have added.
    pub(super) bound: f64,
    /// Of each group and each wide component, the sum of the vectors chosen.
    pub(super) cuts: Vec<Vec<f64>>,
}

/// Of each wide component its least price, or a bound of it, and the vector of a point of about that.
type PricedWide = Vec<(f64, Vec<f64>)>;

/// What a sum of so many numbers may be off, relative to the sum of their magnitudes.
const ROUNDING: f64 = 1e-13;

impl Store {
    /// The weights of a vector at y: y, then 1 for the aim.
    pub(super) fn weights(&self, y: &[f64]) -> Vec<f64> {
        y.iter().copied().chain([1.0]).collect()
    }

    /// L(y). Wide components have the points known so far (then it is no bound), or are priced by the solver, where `exactly`
    /// gives its limits. None where no point of one of them is known, or nothing is proved of it.
    pub(super) fn evaluate(
        &mut self,
        y: &[f64],
        exactly: Option<SolveLimits<'_>>,
    ) -> Result<Option<Evaluated>, SolveError> {
        let weights = self.weights(y);
        let size = self.size();
        let groups: Vec<(f64, f64, Vec<f64>)> = self
            .groups
            .par_iter()
            .map(|group| {
                let (mut sum, mut magnitude, mut cut) = (0.0, 0.0, vec![0.0; size]);
                for &part in group {
                    let patterns = &self.patterns[part];
                    let (best, price) = cheapest(&patterns.vectors, &weights);
                    let vector = patterns.vector(best, size);
                    sum += price;
                    for ((total, &own), weight) in cut.iter_mut().zip(vector).zip(&weights) {
                        *total += own;
                        magnitude += (own * weight).abs();
                    }
                }
                (sum, magnitude, cut)
            })
            .collect();
        let mut evaluated = Evaluated::default();
        let mut magnitude = 0.0;
        for (sum, own, cut) in groups {
            evaluated.bound += sum;
            magnitude += own;
            evaluated.cuts.push(cut);
        }
        let Some(wide) = self.price_wide(&weights, exactly)? else { return Ok(None) };
        for (price, cut) in wide {
            evaluated.bound += price;
            magnitude += price.abs();
            evaluated.cuts.push(cut);
        }
        for own in &self.free {
            let price: f64 = own.uses.iter().map(|&(r, a)| weights[r] * a).sum();
            let paid = f64::min(price * own.lower, price * own.upper);
            evaluated.bound += paid;
            magnitude += paid.abs();
        }
        for (row, multiplier) in y.iter().enumerate() {
            let paid = multiplier * self.most(row);
            evaluated.bound -= paid;
            magnitude += paid.abs();
        }
        evaluated.bound -= ROUNDING * magnitude;
        // A wide component of which the solver proved nothing gives no bound.
        Ok(Some(evaluated).filter(|own| own.bound.is_finite()))
    }

    fn price_wide(
        &mut self,
        weights: &[f64],
        exactly: Option<SolveLimits<'_>>,
    ) -> Result<Option<PricedWide>, SolveError> {
        let coupling = &self.coupling;
        let priced: Vec<Option<(f64, Option<Known>)>> = match exactly {
            Some(limits) => self
                .wide
                .par_iter()
                .map(|own| own.price(weights, coupling, limits).map(Some))
                .collect::<Result<_, _>>()?,
            None => vec![None; self.wide.len()],
        };
        let mut all = Vec::new();
        for (own, priced) in self.wide.iter_mut().zip(priced) {
            let price = |known: &Known| -> f64 {
                known.vector.iter().zip(weights).map(|(own, weight)| own * weight).sum()
            };
            let bound = priced.map(|(bound, known)| {
                if let Some(known) = known {
                    own.learn(known);
                }
                bound
            });
            let best = own.known.iter().min_by(|a, b| price(a).total_cmp(&price(b)));
            let Some(best) = best else { return Ok(None) };
            all.push((bound.unwrap_or_else(|| price(best)), best.vector.clone()));
        }
        Ok(Some(all))
    }

    /// The reduced costs of all patterns at y, by part: f_p + y·u_p less the least of the part.
    pub(super) fn reduced(&self, y: &[f64]) -> Vec<Vec<Reduced>> {
        let weights = self.weights(y);
        let size = self.size();
        self.patterns
            .par_iter()
            .map(|own| {
                let (best, least) = cheapest(&own.vectors, &weights);
                let best = own.vector(best, size);
                let reduced = own.vectors.chunks_exact(size).map(|vector| {
                    let cost = dot(vector, &weights) - least;
                    let moves = vector.iter().zip(best).zip(&weights);
                    let moved: f64 = moves.map(|((a, b), weight)| ((a - b) * weight).abs()).sum();
                    Reduced { cost, share: if moved > 0.0 { cost / moved } else { 0.0 } }
                });
                reduced.collect()
            })
            .collect()
    }
}

/// What a pattern costs beyond the best of its part at some y.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reduced {
    pub(super) cost: f64,
    /// The same as a share of all that changes, priced: an institution costs more than a village, but moves more too.
    pub(super) share: f64,
}

/// The first of the cheapest vectors, and its price.
fn cheapest(vectors: &[f64], weights: &[f64]) -> (usize, f64) {
    let mut best = (0, f64::INFINITY);
    for (number, vector) in vectors.chunks_exact(weights.len()).enumerate() {
        let price = dot(vector, weights);
        if price < best.1 {
            best = (number, price);
        }
    }
    best
}

pub(super) fn dot(vector: &[f64], weights: &[f64]) -> f64 {
    vector.iter().zip(weights).map(|(own, weight)| own * weight).sum()
}
