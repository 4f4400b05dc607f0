//! Every work: what, where, for how much, who pays, whom it serves.

use super::{Dimensions, names};
use crate::domain::{Name, Problem};
use crate::run::plan::{PlanJson, WorkJson};
use crate::run::table::Unit::{Count, People, Text, Yuan};
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::words::{OPERATORS, ORIGINS, WORKS};

pub(super) const KIND: Kind = Kind::new(
    "works",
    "Works",
    "建设任务",
    "every work: what, where, for how much, who pays, whom it serves",
);

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

    /// A site by its id, with its name.
    fn named(&self, id: Option<&String>) -> Option<Cell> {
        let site = self.problem.sites.iter().find(|site| Some(&site.id) == id)?;
        Some(Cell::Id(site.id.clone(), site.name.clone()))
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
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed(names::SITE, "Site id", "点位编号", Text, |row| &row.work.site)
        .computed("site_name", "Site", "点位", Text, |row| &row.work.site_name)
        .computed(names::TOWN, "Town id", "镇街编号", Text, |row| &row.work.town)
        .for_programs()
        .computed("town_name", "Town", "镇街", Text, Row::town)
        .computed(names::WORK, "Work", "任务", &WORKS, |row| &row.work.work)
        .computed(names::WORK_ID, "Work id", "任务编号", Text, |row| &row.work.id)
        .for_programs()
        .computed("work_name", "Work's name", "任务名称", Text, |row| row.work.name.as_ref())
        .computed(names::TIER, "Tier id", "层级编号", Text, |row| row.work.tier.as_ref())
        .for_programs()
        .about("that the site becomes; for a site that goes: that it was")
        .computed("tier_name", "Tier", "层级", Text, Row::tier)
        .computed(names::BEDS, "Beds", "床位", Count, |row| row.work.beds)
        .computed(names::NURSING_BEDS, "Nursing beds", "护理型床位", Count, |row| {
            row.work.nursing_beds
        })
        .computed(names::OPERATOR, "Operator", "运营方", &OPERATORS, |row| {
            row.work.operator.as_ref()
        })
        .computed("into", "Merged into", "并入", Text, |row| row.named(row.work.into.as_ref()))
        .computed(names::LEADER, "Led by", "牵头中心", Text, |row| {
            row.named(row.work.leader.as_ref())
        })
        .computed(names::COST_YUAN, "Cost, yuan", "投入（元）", Yuan, |row| row.work.cost_yuan)
        .computed("cost_origin", "Cost is", "投入数据来源", &ORIGINS, |row| {
            &row.work.cost_origin
        })
        .for_each(dimensions.sources.clone(), |columns, (id, name)| {
            let (en, zh) = names::paid_by(&name);
            columns.computed(names::paid(&id), en, zh, Yuan, move |row| {
                row.work.funding_yuan.get(&id).copied()
            })
        })
        .for_each(dimensions.tiers.clone(), |columns, tier| {
            let (served, newly) = (tier.id.clone(), tier.id.clone());
            let own = Columns::<Row<'a>>::new()
                .computed("served", "Served", "服务人数", People, move |row| {
                    row.work.persons_served.get(&served).copied()
                })
                .computed("newly", "Newly in reach", "新增可及人数", People, move |row| {
                    row.work.newly_within_reach.get(&newly).copied()
                });
            columns.and(own.renamed(|head| tier.behind(head)))
        })
}

/// The table: every work in the order of the sites.
pub fn works_table<'a>(problem: &'a Problem, plan: &'a PlanJson) -> Table<'a> {
    let rows = plan.works.iter().map(|work| Row { problem, work });
    Table::new(KIND, columns(&Dimensions::of(problem)), rows)
}
