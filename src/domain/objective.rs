use super::ids::GroupIdx;
use super::location::Sense;
use crate::units::Share;

/// A stage of the lexicographic objective; stages are optimised in the planner's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Least weighted shortfall of expected targets.
    Shortfall,
    /// Most people covered, weighted by tier and group.
    Coverage,
    /// Least money for works.
    Money,
    /// Least person-travel to the nearest facility.
    Travel,
}

impl Stage {
    /// All stages, in the usual order.
    pub const ALL: [Stage; 4] = [Stage::Shortfall, Stage::Coverage, Stage::Money, Stage::Travel];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Shortfall => "shortfall",
            Stage::Coverage => "coverage",
            Stage::Money => "money",
            Stage::Travel => "travel",
        }
    }

    /// Whether much or little of it is good.
    pub fn sense(self) -> Sense {
        match self {
            Stage::Coverage => Sense::Maximise,
            Stage::Shortfall | Stage::Money | Stage::Travel => Sense::Minimise,
        }
    }

    /// The stage that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
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

impl Default for Objective {
    /// All stages in the usual order, nothing given up, people alike.
    fn default() -> Self {
        Self { order: Stage::ALL.to_vec(), keep: Share::default(), group_weights: Vec::new() }
    }
}
