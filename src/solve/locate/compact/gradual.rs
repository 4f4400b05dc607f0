//! MCLP, gradual cover and attendance: cover by the nearest open site.
//!
//! Data: c_i¹ > c_i² > … > c_i^K > 0, the distinct values of cover that sites give i; S_i^k, the sites that give c_i^k;
//! c_i^(K+1) = 0.
//!
//! ```text
//! u[i,k] ∈ [0,1], i ∈ I⁺   some site of S_i¹ … S_i^k is open
//!
//! maximise Σ_i w[i]·Σ_k (c_i^k − c_i^(k+1))·u[i,k]
//! (1) u[i,k] ≤ u[i,k−1] + Σ_{S_i^k} y[j]          u[i,0] = 0
//! (2) Σ_j y[j] ≤ count or Σ_j f[j]·y[j] ≤ budget, not existing
//! ```
//!
//! Church and ReVelle 1974 where K = 1; the levels are those of Cornuéjols, Nemhauser and Wolsey 1980. As strong as
//! one variable for each pair, with one nonzero for each pair. u need not be integer.

use super::super::super::milp::{Expr, Label};
use super::levels::asking;
use super::model::Model;
use crate::domain::location::{Decay, Instance, Opening};
use crate::travel::Distances;

/// States maximal cover with any decay, each covered once.
pub(super) fn state(model: &mut Model<'_>, instance: &Instance, decay: &Decay, opening: Opening) {
    let between = Distances::new(instance);
    let limit = decay.limit();
    let cover = |distance| {
        let cover = decay.cover(distance);
        (limit.holds(distance) && cover > 0.0).then_some(cover)
    };
    for (demand, weight) in asking(instance) {
        if model.is_late() {
            return;
        }
        let levels = model.levels(between, demand, cover);
        let mut last = None;
        for (k, level) in levels.iter().enumerate() {
            let next = levels.get(k + 1).map_or(0.0, |level| level.value);
            let u = model.milp.column(0.0, 1.0, Label("u", demand, k));
            model.objective.add(u, -weight * (level.value - next));
            let mut row = Expr::column(u);
            for &y in &level.sites {
                row.add(y, -1.0);
            }
            if let Some(last) = last {
                row.add(last, -1.0);
            }
            model.milp.at_most(row, 0.0, Label("cover", demand, k)); // (1)
            last = Some(u);
        }
    }
    let Model { sites, milp, .. } = model;
    sites.open_within(instance, milp, opening); // (2)
}
