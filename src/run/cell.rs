//! A value of a table, and what it counts.

use super::numbers;
use crate::domain::Language;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::words::words;
use crate::domain::{MeasureUnit, Name};
use crate::units::Yuan;
use serde_json::{Value, json};
use std::borrow::Cow;

words! {
    /// What a column's values are: how they are stored, how many decimals are kept and how people see them.
    pub enum Unit {
        /// Text.
        Text = "text",
        /// A list of ids, or a small table: JSON in files, text in tables.
        List = "list",
        /// True or false.
        Flag = "true or false",
        /// A whole number of things.
        Count = "count",
        /// A number, to nine decimals.
        Number = "number",
        /// People, to a tenth.
        People = "people",
        /// A share of 0 to 1, to a millionth.
        Share = "share, 0–1",
        /// Whole yuan.
        Yuan = "yuan",
        /// Kilometres, to a metre.
        Kilometres = "km",
        /// Metres, to a decimetre.
        Metres = "m",
        /// Square metres, to a decimetre's square.
        SquareMetres = "m²",
        /// Minutes, to a hundredth.
        Minutes = "min",
        /// Degrees of WGS84.
        Degrees = "°",
    }
}

impl Unit {
    /// How its values are stored.
    pub fn stored(self) -> Stored {
        match self {
            Unit::Text | Unit::List => Stored::Text,
            Unit::Flag => Stored::Flag,
            Unit::Count | Unit::Yuan => Stored::Whole,
            _ => Stored::Number,
        }
    }

    /// How headings say it, behind their words, in English and in Chinese; nothing where headings do not say it.
    pub(crate) fn in_heading(self) -> [&'static str; 2] {
        match self {
            Unit::Yuan => [", yuan", "（元）"],
            Unit::Kilometres => [", km", "（公里）"],
            Unit::Metres => [", m", "（米）"],
            Unit::SquareMetres => [", m²", "（平方米）"],
            Unit::Minutes => [", min", "（分钟）"],
            _ => ["", ""],
        }
    }

    /// Decimals that are kept; more follow only the machine's rounding. None: all.
    fn decimals(self) -> Option<i32> {
        match self {
            Unit::People | Unit::Metres => Some(1),
            Unit::Minutes | Unit::SquareMetres => Some(2),
            Unit::Kilometres => Some(3),
            Unit::Share => Some(6),
            Unit::Number => Some(9),
            _ => None,
        }
    }
}

/// How values are stored in files that have types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// A whole number.
    Whole,
    /// Any number.
    Number,
    /// True or false.
    Flag,
    /// Text; lists and objects as JSON.
    Text,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A whole number.
    Whole(i64),
    /// Any number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// Text.
    Text(String),
    /// A code of a vocabulary: in tables for people its words.
    Code(&'static Vocabulary, String),
    /// An id, and the name of what it is the id of, which people read.
    Id(String, String),
    /// A name in both languages.
    Name(Name),
    /// A measure's value, and its words: workbooks have the number, all else the words.
    Measured(Name, f64, MeasureUnit),
    /// A list or an object.
    Json(Value),
}

impl Cell {
    pub(super) fn rounded(self, unit: Unit) -> Self {
        match (self, unit.decimals()) {
            (Cell::Number(number), Some(places)) => Cell::Number(numbers::rounded(number, places)),
            (Cell::Measured(words, value, of), _) => {
                Cell::Measured(words, numbers::rounded(value, 9), of)
            }
            (cell, _) => cell,
        }
    }

    /// As JSON has it: codes as codes, names in Chinese where there is Chinese.
    pub fn json(&self) -> Value {
        match self {
            Cell::Empty => Value::Null,
            Cell::Whole(number) => json!(number),
            Cell::Number(number) => json!(number),
            Cell::Flag(flag) => json!(flag),
            Cell::Text(text) => json!(text),
            Cell::Code(_, code) => json!(code),
            Cell::Id(id, _) => json!(id),
            Cell::Name(name) | Cell::Measured(name, ..) => json!(name.chinese()),
            Cell::Json(value) => value.clone(),
        }
    }

    /// The whole number that it is; none of anything else.
    pub fn whole(&self) -> Option<i64> {
        match self {
            Cell::Whole(number) => Some(*number),
            _ => None,
        }
    }

    /// The number that it is; none of anything else.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Whole(number) => Some(*number as f64),
            _ => None,
        }
    }

    /// The flag that it is; none of anything else.
    pub fn flag(&self) -> Option<bool> {
        match self {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// As text has it; none of nothing.
    pub fn plain(&self) -> Option<String> {
        match (self, self.json()) {
            (Cell::Number(number), _) => Some(number.to_string()),
            (_, Value::Null) => None,
            (_, Value::String(text)) => Some(text),
            (_, other) => Some(other.to_string()),
        }
    }

    /// As a workbook has it: like tables for people, with names for ids and words for flags.
    pub fn in_words(self, language: Language) -> Self {
        match self {
            Cell::Id(_, name) => Cell::Text(name),
            Cell::Flag(true) => Cell::Text(language.say("yes", "是").into()),
            Cell::Flag(false) => Cell::Text(language.say("no", "否").into()),
            measured @ Cell::Measured(..) => measured,
            other => other.spoken(language),
        }
    }

    /// As tables for people have it: codes and names in `language`.
    pub fn spoken(self, language: Language) -> Self {
        match self {
            Cell::Code(vocabulary, code) => Cell::Text(vocabulary.say(language, &code).into()),
            Cell::Name(name) | Cell::Measured(name, ..) => Cell::Text(language.short(&name).into()),
            Cell::Json(Value::Array(items)) => {
                let text =
                    |item: &Value| item.as_str().map_or_else(|| item.to_string(), String::from);
                Cell::Text(items.iter().map(text).collect::<Vec<_>>().join(" "))
            }
            Cell::Json(value) => Cell::Text(value.to_string()),
            Cell::Id(id, _) => Cell::Text(id),
            plain => plain,
        }
    }
}

/// Cells of plain values: a number that is too large for a count is none.
macro_rules! cells {
    ($($of:ty: $value:pat => $cell:expr;)*) => {
        $(impl From<$of> for Cell {
            fn from($value: $of) -> Self {
                $cell
            }
        })*
    };
}

cells! {
    bool: flag => Cell::Flag(flag);
    i32: number => Cell::Whole(number.into());
    i64: number => Cell::Whole(number);
    u32: number => Cell::Whole(number.into());
    u64: number => i64::try_from(number).ok().into();
    usize: number => i64::try_from(number).ok().into();
    f64: number => Cell::Number(number);
    Yuan: amount => Cell::Whole(amount.yuan());
    &str: text => Cell::Text(text.into());
    &String: text => Cell::Text(text.clone());
    String: text => Cell::Text(text);
    Cow<'_, str>: text => Cell::Text(text.into_owned());
    Name: name => Cell::Name(name);
    &Name: name => Cell::Name(name.clone());
    Value: value => Cell::Json(value);
}

/// Nothing where there is no value.
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}
