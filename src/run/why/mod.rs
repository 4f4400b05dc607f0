//! What answers to "why, and why not" say: see [`crate::inquiry::why()`].

mod of;
mod record;
mod tables;
mod text;

pub use record::{
    AimChangeJson, AnswerJson, CoveredJson, DecidedJson, NearJson, ObstacleJson, OtherPlanJson,
    PeopleChangeJson, SiteChangeJson, TargetJson, TierAnswerJson, WhyJson,
};
pub(crate) use tables::specs;
