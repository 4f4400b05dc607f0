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
        /// The greatest share of its weighted people covered in the worst-served town.
        WorstTown = "worst-town",
        /// The least mean way of the tenth of the people with the longest.
        WorstDecile = "worst-decile",
        /// The least equally-distributed equivalent of the ways, of Kolm and Pollak.
        KolmPollak = "kolm-pollak",
    }
}

impl Stage {
    /// The stages of a plan that names none, in their order.
    pub const USUAL: [Stage; 4] = [Stage::Shortfall, Stage::Coverage, Stage::Money, Stage::Travel];

    /// Whether its value depends on how far people go.
    pub fn counts_ways(self) -> bool {
        matches!(self, Stage::Travel | Stage::WorstDecile | Stage::KolmPollak)
    }

    /// Whether it is about people who are covered or travel, so that some tier must have a reach.
    pub fn needs_reach(self) -> bool {
        !matches!(self, Stage::Shortfall | Stage::Money)
    }

    /// Whether much or little of it is good.
    pub fn sense(self) -> Sense {
        match self {
            Stage::Coverage | Stage::WorstTown => Sense::Maximise,
            Stage::Shortfall
            | Stage::Money
            | Stage::Travel
            | Stage::WorstDecile
            | Stage::KolmPollak => Sense::Minimise,
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
    /// The usual stages, nothing given up, people alike.
    fn default() -> Self {
        Self { order: Stage::USUAL.to_vec(), keep: Share::default(), group_weights: Vec::new() }
    }
}
