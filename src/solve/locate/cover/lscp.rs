//! Set cover: the location set covering problem (Toregas, Swain, ReVelle, Bergman 1971), by number or by cost, once
//! or twice (backup).
//!
//! Sets: sites j ∈ J, demand classes i ∈ I with I(i) ⊆ J. Data: cost f\[j\], need r\[i\] ∈ {1, 2}.
//! Variables: y\[j\] ∈ {0, 1}, whether j opens.
//!
//! minimise Σ_j f\[j\] y\[j\]
//! (1) Σ_{j ∈ I(i)} y\[j\] ≥ r\[i\] for all i
//!
//! Existing and required sites are fixed at 1, forbidden ones at 0. Reductions alternate: a class with as many sites as
//! it needs opens them; a class that contains all sites of another, and a site that covers no more than another and
//! costs no less, are dropped. The rest decomposes into components. Each is covered by local search, bounded by the
//! Lagrangian dual, which fixes sites, and solved by branch and cut with rows (1) added when they are violated.

use super::super::reduce::{self, Class, Demand};
use super::super::solution::{Method, Run, Solution};
use super::common::{always_open, proved};
use super::core::Core;
use super::dual::{Dual, ascend};
use super::greedy::{fill, prune};
use super::state::State;
use super::weighting::lighten;
use crate::domain::location::{Instance, Radius};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::search::{self, Column, Master, Outcome, Point, Row, Settings, Subproblem};
use crate::travel::CoverageClasses;

/// The cheapest sites that cover all demand `times` times.
pub(super) fn solve(
    instance: &Instance,
    (reach, times): (Radius, u8),
    costs: &[f64],
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let classes = CoverageClasses::of_until(instance, reach, || run.is_over());
    let Some(classes) = classes else {
        return Ok(Solution::nothing(Method::Reductions));
    };
    let demand = Demand::new(instance, &classes, times);
    let mut found = Solution {
        listed: None,
        open: None,
        served: None,
        bound: None,
        infeasible: demand.lost > 0.0,
        method: Method::Reductions,
        effort: Effort::default(),
    };
    if found.infeasible {
        return Ok(found);
    }
    let (mut opened, mut bound) = always_open(instance, costs);
    let (classes, essential) = reduce(demand.classes, costs);
    bound += essential.iter().map(|&site| costs[site as usize]).sum::<f64>();
    opened.extend(essential);
    for part in reduce::components(&classes, costs.len()) {
        let classes = part.iter().map(|&i| classes[i as usize].clone()).collect();
        let core = Core::new(classes, costs);
        let (open, outcome) = search_core(&core, run)?;
        found.method = Method::Search;
        found.effort += outcome.effort;
        bound += outcome.bound;
        opened.extend(core.opened(&open));
    }
    opened.sort_unstable();
    found.bound = Some(bound);
    found.open = Some(opened);
    Ok(found)
}

/// Repeats the reductions until none applies. Returns the classes left and the sites that must open.
fn reduce(mut classes: Vec<Class>, costs: &[f64]) -> (Vec<Class>, Vec<u32>) {
    let mut opened = Vec::new();
    for class in &mut classes {
        // Weights only tell which demand needs cover: from here on classes have equal weight.
        class.weight = 1.0;
    }
    loop {
        let mut must = vec![false; costs.len()];
        for class in &classes {
            if class.sites.len() == usize::from(class.need) {
                for &site in &class.sites {
                    must[site as usize] = true;
                }
            }
        }
        let essential = (0..costs.len() as u32).filter(|&site| must[site as usize]);
        let before = opened.len();
        opened.extend(essential);
        if opened.len() > before {
            reduce::open_sites(&mut classes, &must);
        }
        let fewer_classes = reduce::drop_dominated_classes(&mut classes, costs.len());
        let fewer_sites = reduce::drop_dominated_sites(&mut classes, costs);
        if !fewer_sites && (!fewer_classes || opened.len() == before) {
            return (classes, opened);
        }
    }
}

/// Searches a component. The open set returned is feasible, whether or not the search came to its end.
fn search_core(core: &Core, run: &Run<'_>) -> Result<(Vec<bool>, Outcome), SolveError> {
    let wish = vec![1.0; core.sites()];
    let mut start = complete(core, State::new(core), &wish);
    if let Some(given) = &run.start {
        let given = complete(core, State::with(core, &core.local(given)), &wish);
        if core.cost(&given) < core.cost(&start) {
            start = given;
        }
    }
    let start = lighten(core, start, 0.0, || run.is_over());
    let cost = core.cost(&start);
    let dual = ascend(core, cost, || run.is_over());
    let problem = SetCover { core, dual, cost };
    let enough = run.gap.fraction() * problem.dual.bound.max(0.0);
    let settings = Settings {
        enough,
        clock: run.clock,
        start: Some(start.clone()),
        most_nodes: run.most_nodes,
        ..Settings::default()
    };
    let outcome = search::minimise(&problem, &settings)?;
    let best = outcome.open.clone().unwrap_or(start);
    let bound = core.raised(proved(&outcome, enough).max(problem.dual.bound.min(core.cost(&best))));
    // Sites that cost nothing may be open unnecessarily.
    let open = without_spare(core, State::with(core, &best), &wish);
    Ok((open, Outcome { bound, ..outcome }))
}

/// Opens more sites until all is covered, then closes unnecessary ones.
fn complete(core: &Core, mut state: State<'_>, wish: &[f64]) -> Vec<bool> {
    // `fill` ends when no site has a gain: then all classes are covered.
    fill(&mut state, wish, &core.costs, f64::INFINITY, |_| false);
    without_spare(core, state, wish)
}

fn without_spare(core: &Core, mut state: State<'_>, wish: &[f64]) -> Vec<bool> {
    prune(&mut state, &core.costs, wish, |state, site| state.is_spare(site));
    state.open
}

/// A component for the branch-and-cut search: no estimates, rows (1) as cuts.
struct SetCover<'a> {
    core: &'a Core,
    dual: Dual,
    /// The cost of the set to start from.
    cost: f64,
}

/// Cores with at most this many classes are stated in full; otherwise at most this many rows are added at a time.
const ROWS: usize = 400;

impl SetCover<'_> {
    fn row(&self, class: usize) -> Row {
        let class = &self.core.classes[class];
        Row {
            terms: class.sites.iter().map(|&site| (site, 1.0)).collect(),
            lower: f64::from(class.need),
            upper: f64::INFINITY,
        }
    }

    /// The initial rows: those of the highest prices, twice as many as sites.
    fn first_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.core.classes.len()).collect();
        if rows.len() > ROWS {
            let price = |row: &usize| self.dual.prices[*row];
            rows.sort_by(|a, b| (price(b).total_cmp(&price(a))).then(a.cmp(b)));
            rows.retain(|row| price(row) > 0.0);
            rows.truncate(ROWS.max(2 * self.core.sites()));
        }
        rows
    }

    /// Fixes a site if opening, or closing, it raises the dual's bound above the best cost known.
    fn column(&self, site: usize) -> Column {
        let (cost, reduced) = (self.core.costs[site], self.dual.reduced[site]);
        // A set of equal cost is no improvement, so a site may be fixed at the state that the known set does not have.
        let rounding = 1e-9 * self.cost.max(1.0);
        let limit = self.cost - (self.core.step() - 1e-6).max(0.0) + rounding;
        let is_beyond = self.dual.bound + reduced.abs() > limit;
        let (lower, upper) = match (is_beyond, reduced < 0.0) {
            (false, _) => (0.0, 1.0),
            (true, true) => (1.0, 1.0),
            (true, false) => (0.0, 0.0),
        };
        Column { cost, lower, upper }
    }
}

impl Subproblem for SetCover<'_> {
    fn master(&self) -> Master {
        Master {
            sites: (0..self.core.sites()).map(|site| self.column(site)).collect(),
            rows: self.first_rows().into_iter().map(|class| self.row(class)).collect(),
            ..Master::default()
        }
    }

    fn cuts(&self, point: Point<'_>, tolerance: f64, cuts: &mut Vec<Row>) {
        let lacks = |class: &Class| {
            let sites = class.sites.iter();
            let mass: f64 = sites.map(|&site| point.sites[site as usize]).sum();
            f64::from(class.need) - mass
        };
        let mut violated: Vec<(f64, usize)> = self
            .core
            .classes
            .iter()
            .enumerate()
            .map(|(position, class)| (lacks(class), position))
            .filter(|&(lack, _)| lack > tolerance)
            .collect();
        violated.sort_by(|a, b| (b.0.total_cmp(&a.0)).then(a.1.cmp(&b.1)));
        violated.truncate(ROWS);
        cuts.extend(violated.into_iter().map(|(_, class)| self.row(class)));
    }

    fn value(&self, open: &[bool]) -> Option<f64> {
        (self.core.uncovered(open) == 0.0).then(|| self.core.cost(open))
    }

    fn propose(&self, sites: &[f64], thorough: bool) -> Option<Vec<bool>> {
        let levels: &[f64] = if thorough { &[0.9, 0.7, 0.5, 0.3] } else { &[0.8] };
        let wish: Vec<f64> = sites.iter().map(|y| y + 0.01).collect();
        let sets = levels.iter().map(|level| {
            let first: Vec<bool> = sites.iter().map(|y| y >= level).collect();
            complete(self.core, State::with(self.core, &first), &wish)
        });
        sets.min_by(|a, b| self.core.cost(a).total_cmp(&self.core.cost(b)))
    }

    fn step(&self) -> f64 {
        self.core.step()
    }
}
