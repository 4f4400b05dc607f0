//! The question, for programs: with every number that it holds, in the instance's unit.

use crate::domain::location::{Capacity, Decay, Goal, Opening, Question, Radius, Sense};
use serde::{Deserialize, Deserializer, Serialize};

/// What was asked. A problem has its own members alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct QuestionJson {
    /// `lscp`, `mclp`, `p-median`, …: the words of `yike locate`.
    pub problem: String,
    /// `minimise` or `maximise`.
    pub sense: String,
    /// `ignored`, `split` or `single`.
    pub capacities: String,
    /// How far a site covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<ReachJson>,
    /// How cover falls with distance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decay: Option<DecayJson>,
    /// The share to be covered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// By so many sites each is to be covered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u8>,
    /// Whether fixed costs count, not sites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_cost: Option<bool>,
    /// At most so many sites; null: as many as pay.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<usize>"))]
    pub at_most: Option<Option<usize>>,
    /// Fixed costs of at most so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<f64>,
    /// Exactly so many sites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exactly: Option<usize>,
}

/// A member that is there, null among its values.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<usize>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A distance within which something counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReachJson {
    /// The distance.
    pub distance: f64,
    /// Whether the distance itself is too far.
    pub strict: bool,
}

impl From<Radius> for ReachJson {
    fn from(reach: Radius) -> Self {
        Self { distance: reach.distance.value(), strict: reach.strict }
    }
}

/// How cover falls with distance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum DecayJson {
    /// All within reach, nothing beyond.
    Step {
        /// The reach.
        reach: ReachJson,
    },
    /// So much up to each distance.
    Steps {
        /// By distance.
        steps: Vec<StepJson>,
    },
    /// All up to `full`, nothing from `none` on, on a straight line between.
    Linear {
        /// The distance up to which all is covered.
        full: f64,
        /// The distance from which on nothing is.
        none: f64,
    },
    /// exp(−distance / scale) up to `limit`.
    Exponential {
        /// The scale.
        scale: f64,
        /// The distance beyond which nothing is covered.
        limit: f64,
    },
}

/// A step of cover.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StepJson {
    /// Up to this distance.
    pub distance: f64,
    /// This share.
    pub cover: f64,
}

impl From<&Decay> for DecayJson {
    fn from(decay: &Decay) -> Self {
        match decay {
            Decay::Step(reach) => Self::Step { reach: (*reach).into() },
            Decay::Steps(steps) => {
                let steps = steps.iter().map(|(reach, share)| StepJson {
                    distance: reach.distance.value(),
                    cover: share.fraction(),
                });
                Self::Steps { steps: steps.collect() }
            }
            &Decay::Linear { full, none } => {
                Self::Linear { full: full.value(), none: none.value() }
            }
            &Decay::Exponential { scale, limit } => {
                Self::Exponential { scale: scale.value(), limit: limit.value() }
            }
        }
    }
}

impl From<&Question> for QuestionJson {
    fn from(question: &Question) -> Self {
        let sense = match question.sense() {
            Sense::Minimise => "minimise",
            Sense::Maximise => "maximise",
        };
        let capacities = match question.capacity {
            Capacity::Ignored => "ignored",
            Capacity::Split => "split",
            Capacity::SingleSource => "single",
        };
        let mut own = Self {
            problem: question.word().into(),
            sense: sense.into(),
            capacities: capacities.into(),
            ..Self::default()
        };
        match &question.goal {
            Goal::SetCover { reach, times, by_cost } => {
                own.reach = Some((*reach).into());
                own.times = Some(*times);
                own.by_cost = Some(*by_cost);
            }
            Goal::MaximalCover { decay, times, opening } => {
                match decay {
                    Decay::Step(reach) => own.reach = Some((*reach).into()),
                    decay => own.decay = Some(decay.into()),
                }
                own.times = Some(*times);
                match *opening {
                    Opening::Count(count) => own.at_most = Some(Some(count)),
                    Opening::Budget(budget) => own.budget = Some(budget),
                }
            }
            Goal::PartialCover { reach, share, by_cost } => {
                own.reach = Some((*reach).into());
                own.share = Some(share.fraction());
                own.by_cost = Some(*by_cost);
            }
            Goal::Median { count } | Goal::Dispersion { count } => own.exactly = Some(*count),
            Goal::Center { count } => own.at_most = Some(Some(*count)),
            Goal::FixedCharge { count } => own.at_most = Some(*count),
        }
        own
    }
}
