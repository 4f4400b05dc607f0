use super::ids::GroupIdx;
use super::location::Sense;
use super::tier::Tier;
use super::words::words;
use crate::units::Share;

words! {
    /// A stage of the lexicographic objective; stages are optimised in the planner's order.
    pub enum Stage {
        /// Least weighted shortfall of expected targets.
        Shortfall = "shortfall",
        /// Most people covered, weighted by tier and group.
        Coverage = "coverage",
        /// Least money for works.
        Money = "money",
        /// Least person-travel to the nearest facility.
        Travel = "travel",
    }
}

impl Stage {
    /// Whether much or little of it is good.
    pub fn sense(self) -> Sense {
        match self {
            Stage::Coverage => Sense::Maximise,
            Stage::Shortfall | Stage::Money | Stage::Travel => Sense::Minimise,
        }
    }
}

/// What is optimised, in order.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Objective {
    /// The stages, first the most important; each at most once, at least one.
    pub order: Vec<Stage>,
    /// How much of a stage's value the later ones may give up.
    pub keep: Share,
    /// Weights of people in the coverage stage by group, 0 or more; if empty, each tier's own group weighs 1.
    pub group_weights: Vec<(GroupIdx, f64)>,
}

impl Objective {
    /// Whether the coverage stage counts the people of the tier's own group, each once, and not those of the groups that
    /// have weights: where none has, and at services of beds.
    pub fn weighs_own_group(&self, tier: &Tier) -> bool {
        self.group_weights.is_empty() || tier.places.is_some()
    }
}

impl Default for Objective {
    /// All stages in the usual order, nothing given up, people alike.
    fn default() -> Self {
        Self { order: Stage::ALL.to_vec(), keep: Share::default(), group_weights: Vec::new() }
    }
}
