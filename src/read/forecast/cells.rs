//! Columns by name, and numbers of people in cells.

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
        let (cause, action) = ("the row names no area", "write the area's code");
        return sink.refuse(Code::FIELD_BLANK, place.clone(), cause, action);
    }
    Some(code)
}

/// A number of people.
pub(super) fn count(sink: &Sink, place: Place, cell: &str) -> Option<f64> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let (code, cause, action) = match plain.parse::<f64>() {
        Err(_) => (
            Code::FIELD_WRONG_TYPE,
            format!("`{}` is not a number", cell.trim()),
            "write the number of people",
        ),
        Ok(number) if !number.is_finite() || number > MOST_PEOPLE => (
            Code::FIGURE_NOT_FINITE,
            format!("`{plain}` is not a number of people"),
            "correct the figure",
        ),
        Ok(number) if number < 0.0 => {
            (Code::FIGURE_NEGATIVE, format!("`{plain}` is negative"), "correct the figure")
        }
        Ok(number) => return Some(number),
    };
    sink.push(code, place, cause, action);
    None
}
