//! Set cover, partial cover and backup cover.
//!
//! Sets: N(i), the sites within reach of i. Data: t, how many of them must be open (1 or 2); p\[j\], the cost of a site
//! that is not existing, or 1.
//!
//! ```text
//! z[i] ∈ [0,1], i ∈ I⁺   i is covered t times; integer where t = 2
//!
//! LSCP     minimise Σ_j p[j]·y[j]   subject to   (1) Σ_{N(i)} y[j] ≥ t             i ∈ I⁺
//! PSCLP    minimise Σ_j p[j]·y[j]   subject to   (2) t·z[i] ≤ Σ_{N(i)} y[j]        i ∈ I⁺
//!                                                (3) Σ_i w[i]·z[i] ≥ share·Σ_i w[i]
//! backup   maximise Σ_i w[i]·z[i]   subject to   (2), (4) Σ_j y[j] ≤ count or Σ_j f[j]·y[j] ≤ budget, not existing
//! ```
//!
//! Toregas et al. 1971; Daskin and Owen 1999; Hogan and ReVelle 1986. Rows: |I⁺| + 1; nonzeros: pairs within reach.

use super::super::super::milp::{Expr, Label};
use super::levels::asking;
use super::model::Model;
use crate::domain::location::{Goal, Instance, Radius};
use crate::travel::Distances;

/// States set cover, partial cover or maximal cover with backup.
pub(super) fn state(model: &mut Model<'_>, instance: &Instance, goal: &Goal) {
    match goal {
        Goal::SetCover { reach, times, by_cost } => {
            model.objective = model.sites.price(instance, *by_cost);
            for (demand, near) in neighbourhoods(model, instance, *reach) {
                let times = f64::from(*times);
                model.milp.at_least(near, times, Label("cover", demand, 0)); // (1)
            }
        }
        Goal::PartialCover { reach, share, by_cost } => {
            model.objective = model.sites.price(instance, *by_cost);
            let covered = covered(model, instance, *reach, 1);
            let total: f64 = instance.weights().iter().sum();
            let least = share.fraction() * total;
            model.milp.at_least(covered, least, Label("share", 0, 0)); // (3)
        }
        Goal::MaximalCover { decay, times, opening } => {
            let covered = covered(model, instance, decay.limit(), *times);
            model.objective = covered.times(-1.0);
            let Model { sites, milp, .. } = model;
            sites.open_within(instance, milp, *opening); // (4)
        }
        _ => {}
    }
}

/// Adds z and (2); returns Σ_i w\[i\]·z\[i\].
fn covered(model: &mut Model<'_>, instance: &Instance, reach: Radius, times: u8) -> Expr {
    let mut covered = Expr::default();
    for (demand, mut near) in neighbourhoods(model, instance, reach) {
        if near.terms.len() < usize::from(times) {
            continue;
        }
        let label = Label("z", demand, 0);
        let z =
            if times > 1 { model.milp.binary(label) } else { model.milp.column(0.0, 1.0, label) };
        covered.add(z, instance.weights()[demand]);
        near.add(z, -f64::from(times));
        model.milp.at_least(near, 0.0, Label("cover", demand, 0)); // (2)
    }
    covered
}

/// Σ_{N(i)} y\[j\] of each i ∈ I⁺.
fn neighbourhoods(model: &Model<'_>, instance: &Instance, reach: Radius) -> Vec<(usize, Expr)> {
    let between = Distances::new(instance);
    let sum = |(demand, _)| {
        let row = between.row(demand).into_iter();
        let near = row.take_while(|&(_, distance)| reach.holds(distance));
        let near = near.map(|(site, _)| site as usize);
        (demand, model.sites.sum(near))
    };
    let in_time = |_: &(usize, f64)| !model.is_late();
    asking(instance).take_while(in_time).map(sum).collect()
}
