//! The integer model of a region, for a general solver, after variables were fixed.
//!
//! Rows 1–4 of [`Model`] with y of free sites and x of pairs as columns; pairs that, by the Lagrangian bound, no better
//! layout uses are left out.

use super::bound::{Climb, Fate, Region};
use super::layout::Layout;
use super::model::Model;
use crate::domain::location::Allocation;
use crate::solve::backend::{SolveLimits, minimise};
use crate::solve::error::SolveError;
use crate::solve::locate::solution::Run;
use crate::solve::milp::{Col, Expr, Label, Milp};
use crate::solve::outcome::{Backend, Termination};
use crate::units::Share;

/// The result of solving a region.
pub(super) struct Verdict {
    pub(super) layout: Option<Layout>,
    /// A bound on the layouts of the region that are better than the cutoff; infinite if there is none.
    pub(super) bound: f64,
}

/// For each site that is not closed, its customers that a better layout may send there: with price p of capacity,
/// serving i costs at least (v\[i\] − c\[i,j\]·w\[i\] − p·w\[i\])⁻ more than the bound.
pub(super) fn pairs(
    model: &Model,
    region: &Region,
    climb: &Climb,
    cutoff: f64,
) -> Vec<Vec<(u32, f64)>> {
    let mut kept = vec![Vec::new(); model.sites.len()];
    for (site, kept) in kept.iter_mut().enumerate() {
        if region.fates[site] == Fate::Closed {
            continue;
        }
        let earned = climb.best.earned[site];
        let base = match region.fates[site] {
            Fate::Free => climb.forced[site][1],
            _ => climb.best.value,
        };
        let (customers, costs) = model.pairs(site);
        for (&customer, &cost) in customers.iter().zip(costs) {
            let i = customer as usize;
            let weight = model.weights[i];
            let excess = climb.multipliers[i] - (cost + earned.price) * weight;
            let most = (earned.linear + excess.min(0.0)).min(earned.value);
            if base + earned.value - most < cutoff {
                kept.push((customer, cost * weight));
            }
        }
    }
    kept
}

struct Columns {
    milp: Milp,
    objective: Expr,
    sites: Vec<Option<Col>>,
    pairs: Vec<(usize, usize, Col)>,
}

/// Solves a region to optimality or until the time is over.
pub(super) fn solve(
    model: &Model,
    region: &Region,
    kept: &[Vec<(u32, f64)>],
    cutoff: f64,
    run: &Run<'_>,
) -> Result<Verdict, SolveError> {
    let mut columns = state(model, region, kept, cutoff);
    let backend = Backend::default();
    loop {
        let limits = SolveLimits {
            backend,
            gap: Share::new(0.0).expect("within 0 and 1"),
            absolute_gap: 0.0,
            nodes: None,
            target: None,
            clock: run.clock,
        };
        let answer = minimise(&columns.milp, &columns.objective, None, limits)?;
        if answer.termination == Termination::Infeasible {
            return Ok(Verdict { layout: None, bound: f64::INFINITY });
        }
        let bound = answer.bound.unwrap_or(f64::NEG_INFINITY);
        let Some(point) = answer.point else {
            return Ok(Verdict { layout: None, bound });
        };
        if !columns.forbid_overfull(model, &point) {
            let layout = columns.layout(model, region, &point);
            return Ok(Verdict { layout: Some(layout), bound });
        }
        if run.is_over() {
            return Ok(Verdict { layout: None, bound });
        }
    }
}

fn state(model: &Model, region: &Region, kept: &[Vec<(u32, f64)>], cutoff: f64) -> Columns {
    let mut milp = Milp::default();
    let mut objective = Expr::default();
    let (mut count, mut price, mut room) = (Expr::default(), Expr::default(), Expr::default());
    let mut sites = Vec::new();
    for (j, site) in model.sites.iter().enumerate() {
        let column = (region.fates[j] == Fate::Free).then(|| milp.binary(Label("y", j, 0)));
        sites.push(column);
        let state = match (region.fates[j], column) {
            (Fate::Closed, _) => continue,
            (_, Some(column)) => Expr::column(column),
            _ => Expr::constant(1.0),
        };
        objective.add_scaled(&state, site.cost);
        count.add_scaled(&state, f64::from(u8::from(site.counted)));
        price.add_scaled(&state, site.price);
        room.add_scaled(&state, site.capacity);
    }
    milp.at_least(count.clone(), region.least as f64, Label("count", 0, 0));
    milp.at_most(count, region.most as f64, Label("count", 1, 0));
    if model.budget.is_finite() {
        milp.at_most(price, model.budget, Label("budget", 0, 0));
    }
    let mut served = vec![Expr::default(); model.customers()];
    let mut pairs = Vec::new();
    for (j, kept) in kept.iter().enumerate() {
        let mut load = Expr::default();
        for &(customer, cost) in kept {
            let i = customer as usize;
            let column = milp.binary(Label("x", i, j));
            pairs.push((i, j, column));
            served[i].add(column, 1.0);
            load.add(column, model.weights[i]);
            let leave = model.leave.unwrap_or(0.0) * model.weights[i];
            objective.add(column, cost - leave);
            if let Some(open) = sites[j] {
                let mut within = Expr::column(column);
                within.add(open, -1.0);
                milp.at_most(within, 0.0, Label("open", i, j));
            }
        }
        match sites[j] {
            Some(open) => load.add(open, -model.sites[j].capacity),
            None => load.constant -= model.sites[j].capacity,
        }
        milp.at_most(load, 0.0, Label("capacity", j, 0));
    }
    for (i, served) in served.into_iter().enumerate() {
        match model.leave {
            Some(_) => milp.at_most(served, 1.0, Label("serve", i, 0)),
            None => milp.equal(served, 1.0, Label("serve", i, 0)),
        }
    }
    if let Some(leave) = model.leave {
        objective.constant += leave * model.total;
    } else {
        milp.at_least(room, model.total * (1.0 - 1e-11), Label("room", 0, 0));
    }
    milp.at_most(objective.clone(), cutoff, Label("cutoff", 0, 0));
    Columns { milp, objective, sites, pairs }
}

impl Columns {
    /// Solvers satisfy rows within a tolerance only; this forbids sets of customers that exceed a capacity exactly.
    fn forbid_overfull(&mut self, model: &Model, point: &[f64]) -> bool {
        let mut together = vec![Expr::default(); model.sites.len()];
        let mut load = vec![0.0; model.sites.len()];
        for &(i, j, column) in &self.pairs {
            if point[column.position()] > 0.5 {
                together[j].add(column, 1.0);
                load[j] += model.weights[i];
            }
        }
        let mut found = false;
        for (j, together) in together.into_iter().enumerate() {
            if load[j] > model.sites[j].capacity {
                found = true;
                let most = together.terms.len() as f64 - 1.0;
                self.milp.at_most(together, most, Label("fit", j, 0));
            }
        }
        found
    }

    fn layout(&self, model: &Model, region: &Region, point: &[f64]) -> Layout {
        let is_open = |j: usize| match self.sites[j] {
            Some(column) => point[column.position()] > 0.5,
            None => region.fates[j] == Fate::Open,
        };
        let open: Vec<bool> = (0..model.sites.len()).map(is_open).collect();
        let taken = self.pairs.iter().filter(|pair| point[pair.2.position()] > 0.5);
        let mut served: Vec<Allocation> = taken
            .map(|&(i, j, _)| Allocation { demand: i as u32, site: j as u32, share: 1.0 })
            .collect();
        served.sort_by_key(|served| (served.demand, served.site));
        Layout { value: self.objective.value(point), open, served }
    }
}
