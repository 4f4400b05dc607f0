//! Every source of money: what it has, what is committed, what works take, what is left.

use crate::domain::Name;
use crate::run::plan::{PlanJson, SourceJson};
use crate::run::table::Unit::{Text, Yuan};
use crate::run::table::{Columns, Kind, Table};
use crate::run::words::ORIGINS;

pub(super) const KIND: Kind = Kind::new(
    "money",
    "Money",
    "资金",
    "every source of money: what it has, what is committed, what works take, what is left",
);

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, &'a SourceJson> {
    Columns::<&SourceJson>::new()
        .input("source", "Source id", "来源编号", Text, |row| &row.id)
        .input("name", "Source", "来源", Text, |row| Name::from(&row.name))
        .input("has_yuan", "Has, yuan", "总额（元）", Yuan, |row| row.has_yuan)
        .computed("committed_yuan", "Committed, yuan", "已定支出（元）", Yuan, |row| {
            row.committed_yuan
        })
        .computed("works_yuan", "Works, yuan", "建设任务（元）", Yuan, |row| row.works_yuan)
        .computed("left_yuan", "Left, yuan", "结余（元）", Yuan, |row| row.left_yuan)
        .input("amount_origin", "Amount is", "金额来源", &ORIGINS, |row| &row.amount_origin)
}

/// The table: every source in the plan's order.
pub fn money_table(plan: &PlanJson) -> Table<'_> {
    Table::new(KIND, columns(), &plan.money.sources)
}
