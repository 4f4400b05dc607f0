//! Properties of features in about as many bytes as a file has for them: a layer may have a million.

use serde_json::Value;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// A feature's properties as the caller wrote them, in the caller's order.
///
/// ```
/// use yike::domain::Properties;
///
/// let given = serde_json::json!({"id": "u1", "persons": 120});
/// let properties = Properties::from(given.as_object().cloned().unwrap_or_default());
/// assert_eq!(properties.get("persons").and_then(|persons| persons.as_f64()), Some(120.0));
/// assert_eq!(serde_json::Value::from(properties.to_json()), given);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Properties {
    names: Names,
    /// The values one after another: a tag each, and what it needs.
    values: Box<[u8]>,
}

/// Properties while they are made or written.
pub type Members = serde_json::Map<String, Value>;

/// Names in their order; the features of a layer share them.
type Names = Arc<[Arc<str>]>;

/// The value of a property.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PropertyValue<'a> {
    /// Nothing.
    Null,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A whole number beyond those.
    Large(u64),
    /// A number with a fraction, or written as one.
    Figure(f64),
    /// Text.
    Text(&'a str),
    /// A list or an object, as JSON.
    Nested(&'a str),
}

/// The names that the features of a layer share, while their properties are made.
#[derive(Debug, Default)]
pub struct SharedNames {
    last: Names,
    lists: HashSet<Names>,
    words: HashSet<Arc<str>>,
}

impl SharedNames {
    /// Properties that share their names with those made before.
    pub fn properties(&mut self, given: &Members) -> Properties {
        let same = |names: &Names| {
            names.len() == given.len() && names.iter().zip(given.keys()).all(|(a, b)| **a == **b)
        };
        if !same(&self.last) {
            let names: Vec<Arc<str>> = given.keys().map(|name| self.word(name)).collect();
            self.last = self.lists.get(&names[..]).cloned().unwrap_or_else(|| {
                let names = Names::from(names);
                self.lists.insert(Arc::clone(&names));
                names
            });
        }
        Properties { names: Arc::clone(&self.last), values: packed(given) }
    }

    fn word(&mut self, name: &str) -> Arc<str> {
        let known = self.words.get(name).cloned();
        known.unwrap_or_else(|| {
            let word = Arc::from(name);
            self.words.insert(Arc::clone(&word));
            word
        })
    }
}

impl Properties {
    /// No properties.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The value of a property; null counts.
    pub fn get(&self, name: &str) -> Option<PropertyValue<'_>> {
        let at = self.names.iter().position(|known| **known == *name)?;
        let mut rest = &*self.values;
        for _ in 0..at {
            rest = split(rest)?.2;
        }
        let (tag, bytes, _) = split(rest)?;
        Some(value(tag, bytes))
    }

    /// Whether it has a property, null included.
    pub fn contains_key(&self, name: &str) -> bool {
        self.names.iter().any(|known| **known == *name)
    }

    /// The names.
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(|name| &**name)
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = PropertyValue<'_>> {
        let mut rest = &*self.values;
        std::iter::from_fn(move || {
            let (tag, bytes, others) = split(rest)?;
            rest = others;
            Some(value(tag, bytes))
        })
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, PropertyValue<'_>)> {
        self.keys().zip(self.values())
    }

    /// The members of a JSON object.
    pub fn to_json(&self) -> Members {
        self.iter().map(|(name, value)| (name.to_owned(), value.to_json())).collect()
    }
}

impl From<Members> for Properties {
    fn from(given: Members) -> Self {
        let names = given.keys().map(|name| Arc::from(name.as_str())).collect();
        Self { names, values: packed(&given) }
    }
}

impl fmt::Debug for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<'a> PropertyValue<'a> {
    /// A value of JSON; none of a list or an object.
    pub fn plain(value: &'a Value) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(whole), _) => Self::Whole(whole),
                (_, Some(large)) => Self::Large(large),
                _ => Self::Figure(number.as_f64()?),
            },
            Value::String(text) => Self::Text(text),
            Value::Array(_) | Value::Object(_) => return None,
        })
    }

    /// The text; none of another value.
    pub fn as_str(self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number; none of another value.
    pub fn as_f64(self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(number as f64),
            Self::Large(number) => Some(number as f64),
            Self::Figure(number) => Some(number),
            _ => None,
        }
    }

    /// The whole number; none of another value.
    pub fn as_i64(self) -> Option<i64> {
        if let Self::Whole(number) = self { Some(number) } else { None }
    }

    /// The whole number from 0; none of another value.
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Self::Whole(number) => u64::try_from(number).ok(),
            Self::Large(number) => Some(number),
            _ => None,
        }
    }

    /// The flag; none of another value.
    pub fn as_bool(self) -> Option<bool> {
        if let Self::Flag(flag) = self { Some(flag) } else { None }
    }

    /// Whether it is null.
    pub fn is_null(self) -> bool {
        self == Self::Null
    }

    /// The value as JSON has it.
    pub fn to_json(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => flag.into(),
            Self::Whole(number) => number.into(),
            Self::Large(number) => number.into(),
            Self::Figure(number) => number.into(),
            Self::Text(text) => text.into(),
            Self::Nested(text) => serde_json::from_str(text).unwrap_or_default(),
        }
    }
}

/// As JSON writes it.
impl fmt::Display for PropertyValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nested(text) => f.write_str(text),
            other => other.to_json().fmt(f),
        }
    }
}

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
/// Eight bytes follow.
const WHOLE: u8 = 3;
const LARGE: u8 = 4;
const FIGURE: u8 = 5;
/// Four bytes follow, for numbers that fit them.
const SMALL: u8 = 6;
/// A length follows, and so many bytes.
const TEXT: u8 = 7;
const NESTED: u8 = 8;

fn packed(given: &Members) -> Box<[u8]> {
    let mut bytes = Vec::new();
    for value in given.values() {
        match PropertyValue::plain(value) {
            Some(plain) => pack(&mut bytes, plain),
            None => pack(&mut bytes, PropertyValue::Nested(&value.to_string())),
        }
    }
    bytes.into()
}

fn pack(bytes: &mut Vec<u8>, value: PropertyValue<'_>) {
    match value {
        PropertyValue::Null => bytes.push(NULL),
        PropertyValue::Flag(flag) => bytes.push(if flag { TRUE } else { FALSE }),
        PropertyValue::Whole(whole) => match i32::try_from(whole) {
            Ok(small) => pack_bytes(bytes, SMALL, &small.to_le_bytes()),
            Err(_) => pack_bytes(bytes, WHOLE, &whole.to_le_bytes()),
        },
        PropertyValue::Large(large) => pack_bytes(bytes, LARGE, &large.to_le_bytes()),
        PropertyValue::Figure(figure) => pack_bytes(bytes, FIGURE, &figure.to_le_bytes()),
        PropertyValue::Text(text) => pack_text(bytes, TEXT, text),
        PropertyValue::Nested(text) => pack_text(bytes, NESTED, text),
    }
}

fn pack_bytes(bytes: &mut Vec<u8>, tag: u8, own: &[u8]) {
    bytes.push(tag);
    bytes.extend_from_slice(own);
}

/// The length goes in groups of seven bits, the lowest first; all but the last have the highest bit.
fn pack_text(bytes: &mut Vec<u8>, tag: u8, text: &str) {
    bytes.push(tag);
    let mut length = text.len();
    while length > 0x7f {
        bytes.push(0x80 | (length & 0x7f) as u8);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend_from_slice(text.as_bytes());
}

/// The tag and the bytes of the first value, and those after it; none where there is no value.
fn split(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, mut rest) = bytes.split_first()?;
    let length = match tag {
        SMALL => 4,
        WHOLE | LARGE | FIGURE => 8,
        TEXT | NESTED => {
            let (mut length, mut shift) = (0, 0);
            loop {
                let (&group, others) = rest.split_first()?;
                rest = others;
                length |= usize::from(group & 0x7f).checked_shl(shift)?;
                shift += 7;
                if group & 0x80 == 0 {
                    break length;
                }
            }
        }
        _ => 0,
    };
    let (own, others) = rest.split_at_checked(length)?;
    Some((tag, own, others))
}

fn value(tag: u8, bytes: &[u8]) -> PropertyValue<'_> {
    let text = || std::str::from_utf8(bytes).unwrap_or_default();
    let eight = || bytes.try_into().unwrap_or_default();
    match tag {
        FALSE | TRUE => PropertyValue::Flag(tag == TRUE),
        SMALL => {
            PropertyValue::Whole(i32::from_le_bytes(bytes.try_into().unwrap_or_default()).into())
        }
        WHOLE => PropertyValue::Whole(i64::from_le_bytes(eight())),
        LARGE => PropertyValue::Large(u64::from_le_bytes(eight())),
        FIGURE => PropertyValue::Figure(f64::from_le_bytes(eight())),
        TEXT => PropertyValue::Text(text()),
        NESTED => PropertyValue::Nested(text()),
        _ => PropertyValue::Null,
    }
}
