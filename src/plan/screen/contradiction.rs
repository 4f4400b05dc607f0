//! What screening reports: unreachable people, and contradictions with their codes.

use crate::domain::{Name, TierIdx, UnitIdx};
use crate::plan::rules::RELATIVE_TOLERANCE;
use crate::units::Persons;

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

/// A proof, found without a solver, that no layout meets the binding parts of the plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Contradiction {
    /// Stable code, `C01` …
    pub code: &'static str,
    /// Position of the target concerned, if one is.
    pub target: Option<usize>,
    /// Text for planners: what, where, by how much, and how to repair it.
    pub text: Name,
    /// The ids concerned (sites, units, towns, sources), all of them.
    pub ids: Vec<String>,
}

/// The meaning of a code of [`Contradiction`].
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

/// All codes of contradictions. A code is never reused.
pub const CONTRADICTIONS: [ContradictionEntry; 8] = [
    ContradictionEntry {
        code: "C01",
        title: "coverage out of reach",
        meaning: "A binding coverage target asks for more people than live within reach of any site, or than all sites have places for.",
        repair: "Add candidates near the places named, widen the reach, or ask for less.",
    },
    ContradictionEntry {
        code: "C02",
        title: "too few candidates",
        meaning: "A binding number of facilities, or share of places with one, is above what all sites together can reach.",
        repair: "Add candidates, or ask for less.",
    },
    ContradictionEntry {
        code: "C03",
        title: "too many must stand",
        meaning: "A binding upper limit on a number of facilities is below the number that must stand in any layout.",
        repair: "Allow some of them to close or merge, or allow more.",
    },
    ContradictionEntry {
        code: "C04",
        title: "beds, floors or shares out of reach",
        meaning: "A binding target on beds, floor area or shares of facilities fails even when every site does its most for it.",
        repair: "Add works or candidates that help, or ask for less.",
    },
    ContradictionEntry {
        code: "C05",
        title: "a site without a choice",
        meaning: "A site's own rules exclude every choice.",
        repair: "Let it stay, allow a work, or take back `required` or `forbidden`.",
    },
    ContradictionEntry {
        code: "C06",
        title: "money below the least cost",
        meaning: "The least cost of required works and of the coverage targets exceeds the money of the sources that may pay, or a binding limit on cost; or no layout makes a source pay as much, or as little, as a binding share of it says.",
        repair: "Add money, widen what sources may pay for, require less, or ask for less coverage.",
    },
    ContradictionEntry {
        code: "C07",
        title: "no facility to lead",
        meaning: "Facilities that must stand and be led have no possible leader, or too few.",
        repair: "Add a leading facility near them, or widen `leads`.",
    },
    ContradictionEntry {
        code: "C08",
        title: "residents without a bed",
        meaning: "However an institution decides, some of its residents must move, and the institutions that may take them cannot have beds for them.",
        repair: "Let it stay, add beds in institutions that serve its town, or name the towns that they serve.",
    },
];

/// Whether `best`, the largest possible value, is below `limit`.
pub(super) fn falls_short(best: f64, limit: f64) -> bool {
    best < limit - RELATIVE_TOLERANCE * limit.abs().max(1.0)
}
