//! How unequally ways and supply are spread over the people, today and by the plan.

use super::works::tier_name;
use crate::domain::{Name, Problem};
use crate::run::plan::{InequalityJson, PlanJson};
use crate::run::table::Unit::{Number, Text};
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::words::SUBJECTS;

pub(super) const KIND: Kind = Kind::new(
    "fairness",
    "Fairness",
    "公平性",
    "how unequally ways and supply are spread over the people, today and by the plan",
);

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    problem: &'a Problem,
    row: &'a InequalityJson,
}

type Figure = fn(&InequalityJson) -> Option<f64>;

/// A measure: its name, what it is called in English and in Chinese, what the heading does not say, its value today and by the
/// plan.
const MEASURES: [(&str, &str, &str, &str, [Figure; 2]); 7] = [
    ("mean", "Mean", "均值", "", [|row| Some(row.mean_today), |row| Some(row.mean)]),
    (
        "equivalent",
        "Kolm-Pollak equivalent",
        "Kolm-Pollak 均等分布等价值",
        "what, had by everybody, would be as good; the same κ today and by the plan",
        [|row| Some(row.equivalent_today), |row| Some(row.equivalent)],
    ),
    (
        "worst",
        "Mean of the worst-off tenth",
        "最差一成人群均值",
        "",
        [|row| Some(row.worst_today), |row| Some(row.worst)],
    ),
    ("gini", "Gini", "基尼系数", "0: all alike", [|row| row.gini_today, |row| row.gini]),
    ("theil", "Theil", "泰尔指数", "0: all alike", [|row| row.theil_today, |row| row.theil]),
    (
        "between_towns",
        "Theil between towns",
        "泰尔指数：镇街间",
        "the rest of the index is within towns",
        [|row| row.between_towns_today, |row| row.between_towns],
    ),
    (
        "between_settings",
        "Theil between urban and rural",
        "泰尔指数：城乡间",
        "the rest of the index is within each",
        [|row| row.between_settings_today, |row| row.between_settings],
    ),
];

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed("subject", "Of what", "对象", &SUBJECTS, |row| &row.row.subject)
        .computed("tier", "Tier id", "层级编号", Text, |row| row.row.tier.as_ref())
        .about("empty: all tiers to which people travel together, a person counting once at each")
        .for_programs()
        .computed("tier_name", "Tier", "层级", Text, |row| match &row.row.tier {
            Some(tier) => Cell::from(tier_name(row.problem, tier)),
            None => Cell::Name(Name::both("all tiers", "各层级合计")),
        })
        .for_each(MEASURES, |columns, (name, en, zh, about, [today, then])| {
            let gap = if zh.starts_with(|first: char| first.is_ascii()) { " " } else { "" };
            let today_of =
                (format!("{name}_today"), format!("{en} today"), format!("现状{gap}{zh}"));
            columns
                .computed(today_of.0, today_of.1, today_of.2, Number, move |row| today(row.row))
                .about(about)
                .computed(
                    name,
                    format!("{en} by the plan"),
                    format!("规划{zh}"),
                    Number,
                    move |row| then(row.row),
                )
        })
}

/// The table: ways of all tiers, ways tier by tier, supply tier by tier.
pub fn fairness_table<'a>(problem: &'a Problem, plan: &'a PlanJson) -> Table<'a> {
    let rows = plan.inequality.iter().map(|row| Row { problem, row });
    Table::new(KIND, columns(), rows)
}
