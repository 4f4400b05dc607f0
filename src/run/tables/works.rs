//! Every work: what, where, for how much, who pays, whom it serves.

use super::Dimensions;
use crate::domain::{Name, Problem};
use crate::run::plan::{PlanJson, WorkJson};
use crate::run::table::{Cell, Column, Kind, Table, Unit, heading};
use crate::run::words::{ORIGINS, WORKS};

pub(super) const KIND: Kind = Kind {
    name: "works",
    file: "works",
    en: "Works",
    zh: "建设任务",
    about: "every work: what, where, for how much, who pays, whom it serves",
    prefix: "",
};

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    problem: &'a Problem,
    work: &'a WorkJson,
}

impl<'a> Row<'a> {
    fn town(&self) -> Option<&'a str> {
        let town = self.problem.towns.iter().find(|town| town.id == self.work.town)?;
        Some(&town.name)
    }

    fn tier(&self) -> Option<&'a Name> {
        tier_name(self.problem, self.work.tier.as_deref()?)
    }
}

/// The name of the tier of this id.
pub(super) fn tier_name<'a>(problem: &'a Problem, id: &str) -> Option<&'a Name> {
    let tier = problem.tiers.iter().find(|tier| tier.id == id)?;
    Some(&tier.name)
}

/// The columns.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let (text, count) = (Unit::Text, Unit::Count);
    let mut columns = vec![
        column("site", "Site id", "点位编号", text, |row| Cell::text(&row.work.site)),
        column("site_name", "Site", "点位", text, |row| Cell::text(&row.work.site_name)),
        column("town", "Town id", "镇街编号", text, |row| Cell::text(&row.work.town)),
        column("town_name", "Town", "镇街", text, |row| Cell::maybe(row.town(), Cell::text)),
        column("work", "Work", "任务", text, |row| {
            Cell::Code(&WORKS, row.work.work.clone().into())
        })
        .coded(&WORKS),
        column("work_id", "Work id", "任务编号", text, |row| Cell::text(&row.work.id)),
        column("work_name", "Work's name", "任务名称", text, |row| {
            Cell::maybe(row.work.name.clone(), Cell::Text)
        }),
        column("tier", "Tier id", "层级编号", text, |row| {
            Cell::maybe(row.work.tier.clone(), Cell::Text)
        })
        .about("that the site becomes; for a site that goes: that it was"),
        column("tier_name", "Tier", "层级", text, |row| {
            Cell::maybe(row.tier().cloned(), Cell::Name)
        }),
        column("beds", "Beds", "床位", count, |row| Cell::count(row.work.beds)),
        column("nursing_beds", "Nursing beds", "护理型床位", count, |row| {
            Cell::count(row.work.nursing_beds)
        }),
        column("operator", "Operator", "运营方", text, |row| {
            Cell::maybe(row.work.operator.clone(), Cell::Text)
        }),
        column("into", "Merged into", "并入", text, |row| {
            Cell::maybe(row.work.into.clone(), Cell::Text)
        }),
        column("leader", "Led by", "牵头中心", text, |row| {
            Cell::maybe(row.work.leader.clone(), Cell::Text)
        }),
        column("cost_yuan", "Cost, yuan", "投入（元）", Unit::Yuan, |row| {
            Cell::Whole(row.work.cost_yuan)
        }),
        column("cost_origin", "Cost is", "投入来源", text, |row| {
            Cell::Code(&ORIGINS, row.work.cost_origin.clone().into())
        })
        .coded(&ORIGINS),
    ];
    for (id, name) in dimensions.sources.clone() {
        columns.push(Column::new(
            format!("paid_{id}_yuan"),
            heading(format!("{}, yuan", name.english()), format!("{}（元）", name.chinese())),
            Unit::Yuan,
            move |row: &Row<'_>| Cell::maybe(row.work.funding_yuan.get(&id).copied(), Cell::Whole),
        ));
    }
    for tier in &dimensions.tiers {
        let (en, zh) = (tier.name.english(), tier.name.chinese());
        let id = tier.id.clone();
        columns.push(Column::new(
            format!("served_{id}"),
            heading(format!("Served, {en}"), format!("服务人数，{zh}")),
            Unit::People,
            move |row: &Row<'_>| Cell::number(row.work.persons_served.get(&id).copied()),
        ));
        let id = tier.id.clone();
        columns.push(Column::new(
            format!("newly_{id}"),
            heading(format!("Newly in reach, {en}"), format!("新增可及人数，{zh}")),
            Unit::People,
            move |row: &Row<'_>| Cell::number(row.work.newly_within_reach.get(&id).copied()),
        ));
    }
    columns
}

/// The table: every work in the order of the sites.
pub fn works_table<'a>(problem: &'a Problem, plan: &'a PlanJson) -> Table<'a> {
    let rows = plan.works.iter().map(|work| Row { problem, work });
    Table::new(KIND, columns(&Dimensions::of(problem)), rows.collect())
}
