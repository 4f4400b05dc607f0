//! Figures with a unit, between which values can be interpolated.

use crate::domain::ParameterValue;
use crate::read::node::{Node, Value};

/// A number and its unit, which is empty for a bare number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) number: f64,
    pub(super) unit: String,
}

/// The figure in `node`: a finite number, or text that begins with one.
pub(super) fn figure(node: &Node) -> Option<Figure> {
    let figure = match &node.value {
        Value::Number(number) => Figure { number: *number, unit: String::new() },
        Value::Text(text) => {
            let text = text.trim();
            let is_of_number =
                |character: char| character.is_ascii_digit() || "+-._".contains(character);
            let end = text.find(|character| !is_of_number(character)).unwrap_or(text.len());
            let (number, unit) = text.split_at(end);
            Figure { number: number.replace('_', "").parse().ok()?, unit: unit.trim().to_owned() }
        }
        _ => return None,
    };
    figure.number.is_finite().then_some(figure)
}

/// A number as a value with its unit, in at most ten digits: further ones are rounding errors.
pub(crate) fn value(number: f64, unit: &str) -> ParameterValue {
    let rounded: f64 = format!("{number:.9e}").parse().unwrap_or(number);
    // Adding 0 makes a negative zero positive.
    let rounded = rounded + 0.0;
    match unit {
        "" => ParameterValue::Number(rounded),
        unit => ParameterValue::Text(format!("{rounded} {unit}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_number_and_its_unit() {
        let of = |text: &str| figure(&Node { value: Value::Text(text.into()), spot: None });
        let found = of(" 1_000 万元 ").expect("a figure");
        assert_eq!((found.number, found.unit.as_str()), (1000.0, "万元"));
        assert_eq!(of("min 15"), None);
        assert_eq!(value(0.1 + 0.2, "km"), ParameterValue::Text("0.3 km".into()));
    }
}
