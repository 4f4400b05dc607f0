//! Two runs that are no single layouts (schedules, sweeps, frontiers, robust plans, placements, forecasts): what their records
//! say, place by place. Rows of a list are paired by what names them, and by their position where nothing does.

use crate::run::folder::{Output, RunKind};
use crate::run::outputs::{COMPARISON, names};
use crate::run::plan::to_bytes;
use crate::run::record::VERSION;
use crate::write::tables::{guarded, records};
use serde::Serialize;
use serde_json::{Map, Value};

/// Members that say how a run came to be, not what it says.
const HOW: [&str; 4] = ["format", "version", "run", "inputs"];
/// Members that name a row of a list, the first that it has.
const KEYS: [&str; 10] =
    ["scenario", "point", "year", "site", "id", "stage", "aim", "tier", "source", "sort"];

/// Two runs of one kind beside each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordDiff {
    /// The version of this format.
    pub format: &'static str,
    /// The version of Yike that compared.
    pub version: &'static str,
    /// What both are.
    pub kind: RunKind,
    /// The folder of A, as given.
    pub a: String,
    /// Of B.
    pub b: String,
    /// Every place at which they differ, in the order of A.
    pub changes: Vec<RecordChange>,
}

/// A place at which two records differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordChange {
    /// Where: `points[3].cost_yuan`; a row by what names it.
    pub place: String,
    /// In A; null: nothing.
    pub a: Value,
    /// In B.
    pub b: Value,
}

/// What changes from `a` to `b`, the folders and the files that say everything of two runs of `kind`.
pub fn diff_records(kind: RunKind, a: (&str, &Value), b: (&str, &Value)) -> RecordDiff {
    let without = |value: &Value| match value {
        Value::Object(members) => {
            let own = members.iter().filter(|(name, _)| !HOW.contains(&name.as_str()));
            Value::Object(own.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        other => other.clone(),
    };
    let mut changes = Vec::new();
    compare("", &without(a.1), &without(b.1), &mut changes);
    RecordDiff {
        format: "yike-diff-records-1",
        version: VERSION,
        kind,
        a: a.0.into(),
        b: b.0.into(),
        changes,
    }
}

/// All outputs, in the order in which they are to be written.
pub fn record_diff_outputs(diff: &RecordDiff) -> Vec<Output> {
    let [.., table, json, _] = names(COMPARISON);
    let heads = ["place", "a", "b"].map(String::from).to_vec();
    let rows = diff.changes.iter().map(|row| {
        let [a, b] = [&row.a, &row.b].map(|value| guarded(&text(value)));
        vec![guarded(&row.place), a, b]
    });
    let csv = records(std::iter::once(heads).chain(rows));
    vec![Output::new(table, csv), Output::new(json, to_bytes(diff))]
}

/// A value as text: nothing of null, lists with commas between, of a row each fact with its name.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let facts = members.iter().filter(|(_, value)| !value.is_null());
            let facts = facts.map(|(name, value)| format!("{name} {}", text(value)));
            facts.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

fn compare(place: &str, a: &Value, b: &Value, changes: &mut Vec<RecordChange>) {
    match (a, b) {
        _ if a == b => {}
        (Value::Object(a), Value::Object(b)) => members(place, a, b, changes),
        (Value::Array(a), Value::Array(b)) if are_rows(a) && are_rows(b) => {
            let (a, b) = (rows(a), rows(b));
            for (name, row) in &a {
                let other = b.iter().find(|(own, _)| own == name);
                let other = other.map_or(&Value::Null, |(_, row)| row);
                compare(&format!("{place}[{name}]"), row, other, changes);
            }
            for (name, row) in b.iter().filter(|(name, _)| !a.iter().any(|(own, _)| own == name)) {
                compare(&format!("{place}[{name}]"), &Value::Null, row, changes);
            }
        }
        _ => changes.push(RecordChange { place: place.into(), a: a.clone(), b: b.clone() }),
    }
}

fn members(
    place: &str,
    a: &Map<String, Value>,
    b: &Map<String, Value>,
    changes: &mut Vec<RecordChange>,
) {
    let dot = if place.is_empty() { "" } else { "." };
    let only_b = b.keys().filter(|name| !a.contains_key(*name));
    for name in a.keys().chain(only_b) {
        let of = |members: &Map<String, Value>| members.get(name).cloned().unwrap_or_default();
        compare(&format!("{place}{dot}{name}"), &of(a), &of(b), changes);
    }
}

/// Whether a list is of rows: lists of words and numbers are compared as a whole.
fn are_rows(list: &[Value]) -> bool {
    list.iter().all(Value::is_object)
}

/// Rows with what names them; of a name that comes again, and of none, the position.
fn rows(list: &[Value]) -> Vec<(String, &Value)> {
    let mut named: Vec<(String, &Value)> = Vec::with_capacity(list.len());
    let mut known = std::collections::BTreeSet::new();
    for (at, row) in list.iter().enumerate() {
        let name = KEYS.iter().find_map(|key| Some(text(row.get(key)?)));
        let name = name.filter(|name| !name.is_empty() && known.insert(name.clone()));
        named.push((name.unwrap_or_else(|| format!("#{at}")), row));
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rows_are_paired_by_their_names() {
        let a = json!({"version": "1", "points": [{"point": 1, "cost": 5}, {"point": 2, "cost": 7}], "whole": true});
        let b = json!({"version": "2", "points": [{"point": 2, "cost": 8}, {"point": 3, "cost": 9}], "whole": true});
        let diff = diff_records(RunKind::Frontier, ("a", &a), ("b", &b));
        let places: Vec<&str> = diff.changes.iter().map(|row| &*row.place).collect();
        assert_eq!(places, ["points[1]", "points[2].cost", "points[3]"]);
        assert_eq!((&diff.changes[1].a, &diff.changes[1].b), (&json!(7), &json!(8)));
        assert!(diff_records(RunKind::Frontier, ("a", &a), ("a", &a)).changes.is_empty());
    }
}
