//! Parameters of the plan file by their paths: `tier.station.reach.rural`, `funding.lottery.amount`.

use crate::domain::{ParameterValue, spelled};
use crate::read::called;
use crate::read::node::{Entry, Node, Table, Value};
use std::rc::Rc;

/// The lists whose items have an id where they state none.
const TARGETS: &str = "target";

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
    /// Several items of a list have this name; the canonical names of them.
    Unclear(String, Vec<String>),
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
    let spelling = match walk(table, &words, "") {
        Ok(spelling) => spelling,
        Err(other) => return other,
    };
    let last = spelling.last().map_or("", String::as_str);
    let is_fixed = FIXED_KEYS.contains(&last) || spelling == ["travel", "method"];
    match is_fixed || spelling.len() < 2 {
        true => PathTarget::Fixed,
        false => PathTarget::Parameter(spelled(&spelling)),
    }
}

/// The words of the canonical path, where the path leads to a value.
fn walk(table: &Table, words: &[String], section: &str) -> Result<Vec<String>, PathTarget> {
    let Some((first, rest)) = words.split_first() else {
        return Err(PathTarget::Nothing);
    };
    let Some(node) = table.get(first) else {
        let may = OPTIONAL
            .iter()
            .any(|(within, keys)| *within == section && keys.contains(&first.as_str()));
        let ends_here = may && rest.is_empty();
        return ends_here.then(|| vec![first.clone()]).ok_or(PathTarget::Nothing);
    };
    let mut spelling = vec![first.clone()];
    match (&node.value, rest) {
        (Value::List(items), [name, rest @ ..]) if items.iter().any(is_table) => {
            let called = Called::of(first, items);
            let position = match called.positions(name)[..] {
                [] => return Err(PathTarget::Nothing),
                [position] => position,
                ref several => {
                    let names = several.iter().map(|&own| called.canonical(own).to_owned());
                    return Err(PathTarget::Unclear(name.clone(), names.collect()));
                }
            };
            spelling.push(called.canonical(position).to_owned());
            spelling.extend(walk(called.items[position].0, rest, first)?);
        }
        (Value::List(items), []) if items.iter().any(is_table) => return Err(PathTarget::Nothing),
        (_, []) => {}
        (Value::Table(inner), rest) => spelling.extend(walk(inner, rest, first)?),
        _ => return Err(PathTarget::Nothing),
    }
    Ok(spelling)
}

/// The tables of a list, each with its names.
struct Called<'a> {
    items: Vec<(&'a Table, Vec<String>)>,
}

impl<'a> Called<'a> {
    fn of(section: &str, list: &'a [Node]) -> Self {
        let items = list.iter().filter_map(|item| match &item.value {
            Value::Table(table) => Some((&**table, names(table).collect())),
            _ => None,
        });
        let mut items: Vec<(&Table, Vec<String>)> = items.collect();
        if section == TARGETS {
            for ((_, names), id) in items.iter_mut().zip(ids_of(list)) {
                names.push(id);
            }
        }
        Self { items }
    }

    /// The name by which an item is written: its first that no other has.
    fn canonical(&self, position: usize) -> &str {
        let has = |name: &String| self.items.iter().filter(|own| own.1.contains(name)).count();
        let names = &self.items[position].1;
        let own = names.iter().find(|name| has(name) == 1).or(names.first());
        own.map_or("", String::as_str)
    }

    /// The items with this name: the one that is written so, else all that have it.
    fn positions(&self, name: &str) -> Vec<usize> {
        let mut all = 0..self.items.len();
        match all.clone().find(|&own| self.canonical(own) == name) {
            Some(own) => vec![own],
            None => all
                .by_ref()
                .filter(|&own| self.items[own].1.iter().any(|own| own == name))
                .collect(),
        }
    }
}

fn is_table(node: &Node) -> bool {
    matches!(node.value, Value::Table(_))
}

/// The names that an item of a list states.
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

/// The ids of the targets in a list: those that they state, or that they get.
fn ids_of(targets: &[Node]) -> Vec<String> {
    let tables = targets.iter().filter_map(|item| match &item.value {
        Value::Table(table) => Some(table),
        _ => None,
    });
    let text = |table: &Table, key: &str| table.get(key).and_then(|node| node.value.as_text());
    let stated: Vec<_> =
        tables.map(|table| (text(table, "id"), text(table, "indicator"))).collect();
    called::ids(&stated)
}

/// The plan in which each target states its id.
pub(super) fn with_ids(table: &Table) -> Table {
    let mut entries = table.entries().to_vec();
    for entry in entries.iter_mut().filter(|entry| entry.key == TARGETS) {
        let Value::List(items) = &entry.node.value else { continue };
        let mut ids = ids_of(items).into_iter();
        let items = items.iter().map(|item| match &item.value {
            Value::Table(own) => {
                let id = ParameterValue::Text(ids.next().unwrap_or_default());
                let named = set(own, &["id".to_owned()], &id);
                Node { value: Value::Table(Rc::new(named)), spot: item.spot }
            }
            _ => item.clone(),
        });
        entry.node.value = Value::List(items.collect());
    }
    entries.into()
}

/// The ids of the rules and targets of a plan in which each states its id.
pub(super) fn ids_in(table: &Table) -> Vec<String> {
    let lists = ["rule", TARGETS].into_iter().filter_map(|key| match &table.get(key)?.value {
        Value::List(items) => Some(items),
        _ => None,
    });
    let ids = lists.flat_map(|items| items.iter()).filter_map(|item| match &item.value {
        Value::Table(inner) => inner.get("id")?.value.as_text(),
        _ => None,
    });
    ids.collect()
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
                let called = Called::of(key, items);
                for (position, (inner, names)) in called.items.iter().enumerate() {
                    if !names.is_empty() {
                        before.push(called.canonical(position).to_owned());
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
        Some(entry) => entry.node = set_node(first, &entry.node, rest, value),
        None => entries.push(Entry {
            key: first.clone(),
            spot: None,
            node: node_of(value, Some((1, 1))),
        }),
    }
    entries.into()
}

fn set_node(key: &str, node: &Node, words: &[String], value: &ParameterValue) -> Node {
    let changed = match (&node.value, words.split_first()) {
        (_, None) => return node_of(value, node.spot),
        (Value::Table(inner), Some(_)) => Value::Table(Rc::new(set(inner, words, value))),
        (Value::List(items), Some((name, rest))) => {
            let called = Called::of(key, items);
            let meant = called.positions(name).first().map(|&own| called.items[own].0);
            let items = items.iter().map(|item| match &item.value {
                Value::Table(inner) if meant.is_some_and(|own| std::ptr::eq(own, &**inner)) => {
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
