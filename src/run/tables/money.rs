//! Every source of money: what it has, what is committed, what works take, what is left.

use super::names;
use crate::domain::Language::{Chinese, English};
use crate::domain::Name;
use crate::run::plan::{PlanJson, SourceJson};
use crate::run::table::Unit::{Text, Yuan};
use crate::run::table::{Columns, Kind, Table};
use crate::run::words::{MONEY, ORIGINS};

pub(super) const KIND: Kind = Kind::new(
    "money",
    "Money",
    "资金",
    "every source of money: what it has, what is committed, what works take, what is left",
);

/// The heading of a column of money, by its word in [`MONEY`].
fn heading(word: &str) -> (String, String) {
    let [en, zh] = [English, Chinese].map(|language| MONEY.say(language, word));
    let [in_en, in_zh] = Yuan.in_heading();
    (format!("{en}{in_en}"), format!("{zh}{in_zh}"))
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, &'a SourceJson> {
    let [has, committed, works, left] = ["has", "committed", "works", "left"].map(heading);
    Columns::<&SourceJson>::new()
        .input("source", "Source id", "来源编号", Text, |row| &row.id)
        .for_programs()
        .input(names::NAME, "Source", "来源", Text, |row| Name::from(&row.name))
        .input("has_yuan", has.0, has.1, Yuan, |row| row.has_yuan)
        .computed("committed_yuan", committed.0, committed.1, Yuan, |row| row.committed_yuan)
        .computed("works_yuan", works.0, works.1, Yuan, |row| row.works_yuan)
        .computed("left_yuan", left.0, left.1, Yuan, |row| row.left_yuan)
        .input("amount_origin", "Amount is", "金额来源", &ORIGINS, |row| &row.amount_origin)
}

/// The table: every source in the plan's order.
pub fn money_table(plan: &PlanJson) -> Table<'_> {
    Table::new(KIND, columns(), &plan.money.sources)
}
