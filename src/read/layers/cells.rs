//! Values of cells of tables.

use crate::domain::{Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use serde_json::{Number, Value};

/// The names of columns, each its own: of equal ones the later get a number, which is reported.
pub(super) fn distinct(
    sink: &Sink,
    file: &str,
    names: impl IntoIterator<Item = String>,
) -> Vec<String> {
    let mut made: Vec<String> = Vec::new();
    for name in names {
        let mut free = name.clone();
        let mut number = 2;
        while made.contains(&free) {
            free = format!("{name}_{number}");
            number += 1;
        }
        if free != name {
            let cause = text!(
                "two columns have the name `{name}`; the later is called `{free}`",
                "两列同名：`{name}`；后一列改称 `{free}`"
            );
            sink.push(Code::COLUMN_RENAMED, Place::file(file).at(&name), cause, Usual);
        }
        made.push(free);
    }
    made
}

/// A number as JSON value, integers without a decimal point.
pub(in crate::read) fn number(figure: f64) -> Value {
    if figure.fract() == 0.0 && figure.abs() < 9.0e15 {
        return Value::from(figure as i64);
    }
    Number::from_f64(figure).map_or(Value::Null, Value::Number)
}

/// That a cell is a number but for a comma, to follow that it is none; else nothing.
pub(in crate::read) fn comma_for_point(cell: &str) -> Text {
    let cell = cell.trim();
    let (plain, point) = (cell.replace(',', ""), cell.replacen(',', ".", 1));
    let is_number = |text: &str| text != cell && text.parse::<f64>().is_ok();
    match (parts_thousands(cell) && is_number(&plain), is_number(&point)) {
        (true, true) => text!(
            ": write {plain} if its comma parts thousands, {point} if it is a decimal one",
            "：逗号若为千位分隔，应写 {plain}；若为小数点，应写 {point}"
        ),
        (true, false) => {
            text!(": write {plain}, without the commas", "：应写 {plain}，不带千位分隔的逗号")
        }
        (false, true) => {
            text!(": it has a comma; numbers have a decimal point", "：其中有逗号；小数点应为“.”")
        }
        (false, false) => Text::default(),
    }
}

/// Whether three digits stand behind each comma of a number, as in `12,345,678.9`.
fn parts_thousands(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let mut groups = digits.split('.').next().unwrap_or_default().split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A value as the text of a cell; nothing is empty.
pub(super) fn text(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) enum Cells {
    Empty,
    Figures,
    Flags,
    Texts,
}

impl Cells {
    /// Of a column: all numbers, all flags, or text. Numbers with a leading zero or plus, or with more than fifteen digits,
    /// are codes and stay text.
    pub(in crate::read) fn of<'a>(column: impl Iterator<Item = &'a str> + Clone) -> Self {
        let filled = || column.clone().map(str::trim).filter(|cell| !cell.is_empty());
        let is_flag =
            |cell: &str| ["true", "false"].iter().any(|flag| cell.eq_ignore_ascii_case(flag));
        match filled().next() {
            None => Self::Empty,
            Some(_) if filled().all(is_figure) => Self::Figures,
            Some(_) if filled().all(is_flag) => Self::Flags,
            Some(_) => Self::Texts,
        }
    }

    /// The value of one of the cells; null where it is empty.
    pub(in crate::read) fn value(self, cell: &str) -> Value {
        match (self, cell.trim()) {
            (Self::Empty, _) | (_, "") => Value::Null,
            (Self::Figures, text) => text.parse().map_or(Value::Null, number),
            (Self::Flags, text) => text.eq_ignore_ascii_case("true").into(),
            (Self::Texts, text) => text.into(),
        }
    }
}

/// Whether a cell is a number, and not a code.
pub(super) fn is_figure(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) {
        return false;
    }
    let long = whole.len() > 15 || (whole.len() > 1 && whole.starts_with('0'));
    // 1.5e-7, the form in which programs write small numbers.
    let (fraction, power) = fraction.split_once(['e', 'E']).unwrap_or((fraction, "0"));
    let power = power.strip_prefix(['-', '+']).unwrap_or(power);
    !long && plain(fraction) && plain(power) && cell.parse::<f64>().is_ok_and(f64::is_finite)
}
