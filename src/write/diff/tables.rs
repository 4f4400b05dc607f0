//! The changes as CSV tables.

use super::{Diff, SiteChange};
use crate::write::tables::guarded;
use serde_json::Value;

/// A table in UTF-8. Text that a spreadsheet would take for a formula gets an apostrophe before it.
fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(heads).expect("memory takes a record");
    for row in rows {
        table.write_record(row).expect("memory takes rows of one length");
    }
    table.into_inner().expect("memory")
}

fn optional(value: Option<&String>) -> String {
    value.map_or_else(String::new, |value| guarded(value))
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn yuan(value: Option<i64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The sites that change.
pub(super) fn sites(diff: &Diff) -> Vec<u8> {
    let heads = [
        "site",
        "name",
        "town",
        "change",
        "from",
        "to",
        "moved_m",
        "tier_a",
        "tier_b",
        "size_a",
        "size_b",
        "beds_a",
        "beds_b",
        "nursing_beds_a",
        "nursing_beds_b",
        "operator_a",
        "operator_b",
        "work_a",
        "work_b",
        "cost_a_yuan",
        "cost_b_yuan",
        "leader_a",
        "leader_b",
    ];
    let row = |row: &SiteChange| {
        let (a, b) = (&row.a, &row.b);
        vec![
            guarded(&row.site),
            guarded(&row.name),
            guarded(&row.town),
            row.change.word().into(),
            optional(row.from.as_ref()),
            optional(row.to.as_ref()),
            number(row.moved_m),
            optional(a.tier.as_ref()),
            optional(b.tier.as_ref()),
            optional(a.size.as_ref()),
            optional(b.size.as_ref()),
            a.beds.to_string(),
            b.beds.to_string(),
            a.nursing_beds.to_string(),
            b.nursing_beds.to_string(),
            optional(a.operator.as_ref()),
            optional(b.operator.as_ref()),
            guarded(&a.work_id),
            guarded(&b.work_id),
            a.cost_yuan.to_string(),
            b.cost_yuan.to_string(),
            optional(a.leader.as_ref()),
            optional(b.leader.as_ref()),
        ]
    };
    table(&heads, diff.sites.iter().map(row))
}

/// Every value of a site that differs, as JSON has it.
pub(super) fn columns(diff: &Diff) -> Vec<u8> {
    let value = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text),
        Value::Array(_) | Value::Object(_) => guarded(&value.to_string()),
        Value::Number(number) => match number.as_f64() {
            Some(number) => number.to_string(),
            None => number.to_string(),
        },
        plain => plain.to_string(),
    };
    let rows = diff.columns.iter().map(|row| {
        let words = [&row.site, &row.column].map(|word| guarded(word));
        let values = [&row.a, &row.b].map(value);
        words.into_iter().chain(values).collect()
    });
    table(&["site", "column", "a", "b"], rows)
}

/// Coverage by tier, slice and group.
pub(super) fn coverage(diff: &Diff) -> Vec<u8> {
    let heads = [
        "tier",
        "slice",
        "group",
        "people_a",
        "people_b",
        "covered_a",
        "covered_b",
        "gain",
        "lose",
    ];
    let rows = diff.coverage.iter().map(|row| {
        let numbers =
            [row.people_a, row.people_b, row.covered_a, row.covered_b, row.gain, row.lose];
        let words = [&row.tier, &row.slice, &row.group].map(|word| guarded(word));
        words.into_iter().chain(numbers.map(number)).collect()
    });
    table(&heads, rows)
}

/// The units that gain or lose cover, a row for each group of people that can be told; one without group where none can.
pub(super) fn units(diff: &Diff) -> Vec<u8> {
    let heads = [
        "unit", "name", "town", "setting", "tier", "share_a", "share_b", "site_a", "site_b",
        "km_a", "km_b", "group", "people",
    ];
    let rows = diff.units.iter().flat_map(|row| {
        let own = vec![
            guarded(&row.unit),
            guarded(&row.name),
            guarded(&row.town),
            guarded(&row.setting),
            guarded(&row.tier),
            row.share_a.to_string(),
            row.share_b.to_string(),
            optional(row.site_a.as_ref()),
            optional(row.site_b.as_ref()),
            number(row.km_a),
            number(row.km_b),
        ];
        let mut groups: Vec<[String; 2]> =
            row.people.iter().map(|(group, people)| [guarded(group), people.to_string()]).collect();
        if groups.is_empty() {
            groups.push([String::new(), String::new()]);
        }
        groups.into_iter().map(move |group| own.iter().cloned().chain(group).collect())
    });
    table(&heads, rows)
}

/// Money by source.
pub(super) fn money(diff: &Diff) -> Vec<u8> {
    let heads =
        ["source", "name", "name_zh", "has_a_yuan", "has_b_yuan", "works_a_yuan", "works_b_yuan"];
    let rows = diff.sources.iter().map(|row| {
        vec![
            guarded(&row.source),
            guarded(&row.name),
            guarded(&row.name_zh),
            yuan(row.has_a_yuan),
            yuan(row.has_b_yuan),
            yuan(row.works_a_yuan),
            yuan(row.works_b_yuan),
        ]
    });
    table(&heads, rows)
}
