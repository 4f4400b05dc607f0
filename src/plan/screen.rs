use crate::domain::{TierIdx, UnitIdx};
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

/// What is known before any solver runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Screening {
    /// Unreachable people; they stay in every denominator.
    pub unreachable: Vec<Unreachable>,
    /// Proofs that the plan cannot be met. Empty does not mean that it can.
    pub contradictions: Vec<Contradiction>,
}
/// stub
pub fn screen(_: &crate::domain::Problem, _: &crate::travel::Arcs) -> Screening {
    Screening::default()
}
