//! The columns of a layer: the properties of its features, each with the type that fits all of its values.

use super::placed::{Placed, Row};
use crate::run::table::{Cell, Stored as Kind};
use serde_json::Value;

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// The columns in the order in which features have them.
pub(super) fn columns(placed: &Placed<'_>) -> Vec<Column> {
    let mut columns: Vec<(String, Option<Kind>)> = Vec::new();
    let mut positions = std::collections::BTreeMap::new();
    for row in 0..placed.count() {
        for (name, value) in &placed.layer.features.properties(row) {
            let position = *positions.entry(name.clone()).or_insert_with(|| {
                columns.push((name.clone(), None));
                columns.len() - 1
            });
            let known = &mut columns[position].1;
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
        .map(|(name, kind)| Column {
            kind: kind.or_else(|| placed.layer.features.stored(&name)).unwrap_or(Kind::Text),
            name,
        })
        .collect()
}

fn kind(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Kind::Flag,
        Value::Number(number) if number.is_i64() => Kind::Whole,
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
