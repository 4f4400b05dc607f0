//! `schedule.csv`: the works with their dates.

use super::rows::{BegunWork, begun_works};
use crate::domain::{FundingIdx, Horizon, PeriodIdx, Problem, Schedule, Site};
use crate::run::table::Unit::{Count, Text, Yuan};
use crate::run::table::{Columns, Kind, Table};
use crate::run::tables::{Dimensions, names};
use crate::run::words::{ORIGINS, WORKS};
use crate::units;

pub(super) const KIND: Kind = Kind::new(
    "schedule",
    "Schedule",
    "实施进度",
    "every work that begins: where, when, for how much, who pays; by period, then by site",
);

pub(super) struct Row<'a> {
    horizon: &'a Horizon,
    own: BegunWork<'a>,
}

impl<'a> Row<'a> {
    fn plan(&self) -> &'a Problem {
        self.horizon.plan()
    }

    fn site(&self) -> &'a Site {
        &self.plan().sites[self.own.site]
    }

    fn year(&self, period: PeriodIdx) -> i32 {
        self.horizon.periods()[period].year
    }

    fn paid(&self, source: FundingIdx) -> units::Yuan {
        let payments = self.own.payments.iter();
        payments.filter(|(payer, _)| *payer == source).map(|&(_, amount)| amount).sum()
    }
}

/// The columns.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed("begins", "Begins", "开工年份", Count, |row| row.year(row.own.begins))
        .about("the year of the period in which it begins, and is paid")
        .computed("done", "Done", "完工年份", Count, |row| {
            row.own.done.map(|period| row.year(period))
        })
        .about("the year of the period at whose end it is done; empty: after the last")
        .computed("site", "Site id", "点位编号", Text, |row| &row.site().id)
        .input("name", "Site", "点位", Text, |row| &row.site().name)
        .input("town", "Town id", "镇街编号", Text, |row| &row.plan().towns[row.site().town].id)
        .input("kind", "Kind", "点位类型", Text, |row| &row.site().kind)
        .about("what the site is")
        .computed("work", "Work", "任务", &WORKS, |row| row.own.work.kind.word())
        .about("`build`, `upgrade`, `merge` or `close`")
        .computed("work_id", "Work id", "任务编号", Text, |row| &row.own.work.id)
        .computed("tier", "Tier id", "层级编号", Text, |row| {
            row.own.tier.map(|tier| &row.plan().tiers[tier].id)
        })
        .about("that the site becomes; for a site that goes: that it was")
        .computed("cost_yuan", "Cost, yuan", "投入（元）", Yuan, |row| row.own.work.cost)
        .computed("cost_origin", "Cost is", "投入数据来源", &ORIGINS, |row| {
            row.own.work.cost_origin.word()
        })
        .for_each(dimensions.sources.iter().enumerate(), |columns, (position, (id, name))| {
            let (en, zh) = names::paid_by(name);
            columns
                .computed(format!("{id}_yuan"), en, zh, Yuan, move |row| row.paid(position.into()))
        })
}

/// A row for each work that begins.
pub fn works_table<'a>(horizon: &'a Horizon, schedule: &'a Schedule) -> Table<'a> {
    let rows = begun_works(horizon, schedule).into_iter();
    let rows = rows.map(|own| Row { horizon, own });
    let columns = columns(&Dimensions::of(horizon.plan()));
    Table::new(KIND, columns, rows)
}
