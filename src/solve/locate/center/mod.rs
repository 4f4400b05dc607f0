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
//! - It is asked at ever dearer levels ([`Level`]): swaps find answers, linear bounds and the model find that there
//!   are none.
//!
//! Distances are worked out from places when needed; nothing of the size of demand × sites is kept.

mod classes;
mod cover;
mod decide;
mod field;
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
    bracket.close()?;
    Ok(bracket.found())
}

/// How hard it is tried to decide about a radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Swaps find answers, the linear bound finds that there are none.
    Linear,
    /// The compact model, too: ends only with an answer or the time.
    Model,
}

/// The first step from the lower bound upwards, as a part of what is between the bounds.
const STEP: f64 = 0.125;
/// The linear bound is sought up to this part of its radius.
const NEAR: f64 = 0.005;
/// Swaps tried at one radius and one sample.
const TURNS: usize = 2_000;
const MORE_TURNS: usize = 20_000;

/// An interval that the optimum lies in.
struct Bracket<'a> {
    field: Field<'a>,
    run: &'a Run,
    /// Demand points that covers are sought for.
    sample: Vec<u32>,
    is_sampled: Vec<bool>,
    classes: Classes,
    /// The optimum is at least this.
    lower: f64,
    /// The greatest distance of demand with `best`.
    upper: f64,
    best: Option<Vec<u32>>,
    /// Proved that no choice brings all demand within reach.
    impossible: bool,
    /// Whether the optimum was known without any covering problem.
    effort: Effort,
}

impl<'a> Bracket<'a> {
    fn new(field: Field<'a>, run: &'a Run) -> Self {
        Self {
            classes: Classes::new(&field, 0.0),
            is_sampled: vec![false; field.instance.points()],
            sample: Vec::new(),
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

    /// Asks about radii between the bounds until they meet: cautiously from below, then, when the answer was no,
    /// ever nearer to the best known, at last just below it.
    fn close(&mut self) -> Result<(), SolveError> {
        let mut part = STEP;
        while !self.is_done() && !self.run.is_over() {
            let last = self.upper.next_down();
            let radius = match self.upper.is_finite() {
                true => (self.lower + (self.upper - self.lower) * part).min(last),
                false => f64::MAX,
            };
            match self.decide(radius, Level::Model)? {
                Decision::Within => part = STEP,
                Decision::Beyond => part *= 2.0,
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
            let t0 = std::time::Instant::now();
            self.classes.extend(&self.field, &self.sample, radius);
            let cover = Cover::new(&self.field, &self.classes);
            let t1 = t0.elapsed();
            let sets = self.sets(&cover, level)?;
            let t2 = t0.elapsed();
            if std::env::var("TRACE").is_ok() {
                eprintln!(
                    "  sample {} rows {} sets {} build {:?} solve {:?}",
                    self.sample.len(),
                    cover.rows.len(),
                    cover.sets.len(),
                    t1,
                    t2 - t1
                );
            }
            let chosen = match sets {
                Verdict::Yes(sets) => sets,
                Verdict::No => {
                    self.raise(radius);
                    return Ok(Decision::Beyond);
                }
                Verdict::Unknown => return Ok(Decision::Unknown),
            };
            let mut sites = cover.forced.clone();
            sites.extend(chosen.iter().map(|&set| cover.sites[set as usize]));
            let reached = self.field.reached(&sites, radius);
            self.take(&sites, &reached);
            if reached.worst <= radius {
                return Ok(Decision::Within);
            }
            // Those nearly covered are left out: as likely as not the next answer covers them.
            let least = radius + (reached.worst.min(f64::MAX) - radius) / 2.0;
            if std::env::var("TRACE").is_ok() {
                eprintln!(
                    "{level:?} {radius} worst {} lower {} upper {} ",
                    reached.worst, self.lower, self.upper
                );
            }
            for &(demand, distance) in &reached.farthest {
                if distance >= least {
                    self.join(demand);
                }
            }
        }
    }

    fn sets(&mut self, cover: &Cover, level: Level) -> Result<Verdict, SolveError> {
        if cover.budget.is_none() {
            return Ok(Verdict::No);
        }
        let turns = if level == Level::Model {
            MORE_TURNS
        } else {
            TURNS
        };
        if let Some(sets) = tabu::search(cover, turns) {
            return Ok(Verdict::Yes(sets));
        }
        self.effort.programs += 1;
        let verdict = decide::by_linear_bound(cover, self.run.left_s())?;
        if verdict != Verdict::Unknown || level == Level::Linear {
            return Ok(verdict);
        }
        self.effort.programs += 1;
        decide::by_model(cover, self.run.left_s())
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
