//! `robust.csv`: the layout in every scenario.

use super::record::{ParameterJson, ScenarioJson};
use crate::run::table::Unit::{self, Count, Flag, People, Share, Text, Yuan};
use crate::run::table::{Cell, Columns, Kind, Table};

pub(super) const KIND: Kind = Kind::new(
    "scenarios",
    "Scenarios",
    "情景",
    "the layout in every scenario; people are weighted as in the plan's coverage stage",
)
.in_file("robust");

fn parameter(value: &ParameterJson) -> Cell {
    match value {
        ParameterJson::Number(number) => Cell::Number(*number),
        ParameterJson::Text(text) => text.into(),
        ParameterJson::Flag(flag) => Cell::Flag(*flag),
        ParameterJson::List(words) => words.join(" ").into(),
    }
}

fn numbers(all: &[usize]) -> String {
    let words: Vec<String> = all.iter().map(usize::to_string).collect();
    words.join(" ")
}

/// The columns, with one for each of the parameters that vary.
pub(super) fn columns<'a>(parameters: &[(String, Unit)]) -> Columns<'a, ScenarioJson> {
    Columns::<ScenarioJson>::new()
        .computed("scenario", "No.", "序号", Count, |row| row.scenario)
        .for_each(parameters.iter().enumerate(), |columns, (position, (path, unit))| {
            columns.varied(path, *unit, move |row| parameter(&row.parameters.0[position].1))
        })
        .input("probability", "Probability", "概率", Share, |row| row.probability)
        .computed("weighted_people", "Weighted people", "加权人口", People, |row| {
            row.weighted_people
        })
        .about("who ask for cover")
        .computed("covered_weighted_people", "Covered", "覆盖", People, |row| {
            row.covered_weighted_people
        })
        .computed("covered_share", "Share covered", "覆盖率", Share, |row| row.covered_share)
        .claimed("own_best_weighted_people", "Own best", "自身最优", People, |row| {
            row.own_best_weighted_people
        })
        .about("what the best layout found for the scenario alone covers")
        .claimed("own_best_bound", "Bound on own best", "自身最优理论上限", People, |row| {
            row.own_best_bound
        })
        .about("no layout covers more there")
        .claimed("regret_weighted_people", "Regret", "后悔值", People, |row| {
            row.regret_weighted_people
        })
        .about("`own_best_bound` less what is covered: the true regret is no more")
        .claimed("regret_share", "Regret, share", "后悔值（比例）", Share, |row| {
            row.regret_share
        })
        .computed("works_cost_yuan", "Cost, yuan", "投入（元）", Yuan, |row| {
            row.works_cost_yuan
        })
        .computed(
            "expected_targets_missed",
            "Expected targets missed",
            "未达标的预期性指标",
            Text,
            |row| row.expected_targets_missed.as_deref().map(numbers),
        )
        .about("their numbers, from 1, apart by spaces; binding ones are met")
        .claimed(
            "expected_layout_covered",
            "Covered by the expected-value layout",
            "期望值布局覆盖",
            People,
            |row| row.expected_layout_covered,
        )
        .claimed(
            "mean_layout_covered",
            "Covered by the mean-value layout",
            "均值规划布局覆盖",
            People,
            |row| row.mean_layout_covered,
        )
        .about("empty where it breaks what is binding")
        .claimed("has_own_plan", "Has a layout of its own", "单独有可行布局", Flag, |row| {
            row.has_own_plan
        })
        .about("empty where that was not known when it ended")
        .all_exact()
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
