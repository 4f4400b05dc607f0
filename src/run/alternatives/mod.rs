//! What the search for other plans says: the plan with those that are as good or nearly, and what all of them have in
//! common.

mod record;
mod tables;
mod text;

pub use record::{
    AlternativeJson, AlternativesJson, AlternativesReport, CommonJson, DifferenceJson, NearJson,
};
pub(crate) use tables::specs;
