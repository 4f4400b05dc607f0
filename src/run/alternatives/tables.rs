//! The plans, the sites and the differences as tables.

use super::record::{AlternativeJson, AlternativesJson, CommonJson, DifferenceJson};
use crate::domain::Stage;
use crate::run::stage_columns::stage_columns;
use crate::run::table::Unit::{Count, Flag, List, Text, Yuan};
use crate::run::table::{Columns, Kind, Table};
use crate::run::tables::TableSpec;
use crate::run::words::{OFTEN, VERDICTS, WORKS};
use serde_json::json;

const PLANS: Kind = Kind::new(
    "alternatives",
    "Plans",
    "方案",
    "the best plan and those that differ enough from it and from one another, the best first",
);

const SITES: Kind = Kind::new(
    "alternatives_sites",
    "Sites in all plans",
    "各方案点位",
    "every site with several choices, and in how many of the plans within what may be lost what is decided there",
);

const CHANGES: Kind = Kind::new(
    "alternatives_changes",
    "Where plans differ",
    "方案差异",
    "where each plan differs from the best one",
);

fn plan_columns(stages: Vec<Stage>) -> Columns<'static, AlternativeJson> {
    Columns::<AlternativeJson>::new()
        .computed("plan", "No.", "序号", Count, |row| row.plan)
        .about("0 is the best plan")
        .claimed("status", "Verdict", "结论", &VERDICTS, |row| row.status.clone())
        .about("whether it is proved to be the best of those that are left")
        .for_each(stages, |columns, stage| {
            stage_columns(columns, stage, move |row: &AlternativeJson| row.figures(stage))
        })
        .computed("works_cost_yuan", "Cost, yuan", "投入（元）", Yuan, |row| row.cost_yuan)
        .computed("works", "Works", "任务数", Count, |row| row.works.len())
        .computed("differing_sites", "Other sites", "设施不同处数", Count, |row| {
            row.differing_sites
        })
        .about("sites at which a facility stands in it or in the best plan alone, or serves as another tier")
        .computed("differing_works", "Other works", "任务不同处数", Count, |row| {
            row.differing_works
        })
        .about("sites at which another work is done than in the best plan, or none")
        .computed("differing_yuan", "Other works, yuan", "任务差异金额（元）", Yuan, |row| {
            row.differing_yuan
        })
        .about("what the works cost that it or the best plan alone does")
        .all_exact()
}

const KINDS_OF_WORKS: &str = "the kinds of these works; without one `stay` where a facility stands, `unused` where none does";

fn site_columns() -> Columns<'static, CommonJson> {
    Columns::<CommonJson>::new()
        .input("site", "Site id", "点位编号", Text, |row| row.site.clone())
        .input("name", "Site", "点位", Text, |row| row.name.clone())
        .input("town_name", "Town", "镇街", Text, |row| row.town_name.clone())
        .claimed("chosen", "Works there", "任务入选情况", &OFTEN, |row| row.chosen.clone())
        .about("in how many plans a work is done there")
        .claimed("chosen_proved", "Proved", "任务结论已证明", Flag, |row| row.chosen_proved)
        .claimed("stands", "Facility there", "设施存在情况", &OFTEN, |row| row.stands.clone())
        .about("in how many plans a facility stands there")
        .claimed("stands_proved", "That is proved", "设施结论已证明", Flag, |row| {
            row.stands_proved
        })
        .computed("best", "In the best plan, id", "最优方案任务编号", Text, |row| {
            row.best.clone()
        })
        .about("the work's id; `stay` without one")
        .computed("best_work", "In the best plan", "最优方案任务", &WORKS, |row| {
            row.best_work.clone()
        })
        .claimed("possible", "In some plan, ids", "可选任务编号", List, |row| {
            json!(row.possible)
        })
        .claimed("possible_works", "In some plan", "可选任务", List, |row| {
            json!(row.possible_works)
        })
        .about(KINDS_OF_WORKS)
        .claimed("as_good", "In plans as good, ids", "同样最优的任务编号", List, |row| {
            json!(row.as_good)
        })
        .claimed("as_good_works", "In plans as good", "同样最优的任务", List, |row| {
            json!(row.as_good_works)
        })
        .about(KINDS_OF_WORKS)
}

fn change_columns() -> Columns<'static, (usize, DifferenceJson)> {
    Columns::<(usize, DifferenceJson)>::new()
        .computed("plan", "Plan no.", "方案序号", Count, |row| row.0)
        .input("site", "Site id", "点位编号", Text, |row| row.1.site.clone())
        .input("name", "Site", "点位", Text, |row| row.1.name.clone())
        .input("town_name", "Town", "镇街", Text, |row| row.1.town_name.clone())
        .computed("best", "In the best plan, id", "最优方案任务编号", Text, |row| {
            row.1.best.clone()
        })
        .about("the work's id; `stay` without one")
        .computed("best_work", "In the best plan", "最优方案任务", &WORKS, |row| {
            row.1.best_work.clone()
        })
        .computed("here", "Here, id", "本方案任务编号", Text, |row| row.1.here.clone())
        .about("the work's id; `stay` without one")
        .computed("here_work", "Here", "本方案任务", &WORKS, |row| row.1.here_work.clone())
}

/// The plans.
pub(super) fn alternatives_table(found: &AlternativesJson) -> Table<'static> {
    let is_aim = |stage: &Stage| found.lose.contains_key(stage.word());
    let stages = Stage::ALL.into_iter().filter(is_aim).collect();
    Table::new(PLANS, plan_columns(stages), found.plans.clone())
}

/// The sites, and in how many plans what is decided there.
pub(super) fn common_table(found: &AlternativesJson) -> Table<'static> {
    Table::new(SITES, site_columns(), found.sites.clone())
}

/// Where each plan differs from the best one.
pub(super) fn changes_table(found: &AlternativesJson) -> Table<'static> {
    let rows = found
        .plans
        .iter()
        .flat_map(|own| own.differences.iter().map(|difference| (own.plan, difference.clone())));
    Table::new(CHANGES, change_columns(), rows.collect::<Vec<_>>())
}

/// Every table of such a run.
pub(crate) fn specs() -> Vec<TableSpec> {
    vec![
        TableSpec::table(PLANS, plan_columns(Stage::ALL.to_vec())),
        TableSpec::table(SITES, site_columns()),
        TableSpec::table(CHANGES, change_columns()),
    ]
}
