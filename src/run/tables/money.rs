//! Every source of money: what it has, what is committed, what works take, what is left.

use crate::run::plan::{PlanJson, SourceJson};
use crate::run::table::{Cell, Column, Kind, Source, Table, Unit, heading};
use crate::run::words::ORIGINS;

pub(super) const KIND: Kind = Kind {
    name: "money",
    file: "money",
    en: "Money",
    zh: "资金",
    about: "every source of money: what it has, what is committed, what works take, what is left",
    prefix: "",
};

type Row<'a> = &'a SourceJson;

/// The columns.
pub(super) fn columns<'a>() -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let (text, yuan) = (Unit::Text, Unit::Yuan);
    vec![
        column("source", "Source id", "来源编号", text, |row| Cell::text(&row.id))
            .from(Source::Input),
        column("name", "Source", "来源", text, |row| Cell::Name((&row.name).into()))
            .from(Source::Input),
        column("has_yuan", "Has, yuan", "总额（元）", yuan, |row| Cell::Whole(row.has_yuan))
            .from(Source::Input),
        column("committed_yuan", "Committed, yuan", "已定支出（元）", yuan, |row| {
            Cell::maybe(row.committed_yuan, Cell::Whole)
        }),
        column("works_yuan", "Works, yuan", "建设任务（元）", yuan, |row| {
            Cell::maybe(row.works_yuan, Cell::Whole)
        }),
        column("left_yuan", "Left, yuan", "结余（元）", yuan, |row| {
            Cell::maybe(row.left_yuan, Cell::Whole)
        }),
        column("amount_origin", "Amount is", "金额来源", text, |row| {
            Cell::Code(&ORIGINS, row.amount_origin.clone().into())
        })
        .coded(&ORIGINS)
        .from(Source::Input),
    ]
}

/// The table: every source in the plan's order.
pub fn money_table(plan: &PlanJson) -> Table<'_> {
    Table::new(KIND, columns(), plan.money.sources.iter().collect())
}
