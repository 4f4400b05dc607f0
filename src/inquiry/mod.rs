//! Questions about a plan: why, what else, what is it worth. Each is answered by exact solves of the plan with other
//! limits ([`crate::solve::Restriction`]) or of a plan with other parts, so that every answer has its proof.
//!
//! [`alternatives()`] lists plans that are as good, or nearly, and tells which sites all of them have. [`why()`] tells what a site, a village
//! or a target costs and what stands in its way.
//! [`worth()`] tells what a step more of money, reach, targets or places changes.

mod alternatives;
mod asking;
mod comparison;
mod difference;
mod flexible;
mod nearest;
mod obstacle;
mod why;
mod worth;

pub use alternatives::{
    Alternative, Alternatives, AlternativesRequest, Ended, Losses, NearTo, alternatives, ties,
};
pub use asking::{Answer, Blocked, Lifted};
pub use comparison::{AimChange, Comparison, Cover, CoverChange, PeopleChange, SiteChange, Turn};
pub use difference::{Difference, Differing};
pub use flexible::{ChoiceFate, FlexibleSites, flexible_sites};
pub use nearest::nearest;
pub use obstacle::Obstacle;
pub use why::{
    AtSite, BestValue, NearSite, SiteAnswer, TargetAnswer, TierAnswer, UnitAnswer, Way, WayTried,
    Why, WhyAnswer, WhyQuestion, Wish, why,
};
pub use worth::{
    LeftOut, Lever, LeverUnit, Unlimited, Worth, WorthCell, WorthPlan, WorthRequest, WorthRow,
    worth,
};
