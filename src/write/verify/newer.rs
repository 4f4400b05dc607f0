//! What this release writes and the one that made a run did not: left out of the comparison, and counted. Likewise what
//! only that one wrote. The policy is stated in [`crate::run::folder`].

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Takes out of `computed` the members that `there` nowhere has at their place, and gives their paths; `[]` stands for each
/// item of a list. Of what `there` does not have at all (an empty list's items) nothing is taken out.
pub(super) fn leave_out_newer_members(there: &Value, computed: &mut Value) -> BTreeSet<String> {
    let mut known = Known::default();
    known.learn("", there);
    let mut newer = BTreeSet::new();
    known.leave_out("", computed, &mut newer);
    newer
}

/// The names of the members at each path.
#[derive(Default)]
struct Known(BTreeMap<String, BTreeSet<String>>);

impl Known {
    fn learn(&mut self, path: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                let names = members.keys().cloned();
                self.0.entry(path.into()).or_default().extend(names);
                for (name, value) in members {
                    self.learn(&member(path, name), value);
                }
            }
            Value::Array(items) => {
                let path = format!("{path}[]");
                items.iter().for_each(|item| self.learn(&path, item));
            }
            _ => {}
        }
    }

    fn leave_out(&self, path: &str, value: &mut Value, newer: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(known) = self.0.get(path) {
                    let own = std::mem::take(members);
                    let (kept, left): (Map<_, _>, Map<_, _>) =
                        own.into_iter().partition(|(name, _)| known.contains(name));
                    *members = kept;
                    newer.extend(left.keys().map(|name| member(path, name)));
                }
                for (name, value) in members {
                    self.leave_out(&member(path, name), value, newer);
                }
            }
            Value::Array(items) => {
                let path = format!("{path}[]");
                items.iter_mut().for_each(|item| self.leave_out(&path, item, newer));
            }
            _ => {}
        }
    }
}

fn member(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

/// Our properties that were lists or objects, or null.
const NESTED: [&str; 4] = ["plan_funding", "plan_rations", "plan_moves", "plan_unreachable"];

/// Takes the lists and objects out of the properties of a collection's features, which layers no longer hold.
pub(super) fn leave_out_nested(collection: &mut Value) {
    let features = collection.get_mut("features").and_then(Value::as_array_mut);
    for feature in features.into_iter().flatten() {
        if let Some(Value::Object(properties)) = feature.get_mut("properties") {
            properties.retain(|name, value| {
                !value.is_array() && !value.is_object() && !NESTED.contains(&name.as_str())
            });
        }
    }
}

/// Takes the columns out of `computed` whose heading `there` does not have, and gives their headings. With as many columns
/// as there, headings may just be said otherwise: nothing is taken out.
pub(super) fn leave_out_newer_columns(
    there: &[csv::StringRecord],
    computed: &mut [csv::StringRecord],
) -> BTreeSet<String> {
    let (Some(head), Some(own_head)) = (there.first(), computed.first()) else {
        return BTreeSet::new();
    };
    if own_head.len() <= head.len() {
        return BTreeSet::new();
    }
    let is_kept: Vec<bool> =
        own_head.iter().map(|own| head.iter().any(|known| known == own)).collect();
    let left = own_head.iter().zip(&is_kept).filter(|(_, kept)| !**kept);
    let newer = left.map(|(heading, _)| heading.to_owned()).collect();
    for row in computed {
        let cells = row.iter().enumerate();
        *row = cells.filter(|(at, _)| is_kept.get(*at) != Some(&false)).map(|own| own.1).collect();
    }
    newer
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_that_the_run_nowhere_has_are_left_out() {
        let there = json!({"rows": [{"id": 1, "a": 1}, {"id": 2}], "none": [], "by": {"x": 1}});
        let mut computed = json!({"rows": [{"id": 1, "a": 2, "b": 3}, {"id": 2, "a": 5, "b": 3}],
            "none": [{"c": 1}], "by": {"x": 1}, "more": {"d": 1}});
        let newer = leave_out_newer_members(&there, &mut computed);
        assert_eq!(newer.into_iter().collect::<Vec<_>>(), ["more", "rows[].b"]);
        let left = json!({"rows": [{"id": 1, "a": 2}, {"id": 2, "a": 5}], "none": [{"c": 1}], "by": {"x": 1}});
        assert_eq!(computed, left, "what the run has in one row is asked of all");
    }

    #[test]
    fn columns_are_known_by_their_headings() {
        let rows = |rows: &[&[&str]]| -> Vec<csv::StringRecord> {
            rows.iter().map(|row| row.iter().collect()).collect()
        };
        let there = rows(&[&["id", "cost"], &["x", "1"]]);
        let mut computed = rows(&[&["id", "town", "cost"], &["x", "T", "2"]]);
        let newer = leave_out_newer_columns(&there, &mut computed);
        assert_eq!((newer.len(), &computed), (1, &rows(&[&["id", "cost"], &["x", "2"]])));
        let mut renamed = rows(&[&["id", "price"], &["x", "2"]]);
        assert!(leave_out_newer_columns(&there, &mut renamed).is_empty());
        assert_eq!(renamed[1].len(), 2);
    }
}
