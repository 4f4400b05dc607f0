//! The best placements of a question, ranked, each place proved.
//!
//! The placements are parted as Lawler (1972) parts the solutions of any problem of which some variables can be fixed: the
//! best of all is taken out, the rest falls into parts by the first of its open sites that is closed there, and each part
//! is the question itself with some sites required and some forbidden, solved by the method of its family. The next is
//! the best of all parts; its part is parted in turn. Each placement costs a solve for each of its open sites.
//!
//! Placements that are to differ from each other in more than a site come from the compact model, with a row for each one
//! before: Σ_{open there} (1 − y\[j\]) + Σ_{closed there} y\[j\] ≥ d. They take what that model takes, in memory and time.

mod added;
mod cell;
mod common;
mod found;
mod ranking;

pub use common::locate_common;
pub use ranking::{RankedPlacement, Ranking, Ranks};

use super::answer::{PROVED, tighter};
use super::compact;
use super::limits::LocateLimits;
use super::outcome::{LocateOutcome, LocateStatus};
use super::solution::Run;
use crate::domain::location::{Goal, Instance, Placement, Question, Sense};
use crate::plan::location::{Figures, audit};
use crate::solve::clock::Clock;
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::gap::improvement;
use crate::solve::outcome::Stop;
use crate::solve::progress::{Event, Muted, Progress};
use crate::units::Seconds;
use cell::Cell;
use found::{Found, Solver};
use ranking::{is_within, loss};
use rayon::prelude::*;
use std::cmp::Ordering;

/// Ranks placements of `question`, from `best`, the answer to it, on. `progress` can stop the solve; what is found so far
/// is then the result. The same at any number of threads.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Table};
/// use yike::solve::{LocateLimits, Ranks, Silent, locate, rank};
///
/// let row = |distances: [f64; 3]| distances.into_iter().enumerate().map(|(j, d)| (j as u32, d)).collect();
/// let table = Table::from_rows([row([0.0, 2.0, 9.0]), row([3.0, 1.0, 0.0])]);
/// let instance = Instance::new(InstanceParts::new("two", Metric::Table(table)))?;
/// let question = Goal::Median { count: 1 }.into();
/// let limits = LocateLimits::default();
/// let best = locate(&instance, &question, &limits, None, &Silent)?;
/// let ranking = rank(&instance, &question, &Ranks::best(5), &limits, &best, &Silent)?;
/// let values: Vec<f64> = ranking.placements.iter().map(|placement| placement.objective).collect();
/// assert_eq!((values, ranking.complete), (vec![3.0, 3.0, 9.0], true));
/// assert_eq!(ranking.is_unique(), Some(false));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`locate`](super::locate()).
pub fn rank(
    instance: &Instance,
    question: &Question,
    ranks: &Ranks,
    limits: &LocateLimits,
    best: &LocateOutcome,
    progress: &dyn Progress,
) -> Result<Ranking, SolveError> {
    question.check(instance).map_err(SolveError::Question)?;
    let muted = Muted(progress);
    let clock = Clock::new(limits.time, &muted);
    let run = Run { gap: limits.gap, clock, pairs: limits.pairs, start: None, most_nodes: None };
    let solver = Solver { instance, question, limits, run: &run };
    let one_at_least = matches!(question.goal, Goal::Median { .. } | Goal::Dispersion { .. });
    // Where the number of sites is given, sets that differ at all differ in two sites.
    let is_any = ranks.differ <= if one_at_least { 2 } else { 1 };
    let ranking = limits.on_threads(|| match is_any {
        true => parted(&solver, ranks, best, progress),
        false => apart(&solver, ranks, best, progress),
    })?;
    Ok(Ranking { time: clock.elapsed(), ..ranking })
}

/// The best value first, then by open sites.
fn order(sense: Sense, a: &(Placement, f64, Figures), b: &(Placement, f64, Figures)) -> Ordering {
    let by_value = match sense {
        Sense::Minimise => a.1.total_cmp(&b.1),
        Sense::Maximise => b.1.total_cmp(&a.1),
    };
    by_value.then_with(|| a.0.open.cmp(&b.0.open))
}

/// Ranks by parting.
fn parted(
    solver: &Solver<'_>,
    ranks: &Ranks,
    best: &LocateOutcome,
    progress: &dyn Progress,
) -> Result<Ranking, SolveError> {
    let (instance, question) = (solver.instance, solver.question);
    let sense = question.sense();
    let mut effort = Effort::default();
    let mut listed: Vec<(Placement, f64, Figures)> = Vec::new();
    // What is left of all placements, in parts, and the part whose best was taken last.
    let mut parts = match best.status {
        LocateStatus::Infeasible => Vec::new(),
        _ => vec![Found::of(Cell::default(), best)],
    };
    while listed.len() < ranks.count {
        let placed =
            parts.iter().enumerate().filter_map(|(at, part)| Some((at, part.best.as_ref()?)));
        let next = placed.min_by(|(_, a), (_, b)| order(sense, a, b));
        let Some((at, next)) = next else { break };
        let first = listed.first().unwrap_or(next).1;
        if !is_within(loss(sense, next.1, first), ranks.lose) {
            break;
        }
        listed.push(next.clone());
        progress.event(&Event::Ranked { over: listed.len(), all: ranks.count });
        if listed.len() == ranks.count {
            break;
        }
        let part = parts.swap_remove(at);
        let taken = &part.best.as_ref().expect("placed").0.open;
        let cells = part.cell.without(taken, instance, question);
        let solved: Vec<_> = cells
            .into_par_iter()
            .map(|cell| solver.solve(cell, &part))
            .collect::<Result<_, SolveError>>()?;
        for found in solved.into_iter().flatten() {
            effort += found.effort;
            parts.push(found);
        }
    }
    listed.sort_by(|a, b| order(sense, a, b));
    // The placement that is shown is the first of those of its value.
    let shown = listed
        .iter()
        .position(|own| best.placement.as_ref().is_some_and(|shown| shown.open == own.0.open));
    if let Some(at) = shown.filter(|&at| loss(sense, listed[at].1, listed[0].1) == 0.0) {
        listed[..=at].rotate_right(1);
    }
    let first = listed.first().map(|first| first.1);
    let beyond =
        |bound: f64| first.is_some_and(|first| !is_within(loss(sense, bound, first), ranks.lose));
    let rest = parts.iter().map(|part| part.bound).reduce(|a, b| worst(sense, a?, b?)).flatten();
    let is_known = parts.iter().all(|part| part.bound.is_some());
    let complete = parts.is_empty() || (is_known && rest.is_some_and(beyond));
    let is_short = listed.len() < ranks.count && !complete;
    let placements = listed.into_iter().map(|own| {
        // What is not listed is no better than the rest, what is listed later is no better than this.
        let bound = match (parts.is_empty(), rest.filter(|_| is_known)) {
            (true, _) => Some(own.1),
            (false, rest) => rest.map(|rest| match improvement(sense, own.1, rest) > PROVED {
                true => rest,
                false => own.1,
            }),
        };
        ranked(solver, own, bound, first)
    });
    Ok(Ranking {
        sense,
        ranks: *ranks,
        of_all: true,
        placements: placements.collect(),
        complete,
        rest: rest.filter(|_| is_known),
        stop: is_short.then(|| solver.run.clock.stop().unwrap_or(Stop::Undecided)),
        effort,
        time: Seconds::default(),
    })
}

/// The one of two bounds that allows better values.
fn worst(sense: Sense, a: f64, b: f64) -> Option<f64> {
    Some(match sense {
        Sense::Minimise => a.min(b),
        Sense::Maximise => a.max(b),
    })
}

/// Ranks by rows of the compact model.
fn apart(
    solver: &Solver<'_>,
    ranks: &Ranks,
    best: &LocateOutcome,
    progress: &dyn Progress,
) -> Result<Ranking, SolveError> {
    let (instance, question) = (solver.instance, solver.question);
    let sense = question.sense();
    let mut effort = Effort::default();
    let mut placements: Vec<RankedPlacement> = Vec::new();
    let mut complete = best.status == LocateStatus::Infeasible;
    let whole = Found::of(Cell::default(), best);
    placements.extend(whole.best.map(|own| ranked(solver, own, best.bound, best.objective)));
    while !placements.is_empty() && placements.len() < ranks.count && !solver.run.is_over() {
        progress.event(&Event::Ranked { over: placements.len(), all: ranks.count });
        let before: Vec<compact::Apart<'_>> =
            placements.iter().map(|own| (&own.placement.open[..], ranks.differ)).collect();
        let found = compact::solve(instance, question, &before, solver.run, solver.limits.backend)?;
        effort += found.effort;
        if found.infeasible {
            complete = true;
            break;
        }
        let Some(open) = found.open else { break };
        let placement = Placement { open, served: found.served };
        let audit = audit(instance, question, &placement);
        if let Some(fault) = audit.faults.first() {
            return Err(SolveError::Audit(fault.to_string()));
        }
        let Some(value) = audit.objective else { break };
        let first = best.objective.unwrap_or(value);
        let bound = tighter(sense, found.bound, best.bound);
        if !is_within(loss(sense, value, first), ranks.lose) {
            complete = bound.is_some_and(|bound| !is_within(loss(sense, bound, first), ranks.lose));
            break;
        }
        placements.push(ranked(solver, (placement, value, audit.figures), bound, Some(first)));
    }
    let is_short = placements.len() < ranks.count && !complete;
    Ok(Ranking {
        sense,
        ranks: *ranks,
        of_all: false,
        placements,
        complete,
        rest: None,
        stop: is_short.then(|| solver.run.clock.stop().unwrap_or(Stop::Undecided)),
        effort,
        time: Seconds::default(),
    })
}

/// A placement in its place, with what is proved of that.
fn ranked(
    solver: &Solver<'_>,
    (placement, objective, figures): (Placement, f64, Figures),
    bound: Option<f64>,
    first: Option<f64>,
) -> RankedPlacement {
    let sense = solver.question.sense();
    let gap = bound.map(|bound| improvement(sense, objective, bound).abs());
    let status = match gap {
        Some(gap) if gap <= PROVED => LocateStatus::Optimal,
        Some(gap) if gap <= solver.limits.gap.fraction() + PROVED => LocateStatus::GapReached,
        _ => LocateStatus::Stopped(solver.run.clock.stop().unwrap_or(Stop::Undecided)),
    };
    let loss = first.map_or(0.0, |first| loss(sense, objective, first));
    RankedPlacement { placement, figures, objective, loss, bound, gap, status }
}
