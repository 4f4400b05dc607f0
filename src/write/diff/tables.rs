//! The changes as CSV tables.

use super::{ColumnChange, CoverageChange, Diff, SiteChange, SiteSide, SourceRow, UnitChange};
use crate::run::table::Cell;
use crate::write::tables::{guarded, records};
use serde_json::Value;

/// A column: its head, and its cell in a row.
type Column<R> = (&'static str, fn(&R) -> Cell);

/// A table in UTF-8. Text that a spreadsheet would take for a formula gets an apostrophe before it.
fn table(heads: Vec<String>, rows: impl Iterator<Item = Vec<Cell>>) -> Vec<u8> {
    let text = |cell| match cell {
        Cell::Text(text) => guarded(&text),
        other => other.plain().unwrap_or_default(),
    };
    let rows = rows.map(|row: Vec<Cell>| row.into_iter().map(text).collect());
    records(std::iter::once(heads).chain(rows))
}

fn columns_table<R>(columns: &[Column<R>], rows: &[R]) -> Vec<u8> {
    let heads = columns.iter().map(|(head, _)| (*head).to_owned()).collect();
    table(heads, rows.iter().map(|row| columns.iter().map(|(_, cell)| cell(row)).collect()))
}

/// The sites that change.
pub(super) fn sites(diff: &Diff) -> Vec<u8> {
    let own: [Column<SiteChange>; 7] = [
        ("site", |row| Cell::from(&row.site)),
        ("name", |row| Cell::from(&row.name)),
        ("town", |row| Cell::from(&row.town)),
        ("change", |row| Cell::from(row.change.word())),
        ("from", |row| Cell::from(row.from.clone())),
        ("to", |row| Cell::from(row.to.clone())),
        ("moved_m", |row| Cell::from(row.moved_m)),
    ];
    // Of either side, which stands for `*`.
    let sides: [Column<SiteSide>; 8] = [
        ("tier_*", |side| Cell::from(side.tier.clone())),
        ("size_*", |side| Cell::from(side.size.clone())),
        ("beds_*", |side| Cell::from(side.beds)),
        ("nursing_beds_*", |side| Cell::from(side.nursing_beds)),
        ("operator_*", |side| Cell::from(side.operator.clone())),
        ("work_*", |side| Cell::from(&side.work_id)),
        ("cost_*_yuan", |side| Cell::Whole(side.cost_yuan)),
        ("leader_*", |side| Cell::from(side.leader.clone())),
    ];
    let of_sides =
        sides.iter().flat_map(|(head, _)| ["a", "b"].map(|side| head.replace('*', side)));
    let heads = own.iter().map(|(head, _)| (*head).to_owned()).chain(of_sides).collect();
    let rows = diff.sites.iter().map(|row| {
        let of_sides = sides.iter().flat_map(|(_, cell)| [cell(&row.a), cell(&row.b)]);
        own.iter().map(|(_, cell)| cell(row)).chain(of_sides).collect()
    });
    table(heads, rows)
}

/// Every value of a site that differs, as JSON has it.
pub(super) fn columns(diff: &Diff) -> Vec<u8> {
    fn value(value: &Value) -> Cell {
        match value {
            Value::String(text) => Cell::from(text),
            Value::Array(_) | Value::Object(_) => Cell::from(value.to_string()),
            Value::Number(number) => Cell::from(number.as_f64()),
            plain => Cell::Json(plain.clone()),
        }
    }
    let columns: [Column<ColumnChange>; 4] = [
        ("site", |row| Cell::from(&row.site)),
        ("column", |row| Cell::from(&row.column)),
        ("a", |row| value(&row.a)),
        ("b", |row| value(&row.b)),
    ];
    columns_table(&columns, &diff.columns)
}

/// Coverage by tier, slice and group.
pub(super) fn coverage(diff: &Diff) -> Vec<u8> {
    let columns: [Column<CoverageChange>; 9] = [
        ("tier", |row| Cell::from(&row.tier)),
        ("slice", |row| Cell::from(&row.slice)),
        ("group", |row| Cell::from(&row.group)),
        ("people_a", |row| Cell::from(row.people_a)),
        ("people_b", |row| Cell::from(row.people_b)),
        ("covered_a", |row| Cell::from(row.covered_a)),
        ("covered_b", |row| Cell::from(row.covered_b)),
        ("gain", |row| Cell::from(row.gain)),
        ("lose", |row| Cell::from(row.lose)),
    ];
    columns_table(&columns, &diff.coverage)
}

/// The units that gain or lose cover, a row for each group of people that can be told; one without group where none can.
pub(super) fn units(diff: &Diff) -> Vec<u8> {
    let columns: [Column<UnitChange>; 11] = [
        ("unit", |row| Cell::from(&row.unit)),
        ("name", |row| Cell::from(&row.name)),
        ("town", |row| Cell::from(&row.town)),
        ("setting", |row| Cell::from(&row.setting)),
        ("tier", |row| Cell::from(&row.tier)),
        ("share_a", |row| Cell::Number(row.share_a)),
        ("share_b", |row| Cell::Number(row.share_b)),
        ("site_a", |row| Cell::from(row.site_a.clone())),
        ("site_b", |row| Cell::from(row.site_b.clone())),
        ("km_a", |row| Cell::from(row.km_a)),
        ("km_b", |row| Cell::from(row.km_b)),
    ];
    let heads = columns.iter().map(|(head, _)| *head).chain(["group", "people"]);
    let rows = diff.units.iter().flat_map(|row| {
        let people = row.people.iter();
        let mut groups: Vec<[Cell; 2]> =
            people.map(|(group, people)| [Cell::from(group), Cell::Number(*people)]).collect();
        if groups.is_empty() {
            groups.push([Cell::Empty, Cell::Empty]);
        }
        let own =
            |group: [Cell; 2]| columns.iter().map(|(_, cell)| cell(row)).chain(group).collect();
        groups.into_iter().map(own).collect::<Vec<_>>()
    });
    table(heads.map(String::from).collect(), rows)
}

/// Money by source.
pub(super) fn money(diff: &Diff) -> Vec<u8> {
    let columns: [Column<SourceRow>; 7] = [
        ("source", |row| Cell::from(&row.source)),
        ("name", |row| Cell::from(&row.name)),
        ("name_zh", |row| Cell::from(&row.name_zh)),
        ("has_a_yuan", |row| Cell::from(row.has_a_yuan)),
        ("has_b_yuan", |row| Cell::from(row.has_b_yuan)),
        ("works_a_yuan", |row| Cell::from(row.works_a_yuan)),
        ("works_b_yuan", |row| Cell::from(row.works_b_yuan)),
    ];
    columns_table(&columns, &diff.sources)
}
