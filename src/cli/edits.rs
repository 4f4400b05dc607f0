//! `--set` and `--lift`: the options of every command that reads a plan.

use crate::read::sweep::PlanEdits;
use clap::Args;

/// With what a plan is read beside its file.
#[derive(Debug, Clone, Args, Default)]
pub(crate) struct EditArgs {
    /// A parameter of the plan and another value for it, for instance "funding.lottery.amount=30 million yuan" or
    /// "rule.row-2.kind=expected"; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,
    /// A rule or a target that does not count, by its id; also leads:TIER, site:ID, required, forbidden, may_stay, or
    /// published: all rules that hold only because the published plan says so; may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) lift: Vec<String>,
}

impl EditArgs {
    /// The changes, as a frontier records them: `PATH=VALUE`, `lift ID`.
    pub(crate) fn said(&self) -> Vec<String> {
        let lifted = self.lift.iter().map(|id| format!("lift {id}"));
        self.set.iter().cloned().chain(lifted).collect()
    }

    /// What the options mean.
    pub(crate) fn edits(&self) -> PlanEdits {
        PlanEdits::new(self.set.clone(), self.lift.clone())
    }
}
