//! What is known of a plan before any solver runs.

mod cheapest;
mod coverage;
mod led;
mod limits;
mod money;
mod prospects;
mod rules;
mod words;

use super::rules::RELATIVE_TOLERANCE as TOLERANCE;
use crate::domain::{Problem, TierIdx, UnitIdx};
use crate::travel::Arcs;
use crate::units::Persons;
use prospects::Prospects;

/// People whom no site could serve at a tier, whatever is built.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreachable {
    /// The tier.
    pub tier: TierIdx,
    /// The unit.
    pub unit: UnitIdx,
    /// How many people of the tier's group.
    pub people: Persons,
}

/// A reason, found without a solver, why no layout can do what the plan binds it to.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// Stable code, `C01` …
    pub code: &'static str,
    /// Position of the target concerned, if one is.
    pub target: Option<usize>,
    /// In the planner's words: what, where, by how much, and what would mend it.
    pub text: String,
    /// The ids concerned (sites, units, towns, sources), all of them.
    pub ids: Vec<String>,
}

/// What is known before any solver runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Screening {
    /// Unreachable people; they stay in every denominator.
    pub unreachable: Vec<Unreachable>,
    /// Proofs that the plan cannot be met. Empty does not mean that it can.
    pub contradictions: Vec<Contradiction>,
}

/// Looks for people whom no site can serve and for contradictions in what the plan binds itself to.
///
/// | code | what contradicts |
/// |---|---|
/// | `C01` | a coverage target, and who lives within reach of any site (and its places) |
/// | `C02` | a number of facilities or a share of places with one, and the sites that could be one |
/// | `C03` | a number of facilities at most, and those that must stand |
/// | `C04` | a target on beds or on shares of facilities, and every site at its most (or least) |
/// | `C05` | a site's own rules with each other |
/// | `C06` | money, and the least that required works and the coverage asked for cost |
/// | `C07` | facilities that must stand and be led, and those that could lead them |
///
/// Each contradiction is a proof: every check replaces the plan by an easier one (each site does its best for
/// the check alone, other rules are dropped), and finds even that impossible. Targets are taken as met within
/// the audit's tolerance. The reverse does not hold: a plan without contradictions may still be infeasible.
///
/// Deterministic. Cost: O(arcs) for each target and each set of sources that some work is limited to, and a
/// transportation problem for each coverage target of a tier with limited places.
pub fn screen(problem: &Problem, arcs: &Arcs) -> Screening {
    let prospects = Prospects::new(problem, arcs);
    let mut contradictions = coverage::check(&prospects);
    contradictions.extend(limits::check(&prospects));
    contradictions.extend(rules::check(&prospects));
    contradictions.extend(money::check(&prospects));
    contradictions.extend(led::check(&prospects));
    contradictions.sort_by_key(|contradiction| contradiction.code);
    Screening {
        unreachable: coverage::unreachable(&prospects),
        contradictions,
    }
}

/// Whether `best`, the most that can be had, is below `limit`.
fn falls_short(best: f64, limit: f64) -> bool {
    best < limit - TOLERANCE * limit.abs().max(1.0)
}
