//! Vertex p-center (Hakimi 1964): the least greatest distance of demand to its nearest open site.
//!
//! For a radius δ, let I(i) be the sites within δ of demand i. p sites that meet every I(i) exist exactly when the
//! optimum is at most δ (Minieka 1970), so the optimum is bracketed by covering problems. Three things keep them
//! small:
//!
//! - Only a sample of the demand is covered (Chen and Chen 2009; Contardo, Iori, Kramer 2019). What cannot be done
//!   for the sample cannot be done for all; what covers the sample is measured against all demand, and those farthest
//!   from it join the sample. So a bound proved on the sample holds, and an answer is always one for all demand.
//! - The problem is reduced ([`cover`]).
//! - It is asked at ever dearer levels ([`Level`]): swaps find answers, linear bounds and the search find that there
//!   are none.
//!
//! Distances are worked out from places when needed; nothing of the size of demand × sites is kept.

mod classes;
mod cover;
mod decide;
mod field;
mod search;
mod tabu;

use super::found::{Effort, Found, Method, Run};
use crate::domain::location::{Goal, Instance, Question, SiteRule};
use crate::solve::error::SolveError;
use classes::Classes;
use cover::Cover;
use decide::Verdict;
use field::{Field, Reached};

/// Answers a p-center question.
///
/// # Errors
///
/// A failure of the solver.
pub(super) fn solve(
    instance: &Instance,
    question: &Question,
    run: &Run,
) -> Result<Found, SolveError> {
    let Goal::Center { count } = question.goal else {
        return Err(SolveError::Solver("p-center was not asked for".into()));
    };
    let mut bracket = Bracket::new(Field::new(instance, count), run);
    bracket.begin();
    bracket.raise_linearly()?;
    bracket.lower_by_swaps()?;
    bracket.close()?;
    Ok(bracket.found())
}

/// How hard it is tried to decide about a radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Swaps find answers.
    Swaps,
    /// The linear bound finds that there are none, too.
    Linear,
    /// The search, too: ends only with an answer or the time.
    Search,
}

/// The first step from the lower bound upwards, as a part of what is between the bounds.
const STEP: f64 = 0.125;
/// The linear bound is sought up to this part of its radius.
const NEAR: f64 = 0.005;
/// Up to so many points the best answer is looked for by swaps first, up to such a part of its radius.
const FEW: usize = 20_000;
const CLOSE: f64 = 1e-4;
/// Steps of the search by swaps at one radius and one sample.
const STEPS: usize = 2_000_000;
const MORE_STEPS: usize = 50_000_000;

/// An interval that the optimum lies in.
struct Bracket<'a> {
    field: Field<'a>,
    run: &'a Run,
    /// Demand points that covers are sought for.
    sample: Vec<u32>,
    is_sampled: Vec<bool>,
    /// How much of the sample the last proof needed; what answers needed besides is dropped again.
    proved: usize,
    classes: Classes,
    /// The optimum is at least this.
    lower: f64,
    /// The greatest distance of demand with `best`.
    upper: f64,
    best: Option<Vec<u32>>,
    /// Proved that no choice brings all demand within reach.
    impossible: bool,
    effort: Effort,
}

impl<'a> Bracket<'a> {
    fn new(field: Field<'a>, run: &'a Run) -> Self {
        Self {
            classes: Classes::new(&field, 0.0),
            is_sampled: vec![false; field.instance.points()],
            sample: Vec::new(),
            proved: 0,
            lower: 0.0,
            upper: f64::INFINITY,
            best: None,
            impossible: false,
            effort: Effort::default(),
            field,
            run,
        }
    }

    /// First answers: the one given, and sites opened for the farthest demand one after the other (Gonzalez 1985).
    /// Whoever was farthest on the way begins the sample.
    fn begin(&mut self) {
        let mut chosen: Vec<u32> = Vec::new();
        let mut reached = self.field.reached(&chosen, f64::INFINITY);
        let mut row = Vec::new();
        for left in (0..=self.field.budget).rev() {
            self.take(&chosen, &reached);
            let Some(&(farthest, distance)) = reached.farthest.first() else {
                break;
            };
            if distance <= 0.0 || self.run.is_over() {
                break;
            }
            self.join(farthest);
            if left == 0 {
                break;
            }
            self.field.reach(farthest as usize, f64::MAX, &mut row);
            let nearest = row
                .iter()
                .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            let Some(&(site, _)) = nearest else {
                // Nobody can reach this demand, or only fixed sites.
                self.lower = self.lower.max(distance);
                self.impossible = distance == f64::INFINITY;
                break;
            };
            if chosen.contains(&site) {
                // Its nearest site is open already.
                self.lower = self.lower.max(distance);
                break;
            }
            chosen.push(site);
            reached = self.field.reached(&chosen, self.upper);
        }
        self.proved = self.sample.len();
        if let Some(start) = self.run.start.clone() {
            let rules = self.field.instance.rules();
            let free: Vec<u32> = start
                .into_iter()
                .filter(|&j| rules.get(j as usize) == Some(&SiteRule::Free))
                .collect();
            if free.len() <= self.field.budget {
                let reached = self.field.reached(&free, self.upper);
                self.take(&free, &reached);
            }
        }
    }

    /// Keeps an answer that is better than the best.
    fn take(&mut self, chosen: &[u32], reached: &Reached) {
        if reached.worst < self.upper {
            self.upper = reached.worst;
            self.best = Some(chosen.to_vec());
        }
    }

    fn join(&mut self, demand: u32) -> bool {
        let is_new = !std::mem::replace(&mut self.is_sampled[demand as usize], true);
        if is_new {
            self.sample.push(demand);
        }
        is_new
    }

    /// Drops what joined the sample since the last proof, where that is much: large radii need points that small
    /// ones do not.
    fn shrink(&mut self) {
        let is_large = self.field.instance.points() > FEW;
        if is_large && self.sample.len() > self.proved + self.proved / 4 {
            for demand in self.sample.drain(self.proved..) {
                self.is_sampled[demand as usize] = false;
            }
            self.classes = Classes::new(&self.field, f64::NAN);
        }
    }

    fn is_done(&self) -> bool {
        let gap = (self.upper - self.lower) / self.upper.max(1.0);
        self.impossible || self.upper <= self.lower || gap <= self.run.gap.fraction()
    }

    /// Raises the lower bound to the least radius at which the linear bound does not say no, about. Low radii come
    /// first: there the sample stays small.
    fn raise_linearly(&mut self) -> Result<(), SolveError> {
        let mut ceiling = f64::INFINITY;
        let mut part = STEP;
        while !self.is_done() && !self.run.is_over() {
            ceiling = ceiling.min(self.upper);
            if ceiling - self.lower <= NEAR * ceiling {
                break;
            }
            let radius = match ceiling.is_finite() {
                true => self.lower + (ceiling - self.lower) * part,
                false => f64::MAX,
            };
            match self.decide(radius, Level::Linear)? {
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

    /// Lowers the upper bound by swaps alone, where all demand is soon measured.
    fn lower_by_swaps(&mut self) -> Result<(), SolveError> {
        let mut floor = self.lower;
        let few = self.field.instance.points() <= FEW;
        while few && !self.is_done() && !self.run.is_over() && self.upper.is_finite() {
            let radius = floor + (self.upper - floor) / 2.0;
            if self.upper - floor <= CLOSE * self.upper || radius >= self.upper {
                break;
            }
            if self.decide(radius, Level::Swaps)? != Decision::Within {
                floor = radius.max(self.lower);
            }
        }
        Ok(())
    }

    /// Asks about radii between the bounds until they meet: cautiously from below, then, when the answer was no,
    /// ever nearer to the best known, at last just below it.
    fn close(&mut self) -> Result<(), SolveError> {
        let mut part = STEP;
        while !self.is_done() && !self.run.is_over() {
            let last = self.upper.next_down();
            // Where the bounds are near, every proof is about as hard as the last one.
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
            match self.decide(radius, Level::Search)? {
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
            self.classes.extend(&self.field, &self.sample, radius);
            let cover = Cover::new(&self.field, &self.classes);
            let chosen = match self.sets(&cover, level)? {
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
            // Those nearly covered wait: as likely as not the next answer covers them. Where many are not covered, a
            // quarter joins whatever their distance, or there would be too many rounds.
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

    fn sets(&mut self, cover: &Cover, level: Level) -> Result<Verdict, SolveError> {
        if cover.budget.is_none() {
            return Ok(Verdict::No);
        }
        let steps = if level == Level::Linear {
            STEPS
        } else {
            MORE_STEPS
        };
        if let Some(sets) = tabu::search(cover, steps) {
            return Ok(Verdict::Yes(sets));
        }
        if level == Level::Swaps {
            return Ok(Verdict::Unknown);
        }
        self.effort.programs += 1;
        let verdict = decide::by_linear_bound(cover, self.run.left_s())?;
        if verdict != Verdict::Unknown || level == Level::Linear {
            return Ok(verdict);
        }
        search::by_search(cover, self.run.deadline, &mut self.effort)
    }

    /// The sample cannot be covered within `radius`: the optimum is at least the next distance of the sample.
    fn raise(&mut self, radius: f64) {
        let mut next = self.upper;
        let mut row = Vec::new();
        for &i in &self.sample {
            let base = self.field.base(i as usize);
            if base > radius {
                next = next.min(base);
                self.field.reach(i as usize, next.min(f64::MAX), &mut row);
                let beyond = row.iter().map(|&(_, distance)| distance);
                next = beyond.filter(|&d| d > radius).fold(next, f64::min);
            }
        }
        if next == f64::INFINITY {
            self.impossible = true;
        }
        self.lower = self.lower.max(next);
    }

    fn found(self) -> Found {
        let open = self.best.map(|chosen| {
            let mut open = self.field.fixed.clone();
            open.extend(chosen);
            open.sort_unstable();
            open
        });
        let is_asked = self.field.demand().next().is_some();
        Found {
            open,
            served: None,
            bound: (!self.impossible).then_some(self.lower),
            infeasible: self.impossible,
            method: if is_asked && self.effort.programs > 0 {
                Method::Covering
            } else {
                Method::Reductions
            },
            effort: self.effort,
        }
    }
}

/// What is known about a radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    /// All demand can be that near.
    Within,
    /// Not even the sample can.
    Beyond,
    /// Not found out.
    Unknown,
}
