//! Partial set cover (Daskin and Owen 1999; Cordeau, Furini, Ljubić 2019): the cheapest sites that cover a share of
//! all demand.
//!
//! Sets: sites j ∈ J, demand classes i ∈ I with I(i) ⊆ J. Data: cost f\[j\], weight w\[i\], weight s covered in every
//! case, weight W of all demand (including demand that cannot be covered or is always covered), share σ. Variables:
//! y\[j\] ∈ {0, 1}, whether j opens; θ\[g\] ≥ 0, the weight left uncovered in group g of classes.
//!
//! minimise Σ_j f\[j\] y\[j\] (1) Σ_g θ\[g\] ≤ A, with A = s + Σ_i w\[i\] − σ W, the weight that may stay uncovered (2)
//! θ\[g\] ≥ Σ_{i ∈ g} w\[i\] (1 − min {1, Σ_{j ∈ I(i)} y\[j\]}) for all g, as cuts (3) Σ_j min {a\[j\], b} y\[j\] ≥ b
//! where the cuts of all groups together with (1) imply Σ_j a\[j\] y\[j\] ≥ b > 0
//!
//! The share is met when the weight covered is at least σ W (1 − 5·10⁻¹⁰): sums of weights are not exact, and the
//! audit, which adds them in another order, allows twice as much.

use super::super::reduce::{self, Demand};
use super::super::solution::{Method, Run, Solution};
use super::common::{always_open, proved};
use super::core::Core;
use super::estimates::Estimates;
use super::greedy::{exchange, fill, prune};
use super::state::State;
use crate::domain::location::{Instance, Radius};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::search::{self, Column, Estimate, Master, Point, Row, Settings, Subproblem};
use crate::travel::CoverageClasses;
use crate::units::Share;

/// Relative tolerance on the weight to be covered.
const TOLERANCE: f64 = 5e-10;

/// The cheapest sites that cover `share` of all weight.
pub(super) fn solve(
    instance: &Instance,
    (reach, share): (Radius, Share),
    costs: &[f64],
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let classes = CoverageClasses::of_until(instance, reach, || run.is_over());
    let Some(classes) = classes else {
        return Ok(Solution::nothing(Method::Reductions));
    };
    let mut demand = Demand::new(instance, &classes, 1);
    if reduce::drop_dominated_sites(&mut demand.classes, costs) {
        reduce::merge(&mut demand.classes);
    }
    let (mut opened, spent) = always_open(instance, costs);
    let core = Core::new(demand.classes, costs);
    let total: f64 = instance.weights().iter().sum();
    let wanted = share.fraction() * total;
    let allowed = demand.settled + core.weight() - wanted * (1.0 - TOLERANCE);
    let mut found = Solution {
        listed: None,
        open: None,
        served: None,
        bound: None,
        infeasible: allowed < 0.0,
        method: Method::Reductions,
        effort: Effort::default(),
    };
    if found.infeasible {
        return Ok(found);
    }
    found.bound = Some(spent);
    if core.weight() > allowed {
        let problem = PartialCover { estimates: Estimates::new(&core), core: &core, allowed, run };
        let enough = run.gap.fraction() * (spent + problem.least());
        let outcome = search::minimise(
            &problem,
            &Settings {
                enough,
                clock: run.clock,
                start: Some(problem.start()),
                ..Settings::default()
            },
        )?;
        found.method = Method::Search;
        found.effort += outcome.effort;
        found.bound = Some(spent + core.raised(proved(&outcome, enough).max(problem.least())));
        let Some(open) = outcome.open else {
            return Ok(found);
        };
        opened.extend(core.opened(&open));
    }
    opened.sort_unstable();
    found.open = Some(opened);
    Ok(found)
}

/// The problem on the core, for the branch-and-cut search.
struct PartialCover<'a> {
    core: &'a Core,
    estimates: Estimates<'a>,
    /// A.
    allowed: f64,
    run: &'a Run<'a>,
}

/// The most rounds of exchange when trying to save a site.
const ROUNDS: usize = 30;

impl PartialCover<'_> {
    /// A lower bound on the cost, ignoring overlap: sites in ascending order of cost per weight, the last one in part.
    fn least(&self) -> f64 {
        let none = vec![0.0; self.core.sites()];
        let mut weights = vec![0.0; self.core.sites()];
        for group in 0..self.estimates.len() {
            let line = self.estimates.line(group, &none);
            for (sum, factor) in weights.iter_mut().zip(line.factors) {
                *sum += factor;
            }
        }
        let mut order: Vec<usize> = (0..self.core.sites()).collect();
        let price = |&site: &usize| self.core.costs[site] / weights[site];
        order.sort_by(|a, b| price(a).total_cmp(&price(b)));
        let mut lacking = self.core.weight() - self.allowed;
        let mut cost = 0.0;
        for site in order {
            let part = (lacking / weights[site]).clamp(0.0, 1.0);
            cost += part * self.core.costs[site];
            lacking -= weights[site];
        }
        cost
    }

    fn is_met(&self, state: &State<'_>) -> bool {
        self.core.weight() - state.covered <= self.allowed
    }

    fn start(&self) -> Vec<bool> {
        let wish = vec![1.0; self.core.sites()];
        let start = self.improve(self.complete(State::new(self.core), &wish), &wish);
        let given = self.run.start.as_ref().map(|given| {
            let given = State::with(self.core, &self.core.local(given));
            self.complete(given, &wish)
        });
        match given {
            Some(given) if self.core.cost(&given) < self.core.cost(&start) => given,
            _ => start,
        }
    }

    /// Opens more sites until the share is met, then closes unnecessary ones.
    fn complete(&self, mut state: State<'_>, wish: &[f64]) -> Vec<bool> {
        let costs = &self.core.costs;
        let met = |state: &State<'_>| self.is_met(state);
        fill(&mut state, wish, costs, f64::INFINITY, met);
        let weight = self.core.weight();
        prune(&mut state, costs, wish, |state, site| {
            weight - state.covered + state.loss(site) <= self.allowed
        });
        state.open
    }

    /// Removes one site at a time while exchanges then meet the share.
    fn improve(&self, mut open: Vec<bool>, wish: &[f64]) -> Vec<bool> {
        let costs = &self.core.costs;
        loop {
            let mut state = State::with(self.core, &open);
            let opened = (0..open.len()).filter(|&site| open[site]);
            let least = opened.min_by(|&a, &b| {
                let (a, b) = (state.loss(a) / costs[a], state.loss(b) / costs[b]);
                a.total_cmp(&b)
            });
            let Some(least) = least.filter(|_| !self.run.is_over()) else {
                return open;
            };
            state.close(least);
            exchange(
                &mut state,
                ROUNDS,
                self.run,
                |_, from, to| costs[to] <= costs[from],
                |state| self.is_met(state),
            );
            if !self.is_met(&state) {
                return open;
            }
            let fewer = self.complete(state, wish);
            if self.core.cost(&fewer) >= self.core.cost(&open) {
                return open;
            }
            open = fewer;
        }
    }
}

impl Subproblem for PartialCover<'_> {
    fn master(&self) -> Master {
        let site = |&cost: &f64| Column { cost, lower: 0.0, upper: 1.0 };
        let sites = self.core.sites();
        Master {
            constant: 0.0,
            sites: self.core.costs.iter().map(site).collect(),
            estimates: vec![Estimate { cost: 0.0, lower: 0.0 }; self.estimates.len()],
            rows: vec![Row {
                terms: (0..self.estimates.len()).map(|g| ((sites + g) as u32, 1.0)).collect(),
                lower: f64::NEG_INFINITY,
                upper: self.allowed,
            }],
        }
    }

    fn cuts(&self, point: Point<'_>, tolerance: f64, cuts: &mut Vec<Row>) {
        if self.estimates.len() > 1 {
            self.estimates.cuts(point, tolerance, cuts);
        }
        let mut least = -self.allowed;
        let mut factors = vec![0.0; self.core.sites()];
        for group in 0..self.estimates.len() {
            let line = self.estimates.line(group, point.sites);
            least += line.least;
            for (sum, factor) in factors.iter_mut().zip(line.factors) {
                *sum += factor;
            }
        }
        if least <= 0.0 {
            return;
        }
        let terms: Vec<(u32, f64)> = (0_u32..)
            .zip(&factors)
            .filter(|&(_, &factor)| factor > 0.0)
            .map(|(site, &factor)| (site, (factor / least).min(1.0)))
            .collect();
        let reached: f64 =
            terms.iter().map(|&(site, factor)| factor * point.sites[site as usize]).sum();
        if reached < 1.0 - tolerance {
            cuts.push(Row { terms, lower: 1.0, upper: f64::INFINITY });
        }
    }

    fn value(&self, open: &[bool]) -> Option<f64> {
        (self.core.uncovered(open) <= self.allowed).then(|| self.core.cost(open))
    }

    fn propose(&self, sites: &[f64], thorough: bool) -> Option<Vec<bool>> {
        let wish: Vec<f64> = sites.iter().map(|y| y + 0.01).collect();
        let first: Vec<bool> = sites.iter().map(|&y| y > 0.9).collect();
        let open = self.complete(State::with(self.core, &first), &wish);
        Some(if thorough { self.improve(open, &wish) } else { open })
    }

    fn step(&self) -> f64 {
        self.core.step()
    }
}
