//! `schedule.csv`: the works with their dates.

use super::rows::{BegunWork, begun_works};
use crate::domain::{FundingIdx, Horizon, PeriodIdx, Schedule};
use crate::run::table::{Cell, Column, Kind, Source, Table, Unit, heading};
use crate::run::tables::Dimensions;
use crate::run::words::{ORIGINS, WORKS};
use crate::units::Yuan;

pub(super) const KIND: Kind = Kind {
    name: "schedule",
    file: "schedule",
    en: "Schedule",
    zh: "实施进度",
    about: "every work that begins: where, when, for how much, who pays; by period, then by site",
    prefix: "",
};

pub(super) struct Row<'a> {
    horizon: &'a Horizon,
    own: BegunWork<'a>,
}

impl Row<'_> {
    fn year(&self, period: PeriodIdx) -> Cell {
        Cell::Whole(self.horizon.periods()[period].year.into())
    }

    fn paid(&self, source: FundingIdx) -> Yuan {
        let payments = self.own.payments.iter();
        payments.filter(|(payer, _)| *payer == source).map(|&(_, amount)| amount).sum()
    }
}

/// The columns.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let (text, count) = (Unit::Text, Unit::Count);
    let mut columns = vec![
        column("begins", "Begins", "开工年份", count, |row| row.year(row.own.begins))
            .about("the year of the period in which it begins, and is paid"),
        column("done", "Done", "完工年份", count, |row| {
            Cell::maybe(row.own.done, |period| row.year(period))
        })
        .about("the year of the period at whose end it is done; empty: after the last"),
        column("site", "Site id", "点位编号", text, |row| {
            Cell::text(&row.horizon.plan().sites[row.own.site].id)
        }),
        column("name", "Site", "点位", text, |row| {
            Cell::text(&row.horizon.plan().sites[row.own.site].name)
        })
        .from(Source::Input),
        column("town", "Town id", "镇街编号", text, |row| {
            let plan = row.horizon.plan();
            Cell::text(&plan.towns[plan.sites[row.own.site].town].id)
        })
        .from(Source::Input),
        column("kind", "Kind", "点位类型", text, |row| {
            Cell::text(&row.horizon.plan().sites[row.own.site].kind)
        })
        .from(Source::Input)
        .about("what the site is"),
        column("work", "Work", "任务", text, |row| {
            Cell::Code(&WORKS, row.own.work.kind.word().into())
        })
        .about("`build`, `upgrade`, `merge` or `close`"),
        column("work_id", "Work id", "任务编号", text, |row| Cell::text(&row.own.work.id)),
        column("tier", "Tier id", "层级编号", text, |row| {
            let tiers = &row.horizon.plan().tiers;
            Cell::maybe(row.own.tier, |tier| Cell::text(&tiers[tier].id))
        })
        .about("that the site becomes; for a site that goes: that it was"),
        column("cost_yuan", "Cost, yuan", "投入（元）", Unit::Yuan, |row| {
            Cell::Whole(row.own.work.cost.yuan())
        }),
        column("cost_origin", "Cost is", "投入来源", text, |row| {
            Cell::Code(&ORIGINS, row.own.work.cost_origin.word().into())
        }),
    ];
    for (position, (id, name)) in dimensions.sources.iter().enumerate() {
        columns.push(Column::new(
            format!("{id}_yuan"),
            heading(format!("{}, yuan", name.english()), format!("{}（元）", name.chinese())),
            Unit::Yuan,
            move |row: &Row<'_>| Cell::Whole(row.paid(FundingIdx::from(position)).yuan()),
        ));
    }
    columns
}

/// A row for each work that begins.
pub fn works_table<'a>(horizon: &'a Horizon, schedule: &'a Schedule) -> Table<'a> {
    let rows = begun_works(horizon, schedule).into_iter();
    let rows = rows.map(|own| Row { horizon, own });
    let columns = columns(&Dimensions::of(horizon.plan()));
    Table::new(KIND, columns, rows.collect())
}
