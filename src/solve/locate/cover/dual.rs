//! A lower bound on set cover without a simplex: the Lagrangian dual by subgradients (Beasley 1987; Held, Wolfe,
//! Crowder 1974).
//!
//! For prices u\[i\] ≥ 0 on the classes' rows, no set that covers all costs less than
//!
//! L(u) = Σ_i r\[i\] u\[i\] + Σ_j min {0, c\[j\]}, with c\[j\] = f\[j\] − Σ_{i ∈ J(j)} u\[i\]

use super::core::Core;

/// The best prices found and their bound.
#[derive(Debug, Clone)]
pub(super) struct Dual {
    /// L(u), less a rounding margin.
    pub(super) bound: f64,
    /// u\[i\].
    pub(super) prices: Vec<f64>,
    /// c\[j\].
    pub(super) reduced: Vec<f64>,
}

const ROUNDS: usize = 600;
/// Rounds without a better bound after which steps are halved.
const PATIENCE: usize = 15;
const LEAST_STEP: f64 = 0.01;

/// Maximises the bound approximately; `above` is the cost of a set that covers all. Cost: a few hundred times the pairs
/// of class and site.
pub(super) fn ascend(core: &Core, above: f64, is_over: impl Fn() -> bool) -> Dual {
    // Each site's cost is divided among its classes and each class takes the least share offered, so that no reduced
    // cost is below 0.
    let offer = |site: &u32| {
        let site = *site as usize;
        core.costs[site] / core.columns[site].len() as f64
    };
    let least = |class: &super::super::reduce::Class| {
        class.sites.iter().map(offer).fold(f64::INFINITY, f64::min)
    };
    let mut best = Dual { bound: f64::NEG_INFINITY, prices: Vec::new(), reduced: Vec::new() };
    let mut prices: Vec<f64> = core.classes.iter().map(least).collect();
    let (mut step, mut stalled) = (2.0, 0);
    let mut lacks = vec![0.0; core.classes.len()];
    for _ in 0..ROUNDS {
        let reduced = reduced_costs(core, &prices);
        let bound = bound(core, &prices, &reduced);
        if bound > best.bound + 1e-4 * above.abs() || best.prices.is_empty() {
            stalled = 0;
        } else {
            stalled += 1;
        }
        if stalled > PATIENCE {
            (step, stalled) = (step / 2.0, 0);
        }
        // What the sites of negative reduced cost leave uncovered.
        let mut length = 0.0;
        for ((lack, class), &price) in lacks.iter_mut().zip(&core.classes).zip(&prices) {
            let sites = class.sites.iter();
            let opened = sites.filter(|&&site| reduced[site as usize] < 0.0).count();
            *lack = f64::from(class.need) - opened as f64;
            if price > 0.0 || *lack > 0.0 {
                length += *lack * *lack;
            }
        }
        if bound > best.bound {
            best = Dual { bound, prices: prices.clone(), reduced };
        }
        if length == 0.0 || step < LEAST_STEP || is_over() {
            break;
        }
        let size = step * (1.01 * above - bound).max(0.0) / length;
        for (price, lack) in prices.iter_mut().zip(&lacks) {
            *price = (*price + size * lack).max(0.0);
        }
    }
    best
}

fn reduced_costs(core: &Core, prices: &[f64]) -> Vec<f64> {
    let paid = |column: &Vec<u32>| column.iter().map(|&i| prices[i as usize]).sum::<f64>();
    let sites = core.costs.iter().zip(&core.columns);
    sites.map(|(cost, column)| cost - paid(column)).collect()
}

fn bound(core: &Core, prices: &[f64], reduced: &[f64]) -> f64 {
    let rows = core.classes.iter().zip(prices);
    let asked: f64 = rows.map(|(class, price)| f64::from(class.need) * price).sum();
    let gained: f64 = reduced.iter().map(|cost| cost.min(0.0)).sum();
    asked + gained - 1e-12 * (asked - gained)
}
