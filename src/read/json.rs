//! Reads the items of a GeoJSON collection one at a time, and reports problems of the text.

use super::catalogue::Code;
use super::issue::{Place, Usual};
use super::sink::Sink;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::{Cell, RefCell};
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

/// Reads the JSON object `text` and passes each item of `features`, with its number from 1, to `take`. Items are not
/// kept, so that memory stays small. Malformed text is an issue, and gives no envelope.
pub(super) fn read_collection(
    sink: &Sink,
    file: &str,
    text: &str,
    take: impl FnMut(usize, Value),
) -> Option<Envelope> {
    let state =
        State { number: Cell::new(0), twice: RefCell::new(Vec::new()), take: RefCell::new(take) };
    let mut reader = serde_json::Deserializer::from_str(text);
    let read =
        Root(&state).deserialize(&mut reader).and_then(|envelope| reader.end().map(|()| envelope));
    for (number, key) in state.twice.take() {
        let place = match number {
            0 => Place::file(file),
            number => Place::feature(file, number, None),
        };
        let cause = format!("`{key}` is given twice in one object");
        sink.push(Code::DUPLICATE_KEY, place.at(&key), cause, "leave one of the two");
    }
    read.map_err(|error| explain(sink, file, text, &error, state.number.get())).ok()
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
        let cause = "a number is too large to be read";
        sink.push(Code::JSON_NUMBER, place, cause, Usual);
    } else if let Some(word) = no_number(text, line, column) {
        let cause = format!("`{word}` is not a number in JSON");
        sink.push(Code::JSON_NUMBER, place, cause, Usual);
    } else {
        let cause = match says.starts_with("EOF") {
            true => "the text ends here before it is complete".into(),
            false => format!("the text is not JSON here: {says}"),
        };
        let action = match says {
            "recursion limit exceeded" => "the lists are nested too deeply: export the layer again",
            _ if says.starts_with("EOF") => {
                "the file ends too early: export or copy the layer again"
            }
            _ => "repair the text there, or export the layer again",
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

struct State<F> {
    /// The feature being read; 0 before the first.
    number: Cell<usize>,
    /// Keys given twice, with their feature.
    twice: RefCell<Vec<(usize, String)>>,
    take: RefCell<F>,
}

struct Root<'s, F>(&'s State<F>);

impl<'de, F: FnMut(usize, Value)> DeserializeSeed<'de> for Root<'_, F> {
    type Value = Envelope;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Envelope, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de, F: FnMut(usize, Value)> Visitor<'de> for Root<'_, F> {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope, A::Error> {
        let mut envelope = Envelope::default();
        let mut seen = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => envelope.has_features |= map.next_value_seed(Features(self.0))?,
                "type" => {
                    envelope.kind = map.next_value_seed(Item(self.0))?.as_str().map(str::to_owned)
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            self.0.number.set(0);
            if seen.contains(&key) {
                self.0.twice.borrow_mut().push((0, key));
            } else if seen.len() < 64 {
                seen.push(key);
            }
        }
        Ok(envelope)
    }
}

/// The list `features`; false when it is not a list.
struct Features<'s, F>(&'s State<F>);

impl<'de, F: FnMut(usize, Value)> DeserializeSeed<'de> for Features<'_, F> {
    type Value = bool;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, F: FnMut(usize, Value)> Visitor<'de> for Features<'_, F> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        self.0.number.set(1);
        while let Some(item) = items.next_element_seed(Item(self.0))? {
            let number = self.0.number.get();
            (self.0.take.borrow_mut())(number, item);
            self.0.number.set(number + 1);
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }
}

/// Any JSON value; records keys given twice.
struct Item<'s, F>(&'s State<F>);

impl<'de, F> DeserializeSeed<'de> for Item<'_, F> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, F> Visitor<'de> for Item<'_, F> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Item(self.0))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(Item(self.0))?;
            if map.contains_key(&key) {
                self.0.twice.borrow_mut().push((self.0.number.get(), key.clone()));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
