//! Problems in which capacities hold.
//!
//! Data: s\[j\], the weight that j can serve; a\[i\], the cost of a unit of distance: w\[i\], or 1 if distances are
//! costs of the whole demand; c\[i,j\], the cover that j gives i.
//!
//! ```text
//! x[i,j] ∈ [0,1], i ∈ I⁺   share of i served at j; integer where single-source
//!
//! CFLP        minimise Σ_j f[j]·y[j] (not existing) + Σ a[i]·d[i,j]·x[i,j]
//! p-median    minimise Σ a[i]·d[i,j]·x[i,j]
//! MCLP        maximise Σ w[i]·c[i,j]·x[i,j]
//! (1) Σ_j x[i,j] = 1 (MCLP: ≤ 1)                  i ∈ I⁺
//! (2) x[i,j] ≤ y[j]
//! (3) Σ_i w[i]·x[i,j] ≤ s[j]·y[j]                 j ∈ J
//! (4) Σ_j s[j]·y[j] ≥ Σ_i w[i]                    (not MCLP; follows from (1) and (3), and helps branching)
//! (5) Σ_j y[j] ≤ p (p-median: =; MCLP: or a budget), not existing
//! ```
//!
//! Pairs out of reach, of cover 0, or with no room at j (single-source: s\[j\] < w\[i\]) have no x. There is one column
//! x and one row (2) for each pair.

use super::super::super::milp::{Expr, Label};
use super::levels::asking;
use super::model::Model;
use crate::domain::location::{Capacity, Goal, Instance, Opening, Question};
use crate::travel::Distances;

/// States facility location, p-median or maximal cover with capacities.
pub(super) fn state(model: &mut Model<'_>, instance: &Instance, question: &Question) {
    if let Goal::FixedCharge { .. } = question.goal {
        model.objective = model.sites.price(instance, true);
    }
    serve(model, instance, question);
    let Model { sites, milp, .. } = model;
    match question.goal {
        Goal::Median { count } => sites.open_exactly(instance, milp, count), // (5)
        Goal::FixedCharge { count: Some(count) } => {
            sites.open_within(instance, milp, Opening::Count(count)); // (5)
        }
        Goal::MaximalCover { opening, .. } => sites.open_within(instance, milp, opening), // (5)
        _ => {}
    }
}

/// Adds x, its objective coefficients, and (1) to (4).
fn serve(model: &mut Model<'_>, instance: &Instance, question: &Question) {
    let single = question.capacity == Capacity::SingleSource;
    let capacities = instance.capacities().unwrap_or(&[]);
    let between = Distances::new(instance);
    let must = !matches!(question.goal, Goal::MaximalCover { .. });
    let mut loads = vec![Expr::default(); instance.sites()];
    let mut shares = Vec::new();
    for (demand, weight) in asking(instance) {
        if model.is_late() {
            return;
        }
        let mut row = between.row(demand);
        row.sort_unstable_by_key(|&(site, _)| site);
        let mut served = Expr::default();
        for (position, distance) in row {
            let site = position as usize;
            let Some(y) = model.sites.column(site) else {
                continue;
            };
            let cost = match &question.goal {
                Goal::MaximalCover { decay, .. } => -weight * decay.cover(distance),
                _ => instance.cost_factor(demand) * distance,
            };
            let has_room = capacities[site] > 0.0 && !(single && capacities[site] < weight);
            if !has_room || (!must && cost == 0.0) {
                continue;
            }
            let label = Label("x", demand, site);
            let x =
                if single { model.milp.binary(label) } else { model.milp.column(0.0, 1.0, label) };
            model.objective.add(x, cost);
            served.add(x, 1.0);
            loads[site].add(x, weight);
            let mut open = Expr::column(x);
            open.add(y, -1.0);
            model.milp.at_most(open, 0.0, Label("open", demand, site)); // (2)
            shares.push((demand as u32, position, x));
        }
        let label = Label("served", demand, 0);
        if must {
            model.milp.equal(served, 1.0, label); // (1)
        } else {
            model.milp.at_most(served, 1.0, label); // (1)
        }
    }
    let mut room = Expr::default();
    for (site, mut load) in loads.into_iter().enumerate() {
        let Some(y) = model.sites.column(site) else {
            continue;
        };
        room.add(y, capacities[site]);
        if !load.terms.is_empty() {
            load.add(y, -capacities[site]);
            model.milp.at_most(load, 0.0, Label("capacity", site, 0)); // (3)
        }
    }
    if must {
        let total = asking(instance).map(|(_, weight)| weight).sum();
        model.milp.at_least(room, total, Label("room", 0, 0)); // (4)
    }
    model.shares = Some(shares);
}
