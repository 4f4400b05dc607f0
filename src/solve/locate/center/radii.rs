//! The choice of radii to decide, and how each is decided.

use super::bracket::Bracket;
use super::cover::Cover;
use super::decide::{self, Linear, Verdict};
use super::descent::Descent;
use super::{search, tabu};
use crate::solve::error::SolveError;

/// The effort spent on deciding a radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Only the linear bound, which can prove that there is no answer.
    Linear,
    /// Also swaps over the sample, which can find an answer.
    Swaps,
    /// Also a search of at most this many nodes.
    Search(u64),
}

/// What is known about a radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// All demand can be within it.
    Within,
    /// Not even the sample can.
    Beyond,
    /// Undecided.
    Unknown,
}

/// The first step up from the lower bound, relative to the difference of the bounds.
const STEP: f64 = 0.125;
/// Relative precision to which the linear bound is sought.
const NEAR: f64 = 0.006;
/// After a descent the linear bound is first tried at this part of its radius.
const DESCENDED: f64 = 0.9;
/// Elementary steps of the search by swaps at one radius and one sample.
const STEPS: usize = 2_000_000;
/// After a linear answer at most p + `JOIN` points join the sample, or this part of the sample if that is more.
const JOIN: usize = 5;
const JOIN_PART: f64 = 0.2;

impl Bracket<'_> {
    /// Lowers the upper bound by swaps over all demand.
    pub(super) fn descend(&mut self, descent: Option<&mut Descent>, steps: usize) {
        let (Some(descent), Some(best)) = (descent, self.best.clone()) else {
            return;
        };
        if self.is_done() {
            return;
        }
        let run = self.run;
        let lowered = descent.lower(&best, self.lower, steps, &|| run.is_over());
        if let Some(chosen) = lowered {
            let reached = self.field.reached(&chosen, self.upper);
            self.take(&chosen, &reached);
        }
    }

    /// Raises the lower bound to about the least radius that the linear bound does not rule out. Low radii come first:
    /// there the sample stays small.
    pub(super) fn raise_linearly(&mut self, is_descended: bool) -> Result<(), SolveError> {
        let level = match is_descended {
            true => Level::Linear,
            false => Level::Swaps,
        };
        let mut ceiling = f64::INFINITY;
        let mut part = STEP;
        if is_descended && !self.is_done() {
            // A descent is seldom a tenth too high, so a radius far below it is ruled out at once.
            self.decide(DESCENDED * self.upper, level)?;
            part = 0.5;
        }
        while !self.is_done() && !self.run.is_over() {
            ceiling = ceiling.min(self.upper);
            if ceiling - self.lower <= NEAR * ceiling {
                break;
            }
            let radius = match ceiling.is_finite() {
                true => self.lower + (ceiling - self.lower) * part,
                false => f64::MAX,
            };
            match self.decide(radius, level)? {
                Decision::Within => {}
                Decision::Beyond => part = (2.0 * part).min(0.5),
                Decision::Unknown if !self.upper.is_finite() => break,
                Decision::Unknown => {
                    ceiling = radius;
                    part = 0.5;
                }
            }
        }
        Ok(())
    }

    /// Decides radii between the bounds until they meet or a search of `nodes` nodes is inconclusive: first in small
    /// steps from below, then, as long as radii are ruled out, nearer and nearer to the best known, finally just below
    /// it.
    pub(super) fn close(&mut self, nodes: u64) -> Result<(), SolveError> {
        let mut part = STEP;
        while !self.is_done() && !self.run.is_over() {
            let last = self.upper.next_down();
            // If the bounds are near each other, every proof is about as hard as the last one.
            let is_near = self.upper - self.lower <= NEAR * self.upper;
            let step = match (is_near, part == STEP) {
                (false, _) => part.min(0.5),
                (true, true) => 0.5,
                (true, false) => 1.0,
            };
            let radius = match self.upper.is_finite() {
                true => (self.lower + (self.upper - self.lower) * step).min(last),
                false => f64::MAX,
            };
            match self.decide(radius, Level::Search(nodes))? {
                Decision::Within => part = STEP,
                Decision::Beyond => part *= 1.5,
                Decision::Unknown => break,
            }
        }
        Ok(())
    }

    /// Whether all demand can be brought within `radius`, as far as `level` can tell; moves one of the bounds.
    fn decide(&mut self, radius: f64, level: Level) -> Result<Decision, SolveError> {
        loop {
            if self.run.is_over() {
                return Ok(Decision::Unknown);
            }
            let run = self.run;
            let is_over = || run.is_over();
            let is_whole = self.classes.extend(&self.field, &self.sample, radius, &is_over);
            if !is_whole {
                return Ok(Decision::Unknown);
            }
            let cover = Cover::new(&self.field, &self.classes, &is_over);
            let verdict = match level {
                Level::Linear => Verdict::Unknown,
                _ => tabu::search(&cover, STEPS, &is_over).map_or(Verdict::Unknown, Verdict::Yes),
            };
            let verdict = match verdict {
                Verdict::Unknown => match self.linear(&cover, radius)? {
                    LinearVerdict::Lacking => continue,
                    LinearVerdict::No => Verdict::No,
                    LinearVerdict::Unknown => self.by_search(&cover, level)?,
                },
                known => known,
            };
            let chosen = match verdict {
                Verdict::Yes(sets) => sets,
                Verdict::No => {
                    self.raise(radius);
                    self.proved = self.sample.len();
                    return Ok(Decision::Beyond);
                }
                Verdict::Unknown => {
                    self.shrink();
                    return Ok(Decision::Unknown);
                }
            };
            let mut sites = cover.forced.clone();
            sites.extend(chosen.iter().map(|&set| cover.sites[set as usize]));
            let reached = self.field.reached(&sites, radius);
            self.take(&sites, &reached);
            if reached.worst <= radius {
                self.shrink();
                return Ok(Decision::Within);
            }
            // Points that are nearly covered do not join yet, as the next answer may well cover them. If many are not
            // covered, a quarter joins regardless of distance, to limit the number of rounds.
            let least = radius + (reached.worst.min(f64::MAX) - radius) / 2.0;
            let beyond = |distance: f64| distance > radius;
            let number = reached.farthest.iter().filter(|&&(_, d)| beyond(d)).count();
            for (k, &(demand, distance)) in reached.farthest.iter().enumerate() {
                if beyond(distance) && (distance >= least || 4 * k < number) {
                    self.join(demand);
                }
            }
        }
    }

    /// Computes the linear bound of the sample. If it does not rule the radius out, the demand that its answer covers
    /// too little joins the sample.
    fn linear(&mut self, cover: &Cover, radius: f64) -> Result<LinearVerdict, SolveError> {
        self.effort.programs += 1;
        let shares = match decide::by_linear_bound(cover, self.run.clock)? {
            Linear::No => return Ok(LinearVerdict::No),
            Linear::Unknown => return Ok(LinearVerdict::Unknown),
            Linear::Shares(shares) => shares,
        };
        let mut sites: Vec<(u32, f64)> = cover.forced.iter().map(|&site| (site, 1.0)).collect();
        let shared = cover.sites.iter().zip(shares);
        sites.extend(shared.filter(|&(_, y)| y > 0.0).map(|(&site, y)| (site, y)));
        let part = (JOIN_PART * self.sample.len() as f64) as usize;
        let most = part.max(self.field.budget + JOIN);
        let mut is_any = false;
        for (demand, _) in self.field.lacking(&sites, radius).into_iter().take(most) {
            is_any |= self.join(demand);
        }
        Ok(if is_any { LinearVerdict::Lacking } else { LinearVerdict::Unknown })
    }

    fn by_search(&mut self, cover: &Cover, level: Level) -> Result<Verdict, SolveError> {
        match level {
            Level::Search(nodes) => {
                search::by_search(cover, (self.run.clock, nodes), &mut self.effort)
            }
            _ => Ok(Verdict::Unknown),
        }
    }
}

/// The result of the linear bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinearVerdict {
    /// There is no answer.
    No,
    /// The sample had too few points, and has more now.
    Lacking,
    /// There may be an answer.
    Unknown,
}
