//! Values of JSON and TOML in one form, with their places in the text where known.

use crate::domain::{Properties, PropertyValue, Text, text};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Line and column, from 1.
pub(super) type Spot = (usize, usize);

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) spot: Option<Spot>,
}

/// A value of a file.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Rc<[Node]>),
    Table(Rc<Table>),
    /// A TOML date or time.
    Date,
}

impl Value {
    fn of(property: PropertyValue<'_>) -> Self {
        match (property, property.as_f64()) {
            (_, Some(number)) => Value::Number(number),
            (PropertyValue::Flag(flag), _) => Value::Flag(flag),
            (PropertyValue::Text(text), _) => Value::Text(text.to_owned()),
            (PropertyValue::Nested(_), _) => Node::from_json(&property.to_json()).value,
            _ => Value::Null,
        }
    }

    /// Text or a number as text, without spaces around it: many ids are numbers.
    pub(super) fn as_text(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A description for messages.
    pub(super) fn says(&self) -> Text {
        match self {
            Value::Null => text!("is empty", "为空"),
            Value::Flag(flag) => text!("is {flag}", "为 `{flag}`"),
            Value::Number(number) => text!("is the number {number}", "为数字 {number}"),
            Value::Text(text) => {
                let plain = text.escape_debug();
                text!("is the text {text:?}", "为文本“{plain}”")
            }
            Value::List(_) => text!("is a list", "为列表"),
            Value::Table(_) => text!("is an object of several values", "为含多个值的对象"),
            Value::Date => text!("is a date", "为日期"),
        }
    }
}

/// Keys and values in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    entries: Vec<Entry>,
    /// From keys to positions, in a large table that something was looked up in.
    positions: OnceCell<HashMap<String, usize>>,
}

/// Tables with more keys than this get an index.
const LARGE: usize = 32;

/// One key and its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) spot: Option<Spot>,
    pub(super) node: Node,
}

impl From<Vec<Entry>> for Table {
    fn from(entries: Vec<Entry>) -> Self {
        Self { entries, positions: OnceCell::new() }
    }
}

impl Table {
    /// The properties of a feature.
    pub(super) fn of(properties: &Properties) -> Self {
        let entries = properties.iter().map(|(key, value)| Entry {
            key: key.to_owned(),
            spot: None,
            node: Node { value: Value::of(value), spot: None },
        });
        entries.collect::<Vec<_>>().into()
    }

    fn from_json(map: &serde_json::Map<String, serde_json::Value>) -> Self {
        let entries = map.iter().map(|(key, value)| Entry {
            key: key.clone(),
            spot: None,
            node: Node::from_json(value),
        });
        entries.collect::<Vec<_>>().into()
    }

    /// The keys and values.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The table with keys renamed: pairs of a property of the format and its name in the file.
    pub(super) fn renamed(mut self, names: &[(String, String)]) -> Self {
        for (field, theirs) in names {
            let has = self.entry(field).is_some();
            let entry = self.entries.iter_mut().find(|entry| entry.key == *theirs);
            if let (false, Some(entry)) = (has, entry) {
                entry.key.clone_from(field);
                self.positions.take();
            }
        }
        self
    }

    /// A TOML table; `text` is the file, to find lines in.
    pub(super) fn from_toml(table: &DeTable<'_>, text: &Lines<'_>) -> Self {
        let mut entries: Vec<(usize, Entry)> = table
            .iter()
            .map(|(key, value)| {
                let entry = Entry {
                    key: key.get_ref().to_string(),
                    spot: Some(text.spot(key.span().start)),
                    node: Node::from_toml(value, text),
                };
                (key.span().start, entry)
            })
            .collect();
        // The parser sorts by key; messages follow the order of the file.
        entries.sort_by_key(|&(start, _)| start);
        entries.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>().into()
    }

    /// The entry of `key`; its value may be null.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        if self.entries.len() <= LARGE {
            return self.entries.iter().find(|entry| entry.key == key);
        }
        let positions = self.positions.get_or_init(|| {
            let keys = self.entries.iter().enumerate();
            keys.map(|(position, entry)| (entry.key.clone(), position)).collect()
        });
        positions.get(key).map(|&position| &self.entries[position])
    }

    /// The value of `key`; none when it is absent or null.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let node = &self.entry(key)?.node;
        (!matches!(node.value, Value::Null)).then_some(node)
    }
}

impl Node {
    /// A JSON value.
    pub(super) fn from_json(value: &serde_json::Value) -> Self {
        use serde_json::Value as Json;
        let value = match value {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Flag(*flag),
            Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(list) => Value::List(list.iter().map(Node::from_json).collect()),
            Json::Object(map) => Value::Table(Rc::new(Table::from_json(map))),
        };
        Self { value, spot: None }
    }

    fn from_toml(node: &Spanned<DeValue<'_>>, text: &Lines<'_>) -> Self {
        let value = match node.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => Value::Number(
                i128::from_str_radix(integer.as_str(), integer.radix())
                    .map_or(f64::INFINITY, |number| number as f64),
            ),
            DeValue::Float(float) => Value::Number(float.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(list) => {
                Value::List(list.iter().map(|item| Node::from_toml(item, text)).collect())
            }
            DeValue::Table(table) => Value::Table(Rc::new(Table::from_toml(table, text))),
        };
        Self { value, spot: Some(text.spot(node.span().start)) }
    }
}

/// A text with the starts of its lines.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    /// Line and column (in characters) of the byte at `offset`.
    pub(super) fn spot(&self, offset: usize) -> Spot {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let before = self.text.get(self.starts[line - 1]..offset);
        (line, before.map_or(1, |before| before.chars().count() + 1))
    }
}
