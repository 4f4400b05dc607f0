//! Coverage by tier, place and group: of all, of a setting, of each town.

use super::works::tier_name;
use crate::domain::{Name, Problem};
use crate::run::plan::{CoverageJson, PlanJson};
use crate::run::table::Unit::{People, Share, Text};
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::words::SETTINGS;

pub(super) const KIND: Kind = Kind::new(
    "coverage_by_place",
    "Coverage",
    "覆盖",
    "coverage by tier, place and group: of all, of a setting, of each town",
);

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    problem: &'a Problem,
    row: &'a CoverageJson,
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed("place", "Place (code)", "范围（代码）", Text, |row| &row.row.slice)
        .for_programs()
        .about("`all`, `urban`, `rural` or `town:ID`")
        .computed("place_name", "Place", "范围", Text, place)
        .computed("tier", "Tier id", "层级编号", Text, |row| &row.row.tier)
        .for_programs()
        .computed("tier_name", "Tier", "层级", Text, |row| tier_name(row.problem, &row.row.tier))
        .computed("group", "Group", "人群", Text, |row| &row.row.group)
        .computed("people", "People", "人数", People, |row| row.row.people)
        .computed("covered_today", "Covered today", "现状覆盖人数", People, |row| {
            row.row.covered_today
        })
        .computed("covered", "Covered by the plan", "规划覆盖人数", People, |row| {
            row.row.covered
        })
        .computed("share_today", "Share today", "现状覆盖率", Share, |row| {
            row.row.covered_today / row.row.people
        })
        .computed("share", "Share by the plan", "规划覆盖率", Share, |row| {
            row.row.covered / row.row.people
        })
}

fn place(row: &Row<'_>) -> Cell {
    place_name(row.problem, &row.row.slice)
}

/// The name of a slice of the people, by its code.
pub(super) fn place_name(problem: &Problem, slice: &str) -> Cell {
    let town = slice.strip_prefix("town:");
    let town = town.and_then(|id| problem.towns.iter().find(|town| town.id == id));
    match town {
        Some(town) => (&town.name).into(),
        None if slice == "all" => Cell::Name(Name::both("all", "全部")),
        None => Cell::Code(&SETTINGS, slice.into()),
    }
}

/// The table: in the order of the audit.
pub fn coverage_table<'a>(problem: &'a Problem, plan: &'a PlanJson) -> Table<'a> {
    let rows = plan.coverage.iter().map(|row| Row { problem, row });
    Table::new(KIND, columns(), rows)
}
