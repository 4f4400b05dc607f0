//! Coverage against another aim: points that nothing dominates.

use super::threads::on_threads;
use crate::domain::{Layout, Problem};
use crate::solve::{Aimed, Compromise, Limits, Proved, SolveError, compromise};
use crate::travel::Arcs;
use rayon::prelude::*;

/// How many points are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// So many bounds at equal distances from the best of the other aim to where coverage is best, both ends included;
    /// at least 2. Equal points are shown once.
    Spread(usize),
    /// All: each bound just beyond the point before. At most so many.
    All(usize),
}

/// A point of the frontier.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierPoint {
    /// The layout.
    pub layout: Layout,
    /// Weighted people covered.
    pub coverage: Proved,
    /// The other aim.
    pub against: Proved,
    /// This is the knee.
    pub knee: bool,
}

/// A frontier.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// The other aim.
    pub against: Aimed,
    /// By coverage, the least first; no point is as good as another in both aims and better in one. Empty when no layout
    /// meets what is binding.
    pub points: Vec<FrontierPoint>,
    /// All points were asked for and are there; false too where they were too many.
    pub whole: bool,
}

/// The frontier of coverage against `against`: exact points by ε-constraint, each best in coverage within its bound on
/// the other aim, and best in the other aim with that coverage. Points do not depend on `limits.threads`.
///
/// The knee is the point farthest from the straight line between the two ends, both aims measured from 0 at one end to 1
/// at the other, on the side of what is better (Das 1999, "On characterizing the knee of the Pareto curve based on
/// normal-boundary intersection"); none with fewer than three points, or where all lie on the line or behind it.
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

/// A smaller difference is arithmetic.
const SAME: f64 = 1e-7;

/// The points in order, dominated and repeated ones left out, the knee marked.
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
    // The dearer of two with the same coverage goes; then what covers less at no less cost.
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
