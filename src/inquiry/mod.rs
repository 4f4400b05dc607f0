//! Questions about a plan: why, what else, what is it worth. Each is answered by exact solves of the plan with other
//! limits ([`crate::solve::Restriction`]) or of a plan with other parts, so that every answer has its proof.
//!
//! [`alternatives()`] lists plans that are as good, or nearly, and tells which sites all of them have. [`conflicts()`] tells which
//! demands of a plan that cannot be met clash, [`repairs()`] what would make it possible.

mod alternatives;
mod concession;
mod conflict;
mod difference;
mod flexible;
mod hitting;
mod mend;
mod places;
mod put_off;
mod repair;
mod requirement;
mod told;
mod trial;
mod wording;

pub use alternatives::{
    Alternative, Alternatives, AlternativesRequest, Ended, Losses, NearTo, alternatives, ties,
};
pub use concession::{Concession, ConcessionKind};
pub use conflict::{Conflict, Conflicts, ConflictsRequest, conflicts};
pub use difference::{Difference, Differing};
pub use flexible::{ChoiceFate, FlexibleSites, flexible_sites};
pub use mend::Repair;
pub use places::PlaceOfConflict;
pub use repair::{Repairs, repairs};
pub use requirement::{Requirement, RequirementKind, requirements};
