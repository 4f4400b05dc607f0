//! Questions about a plan: why, what else, what is it worth. Each is answered by exact solves of the plan with other
//! limits ([`crate::solve::Restriction`]) or of a plan with other parts, so that every answer has its proof.
//!
//! [`alternatives()`] lists plans that are as good, or nearly, and tells which sites all of them have. [`conflicts()`] tells which
//! demands of a plan that cannot be met clash, [`repairs()`] what would make it possible. [`why()`] tells what a site, a
//! village or a target of a plan costs and what stands in its way, [`worth()`] what a step more of money, reach, targets
//! or places changes.

mod alternatives;
mod asking;
mod comparison;
mod concession;
mod conflict;
mod difference;
mod hitting;
mod later;
mod longer;
mod mend;
mod nearest;
mod new_site;
mod obstacle;
mod places;
mod put_off;
mod reason;
mod repair;
mod requirement;
mod told;
mod trial;
mod why;
mod wording;
mod worth;

pub use alternatives::{
    Alternative, Alternatives, AlternativesRequest, Ended, Losses, NearTo, alternatives, ties,
};
pub use asking::{Answer, Blocked, Lifted};
pub use comparison::{AimChange, Comparison, Cover, CoverChange, PeopleChange, SiteChange, Turn};
pub use concession::{Concession, ConcessionKind};
pub use conflict::{Conflict, Conflicts, ConflictsRequest, conflicts};
pub use difference::{Difference, Differing};
pub use later::add_later_dates;
pub use mend::Repair;
pub use nearest::nearest;
pub use obstacle::Obstacle;
pub use places::PlaceOfConflict;
pub use reason::Reason;
pub use repair::{Clashes, Repairs, clashes, repairs};
pub use requirement::{Requirement, RequirementKind, requirements};
pub(crate) use why::near_standing;
pub use why::{
    AtSite, BestValue, Beyond, NearSite, SiteAnswer, TargetAnswer, TierAnswer, UnitAnswer,
    Unreached, Way, WayTried, Why, WhyAnswer, WhyQuestion, Wish, why,
};
pub use worth::{
    LeftOut, Lever, LeverUnit, Unlimited, Worth, WorthCell, WorthPlan, WorthRequest, WorthRow,
    worth,
};
