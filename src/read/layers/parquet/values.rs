//! Cells of Parquet as JSON: decimals as numbers, dates and times as ISO 8601 writes them, lists and structs as they are.

use crate::read::layers::cells;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::{Map, Value, json};

/// How the numbers of a column are to be read, where the row reader of the crate does not say it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Numbers {
    Plain,
    /// Times: so many a second, in UTC or by a clock on the wall.
    Times(i64, bool),
}

impl Numbers {
    /// Those of a column.
    pub(super) fn of(column: &Type) -> Self {
        match column.get_basic_info().logical_type_ref() {
            Some(LogicalType::Timestamp(kind)) => {
                let in_second = match kind.unit {
                    TimeUnit::MILLIS => 1_000,
                    TimeUnit::MICROS => 1_000_000,
                    TimeUnit::NANOS => 1_000_000_000,
                };
                Self::Times(in_second, kind.is_adjusted_to_u_t_c)
            }
            _ => Self::Plain,
        }
    }
}

/// The value of a cell; none for bytes that are no text.
pub(super) fn value(cell: Field, numbers: Numbers) -> Option<Value> {
    if let (Numbers::Times(in_second, utc), Field::Long(count)) = (numbers, &cell) {
        return Some(time(*count, in_second, utc));
    }
    let utc = !matches!(numbers, Numbers::Times(_, false));
    Some(match cell {
        Field::Null => Value::Null,
        Field::Bool(flag) => flag.into(),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) => number.into(),
        Field::Long(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float16(number) => figure(number.to_f64()),
        Field::Float(number) => figure(f64::from(number)),
        Field::Double(number) => figure(number),
        Field::Decimal(_) => decimal(&cell.to_string()),
        Field::Str(text) => text.into(),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok()?.into(),
        Field::Date(days) => date(days).map_or_else(|| days.into(), Value::from),
        Field::TimestampMillis(count) => time(count, 1_000, utc),
        Field::TimestampMicros(count) => time(count, 1_000_000, utc),
        Field::Group(row) => {
            let members = row.into_columns().into_iter();
            let members = members.map(|(name, cell)| Some((name, value(cell, Numbers::Plain)?)));
            Value::Object(members.collect::<Option<Map<_, _>>>()?)
        }
        Field::ListInternal(list) => {
            let items = list.elements().iter().cloned();
            items.map(|item| value(item, Numbers::Plain)).collect::<Option<Vec<_>>>()?.into()
        }
        Field::MapInternal(map) => {
            let pair = |(key, item): &(Field, Field)| {
                let key = value(key.clone(), Numbers::Plain)?;
                let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
                Some((key, value(item.clone(), Numbers::Plain)?))
            };
            Value::Object(map.entries().iter().map(pair).collect::<Option<Map<_, _>>>()?)
        }
        Field::TimeMillis(_) | Field::TimeMicros(_) => cell.to_string().into(),
    })
}

/// A number; NaN and infinities stay words, so that they are reported where a number is needed.
fn figure(number: f64) -> Value {
    match number.is_finite() {
        true => cells::number(number),
        false => number.to_string().into(),
    }
}

/// A decimal as a number, or as text where it has more digits than a number keeps.
fn decimal(text: &str) -> Value {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.bytes().all(|digit| digit == b'0')
        && let Ok(number) = whole.parse::<i64>()
    {
        return number.into();
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match text.parse() {
        Ok(number) if digits <= 15 => figure(number),
        _ => text.into(),
    }
}

/// The date so many days after 1970 began; none beyond the crate's calendar.
fn date(days: i32) -> Option<String> {
    const MOST: i32 = 90_000_000;
    (-MOST..=MOST).contains(&days).then(|| Field::Date(days).to_string())
}

/// A time as ISO 8601 writes it, so many a second since 1970.
fn time(count: i64, in_second: i64, utc: bool) -> Value {
    let (seconds, rest) = (count.div_euclid(in_second), count.rem_euclid(in_second));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let Some(date) = i32::try_from(days).ok().and_then(date) else {
        return count.into();
    };
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let digits = in_second.ilog10() as usize;
    let fraction = match rest {
        0 => String::new(),
        rest => format!(".{rest:0digits$}").trim_end_matches('0').to_owned(),
    };
    let zone = if utc { "Z" } else { "" };
    format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}").into()
}

/// The coordinates of a geometry of GeoArrow, whose positions are structs of `x` and `y`, and `z` where it has one.
pub(super) fn coordinates(cell: &Field) -> Option<Value> {
    match cell {
        Field::Group(position) => {
            let number = |wanted: &str| {
                let found = position.get_column_iter().find(|(name, _)| *name == wanted);
                match found.map(|(_, cell)| cell) {
                    Some(Field::Double(number)) => Some(*number),
                    _ => None,
                }
            };
            let (x, y) = (number("x")?, number("y")?);
            Some(number("z").map_or_else(|| json!([x, y]), |z| json!([x, y, z])))
        }
        Field::ListInternal(list) => list.elements().iter().map(coordinates).collect(),
        _ => None,
    }
}
