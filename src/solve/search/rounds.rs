//! The cut loop: solve, separate, add, until no cut is violated or progress becomes too slow.

use super::incumbent::Incumbent;
use super::lane::{Lane, MasterResult};
use super::subproblem::{Point, Row, Subproblem};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;

/// How much a row must be violated, relative to its size, to be worth adding.
const TOLERANCE: f64 = 1e-6;
/// The same at integer points, which must be cut off or accepted.
const FINE: f64 = 1e-9;
/// The most rounds in a row at integer points without progress of the bound.
const REPEATS: usize = 4;
/// A site is integer within this distance of 0 or 1.
pub(super) const WHOLE: f64 = 1e-6;
/// In-out separation: the weight of the master's point against the point within, and how far the latter moves.
const TOWARDS_POINT: f64 = 0.3;
const MOVE: f64 = 0.5;
/// After this number of rounds without progress, cuts are separated at the master's own point.
const DIRECT: usize = 4;

/// The end of a cut loop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum LoopEnd {
    /// Pruned: the bound reaches the incumbent's limit, or there is no open set.
    Pruned,
    /// No cut is violated, or progress became too slow; the bound.
    Open(f64),
    /// The simplex failed, and the lane's point belongs to another program; the known bound.
    Failed(f64),
    /// Time is over; the known bound.
    Stopped(f64),
}

/// The limits of a cut loop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// The most rounds.
    pub(super) rounds: usize,
    /// Stop after this number of rounds in a row that each close less than `share` of the gap to the limit.
    pub(super) stalls: usize,
    pub(super) share: f64,
}

/// The context of cut loops.
pub(super) struct Rounds<'a> {
    pub(super) problem: &'a dyn Subproblem,
    pub(super) clock: Clock<'a>,
    /// Cuts found, in order.
    pub(super) found: Vec<Row>,
}

impl Rounds<'_> {
    /// Runs the loop on `lane` from the known bound. `within` is the stabilising point, if any.
    pub(super) fn run(
        &mut self,
        lane: &mut Lane,
        incumbent: &mut Incumbent,
        known: f64,
        patience: Patience,
        mut within: Option<&mut Vec<f64>>,
    ) -> Result<LoopEnd, SolveError> {
        let mut bound = known;
        let mut stalls = 0;
        let mut rounds = 0;
        loop {
            let before = bound;
            match lane.solve(&self.clock)? {
                MasterResult::Empty => return Ok(LoopEnd::Pruned),
                MasterResult::Nothing if self.clock.is_over() => {
                    return Ok(LoopEnd::Stopped(bound));
                }
                MasterResult::Nothing => return Ok(LoopEnd::Failed(bound)),
                MasterResult::Bound(value) => bound = bound.max(value),
            }
            self.look(lane, incumbent, within.is_some());
            if bound >= incumbent.limit() {
                return Ok(LoopEnd::Pruned);
            }
            if self.clock.is_over() {
                return Ok(LoopEnd::Stopped(bound));
            }
            rounds += 1;
            // Without a limit, progress is relative to the bound itself.
            let open = Some(incumbent.limit() - before).filter(|open| open.is_finite());
            let pays = patience.share * open.unwrap_or_else(|| 0.1 * bound.abs().max(1.0));
            stalls = if bound - before < pays { stalls + 1 } else { 0 };
            let whole = lane.site_values().iter().all(|&y| (y - y.round()).abs() <= WHOLE);
            // An integer point must be cut off or accepted, whatever the number of rounds.
            let patient = rounds <= patience.rounds && stalls <= patience.stalls;
            if !patient && (!whole || stalls > REPEATS) {
                return Ok(LoopEnd::Open(bound));
            }
            let inner = within.as_deref_mut().filter(|_| stalls < DIRECT && !whole);
            let cuts = if whole { self.separate_whole(lane) } else { self.separate(lane, inner) };
            if cuts.is_empty() {
                // Without time a problem may not have found any.
                return Ok(match self.clock.is_over() {
                    true => LoopEnd::Stopped(bound),
                    false => LoopEnd::Open(bound),
                });
            }
            lane.purge(false)?;
            lane.add(&cuts)?;
            self.found.extend(cuts);
        }
    }

    /// Cuts violated at the lane's point, separated at a point between it and the stabilising one, else at itself.
    fn separate(&self, lane: &Lane, within: Option<&mut Vec<f64>>) -> Vec<Row> {
        let mut cuts = Vec::new();
        if let Some(within) = within {
            for (inner, &outer) in within.iter_mut().zip(lane.site_values()) {
                *inner += MOVE * (outer - *inner);
            }
            let between: Vec<f64> = within
                .iter()
                .zip(lane.site_values())
                .map(|(&inner, &outer)| TOWARDS_POINT * outer + (1.0 - TOWARDS_POINT) * inner)
                .collect();
            self.cuts_at(lane, &between, TOLERANCE, &mut cuts);
        }
        if cuts.is_empty() {
            self.cuts_at(lane, lane.site_values(), TOLERANCE, &mut cuts);
        }
        cuts
    }

    /// Cuts violated at a point that is integer up to rounding.
    fn separate_whole(&self, lane: &Lane) -> Vec<Row> {
        let sites: Vec<f64> = lane.site_values().iter().map(|y| y.round()).collect();
        let mut cuts = Vec::new();
        self.cuts_at(lane, &sites, FINE, &mut cuts);
        cuts
    }

    fn cuts_at(&self, lane: &Lane, sites: &[f64], tolerance: f64, cuts: &mut Vec<Row>) {
        let estimates = lane.estimate_values();
        let point = Point { sites, estimates };
        self.problem.cuts(point, tolerance, cuts);
        cuts.retain(|row| lane.violation(row) > tolerance);
    }

    /// Looks for open sets at the lane's point.
    fn look(&self, lane: &Lane, incumbent: &mut Incumbent, proposing: bool) {
        let sites = lane.site_values();
        if sites.iter().all(|&y| (y - y.round()).abs() <= WHOLE) {
            let open: Vec<bool> = sites.iter().map(|&y| y > 0.5).collect();
            self.offer(&open, incumbent);
        }
        if proposing && let Some(open) = self.problem.propose(sites, false) {
            self.offer(&open, incumbent);
        }
    }

    /// Offers an open set at its true value.
    pub(super) fn offer(&self, open: &[bool], incumbent: &mut Incumbent) -> bool {
        self.problem.value(open).is_some_and(|value| incumbent.offer(open, value))
    }
}
