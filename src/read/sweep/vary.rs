//! `[[vary]]`: one parameter, or several together, and the values that they take.

use super::figures::{Figure, figure, value};
use crate::domain::{Distribution, ParameterValue, Text, Variation, phrase, text};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::issue::Usual;
use crate::read::node::{Node, Value};
use crate::read::wanted::Wanted;

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
            [false, false, false] => {
                text!("the values of the parameter are not given", "没有给出参数的取值")
            }
            _ => text!("the values are given in more than one way", "以多种方式给出了取值"),
        };
        let action = text!(
            "keep one: `values`, or `from`, `to` and `steps`, or `random`",
            "只留一种：`values`，或 `from`、`to` 和 `steps`，或 `random`"
        );
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
        return table.refuse_type("values", node, phrase("a list of values", "值的列表"));
    };
    if items.is_empty() {
        return refuse_empty(
            table,
            "values",
            text!("`values` is an empty list", "`values` 为空列表"),
        );
    }
    let values: Option<Vec<ParameterValue>> =
        items.iter().map(|item| read_value(table, item)).collect();
    let values = values?;
    let again =
        values.iter().enumerate().find(|(position, value)| values[..*position].contains(value));
    if let Some((_, value)) = again {
        let cause = text!("`{value}` is among the values twice", "取值中 `{value}` 出现两次");
        let action = text!("name each value once", "每个值只写一次");
        return table.refuse(Code::GRID_OVERLAPS, "values", cause, action);
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
            words.map(ParameterValue::List).or_else(|| {
                table.refuse_type("values", item, phrase("a list of texts", "文本的列表"))
            })?
        }
        _ => {
            let wanted =
                phrase("a finite number, text, true or false", "有限的数字、文本、true 或 false");
            return table.refuse_type("values", item, wanted);
        }
    };
    Some(value)
}

fn read_range(table: &Fields<'_>) -> Option<Vec<ParameterValue>> {
    let [from, to] = ["from", "to"].map(|key| table.required(key, read_figure));
    let steps = table.required("steps", Fields::whole);
    let (from, to, steps) = (from?, to?, steps? as usize);
    if steps < 2 {
        let cause = text!(
            "`steps` is {steps}, which gives no value or only the first one",
            "`steps` 为 {steps}，得不到值或只得到第一个"
        );
        return refuse_empty(table, "steps", cause);
    }
    if steps > MOST_VALUES {
        let cause = text!(
            "{steps} values of one parameter are more than {MOST_VALUES}",
            "一个参数有 {steps} 个取值，超过 {MOST_VALUES} 个"
        );
        let action = text!("take fewer steps", "减少步数");
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
    figure(node).or_else(|| table.refuse_type(field, node, Wanted::Figure))
}

fn refuse_empty<T>(table: &Fields<'_>, field: &str, cause: Text) -> Option<T> {
    let action = text!("give at least one value, or at least 2 steps", "至少给一个值，或至少 2 步");
    table.refuse(Code::GRID_EMPTY, field, cause, action)
}

fn read_random(table: &Fields<'_>) -> Option<Variation> {
    let words = ["uniform", "triangular", "normal"];
    let random = table.table("random", &words)?;
    random.refuse_unknown();
    let named: Vec<&str> = words.into_iter().filter(|word| random.has(word)).collect();
    let [word] = named[..] else {
        let cause = text!("`random` must name exactly one distribution", "`random` 应只写一种分布");
        let action = text!(
            "write for instance random = {{ uniform = [1.2, 1.6] }}",
            "例如写 `random = {{ uniform = [1.2, 1.6] }}`"
        );
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
            let list = text!("a list of {wanted} figures", "{wanted} 个数值的列表");
            figures.or_else(|| random.refuse_type(word, node, list))?
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
                let cause = text!(
                    "the likeliest value is not between the others",
                    "最可能值不在另外两个值之间"
                );
                return refuse_range(table, "random", cause);
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
                let cause = text!(
                    "the deviation is not above 0, or the mean is more than six of them outside `low` to `high`",
                    "标准差不大于 0，或均值超出 `low` 至 `high` 六个标准差以上"
                );
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
    let (high, low) = (high.number, low.number);
    let cause = text!("{high} is not above {low}", "{high} 不大于 {low}");
    refuse_range(table, field, cause)
}

fn check_same_units(table: &Fields<'_>, field: &str, figures: &[&Figure]) -> Option<()> {
    let first = &figures[0].unit;
    let Some(other) = figures.iter().find(|figure| figure.unit != *first) else {
        return Some(());
    };
    let other = &other.unit;
    let cause =
        text!("the units `{first}` and `{other}` differ", "单位 `{first}` 与 `{other}` 不一致");
    refuse_range(table, field, cause)
}

fn refuse_range<T>(table: &Fields<'_>, field: &str, cause: Text) -> Option<T> {
    table.refuse(Code::RANGE_IMPOSSIBLE, field, cause, Usual)
}
