//! What screening reports: unreachable people, and contradictions with their codes.

use crate::domain::{TierIdx, UnitIdx};
use crate::plan::rules::RELATIVE_TOLERANCE;
use crate::units::Persons;

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

/// What a code of a [`Contradiction`] means, for people who look it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Whether `best`, the most that can be had, is below `limit`.
pub(super) fn falls_short(best: f64, limit: f64) -> bool {
    best < limit - RELATIVE_TOLERANCE * limit.abs().max(1.0)
}
