//! Set cover: the location set covering problem (Toregas, Swain, ReVelle, Bergman 1971), by number or by cost, once
//! or twice (backup).
//!
//! Sets: sites j ∈ J, demand classes i ∈ I with I(i) ⊆ J. Data: cost f\[j\], need r\[i\] ∈ {1, 2}.
//! Variables: y\[j\] ∈ {0, 1}, whether j opens.
//!
//! minimise Σ_j f\[j\] y\[j\]
//! (1) Σ_{j ∈ I(i)} y\[j\] ≥ r\[i\] for all i
//!
//! Existing and required sites are 1 beforehand, forbidden ones 0. Reductions by turns: a class with as many sites
//! as it needs opens them; a class that holds all sites of another, and a site that covers no more than another and
//! costs no less, are dropped. What remains falls apart into components; each is searched with rows (1) added
//! when they are violated.

use super::super::found::{Effort, Found, Method, Run};
use super::super::reduce::{self, Class, Demand};
use super::core::Core;
use super::greedy::{fill, prune};
use super::state::State;
use super::{add_effort, always_open};
use crate::domain::location::{Instance, Reach};
use crate::solve::error::SolveError;
use crate::solve::search::{self, Column, Master, Outcome, Point, Row, Settings, Subproblem};
use crate::travel::CoverageClasses;

/// The cheapest sites that cover all demand `times` times.
pub(super) fn solve(
    instance: &Instance,
    (reach, times): (Reach, u8),
    costs: &[f64],
    run: &Run,
) -> Result<Found, SolveError> {
    let demand = Demand::new(instance, &CoverageClasses::of(instance, reach), times);
    let mut found = Found {
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
    bound += essential
        .iter()
        .map(|&site| costs[site as usize])
        .sum::<f64>();
    opened.extend(essential);
    for part in reduce::components(&classes, costs.len()) {
        let classes = part.iter().map(|&i| classes[i as usize].clone()).collect();
        let core = Core::new(classes, costs);
        let (open, outcome) = search_core(&core, run)?;
        found.method = Method::Search;
        add_effort(&mut found.effort, outcome.effort);
        bound += outcome.bound;
        opened.extend(core.opened(&open));
    }
    opened.sort_unstable();
    found.bound = Some(bound);
    found.open = Some(opened);
    Ok(found)
}

/// Reduces by turns until nothing more is found: classes left, sites that must open.
fn reduce(mut classes: Vec<Class>, costs: &[f64]) -> (Vec<Class>, Vec<u32>) {
    let mut opened = Vec::new();
    for class in &mut classes {
        // Weights say only who asks for anything: from here on classes count alike.
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
fn search_core(core: &Core, run: &Run) -> Result<(Vec<bool>, Outcome), SolveError> {
    let problem = SetCover { core };
    let wish = vec![1.0; core.sites()];
    let mut start = problem.complete(State::new(core), &wish);
    if let Some(given) = &run.start {
        let given = problem.complete(State::with(core, &core.local(given)), &wish);
        if core.cost(&given) < core.cost(&start) {
            start = given;
        }
    }
    let apart = apart(core);
    let outcome = search::minimise(
        &problem,
        &Settings {
            enough: run.gap.fraction() * problem.least(&apart),
            deadline: run.deadline,
            start: Some(start.clone()),
            ..Settings::default()
        },
    )?;
    let best = outcome.open.clone().unwrap_or(start);
    // Sites that cost nothing may be open without need.
    let open = problem.without_spare(State::with(core, &best), &wish);
    Ok((open, outcome))
}

/// Classes no two of which share a site, the smallest first: what each costs by itself must be paid.
fn apart(core: &Core) -> Vec<usize> {
    let mut order: Vec<usize> = (0..core.classes.len()).collect();
    order.sort_by_key(|&class| (core.classes[class].sites.len(), class));
    let mut used = vec![false; core.sites()];
    order.retain(|&class| {
        let sites = &core.classes[class].sites;
        let free = sites.iter().all(|&site| !used[site as usize]);
        if free {
            for &site in sites {
                used[site as usize] = true;
            }
        }
        free
    });
    order
}

/// The component as the search sees it: no estimates, rows (1) as cuts.
struct SetCover<'a> {
    core: &'a Core,
}

/// Cores of so few classes are given whole; else at most so many rows are added at a time.
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

    /// The least that covering classes which share no site costs.
    fn least(&self, apart: &[usize]) -> f64 {
        let cost = |&class: &usize| {
            let class = &self.core.classes[class];
            let sites = class.sites.iter();
            let mut costs: Vec<f64> = sites.map(|&site| self.core.costs[site as usize]).collect();
            costs.sort_by(f64::total_cmp);
            costs[..usize::from(class.need)].iter().sum::<f64>()
        };
        apart.iter().map(cost).sum()
    }

    /// Opens more sites until all is covered, then closes those without need.
    fn complete(&self, mut state: State<'_>, wish: &[f64]) -> Vec<bool> {
        let costs = &self.core.costs;
        // `fill` ends when nothing more is brought: then all classes are covered.
        fill(&mut state, wish, costs, f64::INFINITY, |_| false);
        self.without_spare(state, wish)
    }

    fn without_spare(&self, mut state: State<'_>, wish: &[f64]) -> Vec<bool> {
        prune(&mut state, &self.core.costs, wish, |state, site| {
            state.is_spare(site)
        });
        state.open
    }
}

impl Subproblem for SetCover<'_> {
    fn master(&self) -> Master {
        let column = |&cost: &f64| Column {
            cost,
            lower: 0.0,
            upper: 1.0,
        };
        let rows = if self.core.classes.len() <= ROWS {
            (0..self.core.classes.len()).collect()
        } else {
            apart(self.core)
        };
        Master {
            sites: self.core.costs.iter().map(column).collect(),
            rows: rows.into_iter().map(|class| self.row(class)).collect(),
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
        let levels: &[f64] = if thorough {
            &[0.9, 0.7, 0.5, 0.3]
        } else {
            &[0.8]
        };
        let wish: Vec<f64> = sites.iter().map(|y| y + 0.01).collect();
        let sets = levels.iter().map(|level| {
            let first: Vec<bool> = sites.iter().map(|y| y >= level).collect();
            self.complete(State::with(self.core, &first), &wish)
        });
        sets.min_by(|a, b| self.core.cost(a).total_cmp(&self.core.cost(b)))
    }

    fn step(&self) -> f64 {
        self.core.step()
    }
}
