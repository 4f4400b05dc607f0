//! What steps of a plan's figures are worth: see [`crate::inquiry::worth()`].

mod record;
mod tables;
mod text;

#[cfg_attr(
    not(feature = "cli"),
    expect(unused_imports, reason = "the terminal alone names them")
)]
pub(crate) use record::lever_path;
pub use record::{
    LeftOutJson, LeverJson, UnlimitedJson, WorthAimJson, WorthCellJson, WorthCoveredJson,
    WorthJson, WorthPlanJson, WorthRowJson,
};
pub(crate) use tables::specs;
pub use text::{unlimited_lines, worth_notes, worth_sections};
