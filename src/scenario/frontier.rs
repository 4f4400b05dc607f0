//! Pareto frontiers of coverage against another objective.

use super::threads::on_threads;
use crate::domain::location::Sense;
use crate::domain::{Layout, Problem, Stage};
use crate::solve::{
    Compromise, CompromiseOutcome, Limits, Progress, ProvedValue, SolveError, Stop, compromise,
};
use crate::travel::Arcs;
use rayon::prelude::*;

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
/// it receives no events.
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
    let seeking = Seeking { problem, arcs, limits, aims: [Stage::Coverage, against], progress };
    let mut found = Found::default();
    // Without a point the frontier is whole: there is none.
    let whole = match found.take(seeking.within(None)?) {
        false => found.stopped.is_none(),
        true => match points {
            Points::Spread(count) => {
                seeking.spread(count, &mut found)?;
                false
            }
            Points::All(most) => seeking.all(most, &mut found)?,
        },
    };
    Ok(Frontier { against, points: settled(found.points, against), whole, stopped: found.stopped })
}

/// What was found so far.
#[derive(Default)]
struct Found {
    points: Vec<Compromise>,
    stopped: Option<Stop>,
}

impl Found {
    /// Takes a point; whether it is one.
    fn take(&mut self, point: CompromiseOutcome) -> bool {
        match point {
            CompromiseOutcome::Found(point) => {
                self.points.push(*point);
                return true;
            }
            CompromiseOutcome::Impossible => {}
            CompromiseOutcome::Stopped(stop) => self.stopped = Some(stop),
        }
        false
    }
}

struct Seeking<'a> {
    problem: &'a Problem,
    arcs: &'a Arcs,
    limits: &'a Limits,
    aims: [Stage; 2],
    progress: &'a dyn Progress,
}

impl Seeking<'_> {
    /// The best of `aims` within a bound on the second.
    fn of(&self, aims: [Stage; 2], keeping: Option<f64>) -> Result<CompromiseOutcome, SolveError> {
        compromise(self.problem, self.arcs, self.limits, aims, keeping, self.progress)
    }

    fn within(&self, bound: Option<f64>) -> Result<CompromiseOutcome, SolveError> {
        self.of(self.aims, bound)
    }

    /// Adds points at equal distances to the one that covers most.
    fn spread(&self, count: usize, found: &mut Found) -> Result<(), SolveError> {
        let [coverage, against] = self.aims;
        let to = found.points[0].second.value;
        let from = match self.of([against, coverage], None)? {
            CompromiseOutcome::Found(best) => best.first.value,
            CompromiseOutcome::Impossible => to,
            CompromiseOutcome::Stopped(stop) => {
                found.stopped = Some(stop);
                return Ok(());
            }
        };
        let count = count.max(2);
        let bounds: Vec<f64> =
            (0..count - 1).map(|at| from + (to - from) * at as f64 / (count - 1) as f64).collect();
        let points = on_threads(self.limits.threads, || {
            let solve = |&bound: &f64| self.within(Some(bound));
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
    fn all(&self, most: usize, found: &mut Found) -> Result<bool, SolveError> {
        while found.points.len() < most {
            let bound = found.points.last().map(|point| point.beyond);
            if !found.take(self.within(bound)?) {
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
