//! p-median and UFLP: all demand is served at its nearest open site.
//!
//! Data: D_i¹ < D_i² < … < D_i^K, the distinct distances from i to sites; S_i^k, the sites at D_i^k; a\[i\], the cost
//! of a unit of distance: w\[i\], or 1 if distances are costs of the whole demand.
//!
//! ```text
//! z[i,k] ≥ 0, i ∈ I⁺, 1 ≤ k < K   no site of S_i¹ … S_i^k is open
//!
//! minimise Σ_i a[i]·(D_i¹ + Σ_k (D_i^(k+1) − D_i^k)·z[i,k])   and, for UFLP, + Σ_j f[j]·y[j], not existing
//! (1) z[i,k] + Σ_{S_i^k} y[j] ≥ z[i,k−1]          z[i,0] = 1, z[i,K] = 0
//! (2) Σ_j y[j] = p (UFLP: ≤, where given), not existing
//! ```
//!
//! The radius form (Cornuéjols, Nemhauser and Wolsey 1980; Elloumi 2010): as strong as one variable for each pair. If p
//! is given exactly, one of the nearest (allowed − open + 1) sites must be open, so the levels beyond them are left
//! out. z need not be integer.

use super::super::super::milp::{Expr, Label};
use super::levels::{Level, asking};
use super::model::Model;
use crate::domain::location::{Instance, Opening, SiteRule};
use crate::travel::Distances;

/// States p-median.
pub(super) fn median(model: &mut Model<'_>, instance: &Instance, count: usize) {
    let existing = |rule: &&SiteRule| **rule == SiteRule::Existing;
    let open = count + instance.rules().iter().filter(existing).count();
    let closed = model.sites.allowed().count().saturating_sub(open);
    state(model, instance, closed);
    let Model { sites, milp, .. } = model;
    sites.open_exactly(instance, milp, count); // (2)
}

/// States uncapacitated facility location.
pub(super) fn fixed_charge(model: &mut Model<'_>, instance: &Instance, count: Option<usize>) {
    model.objective = model.sites.price(instance, true);
    state(model, instance, usize::MAX);
    if let Some(count) = count {
        let Model { sites, milp, .. } = model;
        sites.open_within(instance, milp, Opening::Count(count)); // (2)
    }
}

/// Adds distances and (1); `closed`: the most sites that can stay closed.
fn state(model: &mut Model<'_>, instance: &Instance, closed: usize) {
    let between = Distances::new(instance);
    for (demand, _) in asking(instance) {
        if model.is_late() {
            return;
        }
        let factor = instance.cost_factor(demand);
        let mut levels = model.levels(between, demand, Some);
        cut(&mut levels, closed);
        let first = levels.first().map_or(0.0, |level| level.value);
        model.objective.constant += factor * first;
        let mut before = Expr::constant(1.0);
        for (k, level) in levels.iter().enumerate() {
            let here = levels.get(k + 1).map_or_else(Expr::default, |next| {
                let z = model.milp.column(0.0, f64::INFINITY, Label("z", demand, k));
                model.objective.add(z, factor * (next.value - level.value));
                Expr::column(z)
            });
            let mut row = here.clone();
            for &y in &level.sites {
                row.add(y, 1.0);
            }
            row.add_scaled(&before, -1.0);
            model.milp.at_least(row, 0.0, Label("near", demand, k)); // (1)
            before = here;
        }
        if levels.is_empty() {
            // No site can serve i: 0 ≥ 1.
            let label = Label("near", demand, 0);
            model.milp.at_least(Expr::default(), 1.0, label);
        }
    }
}

/// Leaves out the levels beyond the first one at which more than `closed` sites are included.
fn cut(levels: &mut Vec<Level>, closed: usize) {
    let mut seen = 0;
    let enough = levels.iter().position(|level| {
        seen += level.sites.len();
        seen > closed
    });
    if let Some(last) = enough {
        levels.truncate(last + 1);
    }
}
