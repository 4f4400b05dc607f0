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

fn text(text: impl Into<Option<String>>) -> Cell {
    Cell::maybe(text.into(), Cell::Text)
}

fn yuan(amount: Option<i64>) -> Cell {
    Cell::maybe(amount, Cell::Whole)
}

/// The sites that change.
pub(super) fn sites(diff: &Diff) -> Vec<u8> {
    let own: [Column<SiteChange>; 7] = [
        ("site", |row| Cell::text(&row.site)),
        ("name", |row| Cell::text(&row.name)),
        ("town", |row| Cell::text(&row.town)),
        ("change", |row| Cell::text(row.change.word())),
        ("from", |row| text(row.from.clone())),
        ("to", |row| text(row.to.clone())),
        ("moved_m", |row| Cell::number(row.moved_m)),
    ];
    // Of either side, which stands for `*`.
    let sides: [Column<SiteSide>; 8] = [
        ("tier_*", |side| text(side.tier.clone())),
        ("size_*", |side| text(side.size.clone())),
        ("beds_*", |side| Cell::count(side.beds)),
        ("nursing_beds_*", |side| Cell::count(side.nursing_beds)),
        ("operator_*", |side| text(side.operator.clone())),
        ("work_*", |side| Cell::text(&side.work_id)),
        ("cost_*_yuan", |side| Cell::Whole(side.cost_yuan)),
        ("leader_*", |side| text(side.leader.clone())),
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
            Value::String(text) => Cell::text(text),
            Value::Array(_) | Value::Object(_) => Cell::text(value.to_string()),
            Value::Number(number) => Cell::number(number.as_f64()),
            plain => Cell::Json(plain.clone()),
        }
    }
    let columns: [Column<ColumnChange>; 4] = [
        ("site", |row| Cell::text(&row.site)),
        ("column", |row| Cell::text(&row.column)),
        ("a", |row| value(&row.a)),
        ("b", |row| value(&row.b)),
    ];
    columns_table(&columns, &diff.columns)
}

/// Coverage by tier, slice and group.
pub(super) fn coverage(diff: &Diff) -> Vec<u8> {
    let columns: [Column<CoverageChange>; 9] = [
        ("tier", |row| Cell::text(&row.tier)),
        ("slice", |row| Cell::text(&row.slice)),
        ("group", |row| Cell::text(&row.group)),
        ("people_a", |row| Cell::number(row.people_a)),
        ("people_b", |row| Cell::number(row.people_b)),
        ("covered_a", |row| Cell::number(row.covered_a)),
        ("covered_b", |row| Cell::number(row.covered_b)),
        ("gain", |row| Cell::number(row.gain)),
        ("lose", |row| Cell::number(row.lose)),
    ];
    columns_table(&columns, &diff.coverage)
}

/// The units that gain or lose cover, a row for each group of people that can be told; one without group where none can.
pub(super) fn units(diff: &Diff) -> Vec<u8> {
    let columns: [Column<UnitChange>; 11] = [
        ("unit", |row| Cell::text(&row.unit)),
        ("name", |row| Cell::text(&row.name)),
        ("town", |row| Cell::text(&row.town)),
        ("setting", |row| Cell::text(&row.setting)),
        ("tier", |row| Cell::text(&row.tier)),
        ("share_a", |row| Cell::Number(row.share_a)),
        ("share_b", |row| Cell::Number(row.share_b)),
        ("site_a", |row| text(row.site_a.clone())),
        ("site_b", |row| text(row.site_b.clone())),
        ("km_a", |row| Cell::number(row.km_a)),
        ("km_b", |row| Cell::number(row.km_b)),
    ];
    let heads = columns.iter().map(|(head, _)| *head).chain(["group", "people"]);
    let rows = diff.units.iter().flat_map(|row| {
        let people = row.people.iter();
        let mut groups: Vec<[Cell; 2]> =
            people.map(|(group, people)| [Cell::text(group), Cell::Number(*people)]).collect();
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
        ("source", |row| Cell::text(&row.source)),
        ("name", |row| Cell::text(&row.name)),
        ("name_zh", |row| Cell::text(&row.name_zh)),
        ("has_a_yuan", |row| yuan(row.has_a_yuan)),
        ("has_b_yuan", |row| yuan(row.has_b_yuan)),
        ("works_a_yuan", |row| yuan(row.works_a_yuan)),
        ("works_b_yuan", |row| yuan(row.works_b_yuan)),
    ];
    columns_table(&columns, &diff.sources)
}
