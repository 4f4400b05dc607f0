//! What the outputs of a robust plan are made from.

use crate::domain::{Change, Problem};
use crate::run::record::RunRecord;
use crate::run::report::Report;
use crate::scenario::RobustPlan;

/// Everything that the outputs of a robust plan are made from.
#[derive(Debug, Clone, Copy)]
pub struct RobustReport<'a> {
    /// The plan as written.
    pub problem: &'a Problem,
    /// What is the same in all scenarios though the plan has it otherwise.
    pub fixed: &'a [Change],
    /// The answer.
    pub robust: &'a RobustPlan,
    /// The layout in the plan as written; none without a layout.
    pub layout: Option<Report<'a>>,
    /// How it came to be.
    pub run: &'a RunRecord,
}
