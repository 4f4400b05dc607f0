//! Parameters of the plan file by their paths: `tier.station.reach.rural`, `funding.lottery.amount`.

use crate::domain::ParameterValue;
use crate::read::node::{Entry, Node, Table, Value};
use std::rc::Rc;

/// Sections that no sweep varies.
const FIXED_SECTIONS: [&str; 3] = ["plan", "data", "demand"];

/// Keys that name items or files, which no sweep varies.
const FIXED_KEYS: [&str; 7] = ["id", "indicator", "name", "en", "zh", "network", "source"];

/// Keys that a plan may leave out, by the last word of their path before them that is not an id.
const OPTIONAL: [(&str, &[&str]); 7] = [
    ("travel", &["closed", "detour", "speed", "profile"]),
    ("tier", &["weight", "reach", "group"]),
    (
        "size",
        &[
            "build",
            "upgrade",
            "capacity",
            "beds",
            "nursing_beds",
            "running_cost",
            "floor_area",
            "operator",
        ],
    ),
    ("target", &["weight"]),
    ("rule", &["weight", "at_least", "at_most"]),
    ("leads", &["at_most", "within", "same_town"]),
    ("objective", &["keep"]),
];

/// The result of looking up a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PathTarget {
    /// A parameter, with its canonical path.
    Parameter(String),
    /// A value that no sweep varies.
    Fixed,
    /// The path leads nowhere.
    Nothing,
}

/// The words of a path: the parts between dots, in quotation marks where they contain dots.
pub(super) fn words(path: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in path.trim().chars() {
        match character {
            '"' => quoted = !quoted,
            '.' if !quoted => words.push(String::new()),
            other => words.last_mut().expect("never without a word").push(other),
        }
    }
    words
}

/// The path of a parameter with these words: those with dots, commas and spaces are put in quotation marks.
///
/// ```
/// assert_eq!(yike::read::sweep::spelled(&["funding", "a.b", "amount"]), "funding.\"a.b\".amount");
/// ```
pub fn spelled<T: AsRef<str>>(words: &[T]) -> String {
    let spelled = words.iter().map(|word| {
        let word = word.as_ref();
        let plain = !word.contains(['.', ',', ' ']);
        if plain { word.to_owned() } else { format!("\"{word}\"") }
    });
    spelled.collect::<Vec<_>>().join(".")
}

/// Looks up `path` in the plan `table`.
pub(super) fn find(table: &Table, path: &str) -> PathTarget {
    let words = words(path);
    // The shares and factors of people may vary, other words about them not.
    let of_people = match &words[..] {
        [demand, groups, _, share] => demand == "demand" && groups == "groups" && share == "share",
        [demand, scale, _] => demand == "demand" && scale == "scale",
        _ => false,
    };
    if FIXED_SECTIONS.contains(&words[0].as_str()) && !of_people {
        return match table.get(&words[0]) {
            Some(_) => PathTarget::Fixed,
            None => PathTarget::Nothing,
        };
    }
    let Some(spelling) = walk(table, &words, "") else {
        return PathTarget::Nothing;
    };
    let last = spelling.last().map_or("", String::as_str);
    let is_fixed = FIXED_KEYS.contains(&last) || spelling == ["travel", "method"];
    match is_fixed || spelling.len() < 2 {
        true => PathTarget::Fixed,
        false => PathTarget::Parameter(spelled(&spelling)),
    }
}

/// The words of the canonical path; none where the path leads nowhere.
fn walk(table: &Table, words: &[String], section: &str) -> Option<Vec<String>> {
    let (first, rest) = words.split_first()?;
    let Some(node) = table.get(first) else {
        let may = OPTIONAL
            .iter()
            .any(|(within, keys)| *within == section && keys.contains(&first.as_str()));
        return (may && rest.is_empty()).then(|| vec![first.clone()]);
    };
    let mut spelling = vec![first.clone()];
    match (&node.value, rest) {
        (Value::List(items), _) if items.iter().any(is_table) => {
            let (name, rest) = rest.split_first()?;
            let item = item_called(items, name)?;
            spelling.push(names(item).next()?);
            spelling.extend(walk(item, rest, first)?);
        }
        (_, []) => {}
        (Value::Table(inner), rest) => spelling.extend(walk(inner, rest, first)?),
        _ => return None,
    }
    Some(spelling)
}

fn is_table(node: &Node) -> bool {
    matches!(node.value, Value::Table(_))
}

fn item_called<'a>(items: &'a [Node], name: &str) -> Option<&'a Table> {
    let tables = items.iter().filter_map(|item| match &item.value {
        Value::Table(table) => Some(&**table),
        _ => None,
    });
    let mut called = tables.filter(|table| names(table).any(|own| own == name));
    called.next()
}

/// The names of an item of a list, the canonical one first.
pub(super) fn names(item: &Table) -> impl Iterator<Item = String> {
    let named = |table: &Table, keys: &[&str]| -> Vec<String> {
        keys.iter().filter_map(|key| table.get(key)?.value.as_text()).collect()
    };
    let mut names = named(item, &["id", "indicator", "name"]);
    if let Some(Value::Table(both)) = item.get("name").map(|node| &node.value) {
        names.extend(named(both, &["en", "zh"]));
    }
    names.into_iter()
}

/// The canonical names of the items of these lists.
pub(super) fn names_in(table: &Table, sections: &[&str]) -> Vec<String> {
    let lists = sections.iter().filter_map(|section| match &table.get(section)?.value {
        Value::List(items) => Some(items),
        _ => None,
    });
    let tables = lists.flat_map(|items| items.iter()).filter_map(|item| match &item.value {
        Value::Table(inner) => names(inner).next(),
        _ => None,
    });
    tables.collect()
}

/// The paths of all parameters that the plan states.
pub(super) fn all(table: &Table) -> Vec<String> {
    let mut paths = Vec::new();
    gather(table, &mut Vec::new(), &mut paths);
    let varies = |path: &String| matches!(find(table, path), PathTarget::Parameter(_));
    paths.retain(varies);
    paths
}

fn gather(table: &Table, before: &mut Vec<String>, paths: &mut Vec<String>) {
    for Entry { key, node, .. } in table.entries() {
        before.push(key.clone());
        match &node.value {
            Value::Table(inner) => gather(inner, before, paths),
            Value::List(items) if items.iter().any(is_table) => {
                for item in items.iter() {
                    if let Value::Table(inner) = &item.value
                        && let Some(name) = names(inner).next()
                    {
                        before.push(name);
                        gather(inner, before, paths);
                        before.pop();
                    }
                }
            }
            _ => paths.push(spelled(before)),
        }
        before.pop();
    }
}

/// The plan with the parameter at `path` changed.
pub(super) fn changed(table: &Table, path: &str, value: &ParameterValue) -> Table {
    set(table, &words(path), value)
}

fn set(table: &Table, words: &[String], value: &ParameterValue) -> Table {
    let Some((first, rest)) = words.split_first() else {
        return table.clone();
    };
    let mut entries = table.entries().to_vec();
    match entries.iter_mut().find(|entry| entry.key == *first) {
        Some(entry) => entry.node = set_node(&entry.node, rest, value),
        None => entries.push(Entry {
            key: first.clone(),
            spot: None,
            node: node_of(value, Some((1, 1))),
        }),
    }
    entries.into()
}

fn set_node(node: &Node, words: &[String], value: &ParameterValue) -> Node {
    let changed = match (&node.value, words.split_first()) {
        (_, None) => return node_of(value, node.spot),
        (Value::Table(inner), Some(_)) => Value::Table(Rc::new(set(inner, words, value))),
        (Value::List(items), Some((name, rest))) => {
            let mut done = false;
            let items = items.iter().map(|item| match &item.value {
                Value::Table(inner) if !done && names(inner).any(|own| own == *name) => {
                    done = true;
                    Node { value: Value::Table(Rc::new(set(inner, rest, value))), spot: item.spot }
                }
                _ => item.clone(),
            });
            Value::List(items.collect())
        }
        _ => return node.clone(),
    };
    Node { value: changed, spot: node.spot }
}

/// The node of a value. It gets a place, so that text is read as in a file and not as JSON.
fn node_of(value: &ParameterValue, spot: Option<(usize, usize)>) -> Node {
    let text = |text: &String| Node { value: Value::Text(text.clone()), spot };
    let value = match value {
        ParameterValue::Number(number) => Value::Number(*number),
        ParameterValue::Text(text) => Value::Text(text.clone()),
        ParameterValue::Flag(flag) => Value::Flag(*flag),
        ParameterValue::List(words) => Value::List(words.iter().map(text).collect()),
    };
    Node { value, spot }
}
