//! Columns by name, and numbers of people in cells.

use crate::domain::text;
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::layers::rows::Row;
use crate::read::sink::Sink;

/// The largest number of people.
const MOST_PEOPLE: f64 = 1e10;

/// The column with one of these names, the first that exists.
pub(super) fn find(header: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| header.iter().position(|head| head.to_lowercase() == *name))
}

/// The name in a row's cells; the area's code where there is no column or the cell is empty.
pub(super) fn name_of(row: Row<'_>, column: Option<usize>, id: &str) -> String {
    let name = column.map_or("", |column| row.cell(column).trim());
    if name.is_empty() { id } else { name }.to_owned()
}

/// The code of a row's area; an issue where the cell is empty.
pub(super) fn area<'c>(sink: &Sink, place: &Place, cell: &'c str) -> Option<&'c str> {
    let code = cell.trim();
    if code.is_empty() {
        let cause = text!("the row names no area", "该行没有区域代码");
        let action = text!("write the area's code", "请填写区域代码");
        return sink.refuse(Code::FIELD_BLANK, place.clone(), cause, action);
    }
    Some(code)
}

/// A number of people.
pub(super) fn count(sink: &Sink, place: Place, cell: &str) -> Option<f64> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let (code, cause, action) = match plain.parse::<f64>() {
        Err(_) => {
            let cell = cell.trim();
            (
                Code::FIELD_WRONG_TYPE,
                text!("`{cell}` is not a number", "`{cell}` 不是数字"),
                text!("write the number of people", "请填写人数"),
            )
        }
        Ok(number) if !number.is_finite() || number > MOST_PEOPLE => (
            Code::FIGURE_NOT_FINITE,
            text!("`{plain}` is not a number of people", "`{plain}` 不是人数"),
            text!("correct the figure", "请更正数值"),
        ),
        Ok(number) if number < 0.0 => (
            Code::FIGURE_NEGATIVE,
            text!("`{plain}` is negative", "`{plain}` 小于 0"),
            text!("correct the figure", "请更正数值"),
        ),
        Ok(number) => return Some(number),
    };
    sink.push(code, place, cause, action);
    None
}
