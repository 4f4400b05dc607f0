//! What is known of a plan before any solver runs.

mod bills;
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
#[non_exhaustive]
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
#[non_exhaustive]
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

/// What a code of a [`Contradiction`] means, for people who look it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContradictionEntry {
    /// The code.
    pub code: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// What contradicts what.
    pub meaning: &'static str,
    /// What to do.
    pub repair: &'static str,
}

/// All codes of contradictions; never used for another thing.
pub const CONTRADICTIONS: [ContradictionEntry; 7] = [
    ContradictionEntry {
        code: "C01",
        title: "coverage out of reach",
        meaning: "A binding coverage target asks for more people than live within reach of any site, or than all sites have places for.",
        repair: "Add candidates near the places named, widen the reach, or ask for less.",
    },
    ContradictionEntry {
        code: "C02",
        title: "too few candidates",
        meaning: "A binding number of facilities, or share of places with one, is above what all sites together could give.",
        repair: "Add candidates, or ask for less.",
    },
    ContradictionEntry {
        code: "C03",
        title: "too many must stand",
        meaning: "A binding number of facilities at most is below those that must stand whatever is decided.",
        repair: "Allow some of them to close or merge, or allow more.",
    },
    ContradictionEntry {
        code: "C04",
        title: "beds or shares out of reach",
        meaning: "A binding target on beds or on shares of facilities fails even when every site does its most for it.",
        repair: "Add works or candidates that help, or ask for less.",
    },
    ContradictionEntry {
        code: "C05",
        title: "a site without a choice",
        meaning: "A site's own rules leave nothing that may be done with it.",
        repair: "Let it stay, allow a work, or take back `required` or `forbidden`.",
    },
    ContradictionEntry {
        code: "C06",
        title: "money below the cheapest way",
        meaning: "Required works and the coverage asked for cost at least more than the sources that may pay have left, or than a binding limit on cost allows.",
        repair: "Add money, widen what sources may pay for, require less, or ask for less coverage.",
    },
    ContradictionEntry {
        code: "C07",
        title: "nobody to lead",
        meaning: "Facilities that must stand and be led have no possible leader, or too few.",
        repair: "Add a leading facility near them, or widen `leads`.",
    },
];

/// What is known before any solver runs.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Screening {
    /// Unreachable people; they stay in every denominator.
    pub unreachable: Vec<Unreachable>,
    /// Proofs that the plan cannot be met. Empty does not mean that it can.
    pub contradictions: Vec<Contradiction>,
}

/// Looks for people whom no site can serve and for contradictions in what the plan binds itself to.
///
/// What can contradict: see [`CONTRADICTIONS`].
///
/// Each contradiction is a proof: every check replaces the plan by an easier one (each site does its best for
/// the check alone, other rules are dropped), and finds even that impossible. Targets are taken as met within
/// the audit's tolerance. The reverse does not hold: a plan without contradictions may still be infeasible.
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
