//! Why a plan cannot be met: minimal sets of demands that no layout meets together.
//!
//! With E the demands of the plan, a conflict is a set C ⊆ E that cannot be met, while C without any one member can. One is found
//! in an impossible set by QuickXplain (Junker 2004, "QuickXplain: preferred explanations and relaxations for
//! over-constrained problems"), which keeps those first in order where it has a choice. More are found by the duality of
//! conflicts and repairs (Reiter 1987, "A theory of diagnosis from first principles"; the trials of Liffiton, Previti, Malik
//! & Marques-Silva 2016, "Fast, flexible MUS enumeration"):
//!
//! ```text
//! H a minimal set that meets every known conflict:   E ∖ H can be met     ⇒ H is a minimal set of demands to give up
//!                                                    E ∖ H cannot be met  ⇒ there is another conflict in it
//! ```
//!
//! When E ∖ H can be met for every such H, all conflicts are known, and all minimal sets to give up. Every verdict is that of
//! screening, of a solver or of an audited layout.

use super::hitting::minimal_hitting_sets;
use super::places::{PlaceOfConflict, places};
use super::reason::{Reason, reason};
use super::requirement::{Requirement, requirements};
use super::trial::{Trials, Verdict};
use crate::domain::Problem;
use crate::solve::{Clock, Limits, Progress, SolveError, Stop, minimal};
use crate::travel::on_threads;
use std::collections::BTreeSet;

/// How many conflicts are sought.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConflictsRequest {
    /// At most so many.
    pub count: usize,
}

impl ConflictsRequest {
    /// At most so many conflicts.
    pub fn new(count: usize) -> Self {
        Self { count }
    }
}

impl Default for ConflictsRequest {
    /// Five.
    fn default() -> Self {
        Self::new(5)
    }
}

/// Demands that cannot be met together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Conflict {
    /// The demands, in order; none where what is no demand leaves no layout.
    pub members: Vec<Requirement>,
    /// Whether it is proved that the rest can be met without any one of them.
    pub minimal: bool,
    /// The places concerned, those of most people first.
    pub places: Vec<PlaceOfConflict>,
    /// Of one member: why it cannot be met, whatever else is given up; none where that is not known.
    pub reason: Option<Reason>,
}

/// Whether a plan can be met, and why not.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Conflicts {
    /// Whether the plan can be met; none: undecided.
    pub possible: Option<bool>,
    /// The conflicts, the most telling first: of few members, and of these by what they are about.
    pub found: Vec<Conflict>,
    /// Minimal sets of demands without which the plan can be met, the smallest first.
    pub lifts: Vec<Vec<Requirement>>,
    /// Whether there are no other conflicts and sets: proved.
    pub all: bool,
    /// Why the search ended before it was complete; none where it was, or where as many were found as were asked for.
    pub stopped: Option<Stop>,
}

/// So many sets of demands are tried at a time, whatever the number of threads, so that the answer does not depend on it.
const BATCH: usize = 8;
/// So many sets of demands are tried without which a plan might be met.
const MOST_TRIED: usize = 400;

/// Finds minimal sets of demands that no layout meets together.
///
/// `limits.time` is for the whole. `progress` can stop it, with what is known by then; it receives no events. The answer does not
/// depend on `limits.threads`.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::inquiry::{ConflictsRequest, conflicts};
/// use yike::solve::{Limits, Silent};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let found = conflicts(&problem, &Limits::default(), &ConflictsRequest::default(), &Silent)?;
/// assert_eq!((found.possible, found.found.len()), (Some(true), 0));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver fails.
pub fn conflicts(
    problem: &Problem,
    limits: &Limits,
    request: &ConflictsRequest,
    progress: &dyn Progress,
) -> Result<Conflicts, SolveError> {
    let clock = Clock::new(limits.time, progress);
    on_threads(limits.threads, || {
        Search::new(Trials::new(problem, limits, progress, clock), request).run()
    })
}

/// A search for conflicts, which keeps its trials.
pub(super) struct Search<'a> {
    pub(super) trials: Trials<'a>,
    demanded: Vec<Requirement>,
    count: usize,
    stopped: Option<Stop>,
}

impl<'a> Search<'a> {
    pub(super) fn new(trials: Trials<'a>, request: &ConflictsRequest) -> Self {
        let demanded = requirements(trials.problem);
        Self { trials, demanded, count: request.count.max(1), stopped: None }
    }

    pub(super) fn run(&mut self) -> Result<Conflicts, SolveError> {
        let none = |possible| Conflicts {
            possible,
            found: Vec::new(),
            lifts: Vec::new(),
            all: possible == Some(true),
            stopped: None,
        };
        match self.trials.verdict(&BTreeSet::new())? {
            Verdict::Yes => return Ok(none(Some(true))),
            Verdict::Undecided(stop) => {
                return Ok(Conflicts { stopped: Some(stop), ..none(None) });
            }
            Verdict::No => {}
        }
        let mut known: Vec<(BTreeSet<Requirement>, bool)> = vec![self.shrink(&BTreeSet::new())?];
        let mut lifts: BTreeSet<Vec<Requirement>> = BTreeSet::new();
        let mut tried = 0;
        let all = loop {
            let sets: Vec<&BTreeSet<Requirement>> = known.iter().map(|own| &own.0).collect();
            let (hitting, whole) = minimal_hitting_sets(&sets);
            lifts.retain(|own| hitting.contains(&own.iter().copied().collect()));
            let open = hitting
                .iter()
                .filter(|own| !lifts.contains(&own.iter().copied().collect::<Vec<_>>()));
            let batch: Vec<BTreeSet<Requirement>> = open.take(BATCH).cloned().collect();
            if batch.is_empty() {
                break whole && self.stopped.is_none();
            }
            tried += batch.len();
            let verdicts = self.trials.verdicts(&batch)?;
            let mut impossible = Vec::new();
            for (lifted, verdict) in batch.into_iter().zip(verdicts) {
                match verdict {
                    Verdict::Yes => {
                        lifts.insert(lifted.into_iter().collect());
                    }
                    Verdict::No => impossible.push(lifted),
                    Verdict::Undecided(stop) => {
                        self.stopped.get_or_insert(stop);
                    }
                }
            }
            if self.stopped.is_some() || tried > MOST_TRIED {
                break false;
            }
            if !impossible.is_empty() && known.len() >= self.count {
                break false;
            }
            for lifted in impossible {
                // One that was found meanwhile may be what makes it impossible.
                let is_known = known.iter().any(|(own, _)| own.is_disjoint(&lifted));
                if !is_known && known.len() < self.count {
                    let found = self.shrink(&lifted)?;
                    known.push(found);
                }
            }
            if self.stopped.is_some() {
                break false;
            }
        };
        self.told(known, lifts, all)
    }

    /// A conflict among the demands that are left; whether it is proved to be minimal.
    fn shrink(
        &mut self,
        lifted: &BTreeSet<Requirement>,
    ) -> Result<(BTreeSet<Requirement>, bool), SolveError> {
        let left: Vec<Requirement> =
            self.demanded.iter().copied().filter(|own| !lifted.contains(own)).collect();
        if left.is_empty() {
            return Ok((BTreeSet::new(), true));
        }
        let without_any = self.can_hold(&[])?;
        if without_any == Some(false) {
            return Ok((BTreeSet::new(), true));
        }
        let (found, proved) = minimal(&left, |kept| self.can_hold(kept))?;
        Ok((found.into_iter().collect(), proved && without_any.is_some()))
    }

    /// Whether these demands can be met together; none where that is not known.
    fn can_hold(&mut self, kept: &[Requirement]) -> Result<Option<bool>, SolveError> {
        let others = self.others(&kept.iter().copied().collect());
        Ok(match self.trials.verdict(&others)? {
            Verdict::Yes => Some(true),
            Verdict::No => Some(false),
            Verdict::Undecided(stop) => {
                self.stopped.get_or_insert(stop);
                None
            }
        })
    }

    /// All demands but these.
    fn others(&self, kept: &BTreeSet<Requirement>) -> BTreeSet<Requirement> {
        self.demanded.iter().copied().filter(|own| !kept.contains(own)).collect()
    }

    fn told(
        &self,
        known: Vec<(BTreeSet<Requirement>, bool)>,
        lifts: BTreeSet<Vec<Requirement>>,
        all: bool,
    ) -> Result<Conflicts, SolveError> {
        let mut known = known;
        known.sort_by(|(a, _), (b, _)| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        let found = known.into_iter().map(|(members, minimal)| {
            let others = self.others(&members);
            let places = places(&self.trials, &members, &others);
            let members: Vec<Requirement> = members.into_iter().collect();
            let reason = match members[..] {
                [member] => reason(&self.trials, member, &others)?,
                _ => None,
            };
            Ok(Conflict { members, minimal, places, reason })
        });
        let found = found.collect::<Result<_, SolveError>>()?;
        let mut lifts: Vec<Vec<Requirement>> = lifts.into_iter().collect();
        lifts.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        Ok(Conflicts { possible: Some(false), found, lifts, all, stopped: self.stopped })
    }
}
