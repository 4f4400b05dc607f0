//! `robust.csv`: the layout in every scenario.

use super::record::{ParameterJson, ScenarioJson};
use crate::domain::Name;
use crate::run::table::{Cell, Column, Kind, Source, Table, Unit, heading};

pub(super) const KIND: Kind = Kind {
    name: "scenarios",
    file: "robust",
    en: "Scenarios",
    zh: "情景",
    about: "the layout in every scenario; people are weighted as in the plan's coverage stage",
    prefix: "",
};

fn parameter(value: &ParameterJson) -> Cell {
    match value {
        ParameterJson::Number(number) => Cell::Number(*number),
        ParameterJson::Text(text) => Cell::text(text),
        ParameterJson::Flag(flag) => Cell::Flag(*flag),
        ParameterJson::List(words) => Cell::Text(words.join(" ")),
    }
}

fn numbers(all: &[usize]) -> Cell {
    let words: Vec<String> = all.iter().map(usize::to_string).collect();
    Cell::Text(words.join(" "))
}

/// The columns, with one for each of the parameters that vary.
pub(super) fn columns<'a>(parameters: &[(String, Unit)]) -> Vec<Column<'a, ScenarioJson>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&ScenarioJson) -> Cell| {
        Column::new(name, heading(en, zh), unit, get).exact()
    };
    let (people, share) = (Unit::People, Unit::Share);
    let mut columns =
        vec![column("scenario", "No.", "序号", Unit::Count, |row| Cell::count(row.scenario))];
    for (position, (path, unit)) in parameters.iter().enumerate() {
        let get = move |row: &ScenarioJson| parameter(&row.parameters.0[position].1);
        let column = Column::new(path, Name::plain(path), *unit, get).exact();
        columns.push(column.from(Source::Input).about("a column for each parameter that varies"));
    }
    columns.extend([
        column("probability", "Probability", "概率", share, |row| Cell::Number(row.probability))
            .from(Source::Input),
        column("weighted_people", "Weighted people", "加权人口", people, |row| {
            Cell::Number(row.weighted_people)
        })
        .about("who ask for cover"),
        column("covered_weighted_people", "Covered", "覆盖", people, |row| {
            Cell::number(row.covered_weighted_people)
        }),
        column("covered_share", "Share covered", "覆盖率", share, |row| {
            Cell::number(row.covered_share)
        }),
        column("own_best_weighted_people", "Own best", "自身最优", people, |row| {
            Cell::number(row.own_best_weighted_people)
        })
        .from(Source::Claimed)
        .about("what the best layout found for the scenario alone covers"),
        column("own_best_bound", "Bound on own best", "自身最优上界", people, |row| {
            Cell::Number(row.own_best_bound)
        })
        .from(Source::Claimed)
        .about("no layout covers more there"),
        column("regret_weighted_people", "Regret", "后悔值", people, |row| {
            Cell::number(row.regret_weighted_people)
        })
        .from(Source::Claimed)
        .about("`own_best_bound` less what is covered: the true regret is no more"),
        column("regret_share", "Regret, share", "后悔值（比例）", share, |row| {
            Cell::number(row.regret_share)
        })
        .from(Source::Claimed),
        column("works_cost_yuan", "Cost, yuan", "投入（元）", Unit::Yuan, |row| {
            Cell::maybe(row.works_cost_yuan, Cell::Whole)
        }),
        column(
            "expected_targets_missed",
            "Expected targets missed",
            "未达标的预期性指标",
            Unit::Text,
            |row| Cell::maybe(row.expected_targets_missed.as_deref(), numbers),
        )
        .about("their numbers, from 1, apart by spaces; binding ones are met"),
        column(
            "expected_layout_covered",
            "Covered by the expected-value layout",
            "期望值布局覆盖",
            people,
            |row| Cell::number(row.expected_layout_covered),
        )
        .from(Source::Claimed),
        column(
            "mean_layout_covered",
            "Covered by the mean-value layout",
            "均值规划布局覆盖",
            people,
            |row| Cell::number(row.mean_layout_covered),
        )
        .from(Source::Claimed)
        .about("empty where it breaks what is binding"),
        column(
            "has_own_plan",
            "Has a layout of its own",
            "单独有可行布局",
            Unit::Flag,
            |row| Cell::flag(row.has_own_plan),
        )
        .from(Source::Claimed)
        .about("empty where that was not known when it ended"),
    ]);
    columns
}

/// A row a scenario, in their order.
pub fn scenarios_table(rows: Vec<ScenarioJson>) -> Table<'static> {
    let parameters = rows.first().map_or(&[][..], |row| &row.parameters.0);
    let unit = |position: usize| {
        let all = rows.iter().map(|row| &row.parameters.0[position].1);
        let mut numbers = all.map(|value| matches!(value, ParameterJson::Number(_)));
        match numbers.all(|number| number) {
            true => Unit::Number,
            false => Unit::Text,
        }
    };
    let names = parameters.iter().enumerate();
    let names: Vec<_> = names.map(|(position, (path, _))| (path.clone(), unit(position))).collect();
    Table::new(KIND, columns(&names), rows)
}
