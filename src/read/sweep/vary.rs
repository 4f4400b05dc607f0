//! `[[vary]]`: one parameter, or several together, and the values that they take.

use super::figures::{Figure, figure, value};
use crate::domain::{Distribution, ParameterValue, Variation};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::issue::Usual;
use crate::read::node::{Node, Value};

/// The most values that a parameter can take.
const MOST_VALUES: usize = 1_000_000;

/// The keys of `[[vary]]`.
pub(super) const KEYS: &[&str] = &["parameter", "values", "from", "to", "steps", "random"];

/// How the parameters of the table vary: exactly one of `values`, `from`–`to`–`steps` and `random`.
pub(super) fn read_variation(table: &Fields<'_>) -> Option<Variation> {
    let is_range = ["from", "to", "steps"].iter().any(|key| table.has(key));
    let ways = [table.has("values"), is_range, table.has("random")];
    if ways.iter().filter(|&&way| way).count() != 1 {
        let cause = match ways {
            [false, false, false] => "the values of the parameter are not given",
            _ => "the values are given in more than one way",
        };
        let action = "keep one: `values`, or `from`, `to` and `steps`, or `random`";
        return table.refuse(Code::VARIATION_UNCLEAR, "parameter", cause, action);
    }
    match ways {
        [true, ..] => read_values(table).map(Variation::Values),
        [_, true, _] => read_range(table).map(Variation::Values),
        _ => read_random(table),
    }
}

fn read_values(table: &Fields<'_>) -> Option<Vec<ParameterValue>> {
    let node = table.node("values")?;
    let Value::List(items) = &node.value else {
        return table.refuse_type("values", node, "a list of values");
    };
    if items.is_empty() {
        return refuse_empty(table, "values", "`values` is an empty list");
    }
    let values: Option<Vec<ParameterValue>> =
        items.iter().map(|item| read_value(table, item)).collect();
    let values = values?;
    let again =
        values.iter().enumerate().find(|(position, value)| values[..*position].contains(value));
    if let Some((_, value)) = again {
        let cause = format!("`{value}` is among the values twice");
        return table.refuse(Code::GRID_OVERLAPS, "values", cause, "name each value once");
    }
    Some(values)
}

fn read_value(table: &Fields<'_>, item: &Node) -> Option<ParameterValue> {
    let value = match &item.value {
        Value::Number(number) if number.is_finite() => ParameterValue::Number(*number),
        Value::Text(text) => ParameterValue::Text(text.clone()),
        Value::Flag(flag) => ParameterValue::Flag(*flag),
        Value::List(words) => {
            let word = |word: &Node| match &word.value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            };
            let words: Option<Vec<String>> = words.iter().map(word).collect();
            words
                .map(ParameterValue::List)
                .or_else(|| table.refuse_type("values", item, "a list of texts"))?
        }
        _ => {
            return table.refuse_type("values", item, "a finite number, text, true or false");
        }
    };
    Some(value)
}

fn read_range(table: &Fields<'_>) -> Option<Vec<ParameterValue>> {
    let [from, to] = ["from", "to"].map(|key| table.required(key, read_figure));
    let steps = table.required("steps", Fields::whole);
    let (from, to, steps) = (from?, to?, steps? as usize);
    if steps < 2 {
        let cause = format!("`steps` is {steps}, which gives no value or only the first one");
        return refuse_empty(table, "steps", &cause);
    }
    if steps > MOST_VALUES {
        let cause = format!("{steps} values of one parameter are more than {MOST_VALUES}");
        let action = "take fewer steps";
        return table.refuse(Code::SWEEP_TOO_LARGE, "steps", cause, action);
    }
    check_order(table, "to", &[&from, &to])?;
    let width = (to.number - from.number) / (steps - 1) as f64;
    let at = |step: usize| match step + 1 == steps {
        true => value(to.number, &to.unit),
        false => value(from.number + width * step as f64, &from.unit),
    };
    Some((0..steps).map(at).collect())
}

fn read_figure(table: &Fields<'_>, field: &str) -> Option<Figure> {
    let node = table.node(field)?;
    figure(node)
        .or_else(|| table.refuse_type(field, node, "a number, or text with a number and a unit"))
}

fn refuse_empty<T>(table: &Fields<'_>, field: &str, cause: &str) -> Option<T> {
    let action = "give at least one value, or at least 2 steps";
    table.refuse(Code::GRID_EMPTY, field, cause, action)
}

fn read_random(table: &Fields<'_>) -> Option<Variation> {
    let words = ["uniform", "triangular", "normal"];
    let random = table.table("random", &words)?;
    random.refuse_unknown();
    let named: Vec<&str> = words.into_iter().filter(|word| random.has(word)).collect();
    let [word] = named[..] else {
        let cause = "`random` must name exactly one distribution";
        let action = "write for instance random = { uniform = [1.2, 1.6] }";
        return table.refuse(Code::VARIATION_UNCLEAR, "random", cause, action);
    };
    let figures = match word {
        "normal" => {
            let keys = ["mean", "deviation", "low", "high"];
            let normal = random.table(word, &keys)?;
            normal.refuse_unknown();
            let figures = keys.map(|key| normal.required(key, read_figure));
            figures.into_iter().collect::<Option<Vec<Figure>>>()?
        }
        _ => {
            let node = random.node(word)?;
            let wanted = if word == "uniform" { 2 } else { 3 };
            let figures: Option<Vec<Figure>> = match &node.value {
                Value::List(items) if items.len() == wanted => items.iter().map(figure).collect(),
                _ => None,
            };
            let list = format!("a list of {wanted} figures");
            figures.or_else(|| random.refuse_type(word, node, &list))?
        }
    };
    let unit = figures[0].unit.clone();
    let from = match figures.iter().collect::<Vec<_>>()[..] {
        [low, high] => {
            check_order(table, "random", &[low, high])?;
            Distribution::Uniform { low: low.number, high: high.number }
        }
        [low, mode, high] => {
            check_order(table, "random", &[low, high])?;
            check_same_units(table, "random", &[low, mode])?;
            if !(low.number..=high.number).contains(&mode.number) {
                return refuse_range(
                    table,
                    "random",
                    "the likeliest value is not between the others",
                );
            }
            Distribution::Triangular { low: low.number, mode: mode.number, high: high.number }
        }
        [mean, deviation, low, high] => {
            check_order(table, "random", &[low, high])?;
            check_same_units(table, "random", &[low, mean, deviation])?;
            let is_near = (low.number - 6.0 * deviation.number
                ..=high.number + 6.0 * deviation.number)
                .contains(&mean.number);
            if deviation.number <= 0.0 || !is_near {
                let cause = "the deviation is not above 0, or the mean is more than six of them outside `low` to `high`";
                return refuse_range(table, "random", cause);
            }
            Distribution::Normal {
                mean: mean.number,
                deviation: deviation.number,
                low: low.number,
                high: high.number,
            }
        }
        _ => return None,
    };
    Some(Variation::Drawn { from, unit })
}

/// Checks that the second figure is above the first, in the same unit.
fn check_order(table: &Fields<'_>, field: &str, [low, high]: &[&Figure; 2]) -> Option<()> {
    check_same_units(table, field, &[low, high])?;
    let width = high.number - low.number;
    if width > 0.0 && width.is_finite() {
        return Some(());
    }
    let cause = format!("{} is not above {}", high.number, low.number);
    refuse_range(table, field, &cause)
}

fn check_same_units(table: &Fields<'_>, field: &str, figures: &[&Figure]) -> Option<()> {
    let first = &figures[0].unit;
    let Some(other) = figures.iter().find(|figure| figure.unit != *first) else {
        return Some(());
    };
    let cause = format!("the units `{first}` and `{}` differ", other.unit);
    refuse_range(table, field, &cause)
}

fn refuse_range<T>(table: &Fields<'_>, field: &str, cause: &str) -> Option<T> {
    table.refuse(Code::RANGE_IMPOSSIBLE, field, cause, Usual)
}
