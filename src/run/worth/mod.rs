//! What steps of a plan's figures are worth: see [`crate::inquiry::worth()`].

mod record;
mod tables;
mod text;

pub use record::{
    LeftOutJson, LeverJson, UnlimitedJson, WorthAimJson, WorthCellJson, WorthCoveredJson,
    WorthJson, WorthPlanJson, WorthRowJson,
};
pub(crate) use tables::specs;
pub use text::{money_heading, steps_heading, unlimited_lines, worth_notes, worth_sections};
