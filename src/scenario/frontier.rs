//! Pareto frontiers of coverage against another objective.

use super::threads::on_threads;
use crate::domain::{Layout, Problem};
use crate::solve::{Aimed, Compromise, Limits, Proved, SolveError, compromise};
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
pub struct FrontierPoint {
    /// The layout.
    pub layout: Layout,
    /// Weighted people covered.
    pub coverage: Proved,
    /// The other objective.
    pub against: Proved,
    /// Whether this is the knee.
    pub knee: bool,
}

/// A frontier.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// The other objective.
    pub against: Aimed,
    /// In ascending order of coverage; no point dominates another. Empty when no layout meets the binding targets.
    pub points: Vec<FrontierPoint>,
    /// Whether all points were asked for and found; false also where there were too many.
    pub whole: bool,
}

/// The frontier of coverage against `against`, in exact points by the ε-constraint method: each has the best coverage
/// within its bound on the other objective, and the best value of the other objective at that coverage. Points do not
/// depend on `limits.threads`.
///
/// The knee is the point farthest from the straight line between the two ends on the better side, with both objectives
/// scaled from 0 at one end to 1 at the other (Das 1999, "On characterizing the knee of the Pareto curve based on
/// normal-boundary intersection"); none with fewer than three points, or where no point lies on the better side.
///
/// Cost: two solves a point.
///
/// # Errors
///
/// When the solver or the audit fails, or time runs out before a point has a layout.
pub fn frontier(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    against: Aimed,
    points: Points,
) -> Result<Frontier, SolveError> {
    let aims = [Aimed::Coverage, against];
    let widest = compromise(problem, arcs, limits, aims, None)?;
    let Some(widest) = widest else {
        return Ok(Frontier {
            against,
            points: Vec::new(),
            whole: true,
        });
    };
    let (found, whole) = match points {
        Points::Spread(count) => {
            let best = compromise(problem, arcs, limits, [against, Aimed::Coverage], None)?;
            let from = best.map_or(widest.second.value, |best| best.first.value);
            let to = widest.second.value;
            let count = count.max(2);
            let bounds: Vec<f64> = (0..count - 1)
                .map(|at| from + (to - from) * at as f64 / (count - 1) as f64)
                .collect();
            let solve = |&bound: &f64| compromise(problem, arcs, limits, aims, Some(bound));
            let found = on_threads(limits.threads, || {
                bounds.par_iter().map(solve).collect::<Vec<_>>()
            });
            let mut points = Vec::new();
            for point in found {
                points.extend(point?);
            }
            points.push(widest);
            (points, false)
        }
        Points::All(most) => all(problem, arcs, limits, aims, widest, most)?,
    };
    Ok(Frontier {
        against,
        points: settled(found, against),
        whole,
    })
}

fn all(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    aims: [Aimed; 2],
    widest: Compromise,
    most: usize,
) -> Result<(Vec<Compromise>, bool), SolveError> {
    let mut found = vec![widest];
    while found.len() < most {
        let bound = found.last().map(|point| point.beyond);
        match compromise(problem, arcs, limits, aims, bound)? {
            Some(point) => found.push(point),
            None => return Ok((found, true)),
        }
    }
    Ok((found, false))
}

/// Smaller relative differences are rounding errors.
const SAME: f64 = 1e-7;

/// The points in order, without dominated and repeated ones, with the knee marked.
fn settled(found: Vec<Compromise>, against: Aimed) -> Vec<FrontierPoint> {
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
    let worth = |point: &FrontierPoint| match against.more_is_better() {
        true => -point.against.value,
        false => point.against.value,
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
    if let Some(knee) = knee(
        &points
            .iter()
            .map(|point| (point.coverage.value, worth(point)))
            .collect::<Vec<_>>(),
    ) {
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
    best.map(|(position, _)| position)
        .filter(|&position| position + 1 < points.len())
}
