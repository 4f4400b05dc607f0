//! What a run of `yike conflicts` says: which demands of a plan clash, and what would make it possible.

mod clashes;
mod record;
mod tables;
mod text;

pub(crate) use clashes::member;
pub use clashes::{ClashesJson, ConcessionJson, ConflictJson, MemberJson, PlaceJson, RepairJson};
pub use record::ConflictsJson;
pub(crate) use tables::specs;
pub(crate) use text::clash_sections;
