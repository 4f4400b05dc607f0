//! Reads the values of one object (a feature's properties, a table of the plan) and reports their problems.

use super::alike::{Alike, alike};
use super::catalogue::{Code, Severity};
use super::issue::{Action, Place, Usual};
use super::near::{list, nearest};
use super::node::{Node, Spot, Table, Value};
use super::sink::Sink;
use super::wanted::Wanted;
use crate::domain::{Phrase, Text, phrase, said, text};
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

/// The unknown keys of a table that issues name one by one; the others are counted.
const MOST_NAMED: usize = 20;

/// What a table must be, for messages.
const OBJECT: Phrase = phrase("an object of several values", "含多个值的对象");

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
        cause: impl Into<Text>,
        action: impl Into<Action>,
    ) {
        let spot = self.table.get(field).and_then(|node| node.spot).or(self.spot);
        self.push_at(code, field, spot, cause, action);
    }

    /// Adds an issue about `field`, whose value is none.
    pub(super) fn refuse<T>(
        &self,
        code: Code,
        field: &str,
        cause: impl Into<Text>,
        action: impl Into<Action>,
    ) -> Option<T> {
        self.push(code, field, cause, action);
        None
    }

    fn push_at(
        &self,
        code: Code,
        field: &str,
        spot: Option<Spot>,
        cause: impl Into<Text>,
        action: impl Into<Action>,
    ) {
        if code.entry().severity == Severity::Error {
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
                let cause = text!("`{field}` is empty text", "`{field}` 为空文本");
                self.push(Code::FIELD_BLANK, field, cause, Usual);
            }
            Some(_) => return get(self, field),
        }
        None
    }

    fn push_missing(&self, field: &str) {
        let extra = self.unknown_keys().map(|(key, _)| key);
        let near = nearest(field, extra);
        let action = match near {
            Some(near) => text!("rename `{near}` to `{field}`", "将 `{near}` 改名为 `{field}`"),
            None => text!("add `{field}`", "补上 `{field}`"),
        };
        self.named.borrow_mut().extend(near.map(str::to_owned));
        let cause = match self.table.entry(field) {
            Some(_) => text!("`{field}` is null", "`{field}` 为空值"),
            None => text!("`{field}` is missing", "缺少 `{field}`"),
        };
        self.push(Code::FIELD_MISSING, field, cause, action);
    }

    /// Adds the issue that `field` must be what is `wanted`.
    pub(super) fn refuse_type<T>(
        &self,
        field: &str,
        node: &Node,
        wanted: impl Into<Wanted>,
    ) -> Option<T> {
        let wanted = wanted.into();
        let (says, action) = (node.value.says(), wanted.instead_of(&node.value));
        let wanted = wanted.text();
        let cause = text!(
            "`{field}` {says}, but must be {wanted}",
            "`{field}` {says}，但应为{wanted}";
            says, wanted
        );
        self.push_at(Code::FIELD_WRONG_TYPE, field, node.spot.or(self.spot), cause, action);
        None
    }

    fn unknown_keys(&self) -> impl Iterator<Item = (&str, Option<Spot>)> {
        let unknown = |key: &str| !self.known.iter().any(|known| known == key);
        let entries = self.table.entries().iter();
        entries
            .filter(move |entry| unknown(&entry.key))
            .map(|entry| (entry.key.as_str(), entry.spot))
    }

    /// The unknown keys that no issue has named.
    fn unnamed_keys(&self) -> Vec<(&str, Option<Spot>)> {
        let named = self.named.borrow();
        self.unknown_keys().filter(|(key, _)| !named.iter().any(|named| named == key)).collect()
    }

    /// The known keys that are absent (null is not), for which unknown ones may stand.
    fn absent_keys(&self) -> Vec<&str> {
        let known = self.known.iter().map(String::as_str);
        known.filter(|key| self.table.entry(key).is_none()).collect()
    }

    /// Refuses unknown keys, in tables in which callers have no keys of their own.
    pub(super) fn refuse_unknown(&self) {
        let unknown = self.unnamed_keys();
        if unknown.is_empty() {
            return;
        }
        let absent = self.absent_keys();
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        let known = list(&known);
        for &(key, spot) in unknown.iter().take(MOST_NAMED) {
            let action = match nearest(key, absent.iter().copied()) {
                Some(meant) => text!("did you mean `{meant}`?", "是否应为 `{meant}`？"),
                None => {
                    text!("remove it; the keys here are {known}", "删去；此处可用的键为 {known}"; known)
                }
            };
            let cause = text!("`{key}` is not a key of this table", "`{key}` 不是此表的键");
            self.push_at(Code::UNKNOWN_KEY, key, spot, cause, action);
        }
        if let [(key, spot), others @ ..] = unknown.get(MOST_NAMED..).unwrap_or_default() {
            let count = others.len() + 1;
            let cause = text!(
                "from `{key}` on, {count} more are not keys of this table",
                "自 `{key}` 起另有 {count} 个不是此表的键"
            );
            let action = text!(
                "remove them; the keys here are {known}",
                "删去；此处可用的键为 {known}";
                known
            );
            self.push_at(Code::UNKNOWN_KEY, key, *spot, cause, action);
        }
    }

    /// Warns of unknown keys that look like known ones or those of other places, in objects in which callers may have keys of their own.
    pub(super) fn warn_misspelt(&self) {
        let (unknown, absent) = (self.unnamed_keys(), self.absent_keys());
        for (key, spot) in unknown {
            let absent_one = |meant: &str| {
                text!(
                    "`{key}` is not a property of the format; `{meant}` is one, and is absent",
                    "`{key}` 不是格式中的字段；格式中有 `{meant}`，而此处没有"
                )
            };
            let (cause, action) = match alike(key, &absent) {
                Some(Alike::Misspelt(meant)) => (
                    absent_one(meant),
                    text!(
                        "rename `{key}` to `{meant}` if that is meant",
                        "若指 `{meant}`，将 `{key}` 改名为它"
                    ),
                ),
                Some(Alike::InOtherWords(meant)) => (
                    absent_one(meant),
                    text!(
                        "state it as `{meant}`, in the form of the format, if that is meant",
                        "若指 `{meant}`，按格式写为 `{meant}`"
                    ),
                ),
                Some(Alike::Elsewhere(place)) => (
                    text!(
                        "`{key}` is not a property of this layer, and counts for nothing here",
                        "`{key}` 不是此图层的字段，在此不起作用"
                    ),
                    text!("state it in {place} if that is meant", "如确有此意，写在{place}中"; place),
                ),
                None => continue,
            };
            self.push_at(Code::LIKELY_MISSPELT, key, spot, cause, action);
        }
    }

    /// The keys and values, in the order of the file.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        let entries = self.table.entries().iter();
        entries
            .filter(|entry| !matches!(entry.node.value, Value::Null))
            .map(|entry| (entry.key.as_str(), &entry.node))
    }

    /// The object in `field`.
    pub(super) fn table(&self, field: &str, known: &[&str]) -> Option<Fields<'s>> {
        let node = self.structured(field, self.node(field)?, '{')?;
        match &node.value {
            Value::Table(table) => Some(self.inside(format!("{field}."), node.spot, table, known)),
            _ => self.refuse_type(field, &node, OBJECT),
        }
    }

    /// The object in `field` whose keys the plan chooses, such as ids, with those keys.
    pub(super) fn table_by(&self, field: &str) -> Option<(Fields<'s>, Vec<String>)> {
        let table = self.table(field, &[])?;
        let keys: Vec<String> = table.entries().map(|(key, _)| key.to_owned()).collect();
        Some((table.also_known(keys.iter().cloned()), keys))
    }

    /// The objects in the list `field`.
    pub(super) fn tables(&self, field: &str, known: &[&str]) -> Vec<Fields<'s>> {
        let Some(node) = self.node(field).and_then(|node| self.structured(field, node, '[')) else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            return self
                .refuse_type(field, &node, phrase("a list of objects", "对象的列表"))
                .unwrap_or_default();
        };
        let fields = items.iter().enumerate().filter_map(|(position, item)| {
            let label = format!("{field}[{}].", position + 1);
            match &item.value {
                Value::Table(table) => Some(self.inside(label, item.spot, table, known)),
                _ => self.refuse_type(label.trim_end_matches('.'), item, OBJECT),
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
        self.json(field, text)
    }

    /// The JSON that `text` holds.
    pub(super) fn json(&self, field: &str, text: &str) -> Option<Node> {
        match serde_json::from_str(text) {
            Ok(value) => Some(Node::from_json(&value)),
            Err(error) => {
                let says = said(error);
                let cause = text!(
                    "the text in `{field}` is not JSON: {says}",
                    "`{field}` 中的文本不是 JSON：{says}";
                    says
                );
                self.refuse(Code::JSON_TEXT_MALFORMED, field, cause, Usual)
            }
        }
    }
}
