//! p-medians of few sites among many points, where the rows that the answer may need are too many to list.
//!
//! 1. A sample gives prices, carried to all demand, and an open set, improved by [`super::swaps`] at all distances.
//! 2. The prices are improved at all pairs ([`super::unlisted`]): L(λ) bounds the whole, and closes the sites with
//!    L(λ) + ρ\[j\] − ρ of the dearest chosen site at the cutoff or above. Open sets are searched for among the sites
//!    that the average choice opens, with every pair of those listed.
//! 3. What is left, listed, is solved as any other form: its rows are whole once few enough sites are left.

use super::ahead::{Ahead, SWAPPED};
use super::ascent::Ascent;
use super::build::Terms;
use super::demand::Charge;
use super::fate::Fate;
use super::interchange::shake;
use super::limit::Limit;
use super::settle::from_names;
use super::solve::Procedure;
use super::swaps::Swaps;
use super::unlisted::Unlisted;
use crate::domain::location::SiteRule;
use crate::solve::clock::Clock;
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::locate::solution::{Method, Run, Solution};
use crate::travel::Nearest;
use fastrand::Rng;
use rayon::prelude::*;

/// Steps of the prices between looks at what they closed, and between searches for open sets.
const STEPS: usize = 20;
const ROUND: usize = 5;
/// The most rounds, and the most in a row that close less than a hundredth of the gap and find nothing.
const ROUNDS: usize = 60;
const IDLE: usize = 2;
/// The blocks are made anew when this part of the sites is closed.
const SHRINK: f64 = 0.2;
/// Sites that the average choice opens more than this are searched.
const LIKELY: f64 = 0.003;
/// The most pairs that swaps look at after a better set was found.
const SWAPPED_AGAIN: usize = 500_000_000;
/// Visits of pairs in a search for open sets.
const WORK: u64 = 20_000_000;

impl<'a> Terms<'a> {
    /// Whether the way of this file is meant for it.
    pub(super) fn is_few(&self) -> bool {
        let is_median = matches!((self.limit, self.charge), (Limit::Exactly(_), Charge::Distance));
        is_median && !self.fixed && self.cut_short().is_some()
    }

    /// Solves from what is known ahead; none where that is not enough to begin.
    pub(super) fn solve_few(
        &self,
        ahead: &Ahead,
        carried: Vec<f64>,
        run: &Run<'a>,
    ) -> Option<Result<Solution, SolveError>> {
        let form = Unlisted::new(self, run.clock)?;
        let mut few = Few {
            terms: self,
            run,
            procedure: Procedure::new(self.total, run),
            random: Rng::with_seed(1),
            closed: Vec::new(),
        };
        let start = run.start.as_deref().and_then(|start| few.valid(start));
        for open in [ahead.open.as_deref(), start.as_deref()].into_iter().flatten() {
            few.offer(open);
        }
        few.procedure.open.as_ref()?;
        Some(few.go(form, carried))
    }
}

/// The state of the solve.
struct Few<'t, 'a> {
    terms: &'t Terms<'a>,
    run: &'t Run<'a>,
    procedure: Procedure<'t>,
    random: Rng,
    /// The sites closed in every set that is better, by position in the instance.
    closed: Vec<u32>,
}

impl<'a> Few<'_, 'a> {
    /// The start, if it may be an answer: the right number of allowed sites, with all that must be open.
    fn valid(&self, start: &[u32]) -> Option<Vec<u32>> {
        let rules = self.terms.instance.rules();
        let mut start = start.to_vec();
        start.sort_unstable();
        start.dedup();
        let is_existing = |&site: &u32| rules[site as usize] == SiteRule::Existing;
        let must = (0..rules.len() as u32).filter(|&site| {
            matches!(rules[site as usize], SiteRule::Existing | SiteRule::Required)
        });
        let has_all = must.into_iter().all(|site| start.binary_search(&site).is_ok());
        let new = start.iter().filter(|site| !is_existing(site)).count();
        let allowed = start.iter().all(|&site| rules[site as usize] != SiteRule::Forbidden);
        (has_all && allowed && self.terms.limit == Limit::Exactly(new)).then_some(start)
    }

    /// Takes an open set, ascending, if it is better by true distances.
    fn offer(&mut self, open: &[u32]) -> bool {
        let demand = self.terms.demand();
        let nearest = Nearest::new(self.terms.instance, open);
        let cost = |&point: &u32| -> Option<f64> {
            let (_, distance) = nearest.from(point as usize)?;
            Some(demand.cost_at(point as usize, distance))
        };
        let costs: Option<Vec<f64>> = demand.points().par_iter().map(cost).collect();
        let value = costs.map(|costs| costs.iter().sum::<f64>());
        let Some(value) = value.filter(|&value| value < self.procedure.value) else {
            return false;
        };
        (self.procedure.open, self.procedure.value) = (Some(open.to_vec()), value);
        true
    }

    fn go(mut self, form: Unlisted<'a>, prices: Vec<f64>) -> Result<Solution, SolveError> {
        let step = form.step();
        let all = form.sites.names.clone();
        // A bound before anything that takes long.
        let ascent = Ascent::new(&form, prices);
        self.procedure.bound = ascent.bound;
        self.swap(SWAPPED);
        let Some((form, ascent)) = self.narrow(form, ascent, step) else {
            return Ok(self.procedure.found(Method::Lagrangian, true, Effort::default()));
        };
        if self.procedure.is_enough() || self.run.is_over() {
            return Ok(self.procedure.found(Method::Lagrangian, false, Effort::default()));
        }
        let is_left = |site: &u32| form.sites.names.binary_search(site).is_ok();
        self.closed.extend(all.iter().filter(|site| !is_left(site)));
        drop(form);
        let Some((service, became)) = self.terms.form_without(&self.closed, self.run.clock) else {
            return Ok(self.procedure.found(Method::Lagrangian, false, Effort::default()));
        };
        let free = vec![Fate::Free(0); ascent.sites.len()];
        let carried = ascent.carried(&service, &free, &became);
        let listed = service.rows.listed();
        let found = self.procedure.go(service, Some(carried))?;
        Ok(Solution { listed, ..found })
    }

    /// Improves prices and open sets until the pairs that are left can be listed or neither makes progress; none where it
    /// is proved that no set is better.
    fn narrow(
        &mut self,
        mut form: Unlisted<'a>,
        mut ascent: Ascent,
        step: f64,
    ) -> Option<(Unlisted<'a>, Ascent)> {
        let mut idle = 0;
        for _ in 0..ROUNDS {
            let before = ascent.bound;
            for _ in 0..ROUND {
                let cutoff = self.procedure.cutoff(step);
                ascent.go(&form, STEPS, cutoff, self.run);
                self.procedure.bound = self.procedure.bound.max(ascent.bound);
                if ascent.bound >= cutoff {
                    return None;
                }
                // Sites that open in every better set are left to the listed form.
                ascent.opened.fill(false);
                let settled = ascent.count_settled();
                if settled as f64 >= (SHRINK * form.sites.sites() as f64).max(1.0) {
                    let fates = ascent.fates();
                    if !form.sites.limit.fits(&fates) {
                        return None;
                    }
                    let less = form.without(&fates);
                    ascent = ascent.with_sites(&less, &fates);
                    form = less;
                }
                let pairs = form.points.len().saturating_mul(form.sites.sites());
                if pairs <= self.run.pairs || self.procedure.is_enough() || self.run.is_over() {
                    return Some((form, ascent));
                }
            }
            let cutoff = self.procedure.cutoff(step);
            let better = self.improve(&form, &ascent);
            if better {
                ascent.settle(&form, self.procedure.cutoff(step));
            }
            let risen = ascent.bound - before > 1e-2 * (cutoff - before);
            idle = if risen || better { 0 } else { idle + 1 };
            if idle >= IDLE {
                break;
            }
        }
        Some((form, ascent))
    }

    /// Searches for a better set among the likely sites, with every pair of those listed; then swaps among all.
    fn improve(&mut self, form: &Unlisted<'a>, ascent: &Ascent) -> bool {
        let Some(open) = self.procedure.open.clone() else {
            return false;
        };
        let names = &form.sites.names;
        let mut likely: Vec<u32> = (0..names.len() as u32).collect();
        let share = |&site: &u32| ascent.sites[site as usize];
        likely.retain(|site| share(site) > LIKELY);
        likely.sort_by(|a, b| share(b).total_cmp(&share(a)).then(a.cmp(b)));
        likely.truncate(self.run.pairs / 4 / form.points.len().max(1));
        let mut core: Vec<u32> = likely.iter().map(|&site| names[site as usize]).collect();
        core.extend(&open);
        core.sort_unstable();
        core.dedup();
        let Some(service) = self.terms.sample_of_all(&core, self.run.clock) else {
            return false;
        };
        if service.is_impossible() || service.sites() <= service.limit.least() {
            return false;
        }
        let mut layout = from_names(&service, &open);
        shake(&mut layout, &mut self.random, WORK.min(500 * service.rows.pairs() as u64));
        let members = layout.members().iter().map(|&site| service.names[site as usize]);
        let mut found: Vec<u32> = members.chain(service.opened.iter().copied()).collect();
        found.sort_unstable();
        if self.run.is_over() || !self.offer(&found) {
            return false;
        }
        self.swap(SWAPPED_AGAIN);
        true
    }

    /// Improves the best set by swaps among all sites.
    fn swap(&mut self, most: usize) {
        let open = self.procedure.open.clone().unwrap_or_default();
        if let Some(mut swaps) = Swaps::new(self.terms, &open, self.run.clock) {
            self.offer(&swaps.improve(most));
        }
    }
}

impl<'a> Terms<'a> {
    /// The form of all demand and of these sites alone (by position in the instance, ascending), at distances from below.
    fn sample_of_all(&self, sites: &[u32], clock: Clock<'a>) -> Option<super::form::Service<'a>> {
        let (mut fates, limit, _) = super::build::fates_of(self.instance, self.limit);
        for (site, fate) in (0_u32..).zip(&mut fates) {
            if matches!(fate, Fate::Free(_)) && sites.binary_search(&site).is_err() {
                *fate = Fate::Closed;
            }
        }
        let points = self.demand().points();
        let factors = vec![1.0; points.len()];
        Some(self.sample_of(points, factors, (fates, limit), clock)?.service)
    }
}
