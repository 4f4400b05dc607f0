//! What a step more or less is worth: for programs and as a table.

use super::report::PlacementReport;
use crate::run::numbers::GAP_ABOUT;
use crate::run::table::Unit::{Count, Number};
use crate::run::table::{Columns, Kind, Table};
use crate::run::tables::TableSpec;
use crate::run::verdicts::PLACEMENT_VERDICTS;
use crate::run::words::WORTH_OF;
use crate::solve::LocateWorth;
use serde::{Deserialize, Serialize};

/// The question with a step more or less, answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorthJson {
    /// What is changed: `sites`, `budget`, `reach` or `share`.
    pub of: String,
    /// By how many steps; 0 as asked.
    pub step: i32,
    /// To what.
    pub amount: f64,
    /// As of the run.
    pub status: String,
    /// The value then; none without a placement.
    pub objective: Option<f64>,
    /// No placement is better than this then.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// The value minus that of the question as asked.
    pub change: Option<f64>,
}

impl From<&LocateWorth> for WorthJson {
    fn from(worth: &LocateWorth) -> Self {
        Self {
            of: worth.of.word().into(),
            step: worth.step,
            amount: worth.amount,
            status: worth.status.word().into(),
            objective: worth.objective,
            bound: worth.bound,
            gap: worth.gap,
            change: worth.change,
        }
    }
}

const WORTH: Kind = Kind::new(
    "worth",
    "Worth",
    "增减一步的价值",
    "the question answered again with steps more and less of what it allows or asks for",
);

fn columns<'a>() -> Columns<'a, WorthJson> {
    Columns::<WorthJson>::new()
        .computed("of", "Changed", "变动项", &WORTH_OF, |row| row.of.clone())
        .computed("step", "Step", "步数", Count, |row| row.step)
        .about("0 as asked; a step is 1 site, a tenth of the budget or the reach, 5 points of the share")
        .computed("amount", "Amount", "数值", Number, |row| row.amount)
        .claimed("status", "Verdict", "结论", &PLACEMENT_VERDICTS, |row| row.status.clone())
        .computed("objective", "Value", "目标值", Number, |row| row.objective)
        .claimed("bound", "Bound", "理论界限", Number, |row| row.bound)
        .about("no placement is better than this then")
        .claimed("gap", "Gap", "差距", Number, |row| row.gap)
        .about(GAP_ABOUT)
        .computed("change", "Change", "变化", Number, |row| row.change)
        .about("the value minus that of the question as asked")
}

/// The steps; none where they were not asked for.
pub(super) fn worth_table<'a>(report: &PlacementReport<'a>) -> Option<Table<'a>> {
    let rows = report.worth?.iter().map(WorthJson::from);
    Some(Table::new(WORTH, columns(), rows))
}

pub(super) fn spec() -> TableSpec {
    TableSpec::table(WORTH, columns())
}
