//! Questions about a plan: why, what else, what is it worth. Each is answered by exact solves of the plan with other
//! limits ([`crate::solve::Restriction`]) or of a plan with other parts, so that every answer has its proof.
//!
//! [`alternatives()`] lists plans that are as good, or nearly, and tells which sites all of them have.

mod alternatives;
mod difference;

pub use alternatives::{
    Alternative, Alternatives, AlternativesRequest, Ended, Losses, NearTo, alternatives, ties,
};
pub use difference::{Difference, Differing};
