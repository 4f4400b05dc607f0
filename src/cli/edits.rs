//! `--set`, `--lift`, `--require`, `--forbid`, `--keep-today`, `--merge-town`, `--people`: the options of every command that reads a plan.

use crate::read::sweep::PlanEdits;
use crate::run::EditsRecord;
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
    /// A site by its id or name where a facility must stand; "SITE=WORK": where this work must be done, by its id or kind; may
    /// be repeated
    #[arg(long, value_name = "SITE")]
    pub(crate) require: Vec<String>,
    /// A site where no facility may stand; may be repeated
    #[arg(long, value_name = "SITE")]
    pub(crate) forbid: Vec<String>,
    /// A site where nothing is to be done; "all": no site where a facility stands today; may be repeated
    #[arg(long, value_name = "SITE")]
    pub(crate) keep_today: Vec<String>,
    /// A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be repeated
    #[arg(long, value_name = "TOWN=TOWN")]
    pub(crate) merge_town: Vec<String>,
    /// The people of this year: one of the plan's [demand.years], or its own
    #[arg(long, value_name = "YEAR")]
    pub(crate) people: Option<i32>,
}

impl EditArgs {
    /// The changes, as records of many layouts have them.
    pub(crate) fn said(&self) -> Vec<String> {
        EditsRecord::of(&self.edits()).map_or_else(Vec::new, |own| own.changes())
    }

    /// What the options mean.
    pub(crate) fn edits(&self) -> PlanEdits {
        PlanEdits::new(self.set.clone(), self.lift.clone())
            .with_sites(self.require.clone(), self.forbid.clone(), self.keep_today.clone())
            .with_towns(self.merge_town.clone())
            .with_people(self.people)
    }
}
