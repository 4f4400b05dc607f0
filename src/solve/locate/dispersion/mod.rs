//! p-dispersion (Kuby 1987): the greatest least distance between any two of p sites and the existing ones.
//!
//! For a distance δ two sites conflict when they are nearer than δ to each other. p sites without a conflict exist
//! exactly when the optimum is at least δ, so the optimum is bracketed by independent-set problems ([`conflict`]; Sayah
//! and Irnich 2017 branch on the same thresholds). A negative answer lowers the upper bound to the next distance below
//! δ, a positive one gives a placement.

mod conflict;

use super::solution::{Method, Run, Solution};
use crate::domain::location::{Goal, Instance, Metric, Question, Rounding, Sense, SiteRule};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::gap::improvement;
use crate::travel::Distances;
use conflict::{Conflicts, Verdict};

/// Answers a p-dispersion question. Memory O(sites² / 8) bytes; O(sites²) distances for each distance asked about.
///
/// # Errors
///
/// A failure of the solver.
pub(super) fn solve(
    instance: &Instance,
    question: &Question,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let Goal::Dispersion { count } = question.goal else {
        return Err(SolveError::Solver("p-dispersion was not asked for".into()));
    };
    let mut bracket = Bracket::new(instance, count, run);
    bracket.begin();
    bracket.close()?;
    Ok(bracket.found())
}

/// An interval that the optimum lies in.
struct Bracket<'a> {
    between: Distances<'a>,
    /// By how much a distance may be above the sum of two others by their rounding; without limit where they are given.
    rounding: f64,
    run: &'a Run<'a>,
    /// Existing and required sites.
    fixed: Vec<u32>,
    /// Sites that may be chosen.
    free: Vec<u32>,
    /// How many of them are.
    choose: usize,
    /// The least distance in `best`.
    lower: f64,
    best: Option<Vec<u32>>,
    /// The optimum is at most this.
    upper: f64,
    effort: Effort,
}

impl<'a> Bracket<'a> {
    fn new(instance: &'a Instance, count: usize, run: &'a Run<'a>) -> Self {
        let rules = instance.rules();
        let pick = |wanted: &dyn Fn(SiteRule) -> bool| -> Vec<u32> {
            let all = 0..rules.len() as u32;
            all.filter(|&j| wanted(rules[j as usize])).collect()
        };
        let required = pick(&|rule| rule == SiteRule::Required).len();
        Self {
            between: Distances::new(instance),
            rounding: match instance.metric() {
                Metric::Plane { rounding: Rounding::Exact, .. } => 0.0,
                Metric::Plane { .. } => 2.0,
                Metric::Sphere { radius, .. } => radius.metres() * 1e-6,
                Metric::Geodesic { .. } => 0.01,
                Metric::Table(_) => f64::INFINITY,
            },
            run,
            fixed: pick(&|rule| matches!(rule, SiteRule::Existing | SiteRule::Required)),
            free: pick(&|rule| rule == SiteRule::Free),
            choose: count.saturating_sub(required),
            lower: f64::NEG_INFINITY,
            best: None,
            upper: f64::INFINITY,
            effort: Effort::default(),
        }
    }

    fn far(&self, a: u32, b: u32) -> f64 {
        self.between.between_sites(a as usize, b as usize)
    }

    /// Finds the first bounds and answers: the one given, and sites chosen one by one farthest from all chosen before
    /// (Ravi, Rosenkrantz, Tayi 1994), starting from a fixed site or from either end of a longest distance.
    fn begin(&mut self) {
        self.upper = least(&self.fixed, |a, b| self.far(a, b));
        if self.choose == 0 {
            self.take(Vec::new());
            return;
        }
        if let Some(start) = self.run.start.clone() {
            let chosen: Vec<u32> =
                start.into_iter().filter(|j| self.free.binary_search(j).is_ok()).collect();
            if chosen.len() == self.choose {
                self.take(chosen);
            }
        }
        let starts = if self.fixed.is_empty() { STARTS.min(self.free.len()) } else { 1 };
        for k in 0..starts {
            let first = self.free[k * self.free.len() / starts];
            let (chosen, apart) = self.farthest_first(first);
            self.take(chosen);
            self.upper = self.upper.min(2.0 * apart * (1.0 + 1e-9) + self.rounding);
            if self.run.is_over() {
                return;
            }
        }
        let longest = match self.fixed.is_empty() {
            true => self.longest_below(f64::INFINITY, true),
            false => {
                let apart = self.free.iter().map(|&j| self.apart_from_fixed(j));
                Some(apart.fold(f64::NEG_INFINITY, f64::max))
            }
        };
        self.upper = self.upper.min(longest.unwrap_or(f64::INFINITY));
    }

    fn apart_from_fixed(&self, site: u32) -> f64 {
        let far = self.fixed.iter().map(|&j| self.far(j, site));
        far.fold(f64::INFINITY, f64::min)
    }

    /// Sites chosen one by one farthest from those before; if there are none, the first one is the site farthest from
    /// `first`. Also how far the last one is from the others and the fixed ones, which all sites are within: of any choice
    /// of as many, two are within that of the same one, so that in a metric no choice is farther apart than twice that
    /// (Ravi, Rosenkrantz, Tayi 1994).
    fn farthest_first(&self, first: u32) -> (Vec<u32>, f64) {
        let mut apart: Vec<f64> = self.free.iter().map(|&j| self.apart_from_fixed(j)).collect();
        if self.fixed.is_empty() {
            // The first one is the farthest from there, so it is at the edge.
            apart = self.free.iter().map(|&j| self.far(first, j)).collect();
        }
        let mut chosen: Vec<u32> = Vec::new();
        let mut last = f64::INFINITY;
        let mut is_chosen = vec![false; self.free.len()];
        while chosen.len() < self.choose {
            let left = (0..self.free.len()).filter(|&k| !is_chosen[k]);
            let Some(next) = left.max_by(|&a, &b| apart[a].total_cmp(&apart[b]).then(b.cmp(&a)))
            else {
                break;
            };
            last = apart[next];
            if chosen.is_empty() && self.fixed.is_empty() {
                apart.fill(f64::INFINITY);
                last = f64::INFINITY;
            }
            is_chosen[next] = true;
            let site = self.free[next];
            chosen.push(site);
            for (k, apart) in apart.iter_mut().enumerate() {
                *apart = apart.min(self.far(site, self.free[k]));
            }
        }
        (chosen, last)
    }

    /// Keeps an answer that is better than the best.
    fn take(&mut self, chosen: Vec<u32>) {
        let mut open = self.fixed.clone();
        open.extend(chosen);
        open.sort_unstable();
        let value = least(&open, |a, b| self.far(a, b));
        if self.best.is_none() || value > self.lower {
            self.lower = value;
            self.best = Some(open);
        }
    }

    /// The greatest distance, below `limit` or, if `or_equal`, at most `limit`, between two sites of which at least one
    /// may be chosen. `None` if there is none or the time is over.
    fn longest_below(&self, limit: f64, or_equal: bool) -> Option<f64> {
        let mut longest = f64::NEG_INFINITY;
        let mut meet = |a: u32, b: u32| {
            let distance = self.far(a, b);
            if distance > longest && (distance < limit || (or_equal && distance == limit)) {
                longest = distance;
            }
        };
        for (k, &a) in self.free.iter().enumerate() {
            if self.run.is_over() {
                return None;
            }
            for &b in self.free[..k].iter().chain(&self.fixed) {
                meet(a, b);
            }
        }
        Some(longest)
    }

    fn is_done(&self) -> bool {
        let gap = improvement(Sense::Maximise, self.lower, self.upper);
        self.lower >= self.upper || gap <= self.run.gap.fraction()
    }

    /// Decides distances between the bounds until they meet: first from above, where negative answers are easily
    /// proved, then nearer and nearer to the best known.
    fn close(&mut self) -> Result<(), SolveError> {
        let mut part = 0.5;
        while !self.is_done() && !self.run.is_over() {
            let next = self.lower.next_up();
            let distance = match self.upper.is_finite() && self.lower.is_finite() {
                true => (self.upper - (self.upper - self.lower) * part).max(next),
                false => next,
            };
            let far = |a, b| match b {
                Some(b) => self.far(a, b),
                None => self.apart_from_fixed(a),
            };
            let Some(conflicts) = Conflicts::new(&self.free, self.choose, distance, far, self.run)
            else {
                break;
            };
            self.effort.programs += u64::from(conflicts.is_open());
            match conflicts.decide(self.run.clock)? {
                Verdict::Yes(chosen) => {
                    self.take(chosen);
                    part = 0.5;
                }
                Verdict::No => {
                    // The least distance may be between two fixed sites, which bounded `upper` from the start.
                    let longest = self.longest_below(distance, false);
                    self.upper = longest.unwrap_or(distance).max(self.lower);
                    part = if part < 0.8 { part + 0.25 } else { 1.0 };
                }
                Verdict::Unknown => break,
            }
        }
        Ok(())
    }

    fn found(self) -> Solution {
        let method = match self.effort.programs {
            0 => Method::Reductions,
            _ => Method::Covering,
        };
        Solution {
            listed: None,
            open: self.best,
            served: None,
            bound: Some(self.upper).filter(|upper| upper.is_finite()),
            infeasible: false,
            method,
            effort: self.effort,
        }
    }
}

/// How many starting sites are tried for the first answer.
const STARTS: usize = 8;

fn least(open: &[u32], far: impl Fn(u32, u32) -> f64) -> f64 {
    let mut least = f64::INFINITY;
    for (k, &a) in open.iter().enumerate() {
        for &b in &open[..k] {
            least = least.min(far(a, b));
        }
    }
    least
}
