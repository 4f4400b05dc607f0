//! Reads the values of one object (a feature's properties, a table of the plan) and reports their problems.

use super::catalogue::Code;
use super::issue::Place;
use super::near::{list, nearest};
use super::node::{Node, Spot, Table, Value};
use super::sink::Sink;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The values of one object. Getters return none for a value that is absent or wrong, and report wrong values to the
/// sink. Null counts as absent, and so does empty text unless the value is required.
#[derive(Debug, Clone)]
pub(super) struct Fields<'s> {
    pub(super) sink: &'s Sink,
    place: Place,
    spot: Option<Spot>,
    /// Path of this object within the feature or the plan: `works[2].`
    prefix: String,
    table: Rc<Table>,
    known: Vec<String>,
    /// Unknown keys that an issue has named already.
    named: RefCell<Vec<String>>,
    /// Whether there was no error so far, here and in nested objects.
    sound: Rc<Cell<bool>>,
}

impl<'s> Fields<'s> {
    /// The fields of `table`, which may have the keys `known`.
    pub(super) fn new(sink: &'s Sink, place: Place, table: Rc<Table>, known: &[&str]) -> Self {
        Self {
            sink,
            place,
            spot: None,
            prefix: String::new(),
            table,
            known: known.iter().map(|&key| key.to_owned()).collect(),
            named: RefCell::default(),
            sound: Rc::new(Cell::new(true)),
        }
    }

    /// Allows further keys.
    pub(super) fn also_known(mut self, keys: impl IntoIterator<Item = String>) -> Self {
        self.known.extend(keys);
        self
    }

    /// Whether there was no error so far, here and in nested objects.
    pub(super) fn sound(&self) -> bool {
        self.sound.get()
    }

    /// `value`, unless there was an error here.
    pub(super) fn if_sound<T>(&self, value: T) -> Option<T> {
        self.sound().then_some(value)
    }

    /// Sets the id that later issues name.
    pub(super) fn set_id(&mut self, id: &str) {
        self.place.id = Some(id.to_owned());
    }

    /// Adds an issue about `field`.
    pub(super) fn push(
        &self,
        code: Code,
        field: &str,
        cause: impl Into<String>,
        action: impl Into<String>,
    ) {
        let spot = self.table.get(field).and_then(|node| node.spot).or(self.spot);
        self.push_at(code, field, spot, cause, action);
    }

    fn push_at(
        &self,
        code: Code,
        field: &str,
        spot: Option<Spot>,
        cause: impl Into<String>,
        action: impl Into<String>,
    ) {
        if code.entry().severity == super::catalogue::Severity::Error {
            self.sound.set(false);
        }
        let mut place = self.place_of(field);
        if let Some((line, column)) = spot {
            (place.line, place.column) = (Some(line), Some(column));
        }
        self.sink.push(code, place, cause, action);
    }

    /// The place of `field`.
    pub(super) fn place_of(&self, field: &str) -> Place {
        let label = format!("{}{field}", self.prefix);
        self.place.clone().at(label.trim_end_matches('.'))
    }

    /// The value of `field` as the file has it.
    pub(super) fn node(&self, field: &str) -> Option<&Node> {
        debug_assert!(
            self.known.iter().any(|key| key == field),
            "`{field}` is not among the known keys"
        );
        self.table.get(field)
    }

    /// Whether `field` is there, valid or not.
    pub(super) fn has(&self, field: &str) -> bool {
        match self.node(field).map(|node| &node.value) {
            None => false,
            Some(Value::Text(text)) => !text.trim().is_empty(),
            Some(_) => true,
        }
    }

    /// The value of `field` by `get`; an issue when it is absent or empty.
    pub(super) fn required<T>(
        &self,
        field: &str,
        get: impl FnOnce(&Self, &str) -> Option<T>,
    ) -> Option<T> {
        match self.node(field).map(|node| &node.value) {
            None => self.push_missing(field),
            Some(Value::Text(text)) if text.trim().is_empty() => {
                self.push(Code::FIELD_BLANK, field, format!("`{field}` is empty text"), "write it");
            }
            Some(_) => return get(self, field),
        }
        None
    }

    fn push_missing(&self, field: &str) {
        let extra = self.unknown_keys().map(|(key, _)| key);
        let near = nearest(field, extra);
        let action = match near {
            Some(near) => format!("rename `{near}` to `{field}`"),
            None => format!("add `{field}`"),
        };
        self.named.borrow_mut().extend(near.map(str::to_owned));
        let given_null = self.table.entries.iter().any(|entry| entry.key == field);
        let how = if given_null { "is null" } else { "is missing" };
        self.push(Code::FIELD_MISSING, field, format!("`{field}` {how}"), action);
    }

    pub(super) fn push_type(&self, field: &str, node: &Node, wanted: &str) {
        let cause = format!("`{field}` {}, but must be {wanted}", node.value.says());
        let action = match &node.value {
            Value::Text(text)
                if wanted.contains("number") && text.trim().parse::<f64>().is_ok() =>
            {
                format!("write {} without quotation marks", text.trim())
            }
            Value::Number(number) if wanted == "text" => {
                format!("write \"{number}\", in quotation marks")
            }
            _ => format!("write {wanted}"),
        };
        self.push_at(Code::FIELD_WRONG_TYPE, field, node.spot.or(self.spot), cause, action);
    }

    fn unknown_keys(&self) -> impl Iterator<Item = (&str, Option<Spot>)> {
        let unknown = |key: &str| !self.known.iter().any(|known| known == key);
        let entries = self.table.entries.iter();
        entries
            .filter(move |entry| unknown(&entry.key))
            .map(|entry| (entry.key.as_str(), entry.spot))
    }

    /// The known key that `key` most likely stands for, among those absent here (null is not absent).
    fn meant(&self, key: &str) -> Option<&str> {
        let written = |known: &str| self.table.entries.iter().any(|entry| entry.key == known);
        let absent = self.known.iter().map(String::as_str).filter(|known| !written(known));
        nearest(key, absent)
    }

    /// Refuses unknown keys, in tables in which callers have no keys of their own.
    pub(super) fn refuse_unknown(&self) {
        for (key, spot) in self.unknown_keys() {
            if self.named.borrow().iter().any(|named| named == key) {
                continue;
            }
            let action = match self.meant(key) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => {
                    let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
                    format!("remove it; the keys here are {}", list(&known))
                }
            };
            self.push_at(
                Code::UNKNOWN_KEY,
                key,
                spot,
                format!("`{key}` is not a key of this table"),
                action,
            );
        }
    }

    /// Warns of unknown keys that look like known ones, in objects in which callers may have keys of their own.
    pub(super) fn warn_misspelt(&self) {
        for (key, spot) in self.unknown_keys() {
            let named = self.named.borrow().iter().any(|named| named == key);
            if let Some(meant) = self.meant(key).filter(|_| !named) {
                let cause = format!(
                    "`{key}` is not a property of the format; `{meant}` is one, and is absent"
                );
                let action = format!("rename `{key}` to `{meant}` if that is meant");
                self.push_at(Code::LIKELY_MISSPELT, key, spot, cause, action);
            }
        }
    }

    /// The keys and values, in the order of the file.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.table
            .entries
            .iter()
            .filter(|entry| !matches!(entry.node.value, Value::Null))
            .map(|entry| (entry.key.as_str(), &entry.node))
    }

    /// The object in `field`.
    pub(super) fn table(&self, field: &str, known: &[&str]) -> Option<Fields<'s>> {
        let node = self.structured(field, self.node(field)?, '{')?;
        match &node.value {
            Value::Table(table) => Some(self.inside(format!("{field}."), node.spot, table, known)),
            _ => {
                self.push_type(field, &node, "an object of several values");
                None
            }
        }
    }

    /// The objects in the list `field`.
    pub(super) fn tables(&self, field: &str, known: &[&str]) -> Vec<Fields<'s>> {
        let Some(node) = self.node(field).and_then(|node| self.structured(field, node, '[')) else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            self.push_type(field, &node, "a list of objects");
            return Vec::new();
        };
        let fields = items.iter().enumerate().filter_map(|(position, item)| {
            let label = format!("{field}[{}].", position + 1);
            match &item.value {
                Value::Table(table) => Some(self.inside(label, item.spot, table, known)),
                _ => {
                    self.push_type(
                        label.trim_end_matches('.'),
                        item,
                        "an object of several values",
                    );
                    None
                }
            }
        });
        fields.collect()
    }

    fn inside(
        &self,
        label: String,
        spot: Option<Spot>,
        table: &Rc<Table>,
        known: &[&str],
    ) -> Fields<'s> {
        Fields {
            spot: spot.or(self.spot),
            prefix: format!("{}{label}", self.prefix),
            sound: Rc::clone(&self.sound),
            ..Fields::new(self.sink, self.place.clone(), Rc::clone(table), known)
        }
    }

    /// `node`, or the JSON that its text holds, since programs without lists and objects write them as text. Only a
    /// feature's properties may be written so; none for empty text.
    fn structured(&self, field: &str, node: &Node, opening: char) -> Option<Node> {
        let (Value::Text(text), None) = (&node.value, node.spot) else {
            return Some(node.clone());
        };
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if !text.starts_with(opening) {
            return Some(node.clone());
        }
        match serde_json::from_str(text) {
            Ok(value) => Some(Node::from_json(&value)),
            Err(error) => {
                let cause = format!("the text in `{field}` is not JSON: {error}");
                self.push(Code::JSON_TEXT_MALFORMED, field, cause, "correct the text");
                None
            }
        }
    }
}
