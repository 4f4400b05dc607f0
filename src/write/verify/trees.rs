//! Two JSON values, compared place by place.

use crate::domain::Text;
use serde_json::{Map, Value};

/// A place where two values differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// Its path, `works[3].cost_yuan`.
    pub(super) path: Text,
    pub(super) there: Option<Text>,
    pub(super) computed: Option<Text>,
}

/// All differences, in the order of what was computed. Positions in lists count from 0; lists of different length are
/// compared by what is in one of them and not in the other.
pub(super) fn differences(path: &str, there: &Value, computed: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(path, there, computed, &mut found);
    found
}

fn compare(path: &str, there: &Value, computed: &Value, found: &mut Vec<Difference>) {
    match (there, computed) {
        (Value::Object(there), Value::Object(computed)) => objects(path, there, computed, found),
        (Value::Array(there), Value::Array(computed)) if there.len() == computed.len() => {
            for (position, (there, computed)) in there.iter().zip(computed).enumerate() {
                compare(&element(path, position, computed), there, computed, found);
            }
        }
        (Value::Array(there), Value::Array(computed)) => lists(path, there, computed, found),
        _ if there == computed => {}
        _ => found.push(Difference {
            path: Text::same(path),
            there: Some(Text::same(there.to_string())),
            computed: Some(Text::same(computed.to_string())),
        }),
    }
}

fn objects(
    path: &str,
    there: &Map<String, Value>,
    computed: &Map<String, Value>,
    found: &mut Vec<Difference>,
) {
    let member = |name: &str| match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    for (name, computed) in computed {
        match there.get(name) {
            Some(there) => compare(&member(name), there, computed, found),
            None => found.push(Difference {
                path: Text::same(member(name)),
                there: None,
                computed: Some(Text::same(computed.to_string())),
            }),
        }
    }
    for (name, there) in there {
        if !computed.contains_key(name) {
            found.push(Difference {
                path: Text::same(member(name)),
                there: Some(Text::same(there.to_string())),
                computed: None,
            });
        }
    }
}

/// Lists of different length: the same element again and again is told apart by how often it is there.
fn lists(path: &str, there: &[Value], computed: &[Value], found: &mut Vec<Difference>) {
    let texts = |list: &[Value]| -> Vec<String> { list.iter().map(Value::to_string).collect() };
    let (of_there, of_computed) = (texts(there), texts(computed));
    let before = found.len();
    for (position, text) in only_in(&of_computed, &of_there) {
        found.push(Difference {
            path: Text::same(element(path, position, &computed[position])),
            there: None,
            computed: Some(Text::same(text)),
        });
    }
    for (position, text) in only_in(&of_there, &of_computed) {
        found.push(Difference {
            path: Text::same(element(path, position, &there[position])),
            there: Some(Text::same(text)),
            computed: None,
        });
    }
    debug_assert!(found.len() > before, "lists of different length differ");
}

/// The elements of one list that the other does not have as often, with their positions.
fn only_in(list: &[String], other: &[String]) -> Vec<(usize, String)> {
    let mut left = std::collections::BTreeMap::new();
    for text in other {
        *left.entry(text).or_insert(0usize) += 1;
    }
    let mut only = Vec::new();
    for (position, text) in list.iter().enumerate() {
        match left.get_mut(text) {
            Some(left) if *left > 0 => *left -= 1,
            _ => only.push((position, text.clone())),
        }
    }
    only
}

/// An element of a list with what it is called, if anything: `works[3] (C1-centre)`.
fn element(path: &str, position: usize, value: &Value) -> String {
    let named = ["site", "id", "stage", "tier", "sort", "role"]
        .iter()
        .find_map(|name| value.get(name)?.as_str());
    match named {
        Some(name) => format!("{path}[{position}] ({name})"),
        None => format!("{path}[{position}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn paths(there: &Value, computed: &Value) -> Vec<String> {
        let found = differences("", there, computed);
        found.into_iter().map(|found| found.path.to_string()).collect()
    }

    #[test]
    fn every_place_is_named() {
        let computed = json!({"a": [{"id": "x", "v": 1}, {"id": "y", "v": 2}], "b": null, "c": 1});
        assert_eq!(paths(&computed, &computed), [""; 0]);
        let there = json!({"a": [{"id": "x", "v": 1}, {"id": "y", "v": 3}], "c": 1.0, "d": 0});
        assert_eq!(paths(&there, &computed), ["a[1] (y).v", "b", "c", "d"]);
        let shorter = json!({"a": [{"id": "y", "v": 2}], "b": null, "c": 1});
        assert_eq!(paths(&shorter, &computed), ["a[0] (x)"]);
        assert_eq!(paths(&json!([1, 1]), &json!([1])), ["[1]"]);
        assert_eq!(paths(&json!([]), &json!({})), [""]);
    }
}
