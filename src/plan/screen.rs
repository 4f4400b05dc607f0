//! Screening: facts about a plan found before any solver runs.

mod bills;
mod cheapest;
mod contradiction;
mod coverage;
mod led;
mod limits;
mod money;
mod prospects;
mod residents;
mod ruled;
mod rules;
mod words;

pub use contradiction::{CONTRADICTIONS, Contradiction, ContradictionEntry, Unreachable};

use crate::domain::Problem;
use crate::travel::Arcs;
use prospects::Prospects;

/// The result of screening.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Screening {
    /// Unreachable people; they count in every denominator.
    pub unreachable: Vec<Unreachable>,
    /// Proofs that the plan cannot be met. Empty does not mean that it can.
    pub contradictions: Vec<Contradiction>,
}

/// Finds people whom no site can serve, and contradictions among the binding parts of the plan.
///
/// The kinds of contradiction are listed in [`CONTRADICTIONS`].
///
/// Each contradiction is a proof: every check relaxes the plan (each site does its best for the check alone, other
/// rules are dropped), and finds even the relaxation infeasible. Targets count as met within the audit's tolerance. The
/// reverse does not hold: a plan without contradictions may still be infeasible.
///
/// Deterministic. Cost: O(arcs) for each target and each set of sources that some work is limited to, and a
/// transportation problem for each coverage target of a tier with limited places.
///
/// ```
/// use std::path::Path;
/// use yike::{plan, travel::Arcs};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let found = plan::screen(&problem, &Arcs::build(&problem));
/// assert!(found.contradictions.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn screen(problem: &Problem, arcs: &Arcs) -> Screening {
    let prospects = Prospects::new(problem, arcs);
    let mut contradictions = coverage::check(&prospects);
    contradictions.extend(limits::check(&prospects));
    contradictions.extend(rules::check(&prospects));
    contradictions.extend(money::check(&prospects));
    contradictions.extend(led::check(&prospects));
    contradictions.extend(residents::check(&prospects));
    contradictions.sort_by_key(|contradiction| contradiction.code);
    Screening { unreachable: coverage::unreachable(&prospects), contradictions }
}
