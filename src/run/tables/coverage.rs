//! Coverage by tier, place and group: of all, of a setting, of each town.

use super::works::tier_name;
use crate::domain::{Name, Problem};
use crate::run::plan::{CoverageJson, PlanJson};
use crate::run::table::{Cell, Column, Kind, Table, Unit, heading};
use crate::run::words::SETTINGS;

pub(super) const KIND: Kind = Kind {
    name: "coverage_by_place",
    file: "coverage_by_place",
    en: "Coverage",
    zh: "覆盖",
    about: "coverage by tier, place and group: of all, of a setting, of each town",
    prefix: "",
};

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    problem: &'a Problem,
    row: &'a CoverageJson,
}

/// The columns.
pub(super) fn columns<'a>() -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let text = Unit::Text;
    vec![
        column("place", "Place (code)", "范围（代码）", text, |row| {
            Cell::text(&row.row.slice)
        })
        .about("`all`, `urban`, `rural` or `town:ID`"),
        column("place_name", "Place", "范围", text, place),
        column("tier", "Tier id", "层级编号", text, |row| Cell::text(&row.row.tier)),
        column("tier_name", "Tier", "层级", text, |row| {
            Cell::maybe(tier_name(row.problem, &row.row.tier).cloned(), Cell::Name)
        }),
        column("group", "Group", "人群", text, |row| Cell::text(&row.row.group)),
        column("people", "People", "人数", Unit::People, |row| Cell::Number(row.row.people)),
        column("covered_today", "Covered today", "现状覆盖人数", Unit::People, |row| {
            Cell::Number(row.row.covered_today)
        }),
        column("covered", "Covered by the plan", "规划覆盖人数", Unit::People, |row| {
            Cell::Number(row.row.covered)
        }),
        column("share_today", "Share today", "现状覆盖率", Unit::Share, |row| {
            Cell::Number(row.row.covered_today / row.row.people)
        }),
        column("share", "Share by the plan", "规划覆盖率", Unit::Share, |row| {
            Cell::Number(row.row.covered / row.row.people)
        }),
    ]
}

fn place(row: &Row<'_>) -> Cell {
    let slice = &row.row.slice;
    let town = slice.strip_prefix("town:");
    let town = town.and_then(|id| row.problem.towns.iter().find(|town| town.id == id));
    match town {
        Some(town) => Cell::text(&town.name),
        None if slice == "all" => Cell::Name(Name::both("all", "全部")),
        None => Cell::Code(&SETTINGS, slice.clone().into()),
    }
}

/// The table: in the order of the audit.
pub fn coverage_table<'a>(problem: &'a Problem, plan: &'a PlanJson) -> Table<'a> {
    let rows = plan.coverage.iter().map(|row| Row { problem, row });
    Table::new(KIND, columns(), rows.collect())
}
