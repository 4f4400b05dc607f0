//! What a run of `yike conflicts` says: which demands of a plan clash, and what would make it possible.

mod record;
mod tables;
mod text;

pub(crate) use record::member;
pub use record::{
    ClashesJson, ConcessionJson, ConflictJson, ConflictsJson, MemberJson, PlaceJson, RepairJson,
};
pub(crate) use tables::specs;
pub use tables::{conflicts_table, repairs_table};
pub(crate) use text::{clash_sections, opening};
