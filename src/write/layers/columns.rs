//! The columns of a layer: the properties of its features, each with the type that fits all of its values.

use super::placed::{Placed, Row};
use crate::domain::{Text, text};
use crate::run::table::{Cell, Stored as Kind};
use serde_json::Value;

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// The largest whole number up to which a float holds all.
const MOST_EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

/// The columns in the order in which features have them.
pub(super) fn columns(placed: &Placed<'_>) -> Vec<Column> {
    // Whether a column has whole numbers that a float does not hold: with fractions beside them it is text.
    let mut columns: Vec<(String, Option<Kind>, bool)> = Vec::new();
    let mut positions = std::collections::BTreeMap::new();
    for row in 0..placed.count() {
        for (name, value) in &placed.layer.features.properties(row) {
            let position = *positions.entry(name.clone()).or_insert_with(|| {
                columns.push((name.clone(), None, false));
                columns.len() - 1
            });
            let (_, known, long) = &mut columns[position];
            *long |= value.as_i64().is_some_and(|number| number.unsigned_abs() > MOST_EXACT);
            *known = match (*known, kind(value)) {
                (known, None) => known,
                (None, found) => found,
                (Some(a), Some(b)) if a == b => Some(a),
                (Some(Kind::Whole | Kind::Number), Some(Kind::Whole | Kind::Number)) => {
                    Some(Kind::Number)
                }
                _ => Some(Kind::Text),
            };
        }
    }
    columns
        .into_iter()
        .map(|(name, kind, long)| {
            let kind = kind.or_else(|| placed.layer.features.stored(&name)).unwrap_or(Kind::Text);
            Column { kind: if long && kind == Kind::Number { Kind::Text } else { kind }, name }
        })
        .collect()
}

/// The first of the names of a format's own column that no property has, in any case of letters.
pub(super) fn free<'a>(
    wanted: &[&'static str],
    taken: impl Iterator<Item = &'a str> + Clone,
) -> &'static str {
    let is_free = |name: &&str| !taken.clone().any(|taken| taken.eq_ignore_ascii_case(name));
    wanted.iter().copied().find(is_free).unwrap_or("yike_own")
}

/// That properties get other names, where they do.
pub(super) fn renamed<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Text> {
    let other = names.filter(|(given, made)| given != made);
    let told = |(given, made)| text!("{given} to {made}", "{given} 改为 {made}");
    let other: Vec<Text> = other.map(told).collect();
    (!other.is_empty()).then(|| {
        let names = Text::list(&other);
        text!(
            "names that the format takes for others are changed: {names}",
            "该格式易混淆的名称已更改：{names}";
            names
        )
    })
}

fn kind(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Kind::Flag,
        Value::Number(number) if number.is_i64() => Kind::Whole,
        // Beyond 64 bits with a sign, which is what formats have.
        Value::Number(number) if number.is_u64() => Kind::Text,
        Value::Number(_) => Kind::Number,
        Value::String(_) | Value::Array(_) | Value::Object(_) => Kind::Text,
    })
}

impl Column {
    /// The column's value of a feature.
    pub(super) fn cell(&self, row: &Row) -> Cell {
        let Some(value) = row.properties.get(&self.name) else {
            return Cell::Empty;
        };
        match (self.kind, value) {
            (_, Value::Null) => Cell::Empty,
            (Kind::Whole, value) => value.as_i64().map_or(Cell::Empty, Cell::Whole),
            (Kind::Number, value) => value.as_f64().map_or(Cell::Empty, Cell::Number),
            (Kind::Flag, value) => value.as_bool().map_or(Cell::Empty, Cell::Flag),
            (Kind::Text, Value::String(text)) => Cell::Text(text.clone()),
            (Kind::Text, value) => Cell::Text(value.to_string()),
        }
    }
}
