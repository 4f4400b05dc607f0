//! Backup coverage (Hogan and ReVelle 1986): the most weight within reach of two open sites.
//!
//! Sets: sites j ∈ J, demand classes i ∈ I with I(i) ⊆ J. Data: weight w\[i\], need r\[i\] ∈ {1, 2} (1 where one
//! existing or required site covers i), p sites or costs f\[j\] and a budget B.
//! Variables: y\[j\] ∈ {0, 1}, whether j opens; z\[i\] ∈ \[0, 1\], whether i is covered.
//!
//! maximise Σ_i w\[i\] z\[i\]
//! (1) Σ_j y\[j\] ≤ p, or Σ_j f\[j\] y\[j\] ≤ B
//! (2) z\[i\] ≤ Σ_{j ∈ I(i)} y\[j\] for i with r\[i\] = 1
//! (3) z\[i\] ≤ Σ_{j ∈ I(i) \ k} y\[j\] for i with r\[i\] = 2 and all k ∈ I(i)
//! (4) z\[i\] ≤ ½ Σ_{j ∈ I(i)} y\[j\] for i with r\[i\] = 2
//!
//! (3) makes the model correct and (4) makes it tight. The search minimises the uncovered weight Σ_g θ\[g\], with z
//! projected out.

use super::super::reduce::Demand;
use super::super::solution::{Method, Run, Solution};
use super::common::{always_open, proved};
use super::core::Core;
use super::estimates::Estimates;
use super::greedy::{exchange, fill};
use super::state::State;
use crate::domain::location::{Instance, Opening, Radius};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::search::{self, Column, Estimate, Master, Point, Row, Settings, Subproblem};
use crate::travel::CoverageClasses;

/// The most weight within reach of two open sites.
pub(super) fn solve(
    instance: &Instance,
    (reach, opening): (Radius, Opening),
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let classes = CoverageClasses::of_until(instance, reach, || run.is_over());
    let Some(classes) = classes else {
        return Ok(Solution::nothing(Method::Reductions));
    };
    let demand = Demand::new(instance, &classes, 2);
    // A number of sites is a budget with a cost of 1 for each.
    let (costs, budget) = match opening {
        Opening::Count(count) => (vec![1.0; instance.sites()], count as f64),
        Opening::Budget(budget) => (instance.fixed_costs().to_vec(), budget),
    };
    let (mut opened, spent) = always_open(instance, &costs);
    let budget = budget - spent;
    let mut found = Solution {
        listed: None,
        open: None,
        served: None,
        bound: None,
        infeasible: budget < -room(spent),
        method: Method::Reductions,
        effort: Effort::default(),
    };
    if found.infeasible {
        return Ok(found);
    }
    let core = Core::new(demand.classes, &costs);
    let weight = core.weight();
    found.bound = Some(demand.settled + weight);
    let problem = Backup {
        estimates: Estimates::new(&core),
        core: &core,
        run,
        budget: budget + room(budget + spent),
    };
    if core.sites() > 0 && core.costs.iter().sum::<f64>() > problem.budget {
        let start = problem.start();
        let covered = demand.settled + weight - core.uncovered(&start);
        let enough = run.gap.fraction() * covered;
        let outcome = search::minimise(
            &problem,
            &Settings { enough, clock: run.clock, start: Some(start), ..Settings::default() },
        )?;
        found.method = Method::Search;
        found.effort += outcome.effort;
        found.bound = Some(demand.settled + weight - proved(&outcome, enough).max(0.0));
        let Some(open) = outcome.open else {
            return Ok(found);
        };
        opened.extend(core.opened(&open));
    } else {
        opened.extend(&core.positions);
    }
    opened.sort_unstable();
    found.open = Some(opened);
    Ok(found)
}

/// Tolerance on the budget: sums of costs are not exact, and the audit allows twice as much.
fn room(budget: f64) -> f64 {
    5e-10 * budget
}

/// The problem on the core, for the branch-and-cut search.
struct Backup<'a> {
    core: &'a Core,
    estimates: Estimates<'a>,
    /// p or B, less the share of required sites.
    budget: f64,
    run: &'a Run<'a>,
}

/// Rounds of exchange.
const ROUNDS: usize = 30;

impl Backup<'_> {
    fn start(&self) -> Vec<bool> {
        let wish = vec![1.0; self.core.sites()];
        let start = self.improve(self.complete(&vec![false; self.core.sites()], &wish));
        let given = self.run.start.as_ref().map(|given| {
            let given = self.core.local(given);
            let kept = if self.core.cost(&given) <= self.budget {
                given
            } else {
                vec![false; self.core.sites()]
            };
            self.complete(&kept, &wish)
        });
        match given {
            Some(given) if self.core.uncovered(&given) < self.core.uncovered(&start) => given,
            _ => start,
        }
    }

    /// Opens more sites while the budget lasts.
    fn complete(&self, first: &[bool], wish: &[f64]) -> Vec<bool> {
        let mut state = State::new(self.core);
        let mut left = self.budget;
        for (site, _) in first.iter().enumerate().filter(|&(_, &open)| open) {
            if self.core.costs[site] <= left {
                left -= self.core.costs[site];
                state.open(site);
            }
        }
        fill(&mut state, wish, &self.core.costs, left, |_| false);
        state.open
    }

    fn improve(&self, open: Vec<bool>) -> Vec<bool> {
        let mut state = State::with(self.core, &open);
        let room = self.budget - self.core.cost(&open);
        let costs = &self.core.costs;
        // Only what the budget leaves now counts, not what an exchange for a cheaper site frees.
        let fits = |_: &State<'_>, from: usize, to: usize| costs[to] <= costs[from] + room;
        let mut left = ROUNDS;
        if costs.iter().any(|&cost| cost != costs[0]) {
            left = 1;
        }
        exchange(&mut state, left, self.run, fits, |_| false);
        state.open
    }
}

impl Subproblem for Backup<'_> {
    fn master(&self) -> Master {
        let site = Column { cost: 0.0, lower: 0.0, upper: 1.0 };
        let costs = (0_u32..).zip(self.core.costs.iter().copied());
        Master {
            constant: 0.0,
            sites: vec![site; self.core.sites()],
            estimates: vec![Estimate { cost: 1.0, lower: 0.0 }; self.estimates.len()],
            rows: vec![Row {
                terms: costs.filter(|&(_, cost)| cost > 0.0).collect(),
                lower: f64::NEG_INFINITY,
                upper: self.budget,
            }],
        }
    }

    fn cuts(&self, point: Point<'_>, tolerance: f64, cuts: &mut Vec<Row>) {
        self.estimates.cuts(point, tolerance, cuts);
    }

    fn value(&self, open: &[bool]) -> Option<f64> {
        (self.core.cost(open) <= self.budget).then(|| self.core.uncovered(open))
    }

    fn propose(&self, sites: &[f64], thorough: bool) -> Option<Vec<bool>> {
        let wish: Vec<f64> = sites.iter().map(|y| y + 0.01).collect();
        let first: Vec<bool> = sites.iter().map(|&y| y > 0.9).collect();
        let open = self.complete(&first, &wish);
        Some(if thorough { self.improve(open) } else { open })
    }

    fn step(&self) -> f64 {
        let whole = |class: &super::super::reduce::Class| {
            class.weight.fract() == 0.0 && class.weight <= 1e12
        };
        f64::from(u8::from(self.core.classes.iter().all(whole)))
    }
}
