//! Reads the items of a GeoJSON collection one at a time, and reports problems of the text.

use super::catalogue::Code;
use super::issue::{Place, Usual};
use super::sink::Sink;
use super::source::check_count;
use crate::domain::{phrase, said, text};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;

/// The members of a collection other than its items.
#[derive(Debug, Default)]
pub(super) struct Envelope {
    /// Its `type`.
    pub(super) kind: Option<String>,
    /// Whether it has a list `features`.
    pub(super) has_features: bool,
}

/// The member `crs` of the object `text`, where it has one that is not null.
pub(super) fn crs_of(text: &str) -> Option<Value> {
    #[derive(serde::Deserialize)]
    struct Head {
        crs: Option<Value>,
    }
    serde_json::from_str::<Head>(text).ok()?.crs
}

/// The most values of a feature that are read: each takes some thirty times the memory of `0,`.
const MOST_VALUES: usize = 6_000_000;

/// Reads the JSON object `text` and passes each item of `features`, with its number from 1, to `take`, which says
/// whether to go on. Items are not kept, so that memory stays small. Malformed text is an issue, and gives no envelope;
/// neither does text that is not read to its end.
pub(super) fn read_collection(
    sink: &Sink,
    file: &str,
    text: &str,
    take: impl FnMut(usize, Value) -> bool,
) -> Option<Envelope> {
    let state = State {
        number: Cell::new(0),
        values: Cell::new(0),
        broken_off: Cell::new(false),
        rounded: RefCell::default(),
        envelope: RefCell::default(),
        twice: RefCell::default(),
        take: RefCell::new(take),
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    let root = Reader { state: &state, role: Role::Collection };
    let read = root.deserialize(&mut reader).and_then(|_| reader.end());
    for (number, key) in state.twice.take() {
        let place = match number {
            0 => Place::file(file),
            number => Place::feature(file, number, None),
        };
        let cause = text!("`{key}` is given twice in one object", "同一对象中 `{key}` 出现两次");
        let action = text!("leave one of the two", "两者只留其一");
        sink.push(Code::DUPLICATE_KEY, place.at(&key), cause, action);
    }
    for (key, (number, count)) in state.rounded.take() {
        let place = Place::feature(file, number, None).at(&key);
        let cause = text!(
            "{count} whole numbers have more than 64 bits, of which some fifteen digits are kept; this is the first",
            "有 {count} 个整数超过 64 位，只保留约十五位数字；这是第一个"
        );
        sink.push(Code::NUMBER_ROUNDED, place, cause, Usual);
    }
    let what = phrase("values in one feature", "值（同一要素中）");
    check_count(sink, file, what, state.values.get(), MOST_VALUES);
    let explain = |error| match state.broken_off.get() {
        true => {}
        false => explain(sink, file, text, &error, state.number.get()),
    };
    read.map_err(explain).ok()?;
    Some(state.envelope.take())
}

/// Reports malformed text in words for planners.
fn explain(sink: &Sink, file: &str, text: &str, error: &serde_json::Error, feature: usize) {
    let (line, column) = (error.line(), error.column());
    let place = Place {
        line: Some(line),
        column: Some(column),
        feature: (feature > 0).then_some(feature),
        ..Place::file(file)
    };
    let says = error.to_string();
    let says = says.split(" at line ").next().unwrap_or_default();
    if says == "number out of range" {
        let cause = text!("a number is too large to be read", "数字过大，无法读取");
        sink.push(Code::JSON_NUMBER, place, cause, Usual);
    } else if let Some(word) = no_number(text, line, column) {
        let cause = text!("`{word}` is not a number in JSON", "`{word}` 在 JSON 中不是数字");
        sink.push(Code::JSON_NUMBER, place, cause, Usual);
    } else {
        let cause = match says.starts_with("EOF") {
            true => text!("the text ends here before it is complete", "文本在此处结束，尚不完整"),
            false => {
                let says = said(says);
                text!("the text is not JSON here: {says}", "文本在此处不是 JSON：{says}"; says)
            }
        };
        let action = match says {
            "recursion limit exceeded" => text!(
                "the lists are nested too deeply: export the layer again",
                "列表嵌套过深：重新导出图层"
            ),
            _ if says.starts_with("EOF") => text!(
                "the file ends too early: export or copy the layer again",
                "文件过早结束：重新导出或复制图层"
            ),
            _ => text!(
                "repair the text there, or export the layer again",
                "修正该处文本，或重新导出图层"
            ),
        };
        sink.push(Code::JSON_MALFORMED, place, cause, action);
    }
}

/// The `NaN` or `Infinity` at or just before a place, if there is one.
fn no_number(text: &str, line: usize, column: usize) -> Option<&'static str> {
    let line = text.lines().nth(line.checked_sub(1)?)?;
    let start = (column.saturating_sub(10)..column).find(|&at| line.is_char_boundary(at))?;
    let near = &line[start..];
    let words = ["-Infinity", "Infinity", "NaN", "nan", "-inf", "inf"];
    let first = words.into_iter().filter_map(|word| Some((near.find(word)?, word)));
    let (at, word) = first.min_by_key(|&(at, _)| at)?;
    (start + at <= column).then_some(word)
}

/// The keys given twice that are kept.
const MOST_TWICE: usize = 10_000;

/// Whether a value was a whole number that no integer holds: above 2⁶⁴ or below −2⁶³, of at most forty digits, since
/// programs write their greatest number where there is none.
fn is_beyond_64_bits(value: &Value) -> bool {
    const MOST: f64 = 1e40;
    let number = value.as_f64().filter(|_| value.is_f64()).unwrap_or(0.0);
    (u64::MAX as f64..MOST).contains(&number) || (-MOST..i64::MIN as f64).contains(&number)
}

struct State<F> {
    /// The feature being read; 0 before the first.
    number: Cell<usize>,
    /// The values of the feature being read.
    values: Cell<usize>,
    /// Whether reading ends before the text does.
    broken_off: Cell<bool>,
    /// Of the keys of whole numbers beyond 64 bits: the first feature, and how many there are.
    rounded: RefCell<BTreeMap<String, (usize, usize)>>,
    envelope: RefCell<Envelope>,
    /// Keys given twice, with their feature.
    twice: RefCell<Vec<(usize, String)>>,
    take: RefCell<F>,
}

/// What the value is that comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The collection itself: an object.
    Collection,
    /// Its member `features`: a list, unless it is wrong.
    Features,
    /// Anything within.
    Any,
}

/// Reads a value. The collection and its list give null: what they hold goes to the state.
struct Reader<'s, F> {
    state: &'s State<F>,
    role: Role,
}

impl<F: FnMut(usize, Value) -> bool> Reader<'_, F> {
    fn of(&self, role: Role) -> Self {
        Self { state: self.state, role }
    }

    fn break_off<E: Error>(&self) -> E {
        self.state.broken_off.set(true);
        E::custom("broken off")
    }

    /// Counts a value that is kept.
    fn count<E: Error>(&self) -> Result<(), E> {
        let values = self.state.values.get() + 1;
        self.state.values.set(values);
        if values > MOST_VALUES { Err(self.break_off()) } else { Ok(()) }
    }

    fn read_collection<'de, A: MapAccess<'de>>(&self, mut members: A) -> Result<(), A::Error> {
        let mut seen = Vec::new();
        while let Some(key) = members.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    members.next_value_seed(self.of(Role::Features))?;
                }
                "type" => {
                    let kind = members.next_value_seed(self.of(Role::Any))?;
                    self.state.envelope.borrow_mut().kind = kind.as_str().map(str::to_owned);
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
            self.state.number.set(0);
            if seen.contains(&key) {
                self.state.twice.borrow_mut().push((0, key));
            } else if seen.len() < 64 {
                seen.push(key);
            }
        }
        Ok(())
    }

    fn read_features<'de, A: SeqAccess<'de>>(&self, mut items: A) -> Result<(), A::Error> {
        self.state.envelope.borrow_mut().has_features = true;
        self.state.number.set(1);
        while let Some(item) = items.next_element_seed(self.of(Role::Any))? {
            let number = self.state.number.get();
            if !(self.state.take.borrow_mut())(number, item) {
                return Err(self.break_off());
            }
            self.state.number.set(number + 1);
            self.state.values.set(0);
        }
        Ok(())
    }
}

impl<'de, F: FnMut(usize, Value) -> bool> DeserializeSeed<'de> for Reader<'_, F> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        match self.role {
            Role::Collection => reader.deserialize_map(self),
            Role::Features | Role::Any => reader.deserialize_any(self),
        }
    }
}

impl<'de, F: FnMut(usize, Value) -> bool> Visitor<'de> for Reader<'_, F> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.role == Role::Collection { "an object" } else { "a JSON value" })
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        if self.role == Role::Features {
            return self.read_features(items).map(|()| Value::Null);
        }
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.of(Role::Any))? {
            self.count()?;
            if list.is_empty() && item.is_number() {
                // Most lists of numbers are positions.
                list.reserve_exact(2);
            }
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        if self.role == Role::Collection {
            return self.read_collection(entries).map(|()| Value::Null);
        }
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(self.of(Role::Any))?;
            self.count()?;
            if is_beyond_64_bits(&value) {
                let number = self.state.number.get();
                self.state.rounded.borrow_mut().entry(key.clone()).or_insert((number, 0)).1 += 1;
            }
            if map.contains_key(&key) && self.state.twice.borrow().len() < MOST_TWICE {
                self.state.twice.borrow_mut().push((self.state.number.get(), key.clone()));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
