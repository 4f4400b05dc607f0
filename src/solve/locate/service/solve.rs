//! The solution procedure of the family: a good open set, prices that bound it and settle sites, the smaller form that
//! is left, and so on; then the search.

use super::anneal;
use super::ascent::Ascent;
use super::benders::Benders;
use super::fate::Fate;
use super::form::Service;
use super::interchange::{begin, descend, shake};
use super::layout::Layout;
use super::settle::{from_fractions, from_names, most_open};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::locate::solution::{Method, Run, Solution};
use crate::solve::search::{Settings, minimise};
use fastrand::Rng;
use rayon::prelude::*;

/// Steps of the dual ascent between searches for open sets.
const STEPS: usize = 100;
/// The most such rounds, and the most in a row without progress.
const ROUNDS: usize = 40;
const IDLE: usize = 2;
/// The most rounds in a covering form with few sites, where the search is quick.
const FEW_ROUNDS: usize = 1;
/// The number of annealed sets that are merged.
const GENERATION: usize = 10;
/// The relative rounding of a bound; less than what counts as proved.
const ROUNDING: f64 = 5e-10;
/// A form is reduced when this part of its sites is settled.
const SHRINK: f64 = 0.1;

/// Answers a form, of which an open set and a bound may be known; `total` as in [`super::Terms`].
pub(super) fn solve(
    service: Service<'_>,
    (open, bound): (Option<&[u32]>, Option<f64>),
    total: f64,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let mut procedure = Procedure::new(total, run);
    if let Some(open) = open {
        procedure.offer(&from_names(&service, open));
    }
    procedure.bound = bound.unwrap_or(procedure.bound);
    procedure.go(service, None)
}

/// The result of narrowing a form.
enum NarrowResult<'a> {
    /// Nothing better than the best open set is left.
    Proved,
    /// A smaller form contains all better sets; with its prices.
    Smaller(Box<(Service<'a>, Ascent)>),
    /// The prices make no more progress.
    Stuck(Box<Ascent>),
}

/// The state of the procedure.
pub(super) struct Procedure<'r> {
    run: &'r Run<'r>,
    total: f64,
    random: Rng,
    /// The best open set so far, by position in the instance.
    pub(super) open: Option<Vec<u32>>,
    pub(super) value: f64,
    pub(super) bound: f64,
    /// Consecutive searches for better open sets without success.
    fails: u32,
    /// Generations of annealed sets so far.
    generations: u32,
    /// The most nodes of the search; a limit is set when merging annealed sets, and then nothing is annealed again.
    most_nodes: Option<u64>,
}

impl<'r> Procedure<'r> {
    pub(super) fn new(total: f64, run: &'r Run<'r>) -> Self {
        Self {
            run,
            total,
            random: Rng::with_seed(1),
            open: None,
            value: f64::INFINITY,
            bound: f64::NEG_INFINITY,
            fails: 0,
            generations: 0,
            most_nodes: None,
        }
    }

    /// Solves a form, from its prices if they are known.
    pub(super) fn go(
        &mut self,
        service: Service<'_>,
        mut ascent: Option<Ascent>,
    ) -> Result<Solution, SolveError> {
        if service.is_impossible() {
            return Ok(self.found(Method::Reductions, true, Effort::default()));
        }
        let mut service = service;
        let last = loop {
            let prices = ascent.take();
            let prices = prices.unwrap_or_else(|| Ascent::new(&service, self.begin(&service)));
            match self.narrow(&service, prices) {
                NarrowResult::Proved => {
                    return Ok(self.found(Method::Lagrangian, true, Effort::default()));
                }
                NarrowResult::Smaller(smaller) => {
                    let (form, carried) = *smaller;
                    (service, ascent) = (form, Some(carried));
                }
                NarrowResult::Stuck(last) => break last,
            }
        };
        if self.is_enough() || self.run.is_over() {
            let proved = self.value <= self.bound;
            return Ok(self.found(Method::Lagrangian, proved, Effort::default()));
        }
        self.search(&service, &last.prices)
    }

    /// Finds a first open set and derives prices from it: between each row's cost and its cost without its server.
    pub(super) fn begin(&mut self, service: &Service<'_>) -> Vec<f64> {
        if let Some(start) = &self.run.start {
            let mut start = start.clone();
            start.sort_unstable();
            self.offer(&from_names(service, &start));
        }
        let mut layout = Layout::new(service);
        let most = 20 * service.rows.pairs() as u64 + 1_000_000;
        // Use half of the time that is left, assuming a slow machine.
        const LOOKS_A_SECOND: f64 = 2e7;
        let affordable = |left_s: f64| (left_s / 2.0 * LOOKS_A_SECOND) as u64;
        let most = self.run.clock.left_s().map_or(most, |left| most.min(affordable(left)));
        begin(&mut layout, most);
        self.offer(&layout);
        let between = |row| {
            let (cost, next) = layout.costs(row);
            (cost + next) / 2.0
        };
        (0..service.rows.count()).map(between).collect()
    }

    fn offer(&mut self, layout: &Layout<'_, '_>) -> bool {
        let (service, open) = (layout.service, layout.open());
        if !most_open(service, layout) {
            return false;
        }
        let Some(value) = service.value(open).filter(|&value| value < self.value) else {
            return false;
        };
        let members = layout.members().iter();
        let mut sites: Vec<u32> = members.map(|&site| service.names[site as usize]).collect();
        sites.extend(&service.opened);
        sites.sort_unstable();
        (self.open, self.value) = (Some(sites), value);
        true
    }

    /// Open sets of at least this value are not improvements.
    pub(super) fn cutoff(&self, step: f64) -> f64 {
        let margin = 1e-9 * self.value.abs().max(1.0);
        if self.open.is_none() {
            f64::INFINITY
        } else if step > 0.0 {
            self.value - step + margin.min(0.5 * step)
        } else {
            self.value - margin
        }
    }

    /// The difference of value and bound at which to stop.
    fn enough(&self) -> f64 {
        if self.open.is_none() {
            return 0.0;
        }
        self.run.gap.fraction() * (self.total - self.value).abs().max(1.0)
    }

    pub(super) fn is_enough(&self) -> bool {
        self.open.is_some() && self.value - self.bound <= self.enough()
    }

    /// Improves prices and open sets alternately until the form can be reduced or neither makes progress.
    fn narrow<'a>(&mut self, service: &Service<'a>, mut ascent: Ascent) -> NarrowResult<'a> {
        if service.is_impossible() {
            return NarrowResult::Proved;
        }
        if service.sites() == 0 {
            self.offer(&Layout::new(service));
            return NarrowResult::Proved;
        }
        let mut idle = 0;
        let enough = SHRINK * service.sites() as f64;
        let rounds = match service.is_small_cover() {
            true => FEW_ROUNDS,
            false => ROUNDS,
        };
        for _ in 0..rounds {
            let risen = ascent.go(service, STEPS, self.cutoff(service.step), self.run);
            self.bound = self.bound.max(ascent.bound);
            let better = !self.run.is_over() && self.improve(service, &ascent);
            if better {
                ascent.settle(service, self.cutoff(service.step));
            }
            if ascent.bound >= self.cutoff(service.step) {
                return NarrowResult::Proved;
            }
            if ascent.count_settled() as f64 >= enough.max(1.0) {
                let fates = ascent.fates();
                if !service.limit.fits(&fates) {
                    // The sites settled as open and closed contradict each other, so there is no better set.
                    return NarrowResult::Proved;
                }
                let (smaller, became) = service.settled(&fates, true);
                let carried = ascent.carried(&smaller, &fates, &became);
                return NarrowResult::Smaller(Box::new((smaller, carried)));
            }
            idle = if risen || better { 0 } else { idle + 1 };
            if self.is_enough() || self.run.is_over() {
                break;
            }
            if idle >= IDLE {
                // The rest is hard: a longer search for a better set, which would settle more sites.
                if !self.polish(service) {
                    break;
                }
                ascent.settle(service, self.cutoff(service.step));
                idle = 0;
            }
        }
        NarrowResult::Stuck(Box::new(ascent))
    }

    /// Searches for better open sets among the sites that the average choice opens and those of the best set.
    pub(super) fn improve(&mut self, service: &Service<'_>, ascent: &Ascent) -> bool {
        let fates = self.likely(service, &ascent.sites);
        let (core, _) = service.settled(&fates, false);
        if core.is_impossible() || core.sites() == 0 {
            return false;
        }
        let open = self.open.clone().unwrap_or_default();
        let values = |site: &u32| {
            let position = service.names.binary_search(site);
            position.map_or(0.0, |position| ascent.sites[position])
        };
        let sites: Vec<f64> = core.names.iter().map(values).collect();
        let pairs = service.rows.pairs() as u64;
        let work = match service.is_small_cover() {
            true => 50 * pairs,
            false => 5 * pairs + (500 * pairs).min(5_000_000),
        };
        let work = work >> self.fails.min(6);
        let mut rounded = from_fractions(&core, &sites);
        shake(&mut rounded, &mut self.random, work / 2);
        let mut better = self.offer(&rounded);
        let mut layout = from_names(&core, &open);
        shake(&mut layout, &mut self.random, work);
        better |= self.offer(&layout);
        self.fails = if better { 0 } else { self.fails + 1 };
        if better {
            let open = self.open.clone().unwrap_or_default();
            let mut layout = from_names(service, &open);
            descend(&mut layout, &mut Vec::new(), 10 * service.rows.pairs() as u64);
            self.offer(&layout);
        }
        better
    }

    /// Leaves sites free that are often chosen or open now and closes the others; enough sites stay free for the limit.
    fn likely(&self, service: &Service<'_>, sites: &[f64]) -> Vec<Fate> {
        const LEAST: f64 = 0.002;
        let open = self.open.as_deref().unwrap_or_default();
        let is_open = |site: usize| open.binary_search(&service.names[site]).is_ok();
        let mut fates: Vec<Fate> = (0..sites.len())
            .map(|site| match sites[site] > LEAST || is_open(site) {
                true => Fate::Free(0),
                false => Fate::Closed,
            })
            .collect();
        let free = fates.iter().filter(|fate| **fate != Fate::Closed).count();
        let missing = service.limit.least().saturating_sub(free);
        let closed = fates.iter_mut().filter(|fate| **fate == Fate::Closed);
        closed.take(missing).for_each(|fate| *fate = Fate::Free(0));
        fates
    }

    /// Searches longer for a better open set, while that succeeds; returns whether one was found.
    fn polish(&mut self, service: &Service<'_>) -> bool {
        if self.most_nodes.is_none() && anneal::suits(service) && !service.is_small_cover() {
            self.anneal(service)
        } else {
            self.shake(service)
        }
    }

    /// Anneals and merges while that succeeds, longer for a wider gap.
    fn anneal(&mut self, service: &Service<'_>) -> bool {
        let gap = (self.value - self.bound) / (self.total - self.value).abs().max(1.0);
        let (most, work) = match gap {
            gap if gap < 5e-4 => (1, 5_000_000),
            gap if gap < 2e-3 => (2, 30_000_000),
            _ => (4, 150_000_000),
        };
        let before = self.value;
        let mut fails = 0;
        while self.generations < most && fails < 2 && !self.run.is_over() {
            self.generations += 1;
            fails = if self.generation(service, work) { 0 } else { fails + 1 };
        }
        self.value < before
    }

    /// One generation: anneals a greedy set [`GENERATION`] times and finds the best set that uses only sites of the
    /// results and of the best set so far (Applegate, Bixby, Chvátal and Cook 1998 merge tours this way). Annealed sets
    /// agree in most sites, so this form is small and its gap is narrow.
    fn generation(&mut self, service: &Service<'_>, work: u64) -> bool {
        const MERGE_NODES: u64 = 60;
        let before = self.value;
        let seeds: Vec<u64> = (0..GENERATION).map(|_| self.random.u64(..)).collect();
        let annealed: Vec<Layout<'_, '_>> = seeds
            .into_par_iter()
            .map(|seed| {
                let mut layout = from_names(service, &[]);
                anneal::anneal(&mut layout, &mut Rng::with_seed(seed), work, self.run);
                layout
            })
            .collect();
        let mut fates: Vec<Fate> = vec![Fate::Closed; service.sites()];
        for layout in &annealed {
            self.offer(layout);
            for &site in layout.members() {
                fates[site as usize] = Fate::Free(0);
            }
        }
        let best = from_names(service, &self.open.clone().unwrap_or_default());
        for &site in best.members() {
            fates[site as usize] = Fate::Free(0);
        }
        let (core, _) = service.settled(&fates, false);
        let mut merged = Procedure::new(self.total, self.run);
        (merged.open, merged.value) = (self.open.clone(), self.value);
        merged.most_nodes = Some(MERGE_NODES);
        if !self.run.is_over() && merged.go(core, None).is_ok() && merged.value < self.value {
            (self.open, self.value) = (merged.open, merged.value);
        }
        self.value < before
    }

    /// Perturbs the best open set while that succeeds.
    fn shake(&mut self, service: &Service<'_>) -> bool {
        const WORK: u64 = 5_000_000;
        const FAILS: u32 = 6;
        let pairs = service.rows.pairs() as u64;
        let tries = match service.is_small_cover() {
            true => 50,
            false => 500,
        };
        let mut layout = from_names(service, self.open.as_deref().unwrap_or_default());
        let before = self.value;
        let mut fails = 0;
        while fails < FAILS && !self.run.is_over() {
            shake(&mut layout, &mut self.random, (tries * pairs).min(WORK));
            fails = if self.offer(&layout) { 0 } else { fails + 1 };
        }
        self.value < before
    }

    /// The search over the sites that are left.
    fn search(&mut self, service: &Service<'_>, prices: &[f64]) -> Result<Solution, SolveError> {
        let benders = Benders::new(service);
        let settings = Settings {
            most_nodes: self.most_nodes,
            enough: self.enough(),
            clock: self.run.clock,
            start: None,
            cutoff: self.open.is_some().then_some(self.value),
            cuts: benders.cuts_at_prices(prices),
        };
        let outcome = minimise(&benders, &settings)?;
        if let Some(open) = &outcome.open {
            self.offer(&Layout::with(service, open));
        }
        self.bound = self.bound.max(outcome.bound.min(self.value));
        let proved = outcome.finished && settings.enough == 0.0;
        Ok(self.found(Method::Search, proved, outcome.effort))
    }

    pub(super) fn found(&self, method: Method, proved: bool, effort: Effort) -> Solution {
        let bound = if proved { self.value } else { self.bound - ROUNDING * self.bound.abs() };
        Solution {
            open: self.open.clone(),
            served: None,
            bound: bound.is_finite().then_some(bound),
            infeasible: proved && self.open.is_none(),
            listed: None,
            method,
            effort,
        }
    }
}
