//! Pareto frontiers of coverage against another objective.

use crate::domain::location::Sense;
use crate::domain::{Layout, Problem, Stage};
use crate::solve::{
    Clock, Compromise, CompromiseOutcome, Limits, Progress, ProvedValue, SolveError, Stop, Until,
    compromise,
};
use crate::travel::{Arcs, on_threads};
use crate::units::Seconds;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The points to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// This number of bounds, at least 2, equally spaced from the best value of the other objective to its value where
    /// coverage is best. Equal points are listed once.
    Spread(usize),
    /// All points, each bound just beyond the previous point; at most this number.
    All(usize),
}

/// A point of the frontier.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FrontierPoint {
    /// The layout.
    pub layout: Layout,
    /// Weighted people covered.
    pub coverage: ProvedValue,
    /// The other objective.
    pub against: ProvedValue,
    /// Whether this is the knee.
    pub knee: bool,
}

/// A frontier.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Frontier {
    /// The other objective.
    pub against: Stage,
    /// In ascending order of coverage; no point dominates another. Empty when no layout meets
    /// the binding targets, or none was found.
    pub points: Vec<FrontierPoint>,
    /// Whether all points were asked for and found; false also where there were too many.
    pub whole: bool,
    /// Why points that were asked for are missing; none where none are.
    pub stopped: Option<Stop>,
}

/// The frontier of coverage against `against`, in exact points by the ε-constraint method: each has the best coverage
/// within its bound on the other objective, and the best value of the other objective at that coverage. Points do not
/// depend on `limits.threads`.
///
/// The knee is the point farthest from the straight line between the two ends on the better side, with both objectives
/// scaled from 0 at one end to 1 at the other (Das 1999, "On characterizing the knee of the Pareto curve based on
/// normal-boundary intersection"); none with fewer than three points, or where no point lies on the better side.
///
/// Cost: two solves a point; `limits.time` is for each of them. `progress` can stop it, with the points found by then;
/// it receives no events. [`FrontierRequest`] limits the time in all, and goes on from what an earlier run had found.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::*;
/// use yike::units::{Metres, Persons, Speed, Yuan};
/// use yike::scenario::{Points, frontier};
/// use yike::solve::{Limits, Silent};
/// use yike::travel::Arcs;
///
/// let walking = TravelMethod::straight_line(1.0, Speed::parse("4 km/h")?);
/// let mut parts = ProblemParts::new("Valley", walking);
/// let point = parts.add_tier(Tier::new("point", Reach::Distance(Metres::parse("1 km")?)));
/// let town = parts.add_town(Town::new("T1", Setting::Rural));
/// let at = LonLat::new(106.6, 29.5)?;
/// parts.add_unit(DemandUnit::new("mill", town, Setting::Rural, at, [Persons::new(80.0)?]));
/// let hall = Site::new("hall", town, Setting::Rural, at);
/// parts.add_site(hall.with_work(WorkKind::Build, State::standing(point), Yuan::parse("30 万元")?));
/// let problem = Problem::new(parts)?;
/// let arcs = Arcs::build(&problem);
/// let whole = frontier(&problem, &arcs, &Limits::default(), Stage::Money, Points::All(9), &Silent)?;
/// let points: Vec<(f64, f64)> = whole.points.iter().map(|own| (own.coverage.value, own.against.value)).collect();
/// assert_eq!(points, [(0.0, 0.0), (80.0, 300_000.0)]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn frontier(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    against: Stage,
    points: Points,
    progress: &dyn Progress,
) -> Result<Frontier, SolveError> {
    let (known, time) = (BTreeMap::new(), None);
    let limits = *limits;
    FrontierRequest { problem, arcs, limits, against, points, time, known, progress }
        .find(&mut |_, _| Ok(()))
}

/// What a solve of a frontier answered: a point, or that there is none within its bound.
pub type FrontierAnswer = Option<Compromise>;

/// What is asked of a frontier that is found bit by bit: what an earlier run had found is not solved again.
///
/// Solves are numbered from 0, in an order that depends on the request alone. A solve that was broken off has no answer, since what it had
/// depends on the moment; so a frontier that goes on from the answers of an earlier run is that of a run that was not stopped.
pub struct FrontierRequest<'a> {
    /// The plan.
    pub problem: &'a Problem,
    /// Who can get where.
    pub arcs: &'a Arcs,
    /// Of each solve; its time limit too.
    pub limits: Limits,
    /// What coverage is weighed against.
    pub against: Stage,
    /// The points to compute.
    pub points: Points,
    /// The time for all solves together, if it is limited.
    pub time: Option<Seconds>,
    /// Answers of an earlier run, by the number of the solve.
    pub known: BTreeMap<u64, FrontierAnswer>,
    /// Can stop the search; receives no events.
    pub progress: &'a dyn Progress,
}

impl FrontierRequest<'_> {
    /// The most solves there may be; each number is below.
    pub fn solves(points: Points) -> u64 {
        let (Points::Spread(count) | Points::All(count)) = points;
        count.max(2) as u64 + 1
    }

    /// Finds the frontier as [`frontier`] does, and hands each new answer to `keep` as it is found, in no certain order. What `keep`
    /// fails with ends the search.
    ///
    /// # Errors
    ///
    /// When the solver or the audit fails, or `keep`.
    pub fn find<E: From<SolveError> + Send>(
        &self,
        keep: &mut (dyn FnMut(u64, &FrontierAnswer) -> Result<(), E> + Send),
    ) -> Result<Frontier, E> {
        let clock = Clock::new(self.time, self.progress);
        let aims = [Stage::Coverage, self.against];
        let seeking = Seeking { request: self, aims, clock, keep: Mutex::new(keep) };
        let mut found = Found::default();
        // Without a point the frontier is whole: there is none.
        let whole = match found.take(seeking.within(0, None)?) {
            false => found.stopped.is_none(),
            true => match self.points {
                Points::Spread(count) => {
                    seeking.spread(count, &mut found)?;
                    false
                }
                Points::All(most) => seeking.all(most, &mut found)?,
            },
        };
        let points = settled(found.points, self.against);
        Ok(Frontier { against: self.against, points, whole, stopped: found.stopped })
    }
}

/// What was found so far.
#[derive(Default)]
struct Found {
    points: Vec<Compromise>,
    stopped: Option<Stop>,
}

impl Found {
    /// Takes a point; whether it is one.
    fn take(&mut self, answer: Result<FrontierAnswer, Stop>) -> bool {
        match answer {
            Ok(Some(point)) => {
                self.points.push(point);
                return true;
            }
            Ok(None) => {}
            Err(stop) => self.stopped = Some(stop),
        }
        false
    }
}

/// Keeps an answer.
type Keep<'a, E> = &'a mut (dyn FnMut(u64, &FrontierAnswer) -> Result<(), E> + Send);

struct Seeking<'a, E> {
    request: &'a FrontierRequest<'a>,
    aims: [Stage; 2],
    clock: Clock<'a>,
    keep: Mutex<Keep<'a, E>>,
}

impl<E: From<SolveError> + Send> Seeking<'_, E> {
    /// The best of `aims` within a bound on the second, by the solve of this number; why it was stopped where it was.
    fn of(
        &self,
        number: u64,
        aims: [Stage; 2],
        keeping: Option<f64>,
    ) -> Result<Result<FrontierAnswer, Stop>, E> {
        let FrontierRequest { problem, arcs, limits, known, .. } = self.request;
        if let Some(answer) = known.get(&number) {
            return Ok(Ok(answer.clone()));
        }
        let found = compromise(problem, arcs, limits, aims, keeping, &Until(self.clock))?;
        // What there is at the moment of stopping is the best so far, not the answer.
        if let Some(stop) = self.clock.stop() {
            return Ok(Err(stop));
        }
        let answer = match found {
            CompromiseOutcome::Found(point) => Some(*point),
            CompromiseOutcome::Impossible => None,
            CompromiseOutcome::Stopped(stop) => return Ok(Err(stop)),
        };
        // A lock that was poisoned is one whose holder panicked: that panic goes on by itself.
        let mut keep = self.keep.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        keep(number, &answer)?;
        Ok(Ok(answer))
    }

    fn within(&self, number: u64, bound: Option<f64>) -> Result<Result<FrontierAnswer, Stop>, E> {
        self.of(number, self.aims, bound)
    }

    /// Adds points at equal distances to the one that covers most.
    fn spread(&self, count: usize, found: &mut Found) -> Result<(), E> {
        let [coverage, against] = self.aims;
        let to = found.points[0].second.value;
        let from = match self.of(1, [against, coverage], None)? {
            Ok(Some(best)) => best.first.value,
            Ok(None) => to,
            Err(stop) => {
                found.stopped = Some(stop);
                return Ok(());
            }
        };
        let count = count.max(2);
        let bounds: Vec<(u64, f64)> = (0..count - 1)
            .map(|at| from + (to - from) * at as f64 / (count - 1) as f64)
            .zip(2..)
            .map(|(bound, number)| (number, bound))
            .collect();
        let points = on_threads(self.request.limits.threads, || {
            let solve = |&(number, bound): &(u64, f64)| self.within(number, Some(bound));
            bounds.par_iter().map(solve).collect::<Vec<_>>()
        });
        let widest = found.points.pop();
        for point in points {
            found.take(point?);
        }
        found.points.extend(widest);
        Ok(())
    }

    /// Adds points to the one that covers most, each just beyond the one before; whether these are all that there are.
    fn all(&self, most: usize, found: &mut Found) -> Result<bool, E> {
        while found.points.len() < most {
            let bound = found.points.last().map(|point| point.beyond);
            if !found.take(self.within(found.points.len() as u64, bound)?) {
                return Ok(found.stopped.is_none());
            }
        }
        Ok(false)
    }
}

/// Smaller relative differences are rounding errors.
const SAME: f64 = 1e-7;

/// The points in order, without dominated and repeated ones, with the knee marked.
fn settled(found: Vec<Compromise>, against: Stage) -> Vec<FrontierPoint> {
    let mut points: Vec<FrontierPoint> = found
        .into_iter()
        .map(|point| FrontierPoint {
            layout: point.layout,
            coverage: point.first,
            against: point.second,
            knee: false,
        })
        .collect();
    // Of two points with the same coverage the worse goes; then every point that covers less without being better.
    let worth = |point: &FrontierPoint| match against.sense() {
        Sense::Maximise => -point.against.value,
        Sense::Minimise => point.against.value,
    };
    points.sort_by(|a, b| {
        let by_coverage = b.coverage.value.total_cmp(&a.coverage.value);
        by_coverage.then(worth(a).total_cmp(&worth(b)))
    });
    let mut least = f64::INFINITY;
    points.retain(|point| {
        let better = worth(point) < least - SAME * least.abs().clamp(1.0, 1e300);
        if better || least == f64::INFINITY {
            least = worth(point);
            return true;
        }
        false
    });
    points.reverse();
    if let Some(knee) =
        knee(&points.iter().map(|point| (point.coverage.value, worth(point))).collect::<Vec<_>>())
    {
        points[knee].knee = true;
    }
    points
}

/// The position of the knee among points in the order of coverage; see [`frontier`].
fn knee(points: &[(f64, f64)]) -> Option<usize> {
    let (&(low, cheap), &(high, dear)) = (points.first()?, points.last()?);
    let above = |&(coverage, worth): &(f64, f64)| {
        (coverage - low) / (high - low) - (worth - cheap) / (dear - cheap)
    };
    let inner = points.iter().enumerate().skip(1);
    let best = inner
        .map(|(position, point)| (position, above(point)))
        .filter(|&(_, above)| above > SAME)
        .reduce(|best, next| if next.1 > best.1 + SAME { next } else { best });
    best.map(|(position, _)| position).filter(|&position| position + 1 < points.len())
}
